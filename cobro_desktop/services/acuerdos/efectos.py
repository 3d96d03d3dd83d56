"""What an agreement does to its case: prescription, process, the next instalment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import TERMINO_DE_ACUERDO
from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    ObligacionRow,
    SuspensionRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.domain.acuerdo import ReglasAcuerdo
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ActuacionRow, AcuerdoRow, ExpedienteRow

CAUSA = "Acuerdo de pago"
TRASLADO = "Trasladar la solicitud de acuerdo de pago (CPACA 21)"


def titulos_del_acuerdo(tx: Transaction, expediente: ExpedienteRow) -> list[TituloRow]:
    """Return the titles of a case that still owe something."""
    owing = select(ObligacionRow.titulo_id).where(
        ObligacionRow.expediente_id == expediente.id, ObligacionRow.estado == VIGENTE
    )
    found = tx.session.scalars(
        select(TituloRow).where(TituloRow.id.in_(owing)).order_by(TituloRow.id)
    )
    return list(found)


def interrumpir(
    tx: Transaction, expediente: ExpedienteRow, firma: dt.date, act: ActuacionRow
) -> None:
    """Interrupt the prescription of each title by the granting (ET 818)."""
    for titulo in titulos_del_acuerdo(tx, expediente):
        tx.session.add(
            EventoPrescripcionRow(
                titulo_id=titulo.id,
                tipo=str(Causa.FACILIDAD),
                fecha=firma,
                actuacion_id=act.id,
            )
        )
        recalcular(tx, titulo)


def contar_desde(tx: Transaction, acuerdo: AcuerdoRow, hasta: dt.date) -> None:
    """Let the prescription count again from the breach, the missed instalment."""
    for event, titulo in _eventos(tx, acuerdo):
        event.hasta = hasta
        recalcular(tx, titulo)


def dejar_sin_interrumpir(tx: Transaction, acuerdo: AcuerdoRow, motivo: str) -> None:
    """Take the interruption back: the agreement never was."""
    for event, titulo in _eventos(tx, acuerdo):
        event.valida = False
        event.motivo = motivo
        recalcular(tx, titulo)


def suspender(
    tx: Transaction, expediente: ExpedienteRow, desde: dt.date, norma: str
) -> None:
    """Suspend the process: its terms stop, interest goes on (ET 841).

    The prescription is not suspended by it; the granting interrupts it.
    """
    texto = (
        f"Se suspende el proceso desde el {fecha_larga(desde)} por el acuerdo de pago "
        f"({norma}). Los intereses siguen corriendo."
    )
    acto = Acto(
        tipo=TipoActuacion.SUSPENSION,
        texto=texto,
        fecha=desde,
        datos={"causa": CAUSA, "norma": norma},
    )
    act = registrar(tx, expediente, acto)
    tx.session.add(
        SuspensionRow(
            expediente_id=expediente.id,
            causa=CAUSA,
            norma=norma,
            desde=desde,
            hasta=None,
            terminos=True,
            prescripcion=False,
            intereses=False,
            actuacion_id=act.id,
        )
    )
    expediente.estado = SUSPENDIDO
    tx.session.flush()
    terminos.recalcular_abiertos(tx, expediente)


def reanudar(
    tx: Transaction, expediente: ExpedienteRow, desde: dt.date, *, valida: bool = True
) -> None:
    """End the suspension of the agreement; another one may still hold the case.

    Days count again from `desde` on; with `valida` false no day was ever suspended.
    """
    open_ones = tx.session.scalars(
        select(SuspensionRow).where(
            SuspensionRow.expediente_id == expediente.id, SuspensionRow.hasta.is_(None)
        )
    ).all()
    own = [row for row in open_ones if row.causa == CAUSA]
    if not own:
        return
    for row in own:
        row.hasta = max(desde - UN_DIA, row.desde)
        row.terminos = valida
    acto = Acto(
        tipo=TipoActuacion.REANUDACION,
        texto=f"Se reanuda el proceso desde el {fecha_larga(desde)}.",
        fecha=desde,
        datos={"causa": CAUSA},
    )
    registrar(tx, expediente, acto)
    if len(own) == len(open_ones):
        expediente.estado = ABIERTO
    tx.session.flush()
    terminos.recalcular_abiertos(tx, expediente)


def fijar_termino(
    tx: Transaction, expediente: ExpedienteRow, seguido: AcuerdoSeguido | None
) -> None:
    """Keep one open term: the next instalment that is not paid whole.

    Paid ones are closed on the day of their payment; with no agreement in force, none
    is left open.
    """
    found = seguido.siguiente if seguido else None
    shown = tx.session.scalars(
        select(TerminoRow).where(
            TerminoRow.expediente_id == expediente.id,
            TerminoRow.actividad == TERMINO_DE_ACUERDO,
            TerminoRow.estado == terminos.ABIERTO,
        )
    ).all()
    wanted = _nombre(found.numero, seguido) if found and seguido else ""
    kept = [t for t in shown if found and t.vence == found.vence and t.nombre == wanted]
    for row in shown:
        if row not in kept:
            _cerrar(row, seguido)
    if found is not None and not kept:
        tx.session.add(
            TerminoRow(
                expediente_id=expediente.id,
                actividad=TERMINO_DE_ACUERDO,
                nombre=wanted,
                desde=found.vence,
                cantidad=0,
                unidad="calendario",
                vence=found.vence,
                estado=terminos.ABIERTO,
            )
        )
    tx.session.flush()
    terminos.refrescar(tx, expediente)


def fijar_traslado(
    tx: Transaction, expediente: ExpedienteRow, act: ActuacionRow, reglas: ReglasAcuerdo
) -> dt.date:
    """Start the term to send a request to who is competent (CPACA 21)."""
    from cobro_desktop.domain.plazos import sumar_habiles
    from cobro_desktop.services.expedientes import sigla_de

    calendario = tx.workspace.calendario(sigla_de(tx.session, expediente))
    days = reglas.dias_traslado
    vence = sumar_habiles(act.fecha, days, calendario).vence
    tx.session.add(
        TerminoRow(
            expediente_id=expediente.id,
            actuacion_id=act.id,
            actividad=TERMINO_DE_ACUERDO,
            nombre=TRASLADO,
            desde=act.fecha,
            cantidad=days,
            unidad="habiles",
            vence=vence,
            estado=terminos.ABIERTO,
        )
    )
    tx.session.flush()
    terminos.refrescar(tx, expediente)
    return vence


def _eventos(
    tx: Transaction, acuerdo: AcuerdoRow
) -> Sequence[tuple[EventoPrescripcionRow, TituloRow]]:
    rows = tx.session.execute(
        select(EventoPrescripcionRow, TituloRow)
        .join(TituloRow, TituloRow.id == EventoPrescripcionRow.titulo_id)
        .where(
            EventoPrescripcionRow.tipo == str(Causa.FACILIDAD),
            EventoPrescripcionRow.actuacion_id == acuerdo.actuacion_id,
        )
    )
    return [(event, titulo) for event, titulo in rows]


def _nombre(numero: int, seguido: AcuerdoSeguido) -> str:
    if not numero:
        return "Cuota inicial del acuerdo de pago"
    return f"Cuota {numero} de {seguido.acuerdo.cuotas} del acuerdo de pago"


def _cerrar(row: TerminoRow, seguido: AcuerdoSeguido | None) -> None:
    """Close a term: done the day its instalment was paid, else dropped."""
    cuotas = seguido.cuotas if seguido else ()
    own = (c for c in cuotas if seguido and _nombre(c.numero, seguido) == row.nombre)
    paid = next((c.pagada for c in own), None)
    row.estado = "cumplido" if paid else "anulado"
    row.cumplido = paid
