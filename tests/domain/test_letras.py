from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.letras import LIMITE, numero_en_letras, pesos_en_letras


@pytest.mark.parametrize(
    ("pesos", "expected"),
    [
        (0, "cero pesos"),
        (1, "un peso"),
        (2, "dos pesos"),
        (16, "dieciséis pesos"),
        (21, "veintiún pesos"),
        (22, "veintidós pesos"),
        (31, "treinta y un pesos"),
        (100, "cien pesos"),
        (101, "ciento un pesos"),
        (115, "ciento quince pesos"),
        (500, "quinientos pesos"),
        (1_000, "mil pesos"),
        (1_001, "mil un pesos"),
        (2_021, "dos mil veintiún pesos"),
        (21_000, "veintiún mil pesos"),
        (31_000, "treinta y un mil pesos"),
        (100_000, "cien mil pesos"),
        (101_101, "ciento un mil ciento un pesos"),
        (1_000_000, "un millón de pesos"),
        (1_000_001, "un millón un pesos"),
        (1_001_000, "un millón mil pesos"),
        (
            1_423_500,
            "un millón cuatrocientos veintitrés mil quinientos pesos",
        ),
        (21_000_000, "veintiún millones de pesos"),
        (31_000_000, "treinta y un millones de pesos"),
        (101_000_000, "ciento un millones de pesos"),
        (1_000_000_000, "mil millones de pesos"),
        (1_001_000_000, "mil un millones de pesos"),
        (21_001_000_000, "veintiún mil un millones de pesos"),
        (10**12, "un billón de pesos"),
        (10**12 + 10**6, "un billón un millón de pesos"),
        (21 * 10**12, "veintiún billones de pesos"),
        (10**15, "mil billones de pesos"),
        (10**18, "un trillón de pesos"),
    ],
)
def test_amounts_in_words(pesos: int, expected: str) -> None:
    assert pesos_en_letras(pesos * 100) == expected


@pytest.mark.parametrize(
    ("centavos", "expected"),
    [
        (150, "un peso con cincuenta centavos"),
        (1, "cero pesos con un centavo"),
        (2_121, "veintiún pesos con veintiún centavos"),
        (100_000_031, "un millón de pesos con treinta y un centavos"),
    ],
)
def test_cents_in_words(centavos: int, expected: str) -> None:
    assert pesos_en_letras(centavos) == expected


@pytest.mark.parametrize(
    ("numero", "expected"),
    [(0, "cero"), (1, "uno"), (15, "quince"), (21, "veintiuno"), (31, "treinta y uno")],
)
def test_a_number_standing_alone_keeps_its_final_uno(
    numero: int, expected: str
) -> None:
    assert numero_en_letras(numero) == expected


@pytest.mark.parametrize("centavos", [-1, -100, LIMITE * 100])
def test_an_amount_without_words_is_refused(centavos: int) -> None:
    with pytest.raises(InvalidDataError, match="en letras"):
        pesos_en_letras(centavos)


@pytest.mark.parametrize("numero", [-1, LIMITE])
def test_a_number_without_words_is_refused(numero: int) -> None:
    with pytest.raises(InvalidDataError, match="en letras"):
        numero_en_letras(numero)


@given(st.integers(0, LIMITE - 1) | st.integers(0, 3_000_000))
def test_words_read_back_give_the_number(numero: int) -> None:
    assert read(numero_en_letras(numero)) == numero


@given(st.integers(0, 10**20))
def test_amounts_read_back_give_the_pesos(pesos: int) -> None:
    words = pesos_en_letras(pesos * 100)

    words = words.removesuffix("peso").removesuffix("pesos").strip()
    assert read(words.removesuffix(" de")) == pesos


UNITS = {
    "cero": 0, "un": 1, "ún": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4,
    "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11,
    "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciséis": 16,
    "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
    "veintiún": 21, "veintiuno": 21, "veintidós": 22, "veintitrés": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiséis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40,
    "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300,
    "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600,
    "setecientos": 700, "ochocientos": 800, "novecientos": 900,
}  # fmt: skip
SCALES = {
    "millón": 10**6,
    "millones": 10**6,
    "billón": 10**12,
    "billones": 10**12,
    "trillón": 10**18,
    "trillones": 10**18,
}


def read(words: str) -> int:
    """Read a number as a person does: add up; `mil` and the scales multiply."""
    total = group = small = 0
    for word in words.split():
        if word == "y":
            continue
        if word == "mil":
            group += (small or 1) * 1000
            small = 0
        elif word in SCALES:
            total += (group + small) * SCALES[word]
            group = small = 0
        else:
            small += UNITS[word]
    return total + group + small
