"""A payment in the two readings of RULES 2, as the command line tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.cli.output import emit
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.imputacion import LECTURAS
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from cobro_desktop.cli.state import State
    from cobro_desktop.domain.imputacion import Imputacion
    from cobro_desktop.services.reparto_pago import PagoPrevisto


def emit_readings(state: State, seen: PagoPrevisto) -> None:
    """Print how a payment would be imputed: as it is applied, and the other way."""
    readings = {p.regla: p for p in (seen, seen.otra) if p and p.regla}
    assert seen.regla is not None, "a preview knows its reading"
    answer = {"vigente": str(seen.regla), "lecturas": readings_data(readings)}
    lines = list(reading_lines(readings, seen.regla))

    def show(console: Console) -> None:
        console.print("\n".join(lines), markup=False)

    emit(state, answer, show)


def reading_lines(
    readings: Mapping[Imputacion, PagoPrevisto], used: Imputacion
) -> Iterator[str]:
    """Yield a line for each reading; an arrow marks the one that is applied."""
    for rule, reading in readings.items():
        mark = "→" if rule is used else " "
        yield f"  {mark} {LECTURAS[rule]}: {_words(reading)}"


def readings_data(readings: Mapping[Imputacion, PagoPrevisto]) -> dict[str, Any]:
    """Return the readings as JSON values, in pesos."""
    return {
        str(rule): {
            "capital": en_pesos(reading.paga.capital),
            "intereses": en_pesos(reading.paga.intereses),
            "costas": en_pesos(reading.paga.costas),
            "saldo_a_favor": en_pesos(reading.saldo_a_favor),
            "queda": en_pesos(reading.queda.total),
            "espera": reading.espera,
            "norma": reading.norma,
        }
        for rule, reading in readings.items()
    }


def _words(reading: PagoPrevisto) -> str:
    if reading.espera:
        return reading.espera
    paid = reading.paga
    words = [f"capital {pesos(paid.capital)}", f"intereses {pesos(paid.intereses)}"]
    if paid.costas:
        words.append(f"costas {pesos(paid.costas)}")
    if reading.saldo_a_favor:
        words.append(f"a favor {pesos(reading.saldo_a_favor)}")
    return ", ".join([*words, f"quedaría debiendo {pesos(reading.queda.total)}"])
