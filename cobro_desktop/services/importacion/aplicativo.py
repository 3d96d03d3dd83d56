"""`aplicativo`: how the Aplicativo de Cobros Coactivos registered our acts (S9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.services.importacion.filas import FilaAplicativo
from cobro_desktop.services.importacion.listados import Listado
from cobro_desktop.services.importacion.registros import Sistema, estado_de, sin_llenar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.importacion.externos import Estado
    from cobro_desktop.services.importacion.listados import Casos

APLICATIVO: Final = Sistema("aplicativo", "El Aplicativo", "APLICATIVO")


def _estados(
    filas: Sequence[FilaAplicativo], casos: Casos, hoy: dt.date
) -> list[Estado]:
    return [
        estado_de(APLICATIVO, fila, casos[fila.expediente][0], _numeros(fila), hoy)
        for fila in filas
    ]


def _numeros(fila: FilaAplicativo) -> dict[str, str]:
    return {APLICATIVO.referencia: fila.registro} if fila.registro else {}


_APLICATIVO: Final = Listado(
    FilaAplicativo,
    "expediente",
    lambda f: f.expediente,
    _estados,
    "Guardando los registros",
    sin_llenar=lambda f: sin_llenar(f.registro, f),
)
rechazar, simular, aplicar = (
    _APLICATIVO.rechazar,
    _APLICATIVO.simular,
    _APLICATIVO.aplicar,
)
