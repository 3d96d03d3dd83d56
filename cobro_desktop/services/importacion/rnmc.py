"""`rnmc`: what LICO and the RNMC say of each comparendo, with the day it was asked.

The states are recorded; the cases that they move are proposed apart (`movimientos`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.exchange.formatos import load_formato
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import FilaRnmc, fecha
from cobro_desktop.services.importacion.listados import Listado

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.importacion.listados import Casos

SISTEMAS: Final = (("rnmc", "del RNMC"), ("lico", "de LICO"))


def _estados(filas: Sequence[FilaRnmc], casos: Casos, hoy: dt.date) -> list[Estado]:
    labels = _etiquetas()
    return [state for fila in filas for state in _de(fila, casos, labels, hoy)]


def _de(
    fila: FilaRnmc,
    casos: Casos,
    labels: Mapping[tuple[str, str], str],
    hoy: dt.date,
) -> list[Estado]:
    asked = fecha(fila.fecha_consulta) or hoy
    since = fecha(fila.fecha_estado)
    states = []
    for sistema, nombre in SISTEMAS:
        value = fila.estado_rnmc if sistema == "rnmc" else fila.estado_lico
        if not value:
            continue
        label = labels[f"estado_{sistema}", value]
        day = f" desde el {fecha_larga(since)}" if since else ""
        texto = (
            f"Consulta {nombre} del {fecha_larga(asked)}: el comparendo "
            f"{fila.comparendo} está «{label}»{day}."
        )
        states.append(
            Estado(
                fila=fila.fila,
                caso=casos[fila.comparendo][0],
                sistema=sistema,
                estado=value,
                etiqueta=label,
                fecha=since,
                consultado=asked,
                referencia=fila.comparendo,
                detalle=fila.observaciones or "",
                texto=texto,
                sin_dia=fila.fecha_consulta is None,
            )
        )
    return states


def _etiquetas() -> dict[tuple[str, str], str]:
    return {
        (campo.nombre, opcion.id): opcion.etiqueta
        for campo in load_formato("rnmc").campos
        for opcion in campo.opciones
    }


_RNMC: Final = Listado(
    FilaRnmc,
    "comparendo",
    lambda f: f.comparendo,
    _estados,
    "Guardando los estados",
    sin_llenar=lambda f: not (f.estado_rnmc or f.estado_lico),
)
rechazar = _RNMC.rechazar
simular, aplicar = _RNMC.simular, _RNMC.aplicar
