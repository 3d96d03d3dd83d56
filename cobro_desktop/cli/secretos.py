"""Passphrases, asked for without showing what is typed."""

from __future__ import annotations

import sys

import typer

from cobro_desktop.domain.errors import InvalidDataError


def secreto(contrasena: str, pregunta: str, *, nueva: bool = False) -> str:
    """Return the passphrase that was given, else ask for it; a new one, twice.

    Raises:
        InvalidDataError: nobody is there to answer.
    """
    if contrasena:
        return contrasena
    if not sys.stdin.isatty():
        message = (
            f"Falta la {pregunta.lower()} y aquí no hay quien la escriba: désela en la "
            "opción o en la variable de entorno que dice la ayuda. No se hizo nada."
        )
        raise InvalidDataError(message)
    return str(typer.prompt(pregunta, hide_input=True, confirmation_prompt=nueva))
