"""Insolvency and liquidation of the debtor: what they do to prescription (ET 818).

The notification of the mandamiento and the granting of a facilidad also interrupt it,
but each comes with its own act: here are only the events that happen elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.interrupcion import NOMBRE, Causa
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.storage.rows import EventoPrescripcionRow, TituloRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow

QUIENES: Final = (Rol.PRO, Rol.COO, Rol.JEF)
A_MANO: Final = (Causa.CONCORDATO, Causa.LIQUIDACION)
"""The causes that are recorded here."""
_CON_ACTO: Final = {
    Causa.MANDAMIENTO: "se registra con la notificación del mandamiento",
    Causa.FACILIDAD: "se registra con el acuerdo de pago",
}


@dataclass(frozen=True, slots=True)
class RegistrarEvento:
    """Record an event that interrupts the prescription of one or all titles."""

    expediente_id: int
    causa: Causa
    fecha: dt.date
    """Admission of the request, or declaration of the liquidation."""
    soporte: str
    """What proves it: the auto or resolution, and who issued it."""
    hasta: dt.date | None = None
    """Its end, if it came: the term counts again from the next day."""
    titulo_id: int | None = None
    """None for every final title of the case."""


@dataclass(frozen=True, slots=True)
class TerminarEvento:
    """Record the end of an event."""

    expediente_id: int
    evento_id: int
    hasta: dt.date
    soporte: str


@dataclass(frozen=True, slots=True)
class AnularEvento:
    """Hold an event void: the prescription is counted as if it never happened."""

    expediente_id: int
    evento_id: int
    motivo: str


def registrar_evento(
    command: RegistrarEvento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record an event on one title, or on every final one of the case.

    Raises:
        InvalidDataError: no proof, a cause with an act of its own, a date after
            today, before the ejecutoria or out of order, or it is there.
        NotFoundError: no such case, or no final title in it.
        NotAllowedError: the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "registrar_evento", lambda tx: _registrar(tx, command)
    )


def prever_evento(
    command: RegistrarEvento, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what an event would change; raises what recording it would."""
    return ensayar(workspace, contexto, lambda tx: _registrar(tx, command))


def terminar_evento(
    command: TerminarEvento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record the end of an event, on every title that has it.

    Raises:
        InvalidDataError: no proof, the end is after today or before the event.
        NotFoundError: no such case, or no such event that goes on in it.
        NotAllowedError: the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "terminar_evento", lambda tx: _terminar(tx, command)
    )


def prever_terminacion(
    command: TerminarEvento, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what the end of an event would change; raises what recording it would."""
    return ensayar(workspace, contexto, lambda tx: _terminar(tx, command))


def anular_evento(
    command: AnularEvento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Hold an event void, on every title that has it.

    Raises:
        InvalidDataError: no reason.
        NotFoundError: no such case, or no such valid event in it.
        NotAllowedError: the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "anular_evento", lambda tx: _anular(tx, command)
    )


def prever_nulidad(
    command: AnularEvento, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what a void event would change; raises what recording it would."""
    return ensayar(workspace, contexto, lambda tx: _anular(tx, command))


def cambiar_eventos(
    tx: Transaction, expediente: ExpedienteRow, escribir: Callable[[], None]
) -> Efectos:
    """Change events of a case with `escribir` and work out its prescription again.

    Raises:
        InvalidDataError: an event before the ejecutoria, or that ends before it began.
    """
    before = fotografiar(tx, expediente)
    escribir()
    titulos = tx.session.scalars(
        select(TituloRow).where(TituloRow.expediente_id == expediente.id)
    ).all()
    for titulo in titulos:
        recalcular(tx, titulo)
    return comparar(before, fotografiar(tx, expediente))


def _registrar(tx: Transaction, command: RegistrarEvento) -> Hecho:
    tx.require_role(QUIENES, "registrar hechos de prescripción")
    _revisar(command, tx.contexto.hoy)
    expediente = abierto(tx, command.expediente_id)
    rows = [
        EventoPrescripcionRow(
            titulo_id=titulo.id,
            tipo=str(command.causa),
            fecha=command.fecha,
            hasta=command.hasta,
            valida=True,
            motivo=command.soporte.strip(),
        )
        for titulo in _titulos(tx, expediente, command.titulo_id)
    ]
    _revisar_repetido(tx, rows)
    efectos = cambiar_eventos(tx, expediente, lambda: tx.session.add_all(rows))
    texto = f"{NOMBRE[command.causa]}: desde el {fecha_larga(command.fecha)}"
    texto += f" hasta el {fecha_larga(command.hasta)}" if command.hasta else ""
    texto += f". Soporte: {command.soporte.strip()}."
    acto = Acto(
        tipo=TipoActuacion.INCIDENTE_ABIERTO,
        texto=texto,
        fecha=command.fecha,
        datos={"eventos": [row.id for row in rows], **efectos.datos()},
    )
    act = registrar(tx, expediente, acto)
    for row in rows:
        row.actuacion_id = act.id
    return _hecho(tx, expediente, rows, (act.id, texto, efectos))


def _terminar(tx: Transaction, command: TerminarEvento) -> Hecho:
    tx.require_role(QUIENES, "registrar hechos de prescripción")
    if not command.soporte.strip():
        rehusar("Escriba con qué se prueba la terminación.")
    _revisar_dia(command.hasta, tx.contexto.hoy)
    expediente = abierto(tx, command.expediente_id)
    rows = _eventos(tx, expediente, command.evento_id)
    if rows[0].hasta is not None:
        message = f"Ese hecho ya terminó el {fecha_larga(rows[0].hasta)}."
        raise NotFoundError(message)

    def escribir() -> None:
        for row in rows:
            row.hasta = command.hasta

    efectos = cambiar_eventos(tx, expediente, escribir)
    texto = (
        f"{NOMBRE[Causa(rows[0].tipo)]} del {fecha_larga(rows[0].fecha)} terminó el "
        f"{fecha_larga(command.hasta)}. Soporte: {command.soporte.strip()}."
    )
    acto = Acto(
        tipo=TipoActuacion.INCIDENTE_CERRADO,
        texto=texto,
        fecha=command.hasta,
        datos={"eventos": [row.id for row in rows], **efectos.datos()},
    )
    act = registrar(tx, expediente, acto)
    return _hecho(tx, expediente, rows, (act.id, texto, efectos))


def _anular(tx: Transaction, command: AnularEvento) -> Hecho:
    tx.require_role(QUIENES, "registrar hechos de prescripción")
    if not command.motivo.strip():
        rehusar("Escriba por qué el hecho quedó sin validez.")
    expediente = abierto(tx, command.expediente_id)
    rows = _eventos(tx, expediente, command.evento_id)

    def escribir() -> None:
        for row in rows:
            row.valida = False
            row.motivo = f"{row.motivo}. Sin validez: {command.motivo.strip()}"

    efectos = cambiar_eventos(tx, expediente, escribir)
    texto = (
        f"{NOMBRE[Causa(rows[0].tipo)]} del {fecha_larga(rows[0].fecha)} quedó sin "
        f"validez: {command.motivo.strip()}."
    )
    acto = Acto(
        tipo=TipoActuacion.ANULACION,
        texto=texto,
        fecha=tx.contexto.hoy,
        datos={"eventos": [row.id for row in rows], **efectos.datos()},
        anula_id=rows[0].actuacion_id,
    )
    act = registrar(tx, expediente, acto)
    return _hecho(tx, expediente, rows, (act.id, texto, efectos))


def _hecho(
    tx: Transaction,
    expediente: ExpedienteRow,
    rows: Sequence[EventoPrescripcionRow],
    done: tuple[int, str, Efectos],
) -> Hecho:
    act_id, texto, efectos = done
    ids = [row.id for row in rows]
    tx.touch("evento_prescripcion", *ids)
    datos: dict[str, object] = {"actuacion": act_id, "eventos": ids}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _revisar(command: RegistrarEvento, hoy: dt.date) -> None:
    if command.causa in _CON_ACTO:
        rehusar(f"{NOMBRE[command.causa]} {_CON_ACTO[command.causa]}.")
    if not command.soporte.strip():
        rehusar("Escriba con qué se prueba: el auto o la resolución, y quién lo dictó.")
    _revisar_dia(command.fecha, hoy)
    if command.hasta is not None:
        _revisar_dia(command.hasta, hoy)


def _revisar_dia(day: dt.date, hoy: dt.date) -> None:
    if day > hoy:
        rehusar(
            f"La fecha {fecha_larga(day)} es posterior a hoy, {fecha_larga(hoy)}. "
            "Se registra cuando suceda."
        )


def _revisar_repetido(tx: Transaction, rows: Sequence[EventoPrescripcionRow]) -> None:
    for row in rows:
        same = select(EventoPrescripcionRow.id).where(
            EventoPrescripcionRow.titulo_id == row.titulo_id,
            EventoPrescripcionRow.tipo == row.tipo,
            EventoPrescripcionRow.fecha == row.fecha,
            EventoPrescripcionRow.valida,
        )
        if tx.session.scalar(same.limit(1)) is not None:
            rehusar(f"Ese hecho del {fecha_larga(row.fecha)} ya está registrado.")


def _titulos(
    tx: Transaction, expediente: ExpedienteRow, wanted: int | None
) -> Sequence[TituloRow]:
    query = (
        select(TituloRow)
        .where(
            TituloRow.expediente_id == expediente.id, TituloRow.ejecutoria.is_not(None)
        )
        .order_by(TituloRow.id)
    )
    if wanted is not None:
        query = query.where(TituloRow.id == wanted)
    found = tx.session.scalars(query).all()
    if not found:
        message = (
            f"El expediente {expediente.numero} no tiene "
            + ("ese título" if wanted is not None else "un título")
            + " en firme, y sin ejecutoria no corre la prescripción. No se registró "
            "nada."
        )
        raise NotFoundError(message)
    return found


def _eventos(
    tx: Transaction, expediente: ExpedienteRow, evento_id: int
) -> Sequence[EventoPrescripcionRow]:
    """Return a valid event recorded here, with its equals on the other titles."""
    row = EventoPrescripcionRow
    of_case = (
        select(row)
        .join(TituloRow, TituloRow.id == row.titulo_id)
        .where(
            TituloRow.expediente_id == expediente.id,
            row.valida,
            row.tipo.in_([str(causa) for causa in A_MANO]),
        )
        .order_by(row.id)
    )
    named = tx.session.scalars(of_case.where(row.id == evento_id)).one_or_none()
    if named is None:
        message = (
            f"En el expediente {expediente.numero} no hay un hecho de prescripción "
            f"válido, de insolvencia o liquidación, con el número {evento_id}. No se "
            "registró nada."
        )
        raise NotFoundError(message)
    if named.actuacion_id is None:
        return [named]
    return tx.session.scalars(
        of_case.where(row.actuacion_id == named.actuacion_id)
    ).all()
