"""Classification and order of the portfolio (Manual de cobro SDSCJ; RULES 10)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos

DIAS_DEL_MES = 30
CRITERIOS_DE_DIFICIL_COBRO = 2
"""How many of the six make a debt hard to collect."""


class Cuantia(StrEnum):
    """Size of a debt by its capital balance."""

    MINIMA = "minima"
    MENOR = "menor"
    MAYOR = "mayor"


class Respuesta(StrEnum):
    """Yes, no, or nobody has looked: not knowing is never a yes."""

    SI = "si"
    NO = "no"
    DESCONOCIDO = "desconocido"


class Mora(StrEnum):
    """How likely the debt is to be collected."""

    COBRABLE = "cobrable"
    DIFICIL_COBRO = "dificil_cobro"


@dataclass(frozen=True, slots=True)
class CriteriosMora:
    """The six signs of a debt that is hard to collect, in the manual's order."""

    remitido_sdh: Respuesta = Respuesta.DESCONOCIDO
    sin_bienes: Respuesta = Respuesta.DESCONOCIDO
    """A search was finished and found nothing to embargo."""
    sin_acuerdo: Respuesta = Respuesta.DESCONOCIDO
    bienes_insuficientes: Respuesta = Respuesta.DESCONOCIDO
    """A search was finished and the person's debts exceed what it found."""
    no_localizado: Respuesta = Respuesta.DESCONOCIDO
    liquidacion: Respuesta = Respuesta.DESCONOCIDO
    """In liquidation without assets, or the debt was not admitted in insolvency."""


@dataclass(frozen=True, slots=True)
class ClasificacionMora:
    """The class and what it rests on."""

    mora: Mora
    cumplidos: tuple[str, ...]
    """Names of the criteria that hold."""
    desconocidos: tuple[str, ...]
    criterios: CriteriosMora
    """As counted: what follows from other answers is filled in."""


class PerfilPrioridad(StrEnum):
    """Whose order of work."""

    SDSCJ = "sdscj"
    """Risk of prescription, then the conducts that recur."""
    IDPYBA = "idpyba"
    """Nearest safe date, larger capital, more conditions, nature of the debt."""


@dataclass(frozen=True, slots=True)
class Prioridad:
    """What the order of work looks at, of one obligation."""

    id: str
    fecha_segura: date
    capital: Centavos
    en_riesgo: bool = False
    recurrente: bool = False
    """Of a conduct that the policy put first."""
    condiciones: int = 0
    """How many hold: reincidencia, danger of insolvency…"""
    naturaleza: str = ""


def clasificar_cuantia(saldo_capital: Centavos, *, smlmv: Centavos) -> Cuantia:
    """Classify by capital balance against the wage of the day of classification.

    Up to a daily wage it is mínima, up to a monthly one menor; interest never counts.

    Raises:
        InvalidDataError: a negative balance, or a wage that is not positive.
    """
    if saldo_capital < 0 or smlmv <= 0:
        message = "El saldo de capital no puede ser negativo ni el salario cero."
        raise InvalidDataError(message)
    if DIAS_DEL_MES * saldo_capital <= smlmv:
        return Cuantia.MINIMA
    return Cuantia.MENOR if saldo_capital <= smlmv else Cuantia.MAYOR


def clasificar_mora(
    criterios: CriteriosMora, *, saldo: Centavos, deducir: bool = True
) -> ClasificacionMora:
    """Say whether a debt is hard to collect: two or more of the six criteria hold.

    Who has nothing owes more than they have, so that with a balance the second
    criterion brings the fourth, unless that one was answered. Without `deducir`, not
    knowing the fourth was itself the answer, and is never a yes (RULES 10.5).
    """
    if (
        deducir
        and criterios.sin_bienes is Respuesta.SI
        and criterios.bienes_insuficientes is Respuesta.DESCONOCIDO
        and saldo > 0
    ):
        criterios = replace(criterios, bienes_insuficientes=Respuesta.SI)
    answers = {f.name: getattr(criterios, f.name) for f in fields(criterios)}
    held = tuple(n for n, answer in answers.items() if answer is Respuesta.SI)
    unknown = tuple(
        n for n, answer in answers.items() if answer is Respuesta.DESCONOCIDO
    )
    hard = len(held) >= CRITERIOS_DE_DIFICIL_COBRO
    mora = Mora.DIFICIL_COBRO if hard else Mora.COBRABLE
    return ClasificacionMora(mora, held, unknown, criterios)


def orden_prioridad(
    obligaciones: Iterable[Prioridad], perfil: PerfilPrioridad
) -> list[Prioridad]:
    """Sort what has to be worked, the most urgent first."""
    if perfil is PerfilPrioridad.SDSCJ:
        return sorted(
            obligaciones,
            key=lambda o: (
                not o.en_riesgo,
                not o.recurrente,
                o.fecha_segura,
                -o.capital,
                o.id,
            ),
        )
    return sorted(
        obligaciones,
        key=lambda o: (
            o.fecha_segura,
            -o.capital,
            -o.condiciones,
            o.naturaleza,
            o.id,
        ),
    )
