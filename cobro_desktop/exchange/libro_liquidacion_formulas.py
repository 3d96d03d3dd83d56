"""The arithmetic of a liquidation written as spreadsheet formulas, without `=`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.intereses.dias import DIA, contar, dias_30e_360

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.intereses.periodo import Periodo

_CUADRE: Final = 6
"""Decimals that tell a true half from the noise of binary arithmetic."""


def suma_al_peso(lugar: str) -> str:
    """Add a range and round it once to the peso, half up."""
    return f"ROUND(ROUND(SUM({lugar}),{_CUADRE}),0)"


def dias(periodo: Periodo, desde: str, hasta: str) -> str:
    """Count the days of a period as its regime did."""
    if contar(periodo.desde, periodo.hasta) == periodo.dias:
        return f"{hasta}-{desde}+1"
    if dias_30e_360(periodo.desde - DIA, periodo.hasta) == periodo.dias:
        return f"DAYS360({desde}-1,{hasta},TRUE)"
    return f"DAYS360({desde},{hasta},TRUE)+1"


def interes(periodo: Periodo, celda: Mapping[str, str], *, mensual: bool) -> str:
    """Reckon the interest of a period from the cells of its row, by column.

    `mensual` is the nominal monthly conversion of C. Co. 884.
    """
    base, tasa, days, divisor = (
        celda[key] for key in ("base", "tasa", "dias", "divisor")
    )
    if periodo.efectivo:
        return f"{base}*((1+{tasa}/100)^({days}/{divisor})-1)"
    if mensual:
        a, b = celda["desde"], celda["hasta"]
        months = f"IF(AND(DAY({a})=1,{b}=EOMONTH({b},0)),1,MIN({days}/{divisor},1))"
        return f"{base}*((1+{tasa}/100)^(1/12)-1)*{months}"
    return f"{base}*{tasa}/100*{days}/{divisor}"


def cuota(aplicado: str, parte: str, debido: Sequence[str], unidad: str) -> str:
    """Return the exact share of a concept in a payment, in coins of `unidad`."""
    total = "+".join(debido)
    share = f"ROUND({aplicado}/{unidad}*{parte}/({total}),{_CUADRE})"
    return f"IF({total}=0,0,{share})"


def sin_repartir(aplicado: str, cuotas: Sequence[str], unidad: str) -> str:
    """Return how many coins are left once each share is cut down."""
    whole = "-".join(f"INT({share})" for share in cuotas)
    return f"ROUND({aplicado}/{unidad},0)-{whole}"


def repartido(cuotas: Sequence[str], posicion: int, resto: str, unidad: str) -> str:
    """Return what a concept gets: its share and a coin if its remainder is large.

    A tie goes to the concept that comes first, as in `domain.imputacion`.
    """
    parts = [f"ROUND(MOD({share},1),{_CUADRE})" for share in cuotas]
    own = parts[posicion]
    before = [f"IF({part}>={own},1,0)" for part in parts[:posicion]]
    after = [f"IF({part}>{own},1,0)" for part in parts[posicion + 1 :]]
    ahead = "+".join(["1", *before, *after])
    return f"(INT({cuotas[posicion]})+IF({resto}>={ahead},1,0))*{unidad}"
