"""A date that was recorded wrong, and a notification held void (F31).

Acts are only added: a correction is one more, that names the old one, and whatever
came from that date is worked out again. Terms that were already done are told, never
changed in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import fechas_derivadas
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.documentos.entrega import seguir_notificaciones
from cobro_desktop.services.efectos import Efectos, Hecho, ensayar, realizar
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.fechas_derivadas import Cambio
from cobro_desktop.storage.queries.historia import actuaciones
from cobro_desktop.storage.queries.novedades import fechas_corregidas
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    NotificacionRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow

QUIENES: Final = (Rol.PRO, Rol.COO, Rol.JEF)
NO_SE_CORRIGEN: Final = {
    TipoActuacion.PAGO: "Anule el pago y regístrelo otra vez con su fecha.",
    TipoActuacion.IMPUTACION: "Su fecha es la del pago.",
    TipoActuacion.DOCUMENTO_EMITIDO: "El documento ya lleva su fecha: anúlelo.",
    TipoActuacion.ACUERDO: "Cámbielo en el acuerdo de pago.",
    TipoActuacion.INCUMPLIMIENTO: "Cámbielo en el acuerdo de pago.",
    TipoActuacion.CORRECCION: "Corrija el acto que ella corrigió.",
    TipoActuacion.ANULACION: "Una anulación no tiene otra fecha que la suya.",
    TipoActuacion.MIGRACION: "La fecha de una migración la puso el programa.",
    TipoActuacion.ASIGNACION: "La fecha de una asignación la puso el programa.",
}
"""Acts whose date is not corrected by itself, with what to do instead."""
_ACTOS: Final = 500
"""The latest acts that are offered; the command takes any."""


@dataclass(frozen=True, slots=True)
class CorregirFecha:
    """Give an act of a case its right day."""

    expediente_id: int
    actuacion_id: int
    fecha: dt.date
    """Not after today."""
    motivo: str


@dataclass(frozen=True, slots=True)
class AnularNotificacion:
    """Hold the notification of one debtor void."""

    expediente_id: int
    notificacion_id: int
    motivo: str
    """What says so: an auto, a ruling."""


class Corregible(NamedTuple):
    """An act whose date may be corrected."""

    id: int
    fecha: dt.date
    """The day that counts now."""
    texto: str
    notificaciones: tuple[tuple[int, str], ...]
    """Valid and effective ones that it recorded: (id, debtor)."""


def corregibles(workspace: Workspace, expediente_id: int) -> list[Corregible]:
    """Return the acts of a case whose date may be corrected, the last one first."""
    with workspace.base.read() as session:
        corrected = fechas_corregidas(session, expediente_id)
        notified = _notificaciones(session, expediente_id)
        found = actuaciones(session, expediente_id, cuantas=_ACTOS)
    return [
        Corregible(
            act.id,
            corrected.get(act.id, act.fecha),
            act.texto,
            tuple(notified.get(act.id, ())),
        )
        for act in found
        if act.anulada_por is None
        and act.tipo not in NO_SE_CORRIGEN
        and fechas_derivadas.es_propia(act.tipo, act.datos)
    ]


def corregir_fecha(
    command: CorregirFecha, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Correct the day of an act, and what came from it.

    The notification, the interruption of prescription, the suspension or the expense
    of the act take the new day; its open terms are counted again from it.

    Raises:
        InvalidDataError: no reason, the same day, a day after today or out of the
            order of the acts, or before the ejecutoria.
        NotFoundError: no such case or act.
        NotAllowedError: that kind of act is corrected in another way, it was
            annulled, the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "corregir_fecha", lambda tx: _corregir(tx, command)
    )


def prever_correccion(
    command: CorregirFecha, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what a correction would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _corregir(tx, command))


def anular_notificacion(
    command: AnularNotificacion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Hold a notification void: what it interrupted and started is taken back.

    While the same act notified other debtors validly, its term and its interruption
    stay.

    Raises:
        InvalidDataError: no reason.
        NotFoundError: no such case, or no such valid notification in it.
        NotAllowedError: the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "anular_notificacion", lambda tx: _anular(tx, command)
    )


def prever_nulidad(
    command: AnularNotificacion, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what a void notification would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _anular(tx, command))


def _corregir(tx: Transaction, command: CorregirFecha) -> Hecho:
    tx.require_role(QUIENES, "corregir fechas")
    expediente = abierto(tx, command.expediente_id)
    act = _acto(tx, expediente, command.actuacion_id)
    corrected = fechas_corregidas(tx.session, expediente.id)
    before = corrected.get(act.id, act.fecha)
    _revisar(tx, command, before)
    cambio = Cambio(act, before, command.fecha)
    efectos = fechas_derivadas.mover(tx, expediente, cambio)
    texto = (
        f"Se corrigió la fecha de «{act.texto}»: era el {fecha_larga(before)} y es el "
        f"{fecha_larga(command.fecha)}. Motivo: {command.motivo.strip()}."
    )
    correction = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.CORRECCION,
            texto=texto,
            fecha=tx.contexto.hoy,
            actividad=act.actividad,
            datos={
                "corrige": act.id,
                "antes": before.isoformat(),
                "despues": command.fecha.isoformat(),
                "motivo": command.motivo.strip(),
                "recontado": efectos.datos(),
            },
        ),
    )
    datos = {"actuacion": correction.id, "corrige": act.id}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _anular(tx: Transaction, command: AnularNotificacion) -> Hecho:
    tx.require_role(QUIENES, "dejar sin validez una notificación")
    if not command.motivo.strip():
        _refuse("Escriba por qué la notificación quedó sin validez.")
    expediente = abierto(tx, command.expediente_id)
    row = tx.session.get(NotificacionRow, command.notificacion_id)
    if (
        row is None
        or row.expediente_id != expediente.id
        or not row.valida
        or row.efectiva is None
    ):
        message = (
            f"En el expediente {expediente.numero} no hay una notificación válida con "
            f"el número {command.notificacion_id}. No se anuló nada."
        )
        raise NotFoundError(message)
    efectos = fechas_derivadas.dejar_sin_validez(tx, expediente, row)
    seguir_notificaciones(tx, row.documento_id)
    texto = (
        f"La notificación de «{row.que}» del {fecha_larga(row.efectiva)} quedó sin "
        f"validez: {command.motivo.strip()}."
    )
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.ANULACION,
            texto=texto,
            fecha=tx.contexto.hoy,
            datos={"notificacion": row.id, **efectos.datos()},
            anula_id=None if _queda_alguna(tx, row) else row.actuacion_id,
        ),
    )
    tx.touch("notificacion", row.id)
    datos = {"actuacion": act.id, "notificacion": row.id}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _acto(tx: Transaction, expediente: ExpedienteRow, act_id: int) -> ActuacionRow:
    act = tx.session.get(ActuacionRow, act_id)
    if act is None or act.expediente_id != expediente.id:
        message = (
            f"En el expediente {expediente.numero} no hay una actuación con el número "
            f"{act_id}. No se corrigió nada."
        )
        raise NotFoundError(message)
    if instead := NO_SE_CORRIGEN.get(TipoActuacion(act.tipo)):
        message = f"La fecha de «{act.texto}» no se corrige así. {instead}"
        raise NotAllowedError(message, {"tipo": act.tipo})
    annulled = tx.session.scalar(
        select(ActuacionRow.id)
        .where(
            ActuacionRow.expediente_id == expediente.id,
            ActuacionRow.anula_id == act.id,
        )
        .limit(1)
    )
    if annulled is not None:
        message = f"«{act.texto}» está anulada: su fecha ya no produce efectos."
        raise NotAllowedError(message)
    return act


def _revisar(tx: Transaction, command: CorregirFecha, before: dt.date) -> None:
    hoy = tx.contexto.hoy
    if not command.motivo.strip():
        _refuse("Escriba por qué se corrige la fecha; queda en el expediente.")
    if command.fecha == before:
        _refuse(f"La fecha ya es el {fecha_larga(before)}.")
    if command.fecha > hoy:
        _refuse(
            f"La fecha {fecha_larga(command.fecha)} es posterior a hoy, "
            f"{fecha_larga(hoy)}."
        )


def _notificaciones(
    session: Session, expediente_id: int
) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    rows = session.execute(
        select(NotificacionRow.actuacion_id, NotificacionRow.id, PersonaRow.nombre)
        .join(DeudorRow, DeudorRow.id == NotificacionRow.deudor_id)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(
            NotificacionRow.expediente_id == expediente_id,
            NotificacionRow.efectiva.is_not(None),
            NotificacionRow.valida,
        )
        .order_by(NotificacionRow.id)
    )
    for act_id, id_, nombre in rows:
        if act_id is not None:
            found.setdefault(act_id, []).append((id_, nombre))
    return found


def _queda_alguna(tx: Transaction, row: NotificacionRow) -> bool:
    return fechas_derivadas.validas_del_acto(tx, row.actuacion_id) > 0


def _refuse(problema: str) -> None:
    message = f"{problema} No se cambió nada."
    raise InvalidDataError(message)
