from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.edades import EDADES, edad

CORTE = dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("exigible", "band"),
    [
        ("2026-10-01", "Por vencer"),
        ("2026-09-30", "0 a 30 días"),
        ("2026-08-31", "0 a 30 días"),  # 30 days
        ("2026-08-30", "31 a 60 días"),  # 31
        ("2026-08-01", "31 a 60 días"),  # 60
        ("2026-07-02", "61 a 90 días"),  # 90
        ("2026-07-01", "91 a 180 días"),  # 91
        ("2026-04-03", "91 a 180 días"),  # 180
        ("2026-04-02", "181 a 360 días"),  # 181
        ("2025-10-05", "181 a 360 días"),  # 360
        ("2025-10-04", "De 1 a 2 años"),  # 361
        ("2024-09-30", "De 1 a 2 años"),  # the second anniversary
        ("2024-09-29", "De 2 a 3 años"),
        ("2023-09-30", "De 2 a 3 años"),
        ("2021-09-30", "De 3 a 5 años"),
        ("2021-09-29", "Más de 5 años"),
    ],
)
def test_the_band_of_a_debt(exigible: str, band: str) -> None:
    assert edad(dt.date.fromisoformat(exigible), CORTE).nombre == band


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 4000))
def test_a_debt_never_gets_younger(exigible: dt.date, days: int) -> None:
    before = edad(exigible, CORTE)
    after = edad(exigible, CORTE + dt.timedelta(days))

    assert EDADES.index(after) >= EDADES.index(before)
