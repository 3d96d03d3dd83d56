"""Checks that nobody changed the base or its documents by another way (DESIGN 5)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, literal, select, union_all

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.services.cierres.registro import rotos
from cobro_desktop.services.electronico.cierre import fallas_de_indices
from cobro_desktop.services.numeracion import EXPEDIENTE, numero_expediente
from cobro_desktop.storage import bitacora
from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    EntidadRow,
    EstadoCasoRow,
    ExpedienteRow,
    IndiceCorteRow,
    LoteRow,
    ObligacionRow,
    PaqueteArchivoRow,
    PaqueteEntidadRow,
    ParametroRow,
    SerieRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace

MAX_LISTED = 200
"""Findings of one kind that are listed one by one."""


class Hallazgo(NamedTuple):
    """Something that is not as the program left it."""

    clase: str
    """`bitacora documento numeracion saldo cierre indice`."""
    donde: str
    mensaje: str


class Informe(NamedTuple):
    """What was looked at and what was found."""

    revisado: dict[str, int]
    hallazgos: list[Hallazgo]
    cabeza: str
    """Last link of the chain: compare it with one that was kept outside."""


def verificar(workspace: Workspace) -> Informe:
    """Check the audit chain, the stored files, the numbering and the balances."""
    with workspace.base.read() as session:
        return revisar(session, workspace)


def revisar(session: Session, workspace: Workspace) -> Informe:
    """Do `verificar` with a session that is open, and may not have committed yet."""
    counts: Counter[str] = Counter()
    found = [
        *_bitacora(session),
        *_documentos(session, workspace, counts),
        *_series(session, counts),
        *_saldos(session),
        *(Hallazgo("cierre", "cierre mensual", text) for text in rotos(session)),
        *(Hallazgo("indice", numero, t) for numero, t in fallas_de_indices(session)),
    ]
    head = bitacora.cabeza(session)
    counts["entradas"] = head.seq if head else 0
    text = f"{head.seq}:{head.huella}" if head else ""
    return Informe(dict(counts), found, text)


def _bitacora(session: Session) -> Iterator[Hallazgo]:
    for fault in bitacora.verificar(session)[:MAX_LISTED]:
        yield Hallazgo("bitacora", f"entrada {fault.seq}", fault.mensaje)


def _documentos(
    session: Session, workspace: Workspace, counts: Counter[str]
) -> Iterator[Hallazgo]:
    kept: CompoundSelect[str, str] = union_all(
        select(DocumentoVersionRow.sha256, DocumentoVersionRow.archivo),
        select(LoteRow.sha256, LoteRow.archivo).where(LoteRow.sha256 != ""),
        select(
            func.coalesce(ParametroRow.soporte, ""), ParametroRow.soporte_nombre
        ).where(ParametroRow.soporte.is_not(None)),
        select(PaqueteEntidadRow.sha256, PaqueteEntidadRow.archivo),
        select(PaqueteArchivoRow.sha256, PaqueteArchivoRow.ruta),
        select(IndiceCorteRow.xml_sha256, literal("índice electrónico")),
        select(EstadoCasoRow.sha256, literal("expediente compartido")).where(
            EstadoCasoRow.guardado
        ),
    )
    for sha256, archivo in session.execute(kept):
        counts["documentos"] += 1
        try:
            workspace.contenido.leer(session, sha256)
        except StorageError as error:
            yield Hallazgo("documento", archivo, error.mensaje)


def _series(session: Session, counts: Counter[str]) -> Iterator[Hallazgo]:
    rows = session.execute(
        select(SerieRow, EntidadRow.sigla).join(
            EntidadRow, EntidadRow.id == SerieRow.entidad_id
        )
    )
    for serie, sigla in rows.all():
        counts["series"] += 1
        yield from _gaps(session, serie, sigla)


def _gaps(session: Session, serie: SerieRow, sigla: str) -> Iterator[Hallazgo]:
    """Tell the numbers of a series that were taken and that nothing has."""
    if serie.serie == EXPEDIENTE:
        wanted = {
            numero_expediente(sigla, serie.anio, n): n
            for n in range(1, serie.ultimo + 1)
        }
        used = session.scalars(
            select(ExpedienteRow.numero).where(
                ExpedienteRow.entidad_id == serie.entidad_id,
                ExpedienteRow.numero.startswith(f"{sigla}-{serie.anio}-"),
            )
        )
        missing = [wanted[n] for n in set(wanted) - set(used)]
    else:
        numbers = session.scalars(
            select(DocumentoRow.numero).where(
                DocumentoRow.entidad_id == serie.entidad_id,
                DocumentoRow.serie == serie.serie,
                DocumentoRow.anio == serie.anio,
            )
        )
        missing = list(set(range(1, serie.ultimo + 1)) - set(numbers))
    where = f"{sigla} {serie.serie} {serie.anio}"
    for number in sorted(missing)[:MAX_LISTED]:
        yield Hallazgo("numeracion", where, f"Falta el número {number}.")


def _saldos(session: Session) -> Iterator[Hallazgo]:
    """Tell the cases whose copied balance is not that of their obligations."""
    sums = (
        select(
            ObligacionRow.expediente_id,
            func.sum(ObligacionRow.saldo_capital).label("saldo"),
        )
        .group_by(ObligacionRow.expediente_id)
        .subquery()
    )
    rows = session.scalars(
        select(ExpedienteRow.numero)
        .join(sums, sums.c.expediente_id == ExpedienteRow.id)
        .where(ExpedienteRow.saldo != sums.c.saldo)
        .limit(MAX_LISTED)
    )
    for numero in rows:
        yield Hallazgo("saldo", numero, "Su saldo no es el de sus obligaciones.")
