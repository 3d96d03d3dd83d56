from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobro_desktop.domain.intereses.inicio import (
    UnidadDias,
    d0_disciplinario,
    d0_ley1801,
    exigible_ley1801,
)


@pytest.mark.parametrize(
    ("evento", "d0"),
    [
        pytest.param(date(2025, 11, 10), date(2025, 12, 10), id="T-1b.1"),
        pytest.param(date(2026, 1, 31), date(2026, 2, 28), id="no day 31"),
        pytest.param(date(2024, 1, 30), date(2024, 2, 29), id="leap year"),
        pytest.param(date(2026, 5, 14), date(2026, 6, 14), id="a Sunday stays"),
    ],
)
def test_the_first_month_ends_date_to_date(evento: date, d0: date) -> None:
    assert d0_ley1801(evento) == d0


def test_the_retroactive_reading_waits_for_the_month_to_pass() -> None:
    firmeza = date(2025, 11, 10)

    def desde(corte: date, *, retroactivo: bool = True) -> date:
        return exigible_ley1801(firmeza, corte, retroactivo=retroactivo)

    assert desde(date(2025, 12, 10)) == date(2025, 12, 10)
    assert desde(date(2025, 12, 11)) == firmeza
    assert desde(date(2026, 2, 15), retroactivo=False) == date(2025, 12, 10)


def test_a_disciplinary_fine_gives_thirty_days() -> None:
    def without_holidays(desde: date, dias: int) -> date:
        return desde + timedelta(weeks=dias // 5)

    ejecutoria = date(2026, 3, 2)

    calendar = d0_disciplinario(ejecutoria, UnidadDias.CALENDARIO, without_holidays)
    business = d0_disciplinario(ejecutoria, UnidadDias.HABILES, without_holidays)

    assert calendar == date(2026, 4, 1)
    assert business == date(2026, 4, 13)
