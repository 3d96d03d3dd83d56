"""What a facilidad would ask each month, told at the counter before it is requested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.errors import MissingParameterError, NotFoundError
from cobro_desktop.services.acuerdos.plan import Condiciones, plan_del_caso
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace

PLAZOS: Final = (3, 6, 12)
"""Months that are told; ET 814 asks no guarantee up to twelve."""


class CuotaPosible(NamedTuple):
    """A plan as if it were signed today, in centavos."""

    meses: int
    primera: Centavos
    """The first instalment, which is the largest."""
    total: Centavos


class Facilidad(NamedTuple):
    """What may be told of a facilidad."""

    cuotas: tuple[CuotaPosible, ...]
    nota: str
    """Who grants it, or why no plan can be told."""


def facilidad_posible(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> Facilidad:
    """Plan the debt of a case over some terms, if it were agreed today."""
    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, expediente_id)
        sigla = session.get_one(EntidadRow, expediente.entidad_id).sigla
        reglas = workspace.perfil(sigla).acuerdo
        if not reglas.competente:
            note = f"La facilidad de pago se pide aquí y la concede {reglas.remite_a}."
            return Facilidad((), note)
        found: list[CuotaPosible] = []
        for months in PLAZOS:
            try:
                plan = plan_del_caso(
                    session, workspace, expediente_id, Condiciones(hoy, months)
                )
            except (MissingParameterError, NotFoundError) as error:
                return Facilidad(tuple(found), error.mensaje)
            totals = [row.total for row in plan.cuotas]
            found.append(CuotaPosible(months, max(totals), sum(totals)))
    note = "Es una proyección: el plan se liquida el día en que se firme el acuerdo."
    return Facilidad(tuple(found), note)
