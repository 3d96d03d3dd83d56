"""A small office with a run of the portfolio, for tests and pictures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from cobro_desktop.cli.state import State
from cobro_desktop.domain.partida import Recomendacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_corrida
from cobro_desktop.services.cartera.avance import AvanzarCorrida
from cobro_desktop.services.cartera.comite import Dictamen, RegistrarSesion
from cobro_desktop.services.cartera.partidas import (
    AgregarPartidas,
    Entrante,
    LlenarFicha,
    agregar_partidas,
    llenar_ficha,
    obligaciones_de,
)
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.cartera import OfficePortfolio
from cobro_ui.backend.documentos import OfficeDocuments
from cobro_ui.backend.office import Office
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

CODIGO = "PRO-GJU-130-008"
LARGO = (
    "CORPORACIÓN INTERINSTITUCIONAL DE VIGILANCIA, ESCOLTA Y TRANSPORTE DE VALORES DEL "
    "ALTIPLANO CUNDIBOYACENSE S.A.S. EN LIQUIDACIÓN JUDICIAL"
)


def abrir_cartera(base: Base, folder: Path) -> tuple[Workspace, Office]:
    """Open an office of SVSP whose professional also writes for the comité."""
    workspace = abrir_oficina(base, folder)
    roles = (Rol.PRO, Rol.COM, Rol.REP, Rol.JEF)
    person = CrearUsuario("todo", "Todo En Uno", roles, "Profesional")
    crear_usuario(person, workspace, en_nombre_de("adm"))
    state = State(base.datos, None, HOY, "todo", json=False)
    return workspace, Office(state, folder)


def con_corrida(workspace: Workspace, *, llena: bool = True) -> int:
    """Open a run with two items; their fichas are filled if `llena`."""
    contexto = en_nombre_de("pro")
    command = AbrirCorrida(CODIGO, dt.date(2026, 6, 30), "19")
    run = int(str(abrir_corrida(command, workspace, contexto).datos["corrida"]))
    owed = [
        one
        for title in ("R-100", "R-200")
        for one in obligaciones_de(workspace, expediente_de(workspace, title).id)
    ]
    items = tuple(Entrante(o, "Revisión del semestre") for o in owed)
    done = agregar_partidas(AgregarPartidas(run, items), workspace, contexto)
    made = done.datos["partidas"]
    assert isinstance(made, list)
    if llena:
        for item in made:
            answers = {"tratamiento": "sin_cambio"}
            llenar_ficha(LlenarFicha(int(item), answers), workspace, contexto)
    return run


def fuentes(office: Office) -> dict[str, Any]:
    """Return the sources of a shell that the portfolio needs."""
    return {
        "portfolio": OfficePortfolio(office),
        "documents": OfficeDocuments(office),
    }


def terminar(source: OfficePortfolio, run: int, folder: Path) -> None:
    """Take a run whose items stay as they are to its end."""
    items = source.run(run).partidas
    said = Dictamen(Recomendacion.RECOMIENDA, verificada=True)
    source.sit(
        RegistrarSesion(
            corrida_id=run,
            fecha=HOY,
            presidente="Clara Robledo",
            secretario="Julián Peña",
            asistentes=(),
            dictamenes={item.id: said for item in items},
        )
    )
    for evidence in ("relacion-cuentas", "acta-comite"):
        file = folder / f"{evidence}.pdf"
        file.write_bytes(f"%PDF-1.4 {evidence}\n".encode())
        source.attach(run, file, evidence)
    source.advance(AvanzarCorrida(run, "sin_cambios", HOY))
