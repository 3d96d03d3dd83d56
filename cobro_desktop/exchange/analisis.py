"""Reads one file from beginning to end: what it is, where its table is, every row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, UnreadableFileError
from cobro_desktop.exchange.columnas import (
    Columna,
    Fijas,
    exigir_columnas,
    reconocer_columnas,
)
from cobro_desktop.exchange.comprobacion import Comprobador, Cuentas, Tabla
from cobro_desktop.exchange.direcciones import letras
from cobro_desktop.exchange.documentos_partidos import buscar_otro_documento
from cobro_desktop.exchange.encabezado import (
    Encabezado,
    buscar_encabezado,
    encabezado_en,
    fila_imposible,
)
from cobro_desktop.exchange.fecha_de_hoja import fechas_dichas
from cobro_desktop.exchange.fechas_partidas import buscar_partidas, juntar, titular
from cobro_desktop.exchange.formatos import Formato, load_formato
from cobro_desktop.exchange.negativas import NO_TIENE_DATOS
from cobro_desktop.exchange.preflight import revisar
from cobro_desktop.exchange.resultado import (
    ColumnaLeida,
    HojaVista,
    OpcionesLectura,
    ResumenLectura,
)
from cobro_desktop.exchange.salida import BaseTemporal
from cobro_desktop.exchange.sello import buscar_sello, campos_abiertos
from cobro_desktop.exchange.unidades import exigir_pesos
from cobro_desktop.exchange.workbook import (
    CABEZA,
    Hoja,
    Libro,
    abrir,
    elegir_hoja,
)
from cobro_desktop.formats import cantidad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from cobro_desktop.exchange.cells import Valor

    Avance: TypeAlias = Callable[[str, int, int], None]

MUESTRA = 400
PROPIAS = frozenset({"clave", "base", "documento_clave"})
"""Columns that we hide in our own workbooks: nobody has to be told of them."""


@dataclass(frozen=True, slots=True)
class Pedido:
    """What the child process is asked to read, and where to leave it."""

    archivo: Path
    formato: str
    opciones: OpcionesLectura
    base: Path
    clave: str


@dataclass(frozen=True, slots=True)
class Candidata:
    """A sheet in which a table was found."""

    hoja: Hoja
    encabezado: Encabezado
    cabeza: list[list[Valor]]
    resto: Iterator[list[Valor]]


def analizar(pedido: Pedido, avance: Avance) -> ResumenLectura:
    """Read and check a file; accepted and rejected rows are left in `pedido.base`.

    Raises:
        UnreadableFileError: the file is damaged, dangerous or not a table.
        InvalidDataError: no header, a missing column, or an option that does not fit.
    """
    formato = load_formato(pedido.formato)
    avance("Revisando el archivo", 0, 0)
    revision = revisar(pedido.archivo)
    libro = abrir(pedido.archivo, revision)
    avance("Buscando la tabla", 0, 0)
    chosen, others = _buscar_tabla(libro, formato, pedido.opciones)
    columns = columnas_de(chosen, formato, pedido.opciones)
    exigir_columnas(columns, formato)
    above = chosen.cabeza[: chosen.encabezado.fila]
    exigir_pesos(above, columns)
    tabla = Tabla(
        chosen.hoja.nombre,
        columns,
        formato,
        libro.epoca,
        pedido.opciones.hoy,
        buscar_partidas(chosen.encabezado.titulos),
        chosen.hoja.escaneo.combinadas,
        buscar_otro_documento(columns, chosen.cabeza[chosen.encabezado.fila :]),
        fechas_dichas(above, columns, formato, pedido.opciones.hoy),
    )
    counts = _comprobar(chosen, tabla, pedido, avance)
    if not counts.aceptadas + counts.rechazadas:
        ours = buscar_sello(columns, libro.epoca) is not None and counts.vacias
        message = (
            "Ninguna fila de la lista está llena todavía: no hay nada que traer. Llene "
            "las columnas de título verde, guárdela y tráigala otra vez."
            if ours
            else "El archivo no tiene datos: debajo del encabezado (fila "
            f"{chosen.encabezado.fila}) no hay ninguna fila."
        )
        raise UnreadableFileError(message)
    return _resumen(pedido, libro, chosen, tabla, (counts, others))


def _buscar_tabla(
    libro: Libro, formato: Formato, opciones: OpcionesLectura
) -> tuple[Candidata, list[str]]:
    """Choose the sheet that looks most like the format; name the others that do."""
    named = [elegir_hoja(libro, opciones.hoja)] if opciones.hoja else libro.hojas
    found = []
    seen: list[list[Valor]] = []
    for hoja in named:
        head, rows = libro.cabeza(hoja, CABEZA)
        header = encabezado(head, formato, opciones, unica=len(named) == 1)
        seen = seen or [row for row in head if any(row)][:1]
        if header:
            found.append(Candidata(hoja, header, head, rows))
    if not found and opciones.fila_encabezado is not None:
        raise fila_imposible(opciones.fila_encabezado)
    if not found:
        raise _sin_tabla(formato, seen)
    best = max(
        found, key=lambda c: (c.hoja.visible, c.encabezado.puntos, len(c.cabeza))
    )
    others = [
        c.hoja.nombre or ""
        for c in found
        if c is not best and len(c.cabeza) > c.encabezado.fila
    ]
    return best, others


def encabezado(
    head: list[list[Valor]],
    formato: Formato,
    opciones: OpcionesLectura,
    *,
    unica: bool,
) -> Encabezado | None:
    """Find the header of a sheet, or take the one that a person pointed at.

    Among several sheets, one that has no such row is only passed over.

    Raises:
        InvalidDataError: the only sheet has nothing in that row.
    """
    row = opciones.fila_encabezado
    if row is not None:
        try:
            return encabezado_en(head, row, formato)
        except InvalidDataError:
            if unica:
                raise
            return None
    return buscar_encabezado(head, formato)


def _sin_tabla(formato: Formato, seen: list[list[Valor]]) -> Exception:
    if not seen:
        return UnreadableFileError(NO_TIENE_DATOS)
    message = (
        f"No se encontró en el archivo una tabla de «{formato.nombre}»: ninguna fila "
        "parece su encabezado. Compruebe que sea el archivo correcto, o indique la "
        "hoja y la fila del encabezado."
    )
    return InvalidDataError(message, {"formato": formato.codigo})


def columnas_de(
    chosen: Candidata, formato: Formato, opciones: OpcionesLectura
) -> tuple[Columna, ...]:
    """Take each column for a field, by its heading and its first cells."""
    titles = chosen.encabezado.titulos
    least = max(2, len(titles) // 3)
    rows = [
        row
        for row in chosen.cabeza[chosen.encabezado.fila :]
        if len(row) - row.count("") >= least
    ][:MUESTRA]
    cells = [
        [row[index] if index < len(row) else "" for row in rows]
        for index in range(len(titles))
    ]
    parts = buscar_partidas(titles)
    for partida in parts:
        cells[partida.primera] = juntar(cells, partida)
    ours = campos_abiertos([title.texto for title in titles], cells, formato)
    given = Fijas(opciones.columnas, {**ours, **opciones.titulos})
    return reconocer_columnas(titular(titles, parts), cells, formato, given)


def _comprobar(
    chosen: Candidata, tabla: Tabla, pedido: Pedido, avance: Avance
) -> Cuentas:
    total = chosen.hoja.escaneo.ultima_fila
    start = chosen.encabezado.fila
    rows = chain(chosen.cabeza[start:], chosen.resto)
    base = BaseTemporal(pedido.base, pedido.clave, tabla.formato)
    try:
        formulas = bool(chosen.hoja.escaneo.sin_valor)
        checker = Comprobador(tabla, base, con_formulas=formulas)
        return checker.comprobar(
            enumerate(rows, start=start + 1),
            lambda done: avance("Comprobando las filas", done, max(total, done)),
        )
    finally:
        base.cerrar()


def _resumen(
    pedido: Pedido,
    libro: Libro,
    chosen: Candidata,
    tabla: Tabla,
    resultado: tuple[Cuentas, list[str]],
) -> ResumenLectura:
    counts, others = resultado
    scan, header = chosen.hoja.escaneo, chosen.encabezado
    hidden = {i for i in scan.columnas_ocultas if i < len(tabla.columnas)}
    with pedido.archivo.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ResumenLectura(
        archivo=pedido.archivo,
        sha256=digest,
        tipo=libro.tipo.value,
        formato=tabla.formato.codigo,
        hoja=chosen.hoja.nombre,
        hojas=tuple(HojaVista(h.nombre, h.visible) for h in libro.hojas if h.nombre),
        fila_encabezado=header.fila,
        columnas=tuple(
            ColumnaLeida(
                letras(c.indice),
                c.titulo,
                c.campo.nombre if c.campo else None,
                c.confianza,
            )
            for c in tabla.columnas
        ),
        aceptadas=counts.aceptadas,
        rechazadas=counts.rechazadas,
        vacias=counts.vacias,
        subtotales=counts.subtotales,
        repetidas=counts.repetidas,
        suma_capital=counts.suma,
        total_hoja=counts.total_hoja,
        filas_ocultas=sum(1 for row in scan.filas_ocultas if row > header.fila),
        columnas_ocultas=tuple(letras(i) for i in sorted(hidden)),
        avisos_hoja=(
            *_avisos_fechas(counts),
            *_avisos(chosen, tabla, hidden, others),
        ),
        base=pedido.base,
        clave=pedido.clave,
        dichas=tuple((d.campo.etiqueta, d.dia.isoformat()) for d in tabla.dichas),
    )


def _avisos_fechas(counts: Cuentas) -> Iterator[str]:
    """Warn of dates with the month first: their neighbours were read day first."""
    for titulo, many in counts.mes_primero.items():
        found = cantidad(many, "no se puede leer", "no se pueden leer")
        yield (
            f"En «{titulo}» hay fechas con el mes primero ({found} de otro "
            "modo). Aquí el día va siempre primero: las demás de esa columna también "
            "pueden estar al revés. Pida el archivo con fechas de Excel o "
            "escritas dd/mm/aaaa antes de aplicarlo."
        )


def _avisos(
    chosen: Candidata, tabla: Tabla, hidden: set[int], others: list[str]
) -> Iterator[str]:
    if not chosen.hoja.visible:
        yield f"La hoja «{chosen.hoja.nombre}» está oculta en el libro."
    if others:
        names = ", ".join(f"«{name}»" for name in others)
        them = "impórtela" if len(others) == 1 else "impórtelas"
        yield f"También parece haber datos en {names}: {them} aparte."
    ours = buscar_sello(tabla.columnas, tabla.epoca) is not None
    for column in tabla.columnas:
        if column.por_contenido and column.campo:
            yield (
                f"La columna {letras(column.indice)} («{column.titulo}») se tomó como "
                f"{column.campo.etiqueta} por lo que contiene. Compruébelo."
            )
        if column.parecida and not ours:
            yield (
                f"La columna {letras(column.indice)} («{column.titulo}») también "
                f"parece {column.parecida.etiqueta}, y no se leyó. Compruebe que la "
                "que se tomó sea la correcta."
            )
        own = column.campo is not None and column.campo.nombre in PROPIAS
        if column.indice in hidden and column.campo and not own:
            yield f"La columna «{column.titulo}» está oculta, y se leyó."
    yield from (said.aviso() for said in tabla.dichas)
    if tabla.otro_documento:
        filled = tabla.columnas[tabla.otro_documento.primera].titulo
        other = tabla.otro_documento.otra.titulo
        yield f"Donde «{filled}» está vacía se tomó el documento de «{other}»."
    fields = {column.campo.nombre for column in tabla.columnas if column.campo}
    for campo in tabla.formato.campos:
        if campo.respaldo and campo.nombre not in fields:
            spare = tabla.formato.campo(campo.respaldo)
            yield f"Como {campo.etiqueta} se tomó la columna de {spare.etiqueta}."
