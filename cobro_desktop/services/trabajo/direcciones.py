"""Where to find a debtor, written by hand: source, dates, why one is no good (F80)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.notificacion.reglas import load_notificaciones
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    DeudorRow,
    DireccionRow,
    ExpedienteRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

CLASES: Final = ("direccion", "correo", "telefono")
CAMBIO: Final = "cambio de dirección"
MESES_VALIDA: Final = 3
"""Months during which the old address is still good after a change (ET 563)."""
CIFRAS_TELEFONO: Final = 7
_CORREO: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_QUIENES: Final = (Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgregarDireccion:
    """Add a way to reach a debtor."""

    expediente_id: int
    documento: str
    """Of the person; empty when the case has only one."""
    clase: str
    """One of `CLASES`."""
    texto: str
    municipio: str = ""
    fuente: str
    """Where it was learnt: RUES, letter of the debtor, answer of an EPS…"""
    desde: dt.date
    cambio: bool = False
    """The debtor changed: those of its kind are good for three more months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CerrarDireccion:
    """Say that a way to reach a debtor is no good any more."""

    expediente_id: int
    documento: str
    clase: str
    texto: str
    """As it is written in the case."""
    causa: str
    """As the mail annotated it: *no reside*, *cerrado*, *no existe*…"""
    fecha: dt.date


def agregar_direccion(
    command: AgregarDireccion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Add a way to reach a debtor; an act of the case tells it.

    Raises:
        InvalidDataError: nothing written, no source, a later date or a known address.
        NotFoundError: nobody in the case has that document.
        NotAllowedError: the role may not, or the case ended or is of another office.
    """
    texto, fuente = command.texto.strip(), command.fuente.strip()
    if command.clase not in CLASES or not texto or not fuente:
        message = (
            f"Escriba la clase ({', '.join(CLASES)}), el dato y de dónde se supo. "
            "No se guardó nada."
        )
        raise InvalidDataError(message)
    _check_text(command.clase, texto)
    _check_day(command.desde, contexto.hoy)
    with transaction(workspace, contexto, "agregar_direccion") as tx:
        tx.require_role(_QUIENES, "anotar direcciones")
        expediente = abierto(tx, command.expediente_id)
        person = _persona(tx, expediente, command.documento)
        old = _vigentes(tx, person.id, command.clase)
        if any(_same(row.texto, texto) for row in old):
            message = f"«{texto}» ya está entre las direcciones de {person.nombre}."
            raise InvalidDataError(message)
        until = mas_meses(command.desde, MESES_VALIDA)
        for row in old if command.cambio else ():
            row.hasta, row.causa_devolucion = until, CAMBIO
            tx.touch("direccion", row.id)
        tx.session.add(
            DireccionRow(
                persona_id=person.id,
                tipo=command.clase,
                texto=texto,
                municipio=command.municipio.strip(),
                fuente=fuente,
                desde=command.desde,
            )
        )
        kind = "Cambio de dirección" if command.cambio else "Nueva dirección"
        told = f"{kind} de {person.nombre}: {texto} ({fuente})."
        if command.cambio and old:
            told += f" La anterior sigue siendo válida hasta el {fecha_larga(until)}."
        _anotar(tx, expediente, told, command.desde)
    return Changes(frozenset({command.expediente_id}), resumen=told)


def cerrar_direccion(
    command: CerrarDireccion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Close an address with its cause; it stays in the history.

    Raises:
        InvalidDataError: no cause, or a later date.
        NotFoundError: no such address in force.
        NotAllowedError: the role may not, or the case ended or is of another office.
    """
    causa = command.causa.strip()
    if not causa:
        message = "Escriba por qué ya no sirve. No se cambió nada."
        raise InvalidDataError(message)
    _check_day(command.fecha, contexto.hoy)
    with transaction(workspace, contexto, "cerrar_direccion") as tx:
        tx.require_role(_QUIENES, "cerrar direcciones")
        expediente = abierto(tx, command.expediente_id)
        person = _persona(tx, expediente, command.documento)
        known = _vigentes(tx, person.id, command.clase)
        row = next((one for one in known if _same(one.texto, command.texto)), None)
        if row is None:
            message = (
                f"{person.nombre} no tiene vigente «{command.texto}». No se cambió "
                "nada."
            )
            raise NotFoundError(message)
        row.hasta, row.causa_devolucion = max(command.fecha, row.desde), causa
        tx.touch("direccion", row.id)
        told = f"«{row.texto}» de {person.nombre} ya no sirve: {causa}."
        _anotar(tx, expediente, told, command.fecha)
    return Changes(frozenset({command.expediente_id}), resumen=told)


def causas_de_devolucion(workspace: Workspace, expediente_id: int) -> list[str]:
    """Return why the mail gives an address up, as a case's institution says it."""
    with workspace.base.read() as session:
        sigla = sigla_de(session, session.get_one(ExpedienteRow, expediente_id))
    causes = load_notificaciones(sigla).causas.values()
    return [cause.nombre.capitalize() for cause in causes if cause.cierra]


def _persona(tx: Transaction, expediente: ExpedienteRow, documento: str) -> PersonaRow:
    query = (
        select(PersonaRow)
        .join(DeudorRow, DeudorRow.persona_id == PersonaRow.id)
        .where(DeudorRow.expediente_id == expediente.id)
        .order_by(DeudorRow.id)
    )
    people = tx.session.scalars(query).unique().all()
    wanted = documento.strip()
    found = [row for row in people if not wanted or row.numero == wanted]
    if len(found) != 1:
        names = ", ".join(f"{row.nombre} ({row.numero})" for row in people)
        message = f"Diga de quién es la dirección. En {expediente.numero}: {names}."
        raise NotFoundError(message, {"personas": [row.numero for row in people]})
    return found[0]


def _vigentes(tx: Transaction, persona_id: int, clase: str) -> list[DireccionRow]:
    query = select(DireccionRow).where(
        DireccionRow.persona_id == persona_id,
        DireccionRow.tipo == clase,
        DireccionRow.hasta.is_(None),
    )
    return list(tx.session.scalars(query.order_by(DireccionRow.id)))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _check_text(clase: str, texto: str) -> None:
    """Refuse what nobody could be reached at.

    Raises:
        InvalidDataError: an e-mail without its `@` and its domain, or a telephone
            without the digits of one.
    """
    if clase == "correo" and not _CORREO.fullmatch(texto):
        message = f"«{texto}» no es un correo, como nombre@dominio.co. No se guardó."
        raise InvalidDataError(message)
    if clase == "telefono" and sum(map(str.isdigit, texto)) < CIFRAS_TELEFONO:
        message = f"«{texto}» no es un teléfono: tiene menos de 7 cifras. No se guardó."
        raise InvalidDataError(message)


def _check_day(day: dt.date, hoy: dt.date) -> None:
    if day > hoy:
        message = f"La fecha {fecha_larga(day)} es posterior a hoy. No se guardó nada."
        raise InvalidDataError(message)


def _anotar(
    tx: Transaction, expediente: ExpedienteRow, texto: str, fecha: dt.date
) -> None:
    datos = {"clase": "direccion"}
    acto = Acto(tipo=TipoActuacion.NOTA, texto=texto, fecha=fecha, datos=datos)
    registrar(tx, expediente, acto)
    tx.tell(f"{expediente.numero}: {texto}")
