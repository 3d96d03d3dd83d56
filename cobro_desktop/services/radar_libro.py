"""The radar as a workbook: its months, or the titles of one of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.radar import radar
from cobro_desktop.services.radar_titulos import Pagina, filas
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.radar import Filtro, Radar
    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.prescripcion import Eleccion

MAX_TITULOS: Final = 100_000
"""Titles of one workbook: each has its window worked out."""
BANDAS: Final = {
    "prescrito": "Prescrito",
    "ventana_vencida": "Ventana vencida",
    "ventana_mes": "Vence este mes",
    "en_riesgo": "En riesgo",
    "sin_riesgo": "Sin riesgo",
}
_MESES: Final = (
    Columna("Fecha segura", ancho=22),
    Columna("Desde", Clase.FECHA, 12),
    Columna("Hasta", Clase.FECHA, 12),
    Columna("Títulos", Clase.ENTERO, 10),
    Columna("Capital", Clase.DINERO, 20, suma=True),
    Columna("Títulos con ventana vencida", Clase.ENTERO, 18),
    Columna("Capital con ventana vencida", Clase.DINERO, 22, suma=True),
)
_TITULOS: Final = (
    Columna("Expediente", Clase.CODIGO, 20),
    Columna("Deudor", ancho=40, ajusta=True),
    Columna("Procedimiento", Clase.CODIGO, 18),
    Columna("Actividad", ancho=36),
    Columna("Cómo está", ancho=16),
    Columna("Qué sigue", ancho=44),
    Columna("A más tardar", Clase.FECHA, 13),
    Columna("Acto que decide", ancho=36),
    Columna("Último día para él", Clase.FECHA, 13),
    Columna("Fecha segura", Clase.FECHA, 13),
    Columna("Fecha legal", Clase.FECHA, 13),
    Columna("Saldo de capital", Clase.DINERO, 20, suma=True),
    Columna("Responsable", ancho=26),
)


@dataclass(frozen=True, slots=True)
class ExportarRadar:
    """Write the radar as a workbook."""

    salida: Path
    filtro: Filtro
    eleccion: Eleccion | None = None
    """The part whose titles are written; None for the months."""


def exportar_radar(
    command: ExportarRadar, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the workbook; the file that was there stays until the new one is whole.

    Raises:
        InvalidDataError: the file is no `.xlsx`, or there are too many titles.
        StorageError: the file cannot be written.
    """
    from cobro_desktop.exchange.libro import escribir_libro

    if command.salida.suffix.lower() != ".xlsx":
        message = f"«{command.salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    rows: Iterable[tuple[Celda, ...]]
    columns: tuple[Columna, ...]
    if command.eleccion is None:
        found = radar(workspace, contexto.hoy, command.filtro)
        columns, rows = _MESES, _meses(found)
    else:
        page = Pagina(command.eleccion, range(MAX_TITULOS + 1))
        titles = filas(workspace, contexto.hoy, command.filtro, page)
        _check(len(titles))
        columns, rows = _TITULOS, map(_titulo, titles)
    heading = (
        "Radar de prescripción",
        f"{_alcance(command.filtro)} · a {fecha_larga(contexto.hoy)}",
    )
    informe = Informe("Radar", heading, columns, contexto.hoy, fijas=1)
    count = 0

    def write(path: Path) -> None:
        nonlocal count
        count = escribir_libro(path, informe, rows)

    escribir_atomico(command.salida, write)
    texto = f"Se exportó «{command.salida.name}»: {cantidad(count, 'fila', 'filas')}."
    with transaction(workspace, contexto, "exportar:radar") as tx:
        tx.tell(texto)
    return Changes(
        resumen=texto, datos={"filas": count, "archivo": str(command.salida)}
    )


def _check(count: int) -> None:
    if count > MAX_TITULOS:
        message = (
            "Son más de 100.000 títulos. Elija un mes, una banda o una entidad, y "
            "exporte por partes; no se escribió nada."
        )
        raise InvalidDataError(message)


def _alcance(filtro: Filtro) -> str:
    return filtro.procedimiento or filtro.sigla or "Todas las entidades"


def _meses(found: Radar) -> Iterator[tuple[Celda, ...]]:
    for bar in found.barras:
        yield (
            bar.nombre,
            bar.desde,
            bar.hasta,
            bar.titulos,
            bar.saldo,
            bar.titulos_tarde,
            bar.saldo_tarde,
        )


def _titulo(row: FilaRadar) -> tuple[Celda, ...]:
    window = row.ventana
    return (
        row.numero,
        row.deudor,
        row.procedimiento,
        row.actividad,
        BANDAS[row.banda],
        window.siguiente.que if window else row.motivo,
        window.siguiente.hasta if window else None,
        window.decisivo.que if window else "",
        window.decisivo.hasta if window else None,
        row.fecha_segura,
        row.fecha_legal,
        row.saldo,
        row.responsable,
    )
