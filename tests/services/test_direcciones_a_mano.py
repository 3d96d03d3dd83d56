"""The addresses of a debtor, written by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.trabajo.direcciones import (
    AgregarDireccion,
    CerrarDireccion,
    agregar_direccion,
    cerrar_direccion,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, DireccionRow
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def direcciones(workspace: Workspace) -> dict[str, tuple[dt.date | None, str, str]]:
    with workspace.base.read() as session:
        rows = session.scalars(
            select(DireccionRow)
            .where(DireccionRow.tipo == "direccion")
            .order_by(DireccionRow.id)
        )
        return {r.texto: (r.hasta, r.causa_devolucion, r.fuente) for r in rows}


def agrega(workspace: Workspace, texto: str, *, cambio: bool = False) -> str:
    command = AgregarDireccion(
        expediente_id=expediente_de(workspace, "R-100").id,
        documento="",
        clase="direccion",
        texto=texto,
        municipio="Bogotá D.C.",
        fuente="Cámara de Comercio",
        desde=HOY,
        cambio=cambio,
    )
    return agregar_direccion(command, workspace, en_nombre_de("pro")).resumen


def test_a_new_address_joins_the_history_with_its_source(workspace: Workspace) -> None:
    agrega(workspace, "Carrera 9 # 10-11")

    known = direcciones(workspace)
    assert known["Carrera 9 # 10-11"] == (None, "", "Cámara de Comercio")
    assert known["Calle 1 # 2-3"][0] is None
    with pytest.raises(InvalidDataError, match="ya está entre las direcciones"):
        agrega(workspace, "carrera 9  # 10-11")


def test_after_a_change_the_old_one_is_good_for_three_months(
    workspace: Workspace,
) -> None:
    told = agrega(workspace, "Carrera 9 # 10-11", cambio=True)

    # Del 30 de septiembre, tres meses: 30 de diciembre (ET 563).
    until = dt.date(2026, 12, 30)
    assert direcciones(workspace)["Calle 1 # 2-3"][:2] == (until, "cambio de dirección")
    assert "hasta el 30 de diciembre de 2026" in told
    with workspace.base.read() as session:
        last = session.scalars(
            select(ActuacionRow.texto).order_by(ActuacionRow.id.desc())
        ).first()
    assert last == told


def test_an_address_closes_with_the_cause_that_the_mail_wrote(
    workspace: Workspace,
) -> None:
    command = CerrarDireccion(
        expediente_id=expediente_de(workspace, "R-100").id,
        documento="890903938",
        clase="direccion",
        texto="calle 1 # 2-3",
        causa="No reside",
        fecha=HOY,
    )
    cerrar_direccion(command, workspace, en_nombre_de("aux"))

    assert direcciones(workspace)["Calle 1 # 2-3"][:2] == (HOY, "No reside")
    with pytest.raises(NotFoundError, match="no tiene vigente"):
        cerrar_direccion(command, workspace, en_nombre_de("aux"))
