"""What deserves a look in an accepted row, and does not reject it."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from cobro_desktop.assets import assets
from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cobro_desktop.exchange.lectores import Leido

CAMPOS = (
    "municipio",
    "correo",
    "titulo_fecha",
    "notificacion",
    "ejecutoria",
    "capital",
    "abonos",
    "saldo",
)
"""The fields that are looked at."""

_CORREO = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FECHAS = ("titulo_fecha", "notificacion", "ejecutoria")


def avisar(
    fila: Mapping[str, Leido], municipios: dict[str, bool], hoy: str
) -> Iterator[tuple[str, str]]:
    """Yield field and code of each oddity of a row (`hoy` is an ISO date)."""
    city = fila.get("municipio")
    if isinstance(city, str) and not conocido(city, municipios):
        yield "municipio", "unknown_municipality"
    email = fila.get("correo")
    if isinstance(email, str) and not _CORREO.fullmatch(email):
        yield "correo", "wrong_email"
    yield from _dates(fila, hoy)
    yield from _amounts(fila)


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


def _dates(fila: Mapping[str, Leido], hoy: str) -> Iterator[tuple[str, str]]:
    previous = ""
    for field in _FECHAS:
        day = fila.get(field)
        if not isinstance(day, str):
            continue
        if day < previous:
            yield field, "dates_out_of_order"
        if day > hoy:
            yield field, "future_date"
        previous = max(previous, day)


def _amounts(fila: Mapping[str, Leido]) -> Iterator[tuple[str, str]]:
    capital, paid, balance = fila.get("capital"), fila.get("abonos"), fila.get("saldo")
    if not isinstance(capital, int):
        return
    paid = paid if isinstance(paid, int) else 0
    if paid > capital:
        yield "abonos", "payments_exceed"
    if isinstance(balance, int) and abs(capital - paid - balance) > 100:
        yield "saldo", "balance_mismatch"
