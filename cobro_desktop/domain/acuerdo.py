"""May an agreement be granted, and how does it stand (RULES 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.plan_pagos import MESES_MAXIMOS
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos

UVT_GARANTIA_PERSONAL = 3000
"""Up to here a personal guarantee is enough (ET 814)."""
MESES_SIN_GARANTIA = 12


class Garantia(StrEnum):
    """What answers for the agreement."""

    NINGUNA = "ninguna"
    PERSONAL = "personal"
    REAL = "real"
    """Mortgage, pledge, bank or insurance guarantee, or embargoed goods."""


@dataclass(frozen=True, slots=True)
class SolicitudAcuerdo:
    """What has to be looked at before granting."""

    total: Centavos
    """Capital, interest to the day of signing and costs."""
    meses: int
    garantia: Garantia = Garantia.NINGUNA
    valor_garantia: Centavos = 0
    incumplio_hace_un_anio: bool = False
    """Broke a facilidad within the year before the request."""
    en_bdme_por_incumplimiento: bool = False
    prescrita: bool = False
    entidad_competente: bool = True
    """SDSCJ grants none: the request goes to the Secretaría de Hacienda."""


@dataclass(frozen=True, slots=True)
class Reparo:
    """Something against granting; `impide` tells whether it stops it."""

    texto: str
    norma: str
    impide: bool = True


class FaseAcuerdo(StrEnum):
    """Where an agreement stands, as its instalments tell."""

    SOLICITADO = "solicitado"
    AL_DIA = "al_dia"
    EN_MORA = "en_mora"
    """It may be declared broken where the rule is not automatic."""
    INEFICAZ = "ineficaz"
    """Without effect by the entity's own rule."""
    CUMPLIDO = "cumplido"


@dataclass(frozen=True, slots=True)
class ReglaIncumplimiento:
    """How many instalments in a row, and whether nothing else is needed."""

    consecutivas: int = 1
    automatica: bool = False


UNA_CUOTA = ReglaIncumplimiento()
"""Any missed instalment permits the declaration, nothing is automatic (ET 814-3)."""
IDPYBA = ReglaIncumplimiento(consecutivas=2, automatica=True)
"""Two or more in a row leave the agreement without effect (RULES 5.5)."""


@dataclass(frozen=True, slots=True)
class CuotaSeguida:
    """An instalment and the day on which it was paid whole, if it was."""

    vence: date
    pagada: date | None = None


@dataclass(frozen=True, slots=True)
class SituacionAcuerdo:
    """The state of an agreement on a day."""

    fase: FaseAcuerdo
    en_mora: int
    consecutivas: int
    """The longest run of missed instalments; a payment breaks it."""
    permite_declarar: bool
    """The entity may declare the breach."""
    incumplido_desde: date | None
    """Due date of the first missed instalment: prescription counts from it."""


def revisar_solicitud(
    solicitud: SolicitudAcuerdo, *, uvt: Centavos
) -> tuple[Reparo, ...]:
    """List what is against granting an agreement, with its norm."""
    return (*_against_anyone(solicitud), *_about_guarantee(solicitud, uvt))


def situacion_acuerdo(
    cuotas: Sequence[CuotaSeguida],
    hoy: date,
    regla: ReglaIncumplimiento = UNA_CUOTA,
    *,
    otorgado: bool = True,
) -> SituacionAcuerdo:
    """Tell how an agreement stands; an instalment is missed from the day after it."""
    missed = [_missed(cuota, hoy) for cuota in cuotas]
    run = _longest_run(missed)
    broken = run >= regla.consecutivas
    first = min(
        (c.vence for c, m in zip(cuotas, missed, strict=True) if m), default=None
    )
    if not otorgado:
        fase = FaseAcuerdo.SOLICITADO
    elif broken and regla.automatica:
        fase = FaseAcuerdo.INEFICAZ
    elif any(missed):
        fase = FaseAcuerdo.EN_MORA
    elif cuotas and all(c.pagada and c.pagada <= hoy for c in cuotas):
        fase = FaseAcuerdo.CUMPLIDO
    else:
        fase = FaseAcuerdo.AL_DIA
    return SituacionAcuerdo(fase, sum(missed), run, otorgado and broken, first)


def _missed(cuota: CuotaSeguida, hoy: date) -> bool:
    paid = cuota.pagada is not None and cuota.pagada <= hoy
    return cuota.vence < hoy and not paid


def _longest_run(missed: Iterable[bool]) -> int:
    longest = current = 0
    for one in missed:
        current = current + 1 if one else 0
        longest = max(longest, current)
    return longest


def _against_anyone(solicitud: SolicitudAcuerdo) -> Iterator[Reparo]:
    if not solicitud.entidad_competente:
        yield Reparo(
            "La entidad no concede facilidades: suspenda la gestión y envíe la "
            "solicitud con la carpeta a la Secretaría Distrital de Hacienda.",
            "Decreto Distrital 289 de 2021, art. 10",
        )
    if solicitud.prescrita:
        yield Reparo("La acción de cobro está prescrita.", "ET, art. 817")
    if solicitud.en_bdme_por_incumplimiento:
        yield Reparo(
            "El deudor está en el boletín de morosos por incumplir un acuerdo y no "
            "lo ha subsanado.",
            "Ley 1066 de 2006, art. 2 num. 6",
        )
    if solicitud.meses > MESES_MAXIMOS:
        yield Reparo(
            f"El plazo de {solicitud.meses} meses pasa de cinco años.",
            "Decreto 4473 de 2006, art. 3",
        )


def _about_guarantee(solicitud: SolicitudAcuerdo, uvt: Centavos) -> Iterator[Reparo]:
    if solicitud.garantia is Garantia.NINGUNA:
        yield from _without_guarantee(solicitud)
        return
    limit = UVT_GARANTIA_PERSONAL * uvt
    if solicitud.garantia is Garantia.PERSONAL and solicitud.total > limit:
        yield Reparo(
            f"La garantía personal solo sirve hasta {pesos(limit)}.", "ET, art. 814"
        )
    if solicitud.valor_garantia < solicitud.total:
        yield Reparo(
            f"La garantía ({pesos(solicitud.valor_garantia)}) no cubre toda la deuda "
            f"({pesos(solicitud.total)}).",
            "Decreto 4473 de 2006, art. 4",
        )


def _without_guarantee(solicitud: SolicitudAcuerdo) -> Iterator[Reparo]:
    if solicitud.meses > MESES_SIN_GARANTIA:
        yield Reparo(
            f"Sin garantía el plazo no puede pasar de {MESES_SIN_GARANTIA} meses.",
            "ET, art. 814",
        )
    elif solicitud.incumplio_hace_un_anio:
        yield Reparo(
            "Sin garantía no se concede a quien incumplió otra facilidad en el último "
            "año.",
            "ET, art. 814",
        )
    else:
        yield Reparo(
            "El acuerdo no tiene garantía: compruebe que el reglamento de cartera lo "
            "permite.",
            "ET, art. 814",
            impide=False,
        )
