"""The agenda: every open term, how near its end it is, and who is told (F28, F32)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import select

from cobro_desktop.domain.alertas import Nivel, corte_de_escalados, cortes
from cobro_desktop.domain.bandas import Banda, banda_de, dias_que_quedan
from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.clase_termino import (
    ClaseTermino,
    clase_de,
    norma_de,
    sin_norma,
)
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.plazos import HABILES_566_1
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.formats import cantidad
from cobro_desktop.services.alertas import load_alertas
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.queries import terminos as consulta
from cobro_desktop.storage.rows import EntidadRow, UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.alertas import Cortes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.terminos import TerminoAbierto

NADIE: Final = "nadie"
"""Instead of a login: the cases that nobody has."""
_UNIDADES: Final = {
    Unidad.HABILES: ("día hábil", "días hábiles"),
    Unidad.CALENDARIO: ("día calendario", "días calendario"),
    Unidad.MESES: ("mes", "meses"),
    Unidad.ANIOS: ("año", "años"),
}
Rango: TypeAlias = "tuple[dt.date | None, dt.date | None]"


@dataclass(frozen=True, slots=True)
class FiltroAgenda:
    """Which terms somebody wants to see; what is left out does not restrict."""

    responsable: str = ""
    """Login, or `nadie`."""
    clase: ClaseTermino | None = None
    nivel: Nivel | None = None
    escalados: bool = False
    """Only those that are escalated to who asks, by role and office."""
    entidad: str = ""
    """SIGLA."""
    expediente_id: int | None = None
    desde: dt.date | None = None
    """First due day, included."""
    hasta: dt.date | None = None
    """Last due day, included."""


@dataclass(frozen=True, slots=True)
class LineaAgenda:
    """An open term, as the agenda shows it."""

    id: int
    expediente_id: int
    numero: str
    entidad: str
    procedimiento: str
    deudor: str
    actividad: str
    termino: str
    """What runs, without its norm."""
    norma: str
    """Empty where no norm gives it."""
    fuente: str
    """What gives it: its norm, or `PRO-GJU-130-008, actividad 6`."""
    clase: ClaseTermino
    desde: dt.date
    plazo: str
    """`15 días hábiles`."""
    vence: dt.date
    responsable: str
    """Name; empty for nobody."""
    suspendido: bool
    nivel: Nivel
    quedan: int
    """Working days left, the last one included; negative ones have gone by since."""


@dataclass(frozen=True, slots=True)
class ResumenAgenda:
    """How many terms a filter finds, where they stand and on which days."""

    total: int
    bandas: Mapping[Banda, int]
    """In the order of the agenda; empty stretches are left out."""
    niveles: Mapping[Nivel, int]
    """Of those that run."""
    dias: Mapping[dt.date, int]
    """Per due day, of those that run."""


def resumir(
    workspace: Workspace, contexto: Contexto, filtro: FiltroAgenda
) -> ResumenAgenda:
    """Count the terms of a filter.

    Raises:
        NotFoundError: nobody has that login.
    """
    with workspace.base.read() as session:
        limits = _cortes(session, workspace, contexto.hoy)
        asked = _filtro(session, contexto, filtro, limits)
        found = consulta.por_dia(session, asked)
    bands: Counter[Banda] = Counter()
    levels: Counter[Nivel] = Counter()
    days: Counter[dt.date] = Counter()
    for sigla, vence, stopped, total in found:
        if stopped:
            bands[Banda.SUSPENDIDOS] += total
            continue
        bands[banda_de(vence, contexto.hoy)] += total
        levels[limits[sigla].nivel(vence)] += total
        days[vence] += total
    return ResumenAgenda(
        total=sum(bands.values()),
        bandas={band: bands[band] for band in Banda if bands[band]},
        niveles={level: levels[level] for level in Nivel if levels[level]},
        dias=dict(days),
    )


def listar(
    workspace: Workspace,
    contexto: Contexto,
    filtro: FiltroAgenda,
    *,
    desde: int = 0,
    cuantos: int = 100,
) -> list[LineaAgenda]:
    """Return some terms of a filter, by due day; the suspended ones come last.

    `desde` is the place of the first one, from 0; the stretches follow each other.

    Raises:
        NotFoundError: nobody has that login.
    """
    with workspace.base.read() as session:
        limits = _cortes(session, workspace, contexto.hoy)
        asked = _filtro(session, contexto, filtro, limits)
        page = consulta.pagina(session, asked, desde=desde, cuantos=cuantos)
    left = _quedan(workspace, page, contexto.hoy)
    return [
        _linea(row, limits[row.entidad].nivel(row.vence), left[row.entidad][row.vence])
        for row in page
    ]


def entidades(workspace: Workspace) -> list[tuple[str, str]]:
    """Return SIGLA and name of the institutions of the base."""
    with workspace.base.read() as session:
        query = select(EntidadRow.sigla, EntidadRow.nombre).order_by(EntidadRow.id)
        return [(sigla, nombre) for sigla, nombre in session.execute(query)]


def plazo_en_palabras(numero: int, unidad: str) -> str:
    """Write the time of a term: `15 días hábiles`, `1 mes`, `de inmediato`."""
    if unidad == HABILES_566_1:
        days = plazo_en_palabras(numero, Unidad.HABILES)
        return f"{days}, tras cinco de espera (ET 566-1)"
    words = _UNIDADES.get(Unidad(unidad))
    return cantidad(numero, *words) if words else "de inmediato"


def fuente_de(nombre: str, actividad: str, procedimiento: str) -> str:
    """Say what gives a term: its norm, the agreement, or an activity."""
    sources = {
        ClaseTermino.LEGAL: norma_de(nombre),
        ClaseTermino.ACUERDO: "Acuerdo de pago",
        ClaseTermino.INCIDENTE: "Incidente del expediente",
        ClaseTermino.PROCEDIMIENTO: f"{procedimiento}, actividad {actividad}",
    }
    return sources[clase_de(nombre, actividad)]


def _cortes(session: Session, workspace: Workspace, hoy: dt.date) -> dict[str, Cortes]:
    siglas = session.scalars(select(EntidadRow.sigla).order_by(EntidadRow.id)).all()
    return {
        sigla: cortes(
            load_alertas(sigla, workspace.recursos), hoy, workspace.calendario(sigla)
        )
        for sigla in siglas
    }


def _filtro(
    session: Session,
    contexto: Contexto,
    filtro: FiltroAgenda,
    limits: Mapping[str, Cortes],
) -> consulta.FiltroTerminos:
    who = filtro.responsable
    office = None
    ranges: dict[str, Rango] | None = None
    if filtro.nivel is not None:
        ranges = {s: _rango(filtro.nivel, cut) for s, cut in limits.items()}
    if filtro.escalados:
        me = _usuario(session, contexto.usuario)
        office = me.dependencia_id
        ranges = _escalados(me.roles, limits, ranges, recursos_de(session))
    return consulta.FiltroTerminos(
        hoy=contexto.hoy,
        responsable_id=(_usuario(session, who).id if who and who != NADIE else None),
        sin_responsable=who == NADIE,
        dependencia_id=office,
        clase=filtro.clase,
        expediente_id=filtro.expediente_id,
        entidad=filtro.entidad.upper(),
        desde=filtro.desde,
        hasta=filtro.hasta,
        rangos=ranges,
    )


def _usuario(session: Session, login: str) -> UsuarioRow:
    row = session.scalar(select(UsuarioRow).where(UsuarioRow.login == login))
    if row is None:
        message = f"No existe el usuario «{login}» en esta base."
        raise NotFoundError(message, {"usuario": login})
    return row


def _rango(nivel: Nivel, cut: Cortes) -> Rango:
    """Return the due dates, both included, of a level."""
    ranges: dict[Nivel, Rango] = {
        Nivel.VENCIDO: (None, cut.hoy - UN_DIA),
        Nivel.URGENTE: (cut.hoy, cut.urgente),
        Nivel.POR_VENCER: (cut.urgente + UN_DIA, cut.por_vencer),
        Nivel.AL_DIA: (cut.por_vencer + UN_DIA, None),
    }
    return ranges[nivel]


def _escalados(
    roles: Sequence[str],
    limits: Mapping[str, Cortes],
    within: dict[str, Rango] | None,
    recursos: Carpeta,
) -> dict[str, Rango]:
    """Return the due dates that are escalated to some roles, inside others."""
    found: dict[str, Rango] = {}
    for sigla, cut in limits.items():
        last = corte_de_escalados(load_alertas(sigla, recursos), cut, roles)
        if last is not None:
            first, end = within[sigla] if within else (None, None)
            found[sigla] = (first, min(last, end) if end else last)
    return found


def _quedan(
    workspace: Workspace, page: Sequence[TerminoAbierto], hoy: dt.date
) -> dict[str, dict[dt.date, int]]:
    return {
        sigla: dias_que_quedan(
            (row.vence for row in page if row.entidad == sigla),
            hoy,
            workspace.calendario(sigla),
        )
        for sigla in {row.entidad for row in page}
    }


def _linea(row: TerminoAbierto, nivel: Nivel, quedan: int) -> LineaAgenda:
    return LineaAgenda(
        id=row.id,
        expediente_id=row.expediente_id,
        numero=row.numero,
        entidad=row.entidad,
        procedimiento=row.procedimiento,
        deudor=row.deudor,
        actividad=row.actividad,
        termino=sin_norma(row.nombre),
        norma=norma_de(row.nombre),
        fuente=fuente_de(row.nombre, row.actividad, row.procedimiento),
        clase=clase_de(row.nombre, row.actividad),
        desde=row.desde,
        plazo=plazo_en_palabras(row.cantidad, row.unidad),
        vence=row.vence,
        responsable=row.responsable or "",
        suspendido=bool(row.suspendido),
        nivel=nivel,
        quedan=quedan,
    )
