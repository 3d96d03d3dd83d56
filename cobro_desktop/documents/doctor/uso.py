"""Looks at what the marks of a template ask for: fields, clauses, and no code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import TemplateError, nodes

from cobro_desktop.documents.campos_plantilla import ClaseCampo, parecido
from cobro_desktop.documents.doctor.hallazgos import error
from cobro_desktop.documents.entorno import Entorno
from cobro_desktop.documents.marcas import CLAUSULAS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cobro_desktop.documents.campos_plantilla import CampoPlantilla
    from cobro_desktop.documents.doctor.hallazgos import Hallazgo
    from cobro_desktop.documents.doctor.marcas import Marca

_VERBOS: Final = frozenset({"if", "elif", "else", "endif", "for", "endfor"})
_PERMITIDOS: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.If,
    nodes.For,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
)
"""What a template may say; anything else is code."""
_DE_REPETICION: Final = frozenset({"index", "first", "last", "length"})


class Revisor:
    """Follows the marks of one part, with the repetitions that are open."""

    def __init__(
        self, campos: Sequence[CampoPlantilla], clausulas: Collection[str]
    ) -> None:
        self._entorno = Entorno()
        self._campos = {campo.nombre: campo for campo in campos}
        self._clausulas = clausulas
        self._abiertas: list[tuple[str, CampoPlantilla | None]] = []
        """Variable of each open repetition, and the field that it walks."""

    def revisar(self, marcas: Sequence[Marca]) -> Iterator[Hallazgo]:
        """Yield what is wrong in what the marks ask for."""
        self._abiertas.clear()
        for marca in marcas:
            if marca.abre == "{%" and marca.verbo not in _VERBOS:
                what = (
                    f"«{marca.escrita}» no está permitido: una plantilla solo lleva "
                    "datos, condiciones (if) y repeticiones (for)."
                )
                yield error(marca.parrafo.donde, what)
            elif marca.verbo == "endfor" and marca.abre == "{%":
                if self._abiertas:
                    self._abiertas.pop()
            else:
                yield from self._una(marca)

    def _una(self, marca: Marca) -> Iterator[Hallazgo]:
        source = self._suelta(marca)
        if not source:
            return
        where = marca.parrafo.donde
        try:
            tree = self._entorno.parse(source)
        except TemplateError:
            yield error(where, f"no se entiende la marca «{marca.escrita}».")
            return
        if self._es_codigo(tree):
            what = (
                f"«{marca.escrita}» intenta ejecutar código: en una plantilla solo se "
                "escriben nombres de campos."
            )
            yield error(where, what)
            return
        for what in self._desconocidos(tree):
            yield error(where, what)
        if marca.abre == "{%" and marca.verbo == "for":
            loop = next(tree.find_all(nodes.For))
            self._abrir(loop)

    def _suelta(self, marca: Marca) -> str:
        """Return the mark as a template of its own."""
        if marca.abre == "{{":
            return f"{{{{ {marca.interior} }}}}"
        match marca.verbo:
            case "if" | "elif":
                return f"{{% if {marca.resto} %}}{{% endif %}}"
            case "for":
                return f"{{% for {marca.resto} %}}{{% endfor %}}"
        return ""

    def _es_codigo(self, tree: nodes.Template) -> bool:
        return any(
            not isinstance(node, _PERMITIDOS) or _oculto(node)
            for node in [tree, *tree.find_all(nodes.Node)]
        )

    def _desconocidos(self, tree: nodes.Template) -> Iterator[str]:
        own = {n.name for n in tree.find_all(nodes.Name) if n.ctx == "store"}
        members = list(tree.find_all((nodes.Getattr, nodes.Getitem)))
        inner = {id(getattr(node, "node", None)) for node in members}
        for node in members:
            yield from self._miembro(node)
        for name in tree.find_all(nodes.Name):
            if name.ctx == "store" or id(name) in inner or name.name in own:
                continue
            yield from self._nombre(name.name)

    def _nombre(self, name: str) -> Iterator[str]:
        if name in self._campos or any(name == open_[0] for open_ in self._abiertas):
            return
        if name == "loop" and self._abiertas:
            return
        known = [*self._campos, *(variable for variable, _ in self._abiertas)]
        near = parecido(name, known)
        hint = f" ¿Quiso escribir «{near}»?" if near else ""
        yield f"se pide «{name}», que este documento no tiene.{hint}"

    def _miembro(self, node: nodes.Node) -> Iterator[str]:
        owner, member = getattr(node, "node", None), _clave(node)
        if not isinstance(owner, nodes.Name) or member is None:
            yield "se pide algo dentro de un dato, y los datos son textos."
            return
        if owner.name == CLAUSULAS:
            yield from self._clausula(member)
        elif owner.name == "loop":
            if not self._abiertas or member not in _DE_REPETICION:
                yield f"no existe «loop.{member}»."
        else:
            yield from self._de_fila(owner.name, member)

    def _clausula(self, clave: str) -> Iterator[str]:
        if clave in self._clausulas:
            return
        near = parecido(clave, self._clausulas)
        hint = f" ¿Quiso escribir «{near}»?" if near else ""
        yield f"se pide la cláusula «{clave}», que no está en la biblioteca.{hint}"

    def _de_fila(self, name: str, member: str) -> Iterator[str]:
        found = [campo for variable, campo in self._abiertas if variable == name]
        if not found:
            yield from self._nombre(name)
            if name in self._campos:
                yield f"se pide «{name}.{member}», pero «{name}» no tiene partes."
            return
        campo = found[-1]
        if campo is None:
            return
        known = [c.nombre for c in campo.filas]
        if member not in known:
            near = parecido(member, known)
            hint = f" ¿Quiso escribir «{name}.{near}»?" if near else ""
            yield (
                f"se pide «{name}.{member}», que no está en las filas de "
                f"«{campo.nombre}».{hint}"
            )

    def _abrir(self, loop: nodes.For) -> None:
        variable = loop.target.name if isinstance(loop.target, nodes.Name) else ""
        walked = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
        campo = self._campos.get(walked)
        rows = campo if campo and campo.clase is ClaseCampo.FILAS else None
        self._abiertas.append((variable, rows))


def impresos(marcas: Sequence[Marca], entorno: Entorno) -> frozenset[str]:
    """Return the names that a template prints, and the lists that it walks."""
    found: set[str] = set()
    for marca in marcas:
        if marca.verbo == "for":
            found.add(marca.interior.rpartition(" in ")[2])
        if marca.abre != "{{":
            continue
        try:
            tree = entorno.parse(f"{{{{ {marca.interior} }}}}")
        except TemplateError:
            continue
        found |= {node.name for node in tree.find_all(nodes.Name)}
    return frozenset(found)


def por_parte(marcas: Sequence[Marca]) -> Mapping[str, list[Marca]]:
    """Part the marks by the file of the package in which they stand."""
    parts: dict[str, list[Marca]] = {}
    for marca in marcas:
        parts.setdefault(marca.parrafo.parte, []).append(marca)
    return parts


def _oculto(node: nodes.Node) -> bool:
    key = _clave(node)
    return key is not None and key.startswith("_")


def _clave(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return str(node.arg.value)
    return None
