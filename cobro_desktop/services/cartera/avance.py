"""Closes the activity of a run: the same gate that a case has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.domain import motor
from cobro_desktop.domain.motor import Cierre, Posicion
from cobro_desktop.domain.partida import ACTA, Recomendacion, sin_partidas
from cobro_desktop.domain.respuestas import normalizar_todas
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actividades import exigir, sin_lo_exigido
from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_en
from cobro_desktop.services.cartera.comun import (
    CIERRE,
    PARTIDAS,
    TERMINADA,
    ActoCorrida,
    abierta,
    registrar,
    revisar_fecha,
)
from cobro_desktop.services.cartera.hechos import (
    conocidas,
    evaluar_corrida,
    hechos_de_corrida,
    leer,
)
from cobro_desktop.services.cartera.tarea_cumplida import cumplir_con
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import CorridaItemRow, CorridaRow, ProcedimientoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.motor import Evaluacion, Transicion
    from cobro_desktop.services.cartera.hechos import Lectura
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AvanzarCorrida:
    """Close the current activity of a run with an outcome."""

    corrida_id: int
    resultado: str
    fecha: dt.date
    """The legal day; not after today nor before the previous act."""
    respuestas: Mapping[str, str] = field(default_factory=dict)
    """Field name → text as typed, of what is asked of the whole run."""
    forzar: str = ""
    """Reason to go on although something is missing; stays on record (F47)."""
    version: int | None = None
    """What the person was looking at, to notice that somebody else moved it."""


def avanzar_corrida(
    command: AvanzarCorrida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record the outcome and move the run; items sent back go to a run of their own.

    Raises:
        UnmetRequirementsError: what the activity asks is not there and no reason was
            given; `detalle["faltan"]` lists it.
        InvalidDataError: an answer or the date is not acceptable.
        NotAllowedError: the user's role may not close it, or the run ended.
        NotFoundError: no such run, or the activity has no such outcome.
        ConflictError: somebody moved the run meanwhile.
    """
    with transaction(workspace, contexto, "avanzar_corrida") as tx:
        corrida = abierta(tx, command.corrida_id, version=command.version)
        procedimiento = workspace.procedimiento(tx.session, corrida.procedimiento_id)
        lectura = leer(tx.session, procedimiento, corrida)
        actividad = lectura.actividad
        tx.require_role(
            {*actividad.rol, *actividad.firma},
            f"cerrar la actividad {actividad.id}, «{actividad.nombre}»",
        )
        revisar_fecha(tx, corrida, command.fecha)
        cierre = _cierre(lectura, command, contexto.hoy)
        hechos = hechos_de_corrida(lectura, command.fecha)
        evaluacion = evaluar_corrida(lectura, cierre, hechos)
        exigir(evaluacion, command.forzar, corrida.numero, actividad)
        paso = motor.transicion(
            procedimiento, Posicion(actividad.id), command.resultado, hechos
        )
        texto = _anotar(tx, lectura, cierre, command, evaluacion)
        apart = _apartar(tx, lectura, paso)
        _mover(corrida, paso)
        arrival = _llegada(lectura, paso)
        ticked = cumplir_con(tx, corrida, command.fecha) if paso.a is None else ""
        told = " ".join(t for t in (texto, arrival, apart, ticked) if t)
        tx.tell(f"{corrida.numero}: {told}")
        datos: dict[str, object] = {
            "de": paso.de,
            "a": paso.a,
            "estado": corrida.estado,
            "advertencias": [p.texto for p in evaluacion.advertencias],
        }
    return Changes(resumen=told, datos=datos)


def prever_avance(
    command: AvanzarCorrida, workspace: Workspace
) -> tuple[Evaluacion, str]:
    """Tell what is missing to close with an outcome, and where the run would go.

    Answers that cannot be read yet count as not given.

    Raises:
        NotFoundError: no such run or outcome.
    """
    with workspace.base.read() as session:
        corrida = session.get_one(CorridaRow, command.corrida_id)
        procedimiento = workspace.procedimiento(session, corrida.procedimiento_id)
        lectura = leer(session, procedimiento, corrida)
        cierre = _cierre(lectura, command)
        hechos = hechos_de_corrida(lectura, command.fecha)
        evaluacion = evaluar_corrida(lectura, cierre, hechos)
        paso = motor.transicion(
            procedimiento, Posicion(corrida.actividad), command.resultado, hechos
        )
        return evaluacion, _llegada(lectura, paso)


def _cierre(
    lectura: Lectura, command: AvanzarCorrida, hoy: dt.date | None = None
) -> Cierre:
    """Join what was typed with what the run itself knows."""
    own = sin_partidas(lectura.procedimiento, lectura.corrida.actividad)
    typed = normalizar_todas(
        own.actividades[lectura.corrida.actividad], command.respuestas, hoy
    )
    given = {k: v for k, v in typed.items() if v}
    known = conocidas(lectura, command.resultado)
    return Cierre(lectura.corrida.actividad, command.resultado, {**known, **given})


def _anotar(
    tx: Transaction,
    lectura: Lectura,
    cierre: Cierre,
    command: AvanzarCorrida,
    evaluacion: Evaluacion,
) -> str:
    actividad = lectura.actividad
    salida = lectura.procedimiento.salida(actividad.id, cierre.resultado)
    assert salida is not None, "evaluar refuses unknown outcomes"
    forced = command.forzar.strip() if evaluacion.faltan else ""
    texto = f"Actividad {actividad.id}, «{actividad.nombre}»: {salida.etiqueta}."
    if forced:
        texto += sin_lo_exigido(forced)
    registrar(
        tx,
        lectura.corrida,
        ActoCorrida(
            tipo=CIERRE,
            texto=texto,
            fecha=command.fecha,
            resultado=cierre.resultado,
            datos={
                "respuestas": motor.respuestas_vigentes(actividad, cierre),
                "forzado": forced,
                "faltaba": [p.texto for p in evaluacion.faltan],
                "advertencias": [p.texto for p in evaluacion.advertencias],
                "version": lectura.procedimiento.version,
            },
        ),
    )
    return texto


def _mover(corrida: CorridaRow, paso: Transicion) -> None:
    if paso.a is None:
        corrida.estado = TERMINADA
    else:
        corrida.actividad = paso.a


def _llegada(lectura: Lectura, paso: Transicion) -> str:
    if paso.a is None:
        return "La corrida terminó."
    nombre = lectura.procedimiento.actividades[paso.a].nombre
    return f"Sigue en la actividad {paso.a}, «{nombre}»."


def _apartar(tx: Transaction, lectura: Lectura, paso: Transicion) -> str:
    """Take to a new run the items that lack a paper, when the others go on.

    Where the procedure sends back the whole run, they go back with it, undecided.
    """
    if ACTA not in lectura.actividad.documentos:
        return ""
    back = [r for r in lectura.partidas if r.decision == Recomendacion.FALTA_SOPORTE]
    if not back:
        return ""
    target = _vuelta(lectura)
    if target in (None, paso.a, paso.de if paso.vuelve else None):
        for row in back:
            row.decision, row.decidida = "", None
        return ""
    assert target is not None
    return _nueva_corrida(tx, lectura, back, target)


def _vuelta(lectura: Lectura) -> str | None:
    """Return where an item that lacks a paper goes back to."""
    salida = lectura.procedimiento.salida(
        lectura.actividad.id, str(Recomendacion.FALTA_SOPORTE)
    )
    if salida is None:
        return lectura.corrida.entrada
    return lectura.actividad.id if salida.permanece else salida.siguiente


def _nueva_corrida(
    tx: Transaction,
    lectura: Lectura,
    back: Sequence[CorridaItemRow],
    target: str,
) -> str:
    corrida = lectura.corrida
    installed = tx.session.get_one(ProcedimientoRow, corrida.procedimiento_id)
    order = AbrirCorrida(
        lectura.procedimiento.codigo,
        corrida.corte,
        nombre=f"Partidas devueltas de {corrida.numero}",
    )
    actividad = lectura.procedimiento.actividades[target]
    other = abrir_en(tx, installed, actividad, order, corrida.id)
    for row in back:
        tx.session.add(
            CorridaItemRow(
                corrida_id=other.id,
                expediente_id=row.expediente_id,
                obligacion_id=row.obligacion_id,
                propuesta=f"Devuelta por el comité: {row.razon}",
                capital=row.capital,
                intereses=row.intereses,
                respuestas=dict(row.respuestas),
            )
        )
        row.retirada = f"Pasó a la corrida {other.numero} para completar soportes"
    texto = (
        f"{cantidad(len(back), 'partida devuelta', 'partidas devueltas')} por falta de "
        f"soporte: siguen en la corrida {other.numero}."
    )
    registrar(
        tx,
        corrida,
        ActoCorrida(
            tipo=PARTIDAS,
            texto=texto,
            fecha=tx.contexto.hoy,
            datos={"corrida": other.id, "partidas": [r.id for r in back]},
        ),
    )
    return texto
