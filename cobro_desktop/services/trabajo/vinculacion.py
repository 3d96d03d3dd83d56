"""Other people of a case: those who owe it too, and who speaks for them.

Heirs, those who answer with the debtor (ET 828-1), representatives and attorneys. Each
is notified alone (PROCEDURES 5), so nothing that runs is touched here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import leer_identificacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import DeudorRow, PersonaRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.identificacion import Identificacion
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

CALIDADES: Final[Mapping[str, str]] = {
    "solidario": "deudor solidario",
    "heredero": "heredero",
    "representante": "representante",
    "apoderado": "apoderado",
}
"""Every role but the principal's, which comes with the title."""
_QUIENES: Final = (Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vincular:
    """Put a person in a case."""

    expediente_id: int
    rol: str
    """One of `CALIDADES`."""
    documento: str
    """As people write it: *CC 52.123.456*, *900.123.456-8*."""
    nombre: str
    motivo: str
    """The paper that says so: death certificate, articles, power of attorney…"""


def vincular(command: Vincular, workspace: Workspace, contexto: Contexto) -> Changes:
    """Put a person in a case with a role; an act of the case tells it.

    Somebody the base knows keeps the name it has: it is the same person.

    Raises:
        InvalidDataError: no such role, no document, name or reason, or the person is
            in the case with that role, or is its principal.
        NotAllowedError: the role may not, or the case ended or is of another office.
    """
    nombre, motivo = " ".join(command.nombre.split()), command.motivo.strip()
    if command.rol not in CALIDADES or not nombre or not motivo:
        message = (
            f"Escriba en qué calidad entra ({', '.join(CALIDADES)}), su nombre y el "
            "motivo, con el papel que lo prueba. No se vinculó a nadie."
        )
        raise InvalidDataError(message)
    who = leer_identificacion(command.documento)
    with transaction(workspace, contexto, "vincular") as tx:
        tx.require_role(_QUIENES, "vincular personas a un expediente")
        expediente = abierto(tx, command.expediente_id)
        person = _persona(tx, who, nombre)
        _check_new(tx, expediente.id, person, command.rol)
        row = DeudorRow(
            expediente_id=expediente.id, persona_id=person.id, rol=command.rol
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("deudor", row.id)
        role = CALIDADES[command.rol]
        told = f"Se vinculó a {person.nombre} ({who.tipo} {who.numero}) como {role}."
        text = f"{told} Motivo: {motivo}."
        datos = {"clase": "vinculacion", "rol": command.rol, "documento": who.numero}
        acto = Acto(
            tipo=TipoActuacion.NOTA, texto=text, fecha=contexto.hoy, datos=datos
        )
        registrar(tx, expediente, acto)
        tx.tell(f"{expediente.numero}: {text}")
    if who.advertencias:
        told = f"{told} {' '.join(who.advertencias)}"
    return Changes(frozenset({command.expediente_id}), lista=True, resumen=told)


def _persona(tx: Transaction, who: Identificacion, nombre: str) -> PersonaRow:
    found = tx.session.scalar(
        select(PersonaRow).where(
            PersonaRow.tipo_documento == who.tipo, PersonaRow.numero == who.numero
        )
    )
    if found is not None:
        return found
    dv = "" if who.dv is None else str(who.dv)
    person = PersonaRow(
        tipo_documento=str(who.tipo), numero=who.numero, dv=dv, nombre=nombre
    )
    tx.session.add(person)
    tx.session.flush()
    tx.touch("persona", person.id)
    return person


def _check_new(
    tx: Transaction, expediente_id: int, person: PersonaRow, rol: str
) -> None:
    roles = set(
        tx.session.scalars(
            select(DeudorRow.rol).where(
                DeudorRow.expediente_id == expediente_id,
                DeudorRow.persona_id == person.id,
            )
        )
    )
    if rol in roles or "principal" in roles:
        now = "deudor principal" if "principal" in roles else CALIDADES[rol]
        message = (
            f"{person.nombre} ya está en el expediente como {now}. No se vinculó a "
            "nadie."
        )
        raise InvalidDataError(message)
