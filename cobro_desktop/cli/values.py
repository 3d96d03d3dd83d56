"""Values as they are typed on the command line."""

from __future__ import annotations

import datetime as dt
import re

import typer

from cobro_desktop.domain.dinero import Centavos

_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PESOS = re.compile(r"(-?)(\d+)(?:\.(\d{1,2}))?", re.ASCII)


def fecha(text: str) -> dt.date:
    """Read AAAA-MM-DD, and no other form of ISO 8601."""
    try:
        return dt.date.fromisoformat(text if _FECHA.fullmatch(text) else "")
    except ValueError:
        message = f"«{text}» no es una fecha AAAA-MM-DD."
        raise typer.BadParameter(message) from None


def dinero(text: str) -> Centavos:
    """Read pesos, with up to two decimals after a point, as centavos."""
    found = _PESOS.fullmatch(text.strip())
    if not found:
        message = f"«{text}» no es un valor en pesos, como 1423500 o 1423500.50."
        raise typer.BadParameter(message)
    sign, whole, cents = found.groups()
    amount = int(whole) * 100 + int((cents or "0").ljust(2, "0"))
    return -amount if sign else amount


def par(text: str) -> tuple[str, str]:
    """Read `clave=valor`."""
    key, separator, value = text.partition("=")
    if not separator or not key.strip():
        message = f"«{text}» no tiene la forma clave=valor."
        raise typer.BadParameter(message)
    return key.strip(), value.strip()


def rango(text: str) -> tuple[dt.date, dt.date]:
    """Read `D..D`, both days included; one day alone is a range of one.

    `D..` is refused: where it would end, nobody said.
    """
    start, separator, end = text.partition("..")
    return fecha(start), fecha(end if separator else start)
