"""What the screens and the command line read: named queries, one session each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.storage.queries import detalle, dinero, historia

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ficha:
    """One case whole, as its tabs show it."""

    expediente: detalle.ExpedienteDetalle
    actividad: str
    """Name of the current activity."""
    deudores: Sequence[detalle.Deudor]
    referencias: Sequence[detalle.Referencia]
    titulos: Sequence[dinero.Titulo]
    obligaciones: Sequence[dinero.Obligacion]
    pagos: Sequence[dinero.Pago]
    liquidaciones: Sequence[dinero.Liquidacion]
    actuaciones: Sequence[historia.Actuacion]
    terminos: Sequence[historia.Termino]
    documentos: Sequence[historia.Documento]
    notificaciones: Sequence[historia.Notificacion]


def ficha(workspace: Workspace, expediente_id: int) -> Ficha:
    """Read one case whole.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        found = detalle.expediente(session, expediente_id)
        if found is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        procedimiento = workspace.procedimiento(session, found.procedimiento_id)
        return Ficha(
            expediente=found,
            actividad=procedimiento.actividades[found.actividad].nombre,
            deudores=detalle.deudores(session, expediente_id),
            referencias=detalle.referencias(session, expediente_id),
            titulos=dinero.titulos(session, expediente_id),
            obligaciones=dinero.obligaciones(session, expediente_id),
            pagos=dinero.pagos(session, expediente_id),
            liquidaciones=dinero.liquidaciones(session, expediente_id),
            actuaciones=historia.actuaciones(session, expediente_id),
            terminos=historia.terminos(session, expediente_id),
            documentos=historia.documentos(session, expediente_id),
            notificaciones=historia.notificaciones(session, expediente_id),
        )
