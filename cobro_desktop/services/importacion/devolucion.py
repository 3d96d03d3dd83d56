"""Giving back what a batch changed on cases that were there before it (F91)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, select

from cobro_desktop.services import anulacion_pagos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.anulacion_pagos import ANULADO
from cobro_desktop.services.bulk import sumar_saldos
from cobro_desktop.services.migracion.rastro import NUEVA, cambios, reponer
from cobro_desktop.services.prescripciones import recalcular
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DireccionRow,
    ExpedienteRow,
    LoteCambioRow,
    LoteRow,
    PagoRow,
    TituloRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement

    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction

_PROPIAS = frozenset({"obligacion", "titulo", "persona"})
_DEL_EXPEDIENTE = frozenset({"municipio", "deudor", "deudor_orden", "busqueda"})
TANDA: Final = 250
"""Payments that are annulled together, between two reports."""


def tocados(tx: Transaction, lote: LoteRow) -> set[int]:
    """Return the older cases that a batch changed or to which it gave payments."""
    changed = select(LoteCambioRow.fila_id).where(
        LoteCambioRow.lote_id == lote.id, LoteCambioRow.tabla == "expediente"
    )
    paid = select(PagoRow.expediente_id).where(
        PagoRow.lote_id == lote.id,
        PagoRow.expediente_id.is_not(None),
        PagoRow.estado != ANULADO,
    )
    found = {*tx.session.scalars(changed), *tx.session.scalars(paid)}
    return {case for case in found if case is not None}


def sin_rastro(tx: Transaction, lote: LoteRow) -> bool:
    """Tell a batch that reopened cases, or that did not keep what they had before."""
    changes = cambios(tx.session, lote.id)
    told = [c for c in changes if c.tabla == "expediente" and not _se_devuelve(c)]
    reopened = any(":" not in c.campo for c in told)
    return reopened or (bool(told) and not any(map(_se_devuelve, changes)))


def actuados(tx: Transaction, lote: LoteRow, expedientes: Collection[int]) -> list[str]:
    """Return the numbers of the cases with an act later than the batch."""
    query = (
        select(ExpedienteRow.numero)
        .join(ActuacionRow, ActuacionRow.expediente_id == ExpedienteRow.id)
        .where(
            ActuacionRow.registrada_en > lote.creado_en,
            ExpedienteRow.id.in_(expedientes),
            cuenta(),
        )
        .distinct()
        .order_by(ExpedienteRow.numero)
    )
    return list(tx.session.scalars(query))


def cuenta() -> ColumnElement[bool]:
    """Hold for an act that stands: no batch that was undone wrote it or took it back.

    So batches can be undone from the last to the first. What one transaction writes
    bears one instant.
    """
    undone = LoteRow.anulado_en.is_not(None)
    moment = ActuacionRow.registrada_en
    return and_(
        moment.not_in(select(LoteRow.creado_en).where(undone)),
        moment.not_in(select(LoteRow.anulado_en).where(undone)),
    )


def devolver_campos(tx: Transaction, lote: LoteRow, progress: Progress) -> int:
    """Put back the fields that a batch changed in older cases; count the cases."""
    back = _devolver_campos(tx, lote, progress)
    sumar_saldos(tx.session, back)
    return len(back)


def retirar_pagos(tx: Transaction, lote: LoteRow, progress: Progress) -> int:
    """Annul the payments that a batch gave to older cases; count them."""
    payments = tx.session.scalars(
        select(PagoRow)
        .where(
            PagoRow.lote_id == lote.id,
            PagoRow.expediente_id.is_not(None),
            PagoRow.estado != ANULADO,
        )
        .order_by(PagoRow.expediente_id, PagoRow.id)
    ).all()
    reason = f"se deshizo la importación «{lote.archivo}»"
    for number, chunk in enumerate(trozos(payments, TANDA)):
        progress.report(number * TANDA, len(payments), "Anulando los pagos")
        anulacion_pagos.retirar_pagos(tx, chunk, reason)
    return len(payments)


def _se_devuelve(cambio: LoteCambioRow) -> bool:
    own = cambio.tabla == "expediente" and cambio.campo in _DEL_EXPEDIENTE
    way = cambio.tabla == "direccion" and cambio.campo == NUEVA
    return own or way or cambio.tabla in _PROPIAS


def _devolver_campos(tx: Transaction, lote: LoteRow, progress: Progress) -> set[int]:
    session = tx.session
    titles = set()
    changes = [c for c in cambios(session, lote.id) if _se_devuelve(c)]
    for done, cambio in enumerate(changes):
        progress.report(done, len(changes), "Devolviendo los datos de antes")
        if cambio.tabla == "direccion":
            way = session.get(DireccionRow, cambio.fila_id)
            if way is not None:
                session.delete(way)
            continue
        reponer(session, cambio)
        if cambio.tabla == "titulo":
            titles.add(cambio.fila_id)
    session.flush()
    for done, title in enumerate(sorted(titles)):
        progress.report(done, len(titles), "Recalculando las prescripciones")
        recalcular(tx, session.get_one(TituloRow, title))
    acts = session.execute(
        select(ActuacionRow.expediente_id, ActuacionRow.id)
        .join(LoteCambioRow, LoteCambioRow.fila_id == ActuacionRow.expediente_id)
        .where(
            LoteCambioRow.lote_id == lote.id,
            LoteCambioRow.tabla == "expediente",
            ActuacionRow.lote_id == lote.id,
            ActuacionRow.tipo == TipoActuacion.CORRECCION,
        )
        .distinct()
        .order_by(ActuacionRow.id)
    ).all()
    _anotar(tx, lote, ((case, act) for case, act in acts))
    return {case for case, _ in acts}


def _anotar(tx: Transaction, lote: LoteRow, actos: Iterable[tuple[int, int]]) -> None:
    for case, act in actos:
        expediente = tx.session.get_one(ExpedienteRow, case)
        acto = Acto(
            tipo=TipoActuacion.ANULACION,
            texto=f"Se deshizo la importación «{lote.archivo}»: vuelve lo que había.",
            fecha=tx.contexto.hoy,
            anula_id=act,
        )
        registrar(tx, expediente, acto)
