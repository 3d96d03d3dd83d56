"""May an agreement of payment be granted, by the law and by the entity (RULES 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.plan_pagos import MESES_MAXIMOS
from cobro_desktop.domain.seguimiento_acuerdo import ReglaIncumplimiento
from cobro_desktop.formats import cantidad, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class EstadoAcuerdo(StrEnum):
    """What was decided about an agreement; how it is being paid is worked out."""

    SOLICITADO = "solicitado"
    VIGENTE = "vigente"
    CUMPLIDO = "cumplido"
    INCUMPLIDO = "incumplido"
    NEGADO = "negado"
    ANULADO = "anulado"


TERMINO_DE_ACUERDO = "acuerdo"
"""What a term says instead of an activity when it is of an agreement: an instalment,
or the sending of a request. The suspension of the process does not stop it."""
EN_CURSO = (EstadoAcuerdo.SOLICITADO, EstadoAcuerdo.VIGENTE)
"""A case has one of these at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglasAcuerdo:
    """What an entity rules about agreements; the defaults are the law's.

    It is the table `[acuerdo]` of the entity's file.
    """

    competente: bool = True
    remite_a: str = ""
    """Who grants them, with its article, when the entity does not."""
    remite_oficina: str = ""
    """The office there that the request is addressed to."""
    norma_competencia: str = ""
    dias_traslado: int = 5
    """Business days to send a request to who is competent (CPACA 21)."""
    meses_maximos: int = MESES_MAXIMOS
    meses_sin_garantia: int = MESES_SIN_GARANTIA
    cuotas_consecutivas: int = 1
    """Missed in a row, so many permit to declare the breach."""
    automatico: bool = False
    """Whether the agreement loses its effect by itself then."""
    norma_incumplimiento: str = "ET, art. 814-3"
    norma_suspension: str = "ET, art. 841"
    visto_bueno: str = ""
    """The post that looks the agreement over before it is signed, if one does."""
    area_financiera: str = ""
    """Who gets a copy to follow the payments, with its article."""

    def __post_init__(self) -> None:
        """Refuse what the law does not let an entity rule.

        Raises:
            InvalidDataError: more than five years, or counts that cannot be.
        """
        problem = ""
        if not 1 <= self.meses_maximos <= MESES_MAXIMOS:
            problem = (
                f"Un acuerdo dura de 1 a {MESES_MAXIMOS} meses (Decreto 4473 de 2006, "
                f"art. 3), no {self.meses_maximos}."
            )
        elif not 0 <= self.meses_sin_garantia <= MESES_SIN_GARANTIA:
            problem = (
                f"Sin garantía un acuerdo dura {MESES_SIN_GARANTIA} meses como máximo "
                f"(ET, art. 814), no {self.meses_sin_garantia}."
            )
        elif self.cuotas_consecutivas < 1 or self.dias_traslado < 1:
            problem = "Las cuotas seguidas y los días de traslado son uno o más."
        elif not self.competente and not (self.remite_a and self.norma_competencia):
            problem = (
                "La entidad que no concede acuerdos dice a quién los remite y por qué "
                "norma."
            )
        if problem:
            raise InvalidDataError(problem)

    @property
    def incumplimiento(self) -> ReglaIncumplimiento:
        """When the agreement may be declared broken."""
        return ReglaIncumplimiento(self.cuotas_consecutivas, self.automatico)


LEY = ReglasAcuerdo()
"""What rules an entity that says nothing."""


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
    """And did not put it right (Ley 1066 de 2006, art. 2 num. 6)."""
    prescrita: bool = False


@dataclass(frozen=True, slots=True)
class Reparo:
    """Something against granting.

    `impide` tells whether it stops it, and `absoluto` whether even a reason that stays
    on record does not pass it.
    """

    texto: str
    norma: str
    impide: bool = True
    absoluto: bool = False


def revisar_solicitud(
    solicitud: SolicitudAcuerdo, *, uvt: Centavos, reglas: ReglasAcuerdo = LEY
) -> tuple[Reparo, ...]:
    """List what is against granting an agreement, with its norm."""
    return (
        *_against_anyone(solicitud, reglas),
        *_about_guarantee(solicitud, uvt, reglas),
    )


def _against_anyone(
    solicitud: SolicitudAcuerdo, reglas: ReglasAcuerdo
) -> Iterator[Reparo]:
    if not reglas.competente:
        yield Reparo(
            "La entidad no concede acuerdos de pago: suspenda la gestión y envíe la "
            f"solicitud con la carpeta a {reglas.remite_a}.",
            reglas.norma_competencia,
            absoluto=True,
        )
    if solicitud.prescrita:
        yield Reparo(
            "La acción de cobro está prescrita.", "ET, art. 817", absoluto=True
        )
    if solicitud.en_bdme_por_incumplimiento:
        yield Reparo(
            "El deudor está en el boletín de morosos por incumplir un acuerdo y no "
            "lo ha subsanado.",
            "Ley 1066 de 2006, art. 2 num. 6",
            absoluto=True,
        )
    if solicitud.meses > reglas.meses_maximos:
        yield Reparo(
            f"El plazo de {solicitud.meses} meses pasa del máximo, que es de "
            f"{reglas.meses_maximos}.",
            "Decreto 4473 de 2006, art. 3",
            absoluto=True,
        )


def _about_guarantee(
    solicitud: SolicitudAcuerdo, uvt: Centavos, reglas: ReglasAcuerdo
) -> Iterator[Reparo]:
    if solicitud.garantia is Garantia.NINGUNA:
        yield from _without_guarantee(solicitud, reglas)
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


def _without_guarantee(
    solicitud: SolicitudAcuerdo, reglas: ReglasAcuerdo
) -> Iterator[Reparo]:
    if solicitud.meses > reglas.meses_sin_garantia:
        most = cantidad(reglas.meses_sin_garantia, "mes", "meses")
        yield Reparo(f"Sin garantía el plazo no puede pasar de {most}.", "ET, art. 814")
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
