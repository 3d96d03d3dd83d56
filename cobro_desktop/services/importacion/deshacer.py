"""Undo an import whole, while nothing later depends on it (DECISIONS 12, F91)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select, update

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.importacion.devolucion import (
    actuados,
    cuenta,
    devolver_campos,
    retirar_pagos,
    sin_rastro,
    tocados,
)
from cobro_desktop.services.importacion.retiro import exigir_retirable, retirar
from cobro_desktop.services.migracion.orden import MIGRACION, deshacer_migracion
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.repartos import REPARTO, deshacer_reparto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    ExpedienteRow,
    LoteRow,
    PagoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

MAX_LISTED = 20


@dataclass(frozen=True, slots=True)
class DeshacerLote:
    """Take back what a batch brought."""

    lote_id: int


def deshacer_lote(
    command: DeshacerLote,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress | None = None,
) -> Changes:
    """Annul the cases and payments of a batch, and give back what it changed.

    The numbers of the cases stay used. A cancel leaves the batch as it was.

    Raises:
        NotFoundError: no such batch.
        NotAllowedError: already undone, or a later act depends on it; lists the
            cases.
        CancelledByUserError: the person stopped it.
    """
    heard = progress or SilentProgress()
    with transaction(workspace, contexto, "deshacer_lote") as tx:
        tx.require_role([Rol.COO, Rol.ADM], "deshacer un lote")
        lote = tx.session.get(LoteRow, command.lote_id)
        if lote is None:
            message = f"No existe el lote {command.lote_id}."
            raise NotFoundError(message)
        if lote.anulado_en is not None:
            message = f"El lote {lote.id} ya se había deshecho ({lote.anulado_por})."
            raise NotAllowedError(message)
        give_back, given_back = _VUELVEN.get(lote.tipo), 0
        if give_back:
            undone = give_back(tx, lote, heard)
        else:
            heard.report(0, 0, "Comprobando que nada dependa del lote")
            _check(tx, lote)
            exigir_retirable(tx, lote)
            given_back = devolver_campos(tx, lote, heard)
            undone = retirar_pagos(tx, lote, heard)
            heard.report(0, 0, "Anulando los expedientes que creó")
            undone += _anular(tx, lote) + retirar(tx, lote, heard)
        lote.anulado_por, lote.anulado_en = contexto.usuario, tx.ahora
        tx.touch("lote", lote.id)
        texto = _told(lote, undone, given_back)
        tx.tell(texto)
        heard.report(0, 0, "Guardando")
    return Changes(lista=True, resumen=texto, datos={"deshechas": undone + given_back})


def _told(lote: LoteRow, undone: int, given_back: int) -> str:
    if lote.tipo not in _VUELVEN:
        what = f"«{lote.archivo}»" if lote.archivo else lote.tipo
        parts = []
        if undone or not given_back:
            parts.append(cantidad(undone, "registro anulado", "registros anulados"))
        if given_back:
            cases = cantidad(given_back, "expediente volvió", "expedientes volvieron")
            parts.append(f"{cases} a los datos de antes")
        return f"Se deshizo el lote {lote.id} ({what}): {' y '.join(parts)}."
    back = cantidad(undone, "expediente volvió", "expedientes volvieron")
    if lote.tipo == REPARTO:
        return f"Se deshizo el reparto {lote.id}: {back} a quien lo tenía."
    return f"Se deshizo la migración {lote.id}: {back} a su versión anterior."


def _check(tx: Transaction, lote: LoteRow) -> None:
    touched = tocados(tx, lote)
    if sin_rastro(tx, lote):
        numbers = tx.session.scalars(
            select(ExpedienteRow.numero)
            .where(ExpedienteRow.id.in_(touched))
            .limit(MAX_LISTED)
        ).all()
        reason = "cambió datos de expedientes que ya existían; corríjalos"
        _refuse(lote, reason, numbers)
    acted = actuados(tx, lote, touched)
    if acted:
        _refuse(lote, "después se actuó en sus expedientes", acted[:MAX_LISTED])
    own = select(ExpedienteRow.id).where(ExpedienteRow.lote_id == lote.id)
    later = or_(
        select(ActuacionRow.id)
        .where(
            ActuacionRow.expediente_id == ExpedienteRow.id,
            or_(ActuacionRow.lote_id.is_(None), ActuacionRow.lote_id != lote.id),
            cuenta(),
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
    waiting = (PagoRow.lote_id == lote.id, PagoRow.expediente_id.is_(None))
    payments = session.scalar(select(func.count()).where(*waiting))
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
        .where(*waiting)
        .values(estado="anulado")
        .execution_options(synchronize_session=False)
    )
    return int(count or 0) + int(payments or 0)


_VUELVEN: Final[Mapping[str, Callable[[Transaction, LoteRow, Progress], int]]] = {
    REPARTO: deshacer_reparto,
    MIGRACION: deshacer_migracion,
}
"""Batches that give existing cases back what they had."""
