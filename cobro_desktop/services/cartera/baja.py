"""Writes off an obligation: it ends in its own case, which may leave with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.partida import CAUSAL, salida_del_caso
from cobro_desktop.formats import cantidad, pesos
from cobro_desktop.services.actividades import CerrarActividad, cerrar_en
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.bulk import sumar_saldos
from cobro_desktop.services.cartera.papeles import copiar, llamado
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.reaperturas import Reabrir, reabrir_en
from cobro_desktop.storage.rows import ExpedienteRow, ObligacionRow

if TYPE_CHECKING:
    from cobro_desktop.services.cartera.papeles import Papeles
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import CorridaItemRow, CorridaRow

DEPURADA: Final = "DEPURADA"
"""State of an obligation that an act of the portfolio extinguished."""
EXTINCION: Final = "extincion"
"""The door of an end by which an extinct debt goes to its archive."""
APLICAN: Final = ("PRO", "COO", "JEF", "REP")
"""Who takes to the cases what an act of the portfolio ordered."""


def dar_de_baja(
    tx: Transaction, corrida: CorridaRow, item: CorridaItemRow, papers: Papeles
) -> str:
    """End the obligation of an item; returns what was done, in words.

    Raises:
        NotAllowedError: the act is not signed, or nothing is owed any more.
        UnmetRequirementsError: its case asks something to leave by that cause.
    """
    if papers.acto is None:
        message = (
            f"La corrida {corrida.numero} no tiene el acto firmado por quien "
            "representa a la entidad: sin él no se depura nada."
        )
        raise NotAllowedError(message)
    expediente = tx.session.get_one(
        ExpedienteRow, item.expediente_id, with_for_update=True
    )
    obligacion = tx.session.get_one(ObligacionRow, item.obligacion_id)
    _se_debe(expediente, obligacion)
    for paper in filter(None, (papers.acta, papers.acto)):
        copiar(tx, expediente, paper)
    owed, causal = obligacion.saldo_capital, str(item.respuestas.get(CAUSAL, ""))
    others = _otras(tx, obligacion)
    if others:
        more = cantidad(others, "obligación más", "obligaciones más")
        tail = f"En el expediente se debe {more}: sigue donde está."
    elif expediente.estado in {ABIERTO, SUSPENDIDO}:
        tail = _sacar(tx, expediente, causal)
    else:
        tail = _reabrir(tx, expediente, llamado(papers.acto))
    _extinguir(tx, expediente, obligacion, causal)
    texto = (
        f"{expediente.numero}: terminó la obligación por {pesos(owed)} de capital, con "
        f"{llamado(papers.acto)}. {tail}"
    )
    registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.NOTA,
            texto=f"{texto} Corrida {corrida.numero}.",
            fecha=tx.contexto.hoy,
            datos={
                "clase": "depuracion",
                "corrida": corrida.id,
                "partida": item.id,
                "obligacion": obligacion.id,
                "causal": causal,
            },
        ),
    )
    return texto


def _se_debe(expediente: ExpedienteRow, obligacion: ObligacionRow) -> None:
    if obligacion.estado != VIGENTE:
        message = (
            f"La obligación de {expediente.numero} ya no se debe "
            f"({obligacion.estado.lower()}): el acto no la toca."
        )
        raise NotAllowedError(message)


def _extinguir(
    tx: Transaction, expediente: ExpedienteRow, obligacion: ObligacionRow, causal: str
) -> None:
    obligacion.estado, obligacion.causa = DEPURADA, causal or "depuracion"
    obligacion.saldo_capital = 0
    tx.session.flush()
    sumar_saldos(tx.session, {expediente.id})
    tx.session.refresh(expediente, ["capital", "saldo"])


def _sacar(tx: Transaction, expediente: ExpedienteRow, causal: str) -> str:
    """Take the case out by its own command, to the activity that archives it."""
    procedimiento = tx.workspace.procedimiento(tx.session, expediente.procedimiento_id)
    salida = salida_del_caso(procedimiento, expediente.actividad, causal)
    if salida is None:
        return (
            f"El expediente sigue en la actividad {expediente.actividad}, donde se "
            "archiva."
        )
    order = CerrarActividad(expediente.id, salida, tx.contexto.hoy)
    done = cerrar_en(tx, order, tambien=APLICAN)
    return f"Era la última que se debía. {done.resumen}"


def _reabrir(tx: Transaction, expediente: ExpedienteRow, acto: str) -> str:
    """Take to its archive a case whose end has a door for it; the others stay."""
    procedimiento = tx.workspace.procedimiento(tx.session, expediente.procedimiento_id)
    doors = {(p.fin, p.resultado) for p in procedimiento.reentradas}
    if (expediente.estado, EXTINCION) not in doors:
        return f"El expediente ya había terminado ({expediente.estado}): no se mueve."
    order = Reabrir(expediente.id, EXTINCION, tx.contexto.hoy, f"Lo ordenó {acto}")
    return reabrir_en(tx, order).resumen


def _otras(tx: Transaction, obligacion: ObligacionRow) -> int:
    return len(
        tx.session.scalars(
            select(ObligacionRow.id).where(
                ObligacionRow.expediente_id == obligacion.expediente_id,
                ObligacionRow.estado == VIGENTE,
                ObligacionRow.id != obligacion.id,
            )
        ).all()
    )
