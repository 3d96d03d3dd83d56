from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.cuenta import Abono
from cobro_desktop.domain.seguimiento_acuerdo import (
    UNA_CUOTA,
    CuotaPactada,
    CuotaSeguida,
    FaseAcuerdo,
    ReglaIncumplimiento,
    SituacionAcuerdo,
    seguir_cuotas,
    situacion_acuerdo,
)

DOS_SEGUIDAS = ReglaIncumplimiento(consecutivas=2, automatica=True)
"""The rule of IDPYBA (RULES 5.5)."""
PLAN = tuple(CuotaPactada(n, date(2026, n, 15), 100_00) for n in range(1, 7))
"""Six instalments of a hundred pesos, the 15th of each month."""


def paid(*months: int, valor: int = 100_00) -> list[Abono]:
    """Pay one instalment on the due day of those months."""
    return [Abono(date(2026, month, 15), valor) for month in months]


def stands(
    abonos: list[Abono], day: date, regla: ReglaIncumplimiento = DOS_SEGUIDAS
) -> SituacionAcuerdo:
    return situacion_acuerdo(seguir_cuotas(PLAN, abonos), day, regla)


@pytest.mark.parametrize(
    ("months", "fase"),
    [
        pytest.param((1, 3), FaseAcuerdo.EN_MORA, id="missed 2, paid 3, missed 4"),
        pytest.param((1, 2, 3), FaseAcuerdo.EN_MORA, id="missed 4 only"),
        pytest.param((1, 2, 3, 4), FaseAcuerdo.AL_DIA, id="up to date"),
    ],
)
def test_t_5_3_one_missed_at_a_time_leaves_it_in_force(
    months: tuple[int, ...], fase: FaseAcuerdo
) -> None:
    assert stands(paid(*months), date(2026, 4, 16)).fase is fase


def test_t_5_3_two_missed_in_a_row_leave_it_without_effect() -> None:
    payments = paid(1, 3)  # missed 2, paid 3, missed 4 and 5

    assert stands(payments, date(2026, 5, 15)).fase is FaseAcuerdo.EN_MORA
    found = stands(payments, date(2026, 5, 16))

    assert found.fase is FaseAcuerdo.INEFICAZ
    assert (found.consecutivas, found.permite_declarar) == (2, True)


def test_payments_cover_the_oldest_instalment_first() -> None:
    second, third = seguir_cuotas(PLAN, paid(1, 3))[1:3]

    assert second.pagada == date(2026, 3, 15)
    assert (third.pagada, third.abonado) == (None, 0)
    assert stands(paid(1, 3), date(2026, 4, 16)).incumplido_desde == date(2026, 3, 15)


def test_part_of_an_instalment_does_not_pay_it() -> None:
    (first, *_) = seguir_cuotas(PLAN, paid(1, valor=99_99))

    assert (first.abonado, first.pagada) == (99_99, None)
    assert first.vencida(date(2026, 1, 16))
    assert not first.vencida(date(2026, 1, 15))


def test_paying_ahead_misses_nothing() -> None:
    ahead = [Abono(date(2026, 1, 10), 600_00)]

    assert stands(ahead, date(2026, 1, 9)).fase is FaseAcuerdo.AL_DIA
    assert stands(ahead, date(2026, 1, 10)).fase is FaseAcuerdo.CUMPLIDO


def test_what_lost_its_effect_does_not_get_it_back_until_all_is_paid() -> None:
    late = [*paid(1), Abono(date(2026, 4, 1), 200_00)]

    assert stands(late, date(2026, 4, 2)).fase is FaseAcuerdo.INEFICAZ
    whole = [*late, Abono(date(2026, 4, 3), 300_00)]
    assert stands(whole, date(2026, 4, 3)).fase is FaseAcuerdo.CUMPLIDO


def test_elsewhere_one_permits_the_declaration_and_nothing_is_automatic() -> None:
    behind = stands(paid(1), date(2026, 3, 16), UNA_CUOTA)

    assert behind.fase is FaseAcuerdo.EN_MORA
    assert behind.permite_declarar
    assert (behind.en_mora, behind.consecutivas) == (2, 2)
    assert behind.incumplido_desde == date(2026, 2, 15)


def test_elsewhere_who_catches_up_is_not_in_breach_any_more() -> None:
    caught_up = [*paid(1), Abono(date(2026, 3, 1), 100_00)]

    found = stands(caught_up, date(2026, 3, 2), UNA_CUOTA)

    assert found.fase is FaseAcuerdo.AL_DIA
    assert not found.permite_declarar
    assert found.incumplido_desde is None


def test_an_instalment_is_missed_from_the_day_after_it_is_due() -> None:
    assert stands([], date(2026, 1, 15), UNA_CUOTA).en_mora == 0
    assert stands([], date(2026, 1, 16), UNA_CUOTA).en_mora == 1


def test_a_payment_that_comes_later_does_not_count_yet() -> None:
    found = stands(paid(2), date(2026, 2, 1), UNA_CUOTA)

    assert found.fase is FaseAcuerdo.EN_MORA
    assert found.incumplido_desde == date(2026, 1, 15)


def test_a_request_is_no_agreement_yet() -> None:
    found = situacion_acuerdo((), date(2026, 9, 30), DOS_SEGUIDAS, otorgado=False)

    assert found.fase is FaseAcuerdo.SOLICITADO
    assert not found.permite_declarar


payments = st.lists(
    st.builds(
        Abono,
        st.dates(date(2025, 12, 1), date(2026, 8, 1)),
        st.integers(1, 300_00),
    ),
    max_size=10,
)


@given(payments)
def test_what_was_paid_is_on_the_instalments_to_the_centavo(
    abonos: list[Abono],
) -> None:
    followed = seguir_cuotas(PLAN, abonos)

    received = sum(abono.valor for abono in abonos)
    assert sum(c.abonado for c in followed) == min(received, 600_00)
    assert all(bool(c.pagada) == (c.abonado == c.total) for c in followed)
    days = [c.pagada for c in followed if c.pagada]
    assert days == sorted(days)


@given(payments, st.integers(0, 400), st.integers(1, 4))
def test_paying_more_never_makes_it_worse(
    abonos: list[Abono], days: int, n: int
) -> None:
    day = date(2026, 1, 1) + timedelta(days)
    regla = ReglaIncumplimiento(n, automatica=True)
    before = stands(abonos, day, regla)

    after = stands([*abonos, Abono(date(2026, 1, 1), 600_00)], day, regla)

    assert after.consecutivas <= before.consecutivas
    assert after.en_mora == 0
    assert before.permite_declarar or not after.permite_declarar


@given(payments, st.integers(0, 300), st.integers(0, 60))
def test_misses_only_grow_with_time(abonos: list[Abono], days: int, more: int) -> None:
    day = date(2026, 1, 1) + timedelta(days)

    assert (
        stands(abonos, day).consecutivas
        <= stands(abonos, day + timedelta(more)).consecutivas
    )


def test_an_instalment_without_payments_is_missed_for_good() -> None:
    cuota = CuotaSeguida(1, date(2026, 1, 15), 1, 1, date(2026, 2, 1), None)

    assert cuota.omitida(date(2026, 2, 2))
    assert not cuota.vencida(date(2026, 2, 2))
