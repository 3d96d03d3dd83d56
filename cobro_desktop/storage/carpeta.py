"""Tells whether a folder is a safe place for a base."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.problems import from_disk

_NETWORK: Final = ("nfs", "cifs", "smb", "ncp", "afs", "9p", "davfs", "fuse.")
_LOCAL_FUSE: Final = frozenset({"fuse.fuse-overlayfs", "fuse.lxcfs", "fuse.ntfs-3g"})
_DRIVE_REMOTE: Final = 4


def prepare_folder(folder: Path) -> Path:
    """Create the data folder, for its owner only, and return it resolved.

    Raises:
        StorageError: when it cannot be created or written, or lies on a network
            (SECURITY T12: locks of SQLite do not hold there).
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        resolved = folder.resolve()
    except (FileExistsError, NotADirectoryError):
        message = (
            f"«{folder}» es un archivo, no una carpeta, o está dentro de uno. Elija "
            "una carpeta para los datos con --datos."
        )
        raise StorageError(message, {"causa": "not_a_folder"}) from None
    except OSError as error:
        raise from_disk(error) from error
    if filesystem := network_filesystem(resolved):
        message = (
            f"La carpeta «{folder}» está en la red ({filesystem}). Allí una base de "
            "este tipo se daña cuando dos equipos la usan. Elija una carpeta de este "
            "equipo, o use un servidor PostgreSQL con --base."
        )
        raise StorageError(message, {"causa": "network_folder"})
    if not os.access(resolved, os.R_OK | os.W_OK | os.X_OK):
        raise from_disk(PermissionError(13, "folder"))
    return resolved


def network_filesystem(folder: Path, mounts: str | None = None) -> str | None:
    """Return the kind of network file system that holds `folder`, or None.

    `mounts` is the text of `/proc/mounts`, read here when it is not given.
    """
    if sys.platform == "win32":
        return _windows_network(folder)
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    kind = _mounted_as(folder, mounts)
    network = kind.startswith(_NETWORK) and kind not in _LOCAL_FUSE
    return kind if network else None


def _mounted_as(folder: Path, mounts: str) -> str:
    found, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= found:
            found, kind = len(point.parts), fields[2]
    return kind


def _windows_network(folder: Path) -> str | None:
    if str(folder).startswith("\\\\"):
        return "UNC"
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 -- only on Windows
    remote = kernel.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE
    return "unidad de red" if remote else None
