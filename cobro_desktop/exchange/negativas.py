"""How a file is refused: what it is, and what to do about it."""

from __future__ import annotations

from typing import NoReturn

from cobro_desktop.domain.errors import UnreadableFileError

REESCRIBA = "Ábralo en Excel o LibreOffice y guárdelo como Libro de Excel (.xlsx)."
DANADO = (
    "El archivo está dañado o incompleto: no se puede leer entero. Pídalo de nuevo o "
    "ábralo en Excel, repárelo y guárdelo con otro nombre."
)
NO_TIENE_DATOS = "El archivo no tiene datos: ninguna celda tiene un valor escrito."


def refuse_format(what: str) -> NoReturn:
    """Tell what the file is instead of a table."""
    message = f"El archivo es {what}, no un libro de Excel ni un CSV. {REESCRIBA}"
    raise UnreadableFileError(message)


def refuse_danger(why: str) -> NoReturn:
    """Tell why opening the file could do harm."""
    message = (
        f"No se abrió el archivo porque puede dañar el programa o el equipo: {why}. "
        f"Si confía en quien lo envió, {REESCRIBA[0].lower()}{REESCRIBA[1:]}"
    )
    raise UnreadableFileError(message)


def refuse_encrypted() -> NoReturn:
    """Tell that a workbook asks for a password."""
    message = (
        "El libro está protegido con contraseña. Ábralo en Excel, quítele la "
        "contraseña (Archivo, Información, Proteger libro) y guárdelo de nuevo."
    )
    raise UnreadableFileError(message)


def refuse_too_large(hoja: str | None, fila: int, columna: int) -> NoReturn:
    """Tell how far a sheet reaches, and what makes it reach so far."""
    message = (
        f"La hoja «{hoja}» es demasiado grande: llega hasta la fila {fila} y la "
        f"columna {columna}. Si tiene celdas sueltas lejos de la tabla, bórrelas; si "
        "no, divida el archivo en partes más pequeñas."
    )
    raise UnreadableFileError(message)
