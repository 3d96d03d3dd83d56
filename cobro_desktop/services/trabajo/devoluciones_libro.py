"""Who sends titles that go back, as a workbook (B21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.trabajo.devoluciones import estadistica
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.trabajo.devoluciones import Estadistica
    from cobro_desktop.services.workspace import Workspace

_COLUMNAS: Final = (
    Columna("Entidad", Clase.CODIGO, 12),
    Columna("Quién envió el título", ancho=38),
    Columna("Expediente", Clase.CODIGO, 20),
    Columna("Deudor", ancho=36, ajusta=True),
    Columna("Devuelto", Clase.FECHA, 13),
    Columna("Causa", ancho=36),
    Columna("Hallazgos", ancho=60),
    Columna("Saldo de capital", Clase.DINERO, 20, suma=True),
    Columna("Volvió a llegar", Clase.FECHA, 15),
)


@dataclass(frozen=True, slots=True)
class ExportarDevoluciones:
    """Write the returns of a period as a workbook."""

    salida: Path
    desde: dt.date | None = None
    hasta: dt.date | None = None


def exportar_devoluciones(
    command: ExportarDevoluciones, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the workbook; the file that was there stays until the new one is whole.

    Raises:
        InvalidDataError: the file is no `.xlsx`.
        StorageError: the file cannot be written.
    """
    from cobro_desktop.exchange.libro import escribir_libro

    if command.salida.suffix.lower() != ".xlsx":
        message = f"«{command.salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    found = estadistica(workspace, command.desde, command.hasta)
    heading = ("Títulos devueltos", *_resumen(found, contexto))
    informe = Informe("Devoluciones", heading, _COLUMNAS, contexto.hoy, fijas=3)
    count = 0

    def write(path: Path) -> None:
        nonlocal count
        count = escribir_libro(path, informe, _filas(found))

    escribir_atomico(command.salida, write)
    texto = f"Se exportó «{command.salida.name}»: {cantidad(count, 'fila')}."
    with transaction(workspace, contexto, "exportar:devoluciones") as tx:
        tx.tell(texto)
    datos: dict[str, object] = {"filas": count, "archivo": str(command.salida)}
    return Changes(resumen=texto, datos=datos)


def _resumen(found: Estadistica, contexto: Contexto) -> Iterator[str]:
    yield f"A {fecha_larga(contexto.hoy)}"
    for sender in found.emisores[:10]:
        yield (
            f"{sender.origen} ({sender.entidad}): {sender.devueltos} de "
            f"{sender.recibidos} devueltos, {sender.porcentaje} %"
        )


def _filas(found: Estadistica) -> Iterator[tuple[Celda, ...]]:
    for one in found.devoluciones:
        yield (
            one.entidad,
            one.origen,
            one.numero,
            one.deudor,
            one.fecha,
            "; ".join(one.causas),
            " ".join(one.hallazgos),
            one.saldo,
            one.reingreso,
        )
