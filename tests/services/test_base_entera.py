from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    StorageError,
    UserError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.base_exportada import (
    CONTENIDO,
    MANIFIESTO,
    Cabecera,
    Escritor,
)
from cobro_desktop.services.base_entera.avance import TALLER
from cobro_desktop.services.base_entera.exportacion import ExportarBase, exportar_base
from cobro_desktop.services.base_entera.importacion import ImportarBase, importar_base
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace, open_workspace
from cobro_desktop.storage import volcado
from cobro_desktop.storage.rows import UsuarioRow
from cobro_desktop.storage.upgrade import REVISIONS, create_base, open_base
from tests.services.base_entera import (
    Partes,
    columna,
    con_fila,
    escribir,
    llevar,
    partes,
    rehacer,
    sellado,
    traer_base,
)
from tests.services.oficina import abrir_oficina, en_nombre_de

ADM = en_nombre_de("adm")


@pytest.fixture(scope="module")
def oficina(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Six people and three cases; nobody changes it but the audit log."""
    folder = tmp_path_factory.mktemp("oficina")
    workspace = abrir_oficina(open_base(folder / "datos"), folder)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def archivo(oficina: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("llevada") / "base.zip"
    llevar(oficina, file, ADM)
    return file


@pytest.fixture
def vacio(workspace: Workspace, contexto: Contexto) -> tuple[Workspace, Contexto]:
    """An empty base, and its first user."""
    return workspace, contexto


@pytest.fixture(scope="module")
def intacto(
    tmp_path_factory: pytest.TempPathFactory, carpeta_vacia: Path
) -> Iterator[tuple[Workspace, Contexto]]:
    """The same for those who must leave nothing in it."""
    folder = tmp_path_factory.mktemp("intacto") / "datos"
    shutil.copytree(carpeta_vacia, folder)
    with closing(open_workspace(folder, None)) as opened:
        yield opened, primero(opened)


def primero(workspace: Workspace) -> Contexto:
    """Act as who opened the base for the first time."""
    with workspace.base.read() as session:
        return en_nombre_de(session.scalars(sa.select(UsuarioRow.login)).one())


def nada(workspace: Workspace) -> bool:
    """Tell whether nobody can see that somebody tried."""
    with workspace.base.read() as session:
        empty = volcado.esta_vacia(session.connection())
        people = len(session.scalars(sa.select(UsuarioRow.id)).all())
    store = workspace.datos / "documentos"
    files = [path for path in store.rglob("*") if path.is_file()]
    return empty and people == 1 and not files and not sobras(workspace.datos)


def sobras(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.startswith(TALLER)]


def test_a_base_comes_back_as_it_left(
    archivo: Path, vacio: tuple[Workspace, Contexto], tmp_path: Path
) -> None:
    workspace, contexto = vacio

    told = traer_base(workspace, archivo, contexto)

    assert "quedaron iguales" in told.resumen
    assert verificar(workspace).hallazgos == []
    again = tmp_path / "otra.zip"
    llevar(workspace, again, ADM)
    assert again.read_bytes() == archivo.read_bytes()
    with workspace.base.read() as session:
        counted = session.execute(sa.text("SELECT sum(casos) FROM resumen")).scalar()
    assert counted == 3  # what only triggers write
    with pytest.raises(ConflictError, match="ya tiene datos"):
        traer_base(workspace, archivo, ADM)


@pytest.mark.postgresql
def test_a_base_goes_to_the_server_and_back(
    archivo: Path, migrated_url: str, tmp_path: Path
) -> None:
    def carry(file: Path, folder: str, url: str | None) -> Path:
        with closing(open_workspace(tmp_path / folder, url)) as workspace:
            traer_base(workspace, file, primero(workspace))
            again = tmp_path / f"{folder}.zip"
            llevar(workspace, again, ADM)
            # Whoever comes next takes the number that follows, and may work.
            crear_usuario(CrearUsuario("nueva", "Nueva", (Rol.PRO,)), workspace, ADM)
            with workspace.base.read() as session:
                ids = session.scalars(sa.select(UsuarioRow.id)).all()
            assert max(ids) == len(ids)
            assert verificar(workspace).hallazgos == []
        return again

    server = carry(archivo, "servidor", migrated_url)
    local = carry(server, "equipo", None)

    assert server.read_bytes() == archivo.read_bytes()
    assert local.read_bytes() == archivo.read_bytes()


def test_only_who_administers_takes_the_base(
    oficina: Workspace, archivo: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowedError, match="ADM"):
        llevar(oficina, tmp_path / "base.zip", en_nombre_de("jef"))
    with pytest.raises(NotAllowedError, match="ADM"):
        traer_base(oficina, archivo, en_nombre_de("jef"))

    assert list(tmp_path.iterdir()) == []


def test_who_took_the_base_is_in_its_audit_log(
    oficina: Workspace, tmp_path: Path
) -> None:
    told = llevar(oficina, tmp_path / "salida.zip", ADM)

    with oficina.base.read() as session:
        last = session.execute(
            sa.text("SELECT texto, despues FROM bitacora_texto ORDER BY seq DESC")
        ).first()
    assert last is not None
    assert last.texto == told.resumen
    assert str(told.datos["huella"]) in last.despues


def cut(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0x55
    file.write_bytes(content)


def another_zip(file: Path) -> None:
    escribir(file, {"xl/workbook.xml": b"<a/>"})


def no_zip(file: Path) -> None:
    file.write_bytes(b"hola" * 1000)


def way_out(file: Path) -> None:
    escribir(file, {**partes(file), "../../fuera.txt": b"x"})


def other_manifest(file: Path) -> None:
    parts = partes(file)
    text = parts[MANIFIESTO].replace(b'"revision": "', b'"revision": "9')
    escribir(file, {**parts, MANIFIESTO: text})


def nonsense(file: Path) -> None:
    parts = partes(file)
    manifest = json.loads(parts[MANIFIESTO])
    manifest["tablas"] = {"x": 1}
    escribir(file, {**parts, MANIFIESTO: sellado(manifest)})


def deep(file: Path) -> None:
    escribir(file, {**partes(file), MANIFIESTO: b"[" * 200_000})


def a_bomb(file: Path) -> None:
    parts = partes(file)
    escribir(file, {**parts, "tablas/pago.jsonl": b"\0" * 40_000_000})


def another_row(file: Path) -> None:
    parts = partes(file)
    name = "tablas/etiqueta.jsonl"
    escribir(file, {**parts, name: parts[name] + b'[1,"urgente"]\n'})


def document_outside(file: Path) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        entry = tarfile.TarInfo("../../../fuera.txt")
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"hola"))
    rehacer(file, {**partes(file), CONTENIDO: whole.getvalue()})


def document_link(file: Path) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        entry = tarfile.TarInfo("aa")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    rehacer(file, {**partes(file), CONTENIDO: whole.getvalue()})


def document_changed(file: Path) -> None:
    content = bytearray(partes(file)[CONTENIDO])
    content[600] ^= 0x55
    rehacer(file, {**partes(file), CONTENIDO: bytes(content)})


def no_table(file: Path) -> None:
    parts = partes(file)
    manifest = json.loads(parts[MANIFIESTO])
    manifest["tablas"] = [t for t in manifest["tablas"] if t["nombre"] != "pago"]
    del parts["tablas/pago.jsonl"]
    escribir(file, {**parts, MANIFIESTO: sellado(manifest)})


def no_end(file: Path) -> None:
    parts = partes(file)
    manifest = json.loads(parts[MANIFIESTO])
    manifest["revision"] = "9999"
    escribir(file, {**parts, MANIFIESTO: sellado(manifest)})


def newer_format(file: Path) -> None:
    parts = partes(file)
    manifest = json.loads(parts[MANIFIESTO]) | {"formato": "cobro-base/2"}
    escribir(file, {**parts, MANIFIESTO: sellado(manifest)})


def a_database(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + bytes(4080))


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (cut, "dañado o incompleto"),
        (a_byte, "dañado|modificado"),
        (another_zip, "no es una base exportada"),
        (no_zip, "no es una base exportada"),
        (a_database, "no es una base exportada"),
        (way_out, "no es una base exportada"),
        (other_manifest, "fue modificado"),
        (nonsense, "no es una base exportada"),
        (deep, "no es una base exportada"),
        (a_bomb, "puede dañar el equipo"),
        (another_row, "«etiqueta» no es lo que se exportó"),
        (document_outside, "«documentos» no es lo que se exportó"),
        (document_link, "no es una base exportada"),
        (document_changed, "dañado|modificado"),
        (no_table, "sus tablas no son las de esa versión"),
        (no_end, r"más nueva del programa \(revisión 9999\)"),
        (newer_format, r"más nueva del programa \(cobro-base/2\)"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_is_not_what_left_is_refused(
    archivo: Path,
    intacto: tuple[Workspace, Contexto],
    tmp_path: Path,
    harm: Callable[[Path], None],
    words: str,
) -> None:
    workspace, contexto = intacto
    file = Path(shutil.copy(archivo, tmp_path / "raro.zip"))
    harm(file)

    with pytest.raises(UserError, match=words):
        traer_base(workspace, file, contexto)

    assert nada(workspace)
    assert not (tmp_path / "fuera.txt").exists()


def with_value(tabla: str, nombre: str, value: object) -> Callable[[Partes], Partes]:
    def change(parts: Partes) -> Partes:
        at = columna(parts, tabla, nombre)
        return con_fila(parts, tabla, lambda row: row.__setitem__(at, value))

    return change


def twice(parts: Partes) -> Partes:
    name = "tablas/persona.jsonl"
    first = parts[name].splitlines(keepends=True)[0]
    return {**parts, name: first + parts[name]}


CHANGES = (
    with_value("expediente", "saldo", "mucho"),
    with_value("expediente", "saldo", 2**63),
    with_value("expediente", "saldo", 1.5),
    with_value("expediente", "recibido", "2026-02-30"),
    with_value("expediente", "recibido", "20260201"),
    with_value("expediente", "deudor", None),
    with_value("expediente", "regreso", "{"),
    with_value("expediente", "procedimiento_id", 99),
    with_value("expediente", "acumulado_en_id", 99),
    with_value("usuario", "activo", 1),
    with_value("usuario", "nombre", "\ud800"),
    with_value("lote", "creado_en", "2026-02-03 10:00:00"),
    twice,
)


@pytest.mark.parametrize(
    "fixture",
    ["empty_base_file", pytest.param("migrated_url", marks=pytest.mark.postgresql)],
)
def test_rows_that_cannot_be_are_refused_even_well_sealed(
    archivo: Path, tmp_path: Path, request: pytest.FixtureRequest, fixture: str
) -> None:
    found, folder = request.getfixturevalue(fixture), tmp_path / "datos"
    folder.mkdir()
    local = isinstance(found, Path)
    if local:
        shutil.copy(found, folder)
    parts, file = partes(archivo), tmp_path / "raro.zip"

    with closing(open_workspace(folder, None if local else found)) as workspace:
        contexto = primero(workspace)
        for change in CHANGES:
            rehacer(file, change(parts))
            with pytest.raises(UserError, match=r"no es coherente|nombra una|dañado"):
                traer_base(workspace, file, contexto)
            assert nada(workspace)


def test_a_changed_chain_is_refused_even_well_sealed(
    archivo: Path, intacto: tuple[Workspace, Contexto], tmp_path: Path
) -> None:
    workspace, contexto = intacto
    parts = partes(archivo)
    change = with_value("bitacora_texto", "texto", "Nadie hizo nada.")
    file = rehacer(tmp_path / "raro.zip", change(parts))

    with pytest.raises(InvalidDataError, match="El texto de la entrada 1 fue mod"):
        traer_base(workspace, file, contexto)

    assert nada(workspace)


def test_what_was_already_wrong_travels_said(
    oficina: Workspace, vacio: tuple[Workspace, Contexto], tmp_path: Path
) -> None:
    """A base with a finding is not shut in its computer for ever."""
    workspace, contexto = vacio
    folder = tmp_path / "rota"
    shutil.copytree(oficina.datos, folder)
    (lost,) = (p for p in (folder / "documentos").rglob("*") if p.is_file())
    lost.unlink()
    file = tmp_path / "rota.zip"
    with closing(open_workspace(folder, None)) as broken:
        assert "1 hallazgo" in llevar(broken, file, ADM).resumen

    told = traer_base(workspace, file, contexto)

    assert "Venía con 1 hallazgo" in told.resumen
    assert len(verificar(workspace).hallazgos) == 1


def test_a_base_closed_with_a_passphrase_opens_only_with_it(
    oficina: Workspace,
    intacto: tuple[Workspace, Contexto],
    tmp_path: Path,
) -> None:
    workspace, contexto = intacto
    file, quiet = tmp_path / "cerrada.zip", SilentProgress()

    def bring(secret: str) -> Changes:
        command = ImportarBase(file, simular=True, contrasena=secret)
        return importar_base(command, workspace, contexto, quiet)

    with pytest.raises(InvalidDataError, match="al menos 8 caracteres"):
        exportar_base(ExportarBase(file, "corta"), oficina, ADM, quiet)
    told = exportar_base(ExportarBase(file, "una frase larga"), oficina, ADM, quiet)

    assert b"VIG\xc3\x8dAS" not in file.read_bytes()
    with pytest.raises(InvalidDataError, match="escriba la contraseña"):
        bring("")
    with pytest.raises(UserError, match="la contraseña no es la suya"):
        bring("otra frase larga")
    assert bring("una frase larga").datos["huella"] == told.datos["huella"]
    assert sobras(oficina.datos) == []
    assert nada(workspace)


class StopsAt:
    """Somebody who cancels at a given report."""

    def __init__(self, step: int) -> None:
        self.left = step

    def report(self, done: int, total: int, detail: str) -> None:
        del done, total, detail
        self.left -= 1
        if not self.left:
            raise CancelledByUserError


def test_a_cancel_leaves_nothing_wherever_it_comes(
    archivo: Path, intacto: tuple[Workspace, Contexto]
) -> None:
    workspace, contexto = intacto
    tables = len(volcado.tablas())
    # While it is checked, written (tables, documents) and compared.
    for step in (1, tables + 5, 2 * tables + 2, 3 * tables):
        with pytest.raises(CancelledByUserError):
            traer_base(workspace, archivo, contexto, StopsAt(step))
        assert nada(workspace)


def test_a_full_disk_is_said_before_anything_is_written(
    archivo: Path,
    intacto: tuple[Workspace, Contexto],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace, contexto = intacto
    free = shutil.disk_usage(workspace.datos)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)

    with pytest.raises(StorageError, match="No cabe"):
        traer_base(workspace, archivo, contexto)

    assert nada(workspace)


@pytest.mark.parametrize("revision", [REVISIONS[0], REVISIONS[-2]])
def test_a_file_of_an_older_version_is_brought_up_to_date(
    vacio: tuple[Workspace, Contexto], tmp_path: Path, revision: str
) -> None:
    """It ends as the same old base does when this version opens it."""
    workspace, contexto = vacio
    file, old = tmp_path / "vieja.zip", tmp_path / "vieja"
    with (
        closing(create_base(old, revision)) as base,
        base.write.begin() as session,
        Escritor(file) as escritor,
    ):
        session.execute(sa.text(OLD_PEOPLE))
        session.execute(sa.text(OLD_VALUES))
        connection = session.connection()
        for tabla in volcado.tablas_de(connection):
            rows = list(volcado.filas_de(connection, tuple(tabla.columns)))
            escritor.tabla(tabla.name, volcado.columnas_de(tabla), rows)
        escritor.contenido(())
        escritor.cerrar(Cabecera("0.1.0", revision, 0, "", "", ()))

    traer_base(workspace, file, contexto)

    with closing(open_workspace(old, None)) as opened:
        llevar(opened, tmp_path / "abierta.zip", ADM)
    llevar(workspace, tmp_path / "traida.zip", ADM)
    assert partes(tmp_path / "traida.zip") == partes(tmp_path / "abierta.zip")
    assert sobras(workspace.datos) == []


OLD_PEOPLE = (
    "INSERT INTO usuario (id, login, nombre, cargo, roles, activo, version) "
    "VALUES (1, 'adm', 'ADM', '', '[\"ADM\"]', 1, 1)"
)
OLD_VALUES = (
    "INSERT INTO parametro (id, clave, valor, fuente, verificado, registrado_por, "
    "registrado_en) VALUES (1, 'uvt', '52374', 'DIAN «ñ»', 1, 'adm', "
    "'2026-01-02 00:00:00.000000')"
)
