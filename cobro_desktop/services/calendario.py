"""Builds the calendar of an entity from the holidays library and its own days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from typing_extensions import override

from cobro_desktop.domain.calendario import (
    LUNES_A_SABADO,
    LUNES_A_VIERNES,
    Calendario,
    Suspension,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobro_desktop.domain.opciones import Opciones

PRIMER_ANIO = 1984
"""The first year of Ley 51 de 1983."""
ULTIMO_ANIO = 2100

_CHIQUINQUIRA = "Chiquinquirá"
_TRASLADADO = re.compile(r" \(observado\)$")


class Festivos(Mapping[int, Mapping[date, str]]):
    """The holidays of each year, named in Spanish with their norm, when asked for.

    A year takes under a millisecond; the library loads at the first.
    """

    def __init__(self, *, ley2578: bool) -> None:
        self._ley2578 = ley2578
        self._known: dict[int, Mapping[date, str]] = {}

    @override
    def __getitem__(self, year: int) -> Mapping[date, str]:
        if not PRIMER_ANIO <= year <= ULTIMO_ANIO:
            raise KeyError(year)
        if year not in self._known:
            named = _festivos(year, ley2578=self._ley2578)
            self._known[year] = MappingProxyType(named)
        return self._known[year]

    @override
    def __iter__(self) -> Iterator[int]:
        return iter(range(PRIMER_ANIO, ULTIMO_ANIO + 1))

    @override
    def __len__(self) -> int:
        return ULTIMO_ANIO + 1 - PRIMER_ANIO


def build_calendario(
    opciones: Opciones,
    *,
    cierres: Mapping[date, str] | None = None,
    suspensiones: Iterable[Suspension] = (),
) -> Calendario:
    """Return the calendar under the switches `festivos.ley2578` and `workdays`.

    `cierres` are the entity's closed days with the act that closed them.
    """
    saturdays = opciones["workdays"] == "LUN_SAB"
    return Calendario(
        festivos=Festivos(ley2578=opciones.activa("festivos.ley2578")),
        dias_laborales=LUNES_A_SABADO if saturdays else LUNES_A_VIERNES,
        cierres=MappingProxyType(dict(cierres or {})),
        suspensiones=tuple(suspensiones),
    )


def _festivos(year: int, *, ley2578: bool) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays("CO", years=year, language="es")
    named: dict[date, str] = {}
    for day in sorted(found):
        names = found.get_list(day)
        kept = [_named(n) for n in names if ley2578 or _CHIQUINQUIRA not in n]
        if kept:
            named[day] = "; ".join(kept)
    return named


def _named(name: str) -> str:
    law = "Ley 2578 de 2026" if _CHIQUINQUIRA in name else "Ley 51 de 1983"
    moved, count = _TRASLADADO.subn(", trasladado al lunes", name)
    return f"{moved if count else name} ({law})".replace("del señor", "del Señor")
