"""Number and date of a title written in one cell: `Res. 0123 de 15/03/2024`."""

from __future__ import annotations

import re

from cobro_desktop.exchange.cell_dates import leer_fecha
from cobro_desktop.exchange.cells import CeldaInvalidaError

_UNION = re.compile(
    r"[\s,;]+(?:con\s+|de\s+)?(?:fecha|del?)(?:\s+fecha)?\s*:?\s+(?:el\s+)?"
    r"|\s*[(/|]\s*(?:de\s+|del\s+)?|\s+[-\u2013]\s+|\n",
    re.IGNORECASE,
)
_CLASE = re.compile(
    r"(?:res(?:ol(?:uci[o\u00f3]n)?)?|auto|acto|fallo)\b\.?\s*"
    r"(?:(?:n[o\u00b0\u00ba]|nro|n[u\u00fa]m(?:ero)?)\b\.?\s*|#\s*)?(?=\w*\d)",
    re.IGNORECASE,
)
_ANIO = re.compile(r"\d{2,4}\W*$")


def separar(texto: str) -> tuple[str, str | None]:
    """Return the number and the ISO date of a title; None if the cell says no day.

    `796 de 2024` says only a year, which is part of the number.
    """
    for found in _UNION.finditer(texto):
        number, rest = texto[: found.start()].strip(), texto[found.end() :].strip(" ).")
        if any(c.isdigit() for c in number) and _ANIO.search(rest):
            try:
                day = leer_fecha(rest)
            except CeldaInvalidaError:
                continue
            if day is not None:
                return _CLASE.sub("", number, count=1).strip(" ,.") or number, (
                    day.isoformat()
                )
    return texto, None
