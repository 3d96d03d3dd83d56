"""Turns what SQLite, PostgreSQL and the disk answer into Spanish problems."""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Causa(StrEnum):
    """Why the base or the disk did not do its work; `detalle["causa"]`."""

    DISK_FULL = "disk_full"
    NO_PERMISSION = "no_permission"
    NOT_A_BASE = "not_a_base"
    DAMAGED = "damaged"
    LOCKED = "locked"
    DISK_ERROR = "disk_error"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


_MENSAJES: Final[Mapping[Causa, str]] = {
    Causa.DISK_FULL: (
        "El disco está lleno. No se guardó nada de la última acción; lo anterior "
        "está completo. Libere espacio y vuelva a intentarlo."
    ),
    Causa.NO_PERMISSION: (
        "No hay permiso para leer o escribir en la carpeta de los datos. No se "
        "guardó nada. Pida el permiso o elija otra carpeta."
    ),
    Causa.NOT_A_BASE: (
        "El archivo de la base no es una base de este programa, está cifrado o "
        "está dañado. No se cambió nada. Restaure una copia de respaldo."
    ),
    Causa.DAMAGED: (
        "La base está dañada. No se cambió nada. Restaure la última copia de respaldo."
    ),
    Causa.LOCKED: (
        "Otra persona u otro programa está escribiendo en la base y no terminó a "
        "tiempo. No se guardó nada de lo suyo; espere un momento y repita la acción."
    ),
    Causa.DISK_ERROR: (
        "El disco no respondió bien al leer o escribir la base: puede estar lleno, "
        "desconectado o dañado. No se guardó nada de la última acción."
    ),
    Causa.UNREACHABLE: (
        "No se pudo llegar al servidor de la base de datos. No se guardó nada de la "
        "última acción. Revise la red y la dirección, y vuelva a intentarlo."
    ),
    Causa.REFUSED: (
        "El servidor de la base de datos no aceptó el usuario, la clave o el nombre "
        "de la base. Revise la dirección de conexión."
    ),
}

_SQLITE: Final[Mapping[int, Causa]] = {
    3: Causa.NO_PERMISSION,
    5: Causa.LOCKED,
    6: Causa.LOCKED,
    8: Causa.NO_PERMISSION,
    10: Causa.DISK_ERROR,
    11: Causa.DAMAGED,
    13: Causa.DISK_FULL,
    14: Causa.NO_PERMISSION,
    23: Causa.NO_PERMISSION,
    26: Causa.NOT_A_BASE,
}

_POSTGRESQL: Final[Mapping[str, Causa]] = {
    "08": Causa.UNREACHABLE,
    "25006": Causa.NO_PERMISSION,
    "28": Causa.REFUSED,
    "3D000": Causa.REFUSED,
    "40001": Causa.LOCKED,
    "40P01": Causa.LOCKED,
    "42501": Causa.NO_PERMISSION,
    "53100": Causa.DISK_FULL,
    "53300": Causa.UNREACHABLE,
    "55P03": Causa.LOCKED,
    "57P": Causa.UNREACHABLE,
}

_DISK: Final[Mapping[int, Causa]] = {
    errno.ENOSPC: Causa.DISK_FULL,
    errno.EDQUOT: Causa.DISK_FULL,
    errno.EACCES: Causa.NO_PERMISSION,
    errno.EPERM: Causa.NO_PERMISSION,
    errno.EROFS: Causa.NO_PERMISSION,
    errno.ENOTDIR: Causa.NO_PERMISSION,
    errno.EIO: Causa.DISK_ERROR,
}


def storage_error(causa: Causa) -> StorageError:
    """Return the problem of that cause told in Spanish."""
    return StorageError(_MENSAJES[causa], {"causa": causa.value})


def from_driver(error: BaseException) -> StorageError | None:
    """Return the problem behind a driver's error; None when it is a bug of ours."""
    sqlite = getattr(error, "sqlite_errorcode", None)
    if isinstance(sqlite, int):
        causa = _SQLITE.get(sqlite & 0xFF)
    elif hasattr(error, "sqlstate"):
        causa = _from_sqlstate(error, error.sqlstate)
    else:
        causa = None
    return storage_error(causa) if causa else None


def from_disk(error: OSError) -> StorageError:
    """Return the problem behind an error of the file system."""
    return storage_error(_DISK.get(error.errno or 0, Causa.DISK_ERROR))


def _from_sqlstate(error: BaseException, sqlstate: str | None) -> Causa | None:
    if sqlstate:
        for length in (5, 3, 2):
            if sqlstate[:length] in _POSTGRESQL:
                return _POSTGRESQL[sqlstate[:length]]
        return None
    if type(error).__name__ != "OperationalError":
        return None
    # While connecting, libpq gives its reason only as text, in English or Spanish.
    refused = ("authentication", "autentificación", "no password", "does not exist")
    if any(word in str(error) for word in refused):
        return Causa.REFUSED
    return Causa.UNREACHABLE
