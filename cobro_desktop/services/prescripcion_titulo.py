"""The prescription of the titles of a case, as its tab tells it (B3; F34 to F36)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.caducidad import (
    Caducidad,
    PerdidaEjecutoriedad,
    caducidad,
    perdida_ejecutoriedad,
)
from cobro_desktop.domain.errors import NotFoundError, UserError
from cobro_desktop.domain.interrupcion import NOMBRE, Causa
from cobro_desktop.domain.prescripcion import Prescripcion, Riesgo, prescripcion
from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.domain.ruta import SinRuta
from cobro_desktop.domain.ventana import Ventana
from cobro_desktop.services.prescripciones import hechos_de_titulo
from cobro_desktop.services.radar_titulos import NOTIFICADO
from cobro_desktop.services.ventanas import Ventanas
from cobro_desktop.storage.rows import (
    ActuacionRow,
    EntidadRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.interrupcion import HechosPrescripcion
    from cobro_desktop.services.workspace import Workspace

HECHOS: Final = ("fecha_hechos", "fecha_comparendo")
"""Facts of a title that say when the sanctioned fact happened."""


class Evento(NamedTuple):
    """Something that happened to a title, by its id."""

    id: int
    causa: Causa
    fecha: dt.date
    fin: dt.date | None
    valida: bool
    motivo: str

    @property
    def nombre(self) -> str:
        """What happened, as a person says it."""
        return NOMBRE[self.causa]


@dataclass(frozen=True, slots=True)
class TituloVigilado:
    """A title with all that its prescription depends on."""

    titulo_id: int
    numero: str
    autoridad: str
    sigla: str
    saldo: Centavos
    hechos: HechosPrescripcion | None
    """None while its ejecutoria is not on record."""
    eventos: tuple[Evento, ...]
    resultado: Prescripcion | None
    alarma: dt.date | None
    """Last day of the shorter term that is watched too, if there is one."""
    riesgo: Riesgo
    perdida: PerdidaEjecutoriedad | None
    caducidad: Caducidad | None
    """None while the day of the fact or of the notification is not on record."""
    ventana: Ventana | None
    motivo: str = ""
    """Why there is no window, or why nothing can be computed."""


def titulos(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> list[TituloVigilado]:
    """Work out the prescription of each title of a case on a day.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        caso = session.get(ExpedienteRow, expediente_id)
        if caso is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        rows = session.scalars(
            select(TituloRow)
            .where(TituloRow.expediente_id == expediente_id)
            .order_by(TituloRow.id)
        ).all()
        return [_titulo(session, workspace, (caso, row), hoy) for row in rows]


def fecha_de_alarma(
    workspace: Workspace, sigla: str, hechos: HechosPrescripcion
) -> dt.date | None:
    """Return the end of the shorter term, counted as the ordinary one (RULES 3.6)."""
    if hechos.anios_alarma is None or hechos.anios_alarma >= hechos.anios:
        return None
    shorter = replace(hechos, anios=hechos.anios_alarma, anios_alarma=None)
    return prescripcion(shorter, workspace.calendario(sigla)).fecha_legal


def _titulo(
    session: Session,
    workspace: Workspace,
    which: tuple[ExpedienteRow, TituloRow],
    hoy: dt.date,
) -> TituloVigilado:
    caso, row = which
    sigla = session.get_one(EntidadRow, row.entidad_id).sigla
    base = TituloVigilado(
        titulo_id=row.id,
        numero=row.numero,
        autoridad=row.autoridad,
        sigla=sigla,
        saldo=_saldo(session, row.id),
        hechos=None,
        eventos=_eventos(session, row.id),
        resultado=None,
        alarma=None,
        riesgo=Riesgo.NO_APLICA,
        perdida=None,
        caducidad=_caducidad(session, row),
        ventana=None,
        motivo="Falta la fecha de ejecutoria: sin ella no empieza a contar el término.",
    )
    try:
        hechos = hechos_de_titulo(session, workspace, row, hoy)
        if hechos is None:
            return base
        found = prescripcion(hechos, workspace.calendario(sigla))
    except UserError as error:
        return replace(base, motivo=error.mensaje)
    window = _ventana(session, workspace, caso, (hechos, found))
    return replace(
        base,
        hechos=hechos,
        resultado=found,
        alarma=fecha_de_alarma(workspace, sigla, hechos),
        riesgo=Riesgo.NO_APLICA
        if caso.estado == Fin.REMITIDO_SDH
        else found.riesgo(hoy),
        perdida=_perdida(hechos, hoy),
        ventana=window if isinstance(window, Ventana) else None,
        motivo=window.motivo if isinstance(window, SinRuta) else "",
    )


def _perdida(hechos: HechosPrescripcion, hoy: dt.date) -> PerdidaEjecutoriedad:
    """Tell whether nobody executed the act in time: apart from prescription (F36)."""
    acts = [
        event.fecha
        for event in hechos.interrupciones
        if event.causa is Causa.MANDAMIENTO and event.valida
    ]
    return perdida_ejecutoriedad(hechos.ejecutoria, acts, hoy)


def _ventana(
    session: Session,
    workspace: Workspace,
    caso: ExpedienteRow,
    known: tuple[HechosPrescripcion, Prescripcion],
) -> Ventana | SinRuta:
    hechos, found = known
    if any(e.causa is Causa.MANDAMIENTO and e.valida for e in hechos.interrupciones):
        return SinRuta(NOTIFICADO)
    return Ventanas(session, workspace).ventana(
        caso.procedimiento_id, caso.actividad, found.fecha_segura
    )


def _caducidad(session: Session, row: TituloRow) -> Caducidad | None:
    """Check the time to sanction, where the three dates are known and in order."""
    fact = _hecho(session, row)
    if fact is None or row.notificado is None or not fact <= row.fecha:
        return None
    if row.notificado < row.fecha:
        return None
    return caducidad(fact, row.fecha, row.notificado)


def _hecho(session: Session, row: TituloRow) -> dt.date | None:
    """Return the day of the fact: of the title, or of an answer of the case."""
    known = (row.datos.get(name) for name in HECHOS)
    found = next((str(value) for value in known if value), None)
    return _day(found) if found else _answered(session, row.expediente_id)


def _answered(session: Session, expediente_id: int) -> dt.date | None:
    closings: Sequence[dict[str, object]] = session.scalars(
        select(ActuacionRow.datos)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == "cierre_actividad",
        )
        .order_by(ActuacionRow.id.desc())
    ).all()
    for datos in closings:
        answers = datos.get("respuestas")
        if isinstance(answers, dict) and answers.get("fecha_hechos"):
            return _day(str(answers["fecha_hechos"]))
    return None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _eventos(session: Session, titulo_id: int) -> tuple[Evento, ...]:
    event = EventoPrescripcionRow
    rows = session.scalars(
        select(event)
        .where(event.titulo_id == titulo_id, event.tipo.in_([str(c) for c in Causa]))
        .order_by(event.fecha, event.id)
    )
    return tuple(
        Evento(e.id, Causa(e.tipo), e.fecha, e.hasta, e.valida, e.motivo) for e in rows
    )


def _saldo(session: Session, titulo_id: int) -> Centavos:
    debt = ObligacionRow
    total = session.scalar(
        select(func.sum(debt.saldo_capital)).where(
            debt.titulo_id == titulo_id, debt.estado == "VIGENTE"
        )
    )
    return int(total or 0)
