"""Addresses that notifications are sent to, and those that came back (F80)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.direcciones import normalizar_direccion
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.storage.rows import DeudorRow, DireccionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction

FUENTE = "notificación"
"""Source of an address that was first written to notify."""


class Usada(NamedTuple):
    """Where something was sent to a debtor."""

    deudor_id: int
    direccion_id: int
    texto: str


def usar(
    tx: Transaction, deudores: Sequence[int], tipo: str, texto: str, fecha: dt.date
) -> list[Usada]:
    """Return the address of each debtor; one written here joins the history.

    Without a text it is the debtor's current one of that kind, if there is any.

    Raises:
        InvalidDataError: one address for several debtors.
    """
    if not tipo and not texto:
        return []
    if texto and len(deudores) > 1:
        message = (
            "Una dirección es de una sola persona: registre la notificación de cada "
            "deudor por aparte. No se registró nada."
        )
        raise InvalidDataError(message)
    found = []
    for deudor_id in deudores:
        person = tx.session.get_one(DeudorRow, deudor_id).persona_id
        row = _conocida(tx.session, person, tipo, texto)
        if row is None and texto:
            row = DireccionRow(
                persona_id=person,
                tipo=tipo or "direccion",
                texto=texto,
                fuente=FUENTE,
                desde=fecha,
            )
            tx.session.add(row)
            tx.session.flush()
            tx.touch("direccion", row.id)
        if row is not None:
            found.append(Usada(deudor_id, row.id, row.texto))
    return found


def cerrar(
    tx: Transaction, direcciones: Iterable[int], fecha: dt.date, causa: str
) -> list[str]:
    """Mark addresses as no good since a day; returns their texts."""
    closed = []
    for number in direcciones:
        row = tx.session.get(DireccionRow, number)
        if row is None or row.hasta is not None:
            continue
        row.hasta = max(fecha, row.desde)
        row.causa_devolucion = causa
        tx.touch("direccion", row.id)
        closed.append(row.texto)
    return closed


def _conocida(
    session: Session, persona_id: int, tipo: str, texto: str
) -> DireccionRow | None:
    row = DireccionRow
    query = (
        select(row)
        .where(row.persona_id == persona_id)
        .order_by(row.hasta.is_not(None), row.desde.desc(), row.id.desc())
    )
    if tipo:
        query = query.where(row.tipo == tipo)
    known = session.scalars(query).all()
    if not texto:
        return next((one for one in known if one.hasta is None), None)
    wanted = _llave(tipo, texto)
    return next((one for one in known if _llave(tipo, one.texto) == wanted), None)


def _llave(tipo: str, texto: str) -> str:
    return texto.strip().casefold() if tipo == "correo" else normalizar_direccion(texto)
