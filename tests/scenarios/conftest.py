from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.usuarios import (
    CrearUsuario,
    contexto_de,
    crear_usuario,
)
from cobro_desktop.services.workspace import Workspace, open_workspace
from tests.scenarios.historia import Historia, expediente_de

DATA = Path(__file__).parents[1] / "data"

PERSONAS = (
    ("auxiliar", "Rosa Elvira Pabón", Rol.AUX, "Auxiliar administrativa"),
    ("profesional", "Tomás Arango Leal", Rol.PRO, "Profesional universitario"),
    ("colega", "Irene Salcedo Vera", Rol.PRO, "Profesional especializada"),
    ("coordinadora", "Marta Lucía Ferro", Rol.COO, "Coordinadora del grupo"),
    ("jefe", "Esteban Camargo Ruiz", Rol.JEF, "Funcionario ejecutor"),
    ("financiera", "Nelly Patricia Osorio", Rol.FIN, "Profesional de financiera"),
    ("tesoreria", "Álvaro Quintana Mora", Rol.TES, "Tesorero"),
    ("subdirector", "Beatriz Lozada Prieto", Rol.SUB, "Subdirectora corporativa"),
    ("representante", "Gabriel Montaña Sáenz", Rol.REP, "Representante legal"),
)

DATOS = {
    "direccion_entidad": "Calle 100 n.º 1-23",
    "correo_entidad": "cobro@entidad.test",
    "medio_pago": "Banco de Prueba, cuenta de ahorros 000-111, a nombre de la entidad",
    "delegacion": "la Resolución 010 de 2025",
    "reglamento_cartera": "la Resolución 020 de 2019",
}

IMPORTACIONES = {
    "PRO-GJU-130-008": ("muestras/cartera_svsp_2026-10.xlsx", "cartera", "2025-11-04"),
    "PD-GJ-07": ("muestras/titulos_sdscj_2026-09.xlsx", "titulos", "2026-02-02"),
    "PD-GJ-08": ("titulos_sdscj_pd_gj_08.csv", "titulos", "2026-02-02"),
    "RJPD06": ("muestras/jurados_rnec_2026.xlsx", "titulos", "2025-02-03"),
    "PA02-PR19": ("muestras/multas_idpyba_2026.csv", "titulos", "2026-02-02"),
}
"""Procedure → file, format, and the day on which it arrives."""

Plantilla = Callable[[str], Path]
Abre = Callable[..., Historia]


@pytest.fixture(scope="session")
def plantilla(tmp_path_factory: pytest.TempPathFactory) -> Plantilla:
    """Data folder of a procedure with its people and its sample, made once."""
    made: dict[str, Path] = {}

    def build(codigo: str) -> Path:
        if codigo not in made:
            folder = tmp_path_factory.mktemp("base")
            _preparar(folder, codigo)
            made[codigo] = folder
        return made[codigo]

    return build


@pytest.fixture
def abre(tmp_path: Path, plantilla: Plantilla) -> Iterator[Abre]:
    """Open the story of one imported case: abre("RJPD06", titulo=…, deudor=…)."""
    opened: list[Workspace] = []

    def story(codigo: str, **lo_que_es: str) -> Historia:
        folder = tmp_path / "datos"
        shutil.copytree(plantilla(codigo), folder)
        workspace = open_workspace(folder, None)
        opened.append(workspace)
        return Historia(workspace, expediente_de(workspace, **lo_que_es), tmp_path)

    yield story
    for workspace in opened:
        workspace.close()


def _preparar(folder: Path, codigo: str) -> None:
    archivo, formato, recibido = IMPORTACIONES[codigo]
    hoy = dt.date.fromisoformat(recibido)
    workspace = open_workspace(folder, None)
    admin = contexto_de(workspace, usuario=None, hoy=hoy)
    for login, nombre, rol, cargo in PERSONAS:
        crear_usuario(CrearUsuario(login, nombre, (rol,), cargo), workspace, admin)
    sigla = workspace.catalogo.buscar(codigo).sigla
    fijar_datos(FijarDatos(sigla, DATOS), workspace, admin)
    importar(
        Importar(DATA / archivo, formato, codigo),
        workspace,
        Contexto(hoy, "auxiliar", "equipo de prueba"),
        SilentProgress(),
    )
    workspace.close()
