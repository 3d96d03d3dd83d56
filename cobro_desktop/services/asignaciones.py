"""Who works each case (F17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import ExpedienteRow, UsuarioRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


QUIENES: Final = (Rol.COO, Rol.PRO, Rol.JEF)
"""Who may give a case to a person."""

CAUSAS: Final = (
    "Carga de trabajo",
    "Vacaciones, licencia o incapacidad",
    "Retiro o cambio de cargo",
    "Impedimento o conflicto de interés",
    "Conoce el caso o al deudor",
)
"""Why a case usually changes hands; another one may be written."""


@dataclass(frozen=True, slots=True)
class Asignar:
    """Give a case to a person, or to another one with its reason."""

    expediente_id: int
    login: str
    causa: str = ""


def asignar(command: Asignar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Set the person responsible for a case.

    Raises:
        InvalidDataError: somebody else has it and no reason was given, the person has
            it already, or only administers.
        NotFoundError: no such case or user.
        NotAllowedError: the user's role may not assign, or the case ended.
    """
    with transaction(workspace, contexto, "asignar") as tx:
        tx.require_role(QUIENES, "repartir expedientes")
        expediente = abierto(tx, command.expediente_id)
        person = tx.session.scalar(
            select(UsuarioRow).where(
                UsuarioRow.login == command.login, UsuarioRow.activo
            )
        )
        if person is None:
            message = f"No existe el usuario «{command.login}». No se asignó."
            raise NotFoundError(message)
        exigir_que_trabaje(person)
        before = expediente.responsable_id
        if before == person.id:
            message = (
                f"{expediente.numero} ya lo tiene {person.nombre}. No se cambió nada."
            )
            raise InvalidDataError(message)
        if before not in {None, person.id} and not command.causa.strip():
            message = (
                f"{expediente.numero} ya tiene a otra persona: escriba por qué cambia "
                "de manos. No se asignó."
            )
            raise InvalidDataError(message)
        expediente.responsable_id = person.id
        if expediente.situacion == "por_repartir":
            expediente.situacion = "en_estudio"
        verb = "reasignó" if before else "asignó"
        reason = f" Motivo: {command.causa}." if command.causa else ""
        texto = f"Se {verb} a {person.nombre}.{reason}"
        acto = Acto(tipo=TipoActuacion.ASIGNACION, texto=texto, fecha=contexto.hoy)
        registrar(tx, expediente, acto)
        tx.tell(f"{expediente.numero}: {texto}")
    return Changes(
        frozenset({command.expediente_id}),
        resumen=texto,
        datos={"responsable": command.login},
    )


def exigir_que_trabaje(person: UsuarioRow) -> None:
    """Refuse to give cases to who only administers the program.

    Raises:
        InvalidDataError: naming the person.
    """
    if set(person.roles) == {str(Rol.ADM)}:
        message = (
            f"{person.nombre} administra el programa y no lleva expedientes: elija a "
            "otra persona. No se asignó."
        )
        raise InvalidDataError(message)


def responsables(workspace: Workspace, expedientes: Collection[int]) -> dict[int, str]:
    """Return the login of who works each case; those of nobody are absent."""
    with workspace.base.read() as session:
        found = session.execute(
            select(ExpedienteRow.id, UsuarioRow.login)
            .join(UsuarioRow, UsuarioRow.id == ExpedienteRow.responsable_id)
            .where(ExpedienteRow.id.in_(expedientes))
        )
        return {case_id: login for case_id, login in found}  # noqa: C416 - rows
