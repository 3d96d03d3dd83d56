"""Who has what: the loans of cases, as they are read (B12)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.formats import fecha_corta
from cobro_desktop.storage.rows import ExpedienteRow, PrestamoRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace

SALIDA: Final = "salida"
ENTRADA: Final = "entrada"


class Prestado(NamedTuple):
    """A line of the list of what is lent."""

    id: int
    expediente_id: int
    numero: str
    deudor: str
    sentido: str
    """`salida` what others have of ours; `entrada` what we have of others."""
    quien: str
    desde: date
    hasta: date | None
    motivo: str
    vencido: bool
    devuelto: date | None
    cierre: str

    @property
    def aviso(self) -> str:
        """What whoever works the case must know; empty once it came back."""
        if self.devuelto is not None:
            return ""
        until = f" hasta el {fecha_corta(self.hasta)}" if self.hasta else ""
        late = ", y ese día ya pasó" if self.vencido else ""
        since = fecha_corta(self.desde)
        if self.sentido == SALIDA:
            return (
                f"Prestado a {self.quien} desde el {since}{until}{late}. Lo que se "
                "haga aquí se unirá con lo de allá cuando vuelva."
            )
        return f"Recibido en préstamo de {self.quien} el {since}{until}{late}."


def prestados(
    workspace: Workspace, hoy: date, *, todos: bool = False
) -> list[Prestado]:
    """Return who has what, the ones that are late first; `todos` with those back."""
    with workspace.base.read() as session:
        query = (
            select(PrestamoRow, ExpedienteRow.numero, ExpedienteRow.deudor)
            .join(ExpedienteRow, ExpedienteRow.id == PrestamoRow.expediente_id)
            .order_by(PrestamoRow.id)
        )
        if not todos:
            query = query.where(PrestamoRow.devuelto.is_(None))
        found = [_linea(*row, hoy) for row in session.execute(query).all()]
    far = date.max
    return sorted(
        found, key=lambda p: (p.devuelto is not None, p.hasta or far, p.numero)
    )


def prestamo_de(session: Session, expediente_id: int, hoy: date) -> Prestado | None:
    """Return the loan that a case is in now; None if it is at home."""
    case = session.get(ExpedienteRow, expediente_id)
    found = prestamos_de(session, [case], hoy) if case else []
    return found[0] if found else None


def prestamos_de(
    session: Session, expedientes: Sequence[ExpedienteRow], hoy: date
) -> list[Prestado]:
    """Return the loans that some cases are in now; those at home have none."""
    cases = {expediente.id: expediente for expediente in expedientes}
    last: dict[int, PrestamoRow] = {}
    for chunk in trozos(cases):
        query = (
            select(PrestamoRow)
            .where(PrestamoRow.expediente_id.in_(chunk), PrestamoRow.devuelto.is_(None))
            .order_by(PrestamoRow.id)
        )
        last |= {row.expediente_id: row for row in session.scalars(query)}
    return [
        _linea(row, cases[id_].numero, cases[id_].deudor, hoy)
        for id_, row in last.items()
    ]


def resumir_casos(
    workspace: Workspace, ids: Sequence[int], hoy: date
) -> list[tuple[str, str, str]]:
    """Return number, debtor and way of the loan of each case; empty if at home."""
    with workspace.base.read() as session:
        rows = [
            row
            for part in trozos(ids)
            for row in session.scalars(
                select(ExpedienteRow).where(ExpedienteRow.id.in_(part))
            )
        ]
        loans = {p.expediente_id: p.sentido for p in prestamos_de(session, rows, hoy)}
        found = {row.id: (row.numero, row.deudor) for row in rows}
    return [(*found[case], loans.get(case, "")) for case in ids if case in found]


def aviso_de(workspace: Workspace, expediente_id: int, hoy: date) -> str:
    """Return what to warn of before acting on a case; empty if it is at home."""
    with workspace.base.read() as session:
        found = prestamo_de(session, expediente_id, hoy)
    return found.aviso if found else ""


def _linea(row: PrestamoRow, numero: str, deudor: str, hoy: date) -> Prestado:
    open_ = row.devuelto is None
    return Prestado(
        row.id,
        row.expediente_id,
        numero,
        deudor,
        row.sentido,
        row.quien,
        row.desde,
        row.hasta,
        row.motivo,
        vencido=open_ and row.hasta is not None and row.hasta < hoy,
        devuelto=row.devuelto,
        cierre=row.cierre,
    )
