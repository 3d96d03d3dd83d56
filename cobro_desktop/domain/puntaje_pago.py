"""How likely a payment is of a case: criteria met, each with its points (F78)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cobro_desktop.domain.dinero import Centavos


CIFRAS: Final = 4
"""A shorter text names no number."""
SEGUIDAS: Final = 4
"""Words that may make up a number: `SVSP 2026 000001`."""
PALABRAS: Final = 24
"""Those of a text that are looked at."""
_ANIO: Final = re.compile(r"(?:19|20)\d\d").fullmatch


@dataclass(frozen=True, slots=True)
class Criterio:
    """A way of recognising a case, and what it is worth."""

    id: str
    etiqueta: str
    puntos: int


@dataclass(frozen=True, slots=True)
class Reglas:
    """Criteria and thresholds; they are data of the program."""

    criterios: tuple[Criterio, ...]
    automatico: int
    """From here on a payment is matched by itself, if it also leads the next."""
    ventaja: int
    minimo: int
    """Fewer points make no candidate."""
    candidatos: int
    """How many are shown at most."""


@dataclass(frozen=True, slots=True)
class DatosPago:
    """What a payment says of whom it pays."""

    valor: Centavos
    referencia: str = ""
    comparendo: str = ""
    titulo: str = ""
    documento: str = ""
    nombre: str = ""
    concepto: str = ""
    texto: str = ""
    """What else it says: observations, description of the bank."""

    @property
    def nombrados(self) -> frozenset[str]:
        """Return, reduced, every number that its free texts may name."""
        said = (self.referencia, self.titulo, self.concepto, self.texto)
        return frozenset(gram for text in said for gram in numeros_en(text))


@dataclass(frozen=True, slots=True)
class DatosCaso:
    """What a case is known by; every text as it is stored."""

    numeros: frozenset[str] = frozenset()
    """Its own number and those that others gave it."""
    titulos: frozenset[str] = frozenset()
    documentos: frozenset[str] = frozenset()
    nombres: frozenset[str] = frozenset()
    concepto: str = ""
    valores: frozenset[int] = field(default_factory=frozenset)
    """Amounts that somebody would pay: balance, capital, instalments; centavos."""


@dataclass(frozen=True, slots=True)
class Puntaje:
    """The points of a case for a payment, with the criteria that it meets."""

    total: int
    cumple: tuple[Criterio, ...]


def puntuar(pago: DatosPago, caso: DatosCaso, reglas: Reglas) -> Puntaje:
    """Add the points of the criteria that a case meets."""
    named = pago.nombrados
    met = {
        "referencia": _es(pago.referencia, caso.numeros) or _entre(named, caso.numeros),
        "comparendo": _es(pago.comparendo, caso.numeros),
        "titulo": _es(pago.titulo, caso.titulos) or _entre(named, caso.titulos),
        "documento": _es(pago.documento, caso.documentos)
        or _entre(named, caso.documentos),
        "valor": pago.valor in caso.valores,
        "nombre": _mismo_nombre(pago.nombre, caso.nombres),
        "concepto": _contiene(pago.concepto, caso.concepto),
    }
    found = tuple(c for c in reglas.criterios if met[c.id])
    return Puntaje(sum(c.puntos for c in found), found)


def elegir(puntajes: Sequence[Puntaje], reglas: Reglas) -> int | None:
    """Return the place of the only case that a payment surely is of; None if none."""
    if not puntajes:
        return None
    order = sorted(range(len(puntajes)), key=lambda i: -puntajes[i].total)
    best = puntajes[order[0]].total
    second = puntajes[order[1]].total if len(order) > 1 else 0
    sure = best >= reglas.automatico and best - second >= reglas.ventaja
    return order[0] if sure else None


def leer_reglas(data: Mapping[str, object]) -> Reglas:
    """Build the rules from the values of their file."""
    criterios = data["criterio"]
    assert isinstance(criterios, list)
    limits = {
        name: int(str(data[name]))
        for name in ("automatico", "ventaja", "minimo", "candidatos")
    }
    return Reglas(
        tuple(Criterio(c["id"], c["etiqueta"], c["puntos"]) for c in criterios),
        **limits,
    )


def reducir(texto: str) -> str:
    """Leave letters and digits, so that `R-100` and `R 100` are the same number.

    Of `117 de 2023` the word goes, because others write `117-2023`.
    """
    return "".join(_palabras_de(texto)).lstrip("0")


def _palabras_de(texto: str) -> list[str]:
    words = "".join(c if c.isalnum() else " " for c in plegar(texto)).split()
    return [word for word in words if word not in {"de", "del"}]


@lru_cache(maxsize=4_096)
def numeros_en(texto: str) -> frozenset[str]:
    """Return, reduced, what in a free text may be a number: words and runs of them.

    A year alone is none.

    >>> sorted(numeros_en("Pago res. 117-2023"))
    ['1172023', 'pagores117', 'pagores1172023', 'res117', 'res1172023']
    """
    words = _palabras_de(texto)[:PALABRAS]
    runs = (
        "".join(words[start : start + count]).lstrip("0")
        for start in range(len(words))
        for count in range(1, SEGUIDAS + 1)
    )
    return frozenset(
        run
        for run in runs
        if len(run) >= CIFRAS and any(map(str.isdigit, run)) and not _ANIO(run)
    )


def _es(texto: str, conocidos: Iterable[str]) -> bool:
    wanted = reducir(texto)
    return bool(wanted) and any(reducir(known) == wanted for known in conocidos)


def _entre(nombrados: frozenset[str], conocidos: Iterable[str]) -> bool:
    return bool(nombrados) and any(reducir(known) in nombrados for known in conocidos)


def _mismo_nombre(nombre: str, conocidos: Iterable[str]) -> bool:
    words = _palabras(nombre)
    return len(words) > 1 and any(words == _palabras(known) for known in conocidos)


def _palabras(nombre: str) -> frozenset[str]:
    """Split a name, whatever the order of its words and its kind of company."""
    company = {"sas", "sa", "ltda", "cia", "y", "de", "la", "s", "a"}
    text = "".join(c if c.isalnum() else " " for c in plegar(nombre))
    return frozenset(text.split()) - company


def _contiene(uno: str, otro: str) -> bool:
    one, other = plegar(uno), plegar(otro)
    return bool(one and other) and (one in other or other in one)
