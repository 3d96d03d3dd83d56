"""Reads what the demonstration plays, from `resources/demo`."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from cobro_desktop.assets import assets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Valor: TypeAlias = "str | int | dt.date | list[str]"

VERBOS = ("anexa", "avanza", "emite", "paga", "abona", "notifica", "asigna")
"""What an act may do; each does one of them."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Persona:
    """A user of the demonstration."""

    login: str
    nombre: str
    roles: tuple[str, ...]
    sigla: str
    """Institution for which it signs; empty for who serves all."""
    cargo: str


@dataclass(frozen=True, slots=True)
class Remesa:
    """The titles that an institution receives."""

    procedimiento: str
    formato: str
    titulos: str
    """File of `resources/demo`."""
    llega: dt.date


@dataclass(frozen=True, slots=True)
class Acto:
    """One thing that one person does on one day."""

    dia: dt.date
    quien: str
    verbo: str
    objeto: Valor
    con: Mapping[str, str]
    """Answers of the activity, or data of the document."""
    modo: Mapping[str, str]
    """`firma`, `referencia`, `medio`, `guia`, `causa`."""


@dataclass(frozen=True, slots=True)
class Caso:
    """A case with the acts that lead it to its end."""

    procedimiento: str
    titulo: str
    actos: tuple[Acto, ...]


@dataclass(frozen=True, slots=True)
class Libreto:
    """All of the demonstration, with its dates for a given day."""

    datos: Mapping[str, str]
    remesas: tuple[Remesa, ...]
    casos: tuple[Caso, ...]
    desfase: dt.timedelta
    """What is added to the dates of the files."""


def load_libreto(hoy: dt.date | None) -> Libreto:
    """Read the demonstration as it would be on a day; None is the day it was made for.

    With another day all its dates move together, so that nothing is in the future.
    """
    content = tomllib.loads((_folder() / "demo.toml").read_text("utf-8"))
    desfase = (hoy or content["hoy"]) - content["hoy"]
    return Libreto(
        datos=content["datos"],
        remesas=tuple(
            Remesa(**(entry | {"llega": entry["llega"] + desfase}))
            for entry in content["entidad"]
        ),
        casos=tuple(
            Caso(
                entry["procedimiento"],
                entry["titulo"],
                tuple(_actos(entry["acto"], desfase)),
            )
            for entry in content["caso"]
        ),
        desfase=desfase,
    )


def dia_de_la_demo() -> dt.date:
    """Return the day for which the demonstration was made (DECISIONS 31)."""
    content = tomllib.loads((_folder() / "demo.toml").read_text("utf-8"))
    day: dt.date = content["hoy"]
    return day


def load_personas() -> tuple[Persona, ...]:
    """Return the people, in order."""
    _, rows = _read("personas.csv")
    return tuple(
        Persona(login, nombre, tuple(roles.split()), sigla, cargo)
        for login, nombre, roles, sigla, cargo in rows
    )


def load_titulos(
    remesa: Remesa, desfase: dt.timedelta
) -> tuple[list[str], list[list[str | dt.date]]]:
    """Return the header and the rows of a consignment of titles, dates as dates."""
    header, rows = _read(remesa.titulos)
    return header, [[_celda(text, desfase) for text in row] for row in rows]


def _actos(
    entries: Sequence[Mapping[str, Any]], desfase: dt.timedelta
) -> Iterator[Acto]:
    """Yield the acts; day and person stay until an act changes them."""
    dia, quien = dt.date.min, ""
    for entry in entries:
        dia = entry["dia"] + desfase if "dia" in entry else dia
        quien = entry.get("quien", quien)
        [verbo] = [name for name in VERBOS if name in entry]
        apart = {"dia", "quien", "con", verbo}
        yield Acto(
            dia=dia,
            quien=quien,
            verbo=verbo,
            objeto=entry[verbo],
            con={
                name: (
                    (value + desfase).isoformat()
                    if isinstance(value, dt.date)
                    else value
                )
                for name, value in entry.get("con", {}).items()
            },
            modo={name: value for name, value in entry.items() if name not in apart},
        )


def _celda(text: str, desfase: dt.timedelta) -> str | dt.date:
    return dt.date.fromisoformat(text) + desfase if _ISO.fullmatch(text) else text


def _read(name: str) -> tuple[list[str], list[list[str]]]:
    with (_folder() / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert all(len(a) == len(b) for a, b in pairwise([header, *rows])), name
    return header, rows


def _folder() -> Path:
    return assets("resources") / "demo"
