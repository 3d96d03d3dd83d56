"""Closing the activity of a case: the guided step, as one command (DESIGN 4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from cobro_desktop.domain import motor
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    UnmetRequirementsError,
)
from cobro_desktop.domain.motor import Cierre, Posicion, Transicion
from cobro_desktop.domain.procedimiento import Fin, TipoEvidencia
from cobro_desktop.domain.respuestas import normalizar_todas
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.cierre_ajeno import negar_si_otro_cerro
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.trabajo import devoluciones
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.queries.novedades import fechas_corregidas
from cobro_desktop.storage.rows import ActuacionRow, BorradorRow, ReferenciaRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.motor import Evaluacion, Pendiente
    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow


FECHA_RECEPCION = "fecha_recepcion"
"""Field of the procedures that says when the title was received."""


@dataclass(frozen=True, slots=True)
class CerrarActividad:
    """Close the current activity of a case with an outcome."""

    expediente_id: int
    resultado: str
    fecha: dt.date
    """The legal day of the act; not after today nor before the previous act."""
    respuestas: Mapping[str, str] = field(default_factory=dict)
    """Field name → text as typed; `domain.respuestas` reads it."""
    forzar: str = ""
    """Reason to go on although something is missing; stays on record (F47)."""
    version: int | None = None
    """What the person was looking at, to notice that somebody else moved it."""
    actividad: str = ""
    """One that may be closed beside the main path; empty for the current one."""


def cerrar_actividad(
    command: CerrarActividad, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record the outcome, move the case, close and start its terms.

    Raises:
        UnmetRequirementsError: what the activity asks is not there and no reason was
            given; `detalle["faltan"]` lists it.
        InvalidDataError: an answer or the date is not acceptable.
        NotAllowedError: the user's role may not close it, or the case ended.
        NotFoundError: no such case, or the activity has no such outcome.
        ConflictError: somebody changed the case meanwhile.
    """
    with transaction(workspace, contexto, "cerrar_actividad") as tx:
        return cerrar_en(tx, command)


def cerrar_en(
    tx: Transaction, command: CerrarActividad, *, tambien: Iterable[str] = ()
) -> Changes:
    """Do `cerrar_actividad` inside a transaction that is open.

    `tambien` are the roles that may close it besides those of the activity: who
    applies an act of the portfolio takes a case out of wherever it is.
    """
    workspace = tx.workspace
    expediente = abierto(tx, command.expediente_id, version=command.version)
    procedimiento = workspace.procedimiento(tx.session, expediente.procedimiento_id)
    hechos = hechos_de(tx.session, workspace, expediente, command.fecha)
    actividad = _que_cierra(procedimiento, expediente, command, hechos)
    fuera = actividad.id != expediente.actividad
    if not fuera:
        negar_si_otro_cerro(tx, expediente, procedimiento, command.resultado)
    tx.require_role(
        {*actividad.rol, *actividad.firma, *tambien},
        f"cerrar la actividad {actividad.id}, «{actividad.nombre}»",
    )
    _check_date(tx, expediente, command.fecha)
    respuestas = normalizar_todas(actividad, command.respuestas, tx.contexto.hoy)
    cierre = Cierre(actividad.id, command.resultado, respuestas)
    evaluacion = motor.evaluar(procedimiento, cierre, hechos)
    exigir(evaluacion, command.forzar, expediente.numero, actividad)
    paso = _paso(procedimiento, expediente, cierre, hechos)
    act = _record(tx, expediente, procedimiento, cierre, (command, evaluacion))
    _keep_answers(tx, expediente, actividad, respuestas)
    started = [] if fuera else _move(tx, expediente, procedimiento, paso, act)
    _forget_drafts(tx, expediente.id, actividad.id)
    tx.tell(
        f"{expediente.numero}: {act.texto}",
        antes=f"actividad {paso.de}",
        despues=_arrival(procedimiento, paso),
    )
    return Changes(
        frozenset({command.expediente_id}),
        lista=paso.fin is not None,
        resumen=f"{act.texto} {_arrival(procedimiento, paso)}",
        datos={
            **_donde(paso),
            "actuacion": act.id,
            "terminos": started,
            "advertencias": [
                *(p.texto for p in evaluacion.advertencias),
                *_espera_alla(procedimiento, paso, evaluacion, hechos),
            ],
        },
    )


def _espera_alla(
    procedimiento: Procedimiento,
    paso: Transicion,
    evaluacion: Evaluacion,
    hechos: Hechos,
) -> list[str]:
    """Warn who passed a gate with a reason that the next one will not take any."""
    if evaluacion.completa or paso.a is None:
        return []
    ends = [s for s in procedimiento.actividades[paso.a].salidas if s.fin]
    firm = [
        pendiente.texto
        for salida in ends
        for pendiente in motor.evaluar(
            procedimiento, Cierre(paso.a, salida.resultado), hechos
        ).faltan
        if not pendiente.salvable
    ]
    lead = f"En la actividad {paso.a} no bastará un motivo:"
    return [f"{lead} {text}" for text in dict.fromkeys(firm)]


def _donde(paso: Transicion) -> dict[str, str | None]:
    return {"de": paso.de, "a": paso.a, "fin": str(paso.fin) if paso.fin else None}


def _que_cierra(
    procedimiento: Procedimiento,
    expediente: ExpedienteRow,
    command: CerrarActividad,
    hechos: Hechos,
) -> Actividad:
    """Return the activity to close: the current one, or one that is open beside it.

    Raises:
        NotAllowedError: the one that was asked waits for its turn; says which do not.
        NotFoundError: the procedure has no such activity.
    """
    asked = motor.actividad_de(procedimiento, command.actividad or expediente.actividad)
    if asked.id == expediente.actividad:
        return asked
    open_ones = motor.abiertas_fuera_de_turno(
        procedimiento, expediente.actividad, hechos
    )
    own = {salida.resultado for salida in asked.salidas}
    if asked.id in open_ones and command.resultado in own:
        return asked
    beside = f" o {', '.join(open_ones)}" if open_ones else ""
    message = (
        f"El expediente {expediente.numero} está en la actividad "
        f"{expediente.actividad}: hoy puede cerrarse esa{beside}, no la {asked.id}. "
        "No se registró nada."
    )
    raise NotAllowedError(message, {"actividad": expediente.actividad})


def _paso(
    procedimiento: Procedimiento,
    expediente: ExpedienteRow,
    cierre: Cierre,
    hechos: Hechos,
) -> Transicion:
    """Tell where the closing takes the case: nowhere, if it is beside the main path."""
    here, back = expediente.actividad, tuple(expediente.regreso)
    if cierre.actividad != here:
        return Transicion(here, here, None, back, vuelve=True)
    return motor.transicion(
        procedimiento, Posicion(here, back), cierre.resultado, hechos
    )


def _check_date(tx: Transaction, expediente: ExpedienteRow, fecha: dt.date) -> None:
    hoy = tx.contexto.hoy
    if fecha > hoy:
        message = (
            f"La fecha del acto, {fecha_larga(fecha)}, es posterior a hoy, "
            f"{fecha_larga(hoy)}. No se registró nada."
        )
        raise InvalidDataError(message)
    corrected = fechas_corregidas(tx.session, expediente.id)
    acts = tx.session.execute(
        select(ActuacionRow.id, ActuacionRow.fecha).where(
            ActuacionRow.expediente_id == expediente.id,
            ActuacionRow.tipo.in_(
                [TipoActuacion.CIERRE_ACTIVIDAD, TipoActuacion.RECEPCION]
            ),
        )
    )
    last = max((corrected.get(act, day) for act, day in acts), default=None)
    if last and fecha < last:
        message = (
            f"La fecha del acto, {fecha_larga(fecha)}, es anterior al último acto del "
            f"expediente, del {fecha_larga(last)}. Corrija la fecha; no se registró "
            "nada."
        )
        raise InvalidDataError(message)


def sin_lo_exigido(motivo: str) -> str:
    """Say, behind what an act tells, why its activity was passed all the same."""
    why = motivo.strip().rstrip(".")
    return f" Se pasó sin todo lo exigido, por este motivo: {why}."


def exigir(
    evaluacion: Evaluacion, reason: str, numero: str, actividad: Actividad
) -> None:
    """Refuse what is missing, unless all of it may be passed with a reason.

    Raises:
        UnmetRequirementsError: `detalle["faltan"]` lists it; `numero` is of the case
            or of the run.
    """
    if evaluacion.completa or (reason.strip() and evaluacion.salvable):
        return
    firm = [p for p in evaluacion.faltan if not p.salvable]
    shown = firm if reason.strip() else evaluacion.faltan
    listed = "\n".join(f"  • {p.texto}" for p in shown)
    lead = (
        "esto no se puede pasar ni con un motivo"
        if reason.strip()
        else "para cerrarla con ese resultado falta"
    )
    message = (
        f"{numero}, actividad {actividad.id} «{actividad.nombre}»: {lead}:\n{listed}\n"
        "No se registró nada."
    )
    raise UnmetRequirementsError(message, {"faltan": pendientes(evaluacion.faltan)})


def pendientes(lista: Sequence[Pendiente]) -> list[dict[str, object]]:
    """Return what is pending as JSON values."""
    return [
        {
            "clase": str(p.clase),
            "ids": list(p.ids),
            "texto": p.texto,
            "norma": p.norma,
            "salvable": p.salvable,
            "responde": list(p.responde),
        }
        for p in lista
    ]


def _record(
    tx: Transaction,
    expediente: ExpedienteRow,
    procedimiento: Procedimiento,
    cierre: Cierre,
    closing: tuple[CerrarActividad, Evaluacion],
) -> ActuacionRow:
    command, evaluacion = closing
    actividad = procedimiento.actividades[cierre.actividad]
    salida = procedimiento.salida(actividad.id, cierre.resultado)
    assert salida is not None, "evaluar refuses unknown outcomes"
    forced = bool(evaluacion.faltan)
    beside = actividad.id != expediente.actividad
    texto = f"Actividad {actividad.id}, «{actividad.nombre}»: {salida.etiqueta}."
    if forced:
        texto += sin_lo_exigido(command.forzar)
    return registrar(
        tx,
        expediente,
        Acto(
            tipo=(
                TipoActuacion.ACTIVIDAD_FUERA_DE_TURNO
                if beside
                else TipoActuacion.CIERRE_ACTIVIDAD
            ),
            texto=texto,
            fecha=command.fecha,
            actividad=actividad.id,
            resultado=cierre.resultado,
            datos={
                "respuestas": motor.respuestas_vigentes(actividad, cierre),
                "forzado": command.forzar if forced else "",
                "faltaba": [_con_norma(p) for p in evaluacion.faltan],
                "advertencias": [_con_norma(p) for p in evaluacion.advertencias],
                "version": procedimiento.version,
            },
        ),
    )


def _con_norma(pendiente: Pendiente) -> str:
    return pendiente.texto + (f" ({pendiente.norma})" if pendiente.norma else "")


def _move(
    tx: Transaction,
    expediente: ExpedienteRow,
    procedimiento: Procedimiento,
    paso: Transicion,
    act: ActuacionRow,
) -> list[dict[str, object]]:
    """Write where the case is now; returns the terms that it starts."""
    terminos.cumplir(tx, expediente, paso.de, act.fecha)
    expediente.situacion_nota = ""
    expediente.regreso = list(paso.pila)
    if paso.a is None:
        assert paso.fin is not None, "a case moves to an activity or to an end"
        expediente.estado = str(paso.fin)
        expediente.causa = act.datos["respuestas"].get("causa") or act.resultado
        terminos.anular_abiertos(tx, expediente)
        if paso.fin is Fin.DEVUELTO:
            devoluciones.guardar(tx, expediente, procedimiento, act)
        return []
    expediente.actividad = paso.a
    expediente.etapa = str(procedimiento.actividades[paso.a].etapa)
    if paso.a != paso.de:
        expediente.actividad_desde = act.fecha
    if paso.termino is None:
        return []
    nombre = procedimiento.actividades[paso.a].nombre
    sigla = sigla_de(tx.session, expediente)
    row = terminos.iniciar(tx, expediente, paso.termino, nombre, sigla=sigla, act=act)
    return [{"nombre": row.nombre, "vence": row.vence.isoformat()}] if row else []


def _keep_answers(
    tx: Transaction,
    expediente: ExpedienteRow,
    actividad: Actividad,
    respuestas: Mapping[str, str],
) -> None:
    """Put where the rest of the program reads them the answers that belong there.

    Numbers of other systems find the case later; the day of reception starts terms.
    """
    if recibido := respuestas.get(FECHA_RECEPCION):
        expediente.recibido = dt.date.fromisoformat(recibido)
    for evidencia in actividad.evidencia:
        typed = respuestas.get(evidencia.id, "")
        if evidencia.tipo is not TipoEvidencia.RADICADO or not typed:
            continue
        kind = (evidencia.referencia or evidencia.id).upper()
        known = tx.session.scalar(
            select(ReferenciaRow.id).where(
                ReferenciaRow.expediente_id == expediente.id,
                func.upper(ReferenciaRow.tipo) == kind,
                ReferenciaRow.valor == typed,
            )
        )
        if known is None:
            tx.session.add(
                ReferenciaRow(expediente_id=expediente.id, tipo=kind, valor=typed)
            )


def _arrival(procedimiento: Procedimiento, paso: Transicion) -> str:
    if paso.a is None:
        return f"El expediente terminó: {paso.fin}."
    nombre = procedimiento.actividades[paso.a].nombre
    return f"Sigue en la actividad {paso.a}, «{nombre}»."


def _forget_drafts(tx: Transaction, expediente_id: int, actividad: str) -> None:
    tx.session.execute(
        delete(BorradorRow).where(
            BorradorRow.expediente_id == expediente_id,
            BorradorRow.actividad == actividad,
        )
    )
