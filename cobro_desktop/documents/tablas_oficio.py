"""The tables of an oficio: the named ones, and those that its file describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.pdf.bloques import Tabla

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class TablaDescrita:
    """A table of a file: a row for each item of a list of the context."""

    filas: str
    """Field of the context that holds the rows."""
    columnas: tuple[tuple[str, str, float, bool], ...]
    """Heading, field of the row, share of the width, whether it holds amounts."""
    menuda: bool

    def con(self, filas: Sequence[Mapping[str, str]], total: Sequence[str]) -> Tabla:
        """Fill it; `total`, when there is one, closes it."""
        rows = [tuple(fila[c[1]] for c in self.columnas) for fila in filas]
        if any(total):
            rows.append(tuple(total))
        whole = sum(column[2] for column in self.columnas)
        return Tabla(
            tuple(column[0] for column in self.columnas),
            tuple(column[2] / whole for column in self.columnas),
            tuple(rows),
            frozenset(n for n, column in enumerate(self.columnas) if column[3]),
            ultima_es_total=any(total),
            menuda=self.menuda,
        )


def tabla_descrita(entry: Mapping[str, Any]) -> TablaDescrita | None:
    """Read the table that a block describes; None if it is written badly."""
    columnas = entry.get("columnas")
    if not isinstance(columnas, list) or not columnas or "filas" not in entry:
        return None
    read = []
    for columna in columnas:
        heading, field, share, *side = [*columna, "izquierda"][:4]
        if not isinstance(share, int | float) or side[0] not in {
            "izquierda",
            "derecha",
        }:
            return None
        read.append((str(heading), str(field), float(share), side[0] == "derecha"))
    total = entry.get("total")
    if total is not None and len(total) != len(read):
        return None
    return TablaDescrita(str(entry["filas"]), tuple(read), bool(entry.get("menuda")))


def _obligaciones(values: Mapping[str, Any]) -> Tabla:
    filas = [
        tuple(row[key] for key in _COLUMNAS_DEUDA) for row in values["obligaciones"]
    ]
    if values["costas"]:
        filas.append(("Gastos del cobro", "", "", "", "", values["costas"]))
    amounts = (values[key] for key in ("capital", "intereses", "total"))
    filas.append(("Total", "", "", *amounts))
    return Tabla(
        ("Concepto", "Título", "Ejecutoria", "Capital", "Intereses", "Total"),
        (0.17, 0.19, 0.15, 0.165, 0.155, 0.17),
        tuple(filas),
        frozenset({3, 4, 5}),
        ultima_es_total=True,
    )


def _titulos(values: Mapping[str, Any]) -> Tabla:
    return Tabla(
        ("Título", "Fecha", "Expedido por", "Ejecutoria", "Concepto", "Valor"),
        (0.18, 0.145, 0.205, 0.145, 0.16, 0.165),
        tuple(tuple(row[key] for key in _COLUMNAS_TITULO) for row in values["titulos"]),
        frozenset({5}),
    )


_COLUMNAS_DEUDA = ("concepto", "titulo", "ejecutoria", "capital", "intereses", "total")
_COLUMNAS_TITULO = ("nombre", "fecha", "autoridad", "ejecutoria", "concepto", "valor")
NOMBRADAS = {"obligaciones": _obligaciones, "titulos": _titulos}
"""Tables that a block asks for by name."""
