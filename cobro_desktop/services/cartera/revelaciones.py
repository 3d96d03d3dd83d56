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
from cobro_desktop.services.cartera.movimientos import (
    Cuenta,
    Movimiento,
    cuentas,
    movimiento,
)
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    CorridaItemRow,
    ExpedienteRow,
    ObligacionRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos

EDADES: Final = (
    (12, "Hasta un año"),
    (36, "Más de uno y hasta tres años"),
    (60, "Más de tres y hasta cinco años"),
)
MAYOR: Final = "Más de cinco años"


class EdadAlCierre(NamedTuple):
    """What is owed at the end of the year, by its age."""

    edad: str
    cuantas: int
    capital: Centavos


@dataclass(frozen=True, slots=True)
class Revelaciones:
    """The year of the accounts of an institution."""

    anio: int
    movimientos: tuple[Movimiento, ...]
    edades: tuple[EdadAlCierre, ...]
    acuerdos: int
    """Agreements in force at the end."""


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
    accounts = cuentas(session, entidad_id, names)
    impaired = _deterioros(session, entidad_id, anio, names)
    year = (dt.date(anio, 1, 1), dt.date(anio, 12, 31))
    concepts = dict.fromkeys([*(c.concepto for c in accounts), *impaired])
    return Revelaciones(
        anio,
        tuple(
            movimiento(name, accounts, year, impaired.get(name, 0)) for name in concepts
        ),
        _edades(accounts, dt.date(anio, 12, 31)),
        _acuerdos(session, entidad_id, dt.date(anio, 12, 31)),
    )


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


def _edades(accounts: Sequence[Cuenta], dia: dt.date) -> tuple[EdadAlCierre, ...]:
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
