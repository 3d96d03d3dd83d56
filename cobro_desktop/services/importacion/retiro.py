"""Taking back the balances, states and numbers that a batch brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.storage.rows import (
    EstadoExternoRow,
    ExpedienteRow,
    LoteCambioRow,
    ReferenciaRow,
    SaldoContableRow,
)

if TYPE_CHECKING:
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import LoteRow


def exigir_retirable(tx: Transaction, lote: LoteRow) -> None:
    """Refuse when the batch gave documents their filing number.

    Raises:
        NotAllowedError: the registry has those numbers; lists them.
    """
    numbers = tx.session.scalars(
        select(LoteCambioRow.despues).where(
            LoteCambioRow.lote_id == lote.id, LoteCambioRow.tabla == "documento"
        )
    ).all()
    if numbers:
        message = (
            f"El lote {lote.id} no se puede deshacer porque dio su radicado a "
            f"documentos: {', '.join(map(str, numbers[:20]))}. Anule el documento que "
            "no corresponda. No se cambió nada."
        )
        raise NotAllowedError(message)


def retirar(tx: Transaction, lote: LoteRow, progress: Progress) -> int:
    """Take out what the batch brought, give back what it replaced; count the rows."""
    return _saldos(tx, lote) + _estados(tx, lote, progress)


def _saldos(tx: Transaction, lote: LoteRow) -> int:
    row = SaldoContableRow
    own = row.lote_id == lote.id
    count = tx.session.scalar(select(func.count()).select_from(row).where(own))
    for where, value in (
        ((row.lote_anulado_id == lote.id, row.lote_id != lote.id), None),
        ((own,), lote.id),
    ):
        tx.session.execute(
            update(row)
            .where(*where)
            .values(lote_anulado_id=value)
            .execution_options(synchronize_session=False)
        )
    return int(count or 0)


def _estados(tx: Transaction, lote: LoteRow, progress: Progress) -> int:
    states = tx.session.scalars(
        select(EstadoExternoRow).where(
            EstadoExternoRow.lote_id == lote.id,
            EstadoExternoRow.lote_anulado_id.is_(None),
        )
    ).all()
    for done, state in enumerate(states):
        progress.report(done, len(states), "Retirando estados de otras áreas")
        state.lote_anulado_id = lote.id
        expediente = tx.session.get_one(ExpedienteRow, state.expediente_id)
        texto = (
            f"Se deshizo la importación «{lote.archivo}»: no cuenta lo que decía de "
            "este expediente."
        )
        registrar(
            tx,
            expediente,
            Acto(
                tipo=TipoActuacion.ANULACION,
                texto=texto,
                fecha=tx.contexto.hoy,
                anula_id=state.actuacion_id,
            ),
        )
    references = select(LoteCambioRow.fila_id).where(
        LoteCambioRow.lote_id == lote.id, LoteCambioRow.tabla == "referencia"
    )
    tx.session.execute(
        delete(ReferenciaRow)
        .where(ReferenciaRow.id.in_(references))
        .execution_options(synchronize_session=False)
    )
    return len(states)
