"""Who closed the activity that somebody else was closing at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import ConflictError
from cobro_desktop.formats import fecha_larga, instante
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.storage.queries import historia

if TYPE_CHECKING:
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow


def negar_si_otro_cerro(
    tx: Transaction,
    expediente: ExpedienteRow,
    procedimiento: Procedimiento,
    resultado: str,
) -> None:
    """Refuse an outcome that the current activity lacks and the last closed one has.

    Raises:
        ConflictError: two people were at the same activity; says who, what and when.
    """
    if procedimiento.salida(expediente.actividad, resultado) is not None:
        return
    acts = historia.actuaciones(tx.session, expediente.id)
    closings = (a for a in acts if a.tipo == TipoActuacion.CIERRE_ACTIVIDAD)
    last = next(closings, None)
    if last is None or procedimiento.salida(last.actividad, resultado) is None:
        return
    then = procedimiento.actividades[last.actividad]
    now = procedimiento.actividades[expediente.actividad]
    when = instante(last.registrada_en)
    offered = ", ".join(s.resultado for s in now.salidas)
    message = (
        f"{last.nombre or last.usuario} ya cerró la actividad {then.id}, "
        f"«{then.nombre}», con fecha del acto {fecha_larga(last.fecha)} (lo registró "
        f"el {when}). El expediente {expediente.numero} está ahora en la {now.id}, "
        f"«{now.nombre}», que no tiene el resultado «{resultado}», sino {offered}. "
        "No se registró nada."
    )
    raise ConflictError(message, {"usuario": last.usuario, "cuando": when})
