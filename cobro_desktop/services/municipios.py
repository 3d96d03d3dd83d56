"""Municipalities by the name that files write, with their code (RULES 11.4)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from cobro_desktop.domain.texto import plegar
from cobro_desktop.services.referencia import load_municipios

if TYPE_CHECKING:
    from cobro_desktop.domain.referencia import Municipio

_VIGENTE = "vigente"
_INDIAS = re.compile(r" de indias$")


def buscar_municipio(texto: str) -> Municipio | None:
    """Return the municipality that a text names; None if none or several have it.

    A department beside the name (`Armenia, Quindío`) or a code of five digits decides.
    """
    folded = plegar(texto)
    if found := _codes().get(folded):
        return found
    parts = [part for part in re.split(r"[,(/)-]", folded) if part.strip()]
    bare = _bare(parts[0]) if parts else ""
    named = _names().get(_bare(folded)) or _names().get(bare, ())
    if len(named) > 1 and len(parts) > 1:
        said = _bare(parts[1])
        named = tuple(m for m in named if _bare(plegar(m.departamento)) == said)
    return named[0] if len(named) == 1 else None


def en_palabras(municipio: Municipio) -> str:
    """Write a municipality with its department and its code: `Cali, … (76001)`."""
    return f"{municipio.nombre}, {municipio.departamento} ({municipio.codigo})"


@cache
def _codes() -> dict[str, Municipio]:
    return {m.codigo: m for m in load_municipios()}


@cache
def _names() -> dict[str, tuple[Municipio, ...]]:
    """Index by whole name and, where nobody is called so, by its last part.

    People drop *San José de* before Cúcuta and *de Indias* after Cartagena.
    """
    whole: dict[str, list[Municipio]] = defaultdict(list)
    part: dict[str, list[Municipio]] = defaultdict(list)
    for municipio in load_municipios():
        if municipio.estado == _VIGENTE:
            folded = plegar(municipio.nombre)
            whole[_bare(folded)].append(municipio)
            part[_bare(_INDIAS.sub("", folded).split(" de ")[-1])].append(municipio)
    return {name: tuple(found) for name, found in (part | whole).items()}


def _bare(name: str) -> str:
    """Drop points, and what the capital adds to its name: *D. C.*."""
    plain = re.sub(r"[^\w ]", " ", name)
    return re.sub(r"\s+", " ", re.sub(r"\bd ?c\b", "", plain)).strip()
