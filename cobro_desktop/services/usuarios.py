"""Who works with the base (DECISIONS 23)."""

from __future__ import annotations

import getpass
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import UsuarioRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace


class Persona(NamedTuple):
    """A user, as the window shows it."""

    login: str
    nombre: str
    cargo: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrearUsuario:
    """Add a user with roles."""

    login: str
    nombre: str
    roles: tuple[Rol, ...]
    cargo: str = ""


def contexto_de(workspace: Workspace, *, usuario: str | None, hoy: dt.date) -> Contexto:
    """Build the context of a run; without `usuario`, the system's own name.

    Raises:
        NotFoundError: when the user does not exist, with the ones that do.
    """
    login = quien_trabaja(workspace, usuario)
    check_usuario(workspace, login)
    return Contexto(hoy=hoy, usuario=login, equipo=platform.node() or "equipo")


def quien_trabaja(workspace: Workspace, usuario: str | None) -> str:
    """Return the login of a run: the one asked for, the system's, or the first."""
    if usuario is not None:
        return usuario
    login = _system_login()
    people = [person.login for person in usuarios(workspace)]
    return login if login in people or not people else people[0]


def check_usuario(workspace: Workspace, login: str) -> None:
    """Refuse a login that nobody of this base has.

    Raises:
        NotFoundError: with the logins that exist.
    """
    logins = [person.login for person in usuarios(workspace)]
    if login not in logins:
        names = ", ".join(logins)
        message = f"No existe el usuario «{login}». En esta base están: {names}."
        raise NotFoundError(message, {"usuarios": logins})


def usuarios(workspace: Workspace) -> list[Persona]:
    """Return the active users in the order they were created."""
    with workspace.base.read() as session:
        rows = session.execute(
            select(
                UsuarioRow.login, UsuarioRow.nombre, UsuarioRow.cargo, UsuarioRow.roles
            )
            .where(UsuarioRow.activo)
            .order_by(UsuarioRow.id)
        )
        return [Persona(*row[:3], tuple(row[3])) for row in rows]


def crear_usuario(
    command: CrearUsuario, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Add a user; only an administrator may.

    Raises:
        InvalidDataError: when the login is taken or no role is given.
    """
    with transaction(workspace, contexto, "crear_usuario") as tx:
        tx.require_role([Rol.ADM], "crear usuarios")
        _check(tx.session, command)
        row = UsuarioRow(
            login=command.login,
            nombre=command.nombre,
            cargo=command.cargo,
            roles=[str(rol) for rol in command.roles],
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("usuario", row.id)
        texto = f"Se creó el usuario {command.nombre} ({command.login})."
        tx.tell(texto)
    return Changes(resumen=texto)


def first_user(session: Session) -> None:
    """Create the first administrator of a new base, with the system's name.

    It has every role, so that a person alone can work from the first minute.
    """
    login = _system_login()
    session.add(UsuarioRow(login=login, nombre=login, roles=[str(r) for r in Rol]))


def _check(session: Session, command: CrearUsuario) -> None:
    if not command.login.strip() or not command.roles:
        message = "Un usuario necesita un nombre de ingreso y al menos un rol."
        raise InvalidDataError(message)
    if session.scalar(select(UsuarioRow.id).where(UsuarioRow.login == command.login)):
        message = f"Ya existe el usuario «{command.login}»."
        raise InvalidDataError(message)


def _system_login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "usuario"
