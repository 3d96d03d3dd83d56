"""Which activity of one version of a procedure is which of another.

Numbers move when an activity is put in or taken out, so that the same number does
not mean the same activity: name, papers, questions and outcomes say it.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento

UMBRAL: Final = 0.62
"""Below this two activities are different ones."""
_NOMBRE: Final = 0.5
_CONTENIDO: Final = 0.4
_NUMERO: Final = 0.1


@dataclass(frozen=True, slots=True)
class Pareja:
    """An activity of the old version, and the one of the new that goes on with it."""

    de: str
    a: str
    parecido: float
    """From 0 to 1."""

    @property
    def segura(self) -> bool:
        """Whether nobody needs to look at it twice."""
        return self.parecido >= 0.85


def proponer(antes: Procedimiento, despues: Procedimiento) -> Mapping[str, Pareja]:
    """Pair the activities of two versions, the most alike first.

    Each has one partner at most, of its own graph; what has none was taken out.
    """
    candidatas = sorted(
        _candidatas(antes, despues), key=lambda p: (-p.parecido, p.de != p.a)
    )
    parejas: dict[str, Pareja] = {}
    tomadas: set[str] = set()
    for pareja in candidatas:
        if pareja.de not in parejas and pareja.a not in tomadas:
            parejas[pareja.de] = pareja
            tomadas.add(pareja.a)
    return {de: parejas[de] for de in antes.actividades if de in parejas}


def parecido(antes: Actividad, despues: Actividad) -> float:
    """Say how much two activities are the same one, from 0 to 1."""
    nombre = SequenceMatcher(
        None, plegar(antes.nombre), plegar(despues.nombre), autojunk=False
    ).ratio()
    numero = float(antes.id == despues.id)
    contenido = _en_comun(_piezas(antes), _piezas(despues))
    return _NOMBRE * nombre + _CONTENIDO * contenido + _NUMERO * numero


def _candidatas(antes: Procedimiento, despues: Procedimiento) -> Iterator[Pareja]:
    for una in antes.actividades.values():
        for otra in despues.actividades.values():
            if una.ambito is not otra.ambito:
                continue
            score = parecido(una, otra)
            if score >= UMBRAL:
                yield Pareja(una.id, otra.id, score)


def _piezas(actividad: Actividad) -> frozenset[tuple[str, str]]:
    return frozenset(
        {
            *(("evidencia", e.id) for e in actividad.evidencia),
            *(("campo", c.nombre) for c in actividad.campos),
            *(("documento", d) for d in actividad.documentos),
            *(("salida", s.resultado) for s in actividad.salidas),
            ("etapa", str(actividad.etapa)),
        }
    )


def _en_comun(una: Collection[object], otra: Collection[object]) -> float:
    both = len(set(una) & set(otra))
    return both / max(len(set(una) | set(otra)), 1)
