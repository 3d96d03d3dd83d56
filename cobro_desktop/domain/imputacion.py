"""What a payment pays: in proportion (ET 804) or interest first (CC 1653); RULES 2."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos


class Imputacion(StrEnum):
    """The order of imputation (switch `imputacion`)."""

    ET_804 = "ET_804"
    CC_1653 = "CC_1653"


NORMAS: Final = {
    Imputacion.ET_804: "ET, art. 804; Ley 1066 de 2006, art. 6",
    Imputacion.CC_1653: "Código Civil, art. 1653",
}


LECTURAS: Final = {
    Imputacion.ET_804: "En proporción (ET 804)",
    Imputacion.CC_1653: "Primero intereses (CC 1653)",
}
"""The two readings, as a person tells them apart."""

REVERSO: Final = (
    "Un pago no se resta con otro: si el que se reversa no debió registrarse, anúlelo "
    "en su expediente (Actuaciones › Anular un pago o un gasto; orden «anular-pago»); "
    "si se devolvió un saldo a favor, anótelo en Pagos por identificar › Saldos a "
    "favor (orden «pagos devolver-saldo»)."
)
"""What to do instead of a payment below zero."""


@dataclass(frozen=True, slots=True)
class Conceptos:
    """Amounts by concept; owed before a payment, or paid by it."""

    capital: Centavos = 0
    intereses: Centavos = 0
    costas: Centavos = 0
    """Expenses of collection are a concept of their own (ET 836-1)."""

    @property
    def total(self) -> Centavos:
        """The sum of the concepts."""
        return self.capital + self.intereses + self.costas

    def menos(self, otros: Conceptos) -> Conceptos:
        """Subtract concept by concept."""
        return Conceptos(
            self.capital - otros.capital,
            self.intereses - otros.intereses,
            self.costas - otros.costas,
        )


@dataclass(frozen=True, slots=True)
class PagoImputado:
    """A payment by concept; what exceeds the debt is a balance in favour (2.7)."""

    pagado: Conceptos
    saldo_a_favor: Centavos


def imputar(pago: Centavos, deuda: Conceptos, regla: Imputacion) -> PagoImputado:
    """Distribute a payment; the parts always add up to it.

    In proportion, the pesos that do not divide go to the largest remainders (to the
    centavo, when an amount has cents); a tie goes to capital, then interest. With
    interest first, costs come next and capital last.

    Raises:
        InvalidDataError: a negative payment or debt.
    """
    if pago < 0 or min(deuda.capital, deuda.intereses, deuda.costas) < 0:
        msg = (
            f"No se puede imputar {pesos(pago)} a una deuda de {pesos(deuda.capital)} "
            f"de capital, {pesos(deuda.intereses)} de intereses y "
            f"{pesos(deuda.costas)} de costas: hay un valor negativo. Corríjalo; no "
            "se cambió nada."
        )
        raise InvalidDataError(msg, {"pago": pago})
    aplicable = min(pago, deuda.total)
    distribute = _en_proporcion if regla is Imputacion.ET_804 else _intereses_primero
    return PagoImputado(distribute(aplicable, deuda), pago - aplicable)


def _intereses_primero(pago: Centavos, deuda: Conceptos) -> Conceptos:
    intereses = min(pago, deuda.intereses)
    costas = min(pago - intereses, deuda.costas)
    return Conceptos(pago - intereses - costas, intereses, costas)


def _en_proporcion(pago: Centavos, deuda: Conceptos) -> Conceptos:
    if not deuda.total:
        return Conceptos()
    owed = (deuda.capital, deuda.intereses, deuda.costas)
    unit = PESO if all(amount % PESO == 0 for amount in (pago, *owed)) else 1
    parts = [divmod(pago // unit * amount, deuda.total) for amount in owed]
    shares = [whole for whole, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: -parts[i][1])
    for position in by_remainder[: pago // unit - sum(shares)]:
        shares[position] += 1
    return Conceptos(*(share * unit for share in shares))
