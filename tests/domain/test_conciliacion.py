from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.conciliacion import (
    AbonoAplicado,
    CausaDiferencia,
    Cifras,
    Lados,
    explicar,
)

ABRIL = AbonoAplicado(dt.date(2026, 4, 10), 300_000_00, 50_000_00)
MAYO = AbonoAplicado(dt.date(2026, 5, 12), 200_000_00, 0)


@pytest.mark.parametrize(
    ("lados", "causa"),
    [
        (Lados(Cifras(100_00, 10_00), Cifras(100_00, 10_00)), "coincide"),
        (Lados(None, None), "coincide"),
        (Lados(Cifras(100_00, 10_00), Cifras(100_00, 10_60)), "redondeo"),
        (Lados(Cifras(100_00, 0), None), "no_esta_en_libros"),
        (Lados(None, Cifras(100_00, 0)), "no_esta_en_cobro"),
        (Lados(None, Cifras(100_00, 0), "pago total"), "terminada_en_cobro"),
        (Lados(Cifras(900_00, 80_00), Cifras(900_00, 0)), "sin_intereses_en_libros"),
        (Lados(Cifras(900_00, 80_00), Cifras(900_00, 60_00)), "intereses"),
        (Lados(Cifras(900_00, 0), Cifras(700_00, 0)), "pago_falta_en_cobro"),
        (Lados(Cifras(900_00, 0), Cifras(950_00, 0)), "otra"),
    ],
)
def test_why_the_sides_differ(lados: Lados, causa: str) -> None:
    assert explicar(lados).causa == CausaDiferencia(causa)


def test_the_last_payments_that_the_books_lack_are_named() -> None:
    """Owed 1.000.000; paid 300.000 in April and 200.000 in May of capital."""
    lados = Lados(Cifras(500_000_00, 0), Cifras(700_000_00, 0), abonos=(ABRIL, MAYO))

    found = explicar(lados)

    assert found.causa is CausaDiferencia.PAGO_FALTA_EN_LIBROS
    assert "12 may 2026 por $ 200.000" in found.texto
    assert "10 abr 2026" not in found.texto


def test_both_payments_are_named_when_the_books_have_neither() -> None:
    lados = Lados(Cifras(500_000_00, 0), Cifras(1_000_000_00, 0), abonos=(ABRIL, MAYO))

    assert "2 pagos" in explicar(lados).texto


def test_the_same_total_split_otherwise_is_imputation() -> None:
    lados = Lados(Cifras(700_000_00, 50_000_00), Cifras(750_000_00, 0), abonos=(ABRIL,))

    assert explicar(lados).causa is CausaDiferencia.IMPUTACION


AMOUNTS = st.integers(0, 10**9)
SIDES = st.none() | st.builds(Cifras, AMOUNTS, AMOUNTS)


@given(SIDES, SIDES)
def test_only_equal_totals_agree(cobro: Cifras | None, libros: Cifras | None) -> None:
    lados = Lados(cobro, libros)

    agrees = explicar(lados).causa is CausaDiferencia.COINCIDE

    assert not agrees or lados.diferencia == 0
