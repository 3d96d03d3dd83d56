"""Money that came in: registered, matched, imputed (RULES 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
)
from cobro_desktop.domain.imputacion import REVERSO, Imputacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.imputacion_pagos import Ingreso, imputar_pagos
from cobro_desktop.services.prescripciones import titulos_de
from cobro_desktop.services.reparto_pago import (
    PagoPrevisto,
    prever_segun,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RegistrarPago:
    """A payment that the financial area confirms."""

    expediente_id: int
    fecha: dt.date
    """Day on which the money entered the entity (ET 803)."""
    valor: Centavos
    referencia: str
    banco: str = ""


class Recibido(NamedTuple):
    """A payment that was registered."""

    pago_id: int
    texto: str
    espera: str
    """Why its imputation waits; empty when it was imputed."""


def previsualizar(
    command: RegistrarPago, workspace: Workspace, hoy: dt.date
) -> PagoPrevisto:
    """Say how a payment would be imputed, in both readings; writes nothing.

    Raises:
        InvalidDataError: what `registrar_pago` would refuse, with the same words.
        NotFoundError: no such case.
    """
    with workspace.base.read() as session:
        expediente = _expediente(session, command)
        _check(session, expediente, command, hoy)
        sigla = session.get_one(EntidadRow, expediente.entidad_id).sigla
        given = (session, workspace, expediente, (command.fecha, command.valor))
        own = Imputacion(workspace.opciones(sigla)["imputacion"])
        [other] = (rule for rule in Imputacion if rule is not own)
        seen = prever_segun(*given, regla=own)
        return replace(seen, otra=prever_segun(*given, regla=other))


def registrar_pago(
    command: RegistrarPago, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Register a payment and impute it to the obligations, the oldest due first.

    Where a rate is not loaded yet, the payment stays and its imputation waits.

    Raises:
        InvalidDataError: not above zero, later than today, or already registered.
        NotFoundError: no such case.
    """
    from cobro_desktop.services.bdme.retiros import pedir_retiro

    with transaction(workspace, contexto, "registrar_pago") as tx:
        tx.require_role([Rol.FIN, Rol.TES, Rol.PRO, Rol.COO], "registrar pagos")
        expediente = _expediente(tx.session, command)
        found = recibir_pago(tx, expediente, command)
        tx.tell(f"{expediente.numero}: {found.texto}")
        saldo = expediente.saldo
        aviso = _anterior_al_titulo(tx.session, expediente, command.fecha)
        retiro = pedir_retiro(tx.session, expediente, contexto.hoy)
    datos: dict[str, object] = {
        "pago": found.pago_id,
        "saldo_capital": en_pesos(saldo),
        "espera": found.espera,
        "aviso": aviso,
        "retiro_bdme": retiro,
    }
    owed = f"Saldo de capital: {pesos(saldo)}."
    told = (found.texto, owed, found.espera, aviso, retiro)
    resumen = " ".join(filter(None, told))
    return Changes(frozenset({command.expediente_id}), resumen=resumen, datos=datos)


def recibir_pago(
    tx: Transaction, expediente: ExpedienteRow, command: RegistrarPago
) -> Recibido:
    """Do `registrar_pago` inside a transaction that is open.

    Raises:
        InvalidDataError: not above zero, later than today, or already registered.
    """
    _check(tx.session, expediente, command, tx.contexto.hoy)
    pago = PagoRow(
        entidad_id=expediente.entidad_id,
        expediente_id=expediente.id,
        fecha=command.fecha,
        valor=command.valor,
        banco=command.banco,
        referencia=command.referencia,
        identificacion=expediente.identificacion,
        nombre=expediente.deudor,
        titulo=expediente.titulo,
        estado="identificado",
    )
    tx.session.add(pago)
    tx.session.flush()
    texto = (
        f"Ingresó un pago de {pesos(command.valor)} el "
        f"{fecha_larga(command.fecha)}, referencia {command.referencia}."
    )
    acto = Acto(tipo=TipoActuacion.PAGO, texto=texto, fecha=command.fecha)
    pago.actuacion_id = registrar(tx, expediente, acto).id
    return Recibido(pago.id, texto, imputar_pago(tx, expediente, pago))


def imputar_pago(
    tx: Transaction,
    expediente: ExpedienteRow,
    pago: PagoRow,
    *,
    primero: Sequence[int] = (),
) -> str:
    """Distribute a payment over the open obligations of a case; follow its agreement.

    `primero` are the obligations that were chosen to be paid before the others.
    Returns the reason why it waits, in Spanish; empty when it was imputed.
    """
    given = (pago.id, expediente, pago.fecha, pago.valor)
    [waits] = imputar_pagos(tx, [Ingreso(*given, primero=tuple(primero))])
    tx.session.refresh(pago, ["estado"])
    return waits


def _expediente(session: Session, command: RegistrarPago) -> ExpedienteRow:
    expediente = session.get(ExpedienteRow, command.expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    return expediente


def _anterior_al_titulo(
    session: Session, expediente: ExpedienteRow, fecha: dt.date
) -> str:
    """Warn of money dated before the act that it pays; empty when it is not."""
    first = min(
        (t.fecha for t in titulos_de(session, expediente.id) if t.fecha), default=None
    )
    if first is None or fecha >= first:
        return ""
    return (
        f"El pago es anterior al título, del {fecha_larga(first)}: revise que su fecha "
        "y su expediente sean esos."
    )


def _check(
    session: Session, expediente: ExpedienteRow, command: RegistrarPago, hoy: dt.date
) -> None:
    if command.valor <= 0:
        message = f"Un pago debe ser mayor que cero, y dice {pesos(command.valor)}."
        if command.valor < 0:
            message = f"{message} {REVERSO}"
        raise InvalidDataError(message)
    if command.fecha > hoy:
        message = (
            f"La fecha del pago, {fecha_larga(command.fecha)}, es posterior a hoy, "
            f"{fecha_larga(hoy)}. No se registró."
        )
        raise InvalidDataError(message)
    repeated = session.scalar(
        select(PagoRow.id).where(
            PagoRow.entidad_id == expediente.entidad_id,
            PagoRow.referencia == command.referencia,
            PagoRow.fecha == command.fecha,
            PagoRow.valor == command.valor,
            PagoRow.banco == command.banco,
            PagoRow.estado != "anulado",
        )
    )
    if repeated:
        message = (
            f"Ya está registrado un pago de {pesos(command.valor)} con la referencia "
            f"{command.referencia} del {fecha_larga(command.fecha)}. No se repitió."
        )
        raise InvalidDataError(message)
