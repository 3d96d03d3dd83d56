"""One case: found by a number, its card, its debtors and other people's numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from cobro_desktop.domain.calidades import OBLIGADOS
from cobro_desktop.storage.rows import (
    DependenciaRow,
    DeudorRow,
    DireccionRow,
    EntidadRow,
    EstadoExternoRow,
    ExpedienteRow,
    ObligadoRow,
    PersonaRow,
    ProcedimientoRow,
    ReferenciaRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos


class Encontrado(NamedTuple):
    """A case that answers to a number; more than one means the number is ambiguous."""

    id: int
    numero: str
    deudor: str
    titulo: str
    por: str
    """`numero`, or the kind of reference: `siga`, `comparendo`…"""


class EstadoExterno(NamedTuple):
    """The last that another system said of a case."""

    sistema: str
    """`rnmc lico cope aplicativo sdh`."""
    etiqueta: str
    fecha: dt.date | None
    """Since when it is so, if the other system says it."""
    consultado: dt.date


class ExpedienteDetalle(NamedTuple):
    """The card of a case."""

    id: int
    version: int
    entidad_id: int
    entidad: str
    """SIGLA."""
    procedimiento_id: int
    procedimiento: str
    """The institution's code."""
    procedimiento_version: int
    numero: str
    dependencia_id: int | None
    dependencia: str | None
    responsable_id: int | None
    responsable: str | None
    actividad: str
    etapa: str
    estado: str
    situacion: str
    causa: str
    recibido: dt.date
    actividad_desde: dt.date
    regreso: list[str]
    acumulado_en: str | None
    """Number of the case that absorbed this one."""
    deudor: str
    identificacion: str
    titulo: str
    autoridad: str
    municipio: str
    concepto: str
    capital: Centavos
    saldo: Centavos
    ejecutoria: dt.date | None
    exigible: dt.date | None
    vence: dt.date | None
    fecha_legal: dt.date | None
    fecha_segura: dt.date | None
    entra_en_riesgo: dt.date | None
    actualizado_en: dt.datetime
    lote_anulado_id: int | None


class Direccion(NamedTuple):
    """An address, a mail or a telephone of a person."""

    id: int
    tipo: str
    texto: str
    municipio: str
    fuente: str
    desde: dt.date
    hasta: dt.date | None
    causa_devolucion: str


class Deudor(NamedTuple):
    """A person in a case, with every way to reach them, the current ones first."""

    id: int
    persona_id: int
    persona_version: int
    rol: str
    tipo_documento: str
    numero: str
    dv: str
    nombre: str
    correo: str
    telefono: str
    direcciones: tuple[Direccion, ...]
    tope: Centavos | None = None
    """The most that they answer for, where they do not answer for all."""


class Referencia(NamedTuple):
    """A number that somebody else gave to the case."""

    id: int
    tipo: str
    valor: str


def buscar(
    session: Session, numero: str, *, entidad_id: int | None = None
) -> list[Encontrado]:
    """Return the cases with that number, or else with that foreign reference.

    Cases that an undone batch had created are not found.
    """
    row = ExpedienteRow
    text = numero.strip()
    query = sa.select(row.id, row.numero, row.deudor, row.titulo).where(
        row.lote_anulado_id.is_(None)
    )
    if entidad_id is not None:
        query = query.where(row.entidad_id == entidad_id)
    own = session.execute(query.where(row.numero == text.upper()).order_by(row.id))
    if found := [Encontrado._make((*values, "numero")) for values in own]:
        return found
    other = session.execute(
        query.add_columns(ReferenciaRow.tipo)
        .join(ReferenciaRow, ReferenciaRow.expediente_id == row.id)
        .where(ReferenciaRow.valor == text)
        .order_by(row.numero, ReferenciaRow.tipo)
    )
    return [Encontrado._make(values) for values in other]


def expediente(session: Session, expediente_id: int) -> ExpedienteDetalle | None:
    """Return the card of a case; None when there is no such id."""
    row, absorber = ExpedienteRow, aliased(ExpedienteRow)
    query = (
        sa.select(*_card(absorber))
        .select_from(row)
        .join(EntidadRow, EntidadRow.id == row.entidad_id)
        .join(ProcedimientoRow, ProcedimientoRow.id == row.procedimiento_id)
        .outerjoin(DependenciaRow, DependenciaRow.id == row.dependencia_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == row.responsable_id)
        .outerjoin(absorber, absorber.id == row.acumulado_en_id)
        .where(row.id == expediente_id)
    )
    values = session.execute(query).first()
    return ExpedienteDetalle._make(values) if values else None


def _card(absorber: type[ExpedienteRow]) -> tuple[Any, ...]:
    """Return the columns of `ExpedienteDetalle`, in its order."""
    row = ExpedienteRow
    return (
        row.id,
        row.version,
        row.entidad_id,
        EntidadRow.sigla,
        row.procedimiento_id,
        ProcedimientoRow.codigo,
        ProcedimientoRow.version,
        row.numero,
        row.dependencia_id,
        DependenciaRow.nombre,
        row.responsable_id,
        UsuarioRow.nombre,
        row.actividad,
        row.etapa,
        row.estado,
        row.situacion,
        row.causa,
        row.recibido,
        row.actividad_desde,
        row.regreso,
        absorber.numero,
        row.deudor,
        row.identificacion,
        row.titulo,
        row.autoridad,
        row.municipio,
        row.concepto,
        row.capital,
        row.saldo,
        row.ejecutoria,
        row.exigible,
        row.vence_proximo,
        row.fecha_legal,
        row.fecha_segura,
        row.entra_en_riesgo,
        row.actualizado_en,
        row.lote_anulado_id,
    )


def deudores(session: Session, expediente_id: int) -> list[Deudor]:
    """Return the people of a case, the principal first, with their addresses."""
    order = sa.case(
        {str(calidad): place for place, calidad in enumerate(OBLIGADOS)},
        value=DeudorRow.rol,
        else_=len(OBLIGADOS),
    )
    most = (
        sa.select(sa.func.sum(ObligadoRow.tope))
        .where(ObligadoRow.deudor_id == DeudorRow.id)
        .correlate(DeudorRow)
        .scalar_subquery()
    )
    people = session.execute(
        sa.select(
            DeudorRow.id,
            PersonaRow.id,
            PersonaRow.version,
            DeudorRow.rol,
            PersonaRow.tipo_documento,
            PersonaRow.numero,
            PersonaRow.dv,
            PersonaRow.nombre,
            PersonaRow.correo,
            PersonaRow.telefono,
            most,
        )
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(DeudorRow.expediente_id == expediente_id)
        .order_by(order, PersonaRow.nombre, DeudorRow.id)
    ).all()
    reach = _direcciones(session, [person[1] for person in people])
    return [
        Deudor._make(
            (*person, tuple(reach[person[1]]), None if top is None else int(top))
        )
        for *person, top in people
    ]


def referencias(session: Session, expediente_id: int) -> list[Referencia]:
    """Return the numbers that others gave to a case."""
    row = ReferenciaRow
    query = (
        sa.select(row.id, row.tipo, row.valor)
        .where(row.expediente_id == expediente_id)
        .order_by(row.tipo, row.valor)
    )
    return [Referencia._make(values) for values in session.execute(query)]


def estados_externos(session: Session, expediente_id: int) -> list[EstadoExterno]:
    """Return the last that each other system said of a case."""
    row = EstadoExternoRow
    query = (
        sa.select(row)
        .where(row.expediente_id == expediente_id, row.lote_anulado_id.is_(None))
        .order_by(row.consultado, row.id)
    )
    last = {state.sistema: state for state in session.scalars(query)}
    return [
        EstadoExterno(
            state.sistema,
            str(state.datos.get("etiqueta") or state.estado),
            state.fecha,
            state.consultado,
        )
        for _, state in sorted(last.items())
    ]


def _direcciones(
    session: Session, personas: Sequence[int]
) -> dict[int, list[Direccion]]:
    row = DireccionRow
    query = (
        sa.select(
            row.persona_id,
            row.id,
            row.tipo,
            row.texto,
            row.municipio,
            row.fuente,
            row.desde,
            row.hasta,
            row.causa_devolucion,
        )
        .where(row.persona_id.in_(personas))
        .order_by(row.hasta.is_not(None), row.desde.desc(), row.id.desc())
    )
    found: dict[int, list[Direccion]] = defaultdict(list)
    for persona_id, *values in session.execute(query):
        found[persona_id].append(Direccion._make(values))
    return found
