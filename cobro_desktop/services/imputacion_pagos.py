"""Payments imputed to the obligations of their cases, many at once (RULES 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, select, update

from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import (
    Acto,
    TipoActuacion,
    registrar,
    registrar_varios,
)
from cobro_desktop.services.acuerdos.pagos import con_acuerdo, tras_pago
from cobro_desktop.services.antecedentes import Abonado
from cobro_desktop.services.bulk import insert_rows, sumar_saldos
from cobro_desktop.services.liquidaciones import PAGADA, VIGENTE
from cobro_desktop.services.reimputaciones import reimputar
from cobro_desktop.services.reparto_pago import (
    ESPERA,
    SIN_OBLIGACIONES,
    deudas_de,
    repartir,
    sumar,
)
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ImputacionRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.reparto_pago import Deudas, Reparto
    from cobro_desktop.services.transaction import Transaction


class Ingreso(NamedTuple):
    """A payment of a case, written and not imputed yet."""

    pago_id: int
    expediente: ExpedienteRow
    fecha: dt.date
    valor: Centavos
    llegada: Acto | None = None
    """The act of its arrival, where nobody wrote it yet."""
    primero: tuple[int, ...] = ()
    """Obligations that were chosen to be paid before the others."""


def imputar_pagos(tx: Transaction, ingresos: Sequence[Ingreso]) -> list[str]:
    """Distribute payments of one institution, in their order; follow the agreements.

    Money dated before other money that was imputed already changes what that one
    paid: it is split again. Returns why each waits, in Spanish; empty when it was
    imputed. What ORM knows of the payments, the caller refreshes.
    """
    ids = {ingreso.expediente.id for ingreso in ingresos}
    agreed = con_acuerdo(tx.session, ids)
    waits: list[str] = []
    for tanda in _tandas(ingresos, agreed):
        waits += _imputar(tx, tanda)
        for ingreso in tanda:
            if ingreso.expediente.id in agreed:
                tras_pago(tx, ingreso.expediente, ingreso.fecha)
    return waits


def _tandas(ingresos: Sequence[Ingreso], agreed: set[int]) -> Iterator[list[Ingreso]]:
    """Cut where a case needs what the payment before left written.

    That is a case with an agreement, and one whose money comes out of order.
    """
    tanda: list[Ingreso] = []
    last: dict[int, dt.date] = {}
    for ingreso in ingresos:
        case = ingreso.expediente.id
        if case in last and (case in agreed or ingreso.fecha < last[case]):
            yield tanda
            tanda, last = [], {}
        tanda.append(ingreso)
        last[case] = max(ingreso.fecha, last.get(case, ingreso.fecha))
    if tanda:
        yield tanda


class _Escrito:
    """What a run of payments will write."""

    def __init__(self) -> None:
        self.partes: list[dict[str, Any]] = []
        self.actos: list[tuple[ExpedienteRow, Acto]] = []
        self.llegadas: list[tuple[int, int]] = []
        """Payment, and place of its act of arrival."""
        self.imputados: list[int] = []
        self.desorden: dict[int, dt.date] = {}
        """Case → the earliest payment that others had overtaken."""


def _imputar(tx: Transaction, tanda: Sequence[Ingreso]) -> list[str]:
    session = tx.session
    cases = {ingreso.expediente.id: ingreso.expediente for ingreso in tanda}
    session.flush()
    entidad = session.get_one(EntidadRow, tanda[0].expediente.entidad_id)
    deudas = deudas_de(session, tx.workspace, entidad.sigla, cases)
    escrito = _Escrito()
    waits = [_calcular(ingreso, deudas, escrito) for ingreso in tanda]
    insert_rows(session, ImputacionRow, escrito.partes)
    acts = registrar_varios(tx, escrito.actos)
    _anotar(tx, escrito, acts)
    session.flush()
    sumar_saldos(session, cases)
    reloaded = select(ExpedienteRow).where(ExpedienteRow.id.in_(cases))
    session.scalars(reloaded.execution_options(populate_existing=True)).all()
    for case, since in escrito.desorden.items():
        _reordenar(tx, cases[case], since)
    return waits


def _calcular(ingreso: Ingreso, deudas: Deudas, escrito: _Escrito) -> str:
    """Impute a payment in memory; return why it waits, empty when it does not."""
    if ingreso.llegada is not None:
        escrito.llegadas.append((ingreso.pago_id, len(escrito.actos)))
        escrito.actos.append((ingreso.expediente, ingreso.llegada))
    given = (ingreso.fecha, ingreso.valor)
    case = ingreso.expediente.id
    try:
        reparto = repartir(deudas, case, given, primero=ingreso.primero)
    except MissingParameterError as error:
        return f"{ESPERA} {error.mensaje}"
    if not reparto.partes:
        return SIN_OBLIGACIONES
    for parte in reparto.partes:
        if not parte.alcanza:
            continue
        debt, done = parte.obligacion, parte.imputado
        if deudas.antecedentes.pagada_despues(debt.id, ingreso.fecha):
            escrito.desorden.setdefault(case, ingreso.fecha)
        debt.saldo_capital = parte.debe.capital - done.pagado.capital
        debt.estado = PAGADA if done.pagado.total == parte.debe.total else VIGENTE
        total = done.pagado.total + done.saldo_a_favor
        abonado = Abonado(ingreso.fecha, ingreso.pago_id, total)
        deudas.antecedentes.abonar(debt.id, abonado)
        escrito.partes.append(
            {
                "pago_id": ingreso.pago_id,
                "obligacion_id": debt.id,
                "capital": done.pagado.capital,
                "interes": done.pagado.intereses,
                "costas": done.pagado.costas,
                "saldo_a_favor": done.saldo_a_favor,
                "regla": str(reparto.regla),
            }
        )
    escrito.imputados.append(ingreso.pago_id)
    escrito.actos.append((ingreso.expediente, _acto(ingreso, reparto)))
    return ""


def _acto(ingreso: Ingreso, reparto: Reparto) -> Acto:
    paid = sumar(parte.imputado.pagado for parte in reparto.partes)
    over = sum(parte.imputado.saldo_a_favor for parte in reparto.partes)
    texto = (
        f"El pago se imputó así: capital {pesos(paid.capital)}, intereses "
        f"{pesos(paid.intereses)}"
        + (f", costas {pesos(paid.costas)}" if paid.costas else "")
        + (f"; queda un saldo a favor de {pesos(over)}" if over else "")
        + "."
    )
    return Acto(
        tipo=TipoActuacion.IMPUTACION,
        texto=texto,
        fecha=ingreso.fecha,
        datos={"pago": ingreso.pago_id, "regla": str(reparto.regla)},
    )


def _anotar(tx: Transaction, escrito: _Escrito, acts: Sequence[int]) -> None:
    """Tell the payments that they were imputed, and which act says they came in."""
    this = PagoRow.id == bindparam("esta")
    said = update(PagoRow).where(this).values(actuacion_id=bindparam("acto"))
    done = update(PagoRow).where(this).values(estado="imputado")
    connection = tx.session.connection()
    if escrito.llegadas:
        own = [{"esta": id_, "acto": acts[place]} for id_, place in escrito.llegadas]
        connection.execute(said, own)
    if escrito.imputados:
        connection.execute(done, [{"esta": id_} for id_ in escrito.imputados])


def _reordenar(tx: Transaction, expediente: ExpedienteRow, desde: dt.date) -> None:
    """Split again what came in after a payment that was not known yet."""
    for change in reimputar(tx, expediente, desde):
        texto = f"Por un pago anterior, del {fecha_larga(desde)}: {change.frase}"
        acto = Acto(
            tipo=TipoActuacion.IMPUTACION,
            texto=texto,
            fecha=change.fecha,
            datos={"pago": change.pago_id},
        )
        registrar(tx, expediente, acto)
