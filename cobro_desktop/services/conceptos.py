"""Which regime and which D0 each concept of an institution follows (RULES 1)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.assets import Carpeta


LISTS = ("procedimientos", "palabras", "rasgos")


@dataclass(frozen=True, slots=True)
class Concepto:
    """A kind of obligation, from `[[concepto]]` of the institution's profile."""

    id: str
    nombre: str
    procedimientos: tuple[str, ...]
    titulo: str
    """What its title is called before the number: `Resolución`."""
    palabras: tuple[str, ...]
    """Folded beginnings by which files name it."""
    regimen: str
    exigible: str
    """`ejecutoria primer_mes treinta_dias`: where D0 falls."""
    norma: str
    por_defecto: bool
    rasgos: tuple[str, ...] = ()
    """Fields of documents that are true for it: `es_multa_policia`…"""


@cache
def load_conceptos(sigla: str, folder: Carpeta) -> tuple[Concepto, ...]:
    """Read the concepts of an institution, in the order of its file.

    `folder` is the `resources` that rules (`workspace.recursos`). An institution
    without a file there has none.
    """
    path = folder / "entidades" / f"{sigla.lower()}.toml"
    if not path.is_file():
        return ()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_concepto(item) for item in data.get("concepto", []))


def concepto_de(conceptos: Sequence[Concepto], codigo: str, texto: str) -> Concepto:
    """Choose the concept that a file names, else the procedure's own default."""
    own = [c for c in conceptos if codigo in c.procedimientos]
    folded = plegar(texto)
    named = (c for c in own if any(word in folded for word in c.palabras))
    default = next((c for c in own if c.por_defecto), own[0])
    return next(named, default) if folded else default


def _concepto(item: dict[str, Any]) -> Concepto:
    lists = {key: tuple(item[key]) for key in LISTS if key in item}
    return Concepto(**(item | lists))
