"""Terms of the cases: started by an act, closed with the activity (F30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.storage.rows import TerminoRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.motor import TerminoIniciado
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.procedimiento import Plazo
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow

ABIERTO = "abierto"


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
    if termino.desde is None:
        return None
    opciones = tx.workspace.opciones(sigla)
    cantidad, unidad = plazo_en_vigor(termino.plazo, opciones)
    counted = sumar(termino.desde, cantidad, unidad, tx.workspace.calendario(sigla))
    row = TerminoRow(
        expediente_id=expediente.id,
        actuacion_id=act.id if act else None,
        actividad=termino.actividad,
        nombre=nombre,
        desde=termino.desde,
        cantidad=cantidad,
        unidad=str(unidad),
        vence=counted.vence,
        estado=ABIERTO,
    )
    tx.session.add(row)
    tx.session.flush()
    refrescar(tx, expediente)
    return row


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
        .values(estado="cumplido", cumplido=fecha)
        .execution_options(synchronize_session=False)
    )
    refrescar(tx, expediente)


def anular_abiertos(tx: Transaction, expediente: ExpedienteRow) -> None:
    """Drop the terms that a case which ends leaves open."""
    tx.session.execute(
        update(TerminoRow)
        .where(TerminoRow.expediente_id == expediente.id, TerminoRow.estado == ABIERTO)
        .values(estado="anulado")
        .execution_options(synchronize_session=False)
    )
    refrescar(tx, expediente)


def refrescar(tx: Transaction, expediente: ExpedienteRow) -> None:
    """Keep `vence_proximo` equal to the earliest open term (DECISIONS 10)."""
    expediente.vence_proximo = tx.session.scalar(
        select(func.min(TerminoRow.vence)).where(
            TerminoRow.expediente_id == expediente.id, TerminoRow.estado == ABIERTO
        )
    )
