"""The guided step: where a case is, what its activity asks, what it would start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.domain import motor
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.exigencias import exigencias
from cobro_desktop.domain.motor import Cierre, Posicion
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.respuestas import normalizar_todas
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import borradores
from cobro_desktop.services.conocidas import conocidas
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.terminos import plazo_en_vigor
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.motor import Evaluacion, TerminoIniciado, Transicion
    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento, Salida
    from cobro_desktop.services.borradores import Borrador
    from cobro_desktop.services.conocidas import Conocida
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Paso:
    """The activity that a case is in, ready to be worked."""

    expediente_id: int
    numero: str
    deudor: str
    version: int
    """Give it back when closing, to notice that somebody else moved the case."""
    procedimiento: Procedimiento
    actividad: Actividad
    salidas: tuple[Salida, ...]
    """Those of the activity, then the common ones; `regresa` only with an origin."""
    recorridas: frozenset[str]
    desde: dt.date
    """Day on which the case came into the activity."""
    vence: dt.date | None
    borrador: Borrador | None
    conocidas: Mapping[str, Conocida] = field(default_factory=dict)
    """What the case knows of its questions, by field name."""
    al_lado: tuple[Actividad, ...] = ()
    """Other activities that may be closed now without moving the case."""


@dataclass(frozen=True, slots=True)
class Prevision:
    """What closing with an outcome would ask and do."""

    evaluacion: Evaluacion
    siguiente: Actividad | None
    """None where the case would end."""
    fin: str
    """State at the end, when it would end."""
    termino: str
    """The term that begins, in a sentence; empty if none."""
    constan: frozenset[str] = frozenset()
    """The records asked that are there; of alternatives, those that are."""


def abrir_paso(
    workspace: Workspace, contexto: Contexto, expediente_id: int, cual: str = ""
) -> Paso:
    """Open an activity of a case, with the person's draft: the current one, or `cual`.

    Raises:
        NotFoundError: no such case, or `cual` is not open.
    """
    with workspace.base.read() as session:
        expediente = _expediente(session, expediente_id)
        procedimiento = workspace.procedimiento(session, expediente.procedimiento_id)
        hechos = hechos_de(session, workspace, expediente, contexto.hoy)
        beside = motor.abiertas_fuera_de_turno(
            procedimiento, expediente.actividad, hechos
        )
        actividad = _abierta(procedimiento, expediente, cual, beside)
        known = conocidas(session, expediente, actividad, hechos)
    here = actividad.id == expediente.actividad
    salidas = procedimiento.salidas(actividad.id) if here else actividad.salidas
    return Paso(
        expediente_id=expediente.id,
        numero=expediente.numero,
        deudor=expediente.deudor,
        version=expediente.version,
        procedimiento=procedimiento,
        actividad=actividad,
        salidas=tuple(s for s in salidas if expediente.regreso or not s.regresa),
        recorridas=hechos.recorridas,
        desde=expediente.actividad_desde,
        vence=hechos.vence_actividad,
        borrador=borradores.abrir(expediente_id, actividad.id, workspace, contexto),
        conocidas=known,
        al_lado=tuple(procedimiento.actividades[a] for a in beside if a != cual),
    )


def prever(
    workspace: Workspace, expediente_id: int, cierre: Cierre, fecha: dt.date
) -> Prevision:
    """Say what is missing to close with an outcome, and where the case would go.

    Answers that cannot be read yet count as not given: the form marks them itself.

    Raises:
        NotFoundError: no such case or outcome.
    """
    with workspace.base.read() as session:
        expediente = _expediente(session, expediente_id)
        procedimiento = workspace.procedimiento(session, expediente.procedimiento_id)
        hechos = hechos_de(session, workspace, expediente, fecha)
        sigla = sigla_de(session, expediente)
        calendario = calendario_de(session, workspace, expediente, fecha)
    actividad = procedimiento.actividades[cierre.actividad]
    readable = Cierre(
        cierre.actividad, cierre.resultado, _legibles(actividad, cierre.respuestas)
    )
    evaluacion = motor.evaluar(procedimiento, readable, hechos)
    asked = exigencias(procedimiento, readable, hechos)
    there = frozenset(name for one in asked for name in one.constan)
    back = tuple(expediente.regreso)
    if cierre.actividad != expediente.actividad:
        here = procedimiento.actividades[expediente.actividad]
        return Prevision(evaluacion, here, "", "", there)
    posicion = Posicion(expediente.actividad, back)
    paso = motor.transicion(procedimiento, posicion, cierre.resultado, hechos)
    return Prevision(
        evaluacion=evaluacion,
        siguiente=procedimiento.actividades[paso.a] if paso.a else None,
        fin=str(paso.fin) if paso.fin else "",
        termino=termino_en_palabras(
            workspace, sigla, paso, hechos, calendario=calendario
        ),
        constan=there,
    )


def termino_en_palabras(
    workspace: Workspace,
    sigla: str,
    paso: Transicion,
    hechos: Hechos,
    *,
    calendario: Calendario | None = None,
) -> str:
    """Say which term a step would begin and when it ends; empty if none.

    `calendario` is the case's, where it is known: its own suspensions count.
    """
    started: TerminoIniciado | None = paso.termino
    if started is None or started.desde is None or paso.a is None:
        return ""
    cantidad, unidad = plazo_en_vigor(started.plazo, workspace.opciones(sigla))
    days = calendario or workspace.calendario(sigla)
    counted = sumar(started.desde, cantidad, unidad, days)
    late = " (ya vencido)" if counted.vence < hechos.hoy else ""
    day = fecha_larga(counted.vence)
    return f"Empieza el término de esa actividad: vence el {day}{late}."


def _abierta(
    procedimiento: Procedimiento,
    expediente: ExpedienteRow,
    cual: str,
    beside: tuple[str, ...],
) -> Actividad:
    if cual and cual not in {expediente.actividad, *beside}:
        message = (
            f"La actividad {cual} no está abierta en el expediente "
            f"{expediente.numero}, que va en la {expediente.actividad}."
        )
        raise NotFoundError(message)
    return procedimiento.actividades[cual or expediente.actividad]


def _expediente(session: Session, expediente_id: int) -> ExpedienteRow:
    row = session.get(ExpedienteRow, expediente_id)
    if row is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    return row


def _legibles(actividad: Actividad, respuestas: Mapping[str, str]) -> dict[str, str]:
    readable: dict[str, str] = {}
    for nombre, texto in respuestas.items():
        try:
            readable |= normalizar_todas(actividad, {nombre: texto})
        except InvalidDataError:
            continue
    return readable
