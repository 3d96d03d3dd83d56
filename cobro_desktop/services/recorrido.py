"""Why a case is where it is, the way it came, and where each outcome would lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain import motor
from cobro_desktop.domain.bandas import dias_que_quedan
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.motor import Cierre, Clase, Posicion
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.camino import Tramo, camino, llegada
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.papel_trabajo import FINES
from cobro_desktop.services.pasos import termino_en_palabras
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.motor import Pendiente, Transicion
    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento, Salida
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Perspectiva:
    """What one outcome of the current activity asks and would do."""

    resultado: str
    etiqueta: str
    ayuda: str
    comun: bool
    """Any activity offers it."""
    lleva: str
    """`Pasa a 7 · Realizar gestión persuasiva.`"""
    pide: tuple[str, ...]
    """Records and rules that are not met yet."""
    respuestas: int
    """Mandatory questions without an answer."""
    advierte: tuple[str, ...]
    empieza: tuple[str, ...]
    """What it starts or stops, in sentences."""


@dataclass(frozen=True, slots=True)
class Recorrido:
    """Where a case is, how it came there and where it may go."""

    expediente_id: int
    numero: str
    deudor: str
    procedimiento: Procedimiento
    actividad: Actividad
    """The current one; of a case that ended, the last."""
    estado: str
    terminado: bool
    entrada: dt.date
    """Day on which the case was received."""
    tramos: tuple[Tramo, ...]
    """The oldest first."""
    llegada: str
    """Why it is here, in sentences."""
    termino: str
    """When the time of the activity ends, in a sentence."""
    vence: dt.date | None
    perspectivas: tuple[Perspectiva, ...]
    """The own outcomes, then the common ones; none of a case that ended."""


def recorrer(workspace: Workspace, contexto: Contexto, expediente_id: int) -> Recorrido:
    """Tell the way of a case.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        return recorrer_en(session, workspace, expediente_id, contexto.hoy)


def recorrer_en(
    session: Session, workspace: Workspace, expediente_id: int, hoy: dt.date
) -> Recorrido:
    """Do `recorrer` with a session that is open."""
    expediente = session.get(ExpedienteRow, expediente_id)
    if expediente is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    procedimiento = workspace.procedimiento(session, expediente.procedimiento_id)
    hechos = hechos_de(session, workspace, expediente, hoy)
    ended = expediente.estado in FINES
    tramos = camino(session, procedimiento, expediente)
    actividad = procedimiento.actividades[expediente.actividad]
    ahead = _Adelante(
        workspace,
        sigla_de(session, expediente),
        procedimiento,
        Posicion(actividad.id, tuple(expediente.regreso)),
        hechos,
    )
    return Recorrido(
        expediente_id=expediente.id,
        numero=expediente.numero,
        deudor=expediente.deudor,
        procedimiento=procedimiento,
        actividad=actividad,
        estado=expediente.estado,
        terminado=ended,
        entrada=expediente.recibido,
        tramos=tramos,
        llegada=" ".join(llegada(procedimiento, expediente, tramos)),
        termino="" if ended else _termino(session, workspace, expediente, hechos),
        vence=None if ended else hechos.vence_actividad,
        perspectivas=() if ended else tuple(ahead.perspectivas()),
    )


def _termino(
    session: Session, workspace: Workspace, expediente: ExpedienteRow, hechos: Hechos
) -> str:
    if hechos.suspendido:
        return "El trámite está suspendido: sus términos no corren."
    vence = hechos.vence_actividad
    if vence is None:
        return "Esta actividad no tiene un término que corra."
    calendario = calendario_de(session, workspace, expediente, hechos.hoy)
    left = dias_que_quedan([vence], hechos.hoy, calendario)[vence]
    days = cantidad(abs(left), "día hábil", "días hábiles")
    day = fecha_larga(vence)
    if vence < hechos.hoy:
        return f"Su término venció el {day}, hace {days}."
    if vence == hechos.hoy:
        return f"Su término vence hoy, {day}."
    return f"Su término vence el {day}: quedan {days}."


@dataclass(frozen=True, slots=True)
class _Adelante:
    workspace: Workspace
    sigla: str
    procedimiento: Procedimiento
    posicion: Posicion
    hechos: Hechos

    def perspectivas(self) -> Iterator[Perspectiva]:
        """Yield what each outcome that may be taken asks and does."""
        actividad = self.procedimiento.actividades[self.posicion.actividad]
        for salida in self.procedimiento.salidas(actividad.id):
            if not salida.regresa or self.posicion.pila:
                common = salida not in actividad.salidas
                yield self._perspectiva(salida, comun=common)

    def _perspectiva(self, salida: Salida, *, comun: bool) -> Perspectiva:
        procedimiento, hechos = self.procedimiento, self.hechos
        cierre = Cierre(self.posicion.actividad, salida.resultado)
        evaluacion = motor.evaluar(procedimiento, cierre, hechos)
        paso = motor.transicion(procedimiento, self.posicion, salida.resultado, hechos)
        answers = sum(p.clase is Clase.CAMPO for p in evaluacion.faltan)
        return Perspectiva(
            resultado=salida.resultado,
            etiqueta=salida.etiqueta,
            ayuda=salida.ayuda,
            comun=comun,
            lleva=self._lleva(salida, paso),
            pide=_pedidos(evaluacion.faltan),
            respuestas=answers,
            advierte=_pedidos(evaluacion.advertencias),
            empieza=tuple(self._empieza(salida, paso)),
        )

    def _lleva(self, salida: Salida, paso: Transicion) -> str:
        if paso.a is None:
            fin = FINES.get(str(paso.fin), str(paso.fin))
            return f"El expediente termina: {fin}."
        if salida.permanece:
            return "Sigue en esta misma actividad."
        verb = "Vuelve a" if salida.regresa else "Pasa a"
        return f"{verb} {paso.a} · {self.procedimiento.actividades[paso.a].nombre}."

    def _empieza(self, salida: Salida, paso: Transicion) -> Iterator[str]:
        if salida.suspende:
            yield "La actividad que deja queda suspendida, para volver a ella."
        if told := termino_en_palabras(self.workspace, self.sigla, paso, self.hechos):
            yield told


def _pedidos(pendientes: Sequence[Pendiente]) -> tuple[str, ...]:
    return tuple(
        p.texto.removeprefix("Falta: ") + (f" ({p.norma})" if p.norma else "")
        for p in pendientes
        if p.clase is not Clase.CAMPO
    )
