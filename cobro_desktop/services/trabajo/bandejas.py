"""Titles under study and cases that nobody moves: what a coordinator looks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import case, func, select

from cobro_desktop.domain import estudio
from cobro_desktop.domain.movimiento import TRAMOS
from cobro_desktop.domain.procedimiento import Etapa
from cobro_desktop.services.trabajo.devoluciones import (
    origen_de,
    respuestas_del_estudio,
)
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace

MAX_FILAS: Final = 500
"""Rows of a tray; the total tells of the rest."""


class EnEstudio(NamedTuple):
    """A title that nobody has accepted or returned yet (F26)."""

    expediente_id: int
    numero: str
    deudor: str
    entidad: str
    origen: str
    """Who sent it."""
    actividad: str
    responsable: str
    """Empty while nobody has it."""
    recibido: dt.date
    dias: int
    """Calendar days since it came in."""
    hallazgos: tuple[str, ...]
    """What the study has found so far."""
    saldo: Centavos


class PorEstudiar(NamedTuple):
    """The oldest titles under study, and how many there are."""

    total: int
    filas: tuple[EnEstudio, ...]


class Olvido(NamedTuple):
    """Cases that nobody moves, of one professional (F25)."""

    login: str
    """Empty for those of nobody."""
    nombre: str
    casos: int
    saldo: Centavos
    tramos: tuple[int, ...]
    """Cases per stretch of `TRAMOS`, the last one open."""
    mas_antiguo: dt.date | None


@dataclass(frozen=True, slots=True)
class SinMovimiento:
    """The radar of forgotten cases, by professional."""

    dias: int
    """Calendar days without movement from which a case counts."""
    corte: dt.date
    """The last day of movement that counts as forgotten."""
    olvidos: tuple[Olvido, ...]
    """Who has most first."""

    @property
    def casos(self) -> int:
        """Return how many there are."""
        return sum(one.casos for one in self.olvidos)

    @property
    def saldo(self) -> Centavos:
        """Return what they owe together, in capital."""
        return sum(one.saldo for one in self.olvidos)


def por_estudiar(workspace: Workspace, hoy: dt.date, *, login: str = "") -> PorEstudiar:
    """Return the titles in reception, the oldest first; of a person if named."""
    row = ExpedienteRow
    where = [
        row.lote_anulado_id.is_(None),
        row.estado == "ABIERTO",
        row.etapa == str(Etapa.RECEPCION),
    ]
    query = (
        select(row, EntidadRow.sigla, UsuarioRow.nombre)
        .join(EntidadRow, EntidadRow.id == row.entidad_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == row.responsable_id)
        .order_by(row.recibido, row.id)
        .limit(MAX_FILAS)
    )
    with workspace.base.read() as session:
        if login:
            mine = select(UsuarioRow.id).where(UsuarioRow.login == login)
            where.append(row.responsable_id.in_(mine))
        count = select(func.count()).select_from(row).where(*where)
        total = int(session.scalar(count) or 0)
        found = []
        for one, sigla, person in session.execute(query.where(*where)):
            procedure = workspace.procedimiento(session, one.procedimiento_id)
            answers = respuestas_del_estudio(session, one.id)
            activity = procedure.actividades[one.actividad]
            found.append(
                EnEstudio(
                    one.id,
                    one.numero,
                    one.deudor,
                    sigla,
                    origen_de(session, sigla, one.autoridad),
                    f"{activity.id} · {activity.nombre}",
                    person or "",
                    one.recibido,
                    (hoy - one.recibido).days,
                    estudio.hallazgos(procedure, answers),
                    one.saldo,
                )
            )
    return PorEstudiar(total, tuple(found))


def sin_movimiento(
    workspace: Workspace, hoy: dt.date, *, dias: int = TRAMOS[0]
) -> SinMovimiento:
    """Count the open cases that nothing has moved for some days, by professional.

    `dias` are calendar days; the index of the list answers alone.
    """
    row, cut = ExpedienteRow, hoy - timedelta(days=dias)

    def between(start: dt.date, after: dt.date | None) -> ColumnElement[bool]:
        old = row.movimiento <= start
        return old if after is None else old & (row.movimiento > after)

    limits = [max(dias, since) for since in TRAMOS]
    ends = [hoy - timedelta(days=since) for since in limits]
    within = [
        func.sum(case((between(start, after), 1), else_=0))
        for start, after in zip(ends, [*ends[1:], None], strict=True)
    ]
    query = (
        select(
            row.responsable_id,
            func.count(),
            func.sum(row.saldo),
            func.min(row.movimiento),
            *within,
        )
        .where(
            row.lote_anulado_id.is_(None),
            row.estado == "ABIERTO",
            row.movimiento <= cut,
        )
        .group_by(row.responsable_id)
    )
    with workspace.base.read() as session:
        people = {
            id_: (login, nombre)
            for id_, login, nombre in session.execute(
                select(UsuarioRow.id, UsuarioRow.login, UsuarioRow.nombre)
            )
        }
        found: list[Olvido] = []
        for id_, count, saldo, oldest, *parts in session.execute(query):
            login, nombre = people.get(id_ or 0, ("", "Sin repartir"))
            stretches = tuple(int(n or 0) for n in parts)
            mine = (int(count), int(saldo or 0), stretches, oldest)
            found.append(Olvido(login, nombre, *mine))
    order = sorted(found, key=lambda one: (-one.casos, one.nombre))
    return SinMovimiento(dias, cut, tuple(order))
