from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.exchange.cell_money import leer_dinero, leer_entero
from cobro_desktop.exchange.cells import (
    CeldaInvalidaError,
    ErrorDeHoja,
    FormulaSinValor,
)

PESOS = st.integers(min_value=1, max_value=10**14)


def grouped(pesos: int, mark: str) -> str:
    return f"{pesos:,}".replace(",", mark)


@pytest.mark.parametrize(
    ("written", "centavos"),
    [
        ("$ 1.423.500,00", 142_350_000),
        ("1,423,500.00", 142_350_000),
        ("1423500", 142_350_000),
        ("(35.000)", -3_500_000),
        ("$ 75,252,075.00", 7_525_207_500),
        ("266.667", 26_666_700),
        ("1,234", 123_400),
        ("  15.500.000 ", 1_550_000_000),
        ("\u00a0$\u00a015.500.000\u00a0", 1_550_000_000),
        ("1 423 500", 142_350_000),
        ("1'423.500", 142_350_000),
        ("$ 1’423.500,50", 142_350_050),
        ("12,5", 1_250),
        ("12.05", 1_205),
        ("-5.000", -500_000),
        ("5.000-", -500_000),
        ("−5.000", -500_000),
        ("COP 5.000", 500_000),
        ("$ 5.000.-", 500_000),
        ("5.000,00=", 500_000),
        ("+5.000", 500_000),
        ("5.000 pesos", 500_000),
        ("$ 1.000.000,oo", 100_000_000),
        ("1423500.0000", 142_350_000),
        ("877803.0000001", 87_780_300),
        ("333333,3333333", 33_333_333),
        ("0", 0),
        (1423500.0, 142_350_000),
        (1234567.89, 123_456_789),
        (333333.335, 33_333_334),
        (7, 700),
    ],
)
def test_amounts_as_offices_write_them(written: object, centavos: int) -> None:
    assert leer_dinero(written) == centavos


@pytest.mark.parametrize("written", ["", "-", " - ", "$ -", "$", "—", None])
def test_a_dash_is_nothing(written: object) -> None:
    assert leer_dinero(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "N/A",
        "pendiente",
        "=1+1",
        "1.234,567",
        "1.23.456",
        "1.423.500.00",
        "1423500.125",
        "0.500",
        "1.5E+06",
        "12,34,56",
        "100%",
        "US$ 300",
        "123456789012345678",
        "((5))",
        "(-5)",
        ErrorDeHoja("#N/A"),
        True,
        date(2024, 1, 1),
        1e20,
        float("nan"),
    ],
)
def test_what_is_no_amount_is_refused(written: object) -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_dinero(written)

    assert caught.value.codigo == "not_an_amount"


def test_a_formula_without_result_says_so() -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_dinero(FormulaSinValor("=A1*2"))

    assert caught.value.codigo == "formula_without_value"


@given(PESOS)
def test_every_style_reads_the_same(pesos: int) -> None:
    styles = (
        str(pesos),
        grouped(pesos, "."),
        grouped(pesos, ","),
        f"$ {grouped(pesos, '.')},00",
        f"$ {grouped(pesos, ',')}.00",
        f"  {grouped(pesos, '.')} ",
        grouped(pesos, " "),
    )

    assert {leer_dinero(style) for style in styles} == {pesos * 100}
    assert leer_dinero(f"({grouped(pesos, '.')})") == -pesos * 100


@given(PESOS, st.integers(min_value=0, max_value=99))
def test_cents_survive_in_both_styles(pesos: int, cents: int) -> None:
    assert leer_dinero(f"{grouped(pesos, '.')},{cents:02d}") == pesos * 100 + cents
    assert leer_dinero(f"{grouped(pesos, ',')}.{cents:02d}") == pesos * 100 + cents


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_known_fault(text: str) -> None:
    try:
        read = leer_dinero(text)
    except CeldaInvalidaError as error:
        fault = error.codigo.value
    else:
        fault = ""
        assert read is None or any(c.isdigit() for c in text)

    assert fault in {"", "not_an_amount"}


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_keeps_its_centavos(number: float) -> None:
    if abs(number) >= 10**15:
        return

    read = leer_dinero(number)

    assert read is not None
    assert abs(read / 100 - number) <= 0.005 + abs(number) * 1e-12


@pytest.mark.parametrize(("written", "year"), [(2023.0, 2023), ("2023", 2023)])
def test_years_are_whole_numbers(written: object, year: int) -> None:
    assert leer_entero(written) == year


@pytest.mark.parametrize("written", ["2022-2023", 2023.5, "varias"])
def test_a_year_that_is_none_is_refused(written: object) -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_entero(written)

    assert caught.value.codigo == "not_a_number"
