"""Bases to work on, each test with its own copy.

- `workspace`: empty, with its first user, who has every role.
- `svsp`: the same with the portfolio of `data/muestras/cartera_svsp_2026-10.xlsx`
  imported: 1,178 cases at the first activity of PRO-GJU-130-008.
- `contexto`: that first user on 5 November 2026, after every day of the samples.
- `traer`: imports a file into a workspace; returns the JSON of DESIGN.

Importing takes seconds, so it is done once a session and the folder is copied.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.usuarios import contexto_de
from cobro_desktop.services.workspace import Workspace, open_workspace

HOY = dt.date(2026, 11, 5)
MUESTRAS = Path(__file__).parents[1] / "data" / "muestras"
SVSP = "PRO-GJU-130-008"


class Traer(Protocol):
    def __call__(
        self,
        workspace: Workspace,
        archivo: Path,
        formato: str = "cartera",
        procedimiento: str = SVSP,
        **opciones: Any,
    ) -> dict[str, Any]: ...


def traer_archivo(
    workspace: Workspace,
    archivo: Path,
    formato: str = "cartera",
    procedimiento: str = SVSP,
    **opciones: Any,
) -> dict[str, Any]:
    contexto = contexto_de(workspace, usuario=None, hoy=HOY)
    command = Importar(archivo, formato, procedimiento, **opciones)
    return importar(command, workspace, contexto, SilentProgress()).datos


@pytest.fixture
def traer() -> Traer:
    return traer_archivo


@pytest.fixture
def muestras() -> Path:
    return MUESTRAS


@pytest.fixture(scope="session")
def carpeta_vacia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vacia")
    open_workspace(folder, None).close()
    return folder


@pytest.fixture(scope="session")
def carpeta_svsp(tmp_path_factory: pytest.TempPathFactory, carpeta_vacia: Path) -> Path:
    folder = tmp_path_factory.mktemp("svsp") / "datos"
    shutil.copytree(carpeta_vacia, folder)
    workspace = open_workspace(folder, None)
    traer_archivo(workspace, MUESTRAS / "cartera_svsp_2026-10.xlsx")
    workspace.close()
    return folder


@pytest.fixture
def workspace(tmp_path: Path, carpeta_vacia: Path) -> Iterator[Workspace]:
    yield from _copia(carpeta_vacia, tmp_path / "datos")


@pytest.fixture
def svsp(tmp_path: Path, carpeta_svsp: Path) -> Iterator[Workspace]:
    yield from _copia(carpeta_svsp, tmp_path / "datos-svsp")


@pytest.fixture
def contexto(carpeta_vacia: Path) -> Contexto:
    workspace = open_workspace(carpeta_vacia, None)
    found = contexto_de(workspace, usuario=None, hoy=HOY)
    workspace.close()
    return found


def _copia(origen: Path, destino: Path) -> Iterator[Workspace]:
    shutil.copytree(origen, destino)
    opened = open_workspace(destino, None)
    yield opened
    opened.close()
