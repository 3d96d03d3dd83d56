"""How values read in Spanish (Colombia); the machine's locale never decides."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime

    from cobro_desktop.domain.dinero import Centavos

COLOMBIA = ZoneInfo("America/Bogota")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def miles(number: int) -> str:
    """Group thousands with points: `1.423.500`."""
    return f"{number:,}".replace(",", ".")


def pesos(centavos: Centavos) -> str:
    """Show an amount: `$ 1.423.500`, with cents only where there are some."""
    whole, cents = divmod(abs(centavos), 100)
    text = f"$ {miles(whole)}" + (f",{cents:02d}" if cents else "")
    return f"-{text}" if centavos < 0 else text


def fecha_corta(day: date | None) -> str:
    """Show a date in lists: `18 mar 2026`; nothing for no date."""
    return f"{day.day} {MESES[day.month - 1][:3]} {day.year}" if day else ""


def legible(texto: str) -> str:
    """Show a datum kept as text: an ISO day as `18 mar 2026`, anything else as it is.

    A telephone of ten digits would be a day of the year 3001 to Python.
    """
    try:
        return (
            fecha_corta(date.fromisoformat(texto)) if _ISO.fullmatch(texto) else texto
        )
    except ValueError:
        return texto


def fecha_larga(day: date) -> str:
    """Show a date in documents: `20 de noviembre de 2026`."""
    return f"{day.day} de {MESES[day.month - 1]} de {day.year}"


def mes_y_anio(day: date) -> str:
    """Name the month of a day as it reads in a sentence: `septiembre de 2026`."""
    return f"{MESES[day.month - 1]} de {day.year}"


def instante(moment: datetime) -> str:
    """Show an aware instant in Colombian time: `20 nov 2026, 14:05`."""
    local = moment.astimezone(COLOMBIA)
    return f"{fecha_corta(local.date())}, {local:%H:%M}"


def cantidad(number: int, singular: str, plural: str | None = None) -> str:
    """Count things in words that agree: `1 expediente`, `1.200 expedientes`."""
    return f"{miles(number)} {singular if number == 1 else plural or singular + 's'}"
