"""A block of rows under check: what was read of them, and how it is packed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.formatos import Destino

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.formatos import Formato
    from cobro_desktop.exchange.lectores import Leido
    from cobro_desktop.exchange.resultado import ErrorDeCelda

MAX_PLEGADOS = 10_000
NORMALIZADAS = frozenset(
    {
        "tipo_documento",
        "numero_documento",
        "titulo_fecha",
        "fecha",
        "fecha_consulta",
        "valor",
    }
)
"""Parts of a key that reading already made comparable."""


@dataclass(slots=True)
class Bloque:
    """Rows by their number in the sheet, and their cells by column."""

    filas: list[int]
    celdas: list[tuple[Valor, ...]]
    leidos: dict[str, list[Leido]] = field(default_factory=dict)
    rechazos: dict[int, list[ErrorDeCelda]] = field(default_factory=dict)
    """Errors by the place of the row in the block."""
    avisos: list[tuple[int, ErrorDeCelda]] = field(default_factory=list)

    def columna(self, campo: str) -> list[Leido]:
        """Return what was read of a field; None in each row if it has no column."""
        return self.leidos.get(campo) or [None] * len(self.filas)

    def aceptadas(self) -> list[int]:
        """Return the places of the rows without errors."""
        if not self.rechazos:
            return list(range(len(self.filas)))
        return [i for i in range(len(self.filas)) if i not in self.rechazos]


class Empaquetador:
    """Turns checked blocks into the rows of the temporary base."""

    def __init__(self, formato: Formato, columnas: Iterable[str]) -> None:
        self._formato = formato
        self._columnas = tuple(columnas)
        self._plegados: dict[Leido, str] = {}

    def filas(self, bloque: Bloque) -> Iterable[tuple[object, ...]]:
        """Yield the accepted rows, in the order of the base's columns."""
        bloque.leidos["datos"] = self._packed(bloque, Destino.DATOS)
        bloque.leidos["referencias"] = self._packed(bloque, Destino.REFERENCIA)
        bloque.leidos["llave"] = self._keys(bloque)
        bloque.leidos["fila"] = list(bloque.filas)
        every = zip(*map(bloque.columna, self._columnas), strict=True)
        if not bloque.rechazos:
            return every
        return (row for i, row in enumerate(every) if i not in bloque.rechazos)

    def _packed(self, bloque: Bloque, destino: Destino) -> list[Leido]:
        """Pack the secondary fields of each row as JSON; None where there are none."""
        names = [
            campo.nombre
            for campo in self._formato.campos
            if campo.destino is destino and campo.nombre in bloque.leidos
        ]
        if not names:
            return []
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        packed: list[Leido] = []
        for values in zip(*(bloque.leidos[name] for name in names), strict=True):
            pairs = [p for p in zip(names, values, strict=True) if p[1] is not None]
            whole = dict(pairs) if destino is Destino.DATOS else pairs
            packed.append(encode(whole) if pairs else None)
        return packed

    def _keys(self, bloque: Bloque) -> list[Leido]:
        """Fold what identifies each row, so that files compare."""
        columns = [self._folded(n, bloque.columna(n)) for n in self._formato.llave]
        return ["|".join(row) for row in zip(*columns, strict=True)]

    def _folded(self, nombre: str, values: list[Leido]) -> list[str]:
        if nombre in NORMALIZADAS:
            return ["" if value is None else str(value) for value in values]
        known = self._plegados
        if len(known) > MAX_PLEGADOS:
            known.clear()
        for value in {*values}:
            if value not in known:
                text = str(value or "")
                known[value] = text if text.isdecimal() else plegar(text).upper()
        return [known[value] for value in values]
