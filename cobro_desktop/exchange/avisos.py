"""What deserves a look in an accepted row, and does not reject it."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from cobro_desktop.assets import assets
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cells import Codigo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.exchange.lectores import Leido

TOLERANCIA = 100
"""Centavos of rounding that a balance may be off."""

_CORREO = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FECHAS = ("titulo_fecha", "notificacion", "ejecutoria")


def avisar(
    leidos: Mapping[str, Sequence[Leido]], municipios: dict[str, bool], hoy: str
) -> Iterator[tuple[int, str, Codigo]]:
    """Yield place in the block, field and code of each oddity (`hoy` is ISO)."""
    for index, city in enumerate(leidos.get("municipio", ())):
        if isinstance(city, str) and not conocido(city, municipios):
            yield index, "municipio", Codigo.UNKNOWN_MUNICIPALITY
    for index, email in enumerate(leidos.get("correo", ())):
        if isinstance(email, str) and not _CORREO.fullmatch(email):
            yield index, "correo", Codigo.WRONG_EMAIL
    yield from _dates(leidos, hoy)
    yield from _amounts(leidos)


def load_municipios() -> dict[str, bool]:
    """Load the folded names of the municipalities of Colombia (DIVIPOLA)."""
    path = assets("resources") / "referencia" / "divipola.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {plegar(row["municipio"]) for row in csv.DictReader(file)}
    short = {part for name in names for part in (_bare(name), *name.split(" de "))}
    return dict.fromkeys((*names, *short), True)


def conocido(nombre: str, municipios: dict[str, bool]) -> bool:
    """Tell whether a city is a municipality; remembers the answer in `municipios`."""
    known = municipios.get(nombre)
    if known is None:
        folded = plegar(nombre)
        known = municipios.get(folded) or municipios.get(_bare(folded)) or False
        municipios[nombre] = known
    return known


def _bare(name: str) -> str:
    return re.split(r"[,(/-]| d\.? ?[ct]", name)[0].strip(" .")


def _dates(
    leidos: Mapping[str, Sequence[Leido]], hoy: str
) -> Iterator[tuple[int, str, Codigo]]:
    names = [name for name in _FECHAS if name in leidos]
    for index, days in enumerate(zip(*(leidos[name] for name in names), strict=True)):
        written = [day for day in days if isinstance(day, str)]
        if written and (max(written) > hoy or written != sorted(written)):
            yield from _wrong_dates(index, dict(zip(names, days, strict=True)), hoy)


def _wrong_dates(
    index: int, days: Mapping[str, Leido], hoy: str
) -> Iterator[tuple[int, str, Codigo]]:
    previous = ""
    for nombre, day in days.items():
        if not isinstance(day, str):
            continue
        if day < previous:
            yield index, nombre, Codigo.DATES_OUT_OF_ORDER
        if day > hoy:
            yield index, nombre, Codigo.FUTURE_DATE
        previous = max(previous, day)


def _amounts(
    leidos: Mapping[str, Sequence[Leido]],
) -> Iterator[tuple[int, str, Codigo]]:
    capitals = leidos.get("capital")
    if capitals is None:
        return
    nothing = [None] * len(capitals)
    paid_so_far = leidos.get("abonos", nothing)
    interests = leidos.get("intereses", nothing)
    balances = leidos.get("saldo", nothing)
    columns = zip(capitals, paid_so_far, interests, balances, strict=True)
    for index, (capital, paid, interest, balance) in enumerate(columns):
        if not isinstance(capital, int):
            continue
        given = paid if isinstance(paid, int) else 0
        if given and given > capital:
            yield index, "abonos", Codigo.PAYMENTS_EXCEED
        if not isinstance(balance, int):
            continue
        # Some write the balance of the capital, others with its interest.
        own = capital - given
        whole = own + (interest if isinstance(interest, int) else 0)
        if min(abs(own - balance), abs(whole - balance)) > TOLERANCIA:
            yield index, "saldo", Codigo.BALANCE_MISMATCH
