"""Passphrases, asked for without showing what is typed."""

from __future__ import annotations

import typer


def secreto(contrasena: str, pregunta: str, *, nueva: bool = False) -> str:
    """Return the passphrase that was given, else ask for it; a new one, twice."""
    if contrasena:
        return contrasena
    return str(typer.prompt(pregunta, hide_input=True, confirmation_prompt=nueva))
