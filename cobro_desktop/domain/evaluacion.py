"""What an activity still asks before it closes with an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.constancia import consta, entrada_de
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.procedimiento import TipoCampo, TipoEvidencia
from cobro_desktop.domain.regla import Falta
from cobro_desktop.domain.reglas import regla

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Evidencia,
        Procedimiento,
        ReglaInvocada,
        Respuestas,
        Salida,
    )


class Clase(StrEnum):
    """What kind of thing is pending."""

    CAMPO = "campo"
    EVIDENCIA = "evidencia"
    REGLA = "regla"


@dataclass(frozen=True, slots=True)
class Pendiente:
    """Something that an activity asks and is not there."""

    clase: Clase
    ids: tuple[str, ...]
    """Field, rule or evidence; of alternatives, all: any one is enough."""
    texto: str
    """In Spanish, ready to be shown."""
    norma: str = ""
    salvable: bool = True
    """May be passed with a reason that stays on record."""


@dataclass(frozen=True, slots=True)
class Evaluacion:
    """What stops the closing of an activity, and what only warns."""

    faltan: tuple[Pendiente, ...]
    advertencias: tuple[Pendiente, ...]

    @property
    def completa(self) -> bool:
        """Nothing is missing."""
        return not self.faltan

    @property
    def salvable(self) -> bool:
        """All that is missing may be passed with a reason."""
        return all(pendiente.salvable for pendiente in self.faltan)


@dataclass(frozen=True, slots=True)
class Cierre:
    """The closing of an activity that somebody wants."""

    actividad: str
    resultado: str
    respuestas: Respuestas = field(default_factory=dict)


def actividad_de(procedimiento: Procedimiento, identificador: str) -> Actividad:
    """Return an activity.

    Raises:
        NotFoundError: the procedure does not have it; lists those that it has.
    """
    if actividad := procedimiento.actividades.get(identificador):
        return actividad
    ids = ", ".join(procedimiento.actividades)
    mensaje = (
        f"El procedimiento {procedimiento.codigo} no tiene la actividad "
        f"«{identificador}». Las que tiene son: {ids}."
    )
    raise NotFoundError(mensaje, {"actividad": identificador})


def salida_de(procedimiento: Procedimiento, actividad: str, resultado: str) -> Salida:
    """Return an outcome of an activity, its own or common.

    Raises:
        NotFoundError: the activity does not offer it; lists those that it offers.
    """
    if salida := procedimiento.salida(actividad, resultado):
        return salida
    ofrece = [s.resultado for s in procedimiento.salidas(actividad)]
    mensaje = (
        f"La actividad {actividad} no tiene el resultado «{resultado}». "
        f"Elija uno de estos: {', '.join(ofrece)}."
    )
    raise NotFoundError(mensaje, {"resultado": resultado, "resultados": ofrece})


def evaluar(procedimiento: Procedimiento, cierre: Cierre, hechos: Hechos) -> Evaluacion:
    """Tell what the activity still asks to be closed with an outcome.

    A common outcome asks for its own evidence and rules only: nobody notifies a
    mandamiento to archive what is paid (ET 833).

    Raises:
        NotFoundError: the procedure has no such activity, or it no such outcome.
    """
    actividad = actividad_de(procedimiento, cierre.actividad)
    salida = salida_de(procedimiento, actividad.id, cierre.resultado)
    pedidos: list[tuple[bool, Pendiente]] = []
    if salida in actividad.salidas:
        respuestas = respuestas_vigentes(actividad, cierre)
        hechos = replace(
            hechos,
            entrada=entrada_de(procedimiento, actividad.id, hechos),
            sin_marcar=_sin_marcar(actividad, cierre.resultado, respuestas),
        )
        pedidos += _de_la_actividad(actividad, cierre.resultado, respuestas, hechos)
    pedidos += _evidencias(salida.evidencia, {}, hechos)
    pedidos += _reglas(salida.reglas, hechos)
    return Evaluacion(
        tuple(pendiente for aviso, pendiente in pedidos if not aviso),
        tuple(pendiente for aviso, pendiente in pedidos if aviso),
    )


def respuestas_vigentes(actividad: Actividad, cierre: Cierre) -> dict[str, str]:
    """Return the answers without those to questions that are not asked any more.

    A field may depend only on earlier ones, so one pass is enough. Numbers typed
    for an evidence of kind `radicado` stay.
    """
    vigentes = {
        e.id: cierre.respuestas[e.id]
        for e in actividad.evidencia
        if e.tipo is TipoEvidencia.RADICADO and e.id in cierre.respuestas
    }
    for campo in actividad.campos:
        dada = cierre.respuestas.get(campo.nombre, "").strip()
        if dada and campo.se_pregunta(cierre.resultado, vigentes):
            vigentes[campo.nombre] = dada
    return vigentes


def _de_la_actividad(
    actividad: Actividad, resultado: str, respuestas: Respuestas, hechos: Hechos
) -> Iterator[tuple[bool, Pendiente]]:
    campos = list(_campos(actividad, resultado, respuestas))
    sin_responder = {nombre for _, pendiente in campos for nombre in pendiente.ids}
    pedidas = (
        e
        for e in actividad.evidencia
        if e.se_pide(resultado, respuestas)
        and (
            e.tipo is not TipoEvidencia.CAMPO
            or e.alternativa
            or e.referencia not in sin_responder
        )
    )
    yield from campos
    yield from _evidencias(pedidas, respuestas, hechos)
    yield from _reglas(actividad.reglas, hechos)


def _sin_marcar(
    actividad: Actividad, resultado: str, respuestas: Respuestas
) -> tuple[str, ...]:
    return tuple(
        etiqueta
        for campo in actividad.campos
        if campo.tipo is TipoCampo.LISTA
        and campo.obligatorio
        and campo.se_pregunta(resultado, respuestas)
        for valor, etiqueta in campo.opciones
        if valor not in respuestas.get(campo.nombre, "").split(",")
    )


def _campos(
    actividad: Actividad, resultado: str, respuestas: Respuestas
) -> Iterator[tuple[bool, Pendiente]]:
    for campo in actividad.campos:
        if (
            campo.obligatorio
            and campo.nombre not in respuestas
            and campo.se_pregunta(resultado, respuestas)
        ):
            texto = f"Falta responder: {campo.etiqueta}"
            yield False, Pendiente(Clase.CAMPO, (campo.nombre,), texto, campo.norma)


def _evidencias(
    pedidas: Iterable[Evidencia], respuestas: Respuestas, hechos: Hechos
) -> Iterator[tuple[bool, Pendiente]]:
    grupos: dict[str, list[Evidencia]] = {}
    for evidencia in pedidas:
        clave = evidencia.alternativa or f"\0{evidencia.id}"
        grupos.setdefault(clave, []).append(evidencia)
    for grupo in grupos.values():
        if any(consta(evidencia, respuestas, hechos) for evidencia in grupo):
            continue
        texto = "Falta: " + " / ".join(evidencia.etiqueta for evidencia in grupo)
        ids = tuple(evidencia.id for evidencia in grupo)
        yield (
            all(evidencia.aviso for evidencia in grupo),
            Pendiente(Clase.EVIDENCIA, ids, texto),
        )


def _reglas(
    invocadas: tuple[ReglaInvocada, ...], hechos: Hechos
) -> Iterator[tuple[bool, Pendiente]]:
    for invocada in invocadas:
        nombrada = regla(invocada.regla)
        veredicto = nombrada.evaluar(hechos, invocada.parametros)
        if isinstance(veredicto, Falta):
            yield (
                invocada.aviso,
                Pendiente(
                    Clase.REGLA,
                    (nombrada.nombre,),
                    veredicto.texto,
                    veredicto.norma,
                    salvable=not nombrada.insalvable,
                ),
            )
