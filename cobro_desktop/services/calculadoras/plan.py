"""The instalments of an agreement (RULES 5.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.calculadoras.calculo import (
    Calculo,
    Tabla,
    lecturas_de,
    traza_en_json,
)
from cobro_desktop.services.planes import plan_de_pagos

if TYPE_CHECKING:
    from cobro_desktop.domain.plan_pagos import Cuota, Metodo, TerminosPlan
    from cobro_desktop.services.calculadoras.calculo import Marco


def calcular_plan(
    marco: Marco, terminos: TerminosPlan, metodo: Metodo, regimen: Regimen
) -> Calculo:
    """Make the plan of an agreement, one line per instalment.

    Raises:
        InvalidDataError: equal instalments under a regime that updates the capital.
        MissingParameterError: a value that no projection can give.
    """
    plan = plan_de_pagos(
        terminos,
        metodo,
        regimen,
        opciones=marco.opciones,
        referencia=marco.referencia,
        cal=marco.calendario,
    )
    used = ("festivos.ley2578", "plazo.rate", "workdays", *FICHAS[regimen].opciones)
    fija = plan.cuota_fija
    return Calculo(
        titular=f"{pesos(plan.total)} en {cantidad(len(plan.cuotas), 'cuota')}",
        frases=(f"Total: {pesos(plan.total)}",),
        datos={
            "metodo": metodo.value,
            "regimen": regimen.value,
            "cuotas": [_cuota_en_json(cuota) for cuota in plan.cuotas],
            "cuota_fija": None if fija is None else en_pesos(fija),
            "total": en_pesos(plan.total),
            "advertencias": list(plan.advertencias),
            "opciones": marco.opciones.en_vigor(used),
            "traza": traza_en_json(plan.traza),
        },
        traza=plan.traza,
        lecturas=lecturas_de(marco.opciones, used),
        advertencias=plan.advertencias,
        tabla=Tabla(
            ("N.º", "Vence", "Capital", "Causado", "Plazo", "Costas", "Total"),
            tuple(_fila(cuota) for cuota in plan.cuotas),
            frozenset({0, 2, 3, 4, 5, 6}),
        ),
    )


def _fila(cuota: Cuota) -> tuple[str, ...]:
    amounts = (
        cuota.capital,
        cuota.interes_causado,
        cuota.interes_plazo,
        cuota.costas,
        cuota.total,
    )
    return (str(cuota.numero), fecha_corta(cuota.vence), *map(pesos, amounts))


def _cuota_en_json(cuota: Cuota) -> dict[str, object]:
    return {
        "numero": cuota.numero,
        "vence": cuota.vence.isoformat(),
        "nominal": cuota.nominal.isoformat(),
        "capital": en_pesos(cuota.capital),
        "interes_causado": en_pesos(cuota.interes_causado),
        "costas": en_pesos(cuota.costas),
        "interes_plazo": en_pesos(cuota.interes_plazo),
        "total": en_pesos(cuota.total),
        "saldo_capital": en_pesos(cuota.saldo_capital),
        "proyectado": cuota.proyectado,
    }
