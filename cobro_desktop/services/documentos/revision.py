"""A draft between its author and who reviews it, version by version (F19)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.ciclo_documento import Decision, Papel, Paso
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.aprobacion import exigir_version
from cobro_desktop.services.documentos.asunto import asunto_abierto
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.reelaboracion import preparar_fila
from cobro_desktop.services.documentos.vida import (
    con_rol,
    dichos,
    firmantes,
    guardar_version,
    mover,
    responder,
    revisores,
    tomar,
    ultima,
)
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow


@dataclass(frozen=True, slots=True)
class EnviarARevision:
    """Ask others to look at a draft."""

    documento_id: int


@dataclass(frozen=True, slots=True)
class RevisarDocumento:
    """Say of the exact version that was read that it is right, or what is wrong."""

    documento_id: int
    observacion: str = ""
    """What must change; empty for *conforme*."""
    sha256: str = ""
    """The version that the person read; empty for the last."""


@dataclass(frozen=True, slots=True)
class RehacerDocumento:
    """Write a draft again, with what the case says today."""

    documento_id: int
    datos: Mapping[str, str] | None = None
    """What is typed now over what was typed before."""


def enviar_a_revision(
    command: EnviarARevision, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Put a draft in the tray of who reviews it, or of who signs where nobody does.

    Raises:
        NotAllowedError: it is no draft, or its version has observations not met.
    """
    with transaction(workspace, contexto, "enviar_a_revision") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        exigir_autor(tx, row, "enviar a revisión")
        version = ultima(tx.session, row.id)
        if _observada(tx, row, version.orden):
            message = (
                f"«{row.nombre}» tiene observaciones sobre esta misma versión. "
                "Elabórelo de nuevo con lo que se pide y envíelo después."
            )
            raise NotAllowedError(message)
        mover(tx, row, Paso.ENVIAR)
        roles = revisores(tx.session, workspace, row)
        roles = roles or firmantes(tx.session, workspace, row)
        texto = f"«{row.nombre}» (versión {version.orden}) quedó en revisión."
        tx.tell(f"{asunto.numero}: {texto}", despues=version.sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "estado": row.estado,
            "huella": version.sha256,
            "revisa": roles,
        }
    return Changes(asunto.casos, resumen=texto, datos=datos)


def revisar_documento(
    command: RevisarDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record what the user says of a version; with observations it goes back.

    Raises:
        NotAllowedError: the user does not review it, or it is not in review.
        ConflictError: the version read is not the last any more.
    """
    said = command.observacion.strip()
    with transaction(workspace, contexto, "revisar_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        _revisa(tx, row, devuelve=bool(said))
        exigir_version(tx, row, command.sha256)
        mover(tx, row, Paso.DEVOLVER if said else Paso.REVISAR)
        decision = Decision.OBSERVADO if said else Decision.CONFORME
        answer = responder(tx, row, Papel.REVISO, decision, said)
        version = f"la versión {answer.orden} de «{row.nombre}»"
        texto = (
            f"Se devolvió {version} con observaciones: {said}"
            if said
            else f"{tx.usuario.nombre} está conforme con {version}."
        )
        warnings = _warnings(tx, row)
        tx.tell(f"{asunto.numero}: {texto}", despues=answer.sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "estado": row.estado,
            "decision": str(decision),
            "huella": answer.sha256,
            "advertencias": warnings,
        }
    resumen = " ".join([texto, *warnings])
    return Changes(asunto.casos, resumen=resumen, datos=datos)


def rehacer_documento(
    command: RehacerDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write a new version of a draft; what was said of the others no longer counts.

    Raises:
        NotAllowedError: it has a number already.
        MissingFieldsError: mandatory data are missing; lists them.
        MissingParameterError: it states interest and a rate is not loaded.
    """
    with transaction(workspace, contexto, "rehacer_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        exigir_autor(tx, row, "elaborar de nuevo")
        mover(tx, row, Paso.REHACER)
        typed = {**row.contexto["datos"], **(command.datos or {})}
        context = preparar_fila(tx.session, workspace, contexto, row, datos=typed)
        renderer = generador_de(tx.session, workspace, asunto.sigla, row.fecha)
        generated = renderer.render(row.tipo, asunto.sigla, context)
        row.plantilla_version = generated.version_plantilla
        row.contexto = {"datos": typed, "impreso": asdict(context)}
        name = asunto.archivo(row, generated.extension)
        made = guardar_version(tx, row, generated.contenido, name)
        texto = f"Se elaboró de nuevo «{row.nombre}»: es la versión {made.orden}."
        tx.tell(f"{asunto.numero}: {texto}", despues=made.sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "orden": made.orden,
            "huella": made.sha256,
        }
    return Changes(asunto.casos, resumen=texto, datos=datos)


def exigir_observacion(texto: str) -> str:
    """Return what is observed.

    Raises:
        InvalidDataError: nothing is said.
    """
    if not texto.strip():
        message = "Escriba qué debe cambiar para devolver el documento."
        raise InvalidDataError(message)
    return texto.strip()


def _observada(tx: Transaction, row: DocumentoRow, orden: int) -> bool:
    said = dichos(tx.session, row.id, orden, Papel.REVISO)
    return any(d.decision == Decision.OBSERVADO for d in said)


def exigir_autor(tx: Transaction, row: DocumentoRow, accion: str) -> None:
    """Refuse who neither drafted it nor works on the cases of its activity.

    Raises:
        NotAllowedError: naming who may.
    """
    if row.elaboro == tx.contexto.usuario:
        return
    roles = ["PRO", "COO", *firmantes(tx.session, tx.workspace, row)]
    tx.require_role(roles, f"{accion} «{row.nombre}»")


def _revisa(tx: Transaction, row: DocumentoRow, *, devuelve: bool) -> None:
    """Refuse who does not review it; who signs it may give it back too."""
    reviewers = revisores(tx.session, tx.workspace, row)
    if devuelve or not reviewers:
        reviewers = [*reviewers, *firmantes(tx.session, tx.workspace, row)]
    tx.require_role(reviewers, f"revisar «{row.nombre}»")


def _warnings(tx: Transaction, row: DocumentoRow) -> list[str]:
    if row.elaboro != tx.contexto.usuario:
        return []
    able = con_rol(tx.session, revisores(tx.session, tx.workspace, row))
    others = [u.nombre for u in able if u.login != tx.contexto.usuario]
    if not others:
        return []
    return [f"Lo revisa quien lo proyectó; también puede: {', '.join(others)}."]
