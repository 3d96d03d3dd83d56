"""The prescription radar: pesos at risk per month, per band, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.ventana import Banda
from cobro_desktop.formats import MESES
from cobro_desktop.services.ventanas import Ventanas, fin_de_mes
from cobro_desktop.storage.queries import prescripcion as consulta
from cobro_desktop.storage.queries.prescripcion import Eleccion, Pregunta
from cobro_desktop.storage.rows import EntidadRow, ProcedimientoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.prescripcion import Dia

MESES_DEL_RADAR: Final = 24


@dataclass(frozen=True, slots=True)
class Filtro:
    """Which titles to look at; empty for all."""

    sigla: str = ""
    procedimiento: str = ""
    responsable_id: int | None = None
    """0 for those of nobody."""


class Barra(NamedTuple):
    """The titles whose safe date falls in a stretch of days."""

    nombre: str
    """`oct 2026`, or what the stretch is."""
    desde: dt.date | None
    hasta: dt.date | None
    titulos: int
    saldo: Centavos
    titulos_tarde: int = 0
    """Of them, those that the procedure's times can no longer save."""
    saldo_tarde: Centavos = 0
    bandas: tuple[Banda, ...] = ()
    """The only bands that it counts; empty for all."""

    @property
    def eleccion(self) -> Eleccion:
        """What to ask for, to see its titles."""
        return Eleccion(self.bandas, self.desde, self.hasta)


class TotalBanda(NamedTuple):
    """The titles of a band."""

    banda: Banda
    titulos: int
    saldo: Centavos

    @property
    def eleccion(self) -> Eleccion:
        """What to ask for, to see its titles."""
        return Eleccion((self.banda,))


@dataclass(frozen=True, slots=True)
class Radar:
    """What will be lost and when, unless somebody acts."""

    hoy: dt.date
    barras: tuple[Barra, ...]
    """Prescribed, past their safe date, each month from this one, and the rest."""
    bandas: tuple[TotalBanda, ...]
    """All five, the worst first."""
    titulos: int
    saldo: Centavos
    sin_fecha: int = 0
    """Titles without ejecutoria on record: nobody knows when they prescribe."""
    saldo_sin_fecha: Centavos = 0


class Opciones(NamedTuple):
    """What the radar can be narrowed by."""

    procedimientos: Sequence[tuple[str, str]]
    """(sigla, code) of those installed."""
    responsables: Sequence[tuple[int, str]]


def radar(
    workspace: Workspace,
    hoy: dt.date,
    filtro: Filtro | None = None,
    *,
    meses: int = MESES_DEL_RADAR,
) -> Radar:
    """Add up what prescribes, from this month on.

    Raises:
        NotFoundError: no such entity or procedure in the base.
        MissingParameterError: holidays that are not known.
    """
    with workspace.base.read() as session:
        asked = pregunta(session, workspace, hoy, filtro or Filtro())
        days = consulta.por_dia(session, asked)
        undated, undated_saldo = consulta.sin_fecha(session, asked)
    return Radar(
        hoy,
        tuple(_barras(days, hoy, meses)),
        tuple(_total(days, banda) for banda in Banda),
        sum(day.titulos for day in days),
        sum(day.saldo for day in days),
        undated,
        undated_saldo,
    )


def opciones(workspace: Workspace) -> Opciones:
    """Return what the radar can be narrowed by."""
    with workspace.base.read() as session:
        query = select(EntidadRow.sigla, ProcedimientoRow.codigo).join(
            ProcedimientoRow, ProcedimientoRow.entidad_id == EntidadRow.id
        )
        found = session.execute(query.order_by(EntidadRow.sigla).distinct())
        codes = [(sigla, codigo) for sigla, codigo in found]
        return Opciones(codes, consulta.responsables(session))


def pregunta(
    session: Session, workspace: Workspace, hoy: dt.date, filtro: Filtro
) -> Pregunta:
    """Return what the base is asked, with the thresholds of the day.

    Raises:
        NotFoundError: no such entity or procedure in the base.
        MissingParameterError: holidays that are not known.
    """
    procedimientos = _procedimientos(session, filtro)
    wanted = consulta.actividades(session)
    if procedimientos is not None:
        wanted = [pair for pair in wanted if pair[0] in procedimientos]
    umbrales = Ventanas(session, workspace).umbrales(wanted, hoy)
    return Pregunta(
        hoy,
        tuple(umbrales),
        procedimientos,
        consulta.con_varios(session),
        filtro.responsable_id,
    )


def _procedimientos(session: Session, filtro: Filtro) -> tuple[int, ...] | None:
    if not filtro.sigla and not filtro.procedimiento:
        return None
    query = select(ProcedimientoRow.id).join(
        EntidadRow, EntidadRow.id == ProcedimientoRow.entidad_id
    )
    if filtro.sigla:
        query = query.where(EntidadRow.sigla == filtro.sigla.upper())
    if filtro.procedimiento:
        query = query.where(ProcedimientoRow.codigo == filtro.procedimiento)
    found = tuple(session.scalars(query))
    if not found:
        name = filtro.procedimiento or filtro.sigla
        message = (
            f"En esta base no hay expedientes de «{name}». Revise la sigla de la "
            "entidad o el código del procedimiento."
        )
        raise NotFoundError(message)
    return found


def _barras(days: Sequence[Dia], hoy: dt.date, meses: int) -> Iterable[Barra]:
    first = hoy.replace(day=1)
    yesterday = hoy - UN_DIA
    lost = [d for d in days if d.banda is Banda.PRESCRITO]
    alive = [d for d in days if d.banda is not Banda.PRESCRITO]
    yield _barra("Ya prescritos", None, yesterday, lost)._replace(
        bandas=(Banda.PRESCRITO,)
    )
    yield _barra("Pasó la fecha segura", None, yesterday, alive)._replace(
        bandas=(Banda.VENTANA_VENCIDA,)
    )
    for number in range(meses):
        since = mas_meses(first, number)
        yield _barra(
            f"{MESES[since.month - 1][:3]} {since.year}",
            max(since, hoy),
            fin_de_mes(since),
            alive,
        )
    yield _barra("Después", mas_meses(first, meses), None, alive)


def _barra(
    nombre: str, desde: dt.date | None, hasta: dt.date | None, days: Sequence[Dia]
) -> Barra:
    inside = [
        day
        for day in days
        if (desde is None or day.fecha_segura >= desde)
        and (hasta is None or day.fecha_segura <= hasta)
    ]
    late = [day for day in inside if day.banda is Banda.VENTANA_VENCIDA]
    return Barra(
        nombre,
        desde,
        hasta,
        sum(day.titulos for day in inside),
        sum(day.saldo for day in inside),
        sum(day.titulos for day in late),
        sum(day.saldo for day in late),
    )


def _total(days: Sequence[Dia], banda: Banda) -> TotalBanda:
    own = [day for day in days if day.banda is banda]
    return TotalBanda(banda, sum(d.titulos for d in own), sum(d.saldo for d in own))
