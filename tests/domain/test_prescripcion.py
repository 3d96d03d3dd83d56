from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.calendario import Calendario, Suspension
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.interrupcion import Causa, HechosPrescripcion, Interrupcion
from cobro_desktop.domain.prescripcion import (
    Efecto,
    Prescripcion,
    Riesgo,
    Tramo,
    prescripcion,
)
from tests.domain import oraculo_plazos

CAL = Calendario(
    {
        year: {date(2026, 8, 17): "La Asunción"} if year == 2026 else {}
        for year in range(1999, 2150)
    }
)


def d(text: str) -> date:
    return date.fromisoformat(text)


def event(
    causa: str, fecha: str, fin: str = "", *, valida: bool = True
) -> Interrupcion:
    return Interrupcion(Causa(causa), d(fecha), d(fin) if fin else None, valida)


def compute(
    ejecutoria: str,
    *events: Interrupcion,
    anios: int = 5,
    alarma: int | None = None,
    stops: tuple[Suspension, ...] = (),
) -> Prescripcion:
    hechos = HechosPrescripcion(
        d(ejecutoria),
        anios,
        alarma,
        interrupciones=events,
        suspensiones=stops,
    )
    return prescripcion(hechos, CAL)


@pytest.mark.parametrize(
    ("hoy", "expected"),
    [
        pytest.param("2025-09-15", Riesgo.SIN_RIESGO, id="a third exactly"),
        pytest.param("2025-09-16", Riesgo.RIESGO, id="more than a third"),
    ],
)
def test_t_3_1_risk_starts_after_a_third_of_the_term(
    hoy: str, expected: Riesgo
) -> None:
    result = compute("2024-01-15")

    assert result.sin_riesgo_hasta == d("2025-09-15")
    assert result.entra_en_riesgo == d("2025-09-16")
    assert result.riesgo(d(hoy)) is expected


def test_t_3_1_what_was_sent_to_sdh_has_no_mark() -> None:
    result = compute("2024-01-15")
    sent = d("2025-10-01")

    assert result.riesgo(d("2025-10-01"), sent) is Riesgo.NO_APLICA
    assert result.riesgo(d("2025-09-30"), sent) is Riesgo.RIESGO


def test_t_3_2_an_end_on_a_holiday_is_not_extended() -> None:
    result = compute("2021-08-17")

    assert result.fecha_legal == d("2026-08-17")
    assert result.fecha_segura == d("2026-08-14")
    assert "último día seguro" in " ".join(result.advertencias)
    assert not result.prescrita(d("2026-08-17"))
    assert result.prescrita(d("2026-08-18"))


def test_t_3_2_from_29_february() -> None:
    assert compute("2020-02-29").fecha_legal == d("2025-02-28")


def test_t_3_3_a_notified_mandamiento_starts_a_new_term() -> None:
    result = compute("2021-03-10", event("mandamiento", "2024-06-14"))

    assert result.fecha_legal == d("2029-06-14")
    assert [(t.desde, t.hasta) for t in result.tramos] == [
        (d("2021-03-11"), d("2024-06-14")),
        (d("2024-06-15"), d("2029-06-14")),
    ]


def test_t_3_4_idpyba_watches_three_years_and_prints_both() -> None:
    result = compute("2021-08-17", alarma=3)

    assert result.fecha_legal == d("2026-08-17")
    assert compute("2021-08-17", anios=3).fecha_legal == d("2024-08-17")
    assert result.fecha_segura == d("2024-08-16")
    assert "3 años" in result.advertencias[0]


def test_a_void_notification_never_interrupted() -> None:
    void = event("mandamiento", "2024-06-14", valida=False)

    result = compute("2021-03-10", void)

    assert result.fecha_legal == d("2026-03-10")
    assert "sin validez" in result.advertencias[0]


@pytest.mark.parametrize(
    ("fecha", "legal"),
    [
        pytest.param("2026-03-10", "2031-03-10", id="on the last day"),
        pytest.param("2026-03-11", "2026-03-10", id="one day late"),
    ],
)
def test_a_late_notification_revives_nothing(fecha: str, legal: str) -> None:
    result = compute("2021-03-10", event("mandamiento", fecha))

    assert result.fecha_legal == d(legal)


def test_a_broken_facilidad_counts_from_the_breach_and_watches_the_granting() -> None:
    result = compute("2021-03-10", event("facilidad", "2023-05-02", "2024-02-15"))

    assert result.fecha_legal == d("2029-02-15")
    assert result.fecha_segura == d("2028-05-02")
    assert result.tramos[1] == Tramo(
        d("2023-05-03"),
        d("2024-02-15"),
        Efecto.INTERRUMPIDO,
        "La facilidad de pago del 2 de mayo de 2023",
        "ET, art. 818",
    )


def test_a_facilidad_in_force_gives_provisional_dates() -> None:
    result = compute("2021-03-10", event("facilidad", "2023-05-02"))

    assert result.fecha_legal == d("2028-05-02")
    assert "provisionales" in result.advertencias[0]


def test_only_the_last_interruption_can_be_unfinished() -> None:
    result = compute(
        "2021-03-10",
        event("facilidad", "2023-05-02"),
        event("mandamiento", "2024-01-10"),
    )

    assert result.advertencias == ()


def test_insolvency_starts_the_term_again_when_it_ends() -> None:
    result = compute("2021-03-10", event("concordato", "2023-05-02", "2025-05-02"))

    assert result.fecha_legal == d("2030-05-02")
    assert result.fecha_segura == d("2030-05-02")


def test_a_mandamiento_notified_during_insolvency_does_not_shorten_it() -> None:
    result = compute(
        "2021-03-10",
        event("concordato", "2023-05-02", "2025-05-02"),
        event("mandamiento", "2024-01-10"),
        stops=(Suspension(d("2024-01-01"), d("2025-01-01")),),
    )

    assert result.fecha_legal == d("2030-05-02")
    assert is_continuous(result)


def test_suspended_days_are_added_once() -> None:
    stops = (
        Suspension(d("2022-01-01"), d("2022-01-10")),
        Suspension(d("2022-01-06"), d("2022-01-15")),
        Suspension(d("2020-01-01"), d("2020-12-31")),
    )

    result = compute("2021-03-10", stops=stops)

    assert result.fecha_legal == d("2026-03-25")
    assert [t.efecto for t in result.tramos] == ["corre", "suspendido", "corre"]


def test_a_suspension_that_reaches_the_added_days_adds_its_own() -> None:
    stops = (
        Suspension(d("2026-03-01"), d("2026-03-10")),
        Suspension(d("2026-03-15"), d("2026-03-16")),
    )

    assert compute("2021-03-10", stops=stops).fecha_legal == d("2026-03-22")


def test_a_suspension_also_moves_the_risk_mark() -> None:
    stops = (Suspension(d("2024-06-01"), d("2024-06-30")),)

    assert compute("2024-01-15", stops=stops).sin_riesgo_hasta == d("2025-10-15")


def test_risk_counts_from_when_the_debt_was_due() -> None:
    hechos = HechosPrescripcion(d("2024-01-15"), exigibilidad=d("2024-02-15"))

    assert prescripcion(hechos, CAL).sin_riesgo_hasta == d("2025-10-15")


def test_days_left_count_to_the_safe_date() -> None:
    result = compute("2021-08-17")

    assert result.dias_restantes(d("2026-08-10")) == 4
    assert result.dias_restantes(d("2026-08-17")) == -3


def test_the_trace_names_each_stretch_and_its_norm() -> None:
    result = compute("2021-03-10", event("mandamiento", "2024-06-14"))

    assert [step.regla for step in result.traza] == [
        "prescripcion",
        "prescripcion",
        "prescripcion.fecha_legal",
        "prescripcion.fecha_segura",
        "prescripcion.riesgo",
    ]
    assert "14 de junio de 2029" in result.traza[2].detalle


@pytest.mark.parametrize("anios", [0, -1, 101])
def test_an_impossible_number_of_years_is_refused(anios: int) -> None:
    with pytest.raises(InvalidDataError, match="años"):
        compute("2021-03-10", anios=anios)


def test_an_event_before_the_ejecutoria_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="antes de la ejecutoria"):
        compute("2021-03-10", event("mandamiento", "2021-03-09"))


def test_a_breach_before_the_granting_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="no puede terminar ni incumplirse"):
        event("facilidad", "2024-01-02", "2024-01-01")


def test_a_mandamiento_does_not_end() -> None:
    with pytest.raises(InvalidDataError, match="no tiene fecha de terminación"):
        event("mandamiento", "2024-01-02", "2024-01-05")


starts = st.dates(date(2000, 1, 1), date(2060, 1, 1))
offsets = st.integers(0, 4000)
stops_ = st.lists(st.tuples(offsets, st.integers(0, 400)), max_size=3)
events_ = st.lists(
    st.tuples(st.sampled_from(Causa), offsets, st.integers(0, 900), st.booleans()),
    max_size=4,
)


@st.composite
def histories(draw: st.DrawFn) -> HechosPrescripcion:
    start = draw(starts)

    def day(offset: int) -> date:
        return start + dt.timedelta(offset)

    interruptions = tuple(
        Interrupcion(
            causa,
            day(at),
            None if causa is Causa.MANDAMIENTO else day(at + length),
            valid,
        )
        for causa, at, length, valid in draw(events_)
    )
    suspensions = tuple(
        Suspension(day(at), day(at + length)) for at, length in draw(stops_)
    )
    alarm = draw(st.none() | st.integers(1, 5))
    return HechosPrescripcion(
        start, 5, alarm, interrupciones=interruptions, suspensiones=suspensions
    )


@given(histories(), st.integers(0, 6000), st.integers(0, 3000))
def test_risk_never_goes_away_with_time(
    hechos: HechosPrescripcion, first: int, more: int
) -> None:
    result = prescripcion(hechos, CAL)
    early = hechos.ejecutoria + dt.timedelta(first)

    at_risk = result.riesgo(early) is Riesgo.RIESGO
    later = result.riesgo(early + dt.timedelta(more))

    assert not at_risk or later is Riesgo.RIESGO


@given(histories())
def test_the_safe_date_is_a_working_day_not_after_the_legal_one(
    hechos: HechosPrescripcion,
) -> None:
    result = prescripcion(hechos, CAL)

    assert result.fecha_segura <= result.fecha_legal
    assert CAL.es_habil(result.fecha_segura)
    assert result.sin_riesgo_hasta < result.fecha_legal
    assert (
        result.fecha_legal
        >= prescripcion(HechosPrescripcion(hechos.ejecutoria), CAL).fecha_legal
    )


@given(histories())
def test_the_stretches_cover_the_whole_term_and_run_five_years_from_the_last_event(
    hechos: HechosPrescripcion,
) -> None:
    result = prescripcion(hechos, CAL)

    assert is_continuous(result)
    assert result.tramos[0].desde == hechos.ejecutoria + dt.timedelta(1)
    assert result.tramos[-1].hasta == result.fecha_legal
    running = sum(
        (t.hasta - t.desde).days + 1
        for t in result.tramos
        if t.efecto is Efecto.CORRE and t.desde > result.inicio
    )
    assert 1825 <= running <= 1827


def is_continuous(result: Prescripcion) -> bool:
    pairs = zip(result.tramos, result.tramos[1:], strict=False)
    return all(a.hasta + dt.timedelta(1) == b.desde for a, b in pairs)


@given(histories())
def test_the_dates_equal_the_day_by_day_oracle(hechos: HechosPrescripcion) -> None:
    stopped = {
        stop.desde + dt.timedelta(n)
        for stop in hechos.suspensiones
        for n in range((stop.hasta - stop.desde).days + 1)
    }
    valid = [e for e in hechos.interrupciones if e.valida]
    at_the_end = [(e.fecha, e.fin or e.fecha) for e in valid]
    at_the_grant = [
        (fecha, fecha if e.causa is Causa.FACILIDAD else fin)
        for e, (fecha, fin) in zip(valid, at_the_end, strict=True)
    ]
    terms = {hechos.anios, hechos.anios_alarma or hechos.anios}

    result = prescripcion(hechos, CAL)

    ends = {
        (anios, tuple(reading)): oraculo_plazos.fin_de_prescripcion(
            hechos.ejecutoria, anios, reading, stopped
        )
        for anios in terms
        for reading in (at_the_end, at_the_grant)
    }
    assert result.fecha_legal == ends[hechos.anios, tuple(at_the_end)]
    assert result.fecha_segura == CAL.habil_o_anterior(min(ends.values()))
