"""Reads a state written in words, and leaves what is half said for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.formatos import Opcion

MIN_COMIENZO = 3
"""A shorter word is the whole text: *si* is not the beginning of *sin pago*."""

_ABREVIADA = re.compile(r"[a-z]{3,}\.")
_MATIZ = re.compile(
    r"\b(?:no|ni|nunca|aun|todavia|mora)\b|\ben proceso\b|\b(?:parcial|pendient|tramit|"
    r"solicit|revers|rechaz|negad|anulad|incumpl|desist|suspend|vencid)"
)
"""What, beside a state, means that it has not come about, or not wholly."""


def reconocer_opcion(texto: str, opciones: Sequence[Opcion]) -> Opcion | None:
    """Return the option that a text says; None for another, or for half of one.

    The longest words win: *pago pendiente* is no payment. One word must begin the
    text, unless its option rejects the row; several may stand anywhere in it.
    """
    folded = " ".join(plegar(texto).split())
    if _ABREVIADA.fullmatch(folded):
        return _abreviada(folded[:-1], opciones)
    best: tuple[int, Opcion, str] | None = None
    for opcion in opciones:
        for words in opcion.palabras:
            rest = _without(words, folded, anywhere=bool(opcion.rechaza))
            if rest is not None and (best is None or len(words) > best[0]):
                best = len(words), opcion, rest
    if best is None or (not best[1].rechaza and _MATIZ.search(best[2])):
        return None
    return best[1]


def opciones_dichas(valores: Sequence[Valor], opciones: Sequence[Opcion]) -> float:
    """Return the share of cells, 0 to 1, that say an option; nothing says half."""
    written = [v for v in valores if v not in ("", None)]
    if not written:
        return 0.5
    texts = {v for v in written if isinstance(v, str)}
    known = {text for text in texts if reconocer_opcion(text, opciones)}
    return sum(1 for value in written if value in known) / len(written)


def _abreviada(comienzo: str, opciones: Sequence[Opcion]) -> Opcion | None:
    """Return the only option that begins so: *PEND.* is *pendiente*."""
    found = [
        opcion
        for opcion in opciones
        if any(
            " " not in w and (w.startswith(comienzo) or comienzo.startswith(w))
            for w in opcion.palabras
        )
    ]
    return found[0] if len(found) == 1 else None


def _without(words: str, text: str, *, anywhere: bool) -> str | None:
    """Return the text without the words, whole to their end; None if it lacks them."""
    if len(words) < MIN_COMIENZO:
        return "" if text == words else None
    start = r"\b" if anywhere or " " in words else "^"
    found = re.search(rf"{start}{re.escape(words)}[a-z]*", text)
    return text[: found.start()] + text[found.end() :] if found else None
