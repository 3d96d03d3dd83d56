"""The figures of another area's sheet: found where they are named, or left out."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from cobro_desktop.exchange.cifra_ajena import Dato, HojaLeida, dato_de, leer_hoja

MILLON = 100_000_000


def cifras(leida: HojaLeida) -> dict[Dato, tuple[int, str]]:
    return {dato: (found.valor, found.celda) for dato, found in leida.cifras.items()}


@pytest.mark.parametrize(
    ("text", "dato"),
    [
        ("Intereses de mora", Dato.INTERES),
        ("TOTAL INTERESES:", Dato.INTERES),
        ("Vr. capital", Dato.CAPITAL),
        ("Valor de la multa ($)", Dato.CAPITAL),
        ("Total a pagar", Dato.TOTAL),
        ("SUMA", Dato.TOTAL),
        ("Fecha de corte", Dato.CORTE),
        ("Fecha de liquidación", Dato.CORTE),
        ("Fecha inicial", Dato.DESDE),
        ("Fecha final", Dato.HASTA),
        ("No. de días", Dato.DIAS),
        ("Tasa de interés anual", Dato.TASA),
        ("Los intereses se cobran desde la ejecutoria del acto", None),
        ("Resolución", None),
        ("", None),
    ],
)
def test_what_a_cell_names(text: str, dato: Dato | None) -> None:
    assert dato_de(text) is dato


def test_figures_beside_their_names() -> None:
    found = leer_hoja(
        [
            ["SUPERINTENDENCIA", ""],
            ["Capital", "$", "1.423.500"],
            ["Intereses", 86_112.0],
            ["Total", "$ 1.509.612,00"],
            ["Fecha de corte", datetime(2025, 8, 31)],  # noqa: DTZ001 -- as cells are
        ]
    )

    assert cifras(found) == {
        Dato.CAPITAL: (142_350_000, "C2"),
        Dato.INTERES: (8_611_200, "B3"),
        Dato.TOTAL: (150_961_200, "B4"),
    }
    assert found.corte == date(2025, 8, 31)


def test_the_row_of_totals_of_a_table() -> None:
    found = leer_hoja(
        [
            ["Liquidación con corte al 31 de agosto de 2025"],
            ["Obligación", "Capital", "Intereses", "Total"],
            ["Multa", 1_000_000.0, 59_507.0, 1_059_507.0],
            ["Sanción", 2_000_000.0, 119_014.0, 2_119_014.0],
            ["TOTAL", 3_000_000.0, 178_521.0, 3_178_521.0],
        ]
    )

    assert {dato: amount for dato, (amount, _) in cifras(found).items()} == {
        Dato.CAPITAL: 3 * MILLON,
        Dato.INTERES: 17_852_100,
        Dato.TOTAL: 317_852_100,
    }
    assert found.corte == date(2025, 8, 31)


def test_a_list_of_many_without_totals_is_not_guessed() -> None:
    found = leer_hoja(
        [
            ["Deudor", "Capital", "Intereses"],
            ["Uno", 1_000_000.0, 59_507.0],
            ["Dos", 2_000_000.0, 119_014.0],
        ]
    )

    assert found.cifras == {}


def test_periods_are_read_row_by_row_and_their_sum_is_the_interest() -> None:
    found = leer_hoja(
        [
            ["Desde", "Hasta", "Días", "Tasa", "Capital", "Interés"],
            ["01/03/2025", "31/05/2025", 92.0, "12 %", 1_423_500.0, 43_056.0],
            ["01/06/2025", "31/08/2025", 92.0, 0.12, 1_423_500.0, 43_056.0],
            ["", "", "", "", "Total", 86_112.0],
        ]
    )

    first, second = found.filas
    assert (first.desde, first.hasta) == (date(2025, 3, 1), date(2025, 5, 31))
    assert (first.dias, first.interes, first.base) == (92, 4_305_600, 142_350_000)
    assert first.tasa == second.tasa == Fraction(12)
    assert cifras(found)[Dato.INTERES] == (8_611_200, "F4")
    assert cifras(found)[Dato.CAPITAL] == (142_350_000, "E2")


def test_what_is_no_amount_is_left_out() -> None:
    found = leer_hoja([["Capital", "por definir"], ["Intereses", "#N/A"], ["Total"]])

    assert found.cifras == {}
    assert found.corte is None
