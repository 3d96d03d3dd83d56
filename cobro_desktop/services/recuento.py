"""What would come out on another day if an entity were counted again, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.formats import cantidad, fecha_larga

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cobro_desktop.services.prescripciones import Fechas

MAX_LISTED: Final = 200
"""Changes of one kind that are listed one by one for a script."""
EJEMPLOS: Final = 5


class TerminoMovido(NamedTuple):
    """A term that ends on another day when it is counted now."""

    termino_id: int
    expediente_id: int
    numero: str
    nombre: str
    antes: dt.date
    despues: dt.date
    cantidad: int
    unidad: str
    """As they are now: a reading of the law may have changed them."""


class TituloMovido(NamedTuple):
    """A title whose prescription dates are others now."""

    titulo_id: int
    expediente_id: int
    numero: str
    """Of the case."""
    antes: Fechas
    despues: Fechas


@dataclass(frozen=True)
class Recuento:
    """What would change in an entity, or changed."""

    sigla: str
    revisados: int
    """Terms that were counted, open and done."""
    abiertos: tuple[TerminoMovido, ...]
    cumplidos: tuple[TerminoMovido, ...]
    """Done terms that would have ended on another day; they are not touched."""
    titulos: tuple[TituloMovido, ...]
    problemas: tuple[str, ...] = ()
    """Titles whose facts contradict each other, in sentences; they are skipped."""

    @property
    def vacio(self) -> bool:
        """Whether there is nothing to change."""
        return not self.abiertos and not self.titulos

    @cached_property
    def casos(self) -> frozenset[int]:
        """The cases that change."""
        terms = frozenset(t.expediente_id for t in self.abiertos)
        return terms | {t.expediente_id for t in self.titulos}

    def frases(self) -> list[str]:
        """Say what would change, with the first examples of each kind."""
        terms = cantidad(self.revisados, "término")
        told = [f"Se revisaron {terms} de {self.sigla}."]
        if self.abiertos:
            moved = cantidad(len(self.abiertos), "término abierto", "términos abiertos")
            told.append(f"Cambia la fecha de {moved}{_ejemplos(self.abiertos)}")
        if self.titulos:
            moved = cantidad(len(self.titulos), "título")
            told.append(f"Cambia la prescripción de {moved}{_de_titulos(self.titulos)}")
        if self.cumplidos:
            done = cantidad(
                len(self.cumplidos), "término ya cumplido", "términos ya cumplidos"
            )
            told.append(
                f"Hay {done} que así contados habrían vencido otro día; no se tocan"
                f"{_ejemplos(self.cumplidos)}"
            )
        if self.vacio:
            told.append("No hay nada que recontar.")
        return [*told, *self.problemas[:EJEMPLOS]]

    def datos(self) -> dict[str, object]:
        """Return the same as JSON values."""
        return {
            "entidad": self.sigla,
            "revisados": self.revisados,
            "cambiados": len(self.abiertos),
            "expedientes": len(self.casos),
            "terminos": [_en_json(t) for t in self.abiertos[:MAX_LISTED]],
            "cumplidos": len(self.cumplidos),
            "terminos_cumplidos": [_en_json(t) for t in self.cumplidos[:MAX_LISTED]],
            "titulos": len(self.titulos),
            "prescripcion": [
                {
                    "expediente": t.numero,
                    "fecha_segura": {
                        "antes": t.antes.segura.isoformat() if t.antes.segura else None,
                        "despues": t.despues.segura.isoformat()
                        if t.despues.segura
                        else None,
                    },
                }
                for t in self.titulos[:MAX_LISTED]
            ],
            "efectos": self.frases(),
        }


def _ejemplos(moved: Iterable[TerminoMovido]) -> str:
    return _primeros(
        f"{t.numero}, «{t.nombre}», del {fecha_larga(t.antes)} al "
        f"{fecha_larga(t.despues)}"
        for t in moved
    )


def _de_titulos(moved: Iterable[TituloMovido]) -> str:
    return _primeros(
        f"{t.numero}, fecha segura del {_dia(t.antes.segura)} al "
        f"{_dia(t.despues.segura)}"
        for t in moved
    )


def _primeros(texts: Iterable[str]) -> str:
    listed = list(texts)
    more = f"; y {cantidad(len(listed) - EJEMPLOS, 'más', 'más')}"
    shown = "; ".join(listed[:EJEMPLOS])
    return f": {shown}{more if len(listed) > EJEMPLOS else ''}."


def _dia(day: dt.date | None) -> str:
    return fecha_larga(day) if day else "(sin fecha)"


def _en_json(moved: TerminoMovido) -> dict[str, object]:
    return {
        "id": moved.termino_id,
        "expediente": moved.numero,
        "nombre": moved.nombre,
        "antes": moved.antes.isoformat(),
        "despues": moved.despues.isoformat(),
    }
