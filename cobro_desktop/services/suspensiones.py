"""What stops a case and what it stops: terms, prescription, interest.

A suspension that stops the terms and covers today leaves the case `SUSPENDIDO`; one
that only stops prescription or interest lets it go on. While nobody lifts it, what is
stored is counted up to `hoy`, and exactly once more when it is lifted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.acuerdos.efectos import CAUSA as CAUSA_ACUERDO
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import (
    ABIERTO,
    SUSPENDIDO,
    abierto,
    con_acuerdo,
    esta_suspendido,
)
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.prescripciones import recalcular, titulos_de
from cobro_desktop.services.reimputaciones import reimputar
from cobro_desktop.services.suspension_revisada import (
    DETIENE,
    revisar,
    revisar_cruces,
    texto_de,
)
from cobro_desktop.storage.queries.novedades import suspensiones
from cobro_desktop.storage.rows import SuspensionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.novedades import Suspension
    from cobro_desktop.storage.rows import ExpedienteRow

QUIENES: Final = (Rol.PRO, Rol.COO, Rol.JEF)
_ABIERTA: Final = (
    "Mientras la suspensión siga abierta, estas fechas se cuentan hasta hoy; al "
    "reanudar se cuentan otra vez, con todos sus días."
)
_SIN_NORMA: Final = (
    "La prescripción solo se suspende por las causas de la ley (ET 818) y no se "
    "escribió la norma: compruébela."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbrirSuspension:
    """Stop something of a case from a day on."""

    expediente_id: int
    causa: str
    desde: dt.date
    """The first day that stands still; not after today."""
    hasta: dt.date | None = None
    """The last one; None while it is not known."""
    norma: str = ""
    terminos: bool = False
    prescripcion: bool = False
    intereses: bool = False

    @property
    def detiene(self) -> list[str]:
        """What it stops, by name."""
        return [name for name in DETIENE if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class LevantarSuspension:
    """Let a case go on."""

    expediente_id: int
    fecha: dt.date
    """The first day that counts again: the one before it is the last suspended."""
    suspension_id: int | None = None
    """Needed only when several are open."""
    motivo: str = ""


def abrir_suspension(
    command: AbrirSuspension, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record a suspension and count again what it stops.

    Raises:
        InvalidDataError: no cause, it stops nothing, its dates cannot be, or it
            overlaps another that stops the same.
        NotFoundError: no such case.
        NotAllowedError: the case ended, or the user's role may not.
    """
    return realizar(
        workspace, contexto, "abrir_suspension", lambda tx: _abrir(tx, command)
    )


def prever_suspension(
    command: AbrirSuspension, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what a suspension would change; raises what recording it would."""
    return ensayar(workspace, contexto, lambda tx: _abrir(tx, command))


def levantar_suspension(
    command: LevantarSuspension, workspace: Workspace, contexto: Contexto
) -> Changes:
    """End a suspension and count again what it stopped.

    Raises:
        InvalidDataError: the day is after today, or not after the first one.
        NotFoundError: no such case, or nothing is suspended in it.
        ConflictError: several are open and none was named; lists them.
        NotAllowedError: an agreement suspends it, the case ended, or the user's role
            may not.
    """
    return realizar(
        workspace, contexto, "levantar_suspension", lambda tx: _levantar(tx, command)
    )


def prever_levantamiento(
    command: LevantarSuspension, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what lifting a suspension would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _levantar(tx, command))


def levantables(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> list[Suspension]:
    """Return the suspensions of a case that a person may lift."""
    with workspace.base.read() as session:
        found = _abiertas(session, expediente_id, hoy)
    return [s for s in found if s.causa != CAUSA_ACUERDO]


def recontar_suspension(
    tx: Transaction,
    expediente: ExpedienteRow,
    row: SuspensionRow,
    escribir: Callable[[], None],
) -> Efectos:
    """Change a suspension with `escribir` and count again what it stops.

    Raises:
        InvalidDataError: it would overlap another one of the case.
    """
    before = fotografiar(tx, expediente)
    hoy = tx.contexto.hoy
    calendario = calendario_de(tx.session, tx.workspace, expediente, hoy)
    first = row.desde
    escribir()
    tx.session.flush()
    revisar_cruces(suspensiones(tx.session, expediente.id), row.id)
    if row.terminos:
        _poner_estado(tx, expediente)
        terminos.recalcular_abiertos(tx, expediente)
    if row.prescripcion:
        for titulo in titulos_de(tx.session, expediente.id):
            recalcular(tx, titulo)
    split = []
    if row.intereses:
        split = reimputar(tx, expediente, min(first, row.desde))
    done = terminos.cumplidos_distintos(tx, expediente, calendario)
    notas = [change.frase for change in split]
    if row.hasta is None and (row.terminos or row.prescripcion):
        notas.append(_ABIERTA)
    if row.prescripcion and not row.norma:
        notas.append(_SIN_NORMA)
    after = fotografiar(tx, expediente)
    return comparar(before, after, cumplidos=done, notas=notas)


def _abrir(tx: Transaction, command: AbrirSuspension) -> Hecho:
    tx.require_role(QUIENES, "suspender expedientes")
    revisar(command, tx.contexto.hoy)
    expediente = abierto(tx, command.expediente_id)
    row = SuspensionRow(
        expediente_id=expediente.id,
        causa=command.causa.strip(),
        norma=command.norma.strip(),
        desde=command.desde,
        hasta=command.hasta,
        terminos=command.terminos,
        prescripcion=command.prescripcion,
        intereses=command.intereses,
    )
    efectos = recontar_suspension(tx, expediente, row, lambda: tx.session.add(row))
    texto = texto_de(command)
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.SUSPENSION,
            texto=texto,
            fecha=command.desde,
            datos={
                "suspension": row.id,
                "hasta": command.hasta.isoformat() if command.hasta else None,
                "detiene": command.detiene,
                **efectos.datos(),
            },
        ),
    )
    row.actuacion_id = act.id
    tx.touch("suspension", row.id)
    datos = {"actuacion": act.id, "suspension": row.id}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _levantar(tx: Transaction, command: LevantarSuspension) -> Hecho:
    tx.require_role(QUIENES, "reanudar expedientes")
    expediente = abierto(tx, command.expediente_id)
    row = _por_levantar(tx, expediente, command)
    if command.fecha > tx.contexto.hoy:
        rehusar(
            f"La reanudación no puede tener fecha posterior a hoy, "
            f"{fecha_larga(tx.contexto.hoy)}."
        )
    if command.fecha <= row.desde:
        rehusar(
            f"La suspensión empezó el {fecha_larga(row.desde)}; se reanuda a partir "
            "del día siguiente. Revise la fecha."
        )

    def escribir() -> None:
        row.hasta = command.fecha - UN_DIA

    efectos = recontar_suspension(tx, expediente, row, escribir)
    texto = f"Se reanuda desde el {fecha_larga(command.fecha)} lo suspendido por: "
    texto += f"{row.causa}." + (f" {command.motivo}" if command.motivo.strip() else "")
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.REANUDACION,
            texto=texto,
            fecha=command.fecha,
            datos={"suspension": row.id, **efectos.datos()},
        ),
    )
    tx.touch("suspension", row.id)
    datos = {"actuacion": act.id, "suspension": row.id}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _por_levantar(
    tx: Transaction, expediente: ExpedienteRow, command: LevantarSuspension
) -> SuspensionRow:
    open_ones = _abiertas(tx.session, expediente.id, tx.contexto.hoy)
    wanted = command.suspension_id
    if wanted is not None:
        open_ones = [s for s in open_ones if s.id == wanted]
    if open_ones and all(s.causa == CAUSA_ACUERDO for s in open_ones):
        message = (
            f"El expediente {expediente.numero} está suspendido por su acuerdo de "
            "pago: se reanuda cuando se cierra el acuerdo. No se registró nada."
        )
        raise NotAllowedError(message)
    open_ones = [s for s in open_ones if s.causa != CAUSA_ACUERDO]
    if not open_ones:
        message = (
            f"En el expediente {expediente.numero} no hay una suspensión por levantar. "
            "No se registró nada."
        )
        raise NotFoundError(message)
    if len(open_ones) > 1:
        listed = "; ".join(
            f"{s.id}: «{s.causa}», desde el {fecha_larga(s.desde)}" for s in open_ones
        )
        message = (
            f"El expediente {expediente.numero} tiene varias suspensiones abiertas "
            f"({listed}). Diga cuál se levanta."
        )
        raise ConflictError(message, {"suspensiones": [s.id for s in open_ones]})
    return tx.session.get_one(SuspensionRow, open_ones[0].id)


def _abiertas(session: Session, expediente_id: int, hoy: dt.date) -> list[Suspension]:
    found = suspensiones(session, expediente_id)
    return [s for s in found if s.hasta is None or s.hasta >= hoy]


def seguir(tx: Transaction, expediente: ExpedienteRow, suspension_id: int) -> None:
    """Let a case go on the very day that a suspension was opened and lifted."""
    others = suspensiones(tx.session, expediente.id)
    hoy = tx.contexto.hoy
    stopped = any(s.terminos and s.cubre(hoy) for s in others if s.id != suspension_id)
    if not stopped and not con_acuerdo(tx.session, expediente.id):
        expediente.estado = ABIERTO


def _poner_estado(tx: Transaction, expediente: ExpedienteRow) -> None:
    hoy = tx.contexto.hoy
    found = suspensiones(tx.session, expediente.id)
    if any(s.terminos and s.cubre(hoy) for s in found):
        expediente.estado = SUSPENDIDO
    elif not esta_suspendido(tx.session, expediente, hoy):
        expediente.estado = ABIERTO
