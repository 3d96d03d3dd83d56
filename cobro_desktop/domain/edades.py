"""How long a debt has been owed, in the bands of the ageing report (EXCHANGE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.fechas import mas_meses

if TYPE_CHECKING:
    from datetime import date


class Edad(NamedTuple):
    """A band; both ends belong to it."""

    id: str
    nombre: str


POR_VENCER: Final = Edad("por_vencer", "Por vencer")
_EN_DIAS: Final = (
    (30, Edad("d30", "0 a 30 días")),
    (60, Edad("d60", "31 a 60 días")),
    (90, Edad("d90", "61 a 90 días")),
    (180, Edad("d180", "91 a 180 días")),
    (360, Edad("d360", "181 a 360 días")),
)
_EN_ANIOS: Final = (
    (2, Edad("a2", "De 1 a 2 años")),
    (3, Edad("a3", "De 2 a 3 años")),
    (5, Edad("a5", "De 3 a 5 años")),
)
_MAS: Final = Edad("mas", "Más de 5 años")
EDADES: Final = (
    POR_VENCER,
    *(edad for _, edad in _EN_DIAS),
    *(edad for _, edad in _EN_ANIOS),
    _MAS,
)
"""Every band, the youngest first."""


def edad(exigible: date, corte: date) -> Edad:
    """Return the band of a debt at a cut.

    Up to 360, calendar days from the day it could be demanded; after that, whole
    years date to date, so that the second anniversary still is *1 a 2 años*.
    """
    days = (corte - exigible).days
    if days < 0:
        return POR_VENCER
    for limit, band in _EN_DIAS:
        if days <= limit:
            return band
    for years, band in _EN_ANIOS:
        if corte <= mas_meses(exigible, 12 * years):
            return band
    return _MAS
