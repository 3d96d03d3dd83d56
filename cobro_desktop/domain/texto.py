"""Text as people search it: without accents, case or spare spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PALABRA: Final = re.compile(r"\w+")


def plegar(texto: str | None) -> str:
    """Fold a text for comparing: `Ñáñez  Peña` gives `nanez pena`.

    It is what `busqueda` and `deudor_orden` hold; None folds to nothing.
    """
    if not texto:
        return ""
    if texto.isascii():
        return " ".join(texto.lower().split())
    parts = unicodedata.normalize("NFKD", texto.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def texto_de_busqueda(numero: str, deudor: str, identificacion: str) -> str:
    """Return what a bare word of the query language is looked for in."""
    return plegar(f"{numero} {deudor} {identificacion}")


def palabras(texto: str) -> list[str]:
    """Return the words that a text asks for in the documents, folded.

    >>> palabras("Fianza, hipotéca")
    ['fianza', 'hipoteca']
    """
    return _PALABRA.findall(plegar(texto))
