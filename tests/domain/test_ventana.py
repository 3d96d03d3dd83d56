from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Procedimiento, Unidad
from cobro_desktop.domain.ruta import Clase, Escala, Meta, Ruta, SinRuta, trazar
from cobro_desktop.domain.ventana import (
    Banda,
    FechasTitulo,
    banda,
    restar,
    segura_minima,
    ventana,
)
from cobro_desktop.services.calendario import build_calendario
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.procedimientos import load_catalogo
from cobro_desktop.services.terminos import plazo_en_vigor
from tests.domain.procedimiento_de_prueba import con_pagos

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def d(text: str) -> date:
    return date.fromisoformat(text)


@cache
def procedure(sigla: str) -> Procedimiento:
    found = (p for p in load_catalogo().procedimientos if p.sigla == sigla)
    return next(found)


@cache
def cal() -> Calendario:
    return build_calendario(load_opciones())


def route(sigla: str, actividad: str) -> Ruta:
    opciones = load_opciones()
    found = trazar(
        procedure(sigla), actividad, lambda plazo: plazo_en_vigor(plazo, opciones)
    )
    assert isinstance(found, Ruta), found
    return found


def milestones(sigla: str, actividad: str, limite: str) -> dict[str, str]:
    found = ventana(route(sigla, actividad), d(limite), cal())
    return {f"{h.clase} {h.actividad}": f"{h.hasta}" for h in found.hitos}


def test_the_times_of_the_table_are_counted_backwards_from_the_safe_date() -> None:
    # By hand: aviso, one working day before 14 January 2027; citation, ten before it
    # (1 and 11 January are holidays): 28 December; three months of measures: 28
    # September; three months of mandamiento: 28 June, a Sunday: Friday 26; one month
    # of goods: 26 May.
    assert milestones("RNEC", "3", "2027-01-14") == {
        "terminar 3": "2026-05-26",
        "terminar 4": "2026-06-26",
        "firmar 5": "2026-09-28",
        "terminar 6": "2026-12-28",
        "citar 7": "2026-12-28",
        "avisar 7": "2027-01-13",
        "notificar 7": "2027-01-14",
    }


def test_the_order_says_before_which_day_to_sign() -> None:
    found = ventana(route("RNEC", "3"), d("2027-01-14"), cal())
    assert found.orden == (
        "Firme el mandamiento de pago antes del 29 de septiembre de 2026: el último "
        "día es el 28 de septiembre de 2026."
    )
    assert found.siguiente.que.startswith("Termine la actividad 3")


def test_each_day_says_what_it_leaves_time_for() -> None:
    found = ventana(route("RNEC", "5"), d("2027-01-14"), cal())
    signing = found.traza[-1]
    assert "3 meses antes del 28 de diciembre de 2026" in signing.detalle
    assert "actividad 6, Ordenar medidas cautelares" in signing.detalle
    assert {p.norma for p in found.traza} >= {"ET, art. 826", "ET, art. 568"}


def test_once_the_mandamiento_is_signed_what_is_left_is_to_notify() -> None:
    found = ventana(route("RNEC", "7"), d("2027-01-14"), cal())
    assert found.firma is None
    assert found.decisivo.clase is Clase.CITAR
    assert found.orden.startswith("Entregue la citación")


def test_where_one_activity_signs_and_notifies_the_signature_comes_first() -> None:
    assert list(milestones("SVSP", "9", "2027-01-14")) == [
        "firmar 9",
        "citar 9",
        "avisar 9",
        "notificar 9",
    ]


def test_an_agreement_or_a_payment_is_no_way() -> None:
    # 6 to 9 by 7 (agreement) is as short as by 11, and by 17 (payment) shorter.
    assert [e.actividad for e in route("SVSP", "6").escalas[:4]] == [
        "6",
        "11",
        "8",
        "9",
    ]


def test_activities_without_a_time_are_told() -> None:
    notes = " ".join(route("SVSP", "6").avisos)
    assert "no fija tiempo para las actividades 11, 8 y 9" in notes


def test_what_stays_without_mandamiento_still_leads_to_it() -> None:
    assert [e.actividad for e in route("SVSP", "12").escalas[:3]] == ["12", "8", "9"]


def test_months_from_the_reception_shared_by_activities_count_once() -> None:
    found = route("SDSCJ", "5")
    assert found.meta is Meta.REMITIR
    times = [(e.cantidad, e.unidad) for e in found.escalas if e.cantidad]
    assert times == [(4, Unidad.MESES)]
    # From 7 on the four months are already running: nothing more is to be waited for.
    assert not [e for e in route("SDSCJ", "7").escalas if e.cantidad]


def test_a_procedure_without_mandamiento_has_to_send_the_case() -> None:
    found = ventana(route("SDSCJ", "8"), d("2026-08-17"), cal())
    assert found.orden == (
        "Remita el expediente a cobro coactivo antes del 15 de agosto de 2026: el "
        "último día es el 14 de agosto de 2026."
    )


@pytest.mark.parametrize("actividad", ["9", "10", "11", "14"])
def test_after_the_notification_that_was_void_only_notifying_is_left(
    actividad: str,
) -> None:
    found = route("IDPYBA", actividad)
    assert [e.clase for e in found.escalas] == [
        Clase.CITAR,
        Clase.AVISAR,
        Clase.NOTIFICAR,
    ]
    assert "ya pasó la actividad 8" in found.avisos[0]


@pytest.mark.parametrize(
    ("sigla", "actividad"), [("IDPYBA", "17"), ("SDSCJ", "4"), ("RNEC", "11")]
)
def test_where_no_way_leads_to_it_the_procedure_is_said_to_have_none(
    sigla: str, actividad: str
) -> None:
    opciones = load_opciones()
    found = trazar(procedure(sigla), actividad, lambda p: plazo_en_vigor(p, opciones))
    assert isinstance(found, SinRuta)
    assert f"actividad {actividad} (" in found.motivo


def test_a_procedure_that_neither_issues_nor_sends_has_no_window() -> None:
    found = trazar(con_pagos(), "1", lambda p: (p.cantidad, p.unidad))
    assert isinstance(found, SinRuta)
    assert "ningún acto suyo interrumpe" in found.motivo


def test_every_activity_of_the_procedures_has_a_way_or_a_reason() -> None:
    opciones = load_opciones()
    for each in load_catalogo().procedimientos:
        for name in each.actividades:
            found = trazar(each, name, lambda p: plazo_en_vigor(p, opciones))
            assert isinstance(found, Ruta | SinRuta)


@given(
    DAYS,
    st.integers(0, 90),
    st.sampled_from([u for u in Unidad if u is not Unidad.ANIOS]),
)
def test_a_term_from_the_day_found_ends_in_time_and_from_the_next_one_does_not(
    hasta: date, amount: int, unit: Unidad
) -> None:
    hasta = cal().habil_o_anterior(hasta)
    found = restar(hasta, Escala(Clase.TERMINAR, "1", "", amount, unit), cal())
    if not amount or unit is Unidad.INMEDIATO:
        assert found == hasta
        return
    assert sumar(found, amount, unit, cal()).vence <= hasta
    assert sumar(found + timedelta(1), amount, unit, cal()).vence > hasta


@given(DAYS, st.integers(0, 40), st.sampled_from(["1", "3", "5", "7"]))
def test_a_later_safe_date_never_leaves_less_time(
    limite: date, days: int, actividad: str
) -> None:
    ruta = route("RNEC", actividad)
    first = ventana(ruta, limite, cal()).siguiente.hasta
    later = ventana(ruta, limite + timedelta(days), cal()).siguiente.hasta
    assert first <= later <= limite + timedelta(days)


@given(DAYS, st.sampled_from(["2", "4", "6", "9"]))
def test_the_least_safe_date_is_the_window_turned_round(
    desde: date, actividad: str
) -> None:
    ruta = route("RNEC", actividad)
    least = segura_minima(ruta, desde, cal())
    assert ventana(ruta, least, cal()).siguiente.hasta >= desde
    before = ventana(ruta, least - timedelta(1), cal()).siguiente.hasta
    assert before < desde


@pytest.mark.parametrize(
    ("hoy", "cierre", "expected"),
    [
        pytest.param("2026-08-18", "2026-03-02", Banda.PRESCRITO, id="lost"),
        pytest.param("2026-08-17", "2026-03-02", Banda.VENTANA_VENCIDA, id="last day"),
        pytest.param("2026-08-15", None, Banda.VENTANA_VENCIDA, id="past the safe day"),
        pytest.param("2026-03-03", "2026-03-02", Banda.VENTANA_VENCIDA, id="late"),
        pytest.param("2026-03-02", "2026-03-02", Banda.VENTANA_MES, id="today"),
        pytest.param("2026-02-28", "2026-03-02", Banda.EN_RIESGO, id="next month"),
        pytest.param("2023-04-17", "2026-03-02", Banda.SIN_RIESGO, id="a third"),
        pytest.param("2023-04-18", None, Banda.EN_RIESGO, id="more than a third"),
    ],
)
def test_the_band_is_the_worst_that_holds(
    hoy: str, cierre: str | None, expected: Banda
) -> None:
    # Ejecutoria 2021-08-17 (T-3.2).
    fechas = FechasTitulo(d("2026-08-17"), d("2026-08-14"), d("2023-04-18"))
    day = d(hoy)
    end = (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
    assert banda(fechas, day, d(cierre) if cierre else None, end) is expected
