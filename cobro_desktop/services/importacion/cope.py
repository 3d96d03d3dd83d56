"""`cope`: the numbers and states with which COPE registered our cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import FilaCope, fecha
from cobro_desktop.services.importacion.listados import Listado

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.importacion.casos import Caso
    from cobro_desktop.services.importacion.listados import Casos


def _estados(filas: Sequence[FilaCope], casos: Casos, hoy: dt.date) -> list[Estado]:
    return [_estado(fila, casos[fila.expediente][0], hoy) for fila in filas]


def _estado(fila: FilaCope, caso: Caso, hoy: dt.date) -> Estado:
    day = fecha(fila.fecha)
    label = fila.estado or "Registrado"
    what = f", actividad {fila.actividad}" if fila.actividad else ""
    siga = f", radicado SIGA {fila.siga}" if fila.siga else ""
    when = f" el {fecha_larga(day)}" if day else ""
    texto = f"COPE lo registró con el número {fila.cope}{what}{siga}{when}: «{label}»."
    numbers = {"COPE": fila.cope} | ({"SIGA": fila.siga} if fila.siga else {})
    facts = {"actividad": fila.actividad or ""}
    if fila.saldo is not None:
        facts["saldo"] = str(en_pesos(fila.saldo))
    detail = " · ".join(p for p in (fila.actividad, fila.observaciones) if p)
    return Estado(
        fila=fila.fila,
        caso=caso,
        sistema="cope",
        estado=label,
        etiqueta=label,
        fecha=day,
        consultado=day or hoy,
        referencia=fila.cope,
        detalle=detail,
        texto=texto,
        numeros=numbers,
        datos=facts,
    )


_COPE: Final = Listado(
    FilaCope, "expediente", lambda f: f.expediente, _estados, "Guardando los registros"
)
rechazar, simular, aplicar = _COPE.rechazar, _COPE.simular, _COPE.aplicar
