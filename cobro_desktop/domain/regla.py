"""What a named rule is and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.domain.hechos import Hechos


@dataclass(frozen=True, slots=True)
class Cumple:
    """The rule is met."""


@dataclass(frozen=True, slots=True)
class Falta:
    """The rule is not met: what is missing, in Spanish, and the norm."""

    texto: str
    norma: str = ""


Veredicto: TypeAlias = Cumple | Falta
Parametros: TypeAlias = "Mapping[str, int]"


@dataclass(frozen=True, slots=True)
class Regla:
    """A rule of the closed list."""

    nombre: str
    prueba: Callable[[Hechos, Parametros], Veredicto]
    parametros: Mapping[str, int] = field(default_factory=dict)
    """The integers it takes, with the value used when a file gives none."""
    insalvable: bool = False
    """Cannot be passed with a reason."""

    def evaluar(self, hechos: Hechos, dados: Parametros) -> Veredicto:
        """Apply the rule with the parameters of the file over its own."""
        return self.prueba(hechos, {**self.parametros, **dados})


def exigir(
    nombre: str,
    condicion: Callable[[Hechos], bool],
    texto: str,
    norma: str = "",
    *,
    insalvable: bool = False,
) -> Regla:
    """Build a rule without parameters from what must be true."""

    def prueba(hechos: Hechos, _: Parametros) -> Veredicto:
        return Cumple() if condicion(hechos) else Falta(texto, norma)

    return Regla(nombre, prueba, insalvable=insalvable)
