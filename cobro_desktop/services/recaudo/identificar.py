"""Saying of whom a payment is: one case or several, seen first in both readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotFoundError,
)
from cobro_desktop.domain.imputacion import Imputacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.pagos import imputar_pago
from cobro_desktop.services.recaudo.bandeja import SIN_IDENTIFICAR
from cobro_desktop.services.recaudo.copias import copia_de
from cobro_desktop.services.reparto_pago import prever_segun
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ObligacionRow,
    PagoParteRow,
    PagoRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.reparto_pago import PagoPrevisto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.FIN, Rol.TES, Rol.PRO, Rol.COO)
REPARTIDO: Final = "repartido"
ANULADO: Final = "anulado"


class Parte(NamedTuple):
    """What of a payment goes to a case."""

    expediente_id: int
    valor: Centavos
    obligaciones: tuple[int, ...] = ()
    """Those that are paid first; empty for the oldest due first (RULES 2.6)."""


@dataclass(frozen=True, slots=True)
class IdentificarPago:
    """Say of which case, or cases, a payment is."""

    pago_id: int
    partes: tuple[Parte, ...]
    """They add up to the payment."""
    motivo: str = ""
    """What made the person sure; stays on record."""


@dataclass(frozen=True, slots=True)
class AnularPendiente:
    """Take out of the tray a payment that is of nobody here."""

    pago_id: int
    motivo: str


@dataclass(frozen=True, slots=True)
class PartePrevista:
    """How a part would be imputed, in each reading of RULES 2."""

    numero: str
    valor: Centavos
    vigente: Imputacion
    """The reading that the entity has chosen."""
    lecturas: Mapping[Imputacion, PagoPrevisto] = field(default_factory=dict)


def prever_identificacion(
    command: IdentificarPago, workspace: Workspace
) -> list[PartePrevista]:
    """Say how each part would be imputed, by ET 804 and by CC 1653; writes nothing.

    Raises:
        NotFoundError: no such payment, case or obligation.
        InvalidDataError: the parts do not add up, or are of another institution.
        ConflictError: somebody already matched it.
    """
    with workspace.base.read() as session:
        pago = _pago(session, command.pago_id)
        _check(session, pago, command)
        sigla = session.get_one(EntidadRow, pago.entidad_id).sigla
        chosen = Imputacion(workspace.opciones(sigla)["imputacion"])
        found = []
        for part in command.partes:
            expediente = session.get_one(ExpedienteRow, part.expediente_id)
            readings = {
                rule: prever_segun(
                    session,
                    workspace,
                    expediente,
                    (pago.fecha, part.valor),
                    regla=rule,
                    primero=part.obligaciones,
                )
                for rule in Imputacion
            }
            found.append(PartePrevista(expediente.numero, part.valor, chosen, readings))
        return found


def identificar_pago(
    command: IdentificarPago, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Give a payment to its case, or a part of it to each, and impute it.

    Raises:
        NotFoundError: no such payment, case or obligation.
        InvalidDataError: the parts do not add up, or are of another institution.
        ConflictError: somebody already matched it.
        NotAllowedError: the user's role may not, or a case is of another office.
    """
    from cobro_desktop.services.bdme.retiros import pedir_retiros

    with transaction(workspace, contexto, "identificar_pago") as tx:
        tx.require_role(QUIENES, "identificar pagos")
        pago = _pago(tx.session, command.pago_id)
        _check(tx.session, pago, command)
        parts = _partir(tx, pago, command.partes)
        waits = [
            _entregar(tx, row, part, command.motivo)
            for row, part in zip(parts, command.partes, strict=True)
        ]
        cases = [
            tx.session.get_one(ExpedienteRow, part.expediente_id)
            for part in command.partes
        ]
        names = ", ".join(case.numero for case in cases)
        texto = (
            f"El pago de {pesos(pago.valor)} del {fecha_larga(pago.fecha)}, referencia "
            f"{pago.referencia}, se identificó: {names}."
        )
        tx.touch("pago", pago.id)
        tx.tell(texto)
        datos: dict[str, object] = {
            "pago": pago.id,
            "partes": list(map(_en_json, parts, cases, waits)),
        }
        ids = frozenset(case.id for case in cases)
        retiro = pedir_retiros(tx.session, pago.entidad_id, ids, contexto.hoy)
        datos["retiro_bdme"] = retiro
    told = dict.fromkeys([texto, *waits, retiro])
    resumen = " ".join(filter(None, told))
    return Changes(ids, resumen=resumen, datos=datos)


def anular_pendiente(
    command: AnularPendiente, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Annul a payment of the tray: it stays on record with its reason.

    Raises:
        NotFoundError: no such payment.
        ConflictError: it was matched already.
        InvalidDataError: no reason.
    """
    reason = " ".join(command.motivo.split()).rstrip(".")
    if not reason:
        message = "Escriba por qué se anula el pago: queda registrado. No se hizo nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "anular_pago_pendiente") as tx:
        tx.require_role((Rol.FIN, Rol.TES, Rol.COO), "anular pagos por identificar")
        pago = _pago(tx.session, command.pago_id)
        pago.estado, pago.motivo = ANULADO, reason
        texto = (
            f"Se anuló el pago por identificar de {pesos(pago.valor)} del "
            f"{fecha_larga(pago.fecha)}, referencia {pago.referencia}: {reason}."
        )
        tx.touch("pago", pago.id)
        tx.tell(texto)
    return Changes(resumen=texto, datos={"pago": command.pago_id})


def _en_json(pago: PagoRow, case: ExpedienteRow, espera: str) -> dict[str, object]:
    return {
        "pago": pago.id,
        "expediente": case.numero,
        "valor": en_pesos(pago.valor),
        "saldo_capital": en_pesos(case.saldo),
        "espera": espera,
    }


def _partir(tx: Transaction, pago: PagoRow, partes: Sequence[Parte]) -> list[PagoRow]:
    """Return the payment itself for one case, or a new payment for each part."""
    if len(partes) == 1:
        return [pago]
    pago.estado = REPARTIDO
    rows = []
    for number, part in enumerate(partes, start=1):
        row = copia_de(
            pago,
            valor=part.valor,
            estado=SIN_IDENTIFICAR,
            referencia=f"{pago.referencia} (parte {number} de {len(partes)})",
        )
        tx.session.add(row)
        tx.session.flush()
        tx.session.add(PagoParteRow(pago_id=row.id, origen_id=pago.id))
        rows.append(row)
    return rows


def _entregar(tx: Transaction, pago: PagoRow, part: Parte, motivo: str) -> str:
    expediente = tx.session.get_one(ExpedienteRow, part.expediente_id)
    tx.require_office(expediente)
    pago.expediente_id, pago.estado = expediente.id, "identificado"
    reason = " ".join(motivo.split()).rstrip(".")
    why = f" Se identificó a mano: {reason}." if reason else " Se identificó a mano."
    texto = (
        f"Ingresó un pago de {pesos(pago.valor)} el {fecha_larga(pago.fecha)}, "
        f"referencia {pago.referencia}.{why}"
    )
    acto = Acto(tipo=TipoActuacion.PAGO, texto=texto, fecha=pago.fecha)
    pago.actuacion_id = registrar(tx, expediente, acto).id
    return imputar_pago(tx, expediente, pago, primero=part.obligaciones)


def _pago(session: Session, pago_id: int) -> PagoRow:
    row = session.get(PagoRow, pago_id)
    if row is None:
        message = f"No existe el pago {pago_id}."
        raise NotFoundError(message, {"pago": pago_id})
    if row.estado != SIN_IDENTIFICAR:
        message = (
            f"El pago {pago_id} ya no está por identificar: alguien lo resolvió. No se "
            "cambió nada."
        )
        raise ConflictError(message, {"pago": pago_id, "estado": row.estado})
    return row


def _check(session: Session, pago: PagoRow, command: IdentificarPago) -> None:
    partes = command.partes
    if not partes or any(part.valor <= 0 for part in partes):
        message = "Diga de qué expediente es el pago y cuánto le toca. No se hizo nada."
        raise InvalidDataError(message)
    total = sum(part.valor for part in partes)
    if total != pago.valor:
        message = (
            f"Las partes suman {pesos(total)} y el pago es de {pesos(pago.valor)}. "
            "Corríjalas; no se hizo nada."
        )
        raise InvalidDataError(message)
    cases = {part.expediente_id for part in partes}
    if len(cases) != len(partes):
        words = cantidad(len(partes), "parte")
        message = f"Hay un expediente repetido entre las {words}. No se hizo nada."
        raise InvalidDataError(message)
    for part in partes:
        expediente = session.get(ExpedienteRow, part.expediente_id)
        if expediente is None or expediente.lote_anulado_id is not None:
            message = "Uno de los expedientes no existe. No se hizo nada."
            raise NotFoundError(message)
        if expediente.entidad_id != pago.entidad_id:
            message = (
                f"El expediente {expediente.numero} es de otra entidad: ese pago no es "
                "suyo. No se hizo nada."
            )
            raise InvalidDataError(message)
        for debt in part.obligaciones:
            row = session.get(ObligacionRow, debt)
            if row is None or row.expediente_id != expediente.id:
                message = (
                    f"El expediente {expediente.numero} no tiene la obligación {debt}."
                )
                raise NotFoundError(message)
