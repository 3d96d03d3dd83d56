"""Approving an exact version: its number is taken, written into it and hashed (F59)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.ciclo_documento import Decision, Papel, Paso
from cobro_desktop.domain.errors import ConflictError, UnmetRequirementsError
from cobro_desktop.services import numeracion
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.asunto import asunto_abierto
from cobro_desktop.services.documentos.controles import examinar
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.documentos.reelaboracion import preparar_fila
from cobro_desktop.services.documentos.vida import (
    dichos,
    firmantes,
    guardar_version,
    mover,
    responder,
    revisores,
    tomar,
    ultima,
)
from cobro_desktop.services.trabajo.firmantes import exigir_jefe_del_caso
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.control_documento import Examen
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.asunto import Asunto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow


@dataclass(frozen=True, slots=True)
class AprobarDocumento:
    """Approve a version and give it its number."""

    documento_id: int
    sha256: str = ""
    """The version that the person read; empty for the last."""


def aprobar_documento(
    command: AprobarDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Approve a version: the number is taken, printed and hashed with it.

    Raises:
        NotFoundError: no such document.
        NotAllowedError: the user may not, or it is not where it can be approved.
        ConflictError: the version read is not the last any more.
        UnmetRequirementsError: a check that blocks is not met; lists every one.
        MissingFieldsError: mandatory data are missing; lists them.
    """
    with transaction(workspace, contexto, "aprobar_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        exigir_version(tx, row, command.sha256)
        warnings = aprobar_en(tx, row, asunto)
        numero = printed_number(row)
        sha256 = ultima(tx.session, row.id).sha256
        texto = f"Se aprobó «{row.nombre}» con el n.º {numero}."
        tx.tell(_audited(asunto, texto, warnings), despues=sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "numero": numero,
            "huella": sha256,
            "estado": row.estado,
            "advertencias": warnings,
        }
    resumen = " ".join([texto, *warnings])
    return Changes(asunto.casos, resumen=resumen, datos=datos)


def aprobar_en(tx: Transaction, row: DocumentoRow, asunto: Asunto) -> list[str]:
    """Approve the last version inside an open transaction; returns the warnings.

    What a person edited in Word keeps its text: only what approving changes is
    written into it.
    """
    tx.require_role(firmantes(tx.session, tx.workspace, row), f"aprobar «{row.nombre}»")
    exigir_jefe_del_caso(tx, row)
    mover(tx, row, Paso.APROBAR)
    checked = examinar(tx.session, tx.workspace, tx.contexto, row)
    exigir_controles(row.nombre, checked)
    row.reviso, row.aprobo = _reviso(tx, row), tx.contexto.usuario
    read = ultima(tx.session, row.id)
    responder(tx, row, Papel.APROBO, Decision.CONFORME, "")
    draft = (
        preparar_fila(tx.session, tx.workspace, tx.contexto, row)
        if read.origen
        else None
    )
    _number(tx, row, asunto.sigla)
    context = preparar_fila(tx.session, tx.workspace, tx.contexto, row, firmado=True)
    renderer = generador_de(tx.session, tx.workspace, asunto.sigla, row.fecha)
    if draft is not None:
        edited = tx.workspace.contenido.leer(tx.session, read.sha256)
        generated = renderer.numerado(row.tipo, asunto.sigla, context, edited, draft)
    else:
        generated = renderer.render(row.tipo, asunto.sigla, context)
    row.plantilla_version = generated.version_plantilla
    row.contexto = row.contexto | {
        "impreso": asdict(context),
        "codigo": generated.codigo_verificacion,
        "firmante": tx.contexto.usuario,
    }
    name = asunto.archivo(row, generated.extension)
    made = guardar_version(tx, row, generated.contenido, name)
    made.origen = read.origen
    responder(
        tx,
        row,
        Papel.APROBO,
        Decision.CONFORME,
        f"Es la versión {read.orden}, numerada.",
    )
    row.contexto = row.contexto | {"aprobada": made.sha256}
    return [e.problema for e in checked if not e.cumple]


def exigir_controles(nombre: str, checked: Sequence[Examen]) -> None:
    """Refuse where a check that blocks is not met.

    Raises:
        UnmetRequirementsError: with every one that blocks.
    """
    blocking = [e for e in checked if e.bloquea]
    if not blocking:
        return
    listed = " ".join(f"{e.nombre}: {e.problema}" for e in blocking)
    message = f"No se aprobó «{nombre}» ni se tomó número. {listed}"
    detail = [{"control": e.id, "problema": e.problema} for e in blocking]
    raise UnmetRequirementsError(message, {"controles": detail})


def exigir_version(tx: Transaction, row: DocumentoRow, sha256: str) -> None:
    """Refuse when the version that a person read is not the last any more.

    Raises:
        ConflictError: says who made the one there is now.
    """
    last = ultima(tx.session, row.id)
    if sha256 and last.sha256 != sha256:
        message = (
            f"«{row.nombre}» cambió mientras usted lo leía: la versión {last.orden} es "
            f"de {last.usuario}. Ábrala y léala antes de seguir. No se cambió nada."
        )
        raise ConflictError(message, {"orden": last.orden, "sha256": last.sha256})


def _reviso(tx: Transaction, row: DocumentoRow) -> str:
    """Return who really reviewed the last version; who approves, if it is his role."""
    version = ultima(tx.session, row.id)
    said = dichos(tx.session, row.id, version.orden, Papel.REVISO)
    agreed = [d.usuario for d in said if d.decision == Decision.CONFORME]
    if agreed:
        return agreed[-1]
    roles = revisores(tx.session, tx.workspace, row)
    mine = not roles or bool(set(roles) & set(tx.usuario.roles))
    return tx.contexto.usuario if mine else ""


def _number(tx: Transaction, row: DocumentoRow, sigla: str) -> None:
    serie = tx.workspace.perfil(sigla).serie(row.tipo)
    anio = row.fecha.year
    taken = numeracion.tomar(
        tx.session, entidad_id=row.entidad_id, serie=serie, anio=anio
    )
    row.serie, row.anio, row.numero = serie, anio, taken[0]


def _audited(asunto: Asunto, texto: str, warnings: Sequence[str]) -> str:
    return " ".join([f"{asunto.numero}: {texto}", *warnings])
