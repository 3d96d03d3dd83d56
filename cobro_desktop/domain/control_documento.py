"""The quality gate of a document: what is looked at before its approval (B28)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.identificacion import nit_dv
from cobro_desktop.domain.letras import pesos_en_letras

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.documentos import Efecto

LETRAS = "_letras"
_NIT = re.compile(r"NIT ([0-9.]+)-([0-9])")
_PESOS = re.compile(r"\$\s*([\d.]+)(?:,(\d{2}))?")


class Gravedad(StrEnum):
    """What happens where a check is not met."""

    BLOQUEA = "bloquea"
    ADVIERTE = "advierte"
    CALLA = "calla"
    """It is not looked at."""


@dataclass(frozen=True, slots=True)
class Control:
    """A named check, as the data of the institution has it."""

    id: str
    nombre: str
    gravedad: Gravedad
    exentos: frozenset[Efecto] = frozenset()
    """Documents with one of these effects are not asked."""


@dataclass(frozen=True, slots=True)
class Examen:
    """A check that was made."""

    id: str
    nombre: str
    gravedad: Gravedad
    problema: str = ""
    """What is wrong, in a sentence; empty when it is met."""

    @property
    def cumple(self) -> bool:
        """Tell whether it is met."""
        return not self.problema

    @property
    def bloquea(self) -> bool:
        """Tell whether it stops the approval."""
        return bool(self.problema) and self.gravedad is Gravedad.BLOQUEA


def letras_distintas(impreso: Mapping[str, Any]) -> list[str]:
    """Name the amounts whose words do not say their figures."""
    return [
        f"{figures} no es «{words}»"
        for figures, words in _parejas(impreso)
        if _en_palabras(figures) != words.removesuffix(" m/cte").strip().lower()
    ]


def nits_errados(identificaciones: Sequence[str]) -> list[str]:
    """Name the NITs whose check digit is not the one of their number (RULES 11)."""
    return [
        written
        for written in dict.fromkeys(identificaciones)
        if (found := _NIT.fullmatch(written))
        and nit_dv(found[1].replace(".", "")) != int(found[2])
    ]


def nombres_distintos(impresos: Sequence[str], titulo: Sequence[str]) -> list[str]:
    """Name who is written otherwise than in the title, letter by letter."""
    return [name for name in dict.fromkeys(impresos) if name not in titulo]


def _parejas(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _parejas(value)
        words = table.get(f"{key}{LETRAS}")
        if isinstance(value, str) and value and words:
            yield value, str(words)


def _en_palabras(figures: str) -> str:
    found = _PESOS.fullmatch(figures.strip())
    if found is None:
        return ""
    whole, cents = found.groups()
    return pesos_en_letras(int(whole.replace(".", "")) * 100 + int(cents or "0"))
