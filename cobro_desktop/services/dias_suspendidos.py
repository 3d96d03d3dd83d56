"""The days on which something of a case stands still, as each rule needs them.

A suspension that nobody lifted yet lasts up to the day that is asked for: `hoy` for
terms and prescription, which therefore end later each day that it goes on, and the
cut for interest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cobro_desktop.domain import cuenta
from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.storage.queries.novedades import suspensiones

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries import novedades
    from cobro_desktop.storage.rows import ExpedienteRow


def calendario_de(
    session: Session, workspace: Workspace, expediente: ExpedienteRow, hoy: dt.date
) -> Calendario:
    """Return the calendar of a case: its entity's, and its own suspended terms."""
    calendario = workspace.calendario(sigla_de(session, expediente))
    return con_las_del_caso(calendario, suspensiones(session, expediente.id), hoy)


def con_las_del_caso(
    calendario: Calendario, found: Iterable[novedades.Suspension], hoy: dt.date
) -> Calendario:
    """Add to a calendar the suspensions that stop the terms of a case."""
    own = cerradas((s for s in found if s.terminos), hoy)
    if not own:
        return calendario
    return replace(calendario, suspensiones=(*calendario.suspensiones, *own))


def de_prescripcion(
    session: Session, expediente_id: int, hoy: dt.date | None
) -> tuple[Suspension, ...]:
    """Return what stops the prescription; without a day, only what was lifted."""
    found = [s for s in suspensiones(session, expediente_id) if s.prescripcion]
    if hoy is None:
        found = [s for s in found if s.hasta is not None]
    return cerradas(found, hoy)


def sin_intereses(
    found: Iterable[novedades.Suspension], corte: dt.date
) -> tuple[cuenta.Suspension, ...]:
    """Leave, of the suspensions of a case, the days up to a cut without interest.

    What goes on after the cut is cut there: lifting it later changes neither the
    figures nor the fingerprint of what was liquidated before.
    """
    return tuple(
        cuenta.Suspension(
            s.desde,
            min(s.hasta or corte, corte),
            s.motivo,
            sigue=s.hasta is None or s.hasta > corte,
        )
        for s in found
        if s.intereses and s.desde <= corte
    )


def cerradas(
    found: Iterable[novedades.Suspension], hoy: dt.date | None
) -> tuple[Suspension, ...]:
    """Close what is open on `hoy`; what would begin later is left out."""
    return tuple(
        Suspension(s.desde, until, s.motivo)
        for s in found
        if (until := s.hasta or hoy) is not None and until >= s.desde
    )
