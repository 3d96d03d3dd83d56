"""The dry run: every row below the header is accepted, rejected or ignored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from cobro_desktop.exchange.avisos import avisar, load_municipios
from cobro_desktop.exchange.bloque import Bloque, Empaquetador
from cobro_desktop.exchange.cell_dates import es_mes_primero
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.combinadas import Combinadas
from cobro_desktop.exchange.direcciones import celda
from cobro_desktop.exchange.documentos_de_fila import leer_documentos
from cobro_desktop.exchange.fechas_partidas import juntar
from cobro_desktop.exchange.filas import ClaseDeFila, Clasificador
from cobro_desktop.exchange.lectores import Falla, lector, leer_columna
from cobro_desktop.exchange.motivos import mostrar, motivo
from cobro_desktop.exchange.opciones import reconocer_opcion
from cobro_desktop.exchange.resultado import ErrorDeCelda
from cobro_desktop.exchange.salida import columnas_aceptada
from cobro_desktop.exchange.sello import buscar_sello
from cobro_desktop.exchange.titulo_y_fecha import separar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.columnas import Columna
    from cobro_desktop.exchange.documentos_partidos import OtroDocumento
    from cobro_desktop.exchange.fecha_de_hoja import Dicha
    from cobro_desktop.exchange.fechas_partidas import Partida
    from cobro_desktop.exchange.formatos import Formato
    from cobro_desktop.exchange.hojas import Rango
    from cobro_desktop.exchange.salida import BaseTemporal

    Numerada: TypeAlias = tuple[int, list[Valor]]

FILAS_POR_BLOQUE = 2_000
NOMBRES = ("segundo_nombre", "apellidos", "segundo_apellido")
"""What follows the name, where it comes in parts."""


@dataclass(frozen=True, slots=True)
class Tabla:
    """The table to check, as it was recognised."""

    hoja: str | None
    columnas: tuple[Columna, ...]
    formato: Formato
    epoca: date
    hoy: date
    partidas: tuple[Partida, ...] = ()
    """Dates in three columns."""
    combinadas: Sequence[Rango] = ()
    otro_documento: OtroDocumento | None = None
    dichas: tuple[Dicha, ...] = ()
    """Days that the sheet says once for all its rows."""


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
    mes_primero: Counter[str] = field(default_factory=Counter)
    """By heading, the dates that can only have the month first."""


class Comprobador:
    """Checks the rows of one table and leaves them in the temporary base."""

    def __init__(
        self, tabla: Tabla, base: BaseTemporal, *, con_formulas: bool = False
    ) -> None:
        self.cuentas = Cuentas()
        self._tabla = tabla
        self._base = base
        self._por_campo = {c.campo.nombre: c for c in tabla.columnas if c.campo}
        self._clasificador = Clasificador(
            tabla.columnas, tabla.formato, con_formulas=con_formulas
        )
        self._lectores = {
            c.campo.nombre: lector(c.campo, tabla.epoca, tabla.hoy)
            for c in tabla.columnas
            if c.campo and c.campo.nombre not in {"documento", "tipo_documento", "dv"}
        }
        fields = {campo.nombre for campo in tabla.formato.campos}
        self._sin_fecha = "titulo_fecha" in fields - self._por_campo.keys()
        merged = Combinadas(tabla.combinadas, tabla.columnas)
        self._combinadas = merged if tabla.combinadas else None
        columns = columnas_aceptada(tabla.formato)
        self._empaquetador = Empaquetador(tabla.formato, columns)
        self._sello = buscar_sello(tabla.columnas, tabla.epoca)
        self._municipios = load_municipios() if "municipio" in self._por_campo else {}

    def comprobar(
        self, filas: Iterable[Numerada], avance: Callable[[int], None]
    ) -> Cuentas:
        """Check rows in order; `avance` hears how many have been seen."""
        width = len(self._tabla.columnas)
        pending, blanks = [], 0
        for number, cells in filas:
            row = _fit(cells, width)
            if self._sello is not None:
                self._base.proteger(self._sello.alteradas(number, row))
            if self._combinadas:
                self._combinadas.ver(number, row)
            what = self._clasificador.clasificar(number, row)
            if what is ClaseDeFila.VACIA:
                blanks += 1
                continue
            self.cuentas.vacias, blanks = self.cuentas.vacias + blanks, 0
            if what is ClaseDeFila.DATO:
                if self._combinadas:
                    self._combinadas.rellenar(number, row)
                pending.append((number, row))
            elif what is ClaseDeFila.REPETIDA:
                self.cuentas.repetidas += 1
            else:
                self.cuentas.subtotales += 1
            if len(pending) >= FILAS_POR_BLOQUE:
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
        for parts in self._tabla.partidas:
            columns[parts.primera] = tuple(juntar(columns, parts))
        if other := self._tabla.otro_documento:
            columns[other.primera] = other.juntar(columns)
        block = Bloque([number for number, _ in rows], columns)
        self._read_documents(block)
        for nombre, leer in self._lectores.items():
            column = self._por_campo[nombre]
            assert column.campo is not None
            read, faults = leer_columna(columns[column.indice], column.campo, leer)
            block.leidos[nombre] = read
            for fault in faults:
                self._note(block, column, fault)
        self._join_names(block)
        self._part_titles(block)
        self._borrow(block)
        for said in self._tabla.dichas:
            block.leidos[said.campo.nombre] = [said.dia.isoformat()] * len(rows)
        self._write(block, rows)

    def _read_documents(self, block: Bloque) -> None:
        if "documento" not in self._por_campo:
            return
        column = self._por_campo["documento"]
        found = leer_documentos(self._por_campo, block.celdas)
        read = found.leidos
        block.leidos["tipo_documento"] = [d.tipo.value if d else None for d in read]
        block.leidos["numero_documento"] = [d.numero if d else None for d in read]
        block.leidos["dv"] = [d.dv if d else None for d in read]
        if found.nombres:
            names = found.nombres
            block.leidos["nombre"] = [names.get(i) for i in range(len(read))]
        for fault in found.fallas:
            self._note(block, column, fault)
        for note in found.notas:
            cell = self._cell(block, note.indice, column, note.codigo, note.texto)
            block.avisos.append((note.indice, cell))

    def _note(self, block: Bloque, column: Columna, fault: Falla) -> None:
        value = block.celdas[column.indice][fault.indice]
        text = _opciones(column, fault.codigo, mostrar(value))
        cell = self._cell(block, fault.indice, column, fault.codigo, text)
        if fault.codigo is Codigo.INVALID_DATE and es_mes_primero(value):
            self.cuentas.mes_primero[column.titulo] += 1
        if fault.rechaza:
            block.rechazos.setdefault(fault.indice, []).append(cell)
        else:
            block.avisos.append((fault.indice, cell))

    def _cell(
        self,
        block: Bloque,
        index: int,
        column: Columna,
        codigo: Codigo,
        texto: str | None = None,
    ) -> ErrorDeCelda:
        value = mostrar(block.celdas[column.indice][index])
        row = block.filas[index]
        if codigo is Codigo.NOT_AN_OPTION and texto:
            texto = f"{motivo(codigo, value)} {texto}"
        return ErrorDeCelda(
            hoja=self._tabla.hoja,
            celda=celda(row, column.indice),
            fila=row,
            columna=column.titulo,
            valor=value,
            motivo=texto or motivo(codigo, value),
            codigo=codigo,
        )

    def _join_names(self, block: Bloque) -> None:
        more = [block.leidos.pop(name, None) for name in NOMBRES]
        rest = [read for read in more if read is not None]
        if rest and "nombre" in block.leidos:
            parts = zip(block.leidos["nombre"], *rest, strict=True)
            block.leidos["nombre"] = [" ".join(str(p) for p in ps if p) for ps in parts]

    def _part_titles(self, block: Bloque) -> None:
        """Take from the number of each title the date that has no other column."""
        numbers = block.leidos.get("titulo_numero")
        if numbers is None or not self._sin_fecha:
            return
        pairs = [separar(n) if isinstance(n, str) else (n, None) for n in numbers]
        block.leidos["titulo_numero"] = [number for number, _ in pairs]
        block.leidos["titulo_fecha"] = [day for _, day in pairs]

    def _borrow(self, block: Bloque) -> None:
        """Fill a field without column from the one that serves in its place."""
        for campo in self._tabla.formato.campos:
            spare = campo.respaldo
            if spare and campo.nombre not in block.leidos and spare in block.leidos:
                read = block.leidos[spare]
                block.leidos[campo.nombre] = read
                column = self._por_campo[spare]
                for index, value in enumerate(read):
                    if value is None:
                        self._note(block, column, Falla(index, Codigo.EMPTY))

    def _write(self, block: Bloque, rows: list[Numerada]) -> None:
        accepted = block.aceptadas()
        self._base.aceptar(self._empaquetador.filas(block))
        if self._tabla.formato.conserva:
            for index in accepted:
                self._base.conservar(*rows[index])
        notices = [cell for i, cell in block.avisos if i not in block.rechazos]
        self._base.anotar("aviso", (*notices, *self._oddities(block)))
        for index, cells in block.rechazos.items():
            self._base.anotar("error", cells)
            self._base.rechazar(*rows[index])
        self.cuentas.aceptadas += len(accepted)
        self.cuentas.rechazadas += len(block.rechazos)
        amounts = block.columna(self._tabla.formato.suma or "")
        self.cuentas.suma += sum(int(amounts[i] or 0) for i in accepted)

    def _oddities(self, block: Bloque) -> Iterable[ErrorDeCelda]:
        today = self._tabla.hoy.isoformat()
        for index, nombre, codigo in avisar(block.leidos, self._municipios, today):
            # Of a workbook of ours, the balance is locked and follows from the rest.
            ours = self._sello is not None and codigo is Codigo.BALANCE_MISMATCH
            if index not in block.rechazos and not ours:
                yield self._cell(block, index, self._por_campo[nombre], codigo)


def _opciones(column: Columna, codigo: Codigo, valor: str) -> str | None:
    """Say what a column of few values takes, or why it does not take one of them."""
    if column.campo is None:
        return None
    if codigo is Codigo.NOT_TAKEN:
        opcion = reconocer_opcion(valor, column.campo.opciones)
        return f"Dice «{valor}»: {opcion.rechaza}" if opcion else None
    if codigo is not Codigo.NOT_AN_OPTION:
        return None
    return f"Se espera: {', '.join(o.etiqueta for o in column.campo.opciones)}."


def _fit(cells: list[Valor], width: int) -> list[Valor]:
    missing = width - len(cells)
    if missing > 0:
        return [*cells, *([""] * missing)]
    return cells[:width] if missing else cells
