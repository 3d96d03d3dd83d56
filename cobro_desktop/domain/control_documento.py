"""The quality gate of a document: what is looked at before its approval (B28)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.identificacion import nit_dv
from cobro_desktop.domain.letras import pesos_en_letras
from cobro_desktop.formats import MESES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.documentos import Efecto

LETRAS = "_letras"
_TOTAL = "_total"
"""`avaluo_total` is said in words by `avaluo_letras`."""
_NIT = re.compile(r"NIT ([0-9.]+)-([0-9])")
_NUMERO = re.compile(r"\d[\d .-]*\d")
_CIFRAS = 6
"""Digits of the shortest account or agreement number that a bank gives."""
_DIA = re.compile(
    rf"\b(\d{{1,2}})(?:\.º|º)? de ({'|'.join(MESES)}) (?:de|del) (\d{{4}})",
    re.IGNORECASE,
)
_ANIO = re.compile(r"\bde (\d{4})\b")
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


def sin_cuenta(texto: str) -> bool:
    """Tell whether a text that says how to pay gives no account or agreement number."""
    numbers = (re.sub(r"[ .-]", "", found) for found in _NUMERO.findall(texto))
    return not any(len(number) >= _CIFRAS for number in numbers)


def fecha_del_acto(texto: str) -> dt.date | None:
    """Return the day of an act as documents cite it; None where only the year is said.

    With only a year, the first day of it.
    """
    if found := _DIA.search(texto):
        day, month, year = found.groups()
        try:
            return dt.date(int(year), MESES.index(month.lower()) + 1, int(day))
        except ValueError:
            return None
    years = _ANIO.findall(texto)
    return dt.date(int(years[-1]), 1, 1) if years else None


def _parejas(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _parejas(value)
        words = table.get(f"{key}{LETRAS}") or (
            table.get(f"{key.removesuffix(_TOTAL)}{LETRAS}")
        )
        if isinstance(value, str) and value and words:
            yield value, str(words)


def _en_palabras(figures: str) -> str:
    found = _PESOS.fullmatch(figures.strip())
    if found is None:
        return ""
    whole, cents = found.groups()
    return pesos_en_letras(int(whole.replace(".", "")) * 100 + int(cents or "0"))
