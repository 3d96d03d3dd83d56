"""The offices that keep cases: which there are, who works in them, moving a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import delete, func, select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.services.trabajo.alcance import CLASES, load_oficinas
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    DependenciaRow,
    EntidadRow,
    ExpedienteRow,
    UsuarioDependenciaRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

TRASLADAN: Final = (Rol.COO, Rol.JEF, Rol.ADM)


class Oficina(NamedTuple):
    """An office, with who works there and how many cases it has."""

    id: int
    entidad: str
    """SIGLA."""
    nombre: str
    clase: str
    expedientes: int
    """Open or suspended."""
    personas: tuple[str, ...]
    """Logins of those who belong to it."""
    encargadas: tuple[str, ...]
    """Logins of those to whom it was given besides their own."""


@dataclass(frozen=True, slots=True)
class CrearOficina:
    """Add an office that keeps cases."""

    entidad: str
    """SIGLA."""
    nombre: str
    clase: str = ""
    """One of `CLASES`; by default what its name says."""


@dataclass(frozen=True, slots=True)
class DarOficinas:
    """Say to which office a person belongs and which others they see."""

    login: str
    propia: int | None
    """None: the person belongs to no office and is not limited."""
    otras: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trasladar:
    """Give cases to another office, with the reason."""

    expedientes: tuple[int, ...]
    oficina_id: int
    causa: str


def oficinas(workspace: Workspace) -> list[Oficina]:
    """Return the offices that keep cases, by institution and name."""
    row = DependenciaRow
    with workspace.base.read() as session:
        cases = _contados(session)
        own, given = _personas(session)
        found = session.execute(
            select(row.id, EntidadRow.sigla, row.nombre, row.clase)
            .join(EntidadRow, EntidadRow.id == row.entidad_id)
            .where(row.clase != "")
            .order_by(EntidadRow.sigla, row.clase, row.nombre)
        )
        return [
            Oficina(
                id_,
                sigla,
                nombre,
                clase,
                cases.get(id_, 0),
                tuple(own.get(id_, ())),
                tuple(given.get(id_, ())),
            )
            for id_, sigla, nombre, clase in found
        ]


def id_de_oficina(workspace: Workspace, nombre: str) -> int:
    """Return the office whose name has a text.

    Raises:
        NotFoundError: none has it, or several have; lists them.
    """
    known = oficinas(workspace)
    wanted = plegar(nombre.strip())
    exact = [o for o in known if plegar(o.nombre) == wanted]
    found = exact or [o for o in known if wanted and wanted in plegar(o.nombre)]
    if len(found) != 1:
        names = [o.nombre for o in found or known]
        what = "Varias oficinas se llaman así" if found else f"No existe «{nombre}»"
        message = f"{what}: {', '.join(names) or 'no hay oficinas creadas'}."
        raise NotFoundError(message, {"oficinas": names})
    return found[0].id


def crear_oficina(
    command: CrearOficina, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Add an office.

    Raises:
        InvalidDataError: it has no name, the name is taken, or no such kind.
        NotAllowedError: only an administrator may.
    """
    name = " ".join(command.nombre.split())
    with transaction(workspace, contexto, "crear_oficina") as tx:
        tx.require_role([Rol.ADM], "crear oficinas")
        entidad = workspace.entidad(tx.session, command.entidad.upper())
        kind = command.clase or load_oficinas(
            entidad.sigla, tx.workspace.recursos
        ).clase(name)
        if not name or kind not in CLASES:
            message = (
                "Una oficina necesita un nombre, y su clase es una de estas: "
                f"{', '.join(CLASES)}. No se creó nada."
            )
            raise InvalidDataError(message)
        row = _con_nombre(tx.session, entidad.id, name)
        if row is not None and row.clase:
            message = f"Ya existe la oficina «{name}»."
            raise InvalidDataError(message)
        row = row or DependenciaRow(entidad_id=entidad.id, nombre=name)
        row.clase = kind
        tx.session.add(row)
        tx.session.flush()
        tx.touch("dependencia", row.id)
        texto = f"Se creó la oficina «{name}» de {entidad.sigla}."
        tx.tell(texto)
        number = row.id
    return Changes(lista=True, resumen=texto, datos={"oficina": number})


def dar_oficinas(
    command: DarOficinas, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Set the offices of a person: from then on they see and work only those.

    Raises:
        NotFoundError: no such person or office.
        NotAllowedError: only an administrator may.
    """
    with transaction(workspace, contexto, "dar_oficinas") as tx:
        tx.require_role([Rol.ADM], "asignar oficinas a las personas")
        person = tx.session.scalar(
            select(UsuarioRow).where(UsuarioRow.login == command.login)
        )
        if person is None:
            message = f"No existe el usuario «{command.login}». No se cambió nada."
            raise NotFoundError(message)
        own = _oficina(tx.session, command.propia) if command.propia else None
        others = [_oficina(tx.session, id_) for id_ in dict.fromkeys(command.otras)]
        given = [row for row in others if row is not own]
        person.dependencia_id = own.id if own else None
        tx.session.execute(
            delete(UsuarioDependenciaRow).where(
                UsuarioDependenciaRow.usuario_id == person.id
            )
        )
        tx.session.add_all(
            UsuarioDependenciaRow(usuario_id=person.id, dependencia_id=row.id)
            for row in given
        )
        tx.touch("usuario", person.id)
        names = [row.nombre for row in ([own] if own else []) + given]
        texto = f"{person.nombre} ve los expedientes de: {', '.join(names)}."
        if not names:
            texto = f"{person.nombre} queda sin oficina: ve todos los expedientes."
        tx.tell(texto)
    return Changes(lista=True, resumen=texto, datos={"oficinas": names})


def trasladar(command: Trasladar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Give open cases to another office, each with an act that says why.

    Raises:
        InvalidDataError: no reason, no cases, or the office is of another institution.
        NotAllowedError: the role may not, or a case ended or is of another office.
        NotFoundError: no such office or case.
    """
    causa = command.causa.strip()
    if not causa or not command.expedientes:
        message = "Diga por qué cambian de oficina y cuáles. No se cambió nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "trasladar_oficina") as tx:
        tx.require_role(TRASLADAN, "cambiar de oficina un expediente")
        office = _oficina(tx.session, command.oficina_id)
        moved = [
            row.id
            for id_ in dict.fromkeys(command.expedientes)
            if (row := _mover(tx, id_, office, causa))
        ]
        done = cantidad(len(moved), "expediente pasó", "expedientes pasaron")
        texto = f"{done} a la oficina «{office.nombre}». Motivo: {causa}"
        tx.tell(texto)
        name = office.nombre
    return Changes(
        frozenset(moved),
        lista=True,
        resumen=texto,
        datos={"trasladados": len(moved), "oficina": name},
    )


def oficina_de_origen(
    tx: Transaction, entidad_id: int, sigla: str, autoridad: str
) -> int | None:
    """Return the office that keeps what an authority issued, adding it if new.

    None where the institution does not work by offices. What comes without an
    authority belongs to the central level.
    """
    rule = load_oficinas(sigla, tx.workspace.recursos)
    if not rule.por_oficina:
        return None
    written = autoridad.strip()
    name = tx.workspace.perfil(sigla).autoridad(written) if written else rule.central
    row = _con_nombre(tx.session, entidad_id, name)
    if row is None:
        row = DependenciaRow(entidad_id=entidad_id, nombre=name)
        tx.session.add(row)
    row.clase = row.clase or rule.clase(name)
    tx.session.flush()
    return row.id


def jefes_de_oficina(session: Session, row: ExpedienteRow) -> list[UsuarioRow]:
    """Return the chiefs who belong to the office of a case: its executing officers.

    Empty where the institution does not work by offices, or nobody is one yet.
    """
    sigla = session.scalars(
        select(EntidadRow.sigla).where(EntidadRow.id == row.entidad_id)
    ).one()
    if (
        row.dependencia_id is None
        or not load_oficinas(sigla, recursos_de(session)).por_oficina
    ):
        return []
    people = session.scalars(
        select(UsuarioRow)
        .where(UsuarioRow.activo, UsuarioRow.dependencia_id == row.dependencia_id)
        .order_by(UsuarioRow.id)
    )
    return [person for person in people if str(Rol.JEF) in person.roles]


def _mover(
    tx: Transaction, id_: int, office: DependenciaRow, causa: str
) -> ExpedienteRow | None:
    row = abierto(tx, id_)
    if row.entidad_id != office.entidad_id:
        message = (
            f"El expediente {row.numero} es de otra entidad que la oficina "
            f"«{office.nombre}». No se cambió ninguno."
        )
        raise InvalidDataError(message)
    if row.dependencia_id == office.id:
        return None
    old = tx.session.get(DependenciaRow, row.dependencia_id or 0)
    origin = f"de «{old.nombre}» " if old else ""
    texto = f"Pasó {origin}a la oficina «{office.nombre}». Motivo: {causa}"
    acto = Acto(tipo=TipoActuacion.ASIGNACION, texto=texto, fecha=tx.contexto.hoy)
    registrar(tx, row, acto)
    row.dependencia_id = office.id
    return row


def _oficina(session: Session, oficina_id: int) -> DependenciaRow:
    row = session.get(DependenciaRow, oficina_id)
    if row is None or not row.clase:
        message = "Esa oficina no existe. No se cambió nada."
        raise NotFoundError(message)
    return row


def _con_nombre(
    session: Session, entidad_id: int, nombre: str
) -> DependenciaRow | None:
    return session.scalar(
        select(DependenciaRow).where(
            DependenciaRow.entidad_id == entidad_id, DependenciaRow.nombre == nombre
        )
    )


def _contados(session: Session) -> dict[int, int]:
    row = ExpedienteRow
    query = (
        select(row.dependencia_id, func.count())
        .where(
            row.dependencia_id.is_not(None),
            row.estado.in_(("ABIERTO", "SUSPENDIDO")),
            row.lote_anulado_id.is_(None),
        )
        .group_by(row.dependencia_id)
    )
    return {int(id_ or 0): int(n) for id_, n in session.execute(query)}


def _personas(session: Session) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    own: dict[int, list[str]] = {}
    given: dict[int, list[str]] = {}
    people = session.execute(
        select(UsuarioRow.login, UsuarioRow.dependencia_id)
        .where(UsuarioRow.activo)
        .order_by(UsuarioRow.id)
    )
    for login, id_ in people:
        own.setdefault(int(id_ or 0), []).append(login)
    more = session.execute(
        select(UsuarioDependenciaRow.dependencia_id, UsuarioRow.login)
        .join(UsuarioRow, UsuarioRow.id == UsuarioDependenciaRow.usuario_id)
        .where(UsuarioRow.activo)
        .order_by(UsuarioRow.id)
    )
    for id_, login in more:
        given.setdefault(id_, []).append(login)
    return own, given
