"""Acts of a case: the only way to write its history (DECISIONS 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.services.bulk import insert_returning
from cobro_desktop.services.traslado.prestados import SALIDA, prestamos_de
from cobro_desktop.storage.rows import ActuacionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow


class TipoActuacion(StrEnum):
    """The closed list of kinds of act."""

    RECEPCION = "recepcion"
    CIERRE_ACTIVIDAD = "cierre_actividad"
    ACTIVIDAD_FUERA_DE_TURNO = "actividad_fuera_de_turno"
    GESTION = "gestion"
    DOCUMENTO_EMITIDO = "documento_emitido"
    NOTIFICACION = "notificacion"
    PAGO = "pago"
    IMPUTACION = "imputacion"
    ACUERDO = "acuerdo"
    INCUMPLIMIENTO = "incumplimiento"
    MEDIDA = "medida"
    RESPUESTA = "respuesta"
    INCIDENTE_ABIERTO = "incidente_abierto"
    INCIDENTE_CERRADO = "incidente_cerrado"
    SUSPENSION = "suspension"
    REANUDACION = "reanudacion"
    ASIGNACION = "asignacion"
    CORRECCION = "correccion"
    ANULACION = "anulacion"
    MIGRACION = "migracion"
    NOTA = "nota"


QUIETOS: Final = frozenset(
    {
        TipoActuacion.ASIGNACION,
        TipoActuacion.NOTA,
        TipoActuacion.MIGRACION,
        TipoActuacion.CORRECCION,
    }
)
"""Acts after which a case stands where it stood: they are no movement (F25)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acto:
    """What is recorded."""

    tipo: TipoActuacion
    texto: str
    """What happened, in one Spanish sentence."""
    fecha: dt.date
    """The legal day."""
    resultado: str = ""
    actividad: str | None = None
    """The activity it belongs to; by default the case's current one."""
    datos: Mapping[str, Any] = field(default_factory=dict)
    anula_id: int | None = None
    """The act that this one leaves without effect."""


def registrar(tx: Transaction, expediente: ExpedienteRow, acto: Acto) -> ActuacionRow:
    """Append an act to a case and mark the case as changed now.

    Raises:
        NotAllowedError: the case is of an office that the user was not given.
    """
    tx.require_office(expediente)
    row = ActuacionRow(**_valores(tx, expediente, acto))
    tx.session.add(row)
    _marcar(tx, expediente, acto)
    _avisar_prestamos(tx, [expediente])
    tx.session.flush()
    tx.touch("expediente", expediente.id)
    tx.touch("actuacion", row.id)
    return row


def registrar_varios(
    tx: Transaction, actos: Sequence[tuple[ExpedienteRow, Acto]]
) -> list[int]:
    """Do `registrar` for many acts, in their order; return the `id` of each.

    Raises:
        NotAllowedError: as `registrar`, for the first such case.
    """
    for expediente, acto in actos:
        tx.require_office(expediente)
        _marcar(tx, expediente, acto)
    cases = {expediente.id: expediente for expediente, _ in actos}
    _avisar_prestamos(tx, list(cases.values()))
    values = [_valores(tx, expediente, acto) for expediente, acto in actos]
    ids = insert_returning(tx.session, ActuacionRow, values)
    tx.touch("expediente", *dict.fromkeys(expediente.id for expediente, _ in actos))
    tx.touch("actuacion", *ids)
    return ids


def _valores(tx: Transaction, expediente: ExpedienteRow, acto: Acto) -> dict[str, Any]:
    return {
        "expediente_id": expediente.id,
        "tipo": str(acto.tipo),
        "actividad": acto.actividad or expediente.actividad,
        "resultado": acto.resultado,
        "fecha": acto.fecha,
        "registrada_en": tx.ahora,
        "usuario": tx.contexto.usuario,
        "texto": acto.texto,
        "datos": dict(acto.datos),
        "anula_id": acto.anula_id,
    }


def _marcar(tx: Transaction, expediente: ExpedienteRow, acto: Acto) -> None:
    expediente.actualizado_en = tx.ahora
    if acto.tipo not in QUIETOS:
        expediente.movimiento = tx.contexto.hoy


def _avisar_prestamos(tx: Transaction, expedientes: Sequence[ExpedienteRow]) -> None:
    """Warn whoever acts on cases that another office has (B12)."""
    for found in prestamos_de(tx.session, expedientes, tx.contexto.hoy):
        if found.sentido == SALIDA:
            tx.warn(f"{found.numero}: {found.aviso}")
