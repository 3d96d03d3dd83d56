"""What a template asks for, read from its marks without filling it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import meta, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2.sandbox import SandboxedEnvironment

CLAUSULAS = "clausulas"
"""Name under which a template sees the library: `{{ clausulas.sin_recurso }}`."""


@dataclass(frozen=True)
class Marcas:
    """The names that a template mentions."""

    campos: frozenset[str] = frozenset()
    """Data of the document, those of loops aside."""
    siempre: frozenset[str] = frozenset()
    """Those of them that are printed under no condition."""
    clausulas: frozenset[str] = frozenset()
    clausulas_siempre: frozenset[str] = frozenset()
    """Those of them that are printed under no condition."""

    def __or__(self, otras: Marcas) -> Marcas:
        """Join what two texts of one document ask for."""
        return Marcas(
            self.campos | otras.campos,
            self.siempre | otras.siempre,
            self.clausulas | otras.clausulas,
            self.clausulas_siempre | otras.clausulas_siempre,
        )

    def condicionadas(self) -> Marcas:
        """Return the same as part of something that may not be printed."""
        return Marcas(self.campos, frozenset(), self.clausulas, frozenset())


def leer_marcas(entorno: SandboxedEnvironment, source: str) -> Marcas:
    """Read a text that was already compiled without faults."""
    tree = entorno.parse(source)
    printed = list(_impresos(tree.body))
    return Marcas(
        frozenset(meta.find_undeclared_variables(tree) - {CLAUSULAS}),
        frozenset(n.name for n in printed if isinstance(n, nodes.Name)) - {CLAUSULAS},
        frozenset(_clausulas(tree.find_all((nodes.Getattr, nodes.Getitem)))),
        frozenset(_clausulas(printed)),
    )


def unir(marcas: Iterable[Marcas]) -> Marcas:
    """Join what several texts ask for."""
    joined = Marcas()
    for one in marcas:
        joined |= one
    return joined


def _impresos(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for node in body:
        if isinstance(node, nodes.Output):
            yield from node.nodes


def _clausulas(found: Iterable[nodes.Node]) -> Iterator[str]:
    for node in found:
        owner = getattr(node, "node", None)
        if not (isinstance(owner, nodes.Name) and owner.name == CLAUSULAS):
            continue
        if isinstance(node, nodes.Getattr):
            yield node.attr
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            yield str(node.arg.value)
