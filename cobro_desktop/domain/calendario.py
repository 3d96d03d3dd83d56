"""The working days of an entity, with the reason of each day that is not one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, MissingParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LUNES_A_VIERNES = frozenset(range(5))
LUNES_A_SABADO = frozenset(range(6))
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
UN_DIA = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which an act stopped the terms; both ends are included."""

    desde: date
    hasta: date
    motivo: str = "términos suspendidos"
    """The act, as a person names it: `Resolución 123 de 2020`."""

    def __post_init__(self) -> None:
        """Refuse an end before the start.

        Raises:
            InvalidDataError: `hasta` is before `desde`.
        """
        if self.hasta < self.desde:
            message = (
                f"La suspensión termina ({self.hasta}) antes de empezar "
                f"({self.desde}). Revise las dos fechas."
            )
            raise InvalidDataError(
                message, {"desde": f"{self.desde}", "hasta": f"{self.hasta}"}
            )

    def __contains__(self, fecha: date) -> bool:
        return self.desde <= fecha <= self.hasta


@dataclass(frozen=True, slots=True)
class Calendario:
    """Which days count for terms (Ley 4 de 1913, art. 62; Ley 51 de 1983)."""

    festivos: Mapping[int, Mapping[date, str]]
    """Per year, the holidays with their name and norm; a missing year is unknown."""
    dias_laborales: frozenset[int] = LUNES_A_VIERNES
    """Weekdays worked, Monday is 0 (switch `workdays`)."""
    cierres: Mapping[date, str] = field(default_factory=dict)
    """Days on which the entity was closed, with the act: they are *de vacante*."""
    suspensiones: tuple[Suspension, ...] = ()
    """They may overlap; a day is suspended once."""

    def __post_init__(self) -> None:
        """Refuse a week without working days, in which no term would end.

        Raises:
            InvalidDataError: `dias_laborales` is empty or not of 0 to 6.
        """
        if not self.dias_laborales or not self.dias_laborales <= frozenset(range(7)):
            message = "La semana necesita al menos un día laboral, de lunes a domingo."
            raise InvalidDataError(message)

    def motivo_inhabil(self, fecha: date) -> str | None:
        """Say why nobody works on a day; None when it is a working day.

        Raises:
            MissingParameterError: the holidays of that year are not known.
        """
        try:
            holidays = self.festivos[fecha.year]
        except KeyError:
            message = (
                f"No se conocen los festivos de {fecha.year}, y sin ellos no se "
                "pueden contar días hábiles. Revise la fecha o el número de días."
            )
            raise MissingParameterError(message, {"anio": fecha.year}) from None
        if name := holidays.get(fecha) or self.cierres.get(fecha):
            return name
        weekday = fecha.weekday()
        return None if weekday in self.dias_laborales else DIAS[weekday]

    def motivo_suspension(self, fecha: date) -> str | None:
        """Name the act that suspended the terms on a day, if any."""
        return next((s.motivo for s in self.suspensiones if fecha in s), None)

    def es_habil(self, fecha: date) -> bool:
        """Tell whether a day is worked; suspended terms do not close the office.

        Raises:
            MissingParameterError: the holidays of that year are not known.
        """
        return self.motivo_inhabil(fecha) is None

    def habil_o_siguiente(self, fecha: date) -> date:
        """Return the day itself, or the next one that is worked."""
        while not self.es_habil(fecha):
            fecha += UN_DIA
        return fecha

    def habil_o_anterior(self, fecha: date) -> date:
        """Return the day itself, or the last one before it that was worked."""
        while not self.es_habil(fecha):
            fecha -= UN_DIA
        return fecha
