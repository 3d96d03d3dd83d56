"""Other people of a case: those who owe it too, and who speaks for them.

Heirs, those who answer with the debtor (ET 828-1), representatives and attorneys. Each
is notified alone (PROCEDURES 5), so nothing that runs is touched here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.calidades import VINCULABLES, Calidad
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import leer_identificacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    DeudorRow,
    ObligacionRow,
    ObligadoRow,
    PersonaRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.identificacion import Identificacion
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vincular:
    """Put a person in a case."""

    expediente_id: int
    rol: str
    """One of `VINCULABLES`."""
    documento: str
    """As people write it: *CC 52.123.456*, *900.123.456-8*."""
    nombre: str
    motivo: str
    """The paper that says so: death certificate, articles, power of attorney…"""
    tope: Centavos | None = None
    """The most that a joint debtor answers for; None for all."""


def vincular(command: Vincular, workspace: Workspace, contexto: Contexto) -> Changes:
    """Put a person in a case with a role; an act of the case tells it.

    Somebody the base knows keeps the name it has: it is the same person.

    Raises:
        InvalidDataError: no such role, no document, name or reason, an amount that
            cannot be, or the person is in the case with that role, or is its
            principal.
        NotAllowedError: the role may not, or the case ended or is of another office.
    """
    nombre, motivo = " ".join(command.nombre.split()), command.motivo.strip()
    if command.rol not in VINCULABLES or not nombre or not motivo:
        message = (
            f"Escriba en qué calidad entra ({', '.join(VINCULABLES)}), su nombre y el "
            "motivo, con el papel que lo prueba. No se vinculó a nadie."
        )
        raise InvalidDataError(message)
    calidad = Calidad(command.rol)
    _exigir_con_tope(command, calidad)
    who = leer_identificacion(command.documento)
    with transaction(workspace, contexto, "vincular") as tx:
        tx.require_role(QUIENES, "vincular personas a un expediente")
        expediente = abierto(tx, command.expediente_id)
        person = _persona(tx, who, nombre)
        _check_new(tx, expediente.id, person, command.rol)
        row = DeudorRow(
            expediente_id=expediente.id, persona_id=person.id, rol=command.rol
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("deudor", row.id)
        most = _poner_tope(tx, row, command.tope)
        told = (
            f"Se vinculó a {person.nombre} ({who.tipo} {who.numero}) como "
            f"{calidad.en_frase}{most}."
        )
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


def repartir_tope(tope: Centavos, capitales: Sequence[Centavos]) -> list[Centavos]:
    """Split an amount over obligations by their capital; the parts add up to it."""
    total, done, given = sum(capitales), 0, 0
    parts = []
    for capital in capitales:
        done += capital
        upto = tope * done // total
        parts.append(upto - given)
        given = upto
    return parts


def _exigir_con_tope(command: Vincular, calidad: Calidad) -> None:
    if command.tope is None:
        return
    if calidad is not Calidad.SOLIDARIO:
        message = (
            "Solo un deudor solidario responde hasta una suma; deje vacío ese valor "
            f"para un {calidad.en_frase}. No se vinculó a nadie."
        )
        raise InvalidDataError(message)
    if command.tope <= 0:
        message = (
            "La suma hasta la que responde debe ser mayor que cero; déjela vacía si "
            "responde por todo. No se vinculó a nadie."
        )
        raise InvalidDataError(message)


def _poner_tope(tx: Transaction, row: DeudorRow, tope: Centavos | None) -> str:
    """Write how much a joint debtor answers for; returns it in words.

    Raises:
        InvalidDataError: it is more than the capital.
    """
    if tope is None:
        return ""
    owed = tx.session.execute(
        select(ObligacionRow.id, ObligacionRow.capital)
        .where(
            ObligacionRow.expediente_id == row.expediente_id,
            ObligacionRow.estado == VIGENTE,
        )
        .order_by(ObligacionRow.id)
    ).all()
    capital = sum(one.capital for one in owed)
    if tope > capital:
        message = (
            f"No puede responder hasta {pesos(tope)}: el capital del expediente es "
            f"{pesos(capital)}. Si responde por todo, deje vacía esa suma. No se "
            "vinculó a nadie."
        )
        raise InvalidDataError(message, {"capital": capital})
    parts = repartir_tope(tope, [one.capital for one in owed])
    tx.session.add_all(
        ObligadoRow(obligacion_id=one.id, deudor_id=row.id, tope=part)
        for one, part in zip(owed, parts, strict=True)
        if part
    )
    tx.session.flush()
    return f", hasta {pesos(tope)}"


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
    if rol in roles or Calidad.PRINCIPAL in roles:
        now = Calidad.PRINCIPAL if Calidad.PRINCIPAL in roles else Calidad(rol)
        message = (
            f"{person.nombre} ya está en el expediente como {now.en_frase}. No se "
            "vinculó a nadie."
        )
        raise InvalidDataError(message)
