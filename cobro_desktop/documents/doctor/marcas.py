"""Reads the marks of a template one by one, with the place of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.doctor.hallazgos import error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.documents.doctor.hallazgos import Hallazgo
    from cobro_desktop.documents.doctor.lugares import Parrafo

_TROZO: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CIERRE: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_CLASE: Final = re.compile(r"(p|tr|tc|r)(?=\s)")
_ABREN: Final = {"if": "endif", "for": "endfor"}
_NOMBRES: Final = {"if": "la condición", "for": "la repetición"}
_SIGUEN: Final = frozenset({"elif", "else"})


@dataclass(frozen=True)
class Marca:
    """A mark of a paragraph."""

    parrafo: Parrafo
    abre: str
    """`{{` or `{%`."""
    clase: str
    """Of Word's: `p`, `tr`, `tc`, `r`; or none."""
    interior: str

    @property
    def verbo(self) -> str:
        """The first word of an instruction: `if`, `for` or `endif`."""
        return self.interior.split(maxsplit=1)[0] if self.interior else ""

    @property
    def resto(self) -> str:
        """What follows the first word."""
        parts = self.interior.split(maxsplit=1)
        return parts[1] if len(parts) > 1 else ""

    @property
    def escrita(self) -> str:
        """The mark as it stands in the template."""
        return f"{self.abre}{self.clase} {self.interior} {_CIERRE[self.abre]}"


def leer(parrafo: Parrafo, faltas: list[Hallazgo]) -> Iterator[Marca]:
    """Yield the marks of a paragraph; adds to `faltas` those badly closed."""
    opened: tuple[str, int] | None = None
    for piece in _TROZO.finditer(parrafo.texto):
        token = piece[0]
        if token in _CIERRE:
            if opened is not None:
                faltas.append(_sin_cerrar(parrafo, opened))
            opened = (token, piece.end())
        elif opened is None:
            what = f"sobra «{token}»: no hay una marca abierta que cerrar."
            faltas.append(error(parrafo.donde, what))
        elif _CIERRE[opened[0]] != token:
            what = f"la marca que abre con «{opened[0]}» se cierra con «{token}»."
            faltas.append(error(parrafo.donde, what))
            opened = None
        else:
            inside = parrafo.texto[opened[1] : piece.start()].strip("-~ \xa0\t")
            if opened[0] != "{#":
                yield _marca(parrafo, opened[0], inside)
            opened = None
    if opened is not None:
        faltas.append(_sin_cerrar(parrafo, opened))


def emparejar(marcas: Iterable[Marca]) -> Iterator[Hallazgo]:
    """Say which conditions and repetitions of a part are not closed, or not open."""
    stack: list[Marca] = []
    for marca in marcas:
        verb = marca.verbo
        if marca.abre != "{%":
            continue
        if verb in _ABREN:
            stack.append(marca)
        elif verb in _ABREN.values():
            yield from _cerrar(marca, stack)
        elif verb in _SIGUEN and not stack:
            what = f"hay «{marca.escrita}» sin una condición abierta."
            yield error(marca.parrafo.donde, what)
    for marca in reversed(stack):
        name, end = _NOMBRES[marca.verbo], _ABREN[marca.verbo]
        close = f"{{%{marca.clase} {end} %}}"
        what = (
            f"falta cerrar {name} «{marca.escrita}»: escriba «{close}» donde termina."
        )
        yield error(marca.parrafo.donde, what)


def _cerrar(marca: Marca, stack: list[Marca]) -> Iterator[Hallazgo]:
    verb, where = marca.verbo, marca.parrafo.donde
    if not stack:
        name = "una condición" if verb == "endif" else "una repetición"
        yield error(where, f"se cierra {name} que no se abrió («{marca.escrita}»).")
        return
    top = stack.pop()
    if _ABREN[top.verbo] != verb:
        what = (
            f"«{marca.escrita}» cierra otra cosa: lo que está abierto es "
            f"{_NOMBRES[top.verbo]} «{top.escrita}», de {top.parrafo.donde}."
        )
        yield error(where, what)
    elif top.clase != marca.clase:
        want = f"{{%{top.clase} {verb} %}}"
        what = (
            f"{_NOMBRES[top.verbo]} «{top.escrita}» se cierra de otra manera: escriba "
            f"«{want}»."
        )
        yield error(where, what)


def _marca(parrafo: Parrafo, abre: str, inside: str) -> Marca:
    found = _CLASE.match(inside)
    clase = found[1] if found else ""
    return Marca(parrafo, abre, clase, " ".join(inside[len(clase) :].split()))


def _sin_cerrar(parrafo: Parrafo, opened: tuple[str, int]) -> Hallazgo:
    token, start = opened
    rest = parrafo.texto[start:].strip()[:30]
    end = _CIERRE[token]
    what = f"falta cerrar la marca «{token} {rest}»: debe terminar con «{end}»."
    return error(parrafo.donde, what)
