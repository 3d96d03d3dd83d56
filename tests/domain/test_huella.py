from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from cobro_desktop.domain.cuenta import Abono, Cuenta, Suspension
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.huella import comparar, constancia, cuenta_de
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.domain.opciones import Opciones
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.domain.tasas import TablaTasas

CUENTA = Cuenta(
    capital=100_000_000,
    regimen=Regimen.ET635,
    exigible=date(2025, 1, 15),
    corte=date(2025, 4, 15),
    abonos=(Abono(date(2025, 3, 1), 5_000_000),),
    costas=1_000_000,
    suspensiones=(Suspension(date(2025, 2, 1), date(2025, 2, 3), "acto"),),
)


@pytest.fixture
def liquidacion(opciones: Opciones, referencia: Referencia) -> Liquidacion:
    return liquidar(CUENTA, opciones, referencia)


def test_twelve_characters_that_do_not_change_between_runs(
    liquidacion: Liquidacion, opciones: Opciones, referencia: Referencia
) -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", liquidacion.huella)
    assert liquidar(CUENTA, opciones, referencia).huella == liquidacion.huella


@pytest.mark.parametrize(
    "cambiada",
    [
        replace(CUENTA, capital=100_000_001),
        replace(CUENTA, corte=date(2025, 4, 16)),
        replace(CUENTA, costas=0),
        replace(CUENTA, abonos=()),
        replace(CUENTA, suspensiones=()),
        replace(CUENTA, abono_historico=1),
    ],
)
def test_every_input_changes_it(
    liquidacion: Liquidacion,
    opciones: Opciones,
    referencia: Referencia,
    cambiada: Cuenta,
) -> None:
    assert liquidar(cambiada, opciones, referencia).huella != liquidacion.huella


def test_a_reading_and_a_rate_change_it(
    liquidacion: Liquidacion, opciones: Opciones, referencia: Referencia
) -> None:
    reading = opciones.con({"imputacion": "CC_1653"})

    assert liquidar(CUENTA, reading, referencia).huella != liquidacion.huella
    assert (
        liquidar(CUENTA, opciones, _other_rate(referencia)).huella != liquidacion.huella
    )


def test_a_stored_record_can_be_liquidated_again(
    liquidacion: Liquidacion, opciones: Opciones, referencia: Referencia
) -> None:
    stored = json.loads(json.dumps(constancia(liquidacion)))

    again = liquidar(cuenta_de(stored), opciones.con(stored["opciones"]), referencia)

    assert again.cuenta == CUENTA
    assert comparar(stored, again) == ()


def test_verifying_shows_the_rate_and_the_figures_that_differ(
    liquidacion: Liquidacion, opciones: Opciones, referencia: Referencia
) -> None:
    stored = constancia(liquidacion)

    found = comparar(stored, liquidar(CUENTA, opciones, _other_rate(referencia)))

    campos = {d.campo: (d.guardado, d.recalculado) for d in found}
    assert campos["tasas.0.2"] == ("22.89", "23.89")
    assert "resultado.interes" in campos
    assert "registro" not in campos


def test_verifying_tells_that_the_record_was_changed(
    liquidacion: Liquidacion,
) -> None:
    stored = constancia(liquidacion) | {"capital": 100}

    campos = [d.campo for d in comparar(stored, liquidacion)]

    assert campos == ["registro", "capital"]


@pytest.mark.parametrize("stored", [{}, {"capital": 1, "regimen": "ley68"}])
def test_something_else_is_not_a_record(stored: dict[str, object]) -> None:
    with pytest.raises(InvalidDataError, match="no es el de una liquidación"):
        cuenta_de(stored)


def _other_rate(referencia: Referencia) -> Referencia:
    tramos = tuple(
        replace(t, mora=t.mora + 1) if t.desde == date(2025, 1, 1) else t
        for t in referencia.tasas
    )
    return replace(referencia, tasas=TablaTasas(tramos))
