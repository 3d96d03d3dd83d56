"""Names of files that came from outside, made safe for any system (SECURITY T4)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

LARGO: Final = 120
"""Longest name that is kept, so that a folder of cases fits in 256 characters."""
_PROHIBIDOS: Final = re.compile(r'[<>:"|?*]')
_RESERVADO: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE
)
_EXTENSION: Final = 12


def nombre_seguro(nombre: str) -> str:
    """Return the name without folders, control marks or what Windows would take.

    Marks that turn the direction of the text go, too: they disguise extensions.
    """
    last = nombre.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    composed = unicodedata.normalize("NFC", last)
    plain = "".join(
        " " if unicodedata.category(c)[0] in "CZ" else c
        for c in composed
        if unicodedata.category(c) != "Cf"
    )
    name = " ".join(_PROHIBIDOS.sub(" ", plain).split()).strip(". ")
    if not name:
        return "documento"
    if _RESERVADO.fullmatch(name):
        name = f"_{name}"
    return _corto(name)


def nombre_de(titulo: str) -> str:
    """Return a file name for a title, whose slashes part no folders."""
    return nombre_seguro(titulo.replace("/", " ").replace("\\", " "))


def _corto(name: str) -> str:
    """Cut the name, never its extension."""
    if len(name) <= LARGO:
        return name
    suffix = PurePosixPath(name).suffix[:_EXTENSION]
    return name[: LARGO - len(suffix)].rstrip(". ") + suffix
