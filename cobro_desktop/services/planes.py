"""Builds the plan of an agreement with the rates and readings of an entity."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.intereses.periodo import crecimiento
from cobro_desktop.domain.intereses.regimen import Regimen, causador
from cobro_desktop.domain.plan_pagos import (
    Metodo,
    PlanPagos,
    TerminosPlan,
    plan_capital_constante,
    plan_cuota_fija,
    tasas_al_otorgar,
)

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.intereses.periodo import Causador
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia

EFECTIVOS = frozenset({Regimen.CCO884, Regimen.DISCIPLINARIO})
"""Regimes whose certified rate is effective, not nominal."""
CON_TASA_CERTIFICADA = EFECTIVOS | {Regimen.ET635}


def plan_de_pagos(
    terminos: TerminosPlan,
    metodo: Metodo,
    regimen: Regimen,
    *,
    opciones: Opciones,
    referencia: Referencia,
    cal: Calendario,
) -> PlanPagos:
    """Make the plan; future months carry the last certified rate (DECISIONS 38).

    Raises:
        InvalidDataError: equal instalments under a regime that updates the capital.
        MissingParameterError: a value that no projection can give.
    """
    last = terminos.nominal(terminos.cuotas)
    if regimen in CON_TASA_CERTIFICADA:
        rates = _rates(referencia, terminos.firma, last, opciones)
    else:
        rates = referencia
    engine = causador(regimen, terminos.firma, opciones, rates)
    if metodo is Metodo.CAPITAL_CONSTANTE:
        return plan_capital_constante(terminos, cal, engine)
    if regimen is Regimen.LEY80:
        message = (
            "La Ley 80 actualiza el capital con el IPC de cada año y no admite cuotas "
            "iguales. Use el método A."
        )
        raise InvalidDataError(message)
    certified = referencia.tasas.tramos[-1].hasta
    projected = regimen in CON_TASA_CERTIFICADA and (
        terminos.firma > certified
        or (opciones["plazo.rate"] == "VARIABLE" and last > certified)
    )
    rate = _monthly_rate(engine, terminos.firma, effective=regimen in EFECTIVOS)
    return plan_cuota_fija(terminos, cal, rate, proyectado=projected)


def _rates(
    referencia: Referencia, firma: date, last: date, opciones: Opciones
) -> Referencia:
    tasas = referencia.tasas.proyectada(max(last, firma + UN_DIA))
    if opciones["plazo.rate"] == "FIXED_AT_GRANT":
        tasas = tasas_al_otorgar(tasas, firma, max(last, firma + UN_DIA))
    return replace(referencia, tasas=tasas)


def _monthly_rate(engine: Causador, firma: date, *, effective: bool) -> Fraction:
    """Return the monthly rate of the first day of the plan, as a fraction of one."""
    annual = engine.causar(PESO, firma, firma + UN_DIA)[-1].tasa
    return crecimiento(annual, 1, 12) - 1 if effective else Fraction(annual, 1200)
