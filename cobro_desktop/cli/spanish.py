"""Typer speaks English; a person who mistypes an option should read Spanish."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

_NO_COMMAND = r"No such command '(.+?)'\."
_PHRASES = (
    (
        r"No such command '(.+?)'\. Did you mean (.+)\?",
        r"No existe el comando «\1». ¿Quiso decir \2?",
    ),
    (_NO_COMMAND, r"No existe el comando «\1»."),
    (
        r"No such option: (\S+) \(Possible options: (.+)\)",
        r"No existe la opción \1. ¿Quiso decir \2?",
    ),
    (r"No such option: (\S+)", r"No existe la opción \1."),
    (r"Missing (?:option|argument|parameter) '?(.+?)'?\.?", r"Falta \1."),
    (r"Missing command\.", r"Falta el comando."),
    (r"Option '(.+?)' requires an argument\.", r"La opción \1 pide un valor."),
    (r"Option '(.+?)' does not take a value\.", r"La opción \1 no lleva valor."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"Sobra: \1."),
    (
        r"Invalid value for '?(.+?)'?: '(.+)' is not a valid (?:int|integer)\.?",
        r"\1: «\2» no es un número entero.",
    ),
    (
        r"Invalid value for '?(.+?)'?: (?:Input should be|Unable to parse) .*integer.*",
        r"\1: escriba un número entero.",
    ),
    (
        r"Invalid value for '?(.+?)'?: Input should be greater than or equal to (.+)",
        r"\1: escriba \2 o más.",
    ),
    (
        r"Invalid value for '?(.+?)'?: Input should be less than or equal to (.+)",
        r"\1: escriba \2 o menos.",
    ),
    (
        r"Invalid value for '?(.+?)'?: (?:Value error, )?'(.+)' is not one of (.+)\.",
        r"\1: «\2» no es una de las opciones: \3.",
    ),
    (r"Invalid value for '?(.+?)'?: (.+)", r"\1: \2"),
    (r"Invalid value: (.+)", r"\1"),
)

_HEADINGS = (
    (r"^Usage: ", "Uso: "),
    (r"^Options:", "Opciones:"),
    (r"^Commands:", "Comandos:"),
    (r"^Arguments:", "Argumentos:"),
    (r"\[OPTIONS\]", "[OPCIONES]"),
    (r"COMMAND \[ARGS\]\.\.\.", "COMANDO [ARGUMENTOS]…"),
    (r"Show this message and exit\.", "Muestra esta ayuda."),
    (r"\[required\]", "[obligatoria]"),
    (r"\[default: ", "[si falta: "),
    (r"\[env\s+var:", "[o en la variable"),
    (r"--help, --ayuda", "--ayuda, --help"),
)


def usage_message(error: typer.TyperException, comandos: Iterable[str]) -> str:
    """Say in Spanish what was wrong with the words of the command.

    `comandos` are those of the root, of which only the ones asked for are loaded.
    """
    text = error.format_message()
    if text.startswith("Usage: "):  # of a family without its command: its help
        return translate_help(text)
    if found := re.fullmatch(_NO_COMMAND, text):
        near = ", ".join(map(repr, get_close_matches(found[1], list(comandos))))
        text += f" Did you mean {near}?" if near else ""
    for english, spanish in _PHRASES:
        if found := re.fullmatch(english, text, re.DOTALL):
            text = found.expand(spanish)
            break
    text = re.sub(r"'([\w-]+)'", r"«\1»", text.replace("' / '", " o "))
    return f"{text}\nCon --ayuda se ve cómo se usa cada comando."


def translate_help(page: str) -> str:
    """Name the parts of a help page in Spanish."""
    for english, spanish in _HEADINGS:
        page = re.sub(english, spanish, page, flags=re.MULTILINE)
    return page
