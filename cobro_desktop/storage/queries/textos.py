"""Which documents have some words: one question, two databases (F9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from cobro_desktop.domain.indice import DESCRIPTIVOS
from cobro_desktop.storage.rows import DocumentoRow, TextoDocumentoRow

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANULADO = "anulado"


def se_busca() -> sa.ColumnElement[bool]:
    """Return the condition on `documento` of being looked into.

    What only names the other documents would answer to every word of theirs.
    """
    row = DocumentoRow
    return sa.and_(row.estado != _ANULADO, row.tipo.not_in(DESCRIPTIVOS))


def tiene_palabras(words: Sequence[str], *, sqlite: bool) -> sa.ColumnElement[bool]:
    """Return the condition on `texto_documento` of having every word.

    The words are folded, and each finds those that begin like it.
    """
    if sqlite:
        asked = " ".join(f'"{word}"*' for word in words)
        index = sa.table("texto_fts", sa.column("rowid"), sa.column("texto_fts"))
        found = sa.select(index.c.rowid).where(index.c.texto_fts.op("MATCH")(asked))
        return TextoDocumentoRow.documento_id.in_(found)
    spanish: sa.ColumnElement[str] = sa.literal_column("'spanish'")
    asked = " & ".join(f"{word}:*" for word in words)
    vector = sa.func.to_tsvector(spanish, TextoDocumentoRow.plegado)
    return vector.op("@@")(sa.func.to_tsquery(spanish, asked))


def casos_con_palabras(words: Sequence[str], *, sqlite: bool) -> sa.Select[int | None]:
    """Return the query of the cases with a document that has every word."""
    return _casos().where(tiene_palabras(words, sqlite=sqlite))


def casos_con_texto() -> sa.Select[int | None]:
    """Return the query of the cases with a document whose words are known."""
    return _casos().where(TextoDocumentoRow.plegado != "")


def _casos() -> sa.Select[int | None]:
    row = DocumentoRow
    return (
        sa.select(row.expediente_id)
        .join(TextoDocumentoRow, TextoDocumentoRow.documento_id == row.id)
        .where(row.expediente_id.is_not(None), se_busca())
    )
