"""The copies that are out in Word: where they are, and whether they can come back."""

from __future__ import annotations

import hashlib
import io
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.domain.nombres_archivo import nombre_de
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.storage.rows import CopiaTrabajoRow, DocumentoRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

LARGO: Final = 240
"""Longest path that every Windows program opens."""
_NOMBRE: Final = 80


class EstadoCopia(StrEnum):
    """How a copy is now on the disk."""

    IGUAL = "igual"
    """Nobody changed it."""
    CAMBIADA = "cambiada"
    """It changed and can be brought back."""
    GUARDANDOSE = "guardandose"
    """It is half written; it must be waited for."""
    PERDIDA = "perdida"
    """The file is not where it was put."""


class Copia(NamedTuple):
    """A draft that is out."""

    id: int
    documento_id: int
    expediente: str
    """Number of its case; empty for a document of the office."""
    nombre: str
    ruta: Path
    equipo: str
    usuario: str
    abierta_en: dt.datetime
    estado: EstadoCopia
    abierta_por: tuple[str, ...]
    """Programs that hold it open, by their lock files."""
    aqui: bool
    """It went out in this workstation, so that its file can be looked at."""


def copias_abiertas(workspace: Workspace, contexto: Contexto) -> list[Copia]:
    """Return the copies that are out, the oldest first, as they are on the disk."""
    with workspace.base.read() as session:
        found = session.execute(
            select(CopiaTrabajoRow, DocumentoRow.nombre, ExpedienteRow.numero)
            .join(DocumentoRow, DocumentoRow.id == CopiaTrabajoRow.documento_id)
            .outerjoin(ExpedienteRow, ExpedienteRow.id == DocumentoRow.expediente_id)
            .where(CopiaTrabajoRow.cerrada_en.is_(None))
            .order_by(CopiaTrabajoRow.abierta_en)
        ).all()
    return [
        _vista(row, nombre, numero or "", contexto) for row, nombre, numero in found
    ]


def ruta_de_trabajo(folder: Path, numero: str, nombre: str, documento_id: int) -> Path:
    """Return where a draft goes out: a name that every system takes, not too long."""
    about = nombre_de(f"{numero} {nombre}" if numero else nombre)
    tail = f" ({documento_id}).docx"
    room = LARGO - len(str(folder.absolute())) - 1 - len(tail)
    return folder / f"{about[: max(min(room, _NOMBRE), 1)].strip()}{tail}"


def leer_copia(path: Path) -> bytes:
    """Return the bytes of a Word file that is whole.

    Raises:
        NotFoundError: it is not there.
        UnreadableFileError: another program holds it, or it is half written.
    """
    exigir_archivo(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        message = (
            f"Otro programa tiene ocupado «{path.name}». Guárdelo, espere un momento e "
            "intente de nuevo; el archivo no se tocó."
        )
        raise UnreadableFileError(message, {"causa": str(error)}) from error
    if not entera(content):
        message = (
            f"«{path.name}» está a medio guardar o dañado. Espere a que Word termine e "
            "intente de nuevo; el archivo no se tocó."
        )
        raise UnreadableFileError(message, {"archivo": str(path)})
    return content


def entera(content: bytes) -> bool:
    """Tell whether a Word file is whole: each of its parts can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            package.getinfo("word/document.xml")
            return package.testzip() is None
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, OSError):
        return False


def bloqueos(path: Path) -> list[str]:
    """Name the programs that have a file open, by the lock files beside it."""
    marks = {
        "Word": (f"~${path.name}", f"~${path.name[2:]}"),
        "LibreOffice": (f".~lock.{path.name}#",),
    }
    return [
        program
        for program, names in marks.items()
        if any((path.parent / name).exists() for name in names)
    ]


def _vista(row: CopiaTrabajoRow, nombre: str, numero: str, contexto: Contexto) -> Copia:
    path = Path(row.ruta)
    here = row.equipo == contexto.equipo
    return Copia(
        row.id,
        row.documento_id,
        numero,
        nombre,
        path,
        row.equipo,
        row.usuario,
        row.abierta_en,
        estado_de(path, row.sha256) if here else EstadoCopia.IGUAL,
        tuple(bloqueos(path)) if here else (),
        here,
    )


def estado_de(path: Path, sha256: str) -> EstadoCopia:
    """Tell how a copy is on the disk, against the bytes that the base knows."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return EstadoCopia.PERDIDA
    except OSError:
        return EstadoCopia.GUARDANDOSE
    if hashlib.sha256(content).hexdigest() == sha256:
        return EstadoCopia.IGUAL
    return EstadoCopia.CAMBIADA if entera(content) else EstadoCopia.GUARDANDOSE
