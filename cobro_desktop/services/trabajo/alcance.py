"""What each person may see and work, where cases belong to offices (RNEC)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.assets import Carpeta, assets
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.alcance import Alcance, abrir_alcance
from cobro_desktop.storage.queries import detalle
from cobro_desktop.storage.rows import (
    DependenciaRow,
    EntidadRow,
    ExpedienteRow,
    UsuarioDependenciaRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace

CENTRAL: Final = "central"
DELEGACION: Final = "delegacion"
DISTRITAL: Final = "distrital"
CLASES: Final = (CENTRAL, DELEGACION, DISTRITAL)


@dataclass(frozen=True, slots=True)
class ReglaOficinas:
    """How an institution keeps its cases (`visibilidad` and `[oficinas]`)."""

    por_oficina: bool
    """Whether each person sees only the cases of their offices."""
    central: str
    """Name of the office at the central level."""
    distritales: tuple[str, ...]
    """Names of the offices of a district."""

    def clase(self, nombre: str) -> str:
        """Return the kind of office that a name is of."""
        if nombre == self.central:
            return CENTRAL
        return DISTRITAL if nombre in self.distritales else DELEGACION


@cache
def load_oficinas(sigla: str, folder: Carpeta | None = None) -> ReglaOficinas:
    """Read from its profile how an institution keeps its cases.

    `folder` is the `resources` that rules; by default what ships.
    """
    root: Carpeta = folder or assets("resources")
    path = root / "entidades" / f"{sigla.lower()}.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    content: dict[str, Any] = tomllib.loads(text)
    table = content.get("oficinas", {})
    return ReglaOficinas(
        content.get("visibilidad", "entidad") == "dependencia",
        str(table.get("central", "Nivel central")),
        tuple(table.get("distritales", ())),
    )


def alcance_de(session: Session, usuario: UsuarioRow) -> Alcance | None:
    """Return what a person may see; None when it is everything.

    Whoever has been given no office is not limited; nor is an administrator, nor a
    chief of the central level.
    """
    if str(Rol.ADM) in usuario.roles:
        return None
    offices = oficinas_de(session, usuario)
    siglas = {
        row.id: row.sigla
        for row in session.scalars(select(EntidadRow))
        if row.id in {office.entidad_id for office in offices}
    }
    folder = recursos_de(session)
    limited = {
        id_ for id_, sigla in siglas.items() if load_oficinas(sigla, folder).por_oficina
    }
    central = {o.entidad_id for o in offices if o.clase == CENTRAL}
    if str(Rol.JEF) in usuario.roles:
        limited -= central
    if not limited:
        return None
    return Alcance(
        frozenset(limited),
        frozenset(o.id for o in offices if o.entidad_id in limited),
        sin_oficina=bool(central & limited),
    )


def oficinas_de(session: Session, usuario: UsuarioRow) -> list[DependenciaRow]:
    """Return the offices of a person: their own and those given to them."""
    given = select(UsuarioDependenciaRow.dependencia_id).where(
        UsuarioDependenciaRow.usuario_id == usuario.id
    )
    own = DependenciaRow.id == usuario.dependencia_id
    query = select(DependenciaRow).where(
        DependenciaRow.clase != "", own | DependenciaRow.id.in_(given)
    )
    return list(session.scalars(query.order_by(DependenciaRow.id)))


def mirar_como(workspace: Workspace, login: str) -> None:
    """From now on, read with the eyes of a person."""
    mirada = workspace.base.mirada
    mirada.alcance = None
    with workspace.base.read() as session:
        row = session.scalar(
            select(UsuarioRow).where(UsuarioRow.login == login, UsuarioRow.activo)
        )
        mirada.alcance = alcance_de(session, row) if row else None


def exigir_visible(
    session: Session, usuario: UsuarioRow, alcance: Alcance | None, row: ExpedienteRow
) -> None:
    """Refuse to act on a case of an office that was not given to the person.

    Raises:
        NotAllowedError: naming the office.
    """
    if alcance is None or alcance.ve(row.entidad_id, row.dependencia_id):
        return
    office = session.get(DependenciaRow, row.dependencia_id or 0)
    raise negativa(row.numero, office.nombre if office else "", usuario.nombre)


def negar_ajeno(workspace: Workspace, numero: str) -> None:
    """Refuse a case that exists and whoever looks may not see; else do nothing.

    Raises:
        NotAllowedError: naming the office that has it.
    """
    alcance = workspace.base.mirada.alcance
    if alcance is None:
        return
    with workspace.base.read() as session:
        for found in detalle.buscar(abrir_alcance(session), numero):
            row = session.get(ExpedienteRow, found.id)
            if row is None or alcance.ve(row.entidad_id, row.dependencia_id):
                continue
            office = session.get(DependenciaRow, row.dependencia_id or 0)
            raise negativa(row.numero, office.nombre if office else "")


def negativa(numero: str, oficina: str, quien: str = "") -> NotAllowedError:
    """Say that a case belongs to another office."""
    where = f"es de la oficina «{oficina}»" if oficina else "no tiene oficina"
    who = f"{quien} no la tiene asignada" if quien else "usted no la tiene asignada"
    message = (
        f"El expediente {numero} {where} y {who}. No se abrió ni se cambió nada. "
        "Pida a quien administra el programa que le asigne esa oficina."
    )
    return NotAllowedError(message, {"expediente": numero, "oficina": oficina})
