"""What the bulletin of debtors reads of a whole institution, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from cobro_desktop.storage.queries.novedades import Suspension
from cobro_desktop.storage.queries.novedades import por_caso as suspensiones
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    DeudorRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    GastoRow,
    ImputacionRow,
    IncidenteRow,
    LoteRow,
    ObligacionRow,
    ObligadoRow,
    PagoRow,
    PersonaRow,
    TituloRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos

REPORTE = "bdme:"
"""How the kind of batch of a kept report begins; the cut follows."""
RETIRO = "bdme-retiro:"
"""The same of the withdrawals that were told between two reports; the day follows."""


class Partida(NamedTuple):
    """An obligation with its debtor and its title."""

    id: int
    expediente_id: int
    expediente: str
    estado_caso: str
    persona_id: int
    tipo_documento: str
    documento: str
    dv: str
    nombre: str
    titulo_id: int
    titulo: str
    titulo_fecha: dt.date
    ejecutoria: dt.date | None
    fecha_legal: dt.date | None
    concepto: str
    capital: Centavos
    saldo_capital: Centavos
    abono_historico: Centavos
    regimen: str
    exigible: dt.date
    estado: str


class Vinculado(NamedTuple):
    """Somebody who answers with the debtor of a case."""

    expediente_id: int
    rol: str
    tope: Centavos | None
    persona_id: int
    tipo_documento: str
    documento: str
    dv: str
    nombre: str


class AcuerdoDeCaso(NamedTuple):
    """An agreement that was granted."""

    expediente_id: int
    estado: str
    firma: dt.date
    incumplido_desde: dt.date | None
    cerrado: dt.date | None


class Lapso(NamedTuple):
    """From when, and until when if it ended, something holds."""

    desde: dt.date
    hasta: dt.date | None

    def cubre(self, dia: dt.date) -> bool:
        """Tell whether it holds on a day."""
        return self.desde <= dia and (self.hasta is None or dia < self.hasta)


class Conservado(NamedTuple):
    """A report, or a set of withdrawals, that was kept."""

    id: int
    tipo: str
    archivo: str
    sha256: str
    resumen: dict[str, Any]
    usuario: str
    hoy: dt.date


def partidas(session: Session, entidad_id: int) -> list[Partida]:
    """Return every obligation of an institution, by debtor and due date."""
    caso, titulo, persona, obligacion = (
        ExpedienteRow,
        TituloRow,
        PersonaRow,
        ObligacionRow,
    )
    query = (
        sa.select(
            obligacion.id,
            caso.id,
            caso.numero,
            caso.estado,
            persona.id,
            persona.tipo_documento,
            persona.numero,
            persona.dv,
            persona.nombre,
            titulo.id,
            titulo.numero,
            titulo.fecha,
            titulo.ejecutoria,
            titulo.fecha_legal,
            obligacion.concepto,
            obligacion.capital,
            obligacion.saldo_capital,
            obligacion.abono_historico,
            obligacion.regimen,
            obligacion.exigible,
            obligacion.estado,
        )
        .join(titulo, titulo.id == obligacion.titulo_id)
        .join(caso, caso.id == obligacion.expediente_id)
        .join(persona, persona.id == titulo.persona_id)
        .where(caso.entidad_id == entidad_id, caso.lote_anulado_id.is_(None))
        .order_by(persona.nombre, persona.id, obligacion.exigible, obligacion.id)
    )
    return [Partida._make(row) for row in session.execute(query)]


def vinculados(
    session: Session, entidad_id: int, roles: Iterable[str]
) -> list[Vinculado]:
    """Return who stands with some roles in the cases of an institution."""
    most = (
        sa.select(sa.func.sum(ObligadoRow.tope))
        .where(ObligadoRow.deudor_id == DeudorRow.id)
        .correlate(DeudorRow)
        .scalar_subquery()
    )
    query = (
        sa.select(
            DeudorRow.expediente_id,
            DeudorRow.rol,
            most,
            PersonaRow.id,
            PersonaRow.tipo_documento,
            PersonaRow.numero,
            PersonaRow.dv,
            PersonaRow.nombre,
        )
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .join(ExpedienteRow, ExpedienteRow.id == DeudorRow.expediente_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id,
            ExpedienteRow.lote_anulado_id.is_(None),
            DeudorRow.rol.in_(list(roles)),
        )
        .order_by(PersonaRow.nombre, PersonaRow.id, DeudorRow.id)
    )
    return [Vinculado._make(row) for row in session.execute(query)]


def abonos(session: Session, entidad_id: int) -> dict[int, list[tuple[dt.date, int]]]:
    """Return (day, centavos) of what was paid of each obligation, the oldest first."""
    paid = (
        ImputacionRow.capital
        + ImputacionRow.interes
        + ImputacionRow.costas
        + ImputacionRow.saldo_a_favor
    )
    query = (
        sa.select(ImputacionRow.obligacion_id, PagoRow.fecha, paid)
        .join(PagoRow, PagoRow.id == ImputacionRow.pago_id)
        .join(ObligacionRow, ObligacionRow.id == ImputacionRow.obligacion_id)
        .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
        .where(ExpedienteRow.entidad_id == entidad_id, PagoRow.estado != "anulado")
        .order_by(PagoRow.fecha, PagoRow.id)
    )
    return _by_first(session.execute(query), lambda fecha, valor: (fecha, valor))


def gastos(session: Session, entidad_id: int) -> dict[int, list[tuple[dt.date, int]]]:
    """Return (day, centavos) of the expenses charged to each obligation."""
    query = (
        sa.select(GastoRow.obligacion_id, GastoRow.fecha, GastoRow.valor)
        .join(ExpedienteRow, ExpedienteRow.id == GastoRow.expediente_id)
        .where(ExpedienteRow.entidad_id == entidad_id, GastoRow.estado == "vigente")
        .order_by(GastoRow.fecha, GastoRow.id)
    )
    return _by_first(session.execute(query), lambda fecha, valor: (fecha, valor))


def suspensiones_de(session: Session, entidad_id: int) -> dict[int, list[Suspension]]:
    """Return the suspensions of each case that has any."""
    own = sa.select(ExpedienteRow.id).where(ExpedienteRow.entidad_id == entidad_id)
    return suspensiones(session, own)


def acuerdos(session: Session, entidad_id: int) -> dict[int, list[AcuerdoDeCaso]]:
    """Return the agreements granted in each case that had any, the latest first."""
    row = AcuerdoRow
    query = (
        sa.select(
            row.expediente_id, row.estado, row.firma, row.incumplido_desde, row.cerrado
        )
        .join(ExpedienteRow, ExpedienteRow.id == row.expediente_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id,
            row.firma.is_not(None),
            row.estado != "anulado",
        )
        .order_by(row.id.desc())
    )
    found: dict[int, list[AcuerdoDeCaso]] = defaultdict(list)
    for one in session.execute(query):
        found[one[0]].append(AcuerdoDeCaso._make(one))
    return found


def eventos(
    session: Session, entidad_id: int, tipos: Iterable[str]
) -> dict[int, list[Lapso]]:
    """Return when each title had events of some kinds that stand."""
    row = EventoPrescripcionRow
    query = (
        sa.select(row.titulo_id, row.fecha, row.hasta)
        .join(TituloRow, TituloRow.id == row.titulo_id)
        .where(
            TituloRow.entidad_id == entidad_id, row.tipo.in_(list(tipos)), row.valida
        )
    )
    return _by_first(session.execute(query), Lapso)


def incidentes(
    session: Session, entidad_id: int, tipos: Iterable[str]
) -> dict[int, list[Lapso]]:
    """Return when each case had incidents of some kinds."""
    row = IncidenteRow
    query = (
        sa.select(row.expediente_id, row.abierto, row.cerrado)
        .join(ExpedienteRow, ExpedienteRow.id == row.expediente_id)
        .where(ExpedienteRow.entidad_id == entidad_id, row.tipo.in_(list(tipos)))
    )
    return _by_first(session.execute(query), Lapso)


def reportes(session: Session, entidad_id: int) -> list[Conservado]:
    """Return the reports that stand, the latest first, without their debtors."""
    rows = session.execute(
        sa.select(LoteRow.id, LoteRow.tipo, LoteRow.archivo, LoteRow.sha256)
        .add_columns(LoteRow.usuario, LoteRow.hoy)
        .where(*_stand(entidad_id), LoteRow.tipo.startswith(REPORTE))
        .order_by(LoteRow.id.desc())
    )
    return [Conservado._make((*row[:4], {}, *row[4:])) for row in rows]


def ultimo(session: Session, entidad_id: int) -> Conservado | None:
    """Return the last report that stands, whole."""
    row = session.scalars(
        sa.select(LoteRow)
        .where(*_stand(entidad_id), LoteRow.tipo.startswith(REPORTE))
        .order_by(LoteRow.id.desc())
        .limit(1)
    ).first()
    return _conservado(row) if row else None


def retiros_desde(session: Session, entidad_id: int, lote_id: int) -> list[Conservado]:
    """Return the withdrawals that were kept after a report."""
    rows = session.scalars(
        sa.select(LoteRow)
        .where(
            *_stand(entidad_id),
            LoteRow.tipo.startswith(RETIRO),
            LoteRow.id > lote_id,
        )
        .order_by(LoteRow.id)
    )
    return [_conservado(row) for row in rows]


def en_boletin(session: Session, entidad_id: int, expediente_id: int) -> bool:
    """Tell whether the last report counted a case and nobody told its withdrawal.

    The database looks for the case in the text of the summary, which may hold many
    thousands: reading it whole each time that a case opens would be felt.
    """
    mark = f"%#{expediente_id}#%"
    inside = sa.cast(LoteRow.resumen, sa.Text).like(mark)
    last = session.execute(
        sa.select(LoteRow.id, inside)
        .where(*_stand(entidad_id), LoteRow.tipo.startswith(REPORTE))
        .order_by(LoteRow.id.desc())
        .limit(1)
    ).first()
    if last is None or not last[1]:
        return False
    gone = session.scalar(
        sa.select(LoteRow.id)
        .where(
            *_stand(entidad_id),
            LoteRow.tipo.startswith(RETIRO),
            LoteRow.id > last[0],
            inside,
        )
        .limit(1)
    )
    return gone is None


def estados(
    session: Session, obligaciones: Sequence[int]
) -> dict[int, tuple[str, int]]:
    """Return how some obligations stand today, and the case of each.

    Those of undone batches are not there; an archived case gives its own state to
    what it still owed.
    """
    found: dict[int, tuple[str, int]] = {}
    for chunk in trozos(obligaciones, 10_000):
        rows = session.execute(
            sa.select(
                ObligacionRow.id,
                ObligacionRow.estado,
                ExpedienteRow.estado,
                ExpedienteRow.id,
            )
            .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
            .where(
                ObligacionRow.id.in_(chunk),
                ExpedienteRow.lote_anulado_id.is_(None),
            )
        )
        for obligacion, estado, caso, caso_id in rows:
            ended = estado == "VIGENTE" and caso == "ARCHIVADO"
            found[obligacion] = (caso if ended else estado, caso_id)
    return found


def _stand(entidad_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return LoteRow.entidad_id == entidad_id, LoteRow.anulado_en.is_(None)


def _conservado(row: LoteRow) -> Conservado:
    return Conservado(
        row.id,
        row.tipo,
        row.archivo,
        row.sha256,
        row.resumen,
        row.usuario,
        row.hoy,
    )


def _by_first(rows: Iterable[Any], make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(make(*rest))
    return found
