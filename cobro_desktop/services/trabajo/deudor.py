"""Everything that a person owes, over all their cases (F12)."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.campos_consulta import ESTADOS_ACTIVOS
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.identificacion import leer_identificacion
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.rows import (
    DeudorRow,
    DireccionRow,
    EntidadRow,
    ExpedienteRow,
    ObligacionRow,
    PersonaRow,
    ProcedimientoRow,
    TituloRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace


class ObligacionDeDeudor(NamedTuple):
    """An obligation, with the title and the case where it is."""

    expediente_id: int
    numero: str
    entidad: str
    procedimiento: str
    actividad: str
    etapa: str
    estado: str
    rol: str
    """What the person is in the case."""
    acumulado_en: str
    """Number of the case in which this one goes on; empty if in none."""
    responsable: str
    titulo: str
    autoridad: str
    concepto: str
    vigencia: int | None
    capital: Centavos
    saldo: Centavos
    obligacion: str
    """`VIGENTE`, `PAGADA`…"""
    ejecutoria: dt.date | None
    exigible: dt.date
    fecha_segura: dt.date | None
    fecha_legal: dt.date | None
    entra_en_riesgo: dt.date | None


class Ubicacion(NamedTuple):
    """A way to reach the person, in force or not."""

    tipo: str
    texto: str
    municipio: str
    fuente: str
    desde: dt.date
    hasta: dt.date | None
    causa_devolucion: str


@dataclass(frozen=True, slots=True)
class Deudor360:
    """A person, all that they owe, and where to find them."""

    persona_id: int
    tipo_documento: str
    numero: str
    dv: str
    nombre: str
    obligaciones: tuple[ObligacionDeDeudor, ...]
    ubicaciones: tuple[Ubicacion, ...]

    @property
    def casos(self) -> int:
        """Return in how many cases the person is."""
        return len({o.expediente_id for o in self.obligaciones})

    @property
    def vigentes(self) -> tuple[ObligacionDeDeudor, ...]:
        """Return what is still owed, in cases that somebody works or watches."""
        alive = {*ESTADOS_ACTIVOS, "ACUMULADO", "REPORTADO_BDME", "REMITIDO_SDH"}
        return tuple(
            o
            for o in self.obligaciones
            if o.obligacion == "VIGENTE" and o.estado in alive
        )

    @property
    def saldo(self) -> Centavos:
        """Return the capital that is still owed."""
        return sum(o.saldo for o in self.vigentes)

    @property
    def primera_fecha(self) -> dt.date | None:
        """Return the first safe date of what is still owed."""
        days = (o.fecha_segura for o in self.vigentes if o.fecha_segura)
        return min(days, default=None)


def deudor_360(workspace: Workspace, identificacion: str) -> Deudor360:
    """Return a person by their document, with or without points and check digit.

    Raises:
        NotFoundError: nobody in the base has it.
    """
    with workspace.base.read() as session:
        return _leer(session, _persona(session, identificacion))


def deudor_por_id(workspace: Workspace, persona_id: int) -> Deudor360:
    """Return a person.

    Raises:
        NotFoundError: nobody is that.
    """
    with workspace.base.read() as session:
        row = session.get(PersonaRow, persona_id)
        if row is None:
            message = "Esa persona no está en la base."
            raise NotFoundError(message)
        return _leer(session, row)


def principal_de(workspace: Workspace, expediente_id: int) -> int | None:
    """Return the person of a case."""
    with workspace.base.read() as session:
        return session.scalar(
            select(DeudorRow.persona_id)
            .where(DeudorRow.expediente_id == expediente_id)
            .order_by(DeudorRow.rol != "principal", DeudorRow.id)
            .limit(1)
        )


def _persona(session: Session, identificacion: str) -> PersonaRow:
    written = identificacion.strip()
    numbers = {written, "".join(c for c in written if c.isalnum())}
    with contextlib.suppress(InvalidDataError):
        numbers.add(leer_identificacion(written, "").numero)
    found = session.scalars(
        select(PersonaRow).where(PersonaRow.numero.in_(numbers)).order_by(PersonaRow.id)
    ).all()
    seen = [row for row in found if _leer(session, row).obligaciones]
    if not seen:
        message = (
            f"Nadie en esta base debe con el documento «{identificacion}». Revise el "
            "número; también puede buscar por nombre en la lista."
        )
        raise NotFoundError(message)
    return seen[0]


def _leer(session: Session, person: PersonaRow) -> Deudor360:
    places = session.scalars(
        select(DireccionRow)
        .where(DireccionRow.persona_id == person.id)
        .order_by(DireccionRow.hasta.is_not(None), DireccionRow.id.desc())
    )
    return Deudor360(
        person.id,
        person.tipo_documento,
        person.numero,
        person.dv,
        person.nombre,
        tuple(_obligaciones(session, person.id)),
        tuple(
            Ubicacion(
                p.tipo,
                p.texto,
                p.municipio,
                p.fuente,
                p.desde,
                p.hasta,
                p.causa_devolucion,
            )
            for p in places
        ),
    )


def _consulta(persona_id: int) -> Any:
    case, host = ExpedienteRow, ExpedienteRow.__table__.alias("absorbente")
    return (
        select(
            case,
            TituloRow,
            ObligacionRow,
            DeudorRow.rol,
            EntidadRow.sigla,
            ProcedimientoRow.codigo,
            UsuarioRow.nombre,
            host.c.numero,
        )
        .join(DeudorRow, DeudorRow.expediente_id == case.id)
        .join(TituloRow, TituloRow.expediente_id == case.id)
        .join(ObligacionRow, ObligacionRow.titulo_id == TituloRow.id)
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .join(ProcedimientoRow, ProcedimientoRow.id == case.procedimiento_id)
        .outerjoin(UsuarioRow, UsuarioRow.id == case.responsable_id)
        .outerjoin(host, host.c.id == case.acumulado_en_id)
        .where(DeudorRow.persona_id == persona_id, case.lote_anulado_id.is_(None))
        .order_by(EntidadRow.sigla, case.numero, ObligacionRow.id)
    )


def _obligaciones(session: Session, persona_id: int) -> Sequence[ObligacionDeDeudor]:
    found = session.execute(_consulta(persona_id))
    recursos = recursos_de(session)
    return [
        ObligacionDeDeudor(
            row.id,
            row.numero,
            sigla,
            codigo,
            row.actividad,
            row.etapa,
            row.estado,
            rol,
            absorber or "",
            person or "",
            title.numero,
            title.autoridad,
            _concepto(sigla, debt.concepto, recursos),
            debt.vigencia,
            debt.capital,
            debt.saldo_capital,
            debt.estado,
            title.ejecutoria,
            debt.exigible,
            title.fecha_segura,
            title.fecha_legal,
            title.entra_en_riesgo,
        )
        for row, title, debt, rol, sigla, codigo, person, absorber in found
    ]


def _concepto(sigla: str, concepto: str, recursos: Carpeta) -> str:
    names = (c.nombre for c in load_conceptos(sigla, recursos) if c.id == concepto)
    return next(names, concepto)
