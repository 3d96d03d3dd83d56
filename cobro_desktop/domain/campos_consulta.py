"""The fields that the query language knows, and how each compares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from cobro_desktop.domain.procedimiento import Etapa, Fin

ESTADOS_ACTIVOS: Final = ("ABIERTO", "SUSPENDIDO")
"""States of a case that somebody still works on."""
ESTADOS: Final = (
    *ESTADOS_ACTIVOS,
    *(fin.value for fin in Fin if fin is not Fin.SESION),
    "ACUMULADO",
)
SITUACIONES: Final = (
    "por_repartir",
    "en_estudio",
    "en_revision",
    "en_firma",
    "esperando_tercero",
)


class Clase(Enum):
    """What a field holds."""

    TEXTO = auto()
    """Open text: `:` is *contains*."""
    CODIGO = auto()
    """A short code: `:` is *equals*."""
    OPCION = auto()
    """A closed list: a part of the word chooses every option that has it."""
    DINERO = auto()
    FECHA = auto()
    INSTANTE = auto()
    """An instant, compared by its day in Colombia."""

    @property
    def ordenada(self) -> bool:
        """Whether `<` and ranges make sense."""
        return self in {Clase.DINERO, Clase.FECHA, Clase.INSTANTE}


@dataclass(frozen=True, slots=True)
class Campo:
    """A field of the language."""

    nombre: str
    clase: Clase
    opciones: tuple[str, ...] = ()
    de_persona: bool = False
    """Whether `nadie` is a value."""


CAMPOS: Final = {
    campo.nombre: campo
    for campo in (
        Campo("numero", Clase.TEXTO),
        Campo("deudor", Clase.TEXTO),
        Campo("nit", Clase.TEXTO),
        Campo("etapa", Clase.OPCION, tuple(etapa.value for etapa in Etapa)),
        Campo("actividad", Clase.CODIGO),
        Campo("estado", Clase.OPCION, ESTADOS),
        Campo("situacion", Clase.OPCION, SITUACIONES),
        Campo("responsable", Clase.TEXTO, de_persona=True),
        Campo("dependencia", Clase.TEXTO, de_persona=True),
        Campo("procedimiento", Clase.TEXTO),
        Campo("concepto", Clase.TEXTO),
        Campo("saldo", Clase.DINERO),
        Campo("capital", Clase.DINERO),
        Campo("ejecutoria", Clase.FECHA),
        Campo("exigible", Clase.FECHA),
        Campo("vence", Clase.FECHA),
        Campo("prescribe", Clase.FECHA),
        Campo("riesgo", Clase.FECHA),
        Campo("prioridad", Clase.TEXTO),
        Campo("movimiento", Clase.FECHA),
        Campo("etiqueta", Clase.TEXTO),
        Campo("titulo", Clase.TEXTO),
        Campo("autoridad", Clase.TEXTO),
        Campo("municipio", Clase.TEXTO),
        Campo("texto", Clase.TEXTO),
        Campo("actualizado", Clase.INSTANTE),
    )
}
"""By name, in the order in which help and completion show them."""
