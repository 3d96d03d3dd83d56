"""*Pagos por identificar*: what came in and is of no case yet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import or_, select

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.recaudo.candidatos import candidatos, datos_de, load_reglas
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    LoteRow,
    ObligacionRow,
    PagoRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.recaudo.candidatos import Candidato
    from cobro_desktop.services.workspace import Workspace

SIN_IDENTIFICAR: Final = "sin_identificar"
MAX_PAGOS: Final = 5_000
_FUERA: Final = ("anulado", "repartido")


class Pendiente(NamedTuple):
    """A payment of nobody, with its best candidate."""

    id: int
    sigla: str
    fecha: dt.date
    valor: Centavos
    banco: str
    referencia: str
    identificacion: str
    nombre: str
    concepto: str
    titulo: str
    archivo: str
    candidatos: int
    mejor: str
    """Number of the likeliest case; empty when there is none."""
    puntos: int
    duplicado: str
    """Why it may be the same as another payment; empty when it does not seem so."""


class Obligacion(NamedTuple):
    """An open obligation of a candidate, to be chosen one by one."""

    id: int
    concepto: str
    vigencia: int | None
    saldo: Centavos


class Propuesta(NamedTuple):
    """A candidate as a person sees it."""

    expediente_id: int
    numero: str
    deudor: str
    identificacion: str
    titulo: str
    estado: str
    saldo: Centavos
    puntos: int
    cumple: tuple[tuple[str, int], ...]
    """Criterion and points."""
    obligaciones: tuple[Obligacion, ...]


def pendientes(workspace: Workspace, sigla: str = "") -> list[Pendiente]:
    """List the payments that wait, the newest first, with their best candidate."""
    with workspace.base.read() as session:
        query = (
            select(PagoRow, EntidadRow, LoteRow.archivo)
            .join(EntidadRow, EntidadRow.id == PagoRow.entidad_id)
            .outerjoin(LoteRow, LoteRow.id == PagoRow.lote_id)
            .where(PagoRow.estado == SIN_IDENTIFICAR)
            .order_by(PagoRow.fecha.desc(), PagoRow.id)
            .limit(MAX_PAGOS)
        )
        if sigla:
            query = query.where(EntidadRow.sigla == sigla)
        rows = session.execute(query).all()
        scored: dict[int, list[Candidato]] = {}
        for entidad_id in {pago.entidad_id for pago, _, _ in rows}:
            own = [pago for pago, _, _ in rows if pago.entidad_id == entidad_id]
            told = [datos_de(p) for p in own]
            found = candidatos(session, entidad_id, told, parecidos=True)
            scored |= dict(zip((p.id for p in own), found, strict=True))
        twins = _gemelos(session, [pago for pago, _, _ in rows])
        return [
            _pendiente(pago, entidad.sigla, file or "", (scored[pago.id], twins))
            for pago, entidad, file in rows
        ]


def valor_de(workspace: Workspace, pago_id: int) -> Centavos:
    """Return how much a payment is, in centavos; zero if there is none."""
    with workspace.base.read() as session:
        pago = session.get(PagoRow, pago_id)
        return pago.valor if pago else 0


def proponer(workspace: Workspace, pago_id: int, consulta: str = "") -> list[Propuesta]:
    """Return the candidates of a payment; with a query, also the case it names.

    Raises:
        NotFoundError: no such payment waits.
    """
    with workspace.base.read() as session:
        pago = session.get(PagoRow, pago_id)
        if pago is None or pago.estado != SIN_IDENTIFICAR:
            message = f"El pago {pago_id} no está por identificar."
            raise NotFoundError(message, {"pago": pago_id})
        told = [datos_de(pago)]
        (found,) = candidatos(session, pago.entidad_id, told, parecidos=True)
        sigla = session.get_one(EntidadRow, pago.entidad_id).sigla
        shown = found[: load_reglas().candidatos]
        proposals = [_propuesta(session, c, sigla) for c in shown]
        if consulta.strip():
            known = {p.expediente_id for p in proposals}
            named = _nombrados(session, pago.entidad_id, consulta.strip())
            proposals = [
                *(_sin_puntos(session, row, sigla) for row in named
                  if row.id not in known),
                *proposals,
            ]  # fmt: skip
        return proposals


def _pendiente(
    pago: PagoRow,
    sigla: str,
    archivo: str,
    visto: tuple[Sequence[Candidato], dict[int, str]],
) -> Pendiente:
    found, twins = visto
    best = found[0] if found else None
    return Pendiente(
        pago.id,
        sigla,
        pago.fecha,
        pago.valor,
        pago.banco,
        pago.referencia,
        pago.identificacion,
        pago.nombre,
        pago.concepto,
        pago.titulo,
        archivo,
        len(found),
        best.caso.numero if best else "",
        best.puntaje.total if best else 0,
        twins.get(pago.id, ""),
    )


def _gemelos(session: Session, pagos: Sequence[PagoRow]) -> dict[int, str]:
    """Say which payments look like another one, waiting or already matched."""
    references = {p.referencia for p in pagos if p.referencia}
    people = {p.identificacion for p in pagos if p.identificacion}
    others: dict[tuple[str, str, int], list[PagoRow]] = defaultdict(list)
    for chunk in trozos([*references, *people]):
        rows = session.scalars(
            select(PagoRow).where(
                PagoRow.estado.not_in(_FUERA),
                or_(PagoRow.referencia.in_(chunk), PagoRow.identificacion.in_(chunk)),
            )
        )
        for row in rows:
            others["referencia", row.referencia, row.valor].append(row)
            key = f"{row.identificacion}|{row.fecha.isoformat()}"
            others["persona", key, row.valor].append(row)
    told = {}
    for pago in pagos:
        day = f"{pago.identificacion}|{pago.fecha.isoformat()}"
        twin = _otro(others["referencia", pago.referencia, pago.valor], pago)
        if twin and pago.referencia:
            told[pago.id] = "Misma referencia y valor que otro pago"
        elif pago.identificacion and _otro(others["persona", day, pago.valor], pago):
            told[pago.id] = "Misma persona, día y valor que otro pago"
    return told


def _otro(rows: Sequence[PagoRow], pago: PagoRow) -> PagoRow | None:
    same = (row for row in rows if row.id != pago.id)
    return next((r for r in same if r.entidad_id == pago.entidad_id), None)


def _propuesta(session: Session, found: Candidato, sigla: str) -> Propuesta:
    case = found.caso
    return Propuesta(
        case.id,
        case.numero,
        case.deudor,
        case.identificacion,
        case.titulo,
        case.estado,
        case.saldo,
        found.puntaje.total,
        tuple((c.etiqueta, c.puntos) for c in found.puntaje.cumple),
        _obligaciones(session, case.id, sigla),
    )


def _sin_puntos(session: Session, row: ExpedienteRow, sigla: str) -> Propuesta:
    debts = _obligaciones(session, row.id, sigla)
    return Propuesta(
        row.id,
        row.numero,
        row.deudor,
        row.identificacion,
        row.titulo,
        row.estado,
        row.saldo,
        0,
        (),
        debts,
    )


def _nombrados(
    session: Session, entidad_id: int, consulta: str
) -> Sequence[ExpedienteRow]:
    from cobro_desktop.domain.texto import plegar

    row = ExpedienteRow
    like = f"%{plegar(consulta)}%"
    return session.scalars(
        select(row)
        .where(
            row.entidad_id == entidad_id,
            row.lote_anulado_id.is_(None),
            or_(row.busqueda.like(like), row.titulo == consulta),
        )
        .order_by(row.numero)
        .limit(load_reglas().candidatos)
    ).all()


def _obligaciones(
    session: Session, expediente_id: int, sigla: str
) -> tuple[Obligacion, ...]:
    recursos = recursos_de(session)
    names = {
        concepto.id: concepto.nombre for concepto in load_conceptos(sigla, recursos)
    }
    rows = session.scalars(
        select(ObligacionRow)
        .where(
            ObligacionRow.expediente_id == expediente_id,
            ObligacionRow.estado == "VIGENTE",
        )
        .order_by(ObligacionRow.exigible, ObligacionRow.id)
    )
    return tuple(
        Obligacion(r.id, names.get(r.concepto, r.concepto), r.vigencia, r.saldo_capital)
        for r in rows
    )
