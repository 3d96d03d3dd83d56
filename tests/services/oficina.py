"""A small office for the tests: people by role and three imported cases."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario, first_user
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.services.copias import Molde

HOY = dt.date(2026, 9, 30)
PEOPLE = {
    "aux": (Rol.AUX,),
    "pro": (Rol.PRO,),
    "coo": (Rol.COO,),
    "jef": (Rol.JEF,),
    "fin": (Rol.FIN,),
    "adm": (Rol.ADM,),
}
ROWS = """\
NIT;RAZÓN SOCIAL;DIRECCIÓN;CIUDAD;CORREO;CONCEPTO;RESOLUCIÓN No.;\
FECHA RESOLUCIÓN;FECHA NOTIFICACIÓN;FECHA EJECUTORIA;VIGENCIA;VR. CAPITAL
890903938-8;VIGÍAS & CÍA <LTDA.>;Calle 1 # 2-3;Bogotá D.C.;a@ejemplo.test;Multa;\
R-100;15/12/2024;20/12/2024;15/01/2025;2024;1.000.000
860002964-4;ÑÁÑEZ SEGURIDAD S.A.S.;Carrera 7 # 8-9;Cali;b@ejemplo.test;Sanción;\
R-200;01/02/2025;10/02/2025;28/02/2025;2024;1.423.500
899999061-9;ESCOLTAS DEL SUR LTDA.;Avenida 5 # 6-7;Pasto;c@ejemplo.test;\
Contribución;R-300;01/11/2025;05/11/2025;10/11/2025;2025;2.000.000
"""


def en_nombre_de(login: str, hoy: dt.date = HOY) -> Contexto:
    return Contexto(hoy=hoy, usuario=login, equipo="pruebas")


def abrir_oficina(base: Base, folder: Path) -> Workspace:
    """Open a workspace on an empty base, with people and three cases of SVSP."""
    _OFICINA.llenar(base)
    (folder / "cartera.csv").write_text(ROWS, encoding="utf-8")
    return Workspace(base.datos, base, almacen(base))


def _abrir(base: Base) -> None:
    workspace = Workspace(base.datos, base, almacen(base))
    with base.write.begin() as session:
        first_user(session)
    with base.read() as session:
        from cobro_desktop.storage.rows import UsuarioRow

        founder = session.scalars(select(UsuarioRow.login)).one()
    for login, roles in PEOPLE.items():
        crear_usuario(
            CrearUsuario(login, login.upper(), roles), workspace, en_nombre_de(founder)
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cartera.csv"
        file.write_text(ROWS, encoding="utf-8")
        command = Importar(file, "cartera", "PRO-GJU-130-008")
        importar(command, workspace, en_nombre_de("fin"), SilentProgress())


_OFICINA = Molde(_abrir)


def sin_guardas(session: Session) -> None:
    """Let a test change a kept liquidation, as another hand with the file could."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER liquidacion_no_update"))
    else:
        session.execute(text("DROP TRIGGER liquidacion_solo_agregar ON liquidacion"))


def expediente_de(workspace: Workspace, titulo: str) -> ExpedienteRow:
    with workspace.base.read() as session:
        return session.scalars(
            select(ExpedienteRow).where(ExpedienteRow.titulo == titulo)
        ).one()
