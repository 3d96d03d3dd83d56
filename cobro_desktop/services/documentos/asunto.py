"""What a document is about: a case, or the office that keeps no case for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.actuaciones import registrar
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.storage.rows import (
    CorridaDocumentoRow,
    CorridaRow,
    EntidadRow,
    ExpedienteRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cobro_desktop.services.actuaciones import Acto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import DocumentoRow

OFICINA = "Oficina"
"""What a document of the office shows where others show their case."""


@dataclass(frozen=True, slots=True)
class Asunto:
    """The case of a document, or the office of an institution."""

    sigla: str
    procedimiento_id: int | None
    """The version that says who reviews and signs; empty where none does."""
    expediente: ExpedienteRow | None
    """Empty for a document of the office."""

    @property
    def numero(self) -> str:
        """How people name it: the number of the case, or the office."""
        return self.expediente.numero if self.expediente else OFICINA

    @property
    def casos(self) -> frozenset[int]:
        """The case that a change of the document touches, if there is one."""
        return frozenset({self.expediente.id}) if self.expediente else frozenset()

    def archivo(self, row: DocumentoRow, extension: str) -> str:
        """Return the file name of a version: what it is about, kind and number."""
        number = f"-{row.numero:06d}" if row.numero else "-borrador"
        about = self.expediente.numero if self.expediente else self.sigla
        return f"{about}-{row.tipo}{number}.{extension}"


def asunto_de(session: Session, row: DocumentoRow) -> Asunto:
    """Return what a document is about, to be read."""
    expediente = (
        session.get_one(ExpedienteRow, row.expediente_id) if row.expediente_id else None
    )
    return _asunto(session, row, expediente)


def asunto_abierto(tx: Transaction, row: DocumentoRow) -> Asunto:
    """Return what a document is about, for writing; the office is never closed.

    Raises:
        NotFoundError: its case does not exist any more.
        NotAllowedError: its case ended.
    """
    expediente = abierto(tx, row.expediente_id) if row.expediente_id else None
    return _asunto(tx.session, row, expediente)


def asunto_firmado(tx: Transaction, row: DocumentoRow) -> Asunto:
    """Return what a signed document is about, for what its sending leaves to note.

    The number of an oficio that returned or remitted a case arrives when it has ended.

    Raises:
        NotFoundError: its case does not exist any more.
        NotAllowedError: its case is of another office.
    """
    asunto = asunto_de(tx.session, row)
    expediente = asunto.expediente
    if expediente is not None:
        if expediente.lote_anulado_id is not None:
            message = "Ese expediente no existe o su importación se deshizo."
            raise NotFoundError(message)
        tx.require_office(expediente)
    return asunto


def anotar(tx: Transaction, asunto: Asunto, acto: Acto) -> None:
    """Record an act in the case; what happens in the office stays in the audit log."""
    if asunto.expediente is not None:
        registrar(tx, asunto.expediente, acto)


def _asunto(
    session: Session, row: DocumentoRow, expediente: ExpedienteRow | None
) -> Asunto:
    sigla = session.get_one(EntidadRow, row.entidad_id).sigla
    if expediente is not None:
        return Asunto(sigla, expediente.procedimiento_id, expediente)
    procedimiento_id = session.scalar(
        select(CorridaRow.procedimiento_id)
        .join(CorridaDocumentoRow, CorridaDocumentoRow.corrida_id == CorridaRow.id)
        .where(CorridaDocumentoRow.documento_id == row.id)
    )
    return Asunto(sigla, procedimiento_id, None)
