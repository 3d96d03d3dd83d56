"""Terms written straight into the base of the small office, for the tests."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    SuspensionRow,
    TerminoRow,
    UsuarioRow,
)
from tests.services.oficina import expediente_de

EXCEPCIONES = "Pagar o proponer excepciones (ET 830)"


def corre(
    workspace: Workspace,
    titulo: str,
    desde: str,
    plazo: tuple[int, str] = (15, "habiles"),
    *,
    nombre: str = EXCEPCIONES,
    **otros: object,
) -> int:
    """Let a term run in a case, counted with the calendar of now; returns its id."""
    number, unit = plazo
    start = dt.date.fromisoformat(desde)
    due = sumar(start, number, Unidad(unit), workspace.calendario("SVSP")).vence
    values: dict[str, object] = {"actividad": "9", "vence": due, "cumplido": None}
    row = TerminoRow(
        expediente_id=expediente_de(workspace, titulo).id,
        nombre=nombre,
        desde=start,
        cantidad=number,
        unidad=unit,
        **(values | otros),
    )
    with workspace.base.write.begin() as session:
        session.add(row)
        session.flush()
        case = session.get_one(ExpedienteRow, row.expediente_id)
        if row.estado == "abierto" or row.estado is None:
            case.vence_proximo = min(row.vence, case.vence_proximo or row.vence)
        return row.id


def suspende(
    workspace: Workspace,
    titulo: str,
    desde: str,
    hasta: str = "",
    causa: str = "Auto 9",
) -> None:
    """Stop the terms of a case."""
    with workspace.base.write.begin() as session:
        session.add(
            SuspensionRow(
                expediente_id=expediente_de(workspace, titulo).id,
                causa=causa,
                norma="ET 841",
                desde=dt.date.fromisoformat(desde),
                hasta=dt.date.fromisoformat(hasta) if hasta else None,
                terminos=True,
                prescripcion=False,
                intereses=False,
            )
        )


def reparte(workspace: Workspace, titulo: str, login: str) -> None:
    """Give a case to somebody."""
    with workspace.base.write.begin() as session:
        case = session.get_one(ExpedienteRow, expediente_de(workspace, titulo).id)
        case.responsable_id = session.scalars(
            select(UsuarioRow.id).where(UsuarioRow.login == login)
        ).one()
