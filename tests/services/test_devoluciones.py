"""Titles that go back: causes and findings as data, and who sends them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain import estudio
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.documentos.emision import CrearDocumento
from cobro_desktop.services.documentos.preparacion import preparar
from cobro_desktop.services.procedimientos import load_catalogo
from cobro_desktop.services.trabajo.devoluciones import devoluciones, estadistica
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DevolucionRow, ExpedienteRow
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

PASOS = (
    ("recibido", {"fecha_recepcion": "2026-09-30"}),
    ("multa", {"fecha_base": "2026-09-30"}),
    ("revisado", {"recursos_agotados": "si", "notificado": "no", "firme": "si"}),
    (
        "no_procede",
        {
            "requisitos": "clara,expresa,exigible,liquida,deudor,ejecutoriada",
            "hubo_recursos": "no",
            "motivo_no_procede": "El aviso se envió a otra dirección.",
        },
    ),
    ("devuelto", {"causa_devolucion": "mal_notificado"}),
)
HALLAZGOS = (
    "No se cumple: el título se notificó en debida forma.",
    "No se cumple: notificación en debida forma.",
    "No se cumple: acción de cobro sin prescribir.",
    "No se cumple: acto sin pérdida de fuerza ejecutoria.",
    "El aviso se envió a otra dirección.",
)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def lleva(workspace: Workspace, titulo: str, pasos: int) -> int:
    """Close the first activities of a case, whatever evidence they lack."""
    case = expediente_de(workspace, titulo)
    for outcome, answers in PASOS[:pasos]:
        command = CerrarActividad(case.id, outcome, HOY, answers, forzar="Prueba")
        cerrar_actividad(command, workspace, en_nombre_de("todos"))
    return case.id


@pytest.fixture(autouse=True)
def _todos(workspace: Workspace) -> None:
    from cobro_desktop.domain.procedimiento import Rol
    from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario

    every = tuple(rol for rol in Rol if rol is not Rol.ADM)
    crear_usuario(CrearUsuario("todos", "Todos", every), workspace, en_nombre_de("adm"))


def test_the_findings_are_the_requirements_that_are_not_met() -> None:
    procedimiento = load_catalogo().buscar("PRO-GJU-130-008")
    answers = {k: v for _, given in PASOS for k, v in given.items()}

    assert estudio.hallazgos(procedimiento, answers) == HALLAZGOS
    assert estudio.causas(procedimiento, answers) == (
        ("mal_notificado", "No se notificó en debida forma"),
    )
    assert estudio.hallazgos(procedimiento, {}) == ()


@pytest.mark.parametrize(
    ("codigo", "campo", "valor"),
    [
        ("PD-GJ-07", "causa", "sin_rnmc"),
        ("PD-GJ-08", "causa", "pago"),
        ("PRO-GJU-130-008", "causa_devolucion", "sin_ejecutoria"),
        ("RJPD06", "causa_devolucion", "prescrita"),
        ("PA02-PR19", "clase_devolucion", "competencia"),
    ],
)
def test_every_procedure_types_the_causes_of_a_return(
    codigo: str, campo: str, valor: str
) -> None:
    procedimiento = load_catalogo().buscar(codigo)

    ((found, name),) = estudio.causas(procedimiento, {campo: valor})

    assert found == valor
    assert name


def test_a_returned_title_leaves_its_causes_as_data(workspace: Workspace) -> None:
    case_id = lleva(workspace, "R-100", 5)

    (found,) = devoluciones(workspace)

    assert (found.expediente_id, found.estado, found.fecha) == (
        case_id, "DEVUELTO", HOY,
    )  # fmt: skip
    assert found.causas == ("No se notificó en debida forma",)
    assert found.hallazgos == HALLAZGOS
    assert found.saldo == 1_000_000_00
    assert devoluciones(workspace, hasta=HOY.replace(day=1)) == []


def test_the_memorando_takes_the_findings_of_the_study(workspace: Workspace) -> None:
    case_id = lleva(workspace, "R-100", 4)
    command = CrearDocumento(case_id, "memorando-devolucion")

    with workspace.base.read() as session:
        context = preparar(session, workspace, en_nombre_de("pro"), command)

    assert getattr(context, "hallazgos", ()) == HALLAZGOS


def test_who_sends_bad_titles_and_why(workspace: Workspace) -> None:
    with workspace.base.write.begin() as session:
        for row in session.scalars(select(ExpedienteRow)):
            row.autoridad = "Grupo A" if row.titulo != "R-300" else "Grupo B"
    lleva(workspace, "R-100", 5)

    found = estadistica(workspace)

    (sender,) = found.emisores
    assert (sender.origen, sender.recibidos, sender.devueltos) == ("Grupo A", 2, 1)
    assert sender.porcentaje == 50
    assert sender.causas == (("No se notificó en debida forma", 1),)
    assert found.causas == sender.causas
    with workspace.base.write.begin() as session:
        session.scalars(select(DevolucionRow)).one().reingreso = HOY
    assert estadistica(workspace).emisores[0].reingresados == 1
