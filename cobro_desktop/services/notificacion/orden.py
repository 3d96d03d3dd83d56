"""What a person says of a notification: the command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.services.notificacion.conteo import MANDAMIENTO

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cobro_desktop.domain.notificacion import Medio, Resultado


@dataclass(frozen=True, slots=True)
class Notificar:
    """Record the notification of an act; without a day or a cause, that it was sent."""

    expediente_id: int
    documento: str
    """Kind of document, like `mandamiento-pago`, or that of the citation."""
    medio: Medio
    efectiva: dt.date | None = None
    """Day on which the debtor is held as notified, if the law does not compute it."""
    deudor: str = ""
    """Document number of one debtor; empty for all who must be notified."""
    guia: str = ""
    causa: str = ""
    """Why it failed: of the list (`no_reside`) or as the post says it."""
    hecho: dt.date | None = None
    """Delivery, publication, access: what the effective day is computed from."""
    enviada: dt.date | None = None
    resultado: Resultado | None = None
    """Told by the other fields when it is None."""
    direccion: str = ""
    """Address used; empty for the current one of the debtor."""
    soporte: Path | None = None
    """File that proves it; it goes into the case."""
    autorizacion: str = ""
    """Where the debtor accepted the electronic means, and when."""
    motivo: str = ""
    """Why it is recorded without something it needs, or out of its order."""
    cierra_direccion: bool = False
    """Mark the address used as no good, with the cause."""
    cita: str = MANDAMIENTO
    """Of a citation, the document that it calls for."""
