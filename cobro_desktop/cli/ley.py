"""The law that the calculators use: the base's, or what ships where there is none.

A calculator never creates a base, and where there is none it loads nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cobro_desktop.services.calendario import build_calendario
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cobro_desktop.cli.state import State
    from cobro_desktop.domain.calendario import Calendario, Suspension
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia


def referencia_de(state: State) -> Referencia:
    """Return the tables of values, with those that people loaded."""
    return state.workspace.referencia if _hay_base(state) else load_referencia()


def opciones_en_vigor(
    state: State, sigla: str | None, cambios: Mapping[str, str]
) -> Opciones:
    """Return the switches of an entity with what was asked for this time.

    Raises:
        NotFoundError: there is no such entity.
        InvalidDataError: an unknown switch or reading.
        BadParameter: an entity without letters, which would pass for none.
    """
    if sigla is not None and not sigla.strip():
        message = "escriba la sigla de la entidad, o quite la opción."
        raise typer.BadParameter(message, param_hint="--entidad")
    if _hay_base(state):
        return state.workspace.opciones(sigla).con(cambios)
    return load_opciones(sigla, cambios)


def calendario_de(
    state: State,
    sigla: str | None,
    opciones: Opciones,
    *,
    cierres: Mapping[date, str] | None = None,
    suspensiones: Iterable[Suspension] = (),
) -> Calendario:
    """Return an entity's calendar with the closures and suspensions asked for."""
    known = state.workspace.calendario(sigla) if _hay_base(state) and sigla else None
    return build_calendario(
        opciones,
        cierres={**(known.cierres if known else {}), **(cierres or {})},
        suspensiones=(*(known.suspensiones if known else ()), *suspensiones),
    )


def _hay_base(state: State) -> bool:
    return state.base is not None or (state.datos / "cobro.db").is_file()
