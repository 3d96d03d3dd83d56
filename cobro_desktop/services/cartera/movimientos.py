"""What came into the accounts receivable and what left them, day by day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.cartera.baja import DEPURADA
from cobro_desktop.storage.rows import (
    ActuacionRow,
    CorridaItemRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos

SALEN: Final = ("ARCHIVADO", "DEVUELTO")
"""States of a case whose debt is no longer an account of the office."""


class Movimiento(NamedTuple):
    """What happened in some days with the capital of a concept, in centavos."""

    concepto: str
    inicial: Centavos
    altas: Centavos
    pagos: Centavos
    bajas: Centavos
    """By an act of the portfolio, or because the case ended without payment."""
    final: Centavos
    deterioro: Centavos

    @property
    def cuadra(self) -> bool:
        """Whether the final balance is what the movements leave."""
        return self.inicial + self.altas - self.pagos - self.bajas == self.final


@dataclass(frozen=True, slots=True)
class Cuenta:
    """An obligation and what left it, each on its day."""

    concepto: str
    entra: dt.date
    exigible: dt.date
    capital: Centavos
    """What came in: less what was paid before, without a date."""
    pagos: Sequence[tuple[dt.date, Centavos]]
    sale: dt.date | None
    """When what was left stopped being an account."""

    def pagado(self, desde: dt.date, hasta: dt.date) -> Centavos:
        """Return the capital paid from a day to another, both included."""
        return sum(valor for day, valor in self.pagos if desde <= day <= hasta)

    def saldo(self, dia: dt.date) -> Centavos:
        """Return the capital that was an account at the end of a day."""
        if self.entra > dia or (self.sale is not None and self.sale <= dia):
            return 0
        return self.capital - self.pagado(dt.date.min, dia)


def movimiento(
    name: str,
    accounts: Sequence[Cuenta],
    dias: tuple[dt.date, dt.date],
    deterioro: Centavos = 0,
) -> Movimiento:
    """Add up a concept from a day to another, both included."""
    own = [c for c in accounts if c.concepto == name]
    first, last = dias
    eve = first - dt.timedelta(days=1)
    gone = [c for c in own if c.sale is not None and first <= c.sale <= last]
    return Movimiento(
        name,
        inicial=sum(c.saldo(eve) for c in own),
        altas=sum(
            c.capital - c.pagado(dt.date.min, eve)
            for c in own
            if first <= c.entra <= last
        ),
        pagos=sum(
            c.pagado(first, min(last, c.sale) if c.sale else last)
            for c in own
            if c.entra <= last and (c.sale is None or c.sale >= first)
        ),
        bajas=sum(
            c.capital - c.pagado(dt.date.min, c.sale)
            for c in gone
            if c.sale is not None
        ),
        final=sum(c.saldo(last) for c in own),
        deterioro=deterioro,
    )


def cuentas(
    session: Session, entidad_id: int, names: Mapping[str, str]
) -> list[Cuenta]:
    """Read every obligation of an institution with what left it."""
    rows = session.execute(
        select(ObligacionRow, ExpedienteRow.recibido, ExpedienteRow.estado)
        .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id,
            ExpedienteRow.lote_anulado_id.is_(None),
        )
        .order_by(ObligacionRow.concepto, ObligacionRow.id)
    ).all()
    paid = _pagos(session, entidad_id)
    written = _bajas(session, entidad_id)
    ended = _finales(session, entidad_id)
    return [
        Cuenta(
            concepto=names.get(o.concepto, o.concepto),
            entra=received,
            exigible=o.exigible,
            capital=o.capital - o.abono_historico,
            pagos=paid[o.id],
            sale=(
                written.get(o.id)
                if o.estado == DEPURADA
                else ended.get(o.expediente_id)
                if estado in SALEN
                else None
            ),
        )
        for o, received, estado in rows
    ]


def _pagos(
    session: Session, entidad_id: int
) -> defaultdict[int, list[tuple[dt.date, Centavos]]]:
    rows = session.execute(
        select(ImputacionRow.obligacion_id, PagoRow.fecha, ImputacionRow.capital)
        .join(PagoRow, PagoRow.id == ImputacionRow.pago_id)
        .where(PagoRow.entidad_id == entidad_id, PagoRow.estado != "anulado")
        .order_by(PagoRow.fecha)
    )
    found: defaultdict[int, list[tuple[dt.date, Centavos]]] = defaultdict(list)
    for one, day, value in rows:
        found[one].append((day, value))
    return found


def _bajas(session: Session, entidad_id: int) -> dict[int, dt.date]:
    rows = session.execute(
        select(CorridaItemRow.obligacion_id, CorridaItemRow.aplicada)
        .join(ExpedienteRow, ExpedienteRow.id == CorridaItemRow.expediente_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id, CorridaItemRow.aplicada.is_not(None)
        )
    )
    return {one: day for one, day in rows if day is not None}


def _finales(session: Session, entidad_id: int) -> dict[int, dt.date]:
    """Return when each case that ended did: the day of its last closing."""
    rows = session.execute(
        select(ActuacionRow.expediente_id, func.max(ActuacionRow.fecha))
        .join(ExpedienteRow, ExpedienteRow.id == ActuacionRow.expediente_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id,
            ExpedienteRow.estado.in_(SALEN),
            ActuacionRow.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
        )
        .group_by(ActuacionRow.expediente_id)
    )
    return {case: day for case, day in rows if day is not None}
