"""The other reading of a fine set in wages: in UVB since 2024 (RULES 6.9).

Ley 2294 de 2023, art. 313, restates in UVB what is set in wages; the fines of the
police code go on being published in wages. The título decides; nothing is converted.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import redondear_al_peso

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.referencia import Referencia

ANIO_BASE = 2023
"""The year whose wage and UVB give the number of UVB."""


def en_uvb(valor: Centavos, anio: int, referencia: Referencia) -> Centavos:
    """Return what a sum of wages of a year is when it is read in UVB, in pesos.

    Raises:
        MissingParameterError: a wage or a UVB of either year is not loaded.
    """
    smlmv, uvb = referencia.smlmv, referencia.uvb
    wages = Fraction(valor, smlmv.de(anio).valor)
    units = wages * Fraction(smlmv.de(ANIO_BASE).valor, uvb.de(ANIO_BASE).valor)
    return redondear_al_peso(units * uvb.de(anio).valor)
