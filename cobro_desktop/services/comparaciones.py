"""Compares what a case owes with the figure that another area gives (B2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cobro_desktop.domain.comparador import CifraAjena, Comparacion, comparar
from cobro_desktop.domain.comparador_caso import Caso
from cobro_desktop.domain.comparador_supuestos import Alternativas
from cobro_desktop.domain.cuenta import Abono
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import pesos
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.storage.rows import ExpedienteRow, PagoRow, TituloRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace


def comparar_cifra(
    workspace: Workspace,
    expediente_id: int,
    corte: dt.date,
    ajena: CifraAjena,
    progress: Progress | None = None,
) -> Comparacion:
    """Tell why another area's figure for a case is not ours at that cut.

    It may take seconds where nothing explains it: the window runs it apart.

    Raises:
        CancelledByUserError: the person stopped the search.
        InvalidDataError: an amount of the other area is negative.
        NotFoundError: no such case, or it owed nothing at the cut.
        MissingParameterError: a rate or index is not loaded; says which.
    """
    _check(ajena)
    with workspace.base.read() as session:
        found = liquidar_caso_en(session, workspace, expediente_id, corte)
        alternativas = Alternativas(
            fechas=_fechas(session, expediente_id),
            pagos=_pagos(session, expediente_id, corte),
        )
    caso = Caso(
        cuentas=tuple(o.liquidacion.cuenta for o in found.obligaciones),
        opciones=workspace.opciones(found.sigla),
        referencia=workspace.referencia,
    )
    told = progress or SilentProgress()
    return comparar(
        caso,
        ajena,
        alternativas,
        lambda tried, total: told.report(tried, total, "Probando causas"),
    )


def _check(ajena: CifraAjena) -> None:
    named = (
        ("Los intereses", ajena.interes),
        ("El total", ajena.total),
        ("El capital", ajena.capital),
    )
    for name, amount in named:
        if amount is not None and amount < 0:
            message = (
                f"{name} de la otra liquidación no puede ser negativo "
                f"({pesos(amount)}). Corríjalo."
            )
            raise InvalidDataError(message)


def _fechas(session: Session, expediente_id: int) -> tuple[tuple[str, dt.date], ...]:
    """Return the dates of the titles from which somebody might count."""
    rows = session.execute(
        select(TituloRow.ejecutoria, TituloRow.notificado, TituloRow.fecha)
        .where(TituloRow.expediente_id == expediente_id)
        .order_by(TituloRow.id)
    )
    names = ("la ejecutoria", "la notificación del título", "la fecha del título")
    found = {
        day: name
        for row in rows
        for name, day in zip(names[::-1], row[::-1], strict=True)
        if day
    }
    return tuple((name, day) for day, name in found.items())


def _pagos(session: Session, expediente_id: int, corte: dt.date) -> tuple[Abono, ...]:
    """Return payments of the debtor, up to the cut, that nothing was imputed with."""
    expediente = session.get_one(ExpedienteRow, expediente_id)
    unmatched = (
        (PagoRow.expediente_id.is_(None))
        & (PagoRow.identificacion == expediente.identificacion)
        & (PagoRow.identificacion != "")
    )
    rows = session.execute(
        select(PagoRow.fecha, PagoRow.valor)
        .where(
            PagoRow.entidad_id == expediente.entidad_id,
            PagoRow.estado.in_(["sin_identificar", "identificado"]),
            PagoRow.fecha <= corte,
            or_(PagoRow.expediente_id == expediente_id, unmatched),
        )
        .order_by(PagoRow.fecha, PagoRow.id)
    )
    return tuple(Abono(fecha, valor) for fecha, valor in rows)
