"""A fifth institution arrives in a signed pack and works, without touching the program.

Its files stand in `tests/data/quinta`, not among what ships.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.firmado import abrir_clave, crear_clave
from cobro_desktop.exchange.paquete_entidad import escribir_paquete
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.paquete_entidad.exportacion import (
    ExportarEntidad,
    exportar_entidad,
)
from cobro_desktop.services.paquete_entidad.recepcion import (
    ImportarEntidad,
    importar_entidad,
)
from cobro_desktop.services.paquete_entidad.retiro import instalados, retirar_paquete
from cobro_desktop.services.parametros.consulta import ver_tabla
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.trabajo.bandejas import por_estudiar
from cobro_desktop.services.trabajo.deudor import deudor_por_id, principal_de
from cobro_desktop.services.usuarios import CrearUsuario, contexto_de, crear_usuario
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace, open_workspace
from cobro_desktop.storage.engine import Base
from tests.scenarios.conftest import DATOS, PERSONAS
from tests.scenarios.historia import Historia, expediente_de

QUINTA = Path(__file__).parents[1] / "data" / "quinta"
CODIGO = "QTA-COB-01"
CONTRASENA = "ocho y más letras"
HOY = dt.date(2026, 3, 2)
TITULOS = """\
Documento;Nombre;Número acto;Fecha acto;Fecha ejecutoria;Concepto;Valor;Dirección
860002964;TRANSPORTES ÑUÑEZ S.A.S.;M-1;05/01/2026;05/02/2026;Multa de peaje;\
1.423.500;Calle 1 # 2-3
860002964;TRANSPORTES ÑUÑEZ S.A.S.;M-2;05/01/2026;05/02/2026;Multa de peaje;\
700.000;Calle 1 # 2-3
"""


def paquete(folder: Path) -> Path:
    """Sign the pack as the institution's own office would."""
    key = folder / "clave.pem"
    key.write_bytes(crear_clave(CONTRASENA))
    files = {
        path.relative_to(QUINTA).as_posix(): path.read_bytes()
        for path in sorted(QUINTA.rglob("*.toml"))
    }
    head = {
        "sigla": "QTA",
        "nombre": "Instituto Nacional de Caminos de Prueba",
        "emisor": "Instituto de Caminos",
        "creado": "2026-03-01T10:00:00+00:00",
    }
    target = folder / "qta.zip"
    target.write_bytes(escribir_paquete(head, files, abrir_clave(key, CONTRASENA)))
    return target


def recibe(workspace: Workspace, archivo: Path, quien: Contexto) -> None:
    """Refused with its fingerprint first, then trusted."""
    with pytest.raises(NotAllowedError, match="Su huella es") as refused:
        importar_entidad(ImportarEntidad(archivo), workspace, quien)
    huella = str(refused.value.detalle["huella"])
    importar_entidad(ImportarEntidad(archivo, huella), workspace, quien)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "datos", None)
    yield opened
    opened.close()


@pytest.fixture
def admin(workspace: Workspace) -> Contexto:
    return contexto_de(workspace, usuario=None, hoy=HOY)


def prepara(workspace: Workspace, admin: Contexto, folder: Path) -> None:
    """Receive the pack, name the people and import two titles."""
    recibe(workspace, paquete(folder), admin)
    for login, nombre, rol, cargo in PERSONAS:
        crear_usuario(CrearUsuario(login, nombre, (rol,), cargo), workspace, admin)
    fijar_datos(FijarDatos("QTA", DATOS), workspace, admin)
    file = folder / "titulos.csv"
    file.write_text(TITULOS, encoding="utf-8")
    command = Importar(file, "titulos", CODIGO)
    auxiliar = Contexto(HOY, "auxiliar", "equipo de prueba")
    importar(command, workspace, auxiliar, SilentProgress())


def test_its_cases_go_from_reception_to_archive(
    workspace: Workspace, admin: Contexto, tmp_path: Path
) -> None:
    prepara(workspace, admin, tmp_path)
    historia = Historia(workspace, expediente_de(workspace, titulo="M-1"), tmp_path)
    assert historia.ficha.expediente.numero == "QTA-2026-000001"
    assert historia.actividad == "1"
    assert historia.prescribe == "2031-02-05"

    historia.dia("2026-03-03", "auxiliar")
    historia.anexa("titulo")
    historia.avanza("recibido", fecha_recepcion="2026-03-02")
    assert historia.actividad == "2"
    # Ten business days after Tuesday 3 March 2026, without holidays: the 17th.
    assert historia.vence == "2026-03-17"

    # Its own names, not its ids, wherever a person reads them.
    someone = principal_de(workspace, historia.expediente_id)
    assert someone is not None
    debtor = deudor_por_id(workspace, someone)
    assert {d.concepto for d in debtor.obligaciones} == {"Multa por evasión de peaje"}
    study = por_estudiar(workspace, historia.contexto.hoy)
    assert study.total > 0
    assert ver_tabla(workspace, "cierres", "QTA") == []

    historia.dia("2026-03-05", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe")
    pages = PdfDocument(historia.abre_documento("oficio-persuasivo"))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "Invitación del Instituto de Caminos" in " ".join(text.split())
    assert "Grupo de Cobro de Caminos" in text

    historia.dia("2026-03-10", "financiera")
    debt = historia.saldo + historia.intereses
    historia.paga(debt, "RC-1")
    historia.dia("2026-03-11", "profesional")
    historia.avanza("pagado")
    historia.avanza("archivado")
    assert historia.estado == "ARCHIVADO"
    assert verificar(workspace).hallazgos == []


def test_another_window_of_the_same_base_finds_it_too(
    workspace: Workspace, admin: Contexto, tmp_path: Path
) -> None:
    prepara(workspace, admin, tmp_path)
    shutil.copytree(workspace.datos, tmp_path / "copia")
    other = open_workspace(tmp_path / "copia", None)
    assert other.perfil("qta").ciudad == "Tunja"
    assert other.catalogo.buscar("COB-QTA").version == 1
    assert other.opciones("QTA").entero("prescripcion.anios_alarma") == 3
    other.close()


def test_a_pack_that_is_exported_again_says_the_same(
    workspace: Workspace, admin: Contexto, tmp_path: Path
) -> None:
    recibe(workspace, paquete(tmp_path), admin)
    again = tmp_path / "otra-vez.zip"
    command = ExportarEntidad(
        "QTA", again, tmp_path / "clave.pem", CONTRASENA, "Instituto de Caminos"
    )
    done = exportar_entidad(command, workspace, admin)
    assert len(done.archivos) == 3
    found, changes = importar_entidad(ImportarEntidad(again), workspace, admin)
    assert found.igual
    assert not changes.datos["instalado"]


def test_it_is_withdrawn_only_while_nothing_uses_it(
    workspace: Workspace, admin: Contexto, tmp_path: Path
) -> None:
    recibe(workspace, paquete(tmp_path), admin)
    assert [p.sigla for p in instalados(workspace)] == ["QTA"]
    retirar_paquete("QTA", workspace, admin)
    assert instalados(workspace) == []
    with pytest.raises(NotFoundError, match="No hay una entidad «QTA»"):
        workspace.perfil("QTA")
    with pytest.raises(NotFoundError):
        workspace.catalogo.buscar(CODIGO)

    prepara(workspace, admin, tmp_path)
    with pytest.raises(NotAllowedError, match="lo usan 2 expedientes"):
        retirar_paquete("QTA", workspace, admin)
    assert verificar(workspace).hallazgos == []


def test_a_team_shares_the_pack_through_its_base(
    any_base: Base, tmp_path: Path
) -> None:
    from cobro_desktop.services.usuarios import first_user
    from cobro_desktop.storage.contenido import almacen

    with any_base.write.begin() as session:
        first_user(session)
    office = Workspace(any_base.datos, any_base, almacen(any_base))
    other = Workspace(any_base.datos, any_base, almacen(any_base))
    founder = contexto_de(office, usuario=None, hoy=HOY)
    recibe(office, paquete(tmp_path), founder)
    assert other.perfil("QTA").nombre == "Instituto Nacional de Caminos de Prueba"
    assert Rol.AUX in other.catalogo.buscar(CODIGO).actividades["1"].rol
