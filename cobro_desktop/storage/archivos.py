"""Writes files whole or not at all (SECURITY 0.6)."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

_PREFIX: Final = ".cobro-"
_SUFFIX: Final = ".tmp"


def escribir_atomico(
    destino: Path,
    contenido: bytes | Callable[[Path], None],
    *,
    taller: Path | None = None,
) -> None:
    """Write a file so that `destino` is the old one or the whole new one.

    `contenido` is the bytes, or a function that writes a file at the path it is
    given (same extension); what it raises passes through. The file grows in
    `taller`, a folder of the same disk; else beside `destino`.

    Raises:
        StorageError: no permission, disk full, or the file is open elsewhere; the
            file that was there is untouched.
    """
    try:
        partial = _new_file(taller or destino.parent, destino.suffix)
    except OSError as error:
        raise error_de_archivo(error, destino) from error
    try:
        if callable(contenido):
            contenido(partial)
        else:
            partial.write_bytes(contenido)
        _sync(partial)
        os.replace(partial, destino)  # noqa: PTH105 -- atomic, also over a file
        _sync_folder(destino.parent)
    except OSError as error:
        raise error_de_archivo(error, destino) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def crear_carpeta(carpeta: Path) -> None:
    """Create a folder, and its parents, so that a power cut does not undo it.

    Raises:
        OSError: when it cannot be created.
    """
    if carpeta.is_dir():
        return
    crear_carpeta(carpeta.parent)
    carpeta.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(carpeta.parent)


def barrer_temporales(carpeta: Path) -> int:
    """Delete what a killed process left half-written; return how many files.

    Files of the last hour stay: another window may be writing them.
    """
    if not carpeta.is_dir():
        return 0
    probe = _new_file(carpeta, "")
    limit = probe.stat().st_mtime - 3600
    probe.unlink()
    left = [p for p in carpeta.glob(f"{_PREFIX}*{_SUFFIX}*") if _mtime(p) < limit]
    for path in left:
        with contextlib.suppress(OSError):
            path.unlink()
    return len(left)


def error_de_archivo(error: OSError, destino: Path) -> StorageError:
    """Return the problem behind what the disk said while `destino` was written."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        causa, reason = "no_folder", f"no existe la carpeta «{destino.parent}»"
    elif error.errno in {errno.ENOSPC, errno.EDQUOT}:
        causa, reason = "disk_full", "el disco está lleno; libere espacio"
    elif isinstance(error, IsADirectoryError):
        causa, reason = "is_folder", "ese nombre es de una carpeta; elija otro"
    elif error.errno == errno.ENAMETOOLONG:
        causa, reason = "long_name", "el nombre es demasiado largo; elija uno corto"
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        causa = "no_permission"
        reason = (
            "no hay permiso, o el archivo está abierto en otro programa; "
            "ciérrelo o elija otra carpeta"
        )
    else:
        causa, reason = "disk_error", "el disco no respondió bien"
    message = (
        f"No se pudo guardar «{destino.name}»: {reason}. "
        "Lo que había antes quedó como estaba."
    )
    return StorageError(message, {"causa": causa, "archivo": str(destino)})


def _mtime(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")  # somebody else swept it


def _new_file(folder: Path, suffix: str) -> Path:
    handle, name = tempfile.mkstemp(
        prefix=_PREFIX, suffix=f"{_SUFFIX}{suffix}", dir=folder
    )
    os.close(handle)
    return Path(name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder, and orders the rename itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
