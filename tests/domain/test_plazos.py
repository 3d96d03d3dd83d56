from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.calendario import LUNES_A_SABADO, Calendario, Suspension
from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError
from cobro_desktop.domain.plazos import (
    CasoFirmeza,
    NotificacionElectronica,
    Termino,
    contar_habiles,
    firmeza,
    notificado_por_aviso,
    restar_habiles,
    sumar,
    sumar_calendario,
    sumar_habiles,
    sumar_meses,
    termino_electronico,
)
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services.calendario import build_calendario
from cobro_desktop.services.opciones import load_opciones
from tests.domain import oraculo_plazos

FESTIVOS_2026 = (
    "01-01", "01-12", "03-23", "04-02", "04-03", "05-01", "05-18", "06-08", "06-15",
    "06-29", "07-13", "07-20", "08-07", "08-17", "10-12", "11-02", "11-16", "12-08",
    "12-25",
)  # fmt: skip
CAL = Calendario(
    {
        2025: {},
        2026: {date.fromisoformat(f"2026-{d}"): "festivo" for d in FESTIVOS_2026},
        2027: {},
    }
)
OPCIONES = load_opciones()
SIN_FESTIVOS = Calendario({year: {} for year in range(1999, 2200)})

days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("desde", "dias", "vence"),
    [
        pytest.param("2026-03-16", 15, "2026-04-09", id="mandamiento"),
        pytest.param("2026-03-16", 10, "2026-03-31", id="citación"),
        pytest.param("2026-03-24", 15, "2026-04-16", id="after a holiday"),
        pytest.param("2026-01-14", 45, "2026-03-18", id="T-0.1 persuasivo SVSP"),
        pytest.param("2026-03-20", 5, "2026-03-30", id="T-6.1 pronto pago"),
        pytest.param("2026-03-16", 0, "2026-03-16", id="no days"),
    ],
)
def test_t_4_2_business_days(desde: str, dias: int, vence: str) -> None:
    assert sumar_habiles(d(desde), dias, CAL).vence == d(vence)


def test_t_4_2_says_which_days_it_skipped_and_why() -> None:
    term = sumar_habiles(d("2026-03-16"), 15, CAL)

    assert len(term.contados) == 15
    assert term.contados[0] == d("2026-03-17")
    reasons = {s.fecha: s.motivo for s in term.saltados}
    assert [f for f, m in reasons.items() if m == "festivo"] == [
        d("2026-03-23"),
        d("2026-04-02"),
        d("2026-04-03"),
    ]
    assert reasons[d("2026-03-21")] == "sábado"
    assert reasons[d("2026-03-22")] == "domingo"
    assert "15 días hábiles" in term.traza[0].detalle


@pytest.mark.parametrize(
    ("desde", "meses", "vence"),
    [
        ("2026-01-31", 1, "2026-03-02"),
        ("2026-02-14", 1, "2026-03-16"),
        ("2026-05-14", 1, "2026-06-16"),
    ],
)
def test_t_4_3_months_move_to_the_next_business_day(
    desde: str, meses: int, vence: str
) -> None:
    assert sumar_meses(d(desde), meses, CAL).vence == d(vence)


def test_t_4_3_the_days_moved_over_are_told() -> None:
    term = sumar_meses(d("2026-05-14"), 1, CAL)

    assert [(s.fecha, s.motivo) for s in term.saltados] == [
        (d("2026-06-14"), "domingo"),
        (d("2026-06-15"), "festivo"),
    ]


def test_months_that_are_not_extended_end_on_any_day() -> None:
    assert sumar_meses(d("2025-11-10"), 6, CAL, extender=False).vence == d("2026-05-10")


def test_t_0_1_and_t_6_2_calendar_days_end_on_any_day() -> None:
    assert sumar_calendario(d("2026-01-14"), 45, CAL).vence == d("2026-02-28")
    assert sumar_calendario(d("2025-11-10"), 90, CAL).vence == d("2026-02-08")


def test_t_4_4_an_act_nobody_appealed_is_firm_the_day_after_the_ten() -> None:
    firme, traza = firmeza(CasoFirmeza.SIN_INTERPONER, d("2026-03-02"), CAL)

    assert firme == d("2026-03-17")
    assert [step.norma for step in traza] == [
        "Ley 4 de 1913, art. 62; CGP, art. 118",
        "CPACA, art. 87 num. 3",
    ]


@pytest.mark.parametrize(
    ("caso", "numeral"),
    [
        (CasoFirmeza.SIN_RECURSO, 1),
        (CasoFirmeza.RECURSO_DECIDIDO, 2),
        (CasoFirmeza.RENUNCIA, 3),
        (CasoFirmeza.DESISTIMIENTO, 4),
        (CasoFirmeza.SILENCIO_POSITIVO, 5),
    ],
)
def test_other_acts_are_firm_the_day_after_the_event(
    caso: CasoFirmeza, numeral: int
) -> None:
    firme, traza = firmeza(caso, d("2026-03-02"), CAL)

    assert firme == d("2026-03-03")
    assert traza[-1].norma == f"CPACA, art. 87 num. {numeral}"


def test_t_4_5_an_aviso_notifies_the_business_day_after_delivery() -> None:
    assert notificado_por_aviso(d("2026-03-12"), CAL) == d("2026-03-13")
    assert notificado_por_aviso(d("2026-03-20"), CAL) == d("2026-03-24")


def test_t_4_6_a_whole_timeline() -> None:
    assert sumar_habiles(d("2026-03-02"), 10, CAL).vence == d("2026-03-16")
    assert sumar_habiles(d("2026-03-24"), 15, CAL).vence == d("2026-04-16")
    assert sumar_meses(d("2026-04-14"), 1, CAL).vence == d("2026-05-14")
    assert sumar_meses(d("2026-05-14"), 1, CAL).vence == d("2026-06-16")
    assert sumar_meses(d("2026-06-16"), 1, CAL).vence == d("2026-07-16")


def test_t_4_7_an_email_under_et_566_1() -> None:
    term = termino_electronico(
        d("2026-03-10"), 15, CAL, regla=NotificacionElectronica.ET_566_1
    )

    assert term.contados[0] == d("2026-03-18")
    assert term.vence == d("2026-04-10")
    assert sum("espera" in s.motivo for s in term.saltados) == 5
    assert partition(term)


def test_t_4_7_with_five_calendar_days() -> None:
    term = termino_electronico(
        d("2026-03-10"),
        15,
        CAL,
        regla=NotificacionElectronica.ET_566_1,
        unidad_espera=Unidad.CALENDARIO,
    )

    assert term.vence == d("2026-04-08")


def test_an_email_under_cpaca_56_counts_from_the_access() -> None:
    term = termino_electronico(d("2026-03-16"), 15, CAL)

    assert term == sumar_habiles(d("2026-03-16"), 15, CAL)


@pytest.mark.parametrize(
    ("unidad", "numero", "vence"),
    [
        (Unidad.HABILES, 10, "2026-03-31"),
        (Unidad.CALENDARIO, 10, "2026-03-26"),
        (Unidad.MESES, 1, "2026-04-16"),
        (Unidad.ANIOS, 1, "2027-03-16"),
        (Unidad.INMEDIATO, 1, "2026-03-16"),
    ],
)
def test_every_unit_of_a_procedure(unidad: Unidad, numero: int, vence: str) -> None:
    assert sumar(d("2026-03-16"), numero, unidad, CAL).vence == d(vence)


def test_closed_and_suspended_days_do_not_count() -> None:
    cal = Calendario(
        CAL.festivos,
        cierres={d("2026-03-17"): "Resolución 1"},
        suspensiones=(
            Suspension(d("2026-03-18"), d("2026-03-19"), "Resolución 2"),
            Suspension(d("2026-03-19"), d("2026-03-20"), "Resolución 3"),
        ),
    )

    term = sumar_habiles(d("2026-03-16"), 1, cal)

    assert term.vence == d("2026-03-24")
    assert [s.motivo for s in term.saltados] == [
        "Resolución 1",
        "Resolución 2",
        "Resolución 2",
        "Resolución 3",
        "sábado",
        "domingo",
        "festivo",
    ]


def test_suspended_days_are_added_to_months_once_though_they_overlap() -> None:
    cal = Calendario(
        CAL.festivos,
        suspensiones=(
            Suspension(d("2026-04-20"), d("2026-04-24")),
            Suspension(d("2026-04-22"), d("2026-04-26")),
        ),
    )

    term = sumar_meses(d("2026-04-14"), 1, cal)

    assert term.vence == d("2026-05-21")
    assert len(term.saltados) == 7


def test_suspended_days_do_not_count_as_calendar_days() -> None:
    cal = Calendario(
        CAL.festivos, suspensiones=(Suspension(d("2026-04-16"), d("2026-04-17")),)
    )

    assert sumar_calendario(d("2026-04-14"), 5, cal).vence == d("2026-04-21")


def test_an_entity_that_works_on_saturdays() -> None:
    cal = Calendario(CAL.festivos, dias_laborales=LUNES_A_SABADO)

    assert sumar_habiles(d("2026-03-20"), 1, cal).vence == d("2026-03-21")


def test_the_nearest_working_days() -> None:
    assert CAL.habil_o_anterior(d("2026-08-17")) == d("2026-08-14")
    assert CAL.habil_o_siguiente(d("2026-08-15")) == d("2026-08-18")
    assert CAL.habil_o_siguiente(d("2026-08-18")) == d("2026-08-18")


def test_an_unknown_year_stops() -> None:
    with pytest.raises(MissingParameterError, match="festivos de 2028"):
        sumar_habiles(d("2027-12-31"), 1, CAL)


@pytest.mark.parametrize("dias", [-1, 36_601])
def test_an_impossible_term_is_refused(dias: int) -> None:
    with pytest.raises(InvalidDataError, match="cero días"):
        sumar_habiles(d("2026-01-01"), dias, CAL)
    with pytest.raises(InvalidDataError, match="cero días"):
        sumar_calendario(d("2026-01-01"), dias, CAL)
    with pytest.raises(InvalidDataError, match="cero días"):
        sumar_meses(d("2026-01-01"), dias, CAL)


def test_a_term_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="último año"):
        sumar_calendario(date.max, 1, CAL)


def test_a_suspension_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="antes de empezar"):
        Suspension(d("2026-04-17"), d("2026-04-16"))


@pytest.mark.parametrize("week", [frozenset[int](), frozenset({7})])
def test_a_week_without_working_days_is_refused(week: frozenset[int]) -> None:
    with pytest.raises(InvalidDataError, match="día laboral"):
        Calendario({}, dias_laborales=week)


def test_counting_back_to_an_earlier_day_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="anterior"):
        contar_habiles(d("2026-04-17"), d("2026-04-16"), CAL)


@given(days, st.integers(0, 400))
def test_counting_back_finds_the_days_added(desde: date, dias: int) -> None:
    term = sumar_habiles(desde, dias, SIN_FESTIVOS)

    assert contar_habiles(desde, term.vence, SIN_FESTIVOS) == dias
    assert partition(term)


@given(
    days,
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(-30, 400), st.integers(0, 40)), max_size=4),
)
def test_every_day_of_a_month_term_is_counted_or_told(
    desde: date, meses: int, stops: list[tuple[int, int]]
) -> None:
    suspensions = tuple(
        Suspension(desde + dt.timedelta(n), desde + dt.timedelta(n + length))
        for n, length in stops
    )
    cal = Calendario(SIN_FESTIVOS.festivos, suspensiones=suspensions)

    term = sumar_meses(desde, meses, cal)

    assert partition(term)
    assert term.vence == desde or cal.es_habil(term.vence)


@given(days, st.integers(0, 200))
def test_counting_back_gives_the_last_day_that_is_in_time(
    hasta: date, dias: int
) -> None:
    start = restar_habiles(hasta, dias, SIN_FESTIVOS)

    assert sumar_habiles(start, dias, SIN_FESTIVOS).vence <= hasta
    late = start + dt.timedelta(1)
    assert sumar_habiles(late, dias, SIN_FESTIVOS).vence > hasta


@given(days, st.integers(0, 200), st.integers(1, 200))
def test_a_longer_term_ends_later(desde: date, dias: int, more: int) -> None:
    short = sumar_habiles(desde, dias, SIN_FESTIVOS)

    assert short.vence < sumar_habiles(desde, dias + more, SIN_FESTIVOS).vence


def partition(term: Termino) -> bool:
    told = sorted([*term.contados, *(s.fecha for s in term.saltados)])
    length = (term.vence - term.desde).days
    return told == [term.desde + dt.timedelta(n) for n in range(1, length + 1)]


@given(st.integers(1984, 2099), st.sampled_from(["true", "false"]))
def test_t_4_1_the_holidays_of_any_year_follow_the_rule(
    year: int, ley2578: str
) -> None:
    cal = build_calendario(OPCIONES.con({"festivos.ley2578": ley2578}))

    expected = oraculo_plazos.festivos(year, ley2578=ley2578 == "true")
    assert set(cal.festivos[year]) == expected


@given(
    st.dates(date(1990, 1, 1), date(2027, 12, 31)),
    st.integers(1, 90),
    st.lists(st.integers(0, 120), max_size=5),
    st.tuples(st.integers(-10, 90), st.integers(0, 40)),
    st.sampled_from([Unidad.HABILES, Unidad.CALENDARIO, Unidad.MESES]),
)
def test_a_term_equals_the_day_by_day_oracle(
    desde: date,
    cuantos: int,
    cierres: list[int],
    pausa: tuple[int, int],
    unidad: Unidad,
) -> None:
    closed = {desde + dt.timedelta(n): "cierre" for n in cierres}
    start = desde + dt.timedelta(pausa[0])
    stop = Suspension(start, start + dt.timedelta(pausa[1]))
    stopped = {start + dt.timedelta(n) for n in range(pausa[1] + 1)}
    cal = build_calendario(OPCIONES, cierres=closed, suspensiones=(stop,))

    found = sumar(desde, cuantos, unidad, cal).vence

    if unidad is Unidad.HABILES:
        slow = oraculo_plazos.vence_en_habiles(desde, cuantos, closed, stopped)
    elif unidad is Unidad.MESES:
        slow = oraculo_plazos.vence_en_meses(desde, cuantos, closed, stopped)
    else:
        slow = oraculo_plazos.vence_en_calendario(desde, cuantos, stopped)
    assert found == slow
