"""Joins the documents of people and of companies that stand in a column of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.exchange.columnas import tipo_por_omision
from cobro_desktop.exchange.vocabulario import lectura

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna

PROPIAS = frozenset(
    {
        "nit", "rut", "cedula", "ciudadania", "numero", "documento", "identificacion",
        "persona", "natural", "juridica", "empresa",
    }
)  # fmt: skip
"""Words of a heading that is only of the debtor's document."""


class OtroDocumento(NamedTuple):
    """The column that has the document of a row where the first has none."""

    primera: int
    otra: Columna
    tipo: str

    def juntar(self, columnas: Sequence[Sequence[Valor]]) -> tuple[Valor, ...]:
        """Return the first column with its blanks filled from the other."""
        pairs = zip(columnas[self.primera], columnas[self.otra.indice], strict=True)
        return tuple(
            self._con_tipo(other) if _blank(own) and not _blank(other) else own
            for own, other in pairs
        )

    def _con_tipo(self, value: Valor) -> Valor:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return f"{self.tipo} {value}" if type(value) in {str, int} else value


def buscar_otro_documento(
    columnas: Sequence[Columna], filas: Sequence[Sequence[Valor]]
) -> OtroDocumento | None:
    """Find *Cédula* beside *NIT*, or the reverse, if no row has something in both."""
    first = next(
        (c for c in columnas if c.campo and c.campo.nombre == "documento"), None
    )
    kind = tipo_por_omision(first.titulo) if first else None
    if first is None or kind is None or not _only_document(first):
        return None
    for column in columnas:
        other = tipo_por_omision(column.titulo)
        if column.campo or other in {None, kind} or not _only_document(column):
            continue
        pairs = [(_at(row, first.indice), _at(row, column.indice)) for row in filas]
        both = any(not _blank(a) and not _blank(b) for a, b in pairs)
        if not both and any(not _blank(b) for _, b in pairs):
            return OtroDocumento(first.indice, column, str(other))
    return None


def _only_document(column: Columna) -> bool:
    return lectura(column.titulo) <= PROPIAS


def _at(row: Sequence[Valor], index: int) -> Valor:
    return row[index] if index < len(row) else ""


def _blank(value: Valor) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" -"))
