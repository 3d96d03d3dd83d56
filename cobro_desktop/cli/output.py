"""What the command line prints: one JSON object, or Spanish for a person."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import Console

    from cobro_desktop.cli.state import State
    from cobro_desktop.domain.errors import UserError
    from cobro_desktop.services.changes import Changes

KNOWN_PROBLEM = 3


def emit(
    state: State, datos: Mapping[str, object], human: Callable[[Console], None]
) -> None:
    """Print the result: `datos` with `--json`, else what `human` draws."""
    if state.json:
        sys.stdout.write(json.dumps(datos, ensure_ascii=False) + "\n")
        return
    from rich.console import Console

    # What people wrote is no markup: «[/x]» or «:ok:» stand as they are.
    human(Console(highlight=False, markup=False, emoji=False))


def emit_changes(
    state: State, changes: Changes, datos: Mapping[str, object] | None = None
) -> None:
    """Print what a command did: its sentence, or its answer and its sentence.

    `datos` stands for the answer where the command adds to it.
    """
    told = changes.datos if datos is None else datos
    emit(
        state,
        {"resumen": changes.resumen, **told},
        lambda console: console.print(changes.resumen),
    )


def report_problem(error: UserError, *, as_json: bool) -> int:
    """Print a known problem on standard error and return the exit code."""
    if as_json:
        problem = {
            "codigo": error.codigo,
            "mensaje": error.mensaje,
            "detalle": error.detalle,
        }
        text = json.dumps({"error": problem}, ensure_ascii=False)
    else:
        text = error.mensaje
    sys.stderr.write(text + "\n")
    return KNOWN_PROBLEM


def emit_refusal(state: State, datos: Mapping[str, object]) -> None:
    """Print what a refused command found out; the error itself goes its own way."""
    if state.json:
        emit(state, datos, lambda _: None)
