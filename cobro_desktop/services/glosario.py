"""The glossary that ships as help: the words of the institutions, in our own words."""

from __future__ import annotations

import tomllib
from typing import NamedTuple

from cobro_desktop.assets import assets
from cobro_desktop.domain.texto import plegar


class Entrada(NamedTuple):
    """A term and what it means."""

    termino: str
    definicion: str
    norma: str
    entidades: tuple[str, ...]
    """Siglas of the institutions whose documents define it."""


def load_glosario() -> tuple[Entrada, ...]:
    """Read the glossary, in the order of the file, which is that of the alphabet."""
    text = (assets("resources") / "ayuda" / "glosario.toml").read_text("utf-8")
    return tuple(
        Entrada(
            e["termino"], e["definicion"], e.get("norma", ""), tuple(e["entidades"])
        )
        for e in tomllib.loads(text)["entrada"]
    )


def buscar(entradas: tuple[Entrada, ...], texto: str) -> list[Entrada]:
    """Return the entries with a text; those that have it in the term come first."""
    wanted = plegar(texto)
    in_term = [e for e in entradas if wanted in plegar(e.termino)]
    inside = [e for e in entradas if wanted in plegar(e.definicion)]
    return [*in_term, *(e for e in inside if e not in in_term)]
