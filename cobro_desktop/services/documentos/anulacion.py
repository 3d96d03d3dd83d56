"""Annulling a document: its number stays used and its reason stays said (F59)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.ciclo_documento import Paso
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.asunto import anotar, asunto_abierto
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.documentos.vida import firmantes, mover, tomar
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.tras_acto import sin_documento
from cobro_desktop.storage.rows import (
    ActuacionRow,
    AcuerdoRow,
    CorridaDocumentoRow,
    CorridaItemRow,
    MedidaRow,
    NotificacionRow,
)

if TYPE_CHECKING:
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow


@dataclass(frozen=True, slots=True)
class AnularDocumento:
    """Leave a document without effect, with its reason."""

    documento_id: int
    motivo: str


def anular_documento(
    command: AnularDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Annul a document that nobody was notified of.

    Raises:
        InvalidDataError: no reason is given.
        NotAllowedError: the user may not; it was notified, or something rests on it.
    """
    reason = command.motivo.strip().rstrip(".")
    if not reason:
        message = "Escriba por qué se anula el documento. No se cambió nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "anular_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        _quien(tx, row)
        _nada_se_apoya(tx, row)
        emitted = _emision(tx, row)
        mover(tx, row, Paso.ANULAR)
        row.motivo_anulacion = reason
        number = printed_number(row)
        named = f"«{row.nombre}»" + (f" n.º {number}" if number else "")
        kept = " Su número no se vuelve a usar." if number else ""
        texto = f"Se anuló {named}: {reason}.{kept}"
        anotar(
            tx,
            asunto,
            Acto(
                tipo=TipoActuacion.ANULACION,
                texto=texto,
                fecha=contexto.hoy,
                actividad=row.actividad,
                datos={"documento": row.id, "motivo": reason},
                anula_id=emitted,
            ),
        )
        if asunto.expediente is not None:
            tx.session.flush()
            sin_documento(tx, asunto.expediente, row)
        tx.tell(f"{asunto.numero}: {texto}")
        datos: dict[str, object] = {
            "documento": row.id,
            "numero": number,
            "estado": row.estado,
        }
    return Changes(asunto.casos, resumen=texto, datos=datos)


def _quien(tx: Transaction, row: DocumentoRow) -> None:
    if row.numero is None and row.elaboro == tx.contexto.usuario:
        return
    roles = firmantes(tx.session, tx.workspace, row)
    tx.require_role(roles, f"anular «{row.nombre}»")


def _nada_se_apoya(tx: Transaction, row: DocumentoRow) -> None:
    notified = tx.session.scalar(
        select(NotificacionRow.id)
        .where(
            NotificacionRow.documento_id == row.id,
            NotificacionRow.efectiva.is_not(None),
            NotificacionRow.valida,
        )
        .limit(1)
    )
    if notified or row.estado == EstadoDocumento.NOTIFICADO.nombre:
        message = (
            f"«{row.nombre}» ya se notificó: no se anula aquí. Un acto notificado se "
            "deja sin efecto con otro acto: revocatoria, nulidad o auto de "
            "subsanación, desde la pestaña Incidentes. Si lo que está mal es la "
            "notificación, anúlela primero en Actuaciones."
        )
        raise NotAllowedError(message)
    agreed = tx.session.scalar(
        select(AcuerdoRow.id)
        .where(
            AcuerdoRow.documento_id == row.id,
            AcuerdoRow.estado == str(EstadoAcuerdo.VIGENTE),
        )
        .limit(1)
    )
    decreed = tx.session.scalar(
        select(MedidaRow.id)
        .where(MedidaRow.documento_id == row.id, MedidaRow.estado != "levantada")
        .limit(1)
    )
    written_off = _aplicado(tx, row)
    if agreed or decreed or written_off:
        what = "un acuerdo de pago vigente" if agreed else "una medida en vigor"
        if written_off:
            what = "lo que ya se aplicó en los expedientes"
        message = (
            f"En «{row.nombre}» se apoya {what}: no se anula mientras esté así. "
            "No se cambió nada."
        )
        raise NotAllowedError(message)


def _aplicado(tx: Transaction, row: DocumentoRow) -> bool:
    """Tell whether what a run of the portfolio decided with it reached the cases."""
    found = tx.session.scalar(
        select(CorridaItemRow.id)
        .join(
            CorridaDocumentoRow,
            CorridaDocumentoRow.corrida_id == CorridaItemRow.corrida_id,
        )
        .where(
            CorridaDocumentoRow.documento_id == row.id,
            CorridaItemRow.aplicada.is_not(None),
        )
        .limit(1)
    )
    return found is not None


def _emision(tx: Transaction, row: DocumentoRow) -> int | None:
    """Return the act by which it was issued, if it was signed."""
    acts = tx.session.scalars(
        select(ActuacionRow).where(
            ActuacionRow.expediente_id == row.expediente_id,
            ActuacionRow.tipo == str(TipoActuacion.DOCUMENTO_EMITIDO),
        )
    )
    return next((act.id for act in acts if act.datos.get("documento") == row.id), None)
