"""A pack brings what its signer put in it, and nothing but data."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.firmado import abrir_clave, crear_clave
from cobro_desktop.exchange.paquete_entidad import (
    admite,
    escribir_paquete,
    leer_paquete,
)

CABEZA = {
    "sigla": "QTA",
    "nombre": "Quinta",
    "emisor": "Sede central",
    "creado": "2026-03-01T10:00:00+00:00",
}
ARCHIVOS = {"entidad.toml": b'sigla = "QTA"\n', "procedimientos/a.toml": b"x = 1\n"}


def paquete(folder: Path, archivos: dict[str, bytes] | None = None) -> Path:
    key = folder / "k.pem"
    key.write_bytes(crear_clave("ocho y más"))
    file = folder / "p.zip"
    opened = abrir_clave(key, "ocho y más")
    file.write_bytes(escribir_paquete(CABEZA, archivos or ARCHIVOS, opened))
    return file


def rehecho(file: Path, cambia: dict[str, bytes], quita: tuple[str, ...] = ()) -> Path:
    """Write the pack again with other files, as another hand could."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, **cambia}.items():
            if name not in quita:
                package.writestr(name, content)
    file.write_bytes(whole.getvalue())
    return file


def test_a_pack_comes_back_as_it_was_written(tmp_path: Path) -> None:
    found = leer_paquete(paquete(tmp_path))
    assert (found.sigla, found.emisor) == ("QTA", "Sede central")
    assert dict(found.archivos) == ARCHIVOS


@pytest.mark.parametrize(
    "nombre",
    [
        "../fuera.toml",
        "/etc/passwd",
        "procedimientos/../../x.toml",
        "programa.py",
        "plantillas/autos/x.docm",
        "plantillas/autos/sub/x.docx",
        "C:\\x.toml",
        "plantillas/oficios/X.TOML",
    ],
)
def test_only_named_kinds_of_data_may_travel(tmp_path: Path, nombre: str) -> None:
    assert not admite(nombre)
    file = rehecho(paquete(tmp_path), {nombre: b"x"})
    with pytest.raises(UnreadableFileError, match="solo lleva"):
        leer_paquete(file)


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    file = rehecho(paquete(tmp_path), {"entidad.toml": b'sigla = "OTR"\n'})
    with pytest.raises(UnreadableFileError, match="no es el que se firmó"):
        leer_paquete(file)


def test_a_file_that_the_list_does_not_name_is_refused(tmp_path: Path) -> None:
    file = rehecho(paquete(tmp_path), {"procedimientos/b.toml": b"y = 2\n"})
    with pytest.raises(UnreadableFileError, match="los archivos que su lista dice"):
        leer_paquete(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    file = rehecho(paquete(tmp_path), {}, quita=("procedimientos/a.toml",))
    with pytest.raises(UnreadableFileError, match="los archivos que su lista dice"):
        leer_paquete(file)


def test_a_changed_list_breaks_the_signature(tmp_path: Path) -> None:
    file = paquete(tmp_path)
    with zipfile.ZipFile(file) as package:
        manifest = json.loads(package.read("manifiesto.json"))
    manifest["emisor"] = "Otra oficina"
    rehecho(file, {"manifiesto.json": json.dumps(manifest).encode()})
    with pytest.raises(UnreadableFileError, match="La firma"):
        leer_paquete(file)


def test_a_file_that_grows_too_much_is_refused(tmp_path: Path) -> None:
    file = rehecho(paquete(tmp_path), {"procedimientos/b.toml": b" " * 3_900_000})
    with pytest.raises(UnreadableFileError, match="crece demasiado"):
        leer_paquete(file)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"texto", b"{}"])
def test_what_is_no_pack_is_told_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "p.zip"
    file.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="no es un paquete de entidad"):
        leer_paquete(file)
