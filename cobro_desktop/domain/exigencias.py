"""What an activity asks to be on file, and whether each thing is there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.constancia import consta, entrada_de
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.procedimiento import TipoEvidencia

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Campo,
        Evidencia,
        Procedimiento,
        Respuestas,
        Salida,
    )


class Clase(StrEnum):
    """What kind of thing is asked."""

    CAMPO = "campo"
    EVIDENCIA = "evidencia"
    REGLA = "regla"


@dataclass(frozen=True, slots=True)
class Cierre:
    """The closing of an activity that somebody wants, or that was done."""

    actividad: str
    resultado: str
    respuestas: Respuestas = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exigencia:
    """An answer or a record that is asked; of alternatives any one is enough."""

    clase: Clase
    ids: tuple[str, ...]
    """Field or evidence; of alternatives, all."""
    etiqueta: str
    """Alternatives parted by ` / `."""
    constan: tuple[str, ...]
    """Those of `ids` that are there."""
    norma: str = ""
    aviso: bool = False
    """Its lack only warns."""
    responde: tuple[str, ...] = ()
    """Names of the answers that give it: a field, or a number of another system."""

    @property
    def cumple(self) -> bool:
        """Whether it is there."""
        return bool(self.constan)


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


def exigencias(
    procedimiento: Procedimiento, cierre: Cierre, hechos: Hechos
) -> tuple[Exigencia, ...]:
    """Return the answers and records that a closing asks, with those that are there.

    A common outcome asks for its own only: nobody notifies a mandamiento to archive
    what is paid (ET 833).

    Raises:
        NotFoundError: the procedure has no such activity, or it no such outcome.
    """
    actividad = actividad_de(procedimiento, cierre.actividad)
    salida = salida_de(procedimiento, actividad.id, cierre.resultado)
    found: list[Exigencia] = []
    if salida in actividad.salidas:
        respuestas = respuestas_vigentes(actividad, cierre)
        hechos = replace(
            hechos, entrada=entrada_de(procedimiento, actividad.id, hechos)
        )
        found += _campos(actividad, cierre.resultado, respuestas)
        asked = {nombre for exigencia in found for nombre in exigencia.ids}
        pedidas = [
            e
            for e in actividad.evidencia
            if e.se_pide(cierre.resultado, respuestas)
            and (
                e.tipo is not TipoEvidencia.CAMPO
                or e.alternativa
                or e.referencia not in asked
            )
        ]
        found += _evidencias(pedidas, respuestas, hechos)
    found += _evidencias(salida.evidencia, {}, hechos)
    return tuple(found)


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
            vigentes |= _hallazgos(campo, cierre.respuestas)
    return vigentes


def _hallazgos(campo: Campo, respuestas: Respuestas) -> dict[str, str]:
    """Return what was found about the items of a checklist that is judged."""
    if not campo.juicio:
        return {}
    names = (f"{campo.nombre}.{valor}" for valor, _ in campo.opciones)
    return {name: respuestas[name] for name in names if respuestas.get(name)}


def _campos(
    actividad: Actividad, resultado: str, respuestas: Respuestas
) -> Iterator[Exigencia]:
    for campo in actividad.campos:
        if campo.obligatorio and campo.se_pregunta(resultado, respuestas):
            ids = (campo.nombre,)
            there = ids if campo.nombre in respuestas else ()
            yield Exigencia(
                Clase.CAMPO, ids, campo.etiqueta, there, campo.norma, responde=ids
            )


def _evidencias(
    pedidas: Iterable[Evidencia], respuestas: Respuestas, hechos: Hechos
) -> Iterator[Exigencia]:
    grupos: dict[str, list[Evidencia]] = {}
    for evidencia in pedidas:
        clave = evidencia.alternativa or f"\0{evidencia.id}"
        grupos.setdefault(clave, []).append(evidencia)
    for grupo in grupos.values():
        yield Exigencia(
            clase=Clase.EVIDENCIA,
            ids=tuple(e.id for e in grupo),
            etiqueta=" / ".join(e.etiqueta for e in grupo),
            constan=tuple(e.id for e in grupo if consta(e, respuestas, hechos)),
            aviso=all(e.aviso for e in grupo),
            responde=tuple(filter(None, map(_respuesta, grupo))),
        )


def _respuesta(evidencia: Evidencia) -> str:
    """Return the answer that gives an evidence; empty where a paper gives it."""
    if evidencia.tipo is TipoEvidencia.CAMPO:
        return evidencia.referencia
    return evidencia.id if evidencia.tipo is TipoEvidencia.RADICADO else ""
