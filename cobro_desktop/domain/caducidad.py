"""What ends a sanction besides prescription (CPACA 52 and 91; RULES 3.2 and 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_anios
from cobro_desktop.domain.traza import Paso, Traza
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

ANIOS_CADUCIDAD = 3
ANIOS_EJECUTORIEDAD = 5


@dataclass(frozen=True, slots=True)
class Caducidad:
    """The last day to issue and notify a sanction, and whether it came too late."""

    vence: date
    caduco: bool
    traza: Traza


@dataclass(frozen=True, slots=True)
class PerdidaEjecutoriedad:
    """The last day to execute an act, and whether nobody did."""

    vence: date
    perdida: bool
    traza: Traza


def caducidad(hecho: date, expedicion: date, notificacion: date) -> Caducidad:
    """Check that a sanction was issued and notified within three years of the fact.

    A título that came too late goes back to who issued it.

    Raises:
        InvalidDataError: the three dates are not in order.
    """
    _in_order(hecho, expedicion, "El acto no puede ser anterior al hecho")
    _in_order(expedicion, notificacion, "La notificación no puede ser anterior al acto")
    vence = mas_anios(hecho, ANIOS_CADUCIDAD)
    late = notificacion > vence
    verdict = "después de caducada" if late else "dentro de"
    detail = (
        f"El hecho es del {fecha_larga(hecho)} y la facultad de sancionar caducó el "
        f"{fecha_larga(vence)}; el acto se notificó el {fecha_larga(notificacion)}, "
        f"{verdict} la facultad."
    )
    return Caducidad(vence, late, (Paso("caducidad", "CPACA, art. 52", detail),))


def limite_para_decidir_recurso(interposicion: date) -> date:
    """Return the last day to decide; after it the recurso is deemed granted (52)."""
    return mas_anios(interposicion, 1)


def perdida_ejecutoriedad(
    firmeza: date, actos: Iterable[date], hoy: date
) -> PerdidaEjecutoriedad:
    """Tell whether five years passed since the act was final without executing it.

    `actos` are the acts that execute it, such as the notification of the mandamiento;
    one of them in time is enough (CPACA 91 num. 3).

    Raises:
        InvalidDataError: an act is before `firmeza`.
    """
    vence = mas_anios(firmeza, ANIOS_EJECUTORIEDAD)
    first = min(actos, default=None)
    if first is not None:
        _in_order(firmeza, first, "Un acto de ejecución no puede ser anterior")
    done = first is not None and first <= vence
    lost = not done and hoy > vence
    act = f"el {fecha_larga(first)}" if first is not None else "ninguno"
    detail = (
        f"Firme el {fecha_larga(firmeza)}; la entidad podía ejecutar el acto hasta el "
        f"{fecha_larga(vence)}. Primer acto de ejecución: {act}."
    )
    step = Paso("perdida_ejecutoriedad", "CPACA, art. 91 num. 3", detail)
    return PerdidaEjecutoriedad(vence, lost, (step,))


def _in_order(first: date, second: date, texto: str) -> None:
    if second < first:
        message = (
            f"{texto}: {fecha_larga(second)} es antes de {fecha_larga(first)}. "
            "Revise las fechas."
        )
        raise InvalidDataError(message, {"fechas": [f"{first}", f"{second}"]})
