"""What an act calls for once it is approved: letters, records, terms (B17)."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.registro import CONTEXTOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.documentos.asunto import asunto_de
from cobro_desktop.storage.rows import DocumentoRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace


class Propuesto(NamedTuple):
    """A document that an act calls for."""

    tipo: str
    nombre: str
    porque: str
    """Why, with its norm."""
    hecho: bool
    """The case has one already, not annulled, made since the act."""
    se_escribe: bool
    """The program writes it for this case."""


class Paquete(NamedTuple):
    """Everything that an act calls for."""

    documento_id: int
    documentos: tuple[Propuesto, ...]
    terminos: tuple[str, ...]
    """Terms that begin with its notification, in sentences."""

    @property
    def pendientes(self) -> tuple[Propuesto, ...]:
        """What can be written now and is not there yet."""
        return tuple(p for p in self.documentos if p.se_escribe and not p.hecho)


def paquete_de(workspace: Workspace, documento_id: int) -> Paquete:
    """Return what a document of a case calls for; nothing for most kinds.

    Raises:
        NotFoundError: there is no such document.
    """
    table = load_paquetes(workspace)
    with workspace.base.read() as session:
        row = session.get(DocumentoRow, documento_id)
        if row is None:
            message = f"No existe el documento {documento_id}."
            raise NotFoundError(message)
        entry = table.get(row.tipo)
        if entry is None or row.expediente_id is None:
            return Paquete(documento_id, (), ())
        return Paquete(
            documento_id,
            tuple(_propuestos(session, row, entry)),
            tuple(entry.get("terminos", ())),
        )


def load_paquetes(workspace: Workspace) -> Mapping[str, Mapping[str, Any]]:
    """Return the packages by the act that calls for them."""
    path = workspace.recursos / "referencia" / "paquetes_documentos.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {entry["tras"]: entry for entry in content["paquete"]}


def _propuestos(
    session: Session, row: DocumentoRow, entry: Mapping[str, Any]
) -> Iterator[Propuesto]:
    sigla = asunto_de(session, row).sigla
    made = session.scalars(
        select(DocumentoRow.tipo).where(
            DocumentoRow.expediente_id == row.expediente_id,
            DocumentoRow.estado != "anulado",
            DocumentoRow.id > row.id,
        )
    ).all()
    for one in entry["documentos"]:
        kind = tipo_documento(one["tipo"])
        if kind.la_elabora(sigla):
            yield Propuesto(
                kind.id,
                kind.nombre_en(sigla),
                one["porque"],
                kind.id in made,
                kind.id in CONTEXTOS,
            )
