"""Money that came in: registered, matched, imputed (RULES 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import (
    InvalidDataError,
    MissingParameterError,
    NotFoundError,
)
from cobro_desktop.domain.imputacion import Conceptos, Imputacion, imputar
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.bulk import sumar_saldos
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.liquidaciones import PAGADA, VIGENTE, liquidar_en
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt

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


def registrar_pago(
    command: RegistrarPago, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Register a payment and impute it to the obligations, the oldest due first.

    Where a rate is not loaded yet, the payment stays and its imputation waits.

    Raises:
        InvalidDataError: not above zero, later than today, or already registered.
        NotFoundError: no such case.
    """
    with transaction(workspace, contexto, "registrar_pago") as tx:
        tx.require_role([Rol.FIN, Rol.TES, Rol.PRO, Rol.COO], "registrar pagos")
        expediente = tx.session.get(ExpedienteRow, command.expediente_id)
        if expediente is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        _check(tx, expediente, command)
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
        act = registrar(
            tx,
            expediente,
            Acto(tipo=TipoActuacion.PAGO, texto=texto, fecha=command.fecha),
        )
        pago.actuacion_id = act.id
        waits = imputar_pago(tx, expediente, pago)
        tx.tell(f"{expediente.numero}: {texto}")
        saldo = expediente.saldo
    datos: dict[str, object] = {
        "pago": pago.id,
        "saldo_capital": en_pesos(saldo),
        "espera": waits,
    }
    resumen = f"{texto} Saldo de capital: {pesos(saldo)}." + (
        f" {waits}" if waits else ""
    )
    return Changes(frozenset({command.expediente_id}), resumen=resumen, datos=datos)


def imputar_pago(tx: Transaction, expediente: ExpedienteRow, pago: PagoRow) -> str:
    """Distribute a payment over the open obligations of a case.

    Returns the reason why it waits, in Spanish; empty when it was imputed.
    """
    try:
        parts = _distribuir(tx, expediente, pago)
    except MissingParameterError as error:
        return f"Su imputación espera: {error.mensaje}"
    for part in parts:
        tx.session.add(part)
    pago.estado = "imputado"
    tx.session.flush()
    sumar_saldos(tx.session, {expediente.id})
    tx.session.refresh(expediente, ["capital", "saldo"])
    paid = Conceptos(
        sum(p.capital for p in parts),
        sum(p.interes for p in parts),
        sum(p.costas for p in parts),
    )
    over = sum(p.saldo_a_favor for p in parts)
    texto = (
        f"El pago se imputó así: capital {pesos(paid.capital)}, intereses "
        f"{pesos(paid.intereses)}"
        + (f", costas {pesos(paid.costas)}" if paid.costas else "")
        + (f"; queda un saldo a favor de {pesos(over)}" if over else "")
        + "."
    )
    regla = parts[0].regla if parts else ""
    acto = Acto(
        tipo=TipoActuacion.IMPUTACION,
        texto=texto,
        fecha=pago.fecha,
        datos={"pago": pago.id, "regla": regla},
    )
    registrar(tx, expediente, acto)
    return ""


def _distribuir(
    tx: Transaction, expediente: ExpedienteRow, pago: PagoRow
) -> list[ImputacionRow]:
    sigla = tx.session.get_one(EntidadRow, expediente.entidad_id).sigla
    regla = Imputacion(tx.workspace.opciones(sigla)["imputacion"])
    abiertas = tx.session.scalars(
        select(ObligacionRow)
        .where(
            ObligacionRow.expediente_id == expediente.id,
            ObligacionRow.estado == VIGENTE,
        )
        .order_by(ObligacionRow.exigible, ObligacionRow.id)
    ).all()
    rest = pago.valor
    parts = []
    for position, obligacion in enumerate(abiertas):
        owed = liquidar_en(tx.session, tx.workspace, obligacion, pago.fecha).saldo
        last = position == len(abiertas) - 1
        if not rest or (not owed.total and not last):
            continue
        applied = imputar(rest if last else min(rest, owed.total), owed, regla)
        rest -= applied.pagado.total + applied.saldo_a_favor
        obligacion.saldo_capital = owed.capital - applied.pagado.capital
        if applied.pagado.total == owed.total:
            obligacion.estado = PAGADA
        parts.append(
            ImputacionRow(
                pago_id=pago.id,
                obligacion_id=obligacion.id,
                capital=applied.pagado.capital,
                interes=applied.pagado.intereses,
                costas=applied.pagado.costas,
                saldo_a_favor=applied.saldo_a_favor,
                regla=str(regla),
            )
        )
    return parts


def _check(tx: Transaction, expediente: ExpedienteRow, command: RegistrarPago) -> None:
    if command.valor <= 0:
        message = f"Un pago debe ser mayor que cero, y dice {pesos(command.valor)}."
        raise InvalidDataError(message)
    if command.fecha > tx.contexto.hoy:
        message = (
            f"La fecha del pago, {fecha_larga(command.fecha)}, es posterior a hoy, "
            f"{fecha_larga(tx.contexto.hoy)}. No se registró."
        )
        raise InvalidDataError(message)
    repeated = tx.session.scalar(
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
