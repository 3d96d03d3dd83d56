"""What an activity asks before it closes: answers, evidence, named rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Respuestas: TypeAlias = "Mapping[str, str]"
"""Answers by field name, in the canonical text of `domain.respuestas`."""


class TipoCampo(StrEnum):
    """Kinds of question; each has one editor in the wizard."""

    TEXTO = "texto"
    PARRAFO = "parrafo"
    FECHA = "fecha"
    HORA = "hora"
    DINERO = "dinero"
    ENTERO = "entero"
    PORCENTAJE = "porcentaje"
    SI_NO = "si_no"
    OPCION = "opcion"
    PERSONA = "persona"
    DIRECCION = "direccion"
    ARCHIVO = "archivo"
    LISTA = "lista"


@dataclass(frozen=True, slots=True)
class Condicion:
    """Holds when the field `campo` of the same activity has one of the answers."""

    campo: str
    es: tuple[str, ...]

    def se_cumple(self, respuestas: Respuestas) -> bool:
        """Tell whether the answer is one of `es`; of a list, whether it has one."""
        dadas = respuestas.get(self.campo, "").split(",")
        return any(valor in dadas for valor in self.es)


@dataclass(frozen=True, slots=True)
class Campo:
    """A question of an activity."""

    nombre: str
    etiqueta: str
    tipo: TipoCampo
    obligatorio: bool = False
    ayuda: str = ""
    norma: str = ""
    opciones: tuple[tuple[str, str], ...] = ()
    """(value, label) pairs of an `opcion`, or the items of a checklist `lista`."""
    si: Condicion | None = None
    resultados: tuple[str, ...] = ()
    """The outcomes for which it is asked; empty means all."""
    futura: bool = False
    """Whether its day may be one to come: a limit, a promise, a next search."""
    por_partida: bool = False
    """In a portfolio activity: asked of each obligation of the run, in its ficha."""
    juicio: bool = False
    """Of a `lista`: each item is judged, met or not or does not apply, and what was
    found of it may be written (F46)."""

    def se_pregunta(self, resultado: str, respuestas: Respuestas) -> bool:
        """Tell whether the question is asked with this outcome and these answers."""
        return (not self.resultados or resultado in self.resultados) and (
            self.si is None or self.si.se_cumple(respuestas)
        )


class TipoEvidencia(StrEnum):
    """What proves that something was done."""

    DOCUMENTO = "documento"
    ARCHIVO = "archivo"
    RADICADO = "radicado"
    NOTIFICACION = "notificacion"
    CAMPO = "campo"


@dataclass(frozen=True, slots=True)
class Evidencia:
    """One record that the procedure asks of an activity.

    The `id` names the same thing wherever it stands in a file, so that what was
    filed once counts again later (PROCEDURES, rule 7). Entries that share a
    non-empty `alternativa` replace each other: any one is enough. `si` and
    `resultados` make an entry count only then; `aviso` makes it a warning that
    never refuses.
    """

    id: str
    etiqueta: str
    tipo: TipoEvidencia
    referencia: str
    """Document id, field name, or what the file or notification is."""
    estado: str = ""
    """For a document: the least state of its life that counts."""
    alternativa: str = ""
    si: Condicion | None = None
    resultados: tuple[str, ...] = ()
    aviso: bool = False
    nueva: bool = False
    """Counts only if it is dated in this passage through the activity."""

    def se_pide(self, resultado: str, respuestas: Respuestas) -> bool:
        """Tell whether it is asked with this outcome and these answers."""
        return (not self.resultados or resultado in self.resultados) and (
            self.si is None or self.si.se_cumple(respuestas)
        )


@dataclass(frozen=True, slots=True)
class ReglaInvocada:
    """A named rule of `domain.reglas` with its integer parameters."""

    regla: str
    parametros: Mapping[str, int] = field(default_factory=dict)
    aviso: bool = False
    """A warning: shown and recorded, it never refuses."""
