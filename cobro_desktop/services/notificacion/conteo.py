"""From which day, and how, the term of a notified debtor counts (RULES 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.plazos import (
    HABILES_566_1,
    NotificacionElectronica,
    contar_guardado,
)
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.storage.queries.notificaciones import efectivas

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones

MANDAMIENTO: Final = "mandamiento-pago"
DIAS_DE_EXCEPCIONES: Final = 15
"""Business days to pay or propose excepciones (ET 830)."""
OPCION: Final = "notificacion.electronica"


class Rige(NamedTuple):
    """The notification whose term ends last."""

    desde: dt.date
    unidad: str
    """As a stored term carries it."""
    vence: dt.date


def unidad_de(medio: str, opciones: Opciones) -> str:
    """Return the unit of a term of working days that a means starts.

    Under ET 566-1 the five days of an electronic notification go before it.
    """
    electronic = medio == Medio.ELECTRONICA
    return con_lectura(str(Unidad.HABILES), opciones, por_correo=electronic)


def con_lectura(unidad: str, opciones: Opciones, *, por_correo: bool) -> str:
    """Return the unit of a term as the entity reads the law today."""
    if not por_correo or unidad not in {Unidad.HABILES, HABILES_566_1}:
        return unidad
    waits = opciones[OPCION] == NotificacionElectronica.ET_566_1
    return HABILES_566_1 if waits else str(Unidad.HABILES)


def que_rige(
    session: Session,
    expediente_id: int,
    opciones: Opciones,
    calendario: Calendario,
) -> Rige | None:
    """Return the notified debtor whose fifteen days end last; None if nobody is.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    found = (
        _contada(medio, fecha, opciones, calendario)
        for medio, fecha in efectivas(session, expediente_id, MANDAMIENTO)
    )
    return max(found, key=lambda one: (one.vence, one.desde), default=None)


def _contada(
    medio: str, fecha: dt.date, opciones: Opciones, calendario: Calendario
) -> Rige:
    unit = unidad_de(medio, opciones)
    end = contar_guardado(fecha, DIAS_DE_EXCEPCIONES, unit, calendario).vence
    return Rige(fecha, unit, end)
