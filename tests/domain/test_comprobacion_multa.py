"""A título's amount against the fine by law (RULES 6)."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.comprobacion_multa import (
    Verdicto,
    comprobar_ley84,
    comprobar_ley1801,
    leer_tipo_multa,
)
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.multas_uvb import en_uvb
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.services.referencia import load_referencia

HECHO = date(2025, 11, 10)


@pytest.fixture(scope="module")
def tablas() -> Referencia:
    return load_referencia()


@pytest.mark.parametrize(
    ("anio", "tipo", "valor"),
    [  # RULES 6.3
        (2020, 1, 117_040),
        (2021, 2, 242_274),
        (2022, 3, 533_333),
        (2023, 4, 1_237_333),
        (2024, 1, 173_333),
        (2025, 4, 1_518_400),
        (2026, 4, 1_867_632),
        (2026, 1, 233_452),  # truncated daily wage, as the press publishes it
    ],
)
def test_the_values_of_each_year_correspond(
    tablas: Referencia, anio: int, tipo: int, valor: int
) -> None:
    found = comprobar_ley1801(desde_pesos(valor), tipo, date(anio, 6, 1), tablas)

    assert found.verdicto is Verdicto.CORRESPONDE


def test_another_value_is_told_with_the_one_expected(tablas: Referencia) -> None:
    found = comprobar_ley1801(desde_pesos(1_400_000), 4, HECHO, tablas)

    assert found.verdicto is Verdicto.NO_CORRESPONDE
    assert found.texto == (
        "El valor no corresponde a una multa tipo 4 de 2025 (esperado $ 1.518.400)."
    )


@pytest.mark.parametrize(
    ("valor", "word"),
    [
        (379_600, "tipo 2 del mismo año"),
        (759_200, "tipo 3 del mismo año"),
        (2_277_600, "50 % por reiteración"),
        (2_657_200, "75 % por reiteración"),
        # 32 SMDLV of 2023 are 123,73333 UVB; at 11.552 each
        (1_429_367, "leído en UVB"),
    ],
)
def test_what_would_explain_another_value_is_told(
    tablas: Referencia, valor: int, word: str
) -> None:
    found = comprobar_ley1801(desde_pesos(valor), 4, HECHO, tablas)

    assert found.verdicto is Verdicto.NO_CORRESPONDE
    assert any(word in note for note in found.notas)


def test_before_2024_there_is_no_reading_in_uvb(tablas: Referencia) -> None:
    found = comprobar_ley1801(desde_pesos(1_429_367), 4, date(2023, 6, 1), tablas)

    assert not any("UVB" in note for note in found.notas)


def test_without_the_day_of_the_fact_nothing_is_guessed(tablas: Referencia) -> None:
    fine = comprobar_ley1801(desde_pesos(1_518_400), 4, None, tablas)
    animal = comprobar_ley84(desde_pesos(8_754_525), None, tablas)

    assert fine.verdicto is animal.verdicto is Verdicto.DESCONOCIDO
    assert fine.esperado is None


def test_without_the_kind_only_a_value_of_no_kind_is_wrong(tablas: Referencia) -> None:
    some = comprobar_ley1801(desde_pesos(1_518_400), None, HECHO, tablas)
    none = comprobar_ley1801(desde_pesos(900_000), None, HECHO, tablas)

    assert some.verdicto is Verdicto.DESCONOCIDO
    assert "tipo 4 de 2025" in some.texto
    assert none.verdicto is Verdicto.NO_CORRESPONDE


@pytest.mark.parametrize(
    ("valor", "verdicto"),
    [  # T-6.3: 8 754 525 … 87 545 250
        (8_754_524, Verdicto.NO_CORRESPONDE),
        (8_754_525, Verdicto.CORRESPONDE),
        (87_545_250, Verdicto.CORRESPONDE),
        (87_545_251, Verdicto.NO_CORRESPONDE),
    ],
)
def test_t_6_3_the_range_of_an_animal_fine(
    tablas: Referencia, valor: int, verdicto: Verdicto
) -> None:
    found = comprobar_ley84(desde_pesos(valor), date(2026, 3, 1), tablas)

    assert found.verdicto is verdicto
    assert any("Ley 2455 de 2025" in note for note in found.notas)


def test_five_wages_read_in_uvb(tablas: Referencia) -> None:
    """RULES 6.9: 580 UVB, 7 023 800 in 2026, against 8 754 525 in wages."""
    wages = desde_pesos(8_754_525)

    assert en_uvb(wages, 2026, tablas) == desde_pesos(7_023_800)
    found = comprobar_ley84(desde_pesos(7_023_800), date(2026, 3, 1), tablas)
    assert any("leído en UVB" in note for note in found.notas)


@pytest.mark.parametrize(
    ("texto", "tipo"),
    [
        ("Tipo 4", 4),
        ("4", 4),
        ("MULTA GENERAL TIPO III", 3),
        ("iv", 4),
        ("Multa especial", None),
        ("", None),
        ("40", None),
    ],
)
def test_the_kind_as_files_write_it(texto: str, tipo: int | None) -> None:
    assert leer_tipo_multa(texto) == tipo
