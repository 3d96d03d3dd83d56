"""What a person points at may be no file at all: told before anything opens it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import NotFoundError, UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path


def exigir_archivo(archivo: Path) -> None:
    """Refuse what is not a plain file that can be read.

    A pipe would be waited for and a device read without end.

    Raises:
        NotFoundError: there is nothing with that name.
        UnreadableFileError: a folder, a pipe or a device, or there is no permission.
    """
    detail = {"archivo": str(archivo)}
    try:
        mode = archivo.stat().st_mode
        if stat.S_ISREG(mode):
            with archivo.open("rb"):
                return
    except (FileNotFoundError, NotADirectoryError):
        message = f"No existe el archivo «{archivo}»."
        raise NotFoundError(message, detail) from None
    except OSError as error:
        message = (
            f"No se puede abrir «{archivo.name}»: no hay permiso para leerlo, o lo "
            "tiene otro programa. Ciérrelo allá, o cópielo a una carpeta suya."
        )
        raise UnreadableFileError(message, detail) from error
    what = "es una carpeta" if stat.S_ISDIR(mode) else "no es un archivo corriente"
    message = f"«{archivo.name}» {what}. Elija un archivo."
    raise UnreadableFileError(message, detail)
