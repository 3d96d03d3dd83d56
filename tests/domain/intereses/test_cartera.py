from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cobro_desktop.domain.cuenta import Cuenta
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.intereses.cartera import intereses_de_cartera
from cobro_desktop.domain.intereses.regimen import Regimen, causador
from cobro_desktop.domain.liquidacion import liquidar
from cobro_desktop.domain.opciones import Opciones
from cobro_desktop.domain.referencia import Referencia
from tests.bench.interest import CORTE as BENCH_CORTE
from tests.bench.interest import deudas, ours, peer
from tests.domain.intereses import oraculo

READINGS = [
    (Regimen.LEY68, {}),
    (Regimen.LEY68, {"ley68.base": "ACT/366-in-leap"}),
    (Regimen.LEY68, {"ley68.base": "30/360"}),
    (Regimen.LEY68, {"ley68.incluye_inicio": "true"}),
    (Regimen.ET635, {}),
    (Regimen.ET635, {"et635.rate": "AT_PAYMENT"}),
    (Regimen.ET635, {"et635.divisor": "ALWAYS_366"}),
    (Regimen.LEY80, {}),
    (Regimen.LEY80, {"ley80.segment": "ANNIVERSARY"}),
    (Regimen.CCO884, {}),
    (Regimen.CCO884, {"cco884.conv": "NOM_MONTHLY"}),
    (Regimen.DISCIPLINARIO, {"disciplinario.rate": "IBC"}),
]
DEUDAS = st.lists(
    st.tuples(st.integers(0, 10**17), st.dates(date(2006, 1, 1), date(2026, 12, 31))),
    max_size=12,
)


@pytest.mark.parametrize(("regimen", "cambios"), READINGS)
@settings(max_examples=25, deadline=None)
@given(listed=DEUDAS, corte=st.dates(date(2006, 2, 1), date(2026, 9, 30)))
def test_equals_liquidating_each_one(
    opciones: Opciones,
    referencia: Referencia,
    regimen: Regimen,
    cambios: dict[str, str],
    listed: list[tuple[int, date]],
    corte: date,
) -> None:
    if regimen is Regimen.LEY80:  # each due date has its own years of default
        listed = [(capital, date(2010, 3, 1)) for capital, _ in listed]
    reading = opciones.con(cambios)
    rate = causador(regimen, date(2010, 3, 1), reading, referencia)

    found = intereses_de_cartera(
        listed, rate, corte, incluye_inicio=reading.activa("ley68.incluye_inicio")
    )

    assert found == [
        liquidar(
            Cuenta(capital=capital, regimen=regimen, exigible=exigible, corte=corte),
            reading,
            referencia,
        ).interes
        for capital, exigible in listed
    ]


def test_the_bench_is_exact_to_the_centavo(referencia: Referencia) -> None:
    listed = deudas(40)
    usura = oraculo.tasas_por_dia()

    found = ours(listed, referencia)

    assert found == [
        oraculo.al_peso(oraculo.interes_et635(capital, exigible, BENCH_CORTE, usura))
        for capital, exigible in listed
    ]
    assert all(
        abs(a - b) <= 100 for a, b in zip(found, peer(listed, referencia), strict=True)
    )


def test_an_empty_portfolio_and_one_not_due_yet_need_no_rates(
    opciones: Opciones, referencia: Referencia
) -> None:
    day = date(2030, 1, 1)
    rate = causador(Regimen.ET635, day, opciones, referencia)

    assert intereses_de_cartera([], rate, day) == []
    assert intereses_de_cartera(iter([(100, day)]), rate, day) == [0]


def test_a_missing_rate_stops_the_portfolio(
    opciones: Opciones, referencia: Referencia
) -> None:
    day = date(2026, 10, 1)
    rate = causador(Regimen.ET635, day, opciones, referencia)

    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        intereses_de_cartera([(100, day - timedelta(days=9))], rate, day)
