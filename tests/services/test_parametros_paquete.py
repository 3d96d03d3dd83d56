"""Values of the law that travel signed from one office to another."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    UnreadableFileError,
)
from cobro_desktop.exchange.firmado import crear_clave
from cobro_desktop.services.parametros.consulta import ver_tabla
from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor
from cobro_desktop.services.parametros.paquete import (
    Publicado,
    Publicar,
    Recibir,
    claves,
    olvidar_clave,
    publicar,
    recibir,
)
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.upgrade import open_base
from tests.services.oficina import abrir_oficina, en_nombre_de

HOY = dt.date(2026, 11, 5)
CONTRASENA = "ocho y más letras"
OCTUBRE = {
    "desde": "2026-10-01",
    "hasta": "2026-10-31",
    "resolucion": "1401",
    "ibc_consumo_ordinario": "19,20",
    "usura_consumo_ordinario": "28,80",
    "fuente": "Página de la Superintendencia Financiera",
    "verificado": "sí",
}


@pytest.fixture
def central(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def delegacion(tmp_path: Path, empty_base_file: Path) -> Iterator[Workspace]:
    folder = tmp_path / "otra"
    folder.mkdir()
    shutil.copy(empty_base_file, folder / "cobro.db")
    base = open_base(folder)
    yield abrir_oficina(base, folder)
    base.close()


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    return tmp_path / "valores.cobroley"


def publica(workspace: Workspace, archivo: Path, resolucion: str = "1401") -> Publicado:
    key = archivo.with_name("clave.pem")
    if not key.exists():
        key.write_bytes(crear_clave(CONTRASENA))
    values = {**OCTUBRE, "resolucion": resolucion}
    reason = "" if resolucion == "1401" else "Fe de erratas"
    command = CargarValor("tasas_interes", values, motivo=reason)
    cargar_valor(command, workspace, en_nombre_de("coo", HOY))
    return publicar(Publicar(archivo, key, CONTRASENA, "Oficina central"), workspace)


def recibe(workspace: Workspace, archivo: Path, **otros: Any) -> dict[str, Any]:
    command = Recibir(archivo, **otros)
    contexto = en_nombre_de("coo", HOY)
    return recibir(command, workspace, contexto, SilentProgress()).datos


def ultima(workspace: Workspace) -> str:
    return ver_tabla(workspace, "tasas_interes")[0].valor.campos["resolucion"]


def test_an_unknown_key_is_told_and_a_compared_one_is_trusted_from_then_on(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    done = publica(central, archivo)

    with pytest.raises(NotAllowedError, match="clave que esta base no conoce") as seen:
        recibe(delegacion, archivo)
    assert seen.value.detalle["huella"] == done.huella
    assert ultima(delegacion) != "1401"

    found = recibe(delegacion, archivo, confiar=done.huella.upper().replace(" ", ""))
    assert (found["nuevas"], found["rechazadas"], found["guardado"]) == (1, 0, True)
    assert ultima(delegacion) == "1401"
    again = recibe(delegacion, archivo)
    assert (again["nuevas"], again["iguales"]) == (0, 1)
    assert [key.huella for key in claves(delegacion)] == [done.huella]


def test_a_simulation_writes_nothing(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    done = publica(central, archivo)

    found = recibe(delegacion, archivo, confiar=done.huella, simular=True)

    assert (found["nuevas"], found["guardado"]) == (1, False)
    assert ultima(delegacion) != "1401"
    assert claves(delegacion) == []


def test_a_changed_file_is_refused(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    done = publica(central, archivo)
    whole = json.loads(archivo.read_text(encoding="utf-8"))
    whole["valores"][0]["campos"]["usura_consumo_ordinario"] = "28.70"
    archivo.write_text(json.dumps(whole), encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="no corresponde a lo que dice"):
        recibe(delegacion, archivo, confiar=done.huella)


@pytest.mark.parametrize(
    "content", [b"", b"hola", b"[1]", b'{"formato": "otro"}', b"[" * 90_000]
)
def test_another_kind_of_file_is_refused(
    delegacion: Workspace, archivo: Path, content: bytes
) -> None:
    archivo.write_bytes(content)

    with pytest.raises(UnreadableFileError, match="no es un archivo firmado"):
        recibe(delegacion, archivo)


def test_the_fingerprint_of_another_key_is_refused(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    publica(central, archivo)

    with pytest.raises(NotAllowedError, match="La huella que escribió no es"):
        recibe(delegacion, archivo, confiar="0000 0000 0000 0000 0000")


def test_a_value_that_is_there_changes_only_with_a_reason(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    done = publica(central, archivo)
    recibe(delegacion, archivo, confiar=done.huella)
    publica(central, archivo, resolucion="1402")

    found = recibe(delegacion, archivo)
    assert (found["cambiadas"], found["rechazadas"]) == (0, 1)
    assert "escriba el motivo" in found["errores"][0]["motivo"]
    assert ultima(delegacion) == "1401"

    assert recibe(delegacion, archivo, motivo="Fe de erratas")["cambiadas"] == 1
    assert ultima(delegacion) == "1402"


def test_an_older_file_never_comes_after_a_newer_one(
    central: Workspace,
    delegacion: Workspace,
    archivo: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    old = archivo.with_name("viejo.cobroley")
    publica(central, old)
    monkeypatch.setattr(
        "cobro_desktop.services.parametros.paquete.ahora_utc", lambda: later
    )
    done = publica(central, archivo, resolucion="1402")
    recibe(delegacion, archivo, confiar=done.huella)

    with pytest.raises(InvalidDataError, match="anterior al último"):
        recibe(delegacion, old)


def test_a_key_that_is_forgotten_is_asked_again(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    done = publica(central, archivo)
    recibe(delegacion, archivo, confiar=done.huella)

    olvidar_clave(done.huella, delegacion, en_nombre_de("coo", HOY))

    assert claves(delegacion) == []
    with pytest.raises(NotAllowedError, match="no conoce"):
        recibe(delegacion, archivo)


def test_the_wrong_password_or_nothing_to_say_publishes_nothing(
    central: Workspace, archivo: Path
) -> None:
    key = archivo.with_name("clave.pem")
    key.write_bytes(crear_clave(CONTRASENA))

    with pytest.raises(InvalidDataError, match="la contraseña no es la suya"):
        publicar(Publicar(archivo, key, "otra cosa", "Central"), central)
    with pytest.raises(InvalidDataError, match="No hay nada que publicar"):
        publicar(Publicar(archivo, key, CONTRASENA, "Central"), central)
    assert not archivo.exists()


def test_who_may_not_change_the_law_cannot_receive(
    central: Workspace, delegacion: Workspace, archivo: Path
) -> None:
    done = publica(central, archivo)
    command = Recibir(archivo, confiar=done.huella)

    with pytest.raises(NotAllowedError, match="no puede cambiar los parámetros"):
        recibir(command, delegacion, en_nombre_de("pro", HOY), SilentProgress())
    assert claves(delegacion) == []
