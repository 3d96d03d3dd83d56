"""What an incident moves in a case: its term, a suspension, the prescription."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.incidentes.comun import marca_de_termino
from cobro_desktop.services.prescripciones import recalcular, titulos_de
from cobro_desktop.services.suspensiones import recontar_suspension, seguir
from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    SuspensionRow,
    TerminoRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.incidentes import TipoIncidente
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow, IncidenteRow


def iniciar_termino(
    tx: Transaction,
    expediente: ExpedienteRow,
    opened: tuple[TipoIncidente, IncidenteRow, dt.date | None],
    act: ActuacionRow,
) -> list[str]:
    """Start the term to decide it; returns what it is, in a sentence."""
    tipo, row, limite = opened
    calendario = tx.workspace.calendario(sigla_de(tx.session, expediente))
    if limite is not None:
        # A day that somebody fixed does not move: no days are counted to it.
        desde, cantidad, unidad, vence = limite, 0, Unidad.INMEDIATO, limite
    elif tipo.termino is not None:
        plazo = tipo.termino.plazo
        desde, cantidad, unidad = row.abierto, plazo.cantidad, plazo.unidad
        vence = sumar(desde, cantidad, unidad, calendario).vence
    else:
        return []
    nombre = tipo.termino.nombre if tipo.termino else f"Responder: {tipo.nombre}"
    tx.session.add(
        TerminoRow(
            expediente_id=expediente.id,
            actuacion_id=act.id,
            actividad=marca_de_termino(row.id),
            nombre=nombre,
            desde=desde,
            cantidad=cantidad,
            unidad=str(unidad),
            vence=vence,
        )
    )
    terminos.refrescar(tx, expediente)
    late = " (ya vencido)" if vence < tx.contexto.hoy else ""
    return [f"«{nombre}» vence el {fecha_larga(vence)}{late}."]


def detener(
    tx: Transaction, expediente: ExpedienteRow, tipo: TipoIncidente, act: ActuacionRow
) -> int:
    """Stop what the kind stops, from the day of the act; return the suspension."""
    row = SuspensionRow(
        expediente_id=expediente.id,
        causa=tipo.nombre,
        norma=tipo.norma,
        desde=act.fecha,
        terminos="terminos" in tipo.detiene,
        prescripcion="prescripcion" in tipo.detiene,
        intereses="intereses" in tipo.detiene,
        actuacion_id=act.id,
    )
    recontar_suspension(tx, expediente, row, lambda: tx.session.add(row))
    return row.id


def soltar(
    tx: Transaction, expediente: ExpedienteRow, suspension_id: int, fecha: dt.date
) -> None:
    """Let go on, from a day, what an incident stopped."""
    row = tx.session.get_one(SuspensionRow, suspension_id)
    if row.hasta is not None and row.hasta < fecha:
        return  # somebody lifted it before

    def escribir() -> None:
        row.hasta = max(fecha - UN_DIA, row.desde)

    recontar_suspension(tx, expediente, row, escribir)
    if row.hasta is not None and row.hasta >= fecha:
        seguir(tx, expediente, row.id)


def interrumpir(
    tx: Transaction, expediente: ExpedienteRow, tipo: TipoIncidente, act: ActuacionRow
) -> None:
    """Interrupt the prescription of each title, from the day of the act (ET 818)."""
    for titulo in titulos_de(tx.session, expediente.id):
        tx.session.add(
            EventoPrescripcionRow(
                titulo_id=titulo.id,
                tipo=str(tipo.interrumpe),
                fecha=act.fecha,
                actuacion_id=act.id,
                motivo=tipo.nombre,
            )
        )
        recalcular(tx, titulo)


def terminar_interrupcion(
    tx: Transaction, expediente: ExpedienteRow, row: IncidenteRow, fecha: dt.date
) -> None:
    """Say when the process that interrupted the prescription ended (ET 818)."""
    events = tx.session.scalars(
        select(EventoPrescripcionRow).where(
            EventoPrescripcionRow.actuacion_id == row.actuacion_id
        )
    )
    for event in events:
        event.hasta = fecha
    for titulo in titulos_de(tx.session, expediente.id):
        recalcular(tx, titulo)
