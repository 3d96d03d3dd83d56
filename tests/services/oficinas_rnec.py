"""An institution by offices: two delegaciones and the central level, with people."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.trabajo.oficinas import (
    CrearOficina,
    DarOficinas,
    crear_oficina,
    dar_oficinas,
    id_de_oficina,
    oficinas,
)
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario, first_user
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import UsuarioRow
from tests.services.oficina import en_nombre_de

CENTRAL = "Grupo de Cobros Coactivos (nivel central)"
TOLIMA = "Delegación Departamental de Tolima"
HUILA = "Delegación Departamental de Huila"
PEOPLE = {
    "pro.tolima": (Rol.PRO,),
    "jef.tolima": (Rol.JEF,),
    "pro.huila": (Rol.PRO,),
    "jef.huila": (Rol.JEF,),
    "coo.dos": (Rol.COO,),
    "jef.central": (Rol.JEF,),
    "pro.central": (Rol.PRO,),
    "fin": (Rol.FIN,),
    "adm": (Rol.ADM,),
}
ROWS = """\
Delegación,Municipio,Cédula,Nombre jurado,Resolución sanción,Fecha resolución,\
Fecha ejecutoria,Elección,Valor sanción,Dirección
Tolima,Ibagué,1900666101,ADRIANA VARÓN,0417 de 2026,2026-01-22,2026-03-02,\
Consultas 26/10/2025,2847000,Carrera 5 # 37 - 19
Tolima,Espinal,1900666303,MARÍA GUZMÁN,0430 de 2026,2026-01-30,2026-03-06,\
Consultas 26/10/2025,1423500,Calle 11 # 5 - 22
Huila,Neiva,1900666202,WILSON PERDOMO,0422 de 2026,2026-01-27,2026-03-04,\
Consultas 26/10/2025,1423500,Calle 8 # 6 - 70
"""


def abrir_registraduria(base: Base, folder: Path) -> Workspace:
    """Open a workspace with three cases of two delegaciones, and people in offices."""
    workspace = Workspace(base.datos, base, almacen(base))
    with base.write.begin() as session:
        first_user(session)
    with base.read() as session:
        founder = session.scalars(select(UsuarioRow.login)).one()
    for login, roles in PEOPLE.items():
        person = CrearUsuario(login, login.upper(), roles)
        crear_usuario(person, workspace, en_nombre_de(founder))
    file = folder / "jurados.csv"
    file.write_text(ROWS, encoding="utf-8")
    command = Importar(file, "titulos", "RJPD06")
    importar(command, workspace, en_nombre_de("fin"), SilentProgress())
    adm = en_nombre_de("adm")
    crear_oficina(CrearOficina("RNEC", CENTRAL), workspace, adm)
    ids = {office.nombre: office.id for office in oficinas(workspace)}
    for login, own, *others in (
        ("pro.tolima", TOLIMA),
        ("jef.tolima", TOLIMA),
        ("pro.huila", HUILA),
        ("jef.huila", HUILA),
        ("coo.dos", CENTRAL, TOLIMA, HUILA),
        ("jef.central", CENTRAL),
        ("pro.central", CENTRAL),
    ):
        given = tuple(ids[name] for name in others)
        dar_oficinas(DarOficinas(login, ids[own], given), workspace, adm)
    assert id_de_oficina(workspace, "huila") == ids[HUILA]
    return workspace
