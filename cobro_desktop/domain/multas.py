"""Fines of Ley 1801 de 2016 and Ley 84 de 1989, as checks of a título (RULES 6).

The capital is what the título says; these figures only tell when it looks wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import desde_pesos, redondear_al_peso
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.plazos import sumar_calendario, sumar_habiles, sumar_meses
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.dinero import Centavos

SALARIOS_DIARIOS = {1: 4, 2: 8, 3: 16, 4: 32}
"""Daily wages of each kind of general fine (Ley 1801, art. 180)."""
TOLERANCIA = desde_pesos(50)
"""How far a título may be from the formula: offices truncate the daily wage."""
MINIMO_LEY_84 = 5
MAXIMO_LEY_84 = 50
"""Monthly wages of Ley 84 de 1989, art. 10."""
UVB_DESDE = date(2024, 1, 1)
"""From here on Ley 2294 de 2023, art. 313, restates in UVB what is set in SMLMV."""
LEY_ANGEL = date(2025, 4, 23)


@dataclass(frozen=True, slots=True)
class FechasMulta:
    """What follows from the day of the comparendo or of the imposition."""

    pronto_pago: date
    """Last of the five working days with half the fine."""
    coactivo: date
    """The ninetieth calendar day; unpaid after it, coactive collection (182)."""
    restricciones: date
    """End of the sixth month; unpaid after it, the limits of art. 183."""


def multa_ley1801(tipo: int, smlmv: Centavos) -> Centavos:
    """Return a general fine with the wage of the year of the conduct, in whole pesos.

    Raises:
        InvalidDataError: a kind that is not 1 to 4, or a wage that is not positive.
    """
    if tipo not in SALARIOS_DIARIOS:
        message = f"La multa general es de tipo 1, 2, 3 o 4; no hay tipo {tipo}."
        raise InvalidDataError(message, {"tipo": tipo})
    _check_wage(smlmv)
    return redondear_al_peso(Fraction(smlmv, 30) * SALARIOS_DIARIOS[tipo])


def con_pronto_pago(multa: Centavos) -> Centavos:
    """Return half of a fine, in whole pesos."""
    return redondear_al_peso(Fraction(multa, 2))


def fechas_de_multa(fecha: date, cal: Calendario) -> FechasMulta:
    """Return the dates that the law counts from a comparendo."""
    return FechasMulta(
        pronto_pago=sumar_habiles(fecha, 5, cal).vence,
        coactivo=sumar_calendario(fecha, 90, cal).vence,
        restricciones=sumar_meses(fecha, 6, cal, extender=False).vence,
    )


def revisar_multa_ley1801(
    valor: Centavos, tipo: int, smlmv: Centavos
) -> tuple[str, ...]:
    """Warn when a título is further than the tolerance from the formula.

    Raises:
        InvalidDataError: as `multa_ley1801`, or a negative value.
    """
    _check_value(valor)
    expected = multa_ley1801(tipo, smlmv)
    if abs(valor - expected) <= TOLERANCIA:
        return ()
    note = (
        "El valor del título no corresponde a la multa de ese tipo y año. Compruebe "
        "el tipo y la fecha; manda el valor del título."
    )
    return (note,)


def revisar_multa_ley84(
    valor: Centavos, hecho: date, smlmv: Centavos
) -> tuple[str, ...]:
    """Warn about an animal fine: out of 5 to 50 wages, or of a law that changed.

    Raises:
        InvalidDataError: a wage that is not positive, or a negative value.
    """
    _check_wage(smlmv)
    _check_value(valor)
    notes = []
    if not MINIMO_LEY_84 * smlmv <= valor <= MAXIMO_LEY_84 * smlmv:
        notes.append(
            f"La multa está fuera de {MINIMO_LEY_84} a {MAXIMO_LEY_84} salarios "
            "mínimos del año del hecho (Ley 84 de 1989, art. 10)."
        )
    if hecho >= UVB_DESDE:
        notes.append(
            "Para hechos desde 2024 los salarios mínimos podrían expresarse en UVB "
            "(Ley 2294 de 2023, art. 313); manda el valor del título."
        )
    if hecho > LEY_ANGEL:
        notes.append(
            "La Ley 2455 de 2025 modificó la Ley 84 de 1989: compruebe la multa con "
            "el texto vigente en la fecha del hecho."
        )
    return tuple(notes)


def _check_value(valor: Centavos) -> None:
    if valor < 0:
        message = f"El valor del título no puede ser negativo ({pesos(valor)})."
        raise InvalidDataError(message)


def _check_wage(smlmv: Centavos) -> None:
    if smlmv <= 0:
        message = "El salario mínimo del año debe ser mayor que cero."
        raise InvalidDataError(message)
