"""Why a case is worked before others: a closed list, and each entity's order (F18)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.analisis.prioridad import load_prioridad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.assets import Carpeta


class Causa(NamedTuple):
    """An entry of a list that people choose from."""

    id: str
    nombre: str
    criterios: tuple[str, ...] = ()
    """Those of `[prioridad]` that it stands for; none goes before all."""


@cache
def causas_de_prioridad() -> tuple[Causa, ...]:
    """Return why a case may be worked before others."""
    return tuple(
        Causa(
            str(entry["id"]),
            str(entry["nombre"]),
            criterios=tuple(
                filter(None, (str(entry["criterio"]), *entry.get("tambien", ())))
            ),
        )
        for entry in _content()["prioridad"]
    )


def causa_de(causas: Sequence[Causa], id_: str) -> Causa:
    """Return an entry by its id.

    Raises:
        InvalidDataError: there is none; lists them.
    """
    found = next((c for c in causas if c.id == id_.strip().lower()), None)
    if found is None:
        known = ", ".join(c.id for c in causas)
        message = f"No existe la causa «{id_}». Las que hay son: {known}."
        raise InvalidDataError(message, {"causa": id_})
    return found


def orden_de(causa: Causa, sigla: str, folder: Carpeta | None = None) -> int:
    """Return the place of a cause in the order of work of an institution; 0 is first.

    Where the institution names criteria and no order, all of them share a place.
    """
    if not causa.criterios:
        return 0
    rule = load_prioridad(sigla, folder)
    places = [rule.criterios.index(c) for c in causa.criterios if c in rule.criterios]
    if not places:
        return len(rule.criterios) + 1 if rule.ordenados else 2
    return min(places) + 1 if rule.ordenados else 1


def _content() -> dict[str, Any]:
    path = assets("resources") / "referencia" / "trabajo.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
