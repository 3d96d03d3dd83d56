"""A case that ended comes back in by one of its doors (PROCEDURES, rule 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain import motor
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Fin, Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.anexos import AnexarArchivo, adjuntar, leer_archivo
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import ABIERTO, cerrado, sigla_de
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.queries.reaperturas import ultimo_cierre
from cobro_desktop.storage.rows import ActuacionRow, DevolucionRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cobro_desktop.domain.motor import Transicion
    from cobro_desktop.domain.procedimiento import Procedimiento, Reentrada
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

QUIENES: dict[str, frozenset[Rol]] = {
    Fin.ARCHIVADO: frozenset({Rol.JEF, Rol.REP}),
    Fin.DEVUELTO: frozenset({Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF, Rol.FIN}),
    Fin.REMITIDO_SDH: frozenset({Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF}),
    Fin.REPORTADO_BDME: frozenset({Rol.PRO, Rol.COO, Rol.JEF, Rol.FIN}),
}
"""Who may open each end: the archive falls only by an act of who signs it."""


@dataclass(frozen=True, slots=True)
class Reabrir:
    """Bring a case that ended back to its procedure."""

    expediente_id: int
    puerta: str
    """The `resultado` of the re-entry, as `reingreso`."""
    fecha: dt.date
    """The legal day; not after today nor before the case ended."""
    motivo: str
    """What happened, or the act that orders it; stays on record."""
    soporte: Path | None = None
    """The paper that brings it back; an archive falls only with one."""


@dataclass(frozen=True, slots=True)
class Puertas:
    """The doors of a case that ended, to choose one."""

    estado: str
    puertas: tuple[Reentrada, ...]
    procedimiento: Procedimiento


def ver_puertas(workspace: Workspace, expediente_id: int) -> Puertas:
    """Return by which doors a case may come back; none while it runs.

    Raises:
        NotFoundError: no such case.
    """
    with workspace.base.read() as session:
        row = session.get(ExpedienteRow, expediente_id)
        if row is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        procedimiento = workspace.procedimiento(session, row.procedimiento_id)
        return Puertas(
            row.estado,
            tuple(p for p in procedimiento.reentradas if p.fin == row.estado),
            procedimiento,
        )


def reabrir(command: Reabrir, workspace: Workspace, contexto: Contexto) -> Changes:
    """Record why a case comes back, put it where the door leads, start its term.

    Raises:
        NotFoundError: no such case, or its end has no such door (lists those it has).
        NotAllowedError: the case still runs, or the user may not open that end.
        InvalidDataError: no reason, a day out of order, an archive without its act.
    """
    with transaction(workspace, contexto, "reabrir") as tx:
        return reabrir_en(tx, command)


def reabrir_en(tx: Transaction, command: Reabrir) -> Changes:
    """Do `reabrir` inside a transaction that is open; refuses the same."""
    motivo = " ".join(command.motivo.split())
    content = leer_archivo(command.soporte) if command.soporte else b""
    workspace = tx.workspace
    expediente = cerrado(tx, command.expediente_id)
    ended = expediente.estado
    tx.require_role(
        sorted(QUIENES.get(ended, frozenset())),
        f"reabrir el expediente {expediente.numero}",
    )
    _check(tx, expediente, command, motivo)
    procedimiento = workspace.procedimiento(tx.session, expediente.procedimiento_id)
    hechos = hechos_de(tx.session, workspace, expediente, command.fecha)
    paso = motor.reabrir(procedimiento, expediente.actividad, command.puerta, hechos)
    act = _record(tx, expediente, (command, motivo), procedimiento, paso)
    if command.soporte:
        file = AnexarArchivo(expediente.id, command.soporte, fecha=command.fecha)
        adjuntar(tx, expediente, file, content)
    tx.tell(f"{expediente.numero}: {act.texto}", antes=ended, despues=ABIERTO)
    return Changes(
        frozenset({command.expediente_id}),
        lista=True,
        resumen=act.texto,
        datos={"a": paso.a, "puerta": command.puerta, "actuacion": act.id},
    )


def _check(
    tx: Transaction, expediente: ExpedienteRow, command: Reabrir, motivo: str
) -> None:
    if not motivo:
        message = (
            "Escriba por qué se reabre el expediente: queda registrado. No se hizo "
            "nada."
        )
        raise InvalidDataError(message)
    if expediente.estado == Fin.ARCHIVADO and command.soporte is None:
        message = (
            f"El archivo del expediente {expediente.numero} solo queda sin efecto con "
            "un acto: una nulidad, una revocatoria o la constancia de que el pago no "
            "entró. Adjúntelo para reabrir."
        )
        raise InvalidDataError(message)
    last = tx.session.scalar(
        select(ultimo_cierre()).where(ExpedienteRow.id == expediente.id)
    )
    if command.fecha > tx.contexto.hoy or (last and command.fecha < last):
        since = f"entre el {fecha_larga(last)}, cuando terminó," if last else "hasta"
        message = (
            f"La fecha {fecha_larga(command.fecha)} no sirve: debe estar {since} y "
            f"hoy, {fecha_larga(tx.contexto.hoy)}. No se registró nada."
        )
        raise InvalidDataError(message)


def _record(
    tx: Transaction,
    expediente: ExpedienteRow,
    asked: tuple[Reabrir, str],
    procedimiento: Procedimiento,
    paso: Transicion,
) -> ActuacionRow:
    """Write where the case is now, and why."""
    command, motivo = asked
    assert paso.a is not None, "a door leads to an activity"
    actividad = procedimiento.actividades[paso.a]
    door = next(
        p
        for p in procedimiento.reentradas
        if p.resultado == command.puerta and p.fin == expediente.estado
    )
    texto = (
        f"Se reabrió: {door.etiqueta}. Vuelve a la actividad {actividad.id}, "
        f"«{actividad.nombre}». {motivo}"
    )
    acto = Acto(
        tipo=TipoActuacion.REANUDACION,
        texto=texto,
        fecha=command.fecha,
        resultado=command.puerta,
        actividad=paso.de,
        datos={"de": expediente.estado, "a": paso.a, "motivo": motivo},
    )
    act = registrar(tx, expediente, acto)
    expediente.estado = ABIERTO
    expediente.causa = ""
    expediente.actividad = actividad.id
    expediente.etapa = str(actividad.etapa)
    expediente.actividad_desde = command.fecha
    expediente.regreso = list(paso.pila)
    _mark_return(tx, expediente, command.fecha)
    if paso.termino is not None:
        sigla = sigla_de(tx.session, expediente)
        terminos.iniciar(
            tx, expediente, paso.termino, actividad.nombre, sigla=sigla, act=act
        )
    return act


def _mark_return(tx: Transaction, expediente: ExpedienteRow, fecha: dt.date) -> None:
    """Note on the last return of the title the day on which it came again."""
    row = tx.session.scalar(
        select(DevolucionRow)
        .where(
            DevolucionRow.expediente_id == expediente.id,
            DevolucionRow.reingreso.is_(None),
        )
        .order_by(DevolucionRow.id.desc())
        .limit(1)
    )
    if row is not None:
        row.reingreso = fecha
