"""Notifications of an act to each debtor, and what they start (RULES 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.hechos import (
    A_NOTIFICAR,
    DIAS_DE_EXCEPCIONES,
    MANDAMIENTO,
)
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    DeudorRow,
    DocumentoRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    NotificacionRow,
    PersonaRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ActuacionRow


MEDIOS = {
    Medio.PERSONAL: "personalmente",
    Medio.CORREO: "por correo certificado",
    Medio.AVISO: "por aviso",
    Medio.WEB: "por aviso en la página web",
    Medio.ELECTRONICA: "por medio electrónico",
    Medio.CONDUCTA_CONCLUYENTE: "por conducta concluyente",
}


@dataclass(frozen=True, slots=True)
class Notificar:
    """Record the notification of an act; without `efectiva`, an attempt that failed."""

    expediente_id: int
    documento: str
    """Kind of document, like `mandamiento-pago`."""
    medio: Medio
    efectiva: dt.date | None
    """Day on which the debtor is held as notified."""
    deudor: str = ""
    """Document number of one debtor; empty for all who must be notified."""
    guia: str = ""
    causa: str = ""
    """Why it failed, as the post says."""


def notificar(command: Notificar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Record a notification; an effective one of the mandamiento interrupts.

    Raises:
        InvalidDataError: dated after today, or neither effective nor with a cause.
        NotFoundError: no such case, or nobody with that document in it.
    """
    _check(command, contexto)
    with transaction(workspace, contexto, "notificar") as tx:
        tx.require_role(
            [Rol.PRO, Rol.JEF, Rol.AUX, Rol.COO], "registrar notificaciones"
        )
        expediente = abierto(tx, command.expediente_id)
        debtors = _deudores(tx, expediente, command.deudor)
        que = _nombre(command.documento, sigla_de(tx.session, expediente))
        texto = _texto(command, que, [nombre for _, nombre in debtors])
        fecha = command.efectiva or contexto.hoy
        act = registrar(
            tx,
            expediente,
            Acto(
                tipo=TipoActuacion.NOTIFICACION,
                texto=texto,
                fecha=fecha,
                datos={"documento": command.documento, "medio": str(command.medio)},
            ),
        )
        documento_id = _documento(tx, expediente, command.documento)
        for deudor_id, _ in debtors:
            tx.session.add(
                NotificacionRow(
                    expediente_id=expediente.id,
                    documento_id=documento_id,
                    que=command.documento,
                    deudor_id=deudor_id,
                    medio=str(command.medio),
                    enviada=fecha,
                    guia=command.guia,
                    resultado="efectiva" if command.efectiva else "devuelta",
                    causa=command.causa,
                    efectiva=command.efectiva,
                    actuacion_id=act.id,
                )
            )
        started = []
        if command.efectiva and command.documento == MANDAMIENTO:
            started = _mandamiento(tx, expediente, command.efectiva, act)
        tx.tell(f"{expediente.numero}: {texto}")
    return Changes(
        frozenset({command.expediente_id}),
        resumen=texto,
        datos={"actuacion": act.id, "terminos": started},
    )


def prever(command: Notificar, workspace: Workspace) -> list[str]:
    """Say in sentences what a notification would start; writes nothing.

    A suspension of the case that is still open counts up to the notification.

    Raises:
        NotFoundError: no such case.
    """
    if command.efectiva is None:
        return ["Queda como intento fallido: no empieza ningún término."]
    day = fecha_larga(command.efectiva)
    if command.documento != MANDAMIENTO:
        return [f"Queda registrada el {day}; por sí sola no abre un término."]
    with workspace.base.read() as session:
        expediente = session.get(ExpedienteRow, command.expediente_id)
        if expediente is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        calendario = calendario_de(session, workspace, expediente, command.efectiva)
    vence = sumar_habiles(command.efectiva, DIAS_DE_EXCEPCIONES, calendario).vence
    again = (
        "Se interrumpe la prescripción: se cuenta de nuevo desde el día siguiente "
        "(ET 818)."
    )
    starts = (
        f"Empiezan los {DIAS_DE_EXCEPCIONES} días hábiles para pagar o proponer "
        f"excepciones (ET 830): vencen el {fecha_larga(vence)}."
    )
    return [again, starts]


def _check(command: Notificar, contexto: Contexto) -> None:
    if command.efectiva and command.efectiva > contexto.hoy:
        message = (
            f"La notificación no puede tener fecha posterior a hoy, "
            f"{fecha_larga(contexto.hoy)}. No se registró."
        )
        raise InvalidDataError(message)
    if command.efectiva is None and not command.causa:
        message = (
            "Diga en qué fecha quedó notificado el deudor o por qué causa falló. "
            "No se registró nada."
        )
        raise InvalidDataError(message)


def _deudores(
    tx: Transaction, expediente: ExpedienteRow, numero: str
) -> Sequence[tuple[int, str]]:
    query = (
        select(DeudorRow.id, PersonaRow.nombre)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(DeudorRow.expediente_id == expediente.id)
        .order_by(DeudorRow.id)
    )
    if numero:
        query = query.where(PersonaRow.numero == numero)
    else:
        query = query.where(DeudorRow.rol.in_(A_NOTIFICAR))
    found = [(deudor_id, nombre) for deudor_id, nombre in tx.session.execute(query)]
    if not found:
        message = (
            f"En el expediente {expediente.numero} no hay un deudor con documento "
            f"«{numero}»."
        )
        raise NotFoundError(message)
    return found


def _documento(tx: Transaction, expediente: ExpedienteRow, tipo: str) -> int | None:
    return tx.session.scalar(
        select(DocumentoRow.id)
        .where(
            DocumentoRow.expediente_id == expediente.id,
            DocumentoRow.tipo == tipo,
            DocumentoRow.estado != "anulado",
        )
        .order_by(DocumentoRow.id.desc())
        .limit(1)
    )


def _mandamiento(
    tx: Transaction, expediente: ExpedienteRow, fecha: dt.date, act: ActuacionRow
) -> list[dict[str, object]]:
    """Interrupt the prescription of each title and start the 15 days (ET 818, 830)."""
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
    calendario = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    vence = sumar_habiles(fecha, DIAS_DE_EXCEPCIONES, calendario).vence
    nombre = "Pagar o proponer excepciones (ET 830)"
    tx.session.add(
        TerminoRow(
            expediente_id=expediente.id,
            actuacion_id=act.id,
            actividad=expediente.actividad,
            nombre=nombre,
            desde=fecha,
            cantidad=DIAS_DE_EXCEPCIONES,
            unidad="habiles",
            vence=vence,
        )
    )
    tx.session.flush()
    terminos.refrescar(tx, expediente)
    return [{"nombre": nombre, "vence": vence.isoformat()}]


def _nombre(documento: str, sigla: str) -> str:
    """Name a document as its institution does; another's keeps its own word."""
    tipo = CATALOGO.get(documento)
    return tipo.nombre_en(sigla) if tipo else documento


def _texto(command: Notificar, que: str, names: Sequence[str]) -> str:
    who = ", ".join(names)
    how = MEDIOS[command.medio]
    if command.efectiva is None:
        return f"No se pudo notificar «{que}» {how} a {who}: {command.causa}."
    return f"«{que}» quedó notificado {how} a {who} el {fecha_larga(command.efectiva)}."
