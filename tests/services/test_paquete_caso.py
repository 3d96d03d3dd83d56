"""A case that leaves in a package: what it holds, and how a bad one is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cobro_desktop.domain.errors import InvalidDataError, UnreadableFileError
from cobro_desktop.exchange.paquete_caso import AUDITORIA, MANIFIESTO
from cobro_desktop.exchange.paquete_recibido import leer_paquete
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.electronico.paquete import CrearPaquete, crear_paquete
from cobro_desktop.services.traslado.vista import (
    CasoVisto,
    RecibirPaquete,
    prever_paquete,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_ciclo_documentos import DATOS
from tests.services.test_electronico import pdf, poner

AUX = en_nombre_de("aux")
CASE = "SVSP-2026-000001"


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    poner(workspace, tmp_path, "poder & ñandú.pdf", pdf(3))
    poner(workspace, tmp_path, "foto.png", b"\x89PNG\r\n\x1a\n")
    return workspace


def empacar(oficina: Workspace, salida: Path, proposito: str = "remision") -> Path:
    case = expediente_de(oficina, "R-100").id
    crear_paquete(CrearPaquete((case,), salida, proposito), oficina, AUX)
    return salida


def ver(path: Path, oficina: Workspace) -> tuple[CasoVisto, ...]:
    return prever_paquete(RecibirPaquete(path), oficina).casos


def test_the_package_holds_all_and_its_hashes(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = empacar(oficina, tmp_path / "remision.zip")

    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        manifest = json.loads(package.read(MANIFIESTO))
        sums = {
            one["ruta"]: one["sha256"]
            == hashlib.sha256(package.read(one["ruta"])).hexdigest()
            for one in manifest["archivos"]
        }
        page = package.read("LEEME.html").decode()
        case_page = package.read(f"{CASE}/caso.html").decode()
    assert set(sums) == set(names) - {MANIFIESTO}
    assert all(sums.values())
    assert {
        f"{CASE}/documentos/001 poder & ñandú.pdf",
        f"{CASE}/documentos/002 foto.png",
        f"{CASE}/indice.xml",
        f"{CASE}/indice.pdf",
        f"{CASE}/hoja-de-control.pdf",
        f"{CASE}/datos.json",
    } < set(names)
    assert "VIGÍAS &amp; CÍA &lt;LTDA.&gt;" in page
    assert "documentos/001%20poder%20%26%20%C3%B1and%C3%BA.pdf" in case_page


def test_the_same_case_is_seen_as_equal_and_what_changed_here_is_told(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = empacar(oficina, tmp_path / "remision.zip")
    assert [one.estado for one in ver(path, oficina)] == ["igual"]

    poner(oficina, tmp_path, "otro.pdf", pdf(1))

    assert [one.estado for one in ver(path, oficina)] == ["cambio_aqui"]


def test_pages_without_counting_stop_a_remission_and_not_an_audit(
    oficina: Workspace, tmp_path: Path
) -> None:
    poner(oficina, tmp_path, "audio.bin", b"\x00\x01")

    with pytest.raises(
        InvalidDataError, match="faltan por contar las páginas de audio"
    ):
        empacar(oficina, tmp_path / "remision.zip")
    assert not (tmp_path / "remision.zip").exists()

    folder = empacar(oficina, tmp_path / "auditoria", AUDITORIA)
    assert (folder / "LEEME.html").is_file()
    assert not (folder / MANIFIESTO).stat().st_mode & 0o222
    with pytest.raises(InvalidDataError, match="no está vacía"):
        empacar(oficina, folder, AUDITORIA)


def _altered(name: str, content: bytes) -> bytes:
    return content + b" " if name.endswith("datos.json") else content


def _other_version(name: str, content: bytes) -> bytes:
    if name != MANIFIESTO:
        return content
    return content.replace(b"cobro-expediente/1", b"cobro-expediente/9")


def _same(_: str, content: bytes) -> bytes:
    return content


@pytest.mark.parametrize(
    ("change", "extra", "says"),
    [
        (_altered, "", "fue alterado"),
        (_other_version, "", "otra versión"),
        (_same, "../fuera.txt", "rutas hacia fuera"),
        (_same, "C:/fuera.txt", "rutas hacia fuera"),
        (_same, "de-mas.txt", "no nombra: de-mas.txt"),
    ],
)
def test_a_bad_package_is_refused(
    oficina: Workspace,
    tmp_path: Path,
    change: Callable[[str, bytes], bytes],
    extra: str,
    says: str,
) -> None:
    good = empacar(oficina, tmp_path / "bueno.zip")
    bad = tmp_path / "malo.zip"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        if extra:
            new.writestr(extra, "x")

    with pytest.raises(UnreadableFileError, match=says), leer_paquete(bad):
        pytest.fail("it was opened")


def test_a_package_unzipped_and_zipped_again_by_hand_is_the_same(
    oficina: Workspace, tmp_path: Path
) -> None:
    folder = empacar(oficina, tmp_path / "auditoria", AUDITORIA)
    again = Path(shutil.make_archive(str(tmp_path / "otra"), "zip", folder))
    assert any(name.endswith("/") for name in zipfile.ZipFile(again).namelist())
    assert [one.estado for one in ver(again, oficina)] == ["igual"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", bytes(range(64))],
    ids=["empty", "cut", "noise"],
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with (
        pytest.raises(UnreadableFileError, match="no es un paquete"),
        leer_paquete(path),
    ):
        pytest.fail("it was opened")
