"""Notifications of a case, as their dialog and their table show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actuaciones.ports import Means, Notifiable
from cobro_ui.reads_case import NotificacionLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.notificacion import PasoMedio
    from cobro_desktop.services.notificacion.seguimiento import EstadoDeudor
    from cobro_desktop.services.pasos import Paso
    from cobro_ui.backend.office import Office


def notifiable(
    office: Office, expediente_id: int, paso: Paso, asked: Sequence[str]
) -> Notifiable:
    """Return what may be notified, to whom and how; what is asked comes first."""
    from cobro_desktop.domain.notificacion import CITACION
    from cobro_desktop.domain.orden_notificacion import MEDIOS
    from cobro_desktop.services.consultas import ficha
    from cobro_desktop.services.notificacion.reglas import load_notificaciones
    from cobro_desktop.services.notificacion.seguimiento import (
        nombre_de,
        notificaciones_de,
    )

    found = ficha(office.workspace, expediente_id)
    sigla = paso.procedimiento.sigla
    rules = load_notificaciones(sigla)
    kinds = dict.fromkeys((*asked, *(d.tipo for d in found.documentos if d.numero)))
    if any(rules.de(kind).citacion for kind in asked):
        kinds.setdefault(CITACION)
    states = notificaciones_de(office.workspace, expediente_id, office.hoy)
    return Notifiable(
        [(kind, nombre_de(kind, sigla)) for kind in kinds],
        [(d.numero, f"{d.nombre} · {d.rol}") for d in found.deudores],
        [(str(how), words.capitalize()) for how, words in MEDIOS.items()],
        {
            (kind, str(how)): _means(step)
            for kind in kinds
            for how, step in rules.de(kind).pasos.items()
        },
        [(c.nombre, c.nombre.capitalize()) for c in rules.causas.values()],
        [
            (d.numero, way.tipo, way.texto)
            for d in found.deudores
            for way in d.direcciones
            if way.hasta is None
        ],
        {(s.documento, s.numero): _siguiente(s) for s in states},
    )


def lines(office: Office, expediente_id: int) -> list[NotificacionLine]:
    """Return each act and debtor with its state."""
    from cobro_desktop.services.notificacion.seguimiento import notificaciones_de

    found = notificaciones_de(office.workspace, expediente_id, office.hoy)
    return [_line(state) for state in found]


def _means(step: PasoMedio) -> Means:
    from cobro_desktop.domain.notificacion import Requisito

    asks = {*step.exige, *step.avisa}
    return Means(
        step.hecho,
        step.norma,
        step.condicion,
        step.direccion,
        Requisito.GUIA in asks,
        Requisito.AUTORIZACION in asks,
    )


def _siguiente(state: EstadoDeudor) -> str:
    found = state.propuesta
    norm = f" ({found.norma})" if found.norma else ""
    lacks = f" Falta {' y '.join(state.faltan)}." if state.faltan else ""
    return f"{found.texto.rstrip('.')}{norm}.{lacks}"


def _line(state: EstadoDeudor) -> NotificacionLine:
    from cobro_desktop.domain.orden_notificacion import MEDIOS, Siguiente

    last = state.envios[-1] if state.envios else None
    status = str(state.propuesta.clase)
    if state.propuesta.clase is Siguiente.NADA and state.faltan:
        status = "incompleta"
    return NotificacionLine(
        state.nombre,
        state.deudor,
        status,
        MEDIOS[type(next(iter(MEDIOS)))(last.medio)] if last else "",
        last.enviada if last else None,
        last.efectiva if last and last.valida and state.notificado else None,
        last.guia if last else "",
        last.causa if last else "",
        len(state.envios),
        _siguiente(state),
    )
