"""The dry run: every row below the header is accepted, rejected or ignored."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.avisos import CAMPOS, avisar, load_municipios
from cobro_desktop.exchange.direcciones import celda
from cobro_desktop.exchange.documentos_de_fila import leer_documentos
from cobro_desktop.exchange.filas import ClaseDeFila, Clasificador
from cobro_desktop.exchange.formatos import Destino
from cobro_desktop.exchange.lectores import Leido, leer_columna, lector
from cobro_desktop.exchange.motivos import mostrar, motivo
from cobro_desktop.exchange.resultado import ErrorDeCelda
from cobro_desktop.exchange.salida import columnas_aceptada

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.formatos import Formato
    from cobro_desktop.exchange.salida import BaseTemporal

    Numerada: TypeAlias = tuple[int, list[Valor]]

BLOQUE = 2_000


@dataclass(frozen=True, slots=True)
class Tabla:
    """The table to check, as it was recognised."""

    hoja: str | None
    columnas: tuple[Columna, ...]
    formato: Formato
    epoca: date
    hoy: date


@dataclass(slots=True)
class Cuentas:
    """What was counted; money in centavos."""

    aceptadas: int = 0
    rechazadas: int = 0
    vacias: int = 0
    subtotales: int = 0
    repetidas: int = 0
    suma: int = 0
    total_hoja: int | None = None


@dataclass(slots=True)
class _Bloque:
    """Rows under way: their cells by column, and what was read of them."""

    filas: list[int]
    celdas: list[tuple[Valor, ...]]
    leidos: dict[str, list[Leido]] = field(default_factory=dict)
    rechazos: dict[int, list[ErrorDeCelda]] = field(default_factory=dict)
    avisos: list[tuple[int, ErrorDeCelda]] = field(default_factory=list)


class Comprobador:
    """Checks the rows of one table and leaves them in the temporary base."""

    def __init__(self, tabla: Tabla, base: BaseTemporal) -> None:
        self.cuentas = Cuentas()
        self._tabla = tabla
        self._base = base
        self._por_campo = {c.campo.nombre: c for c in tabla.columnas if c.campo}
        self._clasificador = Clasificador(tabla.columnas, tabla.formato)
        self._lectores = {
            c.campo.nombre: lector(c.campo, tabla.epoca, tabla.hoy)
            for c in tabla.columnas
            if c.campo and c.campo.nombre not in {"documento", "tipo_documento", "dv"}
        }
        self._columnas = tuple(columnas_aceptada(tabla.formato))
        self._municipios = load_municipios() if "municipio" in self._por_campo else {}
        self._plegados: dict[str, str] = {}

    def comprobar(
        self, filas: Iterable[Numerada], avance: Callable[[int], None]
    ) -> Cuentas:
        """Check rows in order; `avance` hears how many have been seen."""
        width = len(self._tabla.columnas)
        pending, blanks = [], 0
        for number, cells in filas:
            row = _fit(cells, width)
            what = self._clasificador.clasificar(number, row)
            if what is ClaseDeFila.VACIA:
                blanks += 1
                continue
            self.cuentas.vacias, blanks = self.cuentas.vacias + blanks, 0
            if what is ClaseDeFila.DATO:
                pending.append((number, row))
            elif what is ClaseDeFila.REPETIDA:
                self.cuentas.repetidas += 1
            else:
                self.cuentas.subtotales += 1
            if len(pending) >= BLOQUE:
                self._check(pending)
                pending = []
                avance(number)
        self._check(pending)
        self.cuentas.total_hoja = self._clasificador.total
        return self.cuentas

    def _check(self, rows: list[Numerada]) -> None:
        if not rows:
            return
        columns = list(zip(*(cells for _, cells in rows), strict=True))
        block = _Bloque([number for number, _ in rows], columns)
        self._read_documents(block)
        for nombre, leer in self._lectores.items():
            column = self._por_campo[nombre]
            assert column.campo is not None
            read, faults = leer_columna(columns[column.indice], column.campo, leer)
            block.leidos[nombre] = read
            for fault in faults:
                self._note(block, fault.indice, column, fault.codigo, fault.rechaza)
        self._join_names(block)
        self._borrow(block)
        self._write(block, rows)

    def _read_documents(self, block: _Bloque) -> None:
        if "documento" not in self._por_campo:
            return
        column = self._por_campo["documento"]
        found = leer_documentos(self._por_campo, block.celdas)
        read = found.leidos
        block.leidos["tipo_documento"] = [d.tipo.value if d else None for d in read]
        block.leidos["numero_documento"] = [d.numero if d else None for d in read]
        block.leidos["dv"] = [d.dv if d else None for d in read]
        for fault in found.fallas:
            self._note(block, fault.indice, column, fault.codigo, fault.rechaza)
        for note in found.notas:
            cell = self._cell(block, note.indice, column, note.codigo, note.texto)
            block.avisos.append((note.indice, cell))

    def _note(
        self,
        block: _Bloque,
        index: int,
        column: Columna,
        codigo: str,
        rechaza: bool,  # noqa: FBT001  # it is the fault's own field
    ) -> None:
        cell = self._cell(block, index, column, codigo)
        if rechaza:
            block.rechazos.setdefault(index, []).append(cell)
        else:
            block.avisos.append((index, cell))

    def _cell(
        self,
        block: _Bloque,
        index: int,
        column: Columna,
        codigo: str,
        texto: str | None = None,
    ) -> ErrorDeCelda:
        value = mostrar(block.celdas[column.indice][index])
        row = block.filas[index]
        return ErrorDeCelda(
            hoja=self._tabla.hoja,
            celda=celda(row, column.indice),
            fila=row,
            columna=column.titulo,
            valor=value,
            motivo=texto or motivo(codigo, value),
            codigo=codigo,
        )

    def _join_names(self, block: _Bloque) -> None:
        surnames = block.leidos.pop("apellidos", None)
        if surnames is not None and "nombre" in block.leidos:
            pairs = zip(block.leidos["nombre"], surnames, strict=True)
            block.leidos["nombre"] = [f"{n or ''} {s or ''}".strip() for n, s in pairs]

    def _borrow(self, block: _Bloque) -> None:
        """Fill a field without column from the one that serves in its place."""
        for campo in self._tabla.formato.campos:
            spare = campo.respaldo
            if spare and campo.nombre not in block.leidos and spare in block.leidos:
                read = block.leidos[spare]
                block.leidos[campo.nombre] = read
                for index, value in enumerate(read):
                    if value is None:
                        self._note(block, index, self._por_campo[spare], "empty", True)  # noqa: FBT003

    def _write(self, block: _Bloque, rows: list[Numerada]) -> None:
        accepted = [i for i in range(len(rows)) if i not in block.rechazos]
        self._base.aceptar(self._tuples(block, accepted))
        notices = [cell for i, cell in block.avisos if i not in block.rechazos]
        self._base.anotar("aviso", (*notices, *self._oddities(block, accepted)))
        for index, cells in block.rechazos.items():
            self._base.anotar("error", cells)
            self._base.rechazar(*rows[index])
        self.cuentas.aceptadas += len(accepted)
        self.cuentas.rechazadas += len(block.rechazos)
        amounts = block.leidos.get(self._tabla.formato.suma or "")
        if amounts:
            self.cuentas.suma += sum(int(amounts[i] or 0) for i in accepted)

    def _tuples(
        self, block: _Bloque, accepted: list[int]
    ) -> Iterable[tuple[object, ...]]:
        total = len(block.filas)
        nothing: list[Leido] = [None] * total
        block.leidos["datos"] = self._packed(block, Destino.DATOS)
        block.leidos["referencias"] = self._packed(block, Destino.REFERENCIA)
        block.leidos["llave"] = self._keys(block)
        block.leidos["fila"] = list(block.filas)
        sources = (block.leidos.get(name, nothing) for name in self._columnas)
        wanted = set(accepted)
        every = zip(*sources, strict=True)
        return (row for i, row in enumerate(every) if i in wanted)

    def _packed(self, block: _Bloque, destino: Destino) -> list[Leido]:
        """Pack the secondary fields of each row as JSON; None where there are none."""
        names = [
            campo.nombre
            for campo in self._tabla.formato.campos
            if campo.destino is destino and campo.nombre in block.leidos
        ]
        if not names:
            return [None] * len(block.filas)
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        packed: list[Leido] = []
        for values in zip(*(block.leidos[name] for name in names), strict=True):
            pairs = [(n, v) for n, v in zip(names, values, strict=True) if v is not None]
            whole = dict(pairs) if destino is Destino.DATOS else pairs
            packed.append(encode(whole) if pairs else None)
        return packed

    def _keys(self, block: _Bloque) -> list[Leido]:
        """Fold what identifies each row, so that files compare."""
        nothing: list[Leido] = [None] * len(block.filas)
        sources = (block.leidos.get(name, nothing) for name in self._tabla.formato.llave)
        return ["|".join(map(self._fold, row)) for row in zip(*sources, strict=True)]

    def _fold(self, value: Leido) -> str:
        if value is None:
            return ""
        text = str(value)
        if text.isascii() and text.isdigit():
            return text
        if text not in self._plegados:
            if len(self._plegados) > 100_000:
                self._plegados.clear()
            self._plegados[text] = plegar(text).upper()
        return self._plegados[text]

    def _oddities(
        self, block: _Bloque, accepted: Sequence[int]
    ) -> Iterable[ErrorDeCelda]:
        names = [n for n in CAMPOS if n in block.leidos]
        today = self._tabla.hoy.isoformat()
        for index in accepted:
            row = {name: block.leidos[name][index] for name in names}
            for field_name, codigo in avisar(row, self._municipios, today):
                column = self._por_campo[field_name]
                yield self._cell(block, index, column, codigo)


def _fit(cells: list[Valor], width: int) -> list[Valor]:
    missing = width - len(cells)
    if missing > 0:
        return [*cells, *([""] * missing)]
    return cells[:width] if missing else cells
