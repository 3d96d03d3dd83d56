"""Undo an import whole, while nothing later depends on it (DECISIONS 12, F91)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select, update

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.importacion.retiro import exigir_retirable, retirar
from cobro_desktop.services.migracion.orden import MIGRACION, deshacer_migracion
from cobro_desktop.services.repartos import REPARTO, deshacer_reparto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    ExpedienteRow,
    LoteCambioRow,
    LoteRow,
    PagoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

MAX_LISTED = 20


@dataclass(frozen=True, slots=True)
class DeshacerLote:
    """Take back what a batch brought."""

    lote_id: int


def deshacer_lote(
    command: DeshacerLote, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Annul the cases and payments of a batch; their numbers stay used.

    Raises:
        NotFoundError: no such batch.
        NotAllowedError: already undone, it changed cases that existed before, or a
            later act depends on it; lists the cases.
    """
    with transaction(workspace, contexto, "deshacer_lote") as tx:
        tx.require_role([Rol.COO, Rol.ADM], "deshacer un lote")
        lote = tx.session.get(LoteRow, command.lote_id)
        if lote is None:
            message = f"No existe el lote {command.lote_id}."
            raise NotFoundError(message)
        if lote.anulado_en is not None:
            message = f"El lote {lote.id} ya se había deshecho ({lote.anulado_por})."
            raise NotAllowedError(message)
        give_back = _VUELVEN.get(lote.tipo)
        if give_back:
            undone = give_back(tx, lote)
        else:
            _check(tx, lote)
            exigir_retirable(tx, lote)
            undone = _anular(tx, lote) + retirar(tx, lote)
        lote.anulado_por, lote.anulado_en = contexto.usuario, tx.ahora
        tx.touch("lote", lote.id)
        texto = _told(lote, undone)
        tx.tell(texto)
    return Changes(lista=True, resumen=texto, datos={"deshechas": undone})


def _told(lote: LoteRow, undone: int) -> str:
    if lote.tipo not in _VUELVEN:
        what = f"«{lote.archivo}»" if lote.archivo else lote.tipo
        rows = cantidad(undone, "registro anulado", "registros anulados")
        return f"Se deshizo el lote {lote.id} ({what}): {rows}."
    back = cantidad(undone, "expediente volvió", "expedientes volvieron")
    if lote.tipo == REPARTO:
        return f"Se deshizo el reparto {lote.id}: {back} a quien lo tenía."
    return f"Se deshizo la migración {lote.id}: {back} a su versión anterior."


def _check(tx: Transaction, lote: LoteRow) -> None:
    changed = tx.session.scalars(
        select(ExpedienteRow.numero)
        .join(LoteCambioRow, LoteCambioRow.fila_id == ExpedienteRow.id)
        .where(LoteCambioRow.lote_id == lote.id, LoteCambioRow.tabla == "expediente")
        .distinct()
        .limit(MAX_LISTED)
    ).all()
    if changed:
        _refuse(
            lote, "cambió datos de expedientes que ya existían; corríjalos", changed
        )
    own = select(ExpedienteRow.id).where(ExpedienteRow.lote_id == lote.id)
    later = or_(
        select(ActuacionRow.id)
        .where(
            ActuacionRow.expediente_id == ExpedienteRow.id,
            or_(ActuacionRow.lote_id.is_(None), ActuacionRow.lote_id != lote.id),
        )
        .exists(),
        select(DocumentoRow.id)
        .where(DocumentoRow.expediente_id == ExpedienteRow.id)
        .exists(),
    )
    depends = tx.session.scalars(
        select(ExpedienteRow.numero)
        .where(ExpedienteRow.id.in_(own), later)
        .limit(MAX_LISTED)
    ).all()
    if depends:
        _refuse(lote, "después se actuó en sus expedientes", depends)
    imputed = tx.session.scalars(
        select(ExpedienteRow.numero)
        .join(PagoRow, PagoRow.expediente_id == ExpedienteRow.id)
        .where(PagoRow.lote_id == lote.id)
        .distinct()
        .limit(MAX_LISTED)
    ).all()
    if imputed:
        _refuse(lote, "sus pagos ya están en los expedientes", imputed)


def _refuse(lote: LoteRow, reason: str, numbers: Sequence[str]) -> None:
    message = (
        f"El lote {lote.id} no se puede deshacer porque {reason}: "
        f"{', '.join(numbers)}. No se cambió nada."
    )
    raise NotAllowedError(message, {"expedientes": list(numbers)})


def _anular(tx: Transaction, lote: LoteRow) -> int:
    session = tx.session
    cases = select(ExpedienteRow.id).where(ExpedienteRow.lote_id == lote.id)
    count = session.scalar(select(func.count()).where(ExpedienteRow.lote_id == lote.id))
    payments = session.scalar(select(func.count()).where(PagoRow.lote_id == lote.id))
    session.execute(
        update(TituloRow)
        .where(TituloRow.expediente_id.in_(cases))
        .values(lote_anulado_id=lote.id)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(ExpedienteRow)
        .where(ExpedienteRow.lote_id == lote.id)
        .values(lote_anulado_id=lote.id)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(PagoRow)
        .where(PagoRow.lote_id == lote.id)
        .values(estado="anulado")
        .execution_options(synchronize_session=False)
    )
    return int(count or 0) + int(payments or 0)


_VUELVEN: Final[Mapping[str, Callable[[Transaction, LoteRow], int]]] = {
    REPARTO: deshacer_reparto,
    MIGRACION: deshacer_migracion,
}
"""Batches that give existing cases back what they had."""
