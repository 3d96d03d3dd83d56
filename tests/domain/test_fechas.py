from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_anios, mas_meses


@pytest.mark.parametrize(
    ("fecha", "meses", "expected"),
    [
        ("2026-05-14", 1, "2026-06-14"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2024-01-15", 20, "2025-09-15"),
        ("2025-12-01", 1, "2026-01-01"),
        ("2021-07-01", 54, "2026-01-01"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_months_go_date_to_date(fecha: str, meses: int, expected: str) -> None:
    start = dt.date.fromisoformat(fecha)

    assert mas_meses(start, meses) == dt.date.fromisoformat(expected)


def test_t_3_2_five_years_from_29_february_end_on_28() -> None:
    assert mas_anios(dt.date(2020, 2, 29), 5) == dt.date(2025, 2, 28)


@pytest.mark.parametrize("meses", [12 * 8000, -12 * 3000])
def test_dates_outside_the_calendar_are_refused(meses: int) -> None:
    with pytest.raises(InvalidDataError, match="demasiados meses"):
        mas_meses(dt.date(2026, 1, 1), meses)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 600))
def test_the_day_keeps_its_number_or_is_the_last_of_the_month(
    fecha: dt.date, meses: int
) -> None:
    result = mas_meses(fecha, meses)

    assert (result.year - fecha.year) * 12 + result.month - fecha.month == meses
    if result.day != fecha.day:
        assert (result + dt.timedelta(1)).day == 1
        assert result.day < fecha.day
