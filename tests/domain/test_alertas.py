"""Two warnings and the escalation, by working days (F32)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.alertas import (
    Alertas,
    Nivel,
    avisos,
    corte_de_escalados,
    cortes,
)
from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.plazos import contar_habiles
from cobro_desktop.domain.procedimiento import Rol

SEMANA_SANTA = {date(2026, 4, 2): "Jueves Santo", date(2026, 4, 3): "Viernes Santo"}
CAL = Calendario({2026: {date(2026, 3, 23): "San José", **SEMANA_SANTA}, 2027: {}})
SIN_FESTIVOS = Calendario({year: {} for year in range(2019, 2032)})
USUAL = Alertas()
UN_DIA = timedelta(days=1)

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
spans = st.integers(0, 60)


@pytest.mark.parametrize(
    ("vence", "nivel"),
    [
        pytest.param("2026-03-26", Nivel.VENCIDO, id="yesterday"),
        pytest.param("2026-03-27", Nivel.URGENTE, id="today is still in time"),
        pytest.param("2026-03-30", Nivel.URGENTE, id="one working day left"),
        pytest.param("2026-03-31", Nivel.URGENTE, id="two left"),
        pytest.param("2026-04-01", Nivel.POR_VENCER, id="three left"),
        # Thursday and Friday are holy: the fourth working day is Monday 6 April.
        pytest.param("2026-04-07", Nivel.POR_VENCER, id="five left over Easter"),
        pytest.param("2026-04-08", Nivel.AL_DIA, id="six left"),
    ],
)
def test_the_level_on_friday_27_march_2026(vence: str, nivel: Nivel) -> None:
    found = cortes(USUAL, date(2026, 3, 27), CAL)

    assert found.nivel(date.fromisoformat(vence)) is nivel


@pytest.mark.parametrize(
    ("vencido", "hasta"),
    [
        pytest.param(0, "2026-04-05", id="at once: since yesterday"),
        # Monday 6 is the first working day after Wednesday 1.
        pytest.param(1, "2026-04-05", id="one working day ago"),
        pytest.param(2, "2026-03-31", id="two working days ago"),
    ],
)
def test_the_head_is_told_some_working_days_after_the_end(
    vencido: int, hasta: str
) -> None:
    found = cortes(Alertas(vencido=vencido), date(2026, 4, 6), CAL)

    assert found.jefatura == date.fromisoformat(hasta)


def test_the_warnings_of_9_april_2026_come_before_holy_week() -> None:
    # T-4.2: due 9 April. 8, 7, 6 April and 1 March 31 count back over Easter.
    assert avisos(USUAL, date(2026, 4, 9), CAL) == (
        date(2026, 3, 31),
        date(2026, 4, 7),
    )


def test_a_warning_falls_on_a_day_on_which_somebody_works() -> None:
    # Due Friday 24 April, five days before: Friday 17, not Sunday 19.
    assert avisos(USUAL, date(2026, 4, 24), CAL)[0] == date(2026, 4, 17)


@given(hoy=days, span=spans)
def test_the_level_is_what_counting_the_days_left_says(hoy: date, span: int) -> None:
    vence = hoy + timedelta(days=span)
    left = contar_habiles(hoy, vence, SIN_FESTIVOS)

    nivel = cortes(USUAL, hoy, SIN_FESTIVOS).nivel(vence)

    assert (nivel is Nivel.URGENTE) == (left <= USUAL.segunda)
    assert (nivel is Nivel.AL_DIA) == (left > USUAL.primera)


@given(vence=days, primera=st.integers(0, 30))
def test_the_warning_is_the_first_day_of_its_level(vence: date, primera: int) -> None:
    alertas = Alertas(primera=primera, segunda=0)
    first, _ = avisos(alertas, vence, SIN_FESTIVOS)

    on_it, before = (
        cortes(alertas, day, SIN_FESTIVOS).nivel(vence)
        for day in (first, first - UN_DIA)
    )

    assert on_it is not Nivel.AL_DIA
    assert before is Nivel.AL_DIA


@given(vence=days, start=st.integers(1, 40))
def test_a_level_never_goes_down_with_time(vence: date, start: int) -> None:
    order = list(Nivel)
    seen = [
        order.index(cortes(USUAL, day, SIN_FESTIVOS).nivel(vence))
        for day in (vence - timedelta(days=n) for n in range(start, -5, -1))
    ]

    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("roles", "hasta"),
    [
        pytest.param(["PRO"], None, id="a professional is told of none"),
        pytest.param(["COO"], date(2026, 3, 31), id="the coordinator, of urgent ones"),
        pytest.param(["JEF"], date(2026, 3, 26), id="the head, of overdue ones"),
        pytest.param(["JEF", "COO"], date(2026, 3, 31), id="who is both, of all"),
    ],
)
def test_who_is_told_of_what(roles: list[str], hasta: date | None) -> None:
    seen = cortes(USUAL, date(2026, 3, 27), CAL)

    assert corte_de_escalados(USUAL, seen, roles) == hasta


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param((1, 2, 1), id="the second before the first"),
        pytest.param((5, 2, -1), id="negative"),
        pytest.param((251, 2, 1), id="more than a year"),
    ],
)
def test_days_that_cannot_be_are_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(InvalidDataError):
        Alertas(*wrong)


def test_the_roles_are_data() -> None:
    assert Alertas(vencido_a=(Rol.REP,)).vencido_a == (Rol.REP,)
