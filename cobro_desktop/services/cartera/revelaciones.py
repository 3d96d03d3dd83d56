"""The movements of a year of the accounts receivable, which must square (SVSP 21)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.partida import (
    VALOR_DETERIORO,
    Tratamiento,
    centavos_de,
    tratamiento_de,
)
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.cartera.baja import DEPURADA
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.rows import (
    ActuacionRow,
    AcuerdoRow,
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
EDADES: Final = (
    (12, "Hasta un año"),
    (36, "Más de uno y hasta tres años"),
    (60, "Más de tres y hasta cinco años"),
)
MAYOR: Final = "Más de cinco años"


class MovimientoAnual(NamedTuple):
    """What happened in a year with the capital of a concept, in centavos."""

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


class EdadAlCierre(NamedTuple):
    """What is owed at the end of the year, by its age."""

    edad: str
    cuantas: int
    capital: Centavos


@dataclass(frozen=True, slots=True)
class Revelaciones:
    """The year of the accounts of an institution."""

    anio: int
    movimientos: tuple[MovimientoAnual, ...]
    edades: tuple[EdadAlCierre, ...]
    acuerdos: int
    """Agreements in force at the end."""


@dataclass(frozen=True, slots=True)
class _Cuenta:
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
        return sum(valor for day, valor in self.pagos if desde <= day <= hasta)

    def saldo(self, dia: dt.date) -> Centavos:
        if self.entra > dia or (self.sale is not None and self.sale <= dia):
            return 0
        return self.capital - self.pagado(dt.date.min, dia)


def revelar(
    session: Session, entidad_id: int, sigla: str, anio: int, hoy: dt.date
) -> Revelaciones:
    """Add up the movements of a year that ended.

    Raises:
        InvalidDataError: the year has not ended.
    """
    if anio >= hoy.year:
        message = (
            f"El año {anio} no ha terminado: el informe de revelaciones es de un año "
            "completo. Escriba uno anterior."
        )
        raise InvalidDataError(message)
    names = {c.id: c.nombre for c in load_conceptos(sigla, recursos_de(session))}
    accounts = _cuentas(session, entidad_id, names)
    impaired = _deterioros(session, entidad_id, anio, names)
    concepts = dict.fromkeys([*(c.concepto for c in accounts), *impaired])
    return Revelaciones(
        anio,
        tuple(
            _movimiento(name, accounts, anio, impaired.get(name, 0))
            for name in concepts
        ),
        _edades(accounts, dt.date(anio, 12, 31)),
        _acuerdos(session, entidad_id, dt.date(anio, 12, 31)),
    )


def _movimiento(
    name: str, accounts: Sequence[_Cuenta], anio: int, deterioro: Centavos
) -> MovimientoAnual:
    own = [c for c in accounts if c.concepto == name]
    first, last = dt.date(anio, 1, 1), dt.date(anio, 12, 31)
    eve = first - dt.timedelta(days=1)
    gone = [c for c in own if c.sale is not None and first <= c.sale <= last]
    return MovimientoAnual(
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


def _cuentas(
    session: Session, entidad_id: int, names: Mapping[str, str]
) -> list[_Cuenta]:
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
        _Cuenta(
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


def _deterioros(
    session: Session, entidad_id: int, anio: int, names: Mapping[str, str]
) -> dict[str, Centavos]:
    rows = session.execute(
        select(CorridaItemRow, ObligacionRow.concepto)
        .join(ObligacionRow, ObligacionRow.id == CorridaItemRow.obligacion_id)
        .join(ExpedienteRow, ExpedienteRow.id == CorridaItemRow.expediente_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id,
            CorridaItemRow.aplicada >= dt.date(anio, 1, 1),
            CorridaItemRow.aplicada <= dt.date(anio, 12, 31),
        )
    )
    found: defaultdict[str, int] = defaultdict(int)
    for item, concepto in rows:
        if tratamiento_de(item.respuestas) is Tratamiento.DETERIORO:
            value = centavos_de(str(item.respuestas.get(VALOR_DETERIORO, "")))
            found[names.get(concepto, concepto)] += value
    return dict(found)


def _edades(accounts: Sequence[_Cuenta], dia: dt.date) -> tuple[EdadAlCierre, ...]:
    found: dict[str, list[Centavos]] = {name: [] for _, name in EDADES}
    found[MAYOR] = []
    for account in accounts:
        if left := account.saldo(dia):
            ages = (n for m, n in EDADES if mas_meses(account.exigible, m) >= dia)
            found[next(ages, MAYOR)].append(left)
    return tuple(EdadAlCierre(n, len(v), sum(v)) for n, v in found.items() if v)


def _acuerdos(session: Session, entidad_id: int, dia: dt.date) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(AcuerdoRow)
            .join(ExpedienteRow, ExpedienteRow.id == AcuerdoRow.expediente_id)
            .where(
                ExpedienteRow.entidad_id == entidad_id,
                AcuerdoRow.estado == "vigente",
                AcuerdoRow.firma <= dia,
            )
        )
        or 0
    )
