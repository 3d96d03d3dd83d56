"""What a notification starts and ends: the fifteen days, the days to appear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.notificacion import CITACION, Resultado
from cobro_desktop.domain.plazos import contar_guardado
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services import terminos
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.notificacion.conteo import (
    DIAS_DE_EXCEPCIONES,
    MANDAMIENTO,
    unidad_de,
)
from cobro_desktop.services.notificacion.reglas import load_notificaciones
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.storage.rows import (
    EventoPrescripcionRow,
    NotificacionRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.notificacion.examen import Examen
    from cobro_desktop.services.notificacion.orden import Notificar
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow

EXCEPCIONES = "Pagar o proponer excepciones (ET 830)"
COMPARECER = "Comparecer a notificarse"


def empezar(
    tx: Transaction,
    expediente: ExpedienteRow,
    command: Notificar,
    examen: Examen,
    act: ActuacionRow,
) -> list[dict[str, object]]:
    """Start what an effective notification or citation starts."""
    if examen.efectiva is None:
        return []
    if command.documento == MANDAMIENTO:
        _interrumpir(tx, expediente, examen.efectiva, act)
        sigla = sigla_de(tx.session, expediente)
        unit = unidad_de(command.medio, tx.workspace.opciones(sigla))
        days = (DIAS_DE_EXCEPCIONES, unit)
        return [_iniciar(tx, expediente, act, EXCEPCIONES, (examen.efectiva, *days))]
    if command.documento == CITACION:
        return _citar(tx, expediente, command, examen, act)
    reglas = load_notificaciones(sigla_de(tx.session, expediente))
    if term := reglas.terminos.get(command.documento):
        span = (examen.efectiva, term.cantidad, str(term.unidad))
        return [_iniciar(tx, expediente, act, term.nombre, span)]
    return []


def terminar_citacion(
    tx: Transaction,
    expediente: ExpedienteRow,
    documento: str,
    deudores: Sequence[int],
    fecha: dt.date,
) -> None:
    """Close the days to appear of debtors who were notified, or tried otherwise.

    A citation of several debtors is over when all of them were.
    """
    if documento == CITACION:
        return
    row = NotificacionRow
    cited = tx.session.scalars(
        select(row).where(row.expediente_id == expediente.id, row.que == CITACION)
    ).all()
    tried = set(deudores) | set(
        tx.session.scalars(
            select(row.deudor_id).where(
                row.expediente_id == expediente.id,
                row.que == documento,
                row.resultado != str(Resultado.PENDIENTE),
            )
        )
    )
    acts = {one.actuacion_id for one in cited if one.deudor_id in set(deudores)}
    for act in acts:
        if {one.deudor_id for one in cited if one.actuacion_id == act} <= tried:
            _cerrar(tx, act, fecha)
    terminos.refrescar(tx, expediente)


def _cerrar(tx: Transaction, act: int | None, fecha: dt.date) -> None:
    open_ones = tx.session.scalars(
        select(TerminoRow).where(
            TerminoRow.actuacion_id == act,
            TerminoRow.estado == terminos.ABIERTO,
            TerminoRow.nombre.like(f"{COMPARECER}%"),
        )
    )
    for term in open_ones:
        term.estado, term.cumplido = terminos.CUMPLIDO, fecha


def _interrumpir(
    tx: Transaction, expediente: ExpedienteRow, fecha: dt.date, act: ActuacionRow
) -> None:
    """Interrupt the prescription of each title (ET 818)."""
    titulos = tx.session.scalars(
        select(TituloRow).where(TituloRow.expediente_id == expediente.id)
    ).all()
    for titulo in titulos:
        tx.session.add(
            EventoPrescripcionRow(
                titulo_id=titulo.id,
                tipo=str(Causa.MANDAMIENTO),
                fecha=fecha,
                actuacion_id=act.id,
            )
        )
        recalcular(tx, titulo)


def _citar(
    tx: Transaction,
    expediente: ExpedienteRow,
    command: Notificar,
    examen: Examen,
    act: ActuacionRow,
) -> list[dict[str, object]]:
    reglas = load_notificaciones(sigla_de(tx.session, expediente))
    rule = reglas.de(command.cita).citacion
    if rule is None or examen.efectiva is None:
        return []
    start = examen.efectiva
    if not rule.desde_entrega:
        start = examen.enviada or start
    name = f"{COMPARECER} ({rule.norma})"
    span = (start, rule.dias, str(Unidad.HABILES))
    return [_iniciar(tx, expediente, act, name, span)]


def _iniciar(
    tx: Transaction,
    expediente: ExpedienteRow,
    act: ActuacionRow,
    nombre: str,
    plazo: tuple[dt.date, int, str],
) -> dict[str, object]:
    desde, cantidad, unidad = plazo
    calendario = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    vence = contar_guardado(desde, cantidad, unidad, calendario).vence
    tx.session.add(
        TerminoRow(
            expediente_id=expediente.id,
            actuacion_id=act.id,
            actividad=expediente.actividad,
            nombre=nombre,
            desde=desde,
            cantidad=cantidad,
            unidad=unidad,
            vence=vence,
        )
    )
    tx.session.flush()
    terminos.refrescar(tx, expediente)
    return {"nombre": nombre, "vence": vence.isoformat()}
