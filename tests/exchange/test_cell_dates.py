from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.exchange.cell_dates import (
    EPOCA_1904,
    PRIMERA_FECHA,
    ULTIMA_FECHA,
    leer_fecha,
)
from cobro_desktop.exchange.cells import CeldaInvalidaError, ErrorDeHoja
from cobro_desktop.formats import MESES

DIAS = st.dates(min_value=PRIMERA_FECHA, max_value=ULTIMA_FECHA)
RECIENTES = st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15/03/2024", date(2024, 3, 15)),
        ("2024-03-15", date(2024, 3, 15)),
        ("15-mar-24", date(2024, 3, 15)),
        ("9-ago-22", date(2022, 8, 9)),
        ("5-sept-23", date(2023, 9, 5)),
        ("5-set-23", date(2023, 9, 5)),
        ("15 de marzo de 2024", date(2024, 3, 15)),
        ("quince (15) de marzo de dos mil veinticuatro (2024)", date(2024, 3, 15)),
        ("15, marzo de 2024", date(2024, 3, 15)),
        ("Marzo 15/2024", date(2024, 3, 15)),
        ("15marzo2024", date(2024, 3, 15)),
        ("15 de Marzo del 2024", date(2024, 3, 15)),
        ("28 de junio de 2024", date(2024, 6, 28)),
        ("junio 28 de 2024", date(2024, 6, 28)),
        ("mar 15, 2024", date(2024, 3, 15)),
        ("martes, 15 de marzo de 2022", date(2022, 3, 15)),
        ("15.03.2024", date(2024, 3, 15)),
        ("15-03-24", date(2024, 3, 15)),
        ("2024/3/5", date(2024, 3, 5)),
        ("20240315", date(2024, 3, 15)),
        (20240315.0, date(2024, 3, 15)),
        ("15/03/2024 10:20:00 a. m.", date(2024, 3, 15)),
        ("2024-03-15T10:20:00", date(2024, 3, 15)),
        (45366.0, date(2024, 3, 15)),
        (45366.75, date(2024, 3, 15)),
        ("45366", date(2024, 3, 15)),
        (date(2024, 3, 15), date(2024, 3, 15)),
        (datetime(2024, 3, 15, 13, 30), date(2024, 3, 15)),  # noqa: DTZ001  # cells
    ],
)
def test_dates_as_offices_write_them(written: object, day: date) -> None:
    assert leer_fecha(written) == day


@pytest.mark.parametrize("written", ["", " ", "-", "—", None])
def test_nothing_is_no_date(written: object) -> None:
    assert leer_fecha(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2024",
        "29/02/2023",
        "32/01/2024",
        "03/25/2024",
        "30 de febrero de 2022",
        "31-abr-23",
        "2024-13-01",
        "15/03/0204",
        date(1899, 12, 31),
    ],
)
def test_a_day_that_does_not_exist_is_invalid(written: object) -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_fecha(written)

    assert caught.value.codigo == "invalid_date"


@pytest.mark.parametrize(
    "written",
    [
        "sin dato",
        "N/A",
        "2024",
        "marzo 2024",
        "15 de brumario de 2024",
        "1/2",
        "=HOY()",
        ErrorDeHoja("#VALUE!"),
        0.0,
        -5.0,
        3_000_000.0,
        1423500.0,
        True,
        time(3, 4),
    ],
)
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_fecha(written)

    assert caught.value.codigo == "not_a_date"


def test_a_workbook_of_1904_counts_from_there() -> None:
    assert leer_fecha(43904.0, EPOCA_1904) == date(2024, 3, 15)


@given(DIAS)
def test_every_way_of_writing_a_date_reads_the_same(day: date) -> None:
    written = (
        f"{day:%d/%m/%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} de {MESES[day.month - 1]} de {day.year}",
        f"{day.day}-{MESES[day.month - 1][:3]}-{day.year}",
        f"{MESES[day.month - 1]} {day.day} de {day.year}".upper(),
        float((day - date(1899, 12, 30)).days),
        day,
    )

    assert {leer_fecha(text) for text in written} == {day}


@given(RECIENTES)
def test_two_digit_years_are_of_this_century_or_the_last(day: date) -> None:
    short = f"{day.day}-{MESES[day.month - 1][:3]}-{day:%y}"

    assert leer_fecha(short) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_known_fault(text: str) -> None:
    try:
        read = leer_fecha(text)
    except CeldaInvalidaError as error:
        fault = error.codigo.value
    else:
        fault = ""
        assert read is None or PRIMERA_FECHA <= read <= ULTIMA_FECHA

    assert fault in {"", "not_a_date", "invalid_date"}
