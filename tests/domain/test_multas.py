from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.multas import (
    con_pronto_pago,
    fechas_de_multa,
    multa_ley1801,
    revisar_multa_ley84,
    revisar_multa_ley1801,
)

SMLMV = {
    2020: 877_803,
    2021: 908_526,
    2022: 1_000_000,
    2023: 1_160_000,
    2024: 1_300_000,
    2025: 1_423_500,
    2026: 1_750_905,
}
CAL = Calendario({2025: {}, 2026: {date(2026, 3, 23): "San José"}})


@pytest.mark.parametrize(
    ("anio", "values"),
    [
        (2020, (117_040, 234_081, 468_162, 936_323)),
        (2021, (121_137, 242_274, 484_547, 969_094)),
        (2022, (133_333, 266_667, 533_333, 1_066_667)),
        (2023, (154_667, 309_333, 618_667, 1_237_333)),
        (2024, (173_333, 346_667, 693_333, 1_386_667)),
        (2025, (189_800, 379_600, 759_200, 1_518_400)),
        (2026, (233_454, 466_908, 933_816, 1_867_632)),
    ],
)
def test_rules_6_3_fines_of_each_year(anio: int, values: tuple[int, ...]) -> None:
    found = [multa_ley1801(tipo, SMLMV[anio] * 100) for tipo in (1, 2, 3, 4)]

    assert found == [value * 100 for value in values]


@pytest.mark.parametrize("tipo", [0, 5, -1])
def test_there_are_four_kinds(tipo: int) -> None:
    with pytest.raises(InvalidDataError, match=f"no hay tipo {tipo}"):
        multa_ley1801(tipo, 100)


def test_a_wage_of_zero_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="mayor que cero"):
        multa_ley1801(1, 0)


def test_t_6_1_half_within_five_business_days() -> None:
    assert fechas_de_multa(date(2026, 3, 20), CAL).pronto_pago == date(2026, 3, 30)
    assert con_pronto_pago(23_345_400) == 11_672_700


def test_t_6_2_ninety_days_and_six_months() -> None:
    dates = fechas_de_multa(date(2025, 11, 10), CAL)

    assert dates.coactivo == date(2026, 2, 8)
    assert dates.restricciones == date(2026, 5, 10)


@pytest.mark.parametrize(
    ("valor", "warnings"),
    [
        pytest.param(233_452, 0, id="press of 2026, truncated wage"),
        pytest.param(233_504, 0, id="at the tolerance"),
        pytest.param(233_505, 1, id="over the tolerance"),
        pytest.param(133_333, 1, id="of another year"),
    ],
)
def test_a_titulo_is_compared_with_a_tolerance(valor: int, warnings: int) -> None:
    found = revisar_multa_ley1801(valor * 100, 1, SMLMV[2026] * 100)

    assert len(found) == warnings


@pytest.mark.parametrize(
    ("pesos", "hecho", "words"),
    [
        pytest.param(5_800_000, date(2023, 5, 1), [], id="five wages"),
        pytest.param(5_799_999, date(2023, 5, 1), ["fuera de 5"], id="less"),
        pytest.param(58_000_001, date(2023, 5, 1), ["fuera de 5"], id="more"),
        pytest.param(5_800_000, date(2024, 1, 1), ["UVB"], id="after Ley 2294"),
        pytest.param(
            5_800_000, date(2025, 4, 24), ["UVB", "Ley 2455"], id="after Ley Ángel"
        ),
    ],
)
def test_an_animal_fine_is_checked(pesos: int, hecho: date, words: list[str]) -> None:
    notes = revisar_multa_ley84(pesos * 100, hecho, 116_000_000)

    assert len(notes) == len(words)
    assert all(word in note for word, note in zip(words, notes, strict=True))


@pytest.mark.parametrize(
    ("pesos", "inside"),
    [
        (8_754_524, False),
        (8_754_525, True),
        (87_545_250, True),
        (87_545_251, False),
    ],
)
def test_t_6_3_the_range_of_an_animal_fine_of_2026(pesos: int, *, inside: bool) -> None:
    notes = revisar_multa_ley84(pesos * 100, date(2026, 3, 1), SMLMV[2026] * 100)

    assert any("fuera de 5 a 50" in note for note in notes) is not inside


def test_a_negative_title_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="negativo"):
        revisar_multa_ley1801(-100, 1, SMLMV[2026] * 100)
    with pytest.raises(InvalidDataError, match="negativo"):
        revisar_multa_ley84(-100, date(2026, 3, 1), SMLMV[2026] * 100)
