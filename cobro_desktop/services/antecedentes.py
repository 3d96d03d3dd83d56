"""What happened to some obligations until now, read for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.services.dias_suspendidos import sin_intereses
from cobro_desktop.storage.queries.novedades import por_caso
from cobro_desktop.storage.rows import GastoRow, ImputacionRow, PagoRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.storage.queries.novedades import Suspension
    from cobro_desktop.storage.rows import ObligacionRow


class Abonado(NamedTuple):
    """What a payment gave to an obligation; they are taken in this order."""

    fecha: dt.date
    pago_id: int
    valor: Centavos


@dataclass(frozen=True, slots=True)
class Antecedentes:
    """Payments and expenses by obligation, suspensions by case."""

    abonos: defaultdict[int, list[Abonado]]
    gastos: Mapping[int, Sequence[Gasto]]
    suspensiones: Mapping[int, Sequence[Suspension]]

    def cuenta(self, obligacion: ObligacionRow, corte: dt.date) -> Cuenta:
        """Return what goes into the liquidation of an obligation at a cut.

        Its expenses up to the cut are owed with it; while the interest of its case is
        suspended it earns none, and a suspension that nobody lifted lasts up to the
        cut.
        """
        paid = sorted(self.abonos.get(obligacion.id, ()))
        spent = self.gastos.get(obligacion.id, ())
        paused = self.suspensiones.get(obligacion.expediente_id, ())
        return Cuenta(
            capital=obligacion.capital,
            regimen=Regimen(obligacion.regimen),
            exigible=obligacion.exigible,
            corte=corte,
            abonos=tuple(Abono(a.fecha, a.valor) for a in paid if a.fecha <= corte),
            abono_historico=min(obligacion.abono_historico, obligacion.capital),
            suspensiones=sin_intereses(paused, corte),
            gastos=tuple(gasto for gasto in spent if gasto.fecha <= corte),
        )

    def abonar(self, obligacion_id: int, abonado: Abonado) -> None:
        """Count one more payment; those that follow take it into account."""
        self.abonos[obligacion_id].append(abonado)

    def pagada_despues(self, obligacion_id: int, fecha: dt.date) -> bool:
        """Tell whether money that came in after a day was already imputed."""
        return any(a.fecha > fecha for a in self.abonos.get(obligacion_id, ()))


def antecedentes(
    session: Session, obligaciones: Sequence[ObligacionRow]
) -> Antecedentes:
    """Read what happened to some obligations, in as few queries as they allow."""
    ids = [obligacion.id for obligacion in obligaciones]
    cases = sorted({obligacion.expediente_id for obligacion in obligaciones})
    paid: defaultdict[int, list[Abonado]] = defaultdict(list)
    spent: defaultdict[int, list[Gasto]] = defaultdict(list)
    paused: dict[int, list[Suspension]] = {}
    for chunk in trozos(ids):
        for obligacion_id, fecha, pago_id, valor in session.execute(_abonos(chunk)):
            if valor:
                paid[obligacion_id].append(Abonado(fecha, pago_id, valor))
        for obligacion_id, fecha, valor in session.execute(_gastos(chunk)):
            spent[obligacion_id].append(Gasto(fecha, valor))
    for chunk in trozos(cases):
        paused |= por_caso(session, chunk)
    return Antecedentes(paid, spent, paused)


def _abonos(ids: Sequence[int]) -> Select[int, dt.date, int, int]:
    part = ImputacionRow
    given = part.capital + part.interes + part.costas + part.saldo_a_favor
    return (
        select(part.obligacion_id, PagoRow.fecha, PagoRow.id, given)
        .join(PagoRow, PagoRow.id == part.pago_id)
        .where(part.obligacion_id.in_(ids), PagoRow.estado != "anulado")
    )


def _gastos(ids: Sequence[int]) -> Select[int, dt.date, int]:
    return (
        select(GastoRow.obligacion_id, GastoRow.fecha, GastoRow.valor)
        .where(GastoRow.obligacion_id.in_(ids), GastoRow.estado == "vigente")
        .order_by(GastoRow.fecha, GastoRow.id)
    )
