"""What happened to a título, as far as prescription cares (ET 817 and 818)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.calendario import Suspension

ANIOS = 5
"""Years of the collection action (ET 817)."""


class Causa(StrEnum):
    """What interrupts the term (ET 818); nothing else does."""

    MANDAMIENTO = "mandamiento"
    """Its valid notification; issuing it does nothing."""
    FACILIDAD = "facilidad"
    """Its granting; the payments of the plan do nothing."""
    CONCORDATO = "concordato"
    """The admission of the insolvency request."""
    LIQUIDACION = "liquidacion"
    """The official declaration of forced administrative liquidation."""


@dataclass(frozen=True, slots=True)
class Interrupcion:
    """An event that starts the term again."""

    causa: Causa
    fecha: date
    fin: date | None = None
    """Breach of the facilidad, or end of the concordato or liquidación, if it came.

    The breach is the missed instalment, not the act that declares it.
    """
    valida: bool = True
    """False once the notification or the act was held void: it never happened."""

    def __post_init__(self) -> None:
        """Refuse an end that cannot be.

        Raises:
            InvalidDataError: an end before the event, or of a mandamiento.
        """
        if self.fin is None:
            return
        if self.causa is Causa.MANDAMIENTO:
            message = "La notificación de un mandamiento no tiene fecha de terminación."
            raise InvalidDataError(message, {"fin": f"{self.fin}"})
        if self.fin < self.fecha:
            message = (
                f"{NOMBRE[self.causa]} del {fecha_larga(self.fecha)} no puede "
                f"terminar ni incumplirse antes, el {fecha_larga(self.fin)}."
            )
            raise InvalidDataError(message, {"fin": f"{self.fin}"})


NOMBRE = {
    Causa.MANDAMIENTO: "La notificación del mandamiento de pago",
    Causa.FACILIDAD: "La facilidad de pago",
    Causa.CONCORDATO: "El concordato o proceso de insolvencia",
    Causa.LIQUIDACION: "La liquidación forzosa administrativa",
}


@dataclass(frozen=True, slots=True)
class HechosPrescripcion:
    """What happened to a título, as far as prescription cares."""

    ejecutoria: date
    anios: int = ANIOS
    anios_alarma: int | None = None
    """A shorter term that also has to be watched (IDPYBA, 3 years; RULES 3.6)."""
    exigibilidad: date | None = None
    """Where the third of the risk mark counts from; without it, the ejecutoria."""
    interrupciones: tuple[Interrupcion, ...] = ()
    suspensiones: tuple[Suspension, ...] = ()

    def __post_init__(self) -> None:
        """Refuse terms and events that cannot be.

        Raises:
            InvalidDataError: years out of 1 to 100, or an event before the ejecutoria.
        """
        for anios in (self.anios, self.anios_alarma or self.anios):
            if not 1 <= anios <= 100:
                message = f"Un término de prescripción no puede ser de {anios} años."
                raise InvalidDataError(message, {"anios": anios})
        for event in self.interrupciones:
            if event.fecha < self.ejecutoria:
                message = (
                    f"{NOMBRE[event.causa]} es del {fecha_larga(event.fecha)}, antes "
                    f"de la ejecutoria ({fecha_larga(self.ejecutoria)}). Revise las "
                    "dos fechas."
                )
                raise InvalidDataError(message, {"fecha": f"{event.fecha}"})
