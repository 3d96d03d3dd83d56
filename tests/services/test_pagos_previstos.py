"""How a payment would be imputed, told before it is registered."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.services.consultas import ficha
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.pagos import (
    RegistrarPago,
    previsualizar,
    registrar_pago,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import ExpedienteRow

DIA = dt.date(2025, 12, 9)
PESO = 100


@pytest.fixture
def sancion(svsp: Workspace) -> int:
    """A fine of $ 1.500.000, due since 13 October 2025, at 12 % a year."""
    with svsp.base.read() as session:
        query = select(ExpedienteRow.id).where(ExpedienteRow.titulo == "20253448236")
        return session.scalars(query).one()


def pago(caso: int, pesos: int, fecha: dt.date = DIA) -> RegistrarPago:
    return RegistrarPago(caso, fecha, pesos * PESO, "B-1", "Banco Agrario")


def test_a_part_payment_tells_what_it_pays_and_what_is_left(
    svsp: Workspace, sancion: int
) -> None:
    # 57 days of interest: 1.500.000 x 12 % x 57 / 365 = 28.110; in proportion
    # (ET 804), 1.000.000 x 1.500.000 / 1.528.110 = 981.605 is capital.
    seen = previsualizar(pago(sancion, 1_000_000), svsp, DIA)

    assert seen.debe == Conceptos(1_500_000 * PESO, 28_110 * PESO)
    assert seen.paga == Conceptos(981_605 * PESO, 18_395 * PESO)
    assert seen.queda == Conceptos(518_395 * PESO, 9_715 * PESO)
    assert (seen.saldo_a_favor, seen.espera) == (0, "")
    assert "804" in seen.norma
    # The other reading: interest first (CC 1653), the rest to capital.
    assert seen.otra is not None
    assert seen.otra.paga == Conceptos(971_890 * PESO, 28_110 * PESO)
    assert seen.otra.queda == Conceptos(528_110 * PESO)
    assert "1653" in seen.otra.norma


def test_looking_writes_nothing_and_registering_does_the_same(
    svsp: Workspace, sancion: int
) -> None:
    contexto = _contexto(svsp)
    order = pago(sancion, 1_000_000)
    seen = previsualizar(order, svsp, DIA)
    assert ficha(svsp, sancion).pagos == []

    registrar_pago(order, svsp, contexto)

    [part] = ficha(svsp, sancion).pagos[0].imputaciones
    assert (part.capital, part.interes) == (seen.paga.capital, seen.paga.intereses)


def test_what_exceeds_the_debt_is_told_as_a_balance_in_favour(
    svsp: Workspace, sancion: int
) -> None:
    seen = previsualizar(pago(sancion, 1_600_000), svsp, DIA)

    assert seen.saldo_a_favor == (1_600_000 - 1_528_110) * PESO
    assert seen.queda == Conceptos()


def test_what_comes_in_on_a_paid_case_is_a_balance_in_favour(
    svsp: Workspace, sancion: int
) -> None:
    contexto = _contexto(svsp)
    registrar_pago(pago(sancion, 1_528_110), svsp, contexto)
    more = pago(sancion, 50_000)
    assert previsualizar(more, svsp, DIA).saldo_a_favor == 50_000 * PESO

    registrar_pago(more, svsp, contexto)

    found = {p.valor // PESO: p for p in ficha(svsp, sancion).pagos}
    [part] = found[50_000].imputaciones
    assert (part.capital, part.interes, part.saldo_a_favor) == (0, 0, 50_000 * PESO)
    assert {p.estado for p in found.values()} == {"imputado"}


def test_money_that_came_in_before_another_payment_splits_that_one_again(
    svsp: Workspace, sancion: int
) -> None:
    contexto = _contexto(svsp)
    registrar_pago(pago(sancion, 1_400_000), svsp, contexto)
    # On 13 November, 31 days after it was due: 1.500.000 x 12 % x 31 / 365 = 15.288.
    # The capital that 1.000.000 pays: 1.000.000 x 1.500.000 / 1.515.288 = 989.911.
    changes = registrar_pago(
        pago(sancion, 1_000_000, dt.date(2025, 11, 13)), svsp, contexto
    )

    first, later = sorted(ficha(svsp, sancion).pagos, key=lambda p: p.fecha)
    assert first.imputaciones[0].capital == 989_911 * PESO
    # 510.089 of capital for 26 days: 4.360 more; 5.199 were left of the first interest.
    split = later.imputaciones[0]
    assert (split.capital, split.interes) == (510_089 * PESO, 9_559 * PESO)
    assert split.saldo_a_favor == (1_400_000 - 519_648) * PESO
    assert changes.datos["saldo_capital"] == 0


@pytest.mark.parametrize(
    ("fecha", "valor"),
    [(DIA + dt.timedelta(1), 100), (DIA, 0)],
    ids=["after today", "nothing"],
)
def test_what_would_be_refused_is_told_while_looking(
    svsp: Workspace, sancion: int, fecha: dt.date, valor: int
) -> None:
    with pytest.raises(InvalidDataError):
        previsualizar(pago(sancion, valor, fecha), svsp, DIA)


def _contexto(workspace: Workspace) -> Contexto:
    from cobro_desktop.services.usuarios import contexto_de

    return contexto_de(workspace, usuario=None, hoy=DIA)
