"""How much may be embargoed and how much may not (ET 837-1 and 838; RULES 13)."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos

SMLMV_INEMBARGABLES = 25
UVT_INEMBARGABLES = 510


class ReglaLimite(StrEnum):
    """How the limit of an embargo is read (switch `embargo.limite`)."""

    ET_A = "ET_A"
    """Twice the sum of debt and interest (ET 838, the usual reading)."""
    ET_B = "ET_B"
    """Twice the debt, plus the interest once (ET 838, the other reading)."""
    CGP = "CGP"
    """Credit and costs plus one half (CGP 593 num. 10)."""


class ReglaInembargable(StrEnum):
    """Which sum of a savings account is out of reach (switch `inembargable.regla`)."""

    SMLMV_25 = "25_SMLMV"
    UVT_510 = "510_UVT"


class Persona(StrEnum):
    """Whose account it is."""

    NATURAL = "natural"
    JURIDICA = "juridica"


class Cuenta(StrEnum):
    """What kind of account."""

    AHORROS = "ahorros"
    """The oldest savings account of the person: the only protected one."""
    CORRIENTE = "corriente"
    OTRA = "otra"


NORMA_LIMITE = {
    ReglaLimite.ET_A: "ET, art. 838",
    ReglaLimite.ET_B: "ET, art. 838",
    ReglaLimite.CGP: "CGP, art. 593 num. 10",
}


def limite_embargo(
    deuda: Centavos, intereses: Centavos, costas: Centavos, regla: ReglaLimite
) -> Centavos:
    """Return the most that may be embargoed, in whole pesos.

    ET 838 leaves the costs out; the CGP counts them.

    Raises:
        InvalidDataError: a negative amount, or no debt at all.
    """
    if deuda <= 0 or min(intereses, costas) < 0:
        message = (
            "El límite del embargo necesita una deuda mayor que cero, y los intereses "
            "y las costas no pueden ser negativos."
        )
        raise InvalidDataError(message)
    if regla is ReglaLimite.ET_A:
        return redondear_al_peso(2 * (deuda + intereses))
    if regla is ReglaLimite.ET_B:
        return redondear_al_peso(2 * deuda + intereses)
    return redondear_al_peso(Fraction(3, 2) * (deuda + intereses + costas))


def limite_inembargable(
    persona: Persona, cuenta: Cuenta, valor: Centavos, regla: ReglaInembargable
) -> Centavos | None:
    """Return the sum of an account that cannot be embargoed, or None without one.

    `valor` is what `regla` multiplies: the monthly wage or the UVT of the year. Only
    the excess over the result may be taken (ET 837-1).

    Raises:
        InvalidDataError: `valor` is not positive.
    """
    if valor <= 0:
        message = "El salario mínimo o la UVT del año deben ser mayores que cero."
        raise InvalidDataError(message)
    if persona is Persona.JURIDICA or cuenta is not Cuenta.AHORROS:
        return None
    if regla is ReglaInembargable.SMLMV_25:
        return SMLMV_INEMBARGABLES * valor
    return UVT_INEMBARGABLES * valor


def salario_embargable(salario: Centavos, smlmv: Centavos) -> Centavos:
    """Return what may be taken of a monthly wage: a fifth of what exceeds the minimum.

    Raises:
        InvalidDataError: a negative wage, or a minimum that is not positive.
    """
    if salario < 0 or smlmv <= 0:
        message = "El salario no puede ser negativo ni el salario mínimo cero."
        raise InvalidDataError(message)
    return redondear_al_peso(Fraction(max(salario - smlmv, 0), 5))
