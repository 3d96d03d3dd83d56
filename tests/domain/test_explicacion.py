"""Every day of a term has its number or its reason (B14, RULES T-4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.calendario import Calendario, Suspension
from cobro_desktop.domain.explicacion import ClaseDia, Explicacion, explicar
from cobro_desktop.domain.opciones import Opciones
from cobro_desktop.domain.plazos import (
    NotificacionElectronica,
    sumar,
    termino_electronico,
)
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services.calendario import build_calendario

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.fixture(scope="module")
def cal(opciones: Opciones) -> Calendario:
    return build_calendario(opciones)


def d(text: str) -> date:
    return date.fromisoformat(text)


def explica(desde: str, numero: int, unidad: Unidad, cal: Calendario) -> Explicacion:
    return explicar(sumar(d(desde), numero, unidad, cal), numero, unidad, cal)


def test_t_4_2_numbers_the_counted_days_and_names_the_holidays(cal: Calendario) -> None:
    found = explica("2026-03-16", 15, Unidad.HABILES, cal)

    assert found.vence == d("2026-04-09")
    numbered = {day.numero: day.fecha for day in found.dias if day.numero}
    assert (numbered[1], numbered[5], numbered[15]) == (
        d("2026-03-17"),
        d("2026-03-24"),
        d("2026-04-09"),
    )
    holidays = [s for s in found.saltados if s.clase is ClaseDia.FESTIVO]
    assert [s.fecha for s in holidays] == [
        d("2026-03-23"),
        d("2026-04-02"),
        d("2026-04-03"),
    ]
    assert all("(Ley 51 de 1983)" in s.motivo for s in holidays)
    assert len(found.saltados) == 3 + 6  # three weekends
    assert "3 festivos y 6 días de fin de semana" in " ".join(found.frases)


def test_the_day_of_the_act_is_there_and_has_no_number(cal: Calendario) -> None:
    first = explica("2026-03-16", 15, Unidad.HABILES, cal).dias[0]

    assert (first.fecha, first.clase, first.numero) == (
        d("2026-03-16"),
        ClaseDia.ACTO,
        None,
    )


def test_t_4_3_says_why_a_month_does_not_end_one_day_later(cal: Calendario) -> None:
    found = explica("2026-05-14", 1, Unidad.MESES, cal)
    text = " ".join(found.frases)

    assert found.vence == d("2026-06-16")
    assert found.contados == 0
    assert "termina el 14 de junio de 2026" in text
    assert "y no el 15 de junio de 2026" in text
    assert "el 14, domingo; el 15, " in text
    assert "pasa al día hábil que sigue, el 16 de junio de 2026" in text


def test_t_4_3_a_month_without_that_day_ends_on_its_last(cal: Calendario) -> None:
    found = explica("2026-01-31", 1, Unidad.MESES, cal)
    text = " ".join(found.frases)

    assert found.vence == d("2026-03-02")
    assert "un día 31, que febrero de 2026 no tiene" in text
    assert "el 28 de febrero de 2026" in text


def test_t_4_7_the_five_days_of_waiting_are_named(cal: Calendario) -> None:
    term = termino_electronico(
        d("2026-03-10"), 15, cal, regla=NotificacionElectronica.ET_566_1
    )

    found = explicar(term, 15, Unidad.HABILES, cal)

    assert found.vence == d("2026-04-10")
    waiting = [day.fecha for day in found.dias if day.clase is ClaseDia.ESPERA]
    assert (len(waiting), waiting[-1]) == (5, d("2026-03-17"))
    assert next(day.fecha for day in found.dias if day.numero == 1) == d("2026-03-18")
    assert "hasta el 17 de marzo de 2026" in " ".join(found.frases)


def test_closures_and_suspensions_are_told_by_their_act(opciones: Opciones) -> None:
    cal = build_calendario(
        opciones,
        cierres={d("2026-03-18"): "cierre de la entidad (Resolución 7 de 2026)"},
        suspensiones=[Suspension(d("2026-03-19"), d("2026-03-20"), "Auto 12 de 2026")],
    )

    found = explica("2026-03-16", 3, Unidad.HABILES, cal)

    told = {day.fecha: (day.clase, day.motivo) for day in found.saltados}
    assert told[d("2026-03-18")] == (
        ClaseDia.CIERRE,
        "cierre de la entidad (Resolución 7 de 2026)",
    )
    assert told[d("2026-03-19")] == (ClaseDia.SUSPENSION, "Auto 12 de 2026")
    assert found.vence == d("2026-03-25")  # 17, 24 (23 is a holiday), 25


def test_suspended_days_lengthen_a_month(opciones: Opciones) -> None:
    cal = build_calendario(
        opciones,
        suspensiones=[Suspension(d("2026-05-20"), d("2026-05-21"), "Auto 12 de 2026")],
    )

    found = explica("2026-05-14", 1, Unidad.MESES, cal)

    assert found.vence == d("2026-06-16")  # two days after 14 June, a working day
    assert "suspendidos 2 días" in " ".join(found.frases)


def test_a_term_at_once_has_nothing_to_count(cal: Calendario) -> None:
    found = explica("2026-03-16", 0, Unidad.INMEDIATO, cal)

    assert found.dias == ()
    assert "No hay días que contar" in found.frases[0]


@given(
    desde=days,
    numero=st.integers(1, 60),
    unidad=st.sampled_from([Unidad.HABILES, Unidad.CALENDARIO, Unidad.MESES]),
)
def test_every_day_between_the_act_and_the_end_is_there_once(
    opciones: Opciones, desde: date, numero: int, unidad: Unidad
) -> None:
    cal = build_calendario(opciones)

    found = explicar(sumar(desde, numero, unidad, cal), numero, unidad, cal)

    span = (found.vence - found.desde).days
    assert [day.fecha for day in found.dias] == [
        desde + timedelta(days=n) for n in range(span + 1)
    ]
    assert all(
        bool(day.motivo) == (day.clase not in {ClaseDia.CONTADO, ClaseDia.CORRE})
        for day in found.dias
    )
    if unidad is not Unidad.MESES:
        assert found.contados == numero
        assert found.dias[-1].numero == numero
