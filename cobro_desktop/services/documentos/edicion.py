"""Editing a draft in Word: a copy goes out, and comes back as a new version (F65)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.documents.doctor.paquete import abrir
from cobro_desktop.domain.ciclo_documento import TRANSICIONES, Paso, seguir
from cobro_desktop.domain.documentos import estado_documento
from cobro_desktop.domain.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.asunto import asunto_abierto
from cobro_desktop.services.documentos.copias import bloqueos, leer_copia
from cobro_desktop.services.documentos.reelaboracion import preparar_fila
from cobro_desktop.services.documentos.revision import exigir_autor
from cobro_desktop.services.documentos.vida import (
    guardar_version,
    mover,
    tomar,
    ultima,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico
from cobro_desktop.storage.rows import CopiaTrabajoRow, DocumentoVersionRow

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow

EDITADA: Final = "editada"
"""`DocumentoVersionRow.origen` of what a person wrote."""


@dataclass(frozen=True, slots=True)
class SacarCopia:
    """Take a draft out, to be edited in Word."""

    documento_id: int
    destino: Path


@dataclass(frozen=True, slots=True)
class TraerCopia:
    """Bring back what was edited."""

    documento_id: int
    archivo: Path
    seguir: bool = False
    """The copy stays out: Word still has it open."""


@dataclass(frozen=True, slots=True)
class DescartarCopia:
    """Forget a copy that went out; its file stays where it is."""

    copia_id: int


def sacar_copia(
    command: SacarCopia, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the last version of a draft to a file and remember that it is out.

    Raises:
        NotFoundError: no such document.
        NotAllowedError: it is no draft any more, it is a PDF, or it is not the user's.
        ConflictError: somebody has it out already, or the file exists.
        StorageError: it cannot be written.
    """
    with transaction(workspace, contexto, "sacar_copia") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        _exigir_editable(tx, row)
        _nadie_la_tiene(tx, row)
        version = ultima(tx.session, row.id)
        content = workspace.contenido.leer(tx.session, version.sha256)
        destino = command.destino.absolute()
        if destino.exists() and _huella(destino) != version.sha256:
            message = (
                f"«{destino.name}» ya existe y no es este documento: no se reemplazó. "
                "Escoja otro nombre."
            )
            raise ConflictError(message, {"archivo": str(destino)})
        crear_carpeta(destino.parent)
        escribir_atomico(destino, content)
        copy = CopiaTrabajoRow(
            documento_id=row.id,
            orden=version.orden,
            sha256=version.sha256,
            ruta=str(destino),
            equipo=contexto.equipo,
            usuario=contexto.usuario,
            abierta_en=tx.ahora,
        )
        tx.session.add(copy)
        tx.session.flush()
        tx.touch("copia_trabajo", copy.id)
        texto = f"«{row.nombre}» (versión {version.orden}) salió para editarse en Word."
        tx.tell(f"{asunto.numero}: {texto}", despues=version.sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "copia": copy.id,
            "archivo": str(destino),
            "huella": version.sha256,
        }
    return Changes(asunto.casos, resumen=texto, datos=datos)


def traer_copia(
    command: TraerCopia, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep what was edited as a new version of the draft, if it changed.

    What the others said of the version before no longer counts; the file stays.

    Raises:
        NotFoundError: no such document or file.
        NotAllowedError: it is no draft any more; the file is kept where it is.
        UnreadableFileError: Word has not finished writing it, or it is damaged.
        PlantillaPeligrosaError: it brings macros or objects.
        ConflictError: there is a newer version than the one that went out.
    """
    content = leer_copia(command.archivo)
    abrir(content, command.archivo.name)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction(workspace, contexto, "traer_copia") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        _exigir_editable(tx, row)
        copy = _copia(tx, row, command.archivo)
        last = ultima(tx.session, row.id)
        _exigir_ultima(copy, last, row, sha256)
        changed = sha256 != last.sha256
        if changed:
            last = _guardar(tx, row, content)
        if copy is not None:
            copy.orden, copy.sha256 = last.orden, last.sha256
            if not command.seguir:
                copy.cerrada_en = tx.ahora
                copy.cierre = "traida" if changed else "sin_cambios"
            tx.touch("copia_trabajo", copy.id)
        texto = (
            f"Se trajo de Word «{row.nombre}»: es la versión {last.orden}."
            if changed
            else f"«{row.nombre}» no cambió en Word: sigue la versión {last.orden}."
        )
        tx.tell(f"{asunto.numero}: {texto}", despues=last.sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "orden": last.orden,
            "huella": last.sha256,
            "cambio": changed,
            "estado": row.estado,
            "abierto_en": bloqueos(command.archivo),
        }
    return Changes(asunto.casos, resumen=texto, datos=datos)


def descartar_copia(
    command: DescartarCopia, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Close a copy without bringing it back; nothing is deleted from the disk.

    Raises:
        NotFoundError: there is no such copy.
        NotAllowedError: it belongs to somebody else.
    """
    with transaction(workspace, contexto, "descartar_copia") as tx:
        copy = tx.session.get(CopiaTrabajoRow, command.copia_id)
        if copy is None or copy.cerrada_en is not None:
            message = f"No hay una copia de trabajo {command.copia_id}."
            raise NotFoundError(message)
        row = tomar(tx, copy.documento_id)
        if copy.usuario != contexto.usuario:
            exigir_autor(tx, row, "descartar la copia de")
        copy.cerrada_en, copy.cierre = tx.ahora, "descartada"
        tx.touch("copia_trabajo", copy.id)
        texto = f"Se descartó la copia de «{row.nombre}»; el archivo sigue en su sitio."
        tx.tell(texto)
        datos: dict[str, object] = {"copia": copy.id, "archivo": copy.ruta}
    return Changes(resumen=texto, datos=datos)


def es_editada(version: DocumentoVersionRow) -> bool:
    """Tell whether a person wrote that version."""
    return version.origen == EDITADA


def _guardar(tx: Transaction, row: DocumentoRow, content: bytes) -> DocumentoVersionRow:
    """Keep the edited bytes, with what the case says on the day they came back."""
    from dataclasses import asdict

    mover(tx, row, Paso.REHACER)
    context = preparar_fila(tx.session, tx.workspace, tx.contexto, row)
    row.contexto = row.contexto | {"impreso": asdict(context)}
    name = asunto_abierto(tx, row).archivo(row, "docx")
    made = guardar_version(tx, row, content, name)
    made.origen = EDITADA
    return made


def _exigir_editable(tx: Transaction, row: DocumentoRow) -> None:
    exigir_autor(tx, row, "editar")
    if row.formato != "docx":
        message = (
            f"«{row.nombre}» sale en PDF: no se edita en Word. Corrija sus datos y "
            "elabórelo de nuevo."
        )
        raise NotAllowedError(message)
    state = estado_documento(row.estado)
    if state in TRANSICIONES[Paso.REHACER].desde:
        return
    try:
        seguir(Paso.REHACER, state, row.nombre)
    except NotAllowedError as error:
        message = (
            f"{error.mensaje} Su texto es el que se aprobó; si debe cambiar, anúlelo y "
            "elabore otro. El archivo que editó sigue donde está."
        )
        raise NotAllowedError(message, error.detalle) from None


def _nadie_la_tiene(tx: Transaction, row: DocumentoRow) -> None:
    out = tx.session.scalars(
        select(CopiaTrabajoRow).where(
            CopiaTrabajoRow.documento_id == row.id,
            CopiaTrabajoRow.cerrada_en.is_(None),
        )
    ).first()
    if out is None:
        return
    message = (
        f"{out.usuario} tiene «{row.nombre}» abierto para editar en {out.equipo} "
        f"({out.ruta}). Tráigalo o descarte esa copia antes de sacar otra."
    )
    raise ConflictError(message, {"copia": out.id, "archivo": out.ruta})


def _copia(tx: Transaction, row: DocumentoRow, archivo: Path) -> CopiaTrabajoRow | None:
    rows = tx.session.scalars(
        select(CopiaTrabajoRow).where(
            CopiaTrabajoRow.documento_id == row.id,
            CopiaTrabajoRow.cerrada_en.is_(None),
        )
    ).all()
    path = str(archivo.absolute())
    same = [one for one in rows if one.ruta == path]
    return next(iter(same or rows), None)


def _exigir_ultima(
    copy: CopiaTrabajoRow | None,
    last: DocumentoVersionRow,
    row: DocumentoRow,
    sha256: str,
) -> None:
    """Refuse to lay an old edition over a version that was made meanwhile."""
    if copy is None or copy.orden == last.orden or sha256 == copy.sha256:
        return
    message = (
        f"Mientras «{row.nombre}» estaba en Word, {last.usuario} hizo la versión "
        f"{last.orden}. Compárelas, saque otra copia y pase a ella sus cambios. El "
        "archivo que editó sigue donde está."
    )
    raise ConflictError(message, {"orden": last.orden, "sha256": last.sha256})


def _huella(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        message = f"No se puede leer «{path.name}»."
        raise UnreadableFileError(message, {"causa": str(error)}) from error
