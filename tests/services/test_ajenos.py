"""What a person points at may be no file at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
    UserError,
)
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.base_recibida import esta_cifrada
from cobro_desktop.exchange.firmado import abrir, abrir_clave
from cobro_desktop.exchange.formulario_bdme import hojas_del_formulario
from cobro_desktop.exchange.paquete_entidad import leer_paquete
from cobro_desktop.exchange.paquete_recibido import leer_paquete as leer_caso
from cobro_desktop.services.anexos import leer_archivo as leer_anexo
from cobro_desktop.services.documentos.copias import leer_copia
from cobro_desktop.services.importacion.perfiles import leer_perfil
from cobro_desktop.services.plantillas.ordenes import leer_archivo as leer_plantilla

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices")
Leer: TypeAlias = Callable[[Path], object]


def _paquete(path: Path) -> object:
    with leer_caso(path) as found:
        return found


LECTORES: tuple[Leer, ...] = (
    abrir,
    lambda path: abrir_clave(path, "clave"),
    esta_cifrada,
    hojas_del_formulario,
    leer_anexo,
    leer_copia,
    leer_paquete,
    leer_perfil,
    leer_plantilla,
    _paquete,
)


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "corriente 🎉\n.csv"
    path.write_text("a")

    exigir_archivo(path)


@pytest.mark.parametrize("nombre", ["no está.xlsx", "a.csv/dentro.csv"])
def test_what_is_not_there_is_told(tmp_path: Path, nombre: str) -> None:
    (tmp_path / "a.csv").write_text("a")

    with pytest.raises(NotFoundError, match="No existe el archivo"):
        exigir_archivo(tmp_path / nombre)


def test_a_folder_and_a_name_that_no_disk_takes_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="es una carpeta"):
        exigir_archivo(tmp_path)
    with pytest.raises(UserError, match=r"No se puede abrir|No existe"):
        exigir_archivo(tmp_path / ("n" * 400))


@posix
@pytest.mark.parametrize("leer", LECTORES)
def test_nothing_waits_for_a_pipe_nor_reads_a_device(
    tmp_path: Path, leer: Leer
) -> None:
    pipe = tmp_path / "tubo.xlsx"
    os.mkfifo(pipe)
    device = tmp_path / "cero.xlsx"
    device.symlink_to("/dev/zero")

    for path in (pipe, device):
        with pytest.raises(UnreadableFileError, match="no es un archivo corriente"):
            leer(path)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"clase": NaN}', "[1]", "null"])
def test_a_profile_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "perfil.json"
    path.write_text(text)

    with pytest.raises(InvalidDataError, match="no es un perfil"):
        leer_perfil(path)
