"""What came from the date of an act: notifications, events, terms, suspensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from sqlalchemy import func, select

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.domain.procedimiento import Desde
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.efectos import Efectos, comparar, fotografiar
from cobro_desktop.services.gastos import cambiar_gasto
from cobro_desktop.services.hechos import MANDAMIENTO
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.services.suspensiones import recontar_suspension
from cobro_desktop.services.terminos import Recontado
from cobro_desktop.storage.queries.novedades import fechas_corregidas
from cobro_desktop.storage.rows import (
    ActuacionRow,
    EventoPrescripcionRow,
    GastoRow,
    NotificacionRow,
    SuspensionRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow

_ORDENADOS = (TipoActuacion.RECEPCION, TipoActuacion.CIERRE_ACTIVIDAD)
"""Acts that follow one another: each one on or after the one before."""


class Cambio(NamedTuple):
    """An act that takes another day."""

    act: ActuacionRow
    antes: dt.date
    """The day that counted until now, which an earlier correction may have given."""
    despues: dt.date


def mover(tx: Transaction, expediente: ExpedienteRow, cambio: Cambio) -> Efectos:
    """Give the new day to what took it from an act, and work out the rest.

    Raises:
        InvalidDataError: the day does not fit between the acts around it, a
            suspension would end before it begins, or an event precede the ejecutoria.
        NotAllowedError: an agreement or an incident gave the day.
    """
    tipo = TipoActuacion(cambio.act.tipo)
    if "incidente" in cambio.act.datos:
        _refuse_from(
            cambio.act, "el incidente: ciérrelo y ábralo con la fecha correcta"
        )
    if tipo in _ORDENADOS:
        _revisar_orden(tx, expediente, cambio)
    if tipo in {TipoActuacion.SUSPENSION, TipoActuacion.REANUDACION}:
        return _mover_suspension(tx, expediente, cambio)
    spent = tx.session.scalar(
        select(GastoRow).where(GastoRow.actuacion_id == cambio.act.id)
    )
    if spent is not None:
        return _mover_gasto(tx, expediente, spent, cambio)
    return _mover_terminos(tx, expediente, cambio)


def es_propia(tipo: str, datos: Mapping[str, object]) -> bool:
    """Tell whether an act has its day of its own: no incident or agreement gave it."""
    if tipo in {TipoActuacion.SUSPENSION, TipoActuacion.REANUDACION}:
        return "suspension" in datos
    return "incidente" not in datos


def dejar_sin_validez(
    tx: Transaction, expediente: ExpedienteRow, row: NotificacionRow
) -> Efectos:
    """Mark a notification void and take back what only it held up."""
    before = fotografiar(tx, expediente)
    row.valida = False
    tx.session.flush()
    if validas_del_acto(tx, row.actuacion_id):
        note = (
            "El mismo acto notificó a otros deudores: su término y la interrupción de "
            "la prescripción se conservan por ellos."
        )
        return comparar(before, fotografiar(tx, expediente), notas=[note])
    assert row.efectiva is not None, "only effective notifications are held void"
    for event in _eventos(tx, row.actuacion_id):
        event.valida = False
        event.motivo = "La notificación quedó sin validez."
    _prescripcion(tx, expediente)
    procedimiento = tx.workspace.procedimiento(tx.session, expediente.procedimiento_id)
    act = tx.session.get(ActuacionRow, row.actuacion_id)
    notes = []
    latest = _ultimo_mandamiento(tx, expediente)
    for term in _del_caso(tx, expediente, row.efectiva):
        if act is None or not _viene_de(procedimiento, term, act):
            continue
        if term.estado == terminos.CUMPLIDO:
            notes.append(
                f"El término «{term.nombre}» ya se cumplió y no se toca, pero lo "
                "inició la notificación que quedó sin validez. Revise si importa."
            )
        elif _desde_notificacion(procedimiento, term) and latest:
            term.desde = latest
        else:
            term.estado = terminos.ANULADO
    terminos.recalcular_abiertos(tx, expediente)
    return comparar(before, fotografiar(tx, expediente), notas=notes)


def validas_del_acto(tx: Transaction, act_id: int | None) -> int:
    """Count the effective and valid notifications that an act recorded."""
    count = tx.session.scalar(
        select(func.count()).where(
            NotificacionRow.actuacion_id == act_id,
            NotificacionRow.efectiva.is_not(None),
            NotificacionRow.valida,
        )
    )
    return int(count or 0)


def _mover_terminos(
    tx: Transaction, expediente: ExpedienteRow, cambio: Cambio
) -> Efectos:
    before = fotografiar(tx, expediente)
    act, old, new = cambio
    for row in tx.session.scalars(
        select(NotificacionRow).where(NotificacionRow.actuacion_id == act.id)
    ):
        row.efectiva = new if row.efectiva == old else row.efectiva
        row.enviada = new if row.enviada == old else row.enviada
    for event in _eventos(tx, act.id, act.datos.get("eventos", ())):
        event.fecha = new if event.actuacion_id == act.id else event.fecha
        event.hasta = new if event.actuacion_id != act.id else event.hasta
    if act.tipo == TipoActuacion.RECEPCION and expediente.recibido == old:
        expediente.recibido = new
    if act.tipo in _ORDENADOS and expediente.actividad_desde == old:
        expediente.actividad_desde = new
    _prescripcion(tx, expediente)
    done = _recontar(tx, expediente, cambio)
    notes = _cerrados_ese_dia(tx, expediente, cambio)
    after = fotografiar(tx, expediente)
    return comparar(before, after, cumplidos=done, notas=notes)


def _recontar(
    tx: Transaction, expediente: ExpedienteRow, cambio: Cambio
) -> list[Recontado]:
    """Start the open terms of the act on its new day; return the done ones."""
    procedimiento = tx.workspace.procedimiento(tx.session, expediente.procedimiento_id)
    calendario = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    done = []
    for term in _del_caso(tx, expediente, cambio.antes):
        if not _viene_de(procedimiento, term, cambio.act):
            continue
        start, day = term.desde, cambio.despues
        if _desde_notificacion(procedimiento, term):
            day = _ultimo_mandamiento(tx, expediente) or day
        if term.estado == terminos.ABIERTO:
            term.desde = day
            continue
        old = terminos.contar(term, calendario).vence
        term.desde = day
        new = terminos.contar(term, calendario).vence
        term.desde = start
        if new != old:
            done.append(Recontado(term.id, expediente.id, term.nombre, term.vence, new))
    tx.session.flush()
    terminos.recalcular_abiertos(tx, expediente)
    return done


def _cerrados_ese_dia(
    tx: Transaction, expediente: ExpedienteRow, cambio: Cambio
) -> list[str]:
    """Tell the terms that the act fulfilled: their day of fulfilment stays."""
    if cambio.act.tipo != TipoActuacion.CIERRE_ACTIVIDAD:
        return []
    return [
        f"El término «{row.nombre}» consta cumplido el {fecha_larga(cambio.antes)} y "
        f"no se toca; por la fecha corregida sería el {fecha_larga(cambio.despues)}, y "
        f"vencía el {fecha_larga(row.vence)}."
        for row in terminos.de_caso(tx.session, expediente.id, terminos.CUMPLIDO)
        if row.actividad == cambio.act.actividad and row.cumplido == cambio.antes
    ]


def _mover_suspension(
    tx: Transaction, expediente: ExpedienteRow, cambio: Cambio
) -> Efectos:
    named = cambio.act.datos.get("suspension")
    row = tx.session.get(SuspensionRow, named) if named else None
    if row is None:
        _refuse_from(cambio.act, "el acuerdo de pago: cámbiela en el acuerdo")
    opens = cambio.act.tipo == TipoActuacion.SUSPENSION
    since = cambio.despues if opens else row.desde
    until = row.hasta if opens else cambio.despues - UN_DIA
    if until is not None and until < since:
        message = (
            f"La suspensión iría del {fecha_larga(since)} al {fecha_larga(until)}: "
            "terminaría antes de empezar. No se cambió nada."
        )
        raise InvalidDataError(message)

    def escribir() -> None:
        row.desde, row.hasta = since, until

    return recontar_suspension(tx, expediente, row, escribir)


def _mover_gasto(
    tx: Transaction, expediente: ExpedienteRow, row: GastoRow, cambio: Cambio
) -> Efectos:
    def escribir() -> None:
        row.fecha = cambio.despues

    return cambiar_gasto(tx, expediente, row, escribir)


def _refuse_from(act: ActuacionRow, source: str) -> NoReturn:
    message = f"La fecha de «{act.texto}» la pone {source}. Aquí no se cambió nada."
    raise NotAllowedError(message)


def _revisar_orden(tx: Transaction, expediente: ExpedienteRow, cambio: Cambio) -> None:
    corrected = fechas_corregidas(tx.session, expediente.id)
    rows = tx.session.execute(
        select(ActuacionRow.id, ActuacionRow.fecha)
        .where(
            ActuacionRow.expediente_id == expediente.id,
            ActuacionRow.tipo.in_(_ORDENADOS),
        )
        .order_by(ActuacionRow.id)
    )
    days = {act: corrected.get(act, day) for act, day in rows}
    earlier = [day for act, day in days.items() if act < cambio.act.id]
    later = [day for act, day in days.items() if act > cambio.act.id]
    low, high = max(earlier, default=None), min(later, default=None)
    if (low and cambio.despues < low) or (high and cambio.despues > high):
        after = f"no antes del {fecha_larga(low)}" if low else ""
        until = f"no después del {fecha_larga(high)}" if high else ""
        between = " y ".join(part for part in (after, until) if part)
        message = (
            f"La fecha {fecha_larga(cambio.despues)} no cabe entre los actos de antes "
            f"y de después: debe ser {between}. No se cambió nada."
        )
        raise InvalidDataError(message)


def _viene_de(
    procedimiento: Procedimiento, term: TerminoRow, act: ActuacionRow
) -> bool:
    """Tell whether a term began on the day of an act because of that act."""
    own = term.actuacion_id == act.id
    since = _origen(procedimiento, term)
    if since is None:
        return own
    if act.tipo == TipoActuacion.NOTIFICACION:
        of_order = act.datos.get("documento") == MANDAMIENTO
        return of_order and since is Desde.NOTIFICACION
    if act.tipo == TipoActuacion.RECEPCION and since is Desde.RECEPCION:
        return True
    return own and since is Desde.ENTRADA


def _origen(procedimiento: Procedimiento, term: TerminoRow) -> Desde | None:
    """Return from what the term of an activity counts; None if it is not of one."""
    actividad = procedimiento.actividades.get(term.actividad)
    if actividad is None or actividad.plazo is None or term.nombre != actividad.nombre:
        return None
    return actividad.plazo.desde


def _desde_notificacion(procedimiento: Procedimiento, term: TerminoRow) -> bool:
    return _origen(procedimiento, term) is Desde.NOTIFICACION


def _ultimo_mandamiento(tx: Transaction, expediente: ExpedienteRow) -> dt.date | None:
    tx.session.flush()
    return tx.session.scalar(
        select(func.max(NotificacionRow.efectiva)).where(
            NotificacionRow.expediente_id == expediente.id,
            NotificacionRow.que == MANDAMIENTO,
            NotificacionRow.valida,
        )
    )


def _del_caso(
    tx: Transaction, expediente: ExpedienteRow, desde: dt.date
) -> Iterator[TerminoRow]:
    """Yield the terms, open or done, that began on a day."""
    for estado in (terminos.ABIERTO, terminos.CUMPLIDO):
        for row in terminos.de_caso(tx.session, expediente.id, estado):
            if row.desde == desde:
                yield row


def _eventos(
    tx: Transaction, act_id: int | None, named: Sequence[int] = ()
) -> Sequence[EventoPrescripcionRow]:
    row = EventoPrescripcionRow
    return tx.session.scalars(
        select(row).where((row.actuacion_id == act_id) | row.id.in_(named))
    ).all()


def _prescripcion(tx: Transaction, expediente: ExpedienteRow) -> None:
    titulos = tx.session.scalars(
        select(TituloRow).where(TituloRow.expediente_id == expediente.id)
    ).all()
    for titulo in titulos:
        recalcular(tx, titulo)
