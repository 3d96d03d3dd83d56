"""Finding a case and opening it for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import ConflictError, NotAllowedError, NotFoundError
from cobro_desktop.formats import instante
from cobro_desktop.services.trabajo.alcance import negar_ajeno
from cobro_desktop.storage.queries import detalle, historia
from cobro_desktop.storage.queries.novedades import suspensiones
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    DeudorRow,
    EntidadRow,
    ExpedienteRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

ABIERTO = "ABIERTO"
SUSPENDIDO = "SUSPENDIDO"


def id_de(workspace: Workspace, numero: str) -> int:
    """Return the case that a number names: ours, or one that others gave it.

    Raises:
        NotFoundError: none has it.
        NotAllowedError: it belongs to an office that whoever looks was not given.
        ConflictError: several do; `detalle["expedientes"]` lists them.
    """
    with workspace.base.read() as session:
        found = detalle.buscar(session, numero)
    if not found:
        negar_ajeno(workspace, numero)
        message = (
            f"No existe el expediente «{numero}». Revise el número; también sirve el "
            "que le dio otro sistema: comparendo, SIGA, consecutivo OAJ."
        )
        raise NotFoundError(message)
    if len(found) > 1:
        numbers = [case.numero for case in found]
        message = (
            f"«{numero}» corresponde a varios expedientes: {', '.join(numbers)}. "
            "Escriba el número del que busca."
        )
        raise ConflictError(message, {"expedientes": numbers})
    return found[0].id


def abierto(
    tx: Transaction, expediente_id: int, *, version: int | None = None
) -> ExpedienteRow:
    """Return a case that still runs, for writing.

    `version` is what the person was looking at, when it is known.

    Raises:
        NotFoundError: there is no such case.
        NotAllowedError: it ended, says how and where; or it is of another office.
        ConflictError: somebody changed it since; says who, what and when.
    """
    row = tx.session.get(ExpedienteRow, expediente_id, with_for_update=True)
    if row is None or row.lote_anulado_id is not None:
        message = "Ese expediente no existe o su importación se deshizo."
        raise NotFoundError(message)
    tx.require_office(row)
    if version is not None and row.version != version:
        raise ConflictError(*_changed_meanwhile(tx.session, row))
    if row.estado not in {ABIERTO, SUSPENDIDO}:
        message = (
            f"El expediente {row.numero} ya terminó: {_estado(row.estado)}. "
            "No se registró nada."
        )
        raise NotAllowedError(message, {"estado": row.estado})
    if row.estado == SUSPENDIDO and not esta_suspendido(
        tx.session, row, tx.contexto.hoy
    ):
        row.estado = ABIERTO
    return row


def cerrado(tx: Transaction, expediente_id: int) -> ExpedienteRow:
    """Return a case that ended, for writing.

    Raises:
        NotFoundError: there is no such case.
        NotAllowedError: it still runs.
    """
    row = tx.session.get(ExpedienteRow, expediente_id, with_for_update=True)
    if row is None or row.lote_anulado_id is not None:
        message = "Ese expediente no existe o su importación se deshizo."
        raise NotFoundError(message)
    if row.estado in {ABIERTO, SUSPENDIDO}:
        message = (
            f"El expediente {row.numero} no ha terminado: no hay nada que reabrir."
        )
        raise NotAllowedError(message, {"estado": row.estado})
    return row


def esta_suspendido(session: Session, row: ExpedienteRow, hoy: dt.date) -> bool:
    """Tell whether a case stands still on a day.

    The day that a suspension ends the case runs again; its `estado`, which the list
    shows, follows with the next act. What other acts suspended, as an agreement in
    force does (ET 841), they resume themselves.
    """
    if row.estado != SUSPENDIDO:
        return False
    stopping = [s for s in suspensiones(session, row.id) if s.terminos]
    if not stopping or any(s.cubre(hoy) for s in stopping):
        return True
    return con_acuerdo(session, row.id)


def con_acuerdo(session: Session, expediente_id: int) -> bool:
    """Tell whether an agreement of a case is in force: it suspends the case."""
    in_force = select(AcuerdoRow.id).where(
        AcuerdoRow.expediente_id == expediente_id, AcuerdoRow.estado == "vigente"
    )
    return session.scalar(in_force.limit(1)) is not None


def deudor_de(tx: Transaction, expediente: ExpedienteRow, numero: str) -> int | None:
    """Return the debtor with a document number; None when none was written.

    Raises:
        NotFoundError: nobody in the case has it.
    """
    if not numero:
        return None
    found = tx.session.scalar(
        select(DeudorRow.id)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(DeudorRow.expediente_id == expediente.id, PersonaRow.numero == numero)
    )
    if found is None:
        message = (
            f"En el expediente {expediente.numero} no hay un deudor con documento "
            f"«{numero}». No se registró nada."
        )
        raise NotFoundError(message)
    return found


def sigla_de(session: Session, expediente: ExpedienteRow) -> str:
    """Return the institution of a case."""
    return session.scalars(
        select(EntidadRow.sigla).where(EntidadRow.id == expediente.entidad_id)
    ).one()


def _changed_meanwhile(
    session: Session, row: ExpedienteRow
) -> tuple[str, dict[str, object]]:
    last = historia.actuaciones(session, row.id)[0]
    when = instante(last.registrada_en)
    message = (
        f"El expediente {row.numero} cambió mientras usted trabajaba: {last.usuario} "
        f"registró «{last.texto}» el {when}. No se guardó nada de lo suyo; mire el "
        "expediente y vuelva a intentarlo."
    )
    told: dict[str, object] = {
        "usuario": last.usuario,
        "texto": last.texto,
        "cuando": when,
    }
    return message, told


def _estado(estado: str) -> str:
    names = {
        "ARCHIVADO": "está archivado",
        "DEVUELTO": "se devolvió a su origen",
        "REMITIDO_SDH": "se remitió a la Secretaría de Hacienda",
        "REPORTADO_BDME": "se reportó al boletín de deudores morosos",
        "ACUMULADO": "se acumuló a otro expediente",
    }
    return names.get(estado, estado.lower())
