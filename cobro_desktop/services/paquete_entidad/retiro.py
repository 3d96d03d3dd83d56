"""Packs that were installed, and taking one away that nothing uses (F39)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, select

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.exchange.firmado import huella
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.paquete_entidad.recepcion import QUIENES
from cobro_desktop.services.recursos import en_vigor
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.base import Row
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    PaqueteArchivoRow,
    PaqueteEntidadRow,
    ProcedimientoRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

_PROPIAS = frozenset({"paquete_entidad", "procedimiento"})
"""Tables of an institution that its pack wrote."""


class Instalado(NamedTuple):
    """The pack that rules of an institution."""

    id: int
    sigla: str
    nombre: str
    emisor: str
    creado: dt.datetime
    huella: str
    por: str
    """Login of who installed it."""
    archivos: int
    expedientes: int


def instalados(workspace: Workspace) -> list[Instalado]:
    """Return the packs in force, by sigla."""
    with workspace.base.read() as session:
        found = []
        for row in en_vigor(session).values():
            entidad = session.get_one(EntidadRow, row.entidad_id)
            files = session.scalar(
                select(func.count()).where(PaqueteArchivoRow.paquete_id == row.id)
            )
            found.append(
                Instalado(
                    row.id,
                    entidad.sigla,
                    entidad.nombre,
                    row.emisor,
                    row.creado_en,
                    huella(row.clave_publica),
                    row.instalado_por,
                    int(files or 0),
                    _expedientes(session, entidad.id),
                )
            )
    return sorted(found, key=lambda pack: pack.sigla)


def retirar_paquete(sigla: str, workspace: Workspace, contexto: Contexto) -> Changes:
    """Take away the last pack of an institution; the one before rules again.

    The first pack of an institution that does not ship goes with everything it
    brought, if nothing of the base is of that institution.

    Raises:
        NotFoundError: no pack of that institution is installed.
        NotAllowedError: something uses it; says what.
    """
    with transaction(workspace, contexto, "retirar_paquete") as tx:
        tx.require_role(QUIENES, "retirar paquetes de entidad")
        entidad = tx.session.scalar(
            select(EntidadRow).where(EntidadRow.sigla == sigla.upper())
        )
        pack = en_vigor(tx.session).get(entidad.id) if entidad else None
        if entidad is None or pack is None:
            message = f"En esta base no hay un paquete de la entidad «{sigla}»."
            raise NotFoundError(message)
        if _queda(tx.session, entidad, pack):
            pack.retirado_por, pack.retirado_en = tx.usuario.login, tx.ahora
            texto = f"Se retiró el paquete de {entidad.sigla}: rige lo que había antes."
        else:
            _exigir_sin_uso(tx.session, entidad)
            texto = f"Se retiró {entidad.sigla} con lo que trajo su paquete."
            _borrar(tx, entidad)
        tx.touch("paquete_entidad", pack.id)
        tx.tell(texto, antes=f"{pack.archivo}, de «{pack.emisor}»")
    workspace.olvidar()
    return Changes(lista=True, resumen=texto, datos={"sigla": sigla.upper()})


def _queda(session: Session, entidad: EntidadRow, pack: PaqueteEntidadRow) -> bool:
    """Tell whether the institution goes on without the pack."""
    shipped = assets("resources") / "entidades" / f"{entidad.sigla.casefold()}.toml"
    if shipped.is_file():
        return True
    earlier = select(PaqueteEntidadRow.id).where(
        PaqueteEntidadRow.entidad_id == entidad.id,
        PaqueteEntidadRow.id != pack.id,
        PaqueteEntidadRow.retirado_en.is_(None),
    )
    return session.scalar(earlier.limit(1)) is not None


def _exigir_sin_uso(session: Session, entidad: EntidadRow) -> None:
    count = _expedientes(session, entidad.id)
    if count:
        used = cantidad(count, "expediente")
        message = (
            f"El paquete de {entidad.sigla} no se puede retirar: lo usan {used}. No se "
            "cambió nada."
        )
        raise NotAllowedError(message, {"expedientes": count})
    for table in Row.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if any(key.column.table.name == "entidad" for key in column.foreign_keys)
        ]
        for column in columns if table.name not in _PROPIAS else ():
            if session.scalar(select(func.count()).where(column == entidad.id)):
                message = (
                    f"El paquete de {entidad.sigla} no se puede retirar: la base "
                    f"guarda datos de esa entidad ({table.name.replace('_', ' ')}). No "
                    "se cambió nada."
                )
                raise NotAllowedError(message, {"tabla": table.name})


def _borrar(tx: Transaction, entidad: EntidadRow) -> None:
    """Delete the institution, its packs and its procedures; the audit log tells it."""
    session = tx.session
    packs = select(PaqueteEntidadRow.id).where(
        PaqueteEntidadRow.entidad_id == entidad.id
    )
    session.execute(
        delete(PaqueteArchivoRow)
        .where(PaqueteArchivoRow.paquete_id.in_(packs))
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(PaqueteEntidadRow)
        .where(PaqueteEntidadRow.entidad_id == entidad.id)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(ProcedimientoRow)
        .where(ProcedimientoRow.entidad_id == entidad.id)
        .execution_options(synchronize_session=False)
    )
    session.delete(entidad)
    session.flush()


def _expedientes(session: Session, entidad_id: int) -> int:
    """Count the cases of an institution, those of undone imports too."""
    count = select(func.count()).where(ExpedienteRow.entidad_id == entidad_id)
    return int(session.scalar(count) or 0)
