"""Payments of a case whose imputation waits for a rate that was missing (F78)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.imputacion_pagos import Ingreso, imputar_pagos
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import ExpedienteRow, PagoRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

TANDA: Final = 250
_ROLES: Final = (Rol.FIN, Rol.TES, Rol.PRO, Rol.COO)


class EnEspera(NamedTuple):
    """How many payments of a case are not imputed, and their sum in centavos."""

    pagos: int
    valor: Centavos


def en_espera(workspace: Workspace) -> EnEspera:
    """Count the payments that have their case and are not imputed."""
    query = select(func.count(), func.coalesce(func.sum(PagoRow.valor), 0)).where(
        PagoRow.estado == "identificado", PagoRow.expediente_id.is_not(None)
    )
    with workspace.base.read() as session:
        count, value = session.execute(query).one()
        return EnEspera(int(count), int(value))


def imputar_en_espera(
    workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Impute the payments that waited, the earliest first; some may wait still.

    Raises:
        NotAllowedError: the user's role may not.
    """
    with transaction(workspace, contexto, "imputar_en_espera") as tx:
        tx.require_role(_ROLES, "imputar pagos")
        rows = [pair for pair in _pagos(tx) if tx.sees(pair[1])]
        waits: list[str] = []
        for tanda in _tandas(rows):
            progress.report(len(waits), len(rows), "Imputando los pagos que esperan")
            waits += imputar_pagos(tx, tanda)
        still = [wait for wait in waits if wait]
        done = len(rows) - len(still)
        texto = _dicho(done)
        if still:
            left = cantidad(len(still), "pago sigue", "pagos siguen")
            texto += f" {left} sin imputar."
        tx.tell(texto)
        cases = frozenset(case.id for _, case in rows)
        value = en_pesos(sum(pago.valor for pago, _ in rows))
    datos: dict[str, object] = {
        "imputados": done,
        "esperan": len(still),
        "valor": value,
        "motivos": list(dict.fromkeys(still)),
    }
    resumen = " ".join([texto, *dict.fromkeys(still)])
    return Changes(cases, lista=bool(done), resumen=resumen, datos=datos)


def _dicho(done: int) -> str:
    if not done:
        return "Ningún pago de los que esperan se pudo imputar."
    if done == 1:
        return "Se imputó 1 pago que esperaba."
    return f"Se imputaron {cantidad(done, 'pago')} que esperaban."


def _pagos(tx: Transaction) -> Sequence[Row[PagoRow, ExpedienteRow]]:
    return tx.session.execute(
        select(PagoRow, ExpedienteRow)
        .join(ExpedienteRow, ExpedienteRow.id == PagoRow.expediente_id)
        .where(PagoRow.estado == "identificado")
        .order_by(PagoRow.entidad_id, PagoRow.fecha, PagoRow.id)
    ).all()


def _tandas(rows: Sequence[Row[PagoRow, ExpedienteRow]]) -> Iterator[list[Ingreso]]:
    """Yield the payments of each institution, some at a time."""
    for _, own in groupby(rows, key=lambda pair: pair[0].entidad_id):
        for chunk in trozos(own, TANDA):
            yield [Ingreso(p.id, case, p.fecha, p.valor) for p, case in chunk]
