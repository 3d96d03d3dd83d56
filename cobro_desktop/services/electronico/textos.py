"""Finding documents by their words (F9)."""

from __future__ import annotations

import re
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from cobro_desktop.domain.errors import InvalidDataError, StorageError
from cobro_desktop.domain.indice import DESCRIPTIVOS
from cobro_desktop.domain.texto import palabras as palabras_de
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.texto_archivo import texto_de
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.alcance import abrir_alcance
from cobro_desktop.storage.queries.textos import se_busca, tiene_palabras
from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    ExpedienteRow,
    TextoDocumentoRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

MAX_HALLADOS: Final = 200
_ALREDEDOR: Final = 80
"""Characters shown each side of the first word found."""
_PALABRA: Final = re.compile(r"\w+")
_LOTE: Final = 50
NO_HECHOS: Final = ("borrador", "en_revision", "aprobado", "anulado")
"""States of documents whose words nobody looks for yet."""


class Fragmento(NamedTuple):
    """A stretch of text, and whether it is one of the words."""

    texto: str
    hallada: bool


class Hallado(NamedTuple):
    """A document that has the words."""

    documento_id: int
    expediente_id: int
    expediente: str
    deudor: str
    nombre: str
    formato: str
    fecha: dt.date
    fragmentos: tuple[Fragmento, ...]
    """What stands around the first of the words, cut where they begin and end."""

    @property
    def extracto(self) -> str:
        """What stands around the first of the words, and each between « »."""
        return "".join(f"«{text}»" if hit else text for text, hit in self.fragmentos)


def buscar_textos(
    workspace: Workspace, palabras: str, *, cuantos: int = 50
) -> list[Hallado]:
    """Return the documents that have every word, the last ones first.

    Accents and capitals do not count; a word finds those that begin like it. Sheets of
    control and indexes are not looked into: they only name the others.

    Raises:
        InvalidDataError: there is nothing to look for.
    """
    words = palabras_de(palabras)
    if not words:
        message = "Escriba al menos una palabra para buscar en los documentos."
        raise InvalidDataError(message)
    row = TextoDocumentoRow
    with workspace.base.read() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        query = (
            sa.select(
                DocumentoRow.id,
                ExpedienteRow.id,
                ExpedienteRow.numero,
                ExpedienteRow.deudor,
                DocumentoRow.nombre,
                DocumentoRow.formato,
                DocumentoRow.fecha,
                row.texto,
            )
            .join(DocumentoRow, DocumentoRow.id == row.documento_id)
            .join(ExpedienteRow, ExpedienteRow.id == DocumentoRow.expediente_id)
            .where(
                tiene_palabras(words, sqlite=sqlite),
                se_busca(),
                ExpedienteRow.lote_anulado_id.is_(None),
            )
            .order_by(DocumentoRow.fecha.desc(), DocumentoRow.id.desc())
            .limit(min(cuantos, MAX_HALLADOS))
        )
        return [
            Hallado(*found[:7], _fragmentos(found[7], words))
            for found in session.execute(query)
        ]


def indexar(
    session: Session, workspace: Workspace, documento_id: int, sha256: str
) -> bool:
    """Keep the words of a document; tells whether it has any."""
    try:
        text = texto_de(workspace.contenido.leer(session, sha256))
    except StorageError:
        text = ""
    row = session.get(TextoDocumentoRow, documento_id)
    if row is None:
        row = TextoDocumentoRow(documento_id=documento_id)
        session.add(row)
    row.sha256, row.texto, row.plegado = sha256, text, plegar(text)
    return bool(text)


def reindexar(
    workspace: Workspace, contexto: Contexto, progress: Progress | None = None
) -> Changes:
    """Read every document whose words are not those that the index keeps.

    Raises:
        CancelledByUserError: what was read stays read.
    """
    steps = progress or SilentProgress()
    pending = _pendientes(workspace)
    with_words = 0
    for start in range(0, len(pending), _LOTE):
        steps.report(start, len(pending), "Leyendo documentos")
        with transaction(workspace, contexto, "reindexar") as tx:
            for documento_id, sha256 in pending[start : start + _LOTE]:
                with_words += indexar(tx.session, workspace, documento_id, sha256)
            count = min(start + _LOTE, len(pending))
            tx.tell(f"Se leyó el texto de {cantidad(count, 'documento')}.")
    texto = (
        f"Se leyeron {cantidad(len(pending), 'documento')}; "
        f"{cantidad(with_words, 'tiene', 'tienen')} texto que se puede buscar."
    )
    datos: dict[str, object] = {"leidos": len(pending), "con_texto": with_words}
    return Changes(resumen=texto, datos=datos)


def _pendientes(workspace: Workspace) -> list[tuple[int, str]]:
    kept, row = DocumentoVersionRow, TextoDocumentoRow
    last = (
        sa.select(kept.documento_id, sa.func.max(kept.orden).label("orden"))
        .group_by(kept.documento_id)
        .subquery()
    )
    query = (
        sa.select(kept.documento_id, kept.sha256)
        .join(
            last,
            (last.c.documento_id == kept.documento_id) & (last.c.orden == kept.orden),
        )
        .join(DocumentoRow, DocumentoRow.id == kept.documento_id)
        .outerjoin(row, row.documento_id == kept.documento_id)
        .where(
            DocumentoRow.expediente_id.is_not(None),
            DocumentoRow.tipo.not_in(DESCRIPTIVOS),
            DocumentoRow.estado.not_in(NO_HECHOS),
            row.sha256.is_(None) | (row.sha256 != kept.sha256),
        )
        .order_by(kept.documento_id)
    )
    with workspace.base.read() as session:
        # The index is of the whole office, whoever asks for it; nothing is shown.
        rows = abrir_alcance(session).execute(query)
        return [(number, sha256) for number, sha256 in rows]


def _fragmentos(text: str, words: Sequence[str]) -> tuple[Fragmento, ...]:
    """Cut what stands around the first word found, and set each one apart."""
    one_line = " ".join(text.split())
    hits = (
        match
        for match in _PALABRA.finditer(one_line)
        if plegar(match[0]).startswith(tuple(words))
    )
    first = next(hits, None)
    if first is None:
        return (Fragmento(one_line[: 2 * _ALREDEDOR], hallada=False),)
    start = max(0, first.start() - _ALREDEDOR)
    end = min(len(one_line), first.end() + _ALREDEDOR)
    pieces, at = [Fragmento("…" if start else "", hallada=False)], start
    near = takewhile(lambda match: match.end() <= end, hits)
    for match in chain((first,), near):
        pieces.append(Fragmento(one_line[at : match.start()], hallada=False))
        pieces.append(Fragmento(match[0], hallada=True))
        at = match.end()
    pieces.append(Fragmento(one_line[at:end], hallada=False))
    pieces.append(Fragmento("…" if end < len(one_line) else "", hallada=False))
    return tuple(piece for piece in pieces if piece.texto)
