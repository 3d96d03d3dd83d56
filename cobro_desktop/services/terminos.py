"""Terms of the cases: started by an act, counted again, closed (F30, F31)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import exists, func, or_, select, update

from cobro_desktop.domain.acuerdo import TERMINO_DE_ACUERDO
from cobro_desktop.domain.clase_termino import (
    TERMINO_DE_INCIDENTE,
)
from cobro_desktop.domain.plazos import contar_guardado
from cobro_desktop.domain.procedimiento import Desde, Unidad
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.notificacion import conteo
from cobro_desktop.storage.rows import SuspensionRow, TerminoRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.motor import TerminoIniciado
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.plazos import Termino
    from cobro_desktop.domain.procedimiento import Plazo
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow

ABIERTO = "abierto"
CUMPLIDO = "cumplido"
ANULADO = "anulado"


class Recontado(NamedTuple):
    """A term that comes out on another day than the one it carried."""

    termino_id: int
    expediente_id: int
    nombre: str
    antes: dt.date
    despues: dt.date


def plazo_en_vigor(plazo: Plazo, opciones: Opciones) -> tuple[int, Unidad]:
    """Return amount and unit of a time, with the entity's switch applied.

    A switch that names a unit changes the unit; one that is a number, the amount.
    """
    if not plazo.opcion:
        return plazo.cantidad, plazo.unidad
    chosen = opciones[plazo.opcion]
    if chosen.isdigit():
        return int(chosen), plazo.unidad
    return plazo.cantidad, Unidad(chosen.lower())


class Contado(NamedTuple):
    """The time of an activity, counted for a case."""

    desde: dt.date
    cantidad: int
    unidad: str
    vence: dt.date


def contar_inicio(
    tx: Transaction, expediente: ExpedienteRow, termino: TerminoIniciado, sigla: str
) -> Contado | None:
    """Count a term that begins; None while its first day is unknown."""
    if termino.desde is None:
        return None
    opciones = tx.workspace.opciones(sigla)
    cantidad, unidad = plazo_en_vigor(termino.plazo, opciones)
    calendario = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    desde, contado = termino.desde, str(unidad)
    if termino.plazo.desde is Desde.NOTIFICACION and unidad is Unidad.HABILES:
        rules = conteo.que_rige(tx.session, expediente.id, opciones, calendario)
        if rules is not None:
            desde, contado = rules.desde, rules.unidad
    counted = contar_guardado(desde, cantidad, contado, calendario)
    return Contado(desde, cantidad, contado, counted.vence)


def iniciar(
    tx: Transaction,
    expediente: ExpedienteRow,
    termino: TerminoIniciado,
    nombre: str,
    *,
    sigla: str,
    act: ActuacionRow | None,
) -> TerminoRow | None:
    """Start the term of an activity; nothing starts while its first day is unknown."""
    counted = contar_inicio(tx, expediente, termino, sigla)
    if counted is None:
        return None
    row = TerminoRow(
        expediente_id=expediente.id,
        actuacion_id=act.id if act else None,
        actividad=termino.actividad,
        nombre=nombre,
        **counted._asdict(),
        estado=ABIERTO,
    )
    tx.session.add(row)
    tx.session.flush()
    refrescar(tx, expediente)
    return row


def contar(row: TerminoRow, calendario: Calendario) -> Termino:
    """Count a stored term under a calendar, with each day counted and skipped."""
    return contar_guardado(row.desde, row.cantidad, row.unidad, calendario)


def recalcular_abiertos(tx: Transaction, expediente: ExpedienteRow) -> list[Recontado]:
    """Count the open terms of a case again; return those that changed their day.

    A suspension of the case that is still open counts up to `hoy`.
    """
    calendario = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    moved = []
    for row in de_caso(tx.session, expediente.id, ABIERTO):
        counted = contar(row, calendario)
        if counted.vence != row.vence:
            moved.append(_recontado(row, counted))
            row.vence = counted.vence
    refrescar(tx, expediente)
    return moved


def cumplidos_distintos(
    tx: Transaction, expediente: ExpedienteRow, antes: Calendario
) -> list[Recontado]:
    """Return the done terms that would end otherwise now than under `antes`.

    They are not touched: what was done was done by the day that counted then.
    """
    ahora = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    return [
        _recontado(row, counted)
        for row in de_caso(tx.session, expediente.id, CUMPLIDO)
        if (counted := contar(row, ahora)).vence != contar(row, antes).vence
    ]


def de_caso(session: Session, expediente_id: int, estado: str) -> list[TerminoRow]:
    """Return the terms of a case in a state, in the order they were started.

    Those of an agreement are not there: its own suspension does not move them; nor
    those of incidents, which are decided while the case stands still.
    """
    query = (
        select(TerminoRow)
        .where(
            TerminoRow.expediente_id == expediente_id,
            TerminoRow.estado == estado,
            TerminoRow.actividad != TERMINO_DE_ACUERDO,
            TerminoRow.actividad.not_like(f"{TERMINO_DE_INCIDENTE}%"),
        )
        .order_by(TerminoRow.id)
    )
    return list(session.scalars(query))


def cumplir(
    tx: Transaction, expediente: ExpedienteRow, actividad: str, fecha: dt.date
) -> None:
    """Close the open terms of an activity that is left."""
    tx.session.execute(
        update(TerminoRow)
        .where(
            TerminoRow.expediente_id == expediente.id,
            TerminoRow.actividad == actividad,
            TerminoRow.estado == ABIERTO,
        )
        .values(estado=CUMPLIDO, cumplido=fecha)
        .execution_options(synchronize_session=False)
    )
    refrescar(tx, expediente)


def anular_abiertos(tx: Transaction, expediente: ExpedienteRow) -> None:
    """Drop the terms that a case which ends leaves open."""
    tx.session.execute(
        update(TerminoRow)
        .where(TerminoRow.expediente_id == expediente.id, TerminoRow.estado == ABIERTO)
        .values(estado=ANULADO)
        .execution_options(synchronize_session=False)
    )
    refrescar(tx, expediente)


def refrescar(tx: Transaction, expediente: ExpedienteRow) -> None:
    """Keep `vence_proximo` equal to the earliest term that runs (DECISIONS 10)."""
    tx.session.flush()
    expediente.vence_proximo = tx.session.scalar(proximo_vence(expediente.id))


def proximo_vence(expediente_id: Any) -> Select[Any]:
    """Select the earliest open term of a case that does not stand still.

    While the process is suspended and nobody knows until when, only the instalments of
    its agreement and its incidents run. `expediente_id` may be a column.
    """
    halted = exists().where(
        SuspensionRow.expediente_id == expediente_id,
        SuspensionRow.terminos,
        SuspensionRow.hasta.is_(None),
    )
    runs = or_(
        TerminoRow.actividad == TERMINO_DE_ACUERDO,
        TerminoRow.actividad.like(f"{TERMINO_DE_INCIDENTE}%"),
        ~halted,
    )
    return select(func.min(TerminoRow.vence)).where(
        TerminoRow.expediente_id == expediente_id,
        # By itself `estado` would have SQLite walk the open terms of the base.
        TerminoRow.estado.concat("") == ABIERTO,
        runs,
    )


def _recontado(row: TerminoRow, counted: Termino) -> Recontado:
    return Recontado(row.id, row.expediente_id, row.nombre, row.vence, counted.vence)
