"""What an activity still asks before it closes with an outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.constancia import entrada_de
from cobro_desktop.domain.exigencias import (
    Cierre,
    Clase,
    Exigencia,
    actividad_de,
    exigencias,
    respuestas_vigentes,
    salida_de,
)
from cobro_desktop.domain.procedimiento import TipoCampo
from cobro_desktop.domain.regla import Falta
from cobro_desktop.domain.reglas import regla

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Procedimiento,
        ReglaInvocada,
        Respuestas,
    )

__all__ = [
    "Cierre",
    "Clase",
    "Evaluacion",
    "Pendiente",
    "actividad_de",
    "evaluar",
    "respuestas_vigentes",
    "salida_de",
]

DIAS_LLAMADA, HORA_LLAMADA = ("fecha_llamada", "fecha_gestion"), "hora_llamada"
"""Fields of the procedures that say when the debtor was called."""


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
    responde: tuple[str, ...] = ()
    """Names of the answers that give it; what no answer gives, a paper does."""


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


def evaluar(procedimiento: Procedimiento, cierre: Cierre, hechos: Hechos) -> Evaluacion:
    """Tell what the activity still asks to be closed with an outcome.

    A common outcome asks for its own evidence and rules only: nobody notifies a
    mandamiento to archive what is paid (ET 833).

    Raises:
        NotFoundError: the procedure has no such activity, or it no such outcome.
    """
    actividad = actividad_de(procedimiento, cierre.actividad)
    salida = salida_de(procedimiento, actividad.id, cierre.resultado)
    pedidos = [
        (exigencia.aviso, _pendiente(exigencia))
        for exigencia in exigencias(procedimiento, cierre, hechos)
        if not exigencia.cumple
    ]
    if salida in actividad.salidas:
        respuestas = respuestas_vigentes(actividad, cierre)
        hechos = replace(
            hechos,
            entrada=entrada_de(procedimiento, actividad.id, hechos),
            sin_marcar=_sin_marcar(actividad, cierre.resultado, respuestas),
            **_llamada(respuestas),
        )
        pedidos += _reglas(actividad.reglas, hechos)
    pedidos += _reglas(salida.reglas, hechos)
    return Evaluacion(
        tuple(pendiente for aviso, pendiente in pedidos if not aviso),
        tuple(pendiente for aviso, pendiente in pedidos if aviso),
    )


def _pendiente(exigencia: Exigencia) -> Pendiente:
    lead = "Falta responder" if exigencia.clase is Clase.CAMPO else "Falta"
    texto = f"{lead}: {exigencia.etiqueta}"
    return Pendiente(
        exigencia.clase,
        exigencia.ids,
        texto,
        exigencia.norma,
        responde=exigencia.responde,
    )


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
        if not {valor, f"~{valor}"} & set(respuestas.get(campo.nombre, "").split(","))
    )


def _llamada(respuestas: Respuestas) -> dict[str, Any]:
    """Return when the debtor was called, as far as the answers can be read."""
    called = next((name for name in DIAS_LLAMADA if name in respuestas), "")
    try:
        day = date.fromisoformat(respuestas.get(called, ""))
    except ValueError:
        return {}
    try:
        hour = time.fromisoformat(respuestas.get(HORA_LLAMADA, ""))
    except ValueError:
        # Without its hour only the day of a call tells; a letter has none either.
        return {"dia_llamada": day} if called == DIAS_LLAMADA[0] else {}
    return {"dia_llamada": day, "hora_llamada": hour}


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
