"""What opening and closing an incident have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.clase_termino import TERMINO_DE_INCIDENTE
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    import datetime as dt

QUIENES: Final = (Rol.PRO, Rol.COO, Rol.JEF, Rol.AUX)
ABIERTO: Final = "abierto"
CERRADO: Final = "cerrado"


def marca_de_termino(incidente_id: int) -> str:
    """Return what the term of an incident carries as its activity."""
    return f"{TERMINO_DE_INCIDENTE}{incidente_id}"


def revisar_fecha(fecha: dt.date, desde: dt.date | None, hoy: dt.date) -> None:
    """Refuse a day after today, or before the one it follows.

    Raises:
        InvalidDataError: says which and why.
    """
    if fecha > hoy:
        message = (
            f"La fecha no puede ser posterior a hoy, {fecha_larga(hoy)}. No se "
            "registró nada."
        )
        raise InvalidDataError(message)
    if desde is not None and fecha < desde:
        message = (
            f"El incidente se abrió el {fecha_larga(desde)} y no puede cerrarse antes, "
            f"el {fecha_larga(fecha)}. No se registró nada."
        )
        raise InvalidDataError(message)
