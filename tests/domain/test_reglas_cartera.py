"""Each named rule of the portfolio, met and unmet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cobro_desktop.domain.hechos import Hechos, PartidasHechas
from cobro_desktop.domain.regla import Cumple, Falta
from cobro_desktop.domain.reglas import regla
from cobro_desktop.domain.reglas_cartera import REGLAS_DE_CARTERA

LISTAS = PartidasHechas(total=3)
"""Three items, and nothing wrong with any of them."""
CASES = (
    ("hay_partidas", LISTAS, PartidasHechas()),
    ("partidas_decididas", LISTAS, replace(LISTAS, sin_decidir=1)),
    ("alguna_recomendada", replace(LISTAS, recomendadas=1), LISTAS),
    ("ninguna_recomendada", LISTAS, replace(LISTAS, recomendadas=1)),
    ("ninguna_devuelta", LISTAS, replace(LISTAS, devueltas=1)),
    ("alguna_devuelta", replace(LISTAS, devueltas=1), LISTAS),
    ("fichas_firmadas", LISTAS, replace(LISTAS, sin_ficha=1)),
    ("alguna_cambia", replace(LISTAS, cambian=1), LISTAS),
    ("ninguna_cambia", LISTAS, replace(LISTAS, cambian=1)),
)


@pytest.mark.parametrize(("nombre", "met", "unmet"), CASES, ids=[c[0] for c in CASES])
def test_what_meets_a_rule_and_what_does_not(
    nombre: str, met: PartidasHechas, unmet: PartidasHechas
) -> None:
    def verdict(partidas: PartidasHechas) -> object:
        hechos = Hechos(date(2026, 9, 30), partidas=partidas)
        return regla(nombre).evaluar(hechos, {})

    assert isinstance(verdict(met), Cumple)
    refused = verdict(unmet)
    assert isinstance(refused, Falta)
    assert refused.texto.endswith(".")


def test_every_rule_of_the_portfolio_is_tried() -> None:
    assert [name for name, _, _ in CASES] == [r.nombre for r in REGLAS_DE_CARTERA]
