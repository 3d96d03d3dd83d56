"""Sums that a norm sets in UVT, as they are told (ET 868; RULES 14.2, no. 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos

_MULTIPLOS = ((desde_pesos(100), 1), (desde_pesos(10_000), 100))
"""Up to each sum, the pesos of which the rounded one is a multiple."""
_MULTIPLO_MAYOR = 1_000


def redondear_uvt(monto: Centavos) -> Centavos:
    """Round to the nearest multiple that ET 868 orders for the size; half goes up.

    Only to tell a limit: who is under it is decided with the exact product.
    """
    multiple = next((m for most, m in _MULTIPLOS if monto <= most), _MULTIPLO_MAYOR)
    unit = desde_pesos(multiple)
    return (2 * monto + unit) // (2 * unit) * unit


def limite_en_uvt(unidades: int, uvt: Centavos) -> str:
    """Tell a limit: units, exact product, and the rounded one where it differs."""
    exact = unidades * uvt
    rounded = redondear_uvt(exact)
    told = f"{unidades} UVT ({pesos(exact)}"
    if rounded != exact:
        told += f"; redondeado, {pesos(rounded)}"
    return f"{told})"
