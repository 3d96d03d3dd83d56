"""`cope`: the numbers and states with which COPE registered our cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.services.importacion.filas import FilaCope
from cobro_desktop.services.importacion.listados import Listado
from cobro_desktop.services.importacion.registros import Sistema, estado_de, sin_llenar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.importacion.externos import Estado
    from cobro_desktop.services.importacion.listados import Casos

COPE: Final = Sistema("cope", "COPE", "COPE")


def _estados(filas: Sequence[FilaCope], casos: Casos, hoy: dt.date) -> list[Estado]:
    return [
        estado_de(COPE, fila, casos[fila.expediente][0], _numeros(fila), hoy)
        for fila in filas
    ]


def _numeros(fila: FilaCope) -> dict[str, str]:
    given = {COPE.referencia: fila.cope, "SIGA": fila.siga}
    return {kind: number for kind, number in given.items() if number}


_COPE: Final = Listado(
    FilaCope,
    "expediente",
    lambda f: f.expediente,
    _estados,
    "Guardando los registros",
    sin_llenar=lambda f: sin_llenar(f.cope, f),
)
rechazar, simular, aplicar = _COPE.rechazar, _COPE.simular, _COPE.aplicar
