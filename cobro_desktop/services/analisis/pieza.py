"""One part of an analysis: a verdict, its lines, and what deserves attention."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.services.calculadoras.calculo import traza_en_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.traza import Traza


class Tono(StrEnum):
    """How a verdict reads; a window gives each its icon and colour."""

    BIEN = "bien"
    CUIDADO = "cuidado"
    GRAVE = "grave"
    NEUTRO = "neutro"
    DESCONOCIDO = "desconocido"
    """A fact is missing: nobody guessed it."""


class Renglon(NamedTuple):
    """A line: what, its value, where it comes from."""

    nombre: str
    valor: str
    fuente: str = ""
    tono: Tono | None = None


@dataclass(frozen=True, slots=True)
class Pieza:
    """A part of the analysis."""

    clave: str
    """Key of the JSON."""
    titulo: str
    veredicto: str
    tono: Tono
    renglones: tuple[Renglon, ...] = ()
    datos: Mapping[str, object] = field(default_factory=dict)
    """What a program reads besides `veredicto`, `traza` and `hallazgos`."""
    notas: tuple[str, ...] = ()
    hallazgos: tuple[str, ...] = ()
    """What somebody must look at, in sentences that stand alone."""
    traza: Traza = ()

    def en_json(self) -> dict[str, object]:
        """Return the part as JSON values."""
        return {
            "veredicto": self.veredicto,
            "estado": self.tono.value,
            **self.datos,
            "notas": list(self.notas),
            "hallazgos": list(self.hallazgos),
            "traza": traza_en_json(self.traza),
        }


def sin_calcular(clave: str, titulo: str, motivo: str) -> Pieza:
    """Return a part that could not be worked out, with the reason."""
    return Pieza(
        clave, titulo, "No se pudo calcular", Tono.DESCONOCIDO, notas=(motivo,)
    )
