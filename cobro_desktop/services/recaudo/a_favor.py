"""Money paid over a debt: applied to another of the debtor, or given back (RULES 2.7).

A payment keeps its identity whole, so that its file still brings nothing new: what it
said stays as a `repartido`, and its parts add up to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.imputacion import Imputacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.pagos import imputar_pago
from cobro_desktop.services.recaudo.copias import copia_de
from cobro_desktop.services.recaudo.identificar import (
    ANULADO,
    QUIENES,
    REPARTIDO,
    PartePrevista,
)
from cobro_desktop.services.reparto_pago import prever_segun
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    DeudorRow,
    EntidadRow,
    ExpedienteRow,
    ImputacionRow,
    PagoParteRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

DEVUELVEN: Final = (Rol.FIN, Rol.TES, Rol.COO)


class SaldoAFavor(NamedTuple):
    """What is left of a payment over the debt of its case, in centavos."""

    pago_id: int
    sigla: str
    expediente_id: int
    numero: str
    deudor: str
    identificacion: str
    fecha: dt.date
    referencia: str
    valor: Centavos
    """Of the payment."""
    saldo: Centavos


class Destino(NamedTuple):
    """Another case of the debtor, which a balance in favour may pay."""

    expediente_id: int
    numero: str
    titulo: str
    saldo: Centavos
    """Of capital, in centavos."""


@dataclass(frozen=True, slots=True)
class AplicarSaldo:
    """Use a balance in favour to pay another case of the same debtor."""

    pago_id: int
    expediente_id: int
    valor: Centavos = 0
    """Zero for all of it."""
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class DevolverSaldo:
    """Note that a balance in favour was given back."""

    pago_id: int
    acto: str
    """What ordered it: `Resolución n.º 12 de 2026`."""
    valor: Centavos = 0
    """Zero for all of it."""


def saldos_a_favor(workspace: Workspace, sigla: str = "") -> list[SaldoAFavor]:
    """List the payments with a balance in favour, the latest first."""
    part, case = ImputacionRow, ExpedienteRow
    over = func.sum(part.saldo_a_favor)
    query = (
        select(PagoRow, EntidadRow.sigla, case, over)
        .join(part, part.pago_id == PagoRow.id)
        .join(case, case.id == PagoRow.expediente_id)
        .join(EntidadRow, EntidadRow.id == PagoRow.entidad_id)
        .where(PagoRow.estado == "imputado", part.saldo_a_favor > 0)
        .group_by(PagoRow.id, EntidadRow.id, case.id)
        .order_by(PagoRow.fecha.desc(), PagoRow.id)
    )
    if sigla:
        query = query.where(EntidadRow.sigla == sigla)
    with workspace.base.read() as session:
        return [
            SaldoAFavor(
                pago.id,
                name,
                row.id,
                row.numero,
                row.deudor,
                row.identificacion,
                pago.fecha,
                pago.referencia,
                pago.valor,
                int(saldo),
            )
            for pago, name, row, saldo in session.execute(query)
        ]


def destinos(workspace: Workspace, pago_id: int) -> list[Destino]:
    """Return the other cases of the debtor that still owe, the oldest first."""
    case, other = ExpedienteRow, aliased(DeudorRow)
    query = (
        select(case.id, case.numero, case.titulo, case.saldo)
        .join(DeudorRow, DeudorRow.expediente_id == case.id)
        .join(other, other.persona_id == DeudorRow.persona_id)
        .join(PagoRow, PagoRow.expediente_id == other.expediente_id)
        .where(
            PagoRow.id == pago_id,
            case.id != PagoRow.expediente_id,
            case.entidad_id == PagoRow.entidad_id,
            case.lote_anulado_id.is_(None),
            case.saldo > 0,
        )
        .distinct()
        .order_by(case.id)
    )
    with workspace.base.read() as session:
        return [Destino._make(row) for row in session.execute(query)]


def prever_aplicacion(command: AplicarSaldo, workspace: Workspace) -> PartePrevista:
    """Say how the balance would be imputed, in both readings; writes nothing.

    Raises:
        NotFoundError: no such case, or the payment has nothing in favour.
        InvalidDataError: more than there is, or a case of somebody else.
    """
    with workspace.base.read() as session:
        pago, valor = _disponible(session, command.pago_id, command.valor)
        target = _destino(session, pago, command.expediente_id)
        sigla = session.get_one(EntidadRow, target.entidad_id).sigla
        given = (session, workspace, target, (pago.fecha, valor))
        readings = {rule: prever_segun(*given, regla=rule) for rule in Imputacion}
        chosen = Imputacion(workspace.opciones(sigla)["imputacion"])
        return PartePrevista(target.numero, valor, chosen, readings)


def aplicar_saldo(
    command: AplicarSaldo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Pay another case with it; it counts from the day the money came in (ET 803).

    Raises:
        NotFoundError: as `prever_aplicacion`.
        InvalidDataError: as `prever_aplicacion`.
        NotAllowedError: the user's role may not, or a case is of another office.
    """
    with transaction(workspace, contexto, "aplicar_saldo_a_favor") as tx:
        tx.require_role(QUIENES, "aplicar saldos a favor")
        pago, valor = _disponible(tx.session, command.pago_id, command.valor)
        source = tx.session.get_one(ExpedienteRow, pago.expediente_id)
        target = _destino(tx.session, pago, command.expediente_id)
        row = _separar(tx, pago, valor)
        row.expediente_id, row.estado = target.id, "identificado"
        reason = " ".join(command.motivo.split()).rstrip(".")
        why = f" {reason}." if reason else ""
        left = (
            f"Del saldo a favor del pago del {fecha_larga(pago.fecha)}, referencia "
            f"{pago.referencia}, {pesos(valor)} pasaron al expediente "
            f"{target.numero}.{why}"
        )
        _anotar(tx, source, left, {"pago": row.id})
        came = (
            f"Se aplica un saldo a favor de {pesos(valor)} del expediente "
            f"{source.numero}, que ingresó el {fecha_larga(pago.fecha)} (ET, art. "
            f"803).{why}"
        )
        acto = Acto(tipo=TipoActuacion.PAGO, texto=came, fecha=row.fecha)
        row.actuacion_id = registrar(tx, target, acto).id
        waits = imputar_pago(tx, target, row)
        texto = f"{source.numero}: {left}"
        tx.touch("pago", pago.id, row.id)
        tx.tell(texto)
        datos: dict[str, object] = {
            "pago": row.id,
            "valor": en_pesos(valor),
            "saldo_capital": en_pesos(target.saldo),
            "espera": waits,
        }
        touched = frozenset({source.id, target.id})
    return Changes(touched, resumen=" ".join(filter(None, (texto, waits))), datos=datos)


def devolver_saldo(
    command: DevolverSaldo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Note that it was given back: it is no collection any more, and stays as history.

    Raises:
        NotFoundError: the payment has nothing in favour.
        InvalidDataError: more than there is, or no act was told.
        NotAllowedError: the user's role may not, or the case is of another office.
    """
    act = " ".join(command.acto.split()).rstrip(".")
    if not act:
        message = "Diga qué acto ordenó la devolución. No se cambió nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "devolver_saldo_a_favor") as tx:
        tx.require_role(DEVUELVEN, "devolver saldos a favor")
        pago, valor = _disponible(tx.session, command.pago_id, command.valor)
        source = tx.session.get_one(ExpedienteRow, pago.expediente_id)
        row = _separar(tx, pago, valor)
        row.expediente_id, row.estado = source.id, ANULADO
        row.motivo = f"Devuelto: {act}"
        texto = (
            f"Se devolvió al deudor {pesos(valor)} del saldo a favor del pago del "
            f"{fecha_larga(pago.fecha)}, referencia {pago.referencia}: {act}."
        )
        _anotar(tx, source, texto, {"pago": row.id})
        tx.touch("pago", pago.id, row.id)
        tx.tell(f"{source.numero}: {texto}")
        datos: dict[str, object] = {"pago": row.id, "valor": en_pesos(valor)}
        touched = frozenset({source.id})
    return Changes(touched, resumen=texto, datos=datos)


def _disponible(
    session: Session, pago_id: int, valor: Centavos
) -> tuple[PagoRow, Centavos]:
    """Return the payment and how much of its balance is taken."""
    pago = session.get(PagoRow, pago_id)
    part = ImputacionRow
    query = select(func.coalesce(func.sum(part.saldo_a_favor), 0))
    saldo = int(session.scalar(query.where(part.pago_id == pago_id)) or 0)
    if pago is None or pago.estado != "imputado" or not saldo:
        message = f"El pago {pago_id} no tiene saldo a favor. No se cambió nada."
        raise NotFoundError(message, {"pago": pago_id})
    taken = valor or saldo
    if not 0 < taken <= saldo:
        message = (
            f"El pago tiene a favor {pesos(saldo)}: no se pueden tomar "
            f"{pesos(taken)}. No se cambió nada."
        )
        raise InvalidDataError(message, {"saldo": saldo})
    return pago, taken


def _destino(session: Session, pago: PagoRow, expediente_id: int) -> ExpedienteRow:
    """Return the case that would be paid: another one, of the same debtor."""
    target = session.get(ExpedienteRow, expediente_id)
    if target is None or target.lote_anulado_id is not None:
        message = "Ese expediente no existe. No se cambió nada."
        raise NotFoundError(message)
    source = session.get_one(ExpedienteRow, pago.expediente_id)
    people = [
        set(
            session.scalars(
                select(DeudorRow.persona_id).where(DeudorRow.expediente_id == case.id)
            )
        )
        for case in (source, target)
    ]
    if target.id == source.id or target.entidad_id != source.entidad_id:
        message = "Elija otro expediente de la misma entidad. No se cambió nada."
        raise InvalidDataError(message)
    if not people[0] & people[1]:
        message = (
            f"El expediente {target.numero} es de otro deudor: el saldo a favor es de "
            f"{source.deudor}. No se cambió nada."
        )
        raise InvalidDataError(message)
    return target


def _separar(tx: Transaction, pago: PagoRow, valor: Centavos) -> PagoRow:
    """Take a part out of what a payment has in favour; return it as a payment."""
    session = tx.session
    known = session.get(PagoParteRow, pago.id)
    whole = copia_de(pago, valor=pago.valor, estado=REPARTIDO)
    base = session.get_one(PagoRow, known.origen_id) if known else pago
    name = f"{base.referencia} (saldo a favor"
    name += f" {_siguiente(session, pago, name)})"
    _descontar(session, pago, valor)
    if valor == pago.valor:
        row = pago
    else:
        row = copia_de(pago, valor=valor, estado="identificado")
        pago.valor -= valor
        if known is None:
            pago.referencia = f"{pago.referencia} (imputado)"
    row.referencia = name
    session.flush()
    if known is None:
        # What its file said of it stays whole, so that it brings nothing new.
        session.add(whole)
        session.flush()
        session.add(PagoParteRow(pago_id=pago.id, origen_id=whole.id))
    if row is not pago:
        session.add(row)
        session.flush()
        origin = known.origen_id if known else whole.id
        session.add(PagoParteRow(pago_id=row.id, origen_id=origin))
    session.flush()
    return row


def _descontar(session: Session, pago: PagoRow, valor: Centavos) -> None:
    parts = session.scalars(
        select(ImputacionRow)
        .where(ImputacionRow.pago_id == pago.id, ImputacionRow.saldo_a_favor > 0)
        .order_by(ImputacionRow.id)
    ).all()
    left = valor
    for part in parts:
        taken = min(left, part.saldo_a_favor)
        part.saldo_a_favor -= taken
        left -= taken
        if not (part.capital or part.interes or part.costas or part.saldo_a_favor):
            session.delete(part)


def _siguiente(session: Session, pago: PagoRow, nombre: str) -> int:
    """Number the parts that were taken out of the payments of a reference."""
    count = session.scalar(
        select(func.count()).where(
            PagoRow.entidad_id == pago.entidad_id,
            PagoRow.referencia.startswith(nombre, autoescape=True),
        )
    )
    return int(count or 0) + 1


def _anotar(
    tx: Transaction, expediente: ExpedienteRow, texto: str, datos: dict[str, int]
) -> None:
    acto = Acto(
        tipo=TipoActuacion.IMPUTACION, texto=texto, fecha=tx.contexto.hoy, datos=datos
    )
    registrar(tx, expediente, acto)
