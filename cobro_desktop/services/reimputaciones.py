"""Payments split again when what was owed on their day turns out to be another.

The administration imputes again without a prior act (ET 804; RULES 2.1). How much of
a payment each obligation took does not change: only its concepts do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.bulk import sumar_saldos
from cobro_desktop.services.liquidaciones import PAGADA, VIGENTE, liquidar_en
from cobro_desktop.storage.rows import (
    GastoRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Row

    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow


class Reimputado(NamedTuple):
    """A payment that now pays other concepts of an obligation."""

    pago_id: int
    fecha: dt.date
    antes: Conceptos
    despues: Conceptos

    @property
    def frase(self) -> str:
        """The change in a sentence."""
        before, after = self.antes, self.despues
        return (
            f"El pago del {fecha_larga(self.fecha)} se imputa de nuevo: capital "
            f"{pesos(after.capital)} (antes {pesos(before.capital)}), intereses "
            f"{pesos(after.intereses)} (antes {pesos(before.intereses)}), costas "
            f"{pesos(after.costas)} (antes {pesos(before.costas)})."
        )


def reimputar(
    tx: Transaction, expediente: ExpedienteRow, desde: dt.date
) -> list[Reimputado]:
    """Split again the payments of a case, if any came in on or after a day.

    An obligation that an expense or its withdrawal leaves owing, or paid, changes its
    state too.
    """
    tx.session.flush()
    obligaciones = tx.session.scalars(
        select(ObligacionRow)
        .where(
            ObligacionRow.expediente_id == expediente.id,
            ObligacionRow.estado.in_([VIGENTE, PAGADA]),
        )
        .order_by(ObligacionRow.id)
    ).all()
    moved = [
        change
        for obligacion in obligaciones
        for change in _reimputar(tx, obligacion, desde)
    ]
    tx.session.flush()
    sumar_saldos(tx.session, {expediente.id})
    tx.session.refresh(expediente, ["capital", "saldo"])
    return moved


def _reimputar(
    tx: Transaction, obligacion: ObligacionRow, desde: dt.date
) -> list[Reimputado]:
    rows = _partes(tx, obligacion)
    if not rows or rows[-1].fecha < desde:
        return []
    last = rows[-1].fecha
    found = liquidar_en(tx.session, tx.workspace, obligacion, last)
    moved = _repartir(rows, found)
    owed = found.abonos[-1].saldo
    obligacion.saldo_capital = owed.capital
    paid = owed.total == 0 and not _gastos_despues(tx, obligacion, last)
    obligacion.estado = PAGADA if paid else VIGENTE
    return moved


def _repartir(
    rows: Sequence[Row[ImputacionRow, dt.date]], found: Liquidacion
) -> list[Reimputado]:
    moved = []
    for (row, fecha), abono in zip(rows, found.abonos, strict=True):
        before, after = Conceptos(row.capital, row.interes, row.costas), abono.pagado
        if before != after:
            moved.append(Reimputado(row.pago_id, fecha, before, after))
        row.capital, row.interes, row.costas = (
            after.capital,
            after.intereses,
            after.costas,
        )
        row.saldo_a_favor = abono.saldo_a_favor
        row.regla = found.opciones["imputacion"]
    return moved


def _partes(
    tx: Transaction, obligacion: ObligacionRow
) -> Sequence[Row[ImputacionRow, dt.date]]:
    """Return what each payment gave, in the order the liquidation takes them."""
    row = ImputacionRow
    given = row.capital + row.interes + row.costas + row.saldo_a_favor
    return tx.session.execute(
        select(row, PagoRow.fecha)
        .join(PagoRow, PagoRow.id == row.pago_id)
        .where(
            row.obligacion_id == obligacion.id,
            PagoRow.estado != "anulado",
            given != 0,
        )
        .order_by(PagoRow.fecha, PagoRow.id)
    ).all()


def _gastos_despues(tx: Transaction, obligacion: ObligacionRow, day: dt.date) -> int:
    count = tx.session.scalar(
        select(func.count()).where(
            GastoRow.obligacion_id == obligacion.id,
            GastoRow.estado == "vigente",
            GastoRow.fecha > day,
        )
    )
    return int(count or 0)
