from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cobro_desktop.domain.bdme import (
    BaseBdme,
    CandidatosBdme,
    DeudorBdme,
    Incluido,
    MotivoBdme,
    ObligacionEnMora,
    ReglaBdme,
    bdme_candidatos,
    cortes_cercanos,
    es_corte,
    limite_de_envio,
)
from cobro_desktop.domain.errors import InvalidDataError

NOVIEMBRE_2025 = date(2025, 11, 30)
MAYO_2026 = date(2026, 5, 31)
SMLMV_2025 = 142_350_000
SMLMV_2026 = 175_090_500


def owes(pesos: int, exigible: date, capital: int | None = None) -> ObligacionEnMora:
    principal = pesos if capital is None else capital
    return ObligacionEnMora("1", exigible, principal * 100, pesos * 100)


def debtor(*obligaciones: ObligacionEnMora) -> DeudorBdme:
    return DeudorBdme("CC 1", obligaciones)


def cut(
    who: DeudorBdme, corte: date = NOVIEMBRE_2025, smlmv: int = SMLMV_2025
) -> CandidatosBdme:
    return bdme_candidatos(corte, [who], ReglaBdme(smlmv))


@pytest.mark.parametrize(
    ("pesos", "exigible", "reported"),
    [
        pytest.param(7_200_000, date(2025, 5, 20), True, id="report"),
        pytest.param(7_200_000, date(2025, 6, 1), False, id="not six months"),
        pytest.param(7_200_000, date(2025, 5, 30), False, id="six months exactly"),
        pytest.param(7_117_500, date(2025, 5, 20), False, id="five wages exactly"),
        pytest.param(7_117_501, date(2025, 5, 20), True, id="a peso more"),
    ],
)
def test_t_8_1_the_cut_of_november_2025(
    pesos: int, exigible: date, *, reported: bool
) -> None:
    result = cut(debtor(owes(pesos, exigible)))

    assert bool(result.incluidos) is reported
    assert bool(result.excluidos) is not reported


def test_t_8_2_the_new_wage_takes_a_reported_debtor_off() -> None:
    who = debtor(owes(7_200_000, date(2025, 5, 20)))
    reported = replace(who, reportado=True)

    assert cut(who, MAYO_2026, SMLMV_2026).incluidos == ()
    result = cut(reported, MAYO_2026, SMLMV_2026)
    assert [r.deudor for r in result.retiros] == ["CC 1"]
    assert "$ 8.754.525" in result.retiros[0].motivo


def test_a_broken_agreement_is_reported_whatever_is_owed() -> None:
    who = replace(debtor(owes(1_000, date(2025, 11, 1))), acuerdo_incumplido=True)

    assert cut(who).incluidos == (Incluido("CC 1", MotivoBdme.INCUMPLIMIENTO, 100_000),)


def test_a_kept_agreement_takes_off() -> None:
    who = replace(debtor(owes(9_000_000, date(2025, 1, 1))), acuerdo_vigente=True)

    assert len(cut(who).excluidos) == 1
    assert len(cut(replace(who, reportado=True)).retiros) == 1


def test_who_paid_is_taken_off_even_after_a_broken_agreement() -> None:
    who = replace(debtor(), acuerdo_incumplido=True, reportado=True)

    assert cut(who).retiros[0].motivo == "No debe nada en mora."


def test_only_old_debts_of_the_debtor_add_up_unless_each_must_exceed() -> None:
    old = date(2025, 1, 1)
    who = debtor(
        owes(4_000_000, old), owes(4_000_000, old), owes(99_000_000, MAYO_2026)
    )
    each = ReglaBdme(SMLMV_2025, por_obligacion=True)

    assert cut(who).incluidos[0].valor == 800_000_000
    assert bdme_candidatos(NOVIEMBRE_2025, [who], each).incluidos == ()


def test_the_base_may_be_the_capital_alone() -> None:
    who = debtor(owes(9_000_000, date(2025, 1, 1), capital=5_000_000))
    capital = ReglaBdme(SMLMV_2025, BaseBdme.CAPITAL)

    assert cut(who).incluidos[0].valor == 900_000_000
    assert bdme_candidatos(NOVIEMBRE_2025, [who], capital).incluidos == ()


def test_the_cuts_and_their_last_day_to_send() -> None:
    assert es_corte(MAYO_2026)
    assert not es_corte(date(2026, 6, 30))
    assert limite_de_envio(MAYO_2026) == date(2026, 6, 10)
    assert limite_de_envio(NOVIEMBRE_2025) == date(2025, 12, 10)
    with pytest.raises(InvalidDataError, match="31 de mayo"):
        limite_de_envio(date(2026, 6, 1))


def test_a_wage_of_zero_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="mayor que cero"):
        cut(debtor(), smlmv=0)


def test_the_cuts_that_are_near_a_day() -> None:
    assert cortes_cercanos(date(2026, 6, 3), 3) == (
        date(2026, 11, 30),
        MAYO_2026,
        NOVIEMBRE_2025,
    )
    assert cortes_cercanos(MAYO_2026, 2) == (date(2026, 11, 30), MAYO_2026)
    assert cortes_cercanos(date(2026, 12, 15), 1) == (date(2027, 5, 31),)
