"""What every step in the life of a document shares: the row, who may, its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sqlalchemy import func, select

from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.ciclo_documento import seguir
from cobro_desktop.domain.documentos import estado_documento
from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.services.documentos.asunto import asunto_de
from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    RevisionDocumentoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.ciclo_documento import Decision, Papel, Paso
    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

ANEXO = "anexo"


class DeActividad(Protocol):
    """A document, as far as its roles are concerned."""

    @property
    def tipo(self) -> str: ...  # noqa: D102
    @property
    def actividad(self) -> str: ...  # noqa: D102


def tomar(tx: Transaction, documento_id: int) -> DocumentoRow:
    """Return a document of ours, for writing.

    Raises:
        NotFoundError: there is none.
        NotAllowedError: it is a file that was attached.
    """
    row = tx.session.get(DocumentoRow, documento_id, with_for_update=True)
    if row is None:
        message = f"No existe el documento {documento_id}."
        raise NotFoundError(message)
    if row.estado == ANEXO:
        message = (
            f"«{row.nombre}» es un archivo anexado al expediente: no se revisa, no se "
            "numera y no se firma aquí."
        )
        raise NotAllowedError(message)
    return row


def mover(tx: Transaction, row: DocumentoRow, paso: Paso) -> None:
    """Take a step.

    Raises:
        NotAllowedError: the document is not where that step begins.
    """
    row.estado = seguir(paso, estado_documento(row.estado), row.nombre).nombre
    tx.touch("documento", row.id)


def revisores(session: Session, workspace: Workspace, row: DocumentoRow) -> list[str]:
    """Return the roles that review a document: those of its activity."""
    asunto = asunto_de(session, row)
    return roles_de(workspace, session, asunto.procedimiento_id, row)[0]


def firmantes(session: Session, workspace: Workspace, row: DocumentoRow) -> list[str]:
    """Return the roles that approve and sign a document."""
    asunto = asunto_de(session, row)
    return roles_de(workspace, session, asunto.procedimiento_id, row)[1]


def roles_de(
    workspace: Workspace,
    session: Session,
    procedimiento_id: int | None,
    row: DeActividad,
) -> tuple[list[str], list[str]]:
    """Return the roles that review a document and those that sign it.

    The catalogue says who signs; an activity that writes the document may narrow it.
    """
    signers = [str(rol) for rol in tipo_documento(row.tipo).firma]
    if procedimiento_id is None:
        return [], signers
    procedimiento = workspace.procedimiento(session, procedimiento_id)
    activity = _que_lo_escribe(procedimiento, row)
    if activity is None:
        return [], signers
    own = {str(rol) for rol in activity.firma}
    both = [rol for rol in signers if rol in own]
    return [str(rol) for rol in activity.revisa], both or signers


def con_rol(session: Session, roles: Sequence[str]) -> list[UsuarioRow]:
    """Return the active people who have one of the roles."""
    rows = session.scalars(
        select(UsuarioRow).where(UsuarioRow.activo).order_by(UsuarioRow.id)
    )
    return [row for row in rows if set(roles) & set(row.roles)]


def ultima(session: Session, documento_id: int) -> DocumentoVersionRow:
    """Return the version of a document that counts: the last.

    Raises:
        NotFoundError: it has none.
    """
    found = session.scalar(
        select(DocumentoVersionRow)
        .where(DocumentoVersionRow.documento_id == documento_id)
        .order_by(DocumentoVersionRow.orden.desc())
        .limit(1)
    )
    if found is None:
        message = f"No existe el documento {documento_id}."
        raise NotFoundError(message)
    return found


def guardar_version(
    tx: Transaction, row: DocumentoRow, contenido: bytes, archivo: str
) -> DocumentoVersionRow:
    """Keep bytes as the next version of a document."""
    sha256 = tx.workspace.contenido.guardar(tx.session, contenido)
    last = tx.session.scalar(
        select(func.max(DocumentoVersionRow.orden)).where(
            DocumentoVersionRow.documento_id == row.id
        )
    )
    version = DocumentoVersionRow(
        documento_id=row.id,
        orden=(last or 0) + 1,
        sha256=sha256,
        tamano=len(contenido),
        archivo=archivo,
        estado=row.estado,
        usuario=tx.contexto.usuario,
        creada_en=tx.ahora,
    )
    tx.session.add(version)
    tx.session.flush()
    return version


def responder(
    tx: Transaction, row: DocumentoRow, papel: Papel, decision: Decision, texto: str
) -> RevisionDocumentoRow:
    """Record what the user says of the exact version that counts now (F19).

    Who says something else of the same version replaces his own word; the audit
    entry keeps both.
    """
    version = ultima(tx.session, row.id)
    own = select(RevisionDocumentoRow).where(
        RevisionDocumentoRow.documento_id == row.id,
        RevisionDocumentoRow.orden == version.orden,
        RevisionDocumentoRow.papel == str(papel),
        RevisionDocumentoRow.usuario == tx.contexto.usuario,
    )
    said = tx.session.scalar(own)
    if said is None:
        said = RevisionDocumentoRow(
            documento_id=row.id,
            orden=version.orden,
            sha256=version.sha256,
            papel=str(papel),
            usuario=tx.contexto.usuario,
        )
        tx.session.add(said)
    said.decision, said.texto, said.hecha_en = str(decision), texto.strip(), tx.ahora
    tx.session.flush()
    tx.touch("revision_documento", said.id)
    return said


def dichos(
    session: Session, documento_id: int, orden: int, papel: Papel
) -> Sequence[RevisionDocumentoRow]:
    """Return what was said of a version in one quality, in its order."""
    return session.scalars(
        select(RevisionDocumentoRow)
        .where(
            RevisionDocumentoRow.documento_id == documento_id,
            RevisionDocumentoRow.orden == orden,
            RevisionDocumentoRow.papel == str(papel),
        )
        .order_by(RevisionDocumentoRow.hecha_en, RevisionDocumentoRow.id)
    ).all()


def _que_lo_escribe(procedimiento: Procedimiento, row: DeActividad) -> Actividad | None:
    """Return the activity that writes a document: its own, or else the first."""
    own = procedimiento.actividades.get(row.actividad)
    if own is not None and row.tipo in own.documentos:
        return own
    writes = (a for a in procedimiento.actividades.values() if row.tipo in a.documentos)
    return next(writes, None)
