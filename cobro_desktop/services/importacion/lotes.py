"""The batches that were done, and what undoing one of them would take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.migracion.orden import MIGRACION
from cobro_desktop.services.repartos import REPARTO
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    LoteCambioRow,
    LoteRow,
    PagoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.workspace import Workspace

IMPORTACION = "importacion:"
DE_CAMBIO: Final = (REPARTO, MIGRACION)
"""Batches that change cases that exist, and that give them back what they had."""
MAX_LOTES = 500
"""The latest ones; older imports have long been worked on."""


class Lote(NamedTuple):
    """An import that was written, or a change of many cases at once."""

    id: int
    sigla: str
    formato: str
    """Of an import; `reparto` or `migracion` where it changed many cases."""
    archivo: str
    fecha: dt.date
    """The legal day of the import."""
    creado_en: dt.datetime
    quien: str
    """Name of the person; the login where it has none."""
    cuentas: Mapping[str, int]
    """`nuevas cambiadas iguales`, rows of the file."""
    deshecho_por: str
    """Empty while it stands."""
    deshecho_en: dt.datetime | None


class Alcance(NamedTuple):
    """What undoing a batch would annul."""

    expedientes: int
    primero: str
    """Lowest number of its cases; empty when it has none."""
    ultimo: str
    saldo: Centavos
    """Of all its cases."""
    pagos: int
    valor_pagos: Centavos
    vuelven: bool = False
    """Its cases were there before: they go back to what they were."""


def listar_lotes(workspace: Workspace) -> Sequence[Lote]:
    """List the imports and the changes of many cases, the latest first."""
    query = (
        select(LoteRow, EntidadRow.sigla)
        .join(EntidadRow, EntidadRow.id == LoteRow.entidad_id)
        .where(LoteRow.tipo.startswith(IMPORTACION) | LoteRow.tipo.in_(DE_CAMBIO))
        .order_by(LoteRow.id.desc())
        .limit(MAX_LOTES)
    )
    people = select(UsuarioRow.login, UsuarioRow.nombre)
    with workspace.base.read() as session:
        names = {p.login: p.nombre for p in session.execute(people)}
        return [
            _lote(lote, sigla, names) for lote, sigla in session.execute(query).all()
        ]


def alcance_lote(workspace: Workspace, lote_id: int) -> Alcance:
    """Count what a batch brought.

    Raises:
        NotFoundError: no such batch.
    """
    changed = select(LoteCambioRow.fila_id).where(
        LoteCambioRow.lote_id == lote_id, LoteCambioRow.tabla == "expediente"
    )
    cases = select(
        func.count(),
        func.coalesce(func.min(ExpedienteRow.numero), ""),
        func.coalesce(func.max(ExpedienteRow.numero), ""),
        func.coalesce(func.sum(ExpedienteRow.saldo), 0),
    )
    payments = select(func.count(), func.coalesce(func.sum(PagoRow.valor), 0)).where(
        PagoRow.lote_id == lote_id
    )
    with workspace.base.read() as session:
        lote = session.get(LoteRow, lote_id)
        if lote is None:
            message = f"No existe el lote {lote_id}."
            raise NotFoundError(message)
        back = lote.tipo in DE_CAMBIO
        own = ExpedienteRow.id.in_(changed) if back else None
        count, first, last, saldo = session.execute(
            cases.where(ExpedienteRow.lote_id == lote_id if own is None else own)
        ).one()
        paid, valor = session.execute(payments).one()
    return Alcance(count, first, last, int(saldo), paid, int(valor), back)


def _lote(row: LoteRow, sigla: str, names: Mapping[str, str]) -> Lote:
    return Lote(
        row.id,
        sigla,
        row.tipo.removeprefix(IMPORTACION),
        row.archivo,
        row.hoy,
        row.creado_en,
        names.get(row.usuario) or row.usuario,
        {name: int(count) for name, count in row.resumen.items()},
        names.get(row.anulado_por or "") or row.anulado_por or "",
        row.anulado_en,
    )
