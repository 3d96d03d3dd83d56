"""What a case owes month by month, what was paid, and what pays it on a day (B22)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import MissingParameterError, NotFoundError
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.domain.liquidacion import cuadrar
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.liquidaciones import PAGADA, VIGENTE, cuenta_en
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.cuenta import Cuenta
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.liquidacion import Saldos
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.workspace import Workspace

_UN_DIA = dt.timedelta(days=1)


class Mes(NamedTuple):
    """A month of the account, up to its last day or the cut; amounts in centavos."""

    hasta: dt.date
    interes: Centavos
    """Earned in the month."""
    gastos: Centavos
    pagos: Centavos
    saldo: Conceptos
    """What is owed at the end of it."""


class PagoAplicado(NamedTuple):
    """A payment and how it was imputed in the case, in centavos."""

    fecha: dt.date
    referencia: str
    valor: Centavos
    capital: Centavos
    intereses: Centavos
    costas: Centavos


class ObligacionEnCuenta(NamedTuple):
    """An obligation of the account, in centavos."""

    concepto: str
    titulo: str
    exigible: dt.date
    valor: Centavos
    debe: Centavos


class PagoDe(NamedTuple):
    """What pays the whole debt on a day."""

    fecha: dt.date
    saldo: Conceptos | None
    """None: a rate of that day is not certified yet."""


@dataclass(frozen=True, slots=True)
class Cuentas:
    """The account of a case at a cut."""

    expediente_id: int
    numero: str
    sigla: str
    deudor: str
    corte: dt.date
    obligaciones: tuple[ObligacionEnCuenta, ...]
    regimenes: tuple[str, ...]
    meses: tuple[Mes, ...]
    pagos: tuple[PagoAplicado, ...]
    posibles: tuple[PagoDe, ...]

    @property
    def saldo(self) -> Conceptos:
        """What is owed at the cut."""
        return self.meses[-1].saldo


def cuentas_de(
    workspace: Workspace,
    expediente_id: int,
    corte: dt.date,
    fechas: Sequence[dt.date] = (),
) -> Cuentas:
    """Return the account of a case, and what pays it on some days after the cut.

    Raises:
        NotFoundError: no such case, or it has no obligation to account for.
        MissingParameterError: a rate or index is not loaded; says which.
    """
    with workspace.base.read() as session:
        return cuentas_en(session, workspace, expediente_id, corte, fechas)


def cuentas_en(
    session: Session,
    workspace: Workspace,
    expediente_id: int,
    corte: dt.date,
    fechas: Sequence[dt.date] = (),
) -> Cuentas:
    """Do `cuentas_de` inside a transaction that is open."""
    expediente = session.get(ExpedienteRow, expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    sigla = session.get_one(EntidadRow, expediente.entidad_id).sigla
    rows = _obligaciones(session, expediente_id)
    if not rows:
        message = (
            f"El expediente {expediente.numero} no tiene obligaciones de las que dar "
            "cuenta: terminaron sin pago."
        )
        raise NotFoundError(message)
    last = max([corte, *fechas])
    accounts = [cuenta_en(session, row, last) for row, _ in rows]
    reckon = _Contador(workspace.opciones(sigla), workspace.referencia)
    owed = [reckon.al(account, corte).saldo.total for account in accounts]
    return Cuentas(
        expediente_id,
        expediente.numero,
        sigla,
        expediente.deudor,
        corte,
        tuple(_nombradas(load_conceptos(sigla, workspace.recursos), rows, owed)),
        tuple(dict.fromkeys(row.regimen for row, _ in rows)),
        tuple(_meses(accounts, reckon, corte)),
        _pagos(session, expediente_id, corte),
        tuple(PagoDe(day, reckon.por_pagar(accounts, day)) for day in fechas),
    )


@dataclass(frozen=True, slots=True)
class _Contador:
    """Reckons accounts to any day, with the readings of an institution."""

    opciones: Opciones
    referencia: Referencia

    def al(self, cuenta: Cuenta, dia: dt.date) -> Saldos:
        """Reckon an account to a day, with what had happened until then."""
        then = replace(
            cuenta,
            corte=dia,
            abonos=tuple(a for a in cuenta.abonos if a.fecha <= dia),
            gastos=tuple(g for g in cuenta.gastos if g.fecha <= dia),
            suspensiones=tuple(
                replace(s, hasta=min(s.hasta, dia))
                for s in cuenta.suspensiones
                if s.desde <= dia
            ),
        )
        return cuadrar(then, self.opciones, self.referencia)

    def por_pagar(self, cuentas: Sequence[Cuenta], dia: dt.date) -> Conceptos | None:
        """Return what all of them owe on a day; None where a rate is not known."""
        try:
            return _suma([self.al(cuenta, dia).saldo for cuenta in cuentas])
        except MissingParameterError:
            return None


def _meses(
    cuentas: Sequence[Cuenta], contador: _Contador, corte: dt.date
) -> Iterator[Mes]:
    """Go month by month; the interest of each is what the total grew in it."""
    before, since = 0, dt.date.min
    for end in _fines(min(cuenta.exigible for cuenta in cuentas), corte):
        found = [contador.al(cuenta, end) for cuenta in cuentas]
        total = sum(f.interes for f in found)
        yield Mes(
            end,
            total - before,
            sum(g.valor for c in cuentas for g in c.gastos if since < g.fecha <= end),
            sum(a.valor for c in cuentas for a in c.abonos if since < a.fecha <= end),
            _suma([f.saldo for f in found]),
        )
        before, since = total, end


def _fines(desde: dt.date, hasta: dt.date) -> Iterator[dt.date]:
    """Return the last day of each month of a period; of the last one, its cut."""
    day = min(desde, hasta)
    while True:
        following = (day.replace(day=28) + 4 * _UN_DIA).replace(day=1)
        end = following - _UN_DIA
        if end >= hasta:
            yield hasta
            return
        yield end
        day = following


def _suma(saldos: Sequence[Conceptos]) -> Conceptos:
    return Conceptos(
        sum(s.capital for s in saldos),
        sum(s.intereses for s in saldos),
        sum(s.costas for s in saldos),
    )


def _obligaciones(
    session: Session, expediente_id: int
) -> list[tuple[ObligacionRow, str]]:
    rows = session.execute(
        select(ObligacionRow, TituloRow.numero)
        .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
        .where(
            ObligacionRow.expediente_id == expediente_id,
            ObligacionRow.estado.in_([VIGENTE, PAGADA]),
        )
        .order_by(ObligacionRow.id)
    )
    return [(obligacion, numero) for obligacion, numero in rows]


def _nombradas(
    conceptos: Sequence[Concepto],
    rows: Sequence[tuple[ObligacionRow, str]],
    owed: Sequence[Centavos],
) -> Iterator[ObligacionEnCuenta]:
    names = {concepto.id: concepto for concepto in conceptos}
    for (row, number), debe in zip(rows, owed, strict=True):
        concepto = names.get(row.concepto)
        yield ObligacionEnCuenta(
            concepto.nombre if concepto else row.concepto,
            f"{concepto.titulo if concepto else 'Título'} n.º {number}",
            row.exigible,
            row.capital,
            debe,
        )


def _pagos(
    session: Session, expediente_id: int, corte: dt.date
) -> tuple[PagoAplicado, ...]:
    rows = session.execute(
        select(PagoRow, ImputacionRow)
        .join(ImputacionRow, ImputacionRow.pago_id == PagoRow.id)
        .join(ObligacionRow, ObligacionRow.id == ImputacionRow.obligacion_id)
        .where(
            ObligacionRow.expediente_id == expediente_id,
            PagoRow.estado != "anulado",
            PagoRow.fecha <= corte,
        )
        .order_by(PagoRow.fecha, PagoRow.id)
    )
    found: dict[int, PagoAplicado] = {}
    for pago, split in rows:
        known = found.get(pago.id)
        base = known or PagoAplicado(pago.fecha, pago.referencia, pago.valor, 0, 0, 0)
        found[pago.id] = base._replace(
            capital=base.capital + split.capital,
            intereses=base.intereses + split.interes,
            costas=base.costas + split.costas,
        )
    return tuple(found.values())
