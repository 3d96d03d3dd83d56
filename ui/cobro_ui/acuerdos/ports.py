"""What the window asks about the agreements of a case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.domain.plan_pagos import Metodo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.services.acuerdos.otorgamiento import AcuerdoPrevisto
    from cobro_desktop.services.changes import Changes


class Ending(StrEnum):
    """The ways in which a request or an agreement ends."""

    NEGAR = "negar"
    INCUMPLIR = "incumplir"
    CUMPLIR = "cumplir"
    ANULAR = "anular"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """What is asked for or agreed."""

    expediente_id: int
    dia: date
    """The day of the request, or of the signing."""
    cuotas: int
    primera: date | None = None
    """A month after the signing if not told."""
    metodo: Metodo = Metodo.CAPITAL_CONSTANTE
    cuota_inicial: Centavos = 0
    garantia: Garantia = Garantia.NINGUNA
    garantia_detalle: str = ""
    garantia_valor: Centavos = 0
    en_bdme: bool = False
    incumplio: bool = False
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class EndingRequest:
    """How a request or an agreement ends."""

    expediente_id: int
    ending: Ending
    fecha: date
    motivo: str = ""


class PlanPreview(NamedTuple):
    """The plan that would be signed, and what the other method would give."""

    previsto: AcuerdoPrevisto
    otro: str
    """In a sentence; it may say why the other method cannot be used."""


class Agreements(Protocol):
    """Agreements over the base; reads come from the reader lane."""

    def load(self, expediente_id: int) -> AcuerdosDelCaso:
        """Read the agreements of a case as they stand today.

        Raises:
            NotFoundError: it does not exist any more.
        """

    def preview_request(self, terms: AgreementTerms) -> Sequence[str]:
        """Say in sentences what recording a request would do."""

    def request(self, terms: AgreementTerms) -> Changes:
        """Record a request."""

    def preview(self, terms: AgreementTerms) -> PlanPreview:
        """Make the plan and say what granting would do.

        Raises:
            UserError: what granting would refuse, except objections.
        """

    def grant(self, terms: AgreementTerms) -> Changes:
        """Grant it."""

    def preview_ending(self, request: EndingRequest) -> Sequence[str]:
        """Say in sentences what ending it would do."""

    def end(self, request: EndingRequest) -> Changes:
        """End it."""

    def export(self, expediente_id: int, file: Path) -> None:
        """Write the workbook of the plan.

        Raises:
            StorageError: it cannot be written.
        """
