"""What a case waits for, apart from its stage: by itself or by hand (F20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.campos_consulta import ESTADOS_ACTIVOS, SITUACIONES
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    ConsultaBienesRow,
    DocumentoRow,
    ExpedienteRow,
    IncidenteRow,
    NotificacionRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

POR_REPARTIR, EN_ESTUDIO, EN_REVISION, EN_FIRMA, ESPERANDO = SITUACIONES
NOMBRES: Final = {
    POR_REPARTIR: "Por repartir",
    EN_ESTUDIO: "En estudio",
    EN_REVISION: "En revisión",
    EN_FIRMA: "En firma",
    ESPERANDO: "Esperando a un tercero",
}
_DE_OTRO: Final = ("aclaracion", "demanda", "insolvencia")
"""Incidents whose end somebody outside decides."""
_MAX: Final = 2_000
"""A command over more cases than this is an import or a batch of the office."""
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class CambiarSituacion:
    """Say by hand what some cases wait for."""

    expedientes: tuple[int, ...]
    situacion: str
    """One of `SITUACIONES`; empty to let the program say it again."""
    motivo: str = ""


def cambiar_situacion(
    command: CambiarSituacion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Set the situation; it stays so until the activity closes or it is given back.

    Raises:
        InvalidDataError: no such situation, no reason, or no cases.
        NotAllowedError: the role may not, or a case ended or is of another office.
    """
    wanted, motivo = command.situacion, command.motivo.strip()
    _check(command)
    with transaction(workspace, contexto, "cambiar_situacion") as tx:
        tx.require_role([Rol.PRO, Rol.COO, Rol.JEF], "cambiar la situación")
        for id_ in dict.fromkeys(command.expedientes):
            row = abierto(tx, id_)
            if wanted:
                row.situacion, row.situacion_nota = wanted, motivo
                texto = f"Situación: {NOMBRES[wanted].lower()}. {motivo}"
            else:
                row.situacion_nota = ""
                texto = "La situación vuelve a decirla el programa."
            acto = Acto(tipo=TipoActuacion.NOTA, texto=texto, fecha=contexto.hoy)
            registrar(tx, row, acto)
        count = cantidad(len(set(command.expedientes)), "expediente")
        name = NOMBRES.get(wanted, "la que diga el programa")
        resumen = f"{count}: {name.lower()}."
        tx.tell(resumen, despues=motivo)
    touched = frozenset(command.expedientes)
    return Changes(touched, lista=True, resumen=resumen, datos={"situacion": wanted})


def acordar(tx: Transaction) -> None:
    """Bring the situation of the cases that a command touched up to its facts.

    What a person set by hand stays until an activity of the case closes.
    """
    ids = sorted(set(tx.ids.get("expediente", ())))
    if not ids or len(ids) > _MAX:
        return
    for page in trozos(ids, _PAGE):
        rows = [
            row
            for row in tx.session.scalars(
                select(ExpedienteRow).where(ExpedienteRow.id.in_(page))
            )
            if row.estado in ESTADOS_ACTIVOS and not row.situacion_nota
        ]
        if rows:
            _acordar(tx.session, rows)


def _acordar(session: Session, rows: Sequence[ExpedienteRow]) -> None:
    ids = [row.id for row in rows]
    signing = _con(session, DocumentoRow, DocumentoRow.estado == "aprobado", ids)
    reviewing = _con(session, DocumentoRow, DocumentoRow.estado == "en_revision", ids)
    waiting = (
        _con(session, NotificacionRow, NotificacionRow.resultado == "pendiente", ids)
        | _con(
            session, ConsultaBienesRow, ConsultaBienesRow.resultado == "pendiente", ids
        )
        | _con(
            session,
            IncidenteRow,
            (IncidenteRow.estado == "abierto") & IncidenteRow.tipo.in_(_DE_OTRO),
            ids,
        )
    )
    for row in rows:
        found = EN_ESTUDIO
        if row.responsable_id is None:
            found = POR_REPARTIR
        elif row.id in signing:
            found = EN_FIRMA
        elif row.id in reviewing:
            found = EN_REVISION
        elif row.id in waiting:
            found = ESPERANDO
        if row.situacion != found:
            row.situacion = found


def _con(session: Session, table: Any, condition: Any, ids: list[int]) -> set[int]:
    query = select(table.expediente_id).where(table.expediente_id.in_(ids), condition)
    return set(session.scalars(query))


def _check(command: CambiarSituacion) -> None:
    if command.situacion and command.situacion not in SITUACIONES:
        message = (
            f"No existe la situación «{command.situacion}». Las que hay son: "
            f"{', '.join(SITUACIONES)}."
        )
        raise InvalidDataError(message)
    if not command.expedientes or (command.situacion and not command.motivo.strip()):
        message = "Elija los expedientes y escriba el motivo. No se cambió nada."
        raise InvalidDataError(message)
