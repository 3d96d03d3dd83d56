from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.services.calendario import Festivos, build_calendario
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_festivos


def names(year: int, *, ley2578: bool = True) -> dict[date, str]:
    return dict(Festivos(ley2578=ley2578)[year])


def test_t_4_1_holidays_of_2026() -> None:
    assert " ".join(f"{day:%m-%d}" for day in names(2026)) == (
        "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 "
        "08-07 08-17 10-12 11-02 11-16 12-08 12-25"
    )


def test_t_4_1_holidays_of_2025_are_17_dates_for_18_holidays() -> None:
    found = names(2025)

    assert len(found) == 17
    assert found[date(2025, 6, 30)] == (
        "Sagrado Corazón, trasladado al lunes (Ley 51 de 1983); "
        "San Pedro y San Pablo, trasladado al lunes (Ley 51 de 1983)"
    )


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28")],
)
def test_t_4_1_good_friday_is_two_days_before_easter(year: int, easter: str) -> None:
    friday = date.fromordinal(date.fromisoformat(f"{year}-{easter}").toordinal() - 2)

    assert names(year)[friday] == "Viernes Santo (Ley 51 de 1983)"


def test_the_shipped_table_and_the_library_agree() -> None:
    shipped = {f.fecha for f in load_festivos()}

    assert shipped == {day for year in range(2015, 2036) for day in names(year)}


def test_the_holiday_of_ley_2578_can_be_switched_off() -> None:
    chiquinquira = date(2026, 7, 13)

    assert "Ley 2578 de 2026" in names(2026)[chiquinquira]
    assert chiquinquira not in names(2026, ley2578=False)


def test_a_date_shared_with_another_holiday_stays_without_ley_2578() -> None:
    for year in range(2026, 2051):
        lost = set(names(year)) - set(names(year, ley2578=False))
        assert all(day.month == 7 and 9 <= day.day <= 15 for day in lost)


def test_years_out_of_reach_are_unknown() -> None:
    cal = build_calendario(load_opciones())

    assert 1983 not in cal.festivos
    assert next(iter(cal.festivos)) == 1984
    assert len(cal.festivos) == 117
    with pytest.raises(MissingParameterError, match="2101"):
        cal.es_habil(date(2101, 1, 3))


def test_the_calendar_follows_the_switches() -> None:
    cal = build_calendario(
        load_opciones(cambios={"workdays": "LUN_SAB", "festivos.ley2578": "false"})
    )

    assert cal.es_habil(date(2026, 7, 11))
    assert cal.es_habil(date(2026, 7, 13))


def test_the_calendar_carries_closures_and_suspensions() -> None:
    cal = build_calendario(
        load_opciones(),
        cierres={date(2026, 3, 17): "Resolución 1 de 2026"},
        suspensiones=[Suspension(date(2026, 3, 18), date(2026, 3, 20), "Decreto 2")],
    )

    assert sumar_habiles(date(2026, 3, 16), 1, cal).vence == date(2026, 3, 24)
