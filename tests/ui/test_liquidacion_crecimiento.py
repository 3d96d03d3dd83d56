"""How a debt grew: what its drawing and its table are made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto, Suspension
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_ui.liquidacion.growth import Growth, growth_of

from .fake_liquidaciones import opciones, referencia, t_1a_2

MILLON = Cuenta(
    capital=100_000_000,
    regimen=Regimen.LEY68,
    exigible=date(2025, 1, 15),
    corte=date(2025, 7, 15),
)
"""RULES T-1a.1: 59.507 de interés al 15 de julio de 2025."""


def made(cuenta: Cuenta) -> Liquidacion:
    return liquidar(cuenta, opciones(), referencia())


def growth(*cuentas: Cuenta) -> Growth:
    return growth_of([made(cuenta) for cuenta in cuentas])


def pesos(owed: Conceptos) -> tuple[float, float, float]:
    return owed.capital / 100, owed.intereses / 100, owed.costas / 100


def test_t_1a_2_grows_468_a_day_from_the_day_after_it_was_due() -> None:
    found = growth(t_1a_2(date(2025, 8, 31)))

    assert pesos(found.at(date(2025, 2, 28)).after) == (1_423_500, 0, 0)
    assert pesos(found.at(date(2025, 3, 1)).after) == (1_423_500, 468, 0)
    assert pesos(found.at(date(2025, 5, 31)).after) == (1_423_500, 92 * 468, 0)
    assert pesos(found.at(date(2025, 8, 31)).after) == (1_423_500, 86_112, 0)
    assert found.at(date(2025, 2, 27)).after == Conceptos()


def test_t_2_3_a_payment_is_a_step() -> None:
    paid = replace(MILLON, abonos=(Abono(date(2025, 7, 15), 50_000_000),))

    found = growth(paid)

    knot = found.at(date(2025, 7, 15))
    assert pesos(knot.before) == (1_000_000, 59_507, 0)
    assert pesos(knot.after) == (528_082, 31_425, 0)
    assert found.payments == ((date(2025, 7, 15), 50_000_000),)
    told = [(line.day, line.what) for line in found.lines()]
    assert told == [
        (date(2025, 1, 15), "Se hizo exigible"),
        (date(2025, 7, 15), "Antes de abonar"),
        (date(2025, 7, 15), "Abono $ 500.000"),
        (date(2025, 7, 15), "Corte"),
    ]


def test_an_expense_is_owed_from_its_day() -> None:
    spent = replace(MILLON, gastos=(Gasto(date(2025, 3, 10), 5_000_000),))

    found = growth(spent)

    assert found.at(date(2025, 3, 9)).after.costas == 0
    knot = found.at(date(2025, 3, 10))
    assert (knot.before.costas, knot.after.costas) == (0, 5_000_000)
    assert knot.before.intereses == knot.after.intereses


def test_suspended_days_are_flat() -> None:
    pause = Suspension(date(2025, 3, 1), date(2025, 3, 31), "acto")

    found = growth(replace(MILLON, suspensiones=(pause,)))

    before, after = (found.at(date(2025, m, d)).after for m, d in ((2, 28), (3, 31)))
    assert before == after
    assert found.at(date(2025, 4, 1)).after.intereses > after.intereses


def test_obligations_add_up_each_from_its_day() -> None:
    later = replace(MILLON, exigible=date(2025, 5, 1))

    found = growth(MILLON, later)

    assert found.at(date(2025, 4, 30)).after.capital == 100_000_000
    knot = found.at(date(2025, 5, 1))
    assert (knot.before.capital, knot.after.capital) == (100_000_000, 200_000_000)
    totals = [made(cuenta).total for cuenta in (MILLON, later)]
    assert found.knots[-1].after.total == sum(totals)


def test_each_end_of_year_is_told() -> None:
    found = growth(t_1a_2(date(2026, 9, 30)))

    assert [line.what for line in found.lines()] == [
        "Se hizo exigible",
        "Fin de 2025",
        "Corte",
    ]
    # 306 days to the end of 2025, at 468 pesos.
    assert found.lines()[1].owed.intereses == 306 * 46_800


def test_a_cut_before_the_debt_was_due_has_nothing_to_draw() -> None:
    found = growth(t_1a_2(date(2025, 1, 31)))

    assert len(found.knots) == 1
    assert found.knots[0].after.total == 142_350_000


@given(
    days=st.lists(st.integers(-30, 400), max_size=4),
    amounts=st.lists(st.integers(1, 60_000_000), min_size=4, max_size=4),
    regimen=st.sampled_from([Regimen.LEY68, Regimen.ET635, Regimen.CCO884]),
)
@settings(max_examples=60, deadline=None)
def test_it_ends_in_what_is_owed_and_only_payments_lower_it(
    days: list[int], amounts: list[int], regimen: Regimen
) -> None:
    corte = MILLON.exigible + timedelta(400)
    abonos = tuple(
        Abono(MILLON.exigible + timedelta(day), amount)
        for day, amount in zip(days, amounts, strict=False)
    )
    cuenta = replace(MILLON, regimen=regimen, corte=corte, abonos=abonos)

    found = growth(cuenta)

    assert found.knots[-1].after == made(cuenta).saldo
    assert [k.day for k in found.knots] == sorted({k.day for k in found.knots})
    for left, right in pairwise(found.knots):
        assert right.before.total >= left.after.total
    paid = {abono.fecha for abono in abonos}
    drops = {k.day for k in found.knots if k.after.total < k.before.total}
    assert drops <= paid


def test_nothing_grows_out_of_nothing() -> None:
    assert growth_of([]).lines() == []
