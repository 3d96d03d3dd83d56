"""Packages that somebody broke on purpose: refused in plain words, nothing written."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.domain.errors import UserError
from cobro_desktop.exchange.firmado import crear_clave
from cobro_desktop.exchange.paquete_caso import MANIFIESTO
from cobro_desktop.exchange.paquete_cifrado import CABEZA, CUERPO
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.traslado.envio import Firma
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.upgrade import open_base
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.test_ciclo_documentos import DATOS
from tests.services.test_electronico import pdf
from tests.services.test_traslado import CLAVE, SECRETO, Oficina

Files = dict[str, bytes]
CASE = "SVSP-2026-000001"


class Correo:
    """What was sent, and the office that opens it."""

    def __init__(self, norte: Oficina, sent: dict[str, Path]) -> None:
        self.norte, self.sent = norte, sent


@pytest.fixture(scope="module")
def correo(
    empty_base_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Correo]:
    offices = []
    for name in ("centro", "norte"):
        folder = tmp_path_factory.mktemp(name)
        shutil.copy(empty_base_file, folder / "cobro.db")
        opened = open_base(folder)
        if name == "centro":
            workspace = abrir_oficina(opened, folder)
            fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
        else:
            workspace = Workspace(opened.datos, opened, almacen(opened))
            abrir_oficina(opened, folder)
        offices.append(Oficina(workspace, folder))
    centro, norte = offices
    centro.anexa("poder.pdf", pdf(1))
    key = centro.folder / "clave.pem"
    key.write_bytes(crear_clave(CLAVE))
    sent = {
        "plain": centro.envia("plain.zip"),
        "signed": centro.envia("signed.zip", firma=Firma(key, CLAVE)),
        "sealed": centro.envia("sealed.zip", contrasena=SECRETO),
    }
    yield Correo(norte, sent)
    for office in offices:
        office.workspace.close()


def rehecho(path: Path, target: Path, change: Callable[[Files], None]) -> Path:
    """Write a package again with what somebody did to it."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target


def con_lista(files: Files) -> None:
    """Make the list of files true again, as whoever has no key to forge may."""
    manifest = json.loads(files[MANIFIESTO])
    manifest["archivos"] = [
        {
            "ruta": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "tamano": len(content),
        }
        for name, content in files.items()
        if name != MANIFIESTO
    ]
    files[MANIFIESTO] = json.dumps(manifest).encode()


def manifiesto(**fields: Any) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        manifest = {**json.loads(files[MANIFIESTO]), **fields}
        kept = {key: value for key, value in manifest.items() if value is not None}
        files[MANIFIESTO] = json.dumps(kept).encode()

    return change


def filas(edit: Callable[[Any], None]) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        whole = json.loads(files[f"{CASE}/filas.json"])
        edit(whole)
        files[f"{CASE}/filas.json"] = json.dumps(whole).encode()
        con_lista(files)

    return change


def fila(tabla: str, **fields: Any) -> Callable[[Files], None]:
    def edit(whole: Any) -> None:
        for record in whole["filas"][tabla].values():
            record.update(fields)

    return filas(edit)


def posicion(**fields: Any) -> Callable[[Files], None]:
    def edit(whole: Any) -> None:
        for record in whole["filas"]["caso"].values():
            record["posicion"].update(fields)

    return filas(edit)


def sin_documento(files: Files) -> None:
    for name in [n for n in files if n.endswith(".pdf") and "/documentos/" in n]:
        del files[name]
    con_lista(files)


def documento_cambiado(files: Files) -> None:
    name = next(n for n in files if "/documentos/" in n)
    files[name] += b" "


def bomba(files: Files) -> None:
    files["enorme.txt"] = bytes(60_000_000)
    con_lista(files)


def en_carpeta(files: Files) -> None:
    for name in list(files):
        files[f"p/{name}"] = files.pop(name)


def fuera(files: Files) -> None:
    files["../fuera.txt"] = b"x"
    con_lista(files)


def de_otro_esquema(whole: Any) -> None:
    whole["esquema"] = "cobro-filas/2"


def con_otra_tabla(whole: Any) -> None:
    whole["filas"]["usuario"] = {"x": {"login": "intruso"}}


def sin_deudor(whole: Any) -> None:
    whole["filas"]["deudor"] = {}


PLAIN = [
    (documento_cambiado, "fue alterado"),
    (sin_documento, "le falta el archivo de un documento"),
    (bomba, "crece demasiado"),
    (fuera, "rutas hacia fuera"),
    (en_carpeta, "dentro de otra carpeta"),
    (manifiesto(formato="cobro-expediente/7"), "otra versión .* Actualice este"),
    (manifiesto(formato="cobro-base/1"), "es una base entera"),
    (manifiesto(entidad="ZZZ"), "es de la entidad ZZZ"),
    (manifiesto(entidad="RNEC"), "lleva los expedientes de SVSP"),
    (manifiesto(casos=None), "solo se puede leer"),
    (manifiesto(casos=[{"numero": "x", "carpeta": "../x"}]), "le faltan los datos"),
    (manifiesto(casos=[7]), "está dañado|no es un paquete"),
    (manifiesto(clave="00" * 32), "La firma de .* no corresponde"),
    (filas(de_otro_esquema), r"otra versión \(cobro-filas/2;"),
    (filas(con_otra_tabla), "trae «usuario», que esta versión"),
    (filas(sin_deudor), "no trae deudor"),
    (fila("obligacion", capital="mucho"), "un dato que no puede ser"),
    (fila("obligacion", capital=10**30), "un dato que no puede ser"),
    (fila("obligacion", secreto=1), "«secreto», que este programa no conoce"),
    (fila("titulo", fecha="ayer"), "un dato que no puede ser"),
    (fila("persona", nombre="\ud800"), "un dato que no puede ser"),
    (fila("actuacion", datos=[1]), "un dato que no puede ser"),
    (fila("actuacion", tipo="hechizo"), "de una clase que no existe"),
    (fila("obligacion", titulo="nadie"), "nada en «titulo»"),
    (posicion(estado="PERDIDO"), "su estado o su etapa no existen"),
    (posicion(actividad="999"), "su actividad no es de su procedimiento"),
    (posicion(procedimiento=["XX", 1, ""]), "que esta base no tiene"),
    (posicion(regreso=7), "una forma que no se entiende"),
]


@pytest.mark.parametrize(("change", "says"), PLAIN)
def test_what_was_changed_is_refused(
    correo: Correo, tmp_path: Path, change: Callable[[Files], None], says: str
) -> None:
    bad = rehecho(correo.sent["plain"], tmp_path / "malo.zip", change)
    refused(correo, bad, says)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (manifiesto(autor="Otro"), "La firma de .* no corresponde"),
        (manifiesto(firma=None), "La firma de .* no corresponde"),
        (con_lista, "no corresponde|que esta base no conoce"),
        (manifiesto(), "que esta base no conoce"),
    ],
)
def test_a_signature_that_is_not_right_is_refused(
    correo: Correo, tmp_path: Path, change: Callable[[Files], None], says: str
) -> None:
    bad = rehecho(correo.sent["signed"], tmp_path / "malo.zip", change)
    refused(correo, bad, says)


def test_an_expected_signature_that_is_not_there_is_refused(correo: Correo) -> None:
    refused(correo, correo.sent["plain"], "se espera una firma", exigir_firma=True)
    refused(correo, correo.sent["plain"], "se espera una firma", confiar="3f2a 9b10")
    refused(correo, correo.sent["signed"], "La huella que escribió", confiar="3f2a")


def volteado(files: Files) -> None:
    body = bytearray(files[CUERPO])
    body[len(body) // 2] ^= 1
    files[CUERPO] = bytes(body)


def cortado(files: Files) -> None:
    files[CUERPO] = files[CUERPO][:-40]


def costoso(files: Files) -> None:
    head = json.loads(files[CABEZA])
    files[CABEZA] = json.dumps(head | {"memoria_kib": 8_000_000}).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [(volteado, "alguien lo cambió"), (cortado, "alguien lo cambió"),
     (costoso, "está dañado o lo hizo otro programa")],
)  # fmt: skip
def test_what_was_sealed_and_touched_is_refused(
    correo: Correo, tmp_path: Path, change: Callable[[Files], None], says: str
) -> None:
    def stored(path: Path, target: Path) -> Path:
        with zipfile.ZipFile(path) as package:
            files = {name: package.read(name) for name in package.namelist()}
        change(files)
        with zipfile.ZipFile(target, "w") as package:
            for name, content in files.items():
                package.writestr(name, content)
        return target

    bad = stored(correo.sent["sealed"], tmp_path / "malo.zip")
    refused(correo, bad, says, contrasena=SECRETO)


@pytest.mark.parametrize("which", ["plain", "signed", "sealed"])
def test_a_file_that_was_cut_is_refused(
    correo: Correo, tmp_path: Path, which: str
) -> None:
    whole = correo.sent[which].read_bytes()
    for size in (0, 100, len(whole) // 2, len(whole) - 10):
        cut = tmp_path / f"{size}.zip"
        cut.write_bytes(whole[:size])
        refused(correo, cut, "está dañado|no es un paquete", contrasena=SECRETO)


def refused(correo: Correo, path: Path, says: str, **more: Any) -> None:
    """Refused both ways, soon, and the base is as it was."""
    norte = correo.norte
    before, started = norte.entradas(), time.monotonic()
    with pytest.raises(UserError, match=says):
        norte.recibe(path, elecciones={"*": "paquete"}, **more)
    assert time.monotonic() - started < 5  # two seconds, on a machine that is shared
    assert norte.entradas() == before
