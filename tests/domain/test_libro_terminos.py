"""What the register of terms says of each day (F33)."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.libro_terminos import Suceso, VidaTermino, sucesos

ACTO, VENCE = date(2026, 3, 16), date(2026, 4, 9)
ENERO, DICIEMBRE = date(2026, 1, 1), date(2026, 12, 31)
E, T, M, C = Suceso.EMPIEZA, Suceso.TERMINA, Suceso.INCUMPLIDO, Suceso.CUMPLIDO


@pytest.mark.parametrize(
    ("cumplido", "hoy", "said"),
    [
        pytest.param(None, "2026-04-09", [E, T], id="on its last day it still runs"),
        pytest.param(None, "2026-04-10", [E, M], id="the next day it was missed"),
        pytest.param("2026-04-09", "2026-05-01", [E, T, C], id="met on the last day"),
        pytest.param("2026-04-10", "2026-05-01", [E, M, C], id="met one day late"),
    ],
)
def test_a_term_is_met_or_missed(
    cumplido: str | None, hoy: str, said: list[Suceso]
) -> None:
    met = date.fromisoformat(cumplido) if cumplido else None
    vida = VidaTermino(ACTO, VENCE, met, anulado=False)

    found = sucesos(vida, ENERO, DICIEMBRE, date.fromisoformat(hoy))

    assert [what for _, what in found] == said


def test_only_the_days_asked_for_are_told() -> None:
    vida = VidaTermino(ACTO, VENCE, VENCE, anulado=False)

    assert list(sucesos(vida, VENCE, VENCE, DICIEMBRE)) == [(VENCE, T), (VENCE, C)]
    assert list(sucesos(vida, date(2026, 3, 17), date(2026, 4, 8), DICIEMBRE)) == []


def test_a_term_dropped_with_its_case_is_not_missed() -> None:
    vida = VidaTermino(ACTO, VENCE, None, anulado=True)

    assert list(sucesos(vida, ENERO, DICIEMBRE, DICIEMBRE)) == [(ACTO, E)]
