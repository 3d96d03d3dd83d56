"""What keeps a case of a package from being written here, told before it is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.domain.calidades import Calidad
from cobro_desktop.domain.campos_consulta import ESTADOS
from cobro_desktop.domain.errors import NotFoundError, UserError
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.procedimiento import Etapa
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.traslado.identidad import caso_con
from cobro_desktop.storage.rows import (
    EntidadRow,
    ExpedienteRow,
    PagoRow,
    ProcedimientoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.fusion import Fusion
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.traslado.comparacion import Comparado
    from cobro_desktop.services.traslado.lectura import CasoPaquete
    from cobro_desktop.services.workspace import Workspace


def caso_aqui(
    session: Session, caso: CasoPaquete, sigla: str
) -> tuple[int | None, str]:
    """Return the case that this is here, or why it cannot be told."""
    known = caso_con(session, caso.uid)
    if known is not None:
        row = session.get(ExpedienteRow, known)
        if row is not None and row.lote_anulado_id is None:
            return known, ""
        return None, "estuvo aquí y se deshizo la importación que lo trajo"
    keys = [str(t.get("llave")) for t in caso.filas.get("titulo", {}).values()]
    found = session.execute(
        select(TituloRow.expediente_id, ExpedienteRow.numero)
        .join(ExpedienteRow, ExpedienteRow.id == TituloRow.expediente_id)
        .join(EntidadRow, EntidadRow.id == TituloRow.entidad_id)
        .where(
            EntidadRow.sigla == sigla,
            TituloRow.llave.in_(keys),
            TituloRow.lote_anulado_id.is_(None),
        )
        .distinct()
    ).all()
    if len(found) > 1:
        numbers = ", ".join(row.numero for row in found)
        return None, f"sus títulos están aquí repartidos en {numbers}"
    return (found[0].expediente_id if found else None), ""


def obstaculo(
    session: Session,
    workspace: Workspace,
    caso: CasoPaquete,
    found: Comparado,
    sigla: str,
) -> str:
    """Return why a case cannot be written; empty if it can."""
    if found.expediente_id is not None:
        row = session.get_one(ExpedienteRow, found.expediente_id)
        found.numero_aqui = row.numero
    try:
        procedure = procedimiento_de(session, workspace, caso)
    except UserError:
        codigo, version, _ = caso.posicion["procedimiento"]
        return (
            f"se tramita por el procedimiento {codigo}, versión {version}, que esta "
            "base no tiene: instálelo primero"
        )
    faults = [
        *_fallas(caso, procedure, sigla),
        *_ajenos(session, caso, found.expediente_id, sigla),
    ]
    return faults[0] if faults else ""


def procedimiento_de(
    session: Session, workspace: Workspace, caso: CasoPaquete
) -> Procedimiento:
    """Return the version of the procedure that a case asks for.

    Raises:
        NotFoundError: this base does not have it.
    """
    codigo, version, _ = caso.posicion["procedimiento"]
    row = session.scalar(
        select(ProcedimientoRow.id).where(
            ProcedimientoRow.codigo == codigo, ProcedimientoRow.version == version
        )
    )
    if row is not None:
        return workspace.procedimiento(session, row)
    for known in workspace.catalogo.versiones(codigo):
        if known.version == version:
            return known
    message = f"No está el procedimiento {codigo}, versión {version}."
    raise NotFoundError(message)


def numero_ocupado(session: Session, sigla: str, numero: str) -> bool:
    """Tell whether a case number is of another case of this base."""
    taken = (
        select(ExpedienteRow.id)
        .join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)
        .where(EntidadRow.sigla == sigla, ExpedienteRow.numero == numero)
    )
    return session.scalar(taken.limit(1)) is not None


def adoptables(
    session: Session,
    sigla: str,
    filas: Mapping[str, Mapping[str, Any]],
    fusion: Fusion,
) -> dict[str, int]:
    """Return the new payments that this base already has, without a case."""
    found = {}
    for tabla, uid in fusion.nuevas:
        if tabla == "pago":
            row = _pago(session, filas["pago"][uid], sigla)
            if row is not None and row.expediente_id is None:
                found[uid] = row.id
    return found


def _fallas(caso: CasoPaquete, procedure: Procedimiento, sigla: str) -> Iterator[str]:
    """Tell what no program of ours would have written."""
    place = caso.posicion
    known = place["estado"] in ESTADOS and place["etapa"] in set(Etapa)
    if procedure.sigla != sigla or place["actividad"] not in procedure.actividades:
        yield "su actividad no es de su procedimiento"
    if not known:
        yield "su estado o su etapa no existen"
    if not caso.filas.get("titulo") or not caso.filas.get("deudor"):
        yield "no trae título o no trae deudor"
    kinds = {str(a.get("tipo")) for a in caso.filas.get("actuacion", {}).values()}
    roles = {str(d.get("rol")) for d in caso.filas.get("deudor", {}).values()}
    laws = {str(o.get("regimen")) for o in caso.filas.get("obligacion", {}).values()}
    if not (
        kinds <= set(TipoActuacion) and roles <= set(Calidad) and laws <= set(Regimen)
    ):
        yield "trae actuaciones, deudores u obligaciones de una clase que no existe"


def _ajenos(
    session: Session, caso: CasoPaquete, expediente_id: int | None, sigla: str
) -> Iterator[str]:
    """Tell the payments that are here in another case."""
    for record in caso.filas.get("pago", {}).values():
        row = _pago(session, record, sigla)
        if row is None or row.expediente_id in {None, expediente_id}:
            continue
        other = session.get_one(ExpedienteRow, row.expediente_id)
        yield (
            f"su pago de referencia «{row.referencia}» está aquí en el expediente "
            f"{other.numero}: corríjalo primero donde esté mal"
        )


def _pago(session: Session, record: Mapping[str, Any], sigla: str) -> PagoRow | None:
    if record.get("estado") == "anulado":
        return None
    found = session.scalars(
        select(PagoRow)
        .join(EntidadRow, EntidadRow.id == PagoRow.entidad_id)
        .where(
            EntidadRow.sigla == sigla,
            PagoRow.referencia == str(record.get("referencia")),
            PagoRow.valor == record.get("valor"),
            PagoRow.estado != "anulado",
        )
    )
    same = (record.get("fecha"), record.get("banco"))
    return next((p for p in found if (p.fecha.isoformat(), p.banco) == same), None)
