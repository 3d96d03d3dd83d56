"""The query language of the case list: `etapa:coactivo saldo>5smlmv` (DECISIONS 26)."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final, NoReturn, TypeAlias

from cobro_desktop.domain.campos_consulta import CAMPOS, ESTADOS_ACTIVOS, Campo
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.texto import plegar
from cobro_desktop.domain.valores_consulta import Valor, Valores, leer_valor


class ConsultaError(InvalidDataError):
    """A query that cannot be understood.

    `detalle` holds `posicion` (from 1) and, for an unknown field, `sugerencia`.
    """

    codigo = "query"

    def __init__(self, mensaje: str, at: int, sugerencia: str = "") -> None:
        detail: dict[str, object] = {"posicion": at + 1}
        if sugerencia:
            detail["sugerencia"] = sugerencia
        super().__init__(f"{mensaje} (posición {at + 1})", detail)


@dataclass(frozen=True, slots=True)
class Texto:
    """Folded text, looked for in the number, the debtor and the ID."""

    texto: str


@dataclass(frozen=True, slots=True)
class Comparacion:
    """A field against a value already computed.

    `op` is one of `: = < <= > >=`; `:` is *contains* and stands only on open text.
    With a `Rango`, a `Vacio` or a tuple (any of these) it is `=`.
    """

    campo: Campo
    op: str
    valor: Valor


@dataclass(frozen=True, slots=True)
class No:
    """What does not hold; a case without the value counts as not holding it."""

    nodo: Nodo


@dataclass(frozen=True, slots=True)
class Y:
    """All of these."""

    nodos: tuple[Nodo, ...]


@dataclass(frozen=True, slots=True)
class O:  # noqa: E742 -- the word of the language
    """Any of these."""

    nodos: tuple[Nodo, ...]


Nodo: TypeAlias = Texto | Comparacion | No | Y | O

_OPERATOR: Final = re.compile(r"\s*(<=|>=|<|>|=|:)\s*")
_WORD: Final = re.compile(r'[^\s()":=<>]+')
_VALUE: Final = re.compile(r"[^\s()\"]+")
_DEPTH: Final = 20


def interpretar(texto: str, valores: Valores) -> Nodo | None:
    """Read a query; None when it asks for nothing.

    Dates and amounts come out computed with `valores`, so that the same tree gives
    the same cases on any day.

    Raises:
        ConsultaError: with the position (from 1) and what to write instead.
        MissingParameterError: when a wage or UVT is named that is not loaded.
    """
    parser = _Parser(texto, valores)
    node = parser.all_terms(depth=0)
    if parser.at < len(texto):
        parser.fail("Sobra un paréntesis de cierre.")
    return node


def y(*nodos: Nodo | None) -> Nodo | None:
    """Join what is asked for in several places; None asks for nothing."""
    asked = tuple(nodo for nodo in nodos if nodo is not None)
    if len(asked) < 2:
        return asked[0] if asked else None
    return Y(asked)


class _Parser:
    """Recursive descent over the characters; `at` is the next one."""

    def __init__(self, texto: str, valores: Valores) -> None:
        self.texto = texto
        self.valores = valores
        self.at = 0

    def all_terms(self, depth: int) -> Nodo | None:
        """Read terms up to the end, a `)` or an `o` inside parentheses."""
        found: list[Nodo] = []
        while not self._ends():
            if self._takes_word("y") and found:
                continue
            if self._sees_word("o"):
                if depth:
                    break
                self.fail("La «o» va entre paréntesis: (etapa:coactivo o saldo>1m).")
            found.append(self._term(depth))
        return y(*found)

    def fail(
        self, mensaje: str, at: int | None = None, sugerencia: str = ""
    ) -> NoReturn:
        """Raise a problem at a position."""
        raise ConsultaError(mensaje, self.at if at is None else at, sugerencia)

    def _term(self, depth: int) -> Nodo:
        start = self.at
        negated = self._takes("-") or self._takes_word("no")
        if self._ends():
            self.fail("Falta lo que se niega.", start)
        if self._takes("("):
            node = self._group(depth + 1, start)
        elif self._sees('"'):
            node = Texto(plegar(self._quoted()))
        else:
            node = self._comparison_or_text()
        return No(node) if negated else node

    def _group(self, depth: int, start: int) -> Nodo:
        if depth > _DEPTH:
            self.fail("Hay demasiados paréntesis, unos dentro de otros.", start)
        options = [self._option(depth)]
        while self._takes_word("o"):
            options.append(self._option(depth))
        if not self._takes(")"):
            self.fail("Falta cerrar un paréntesis.", start)
        return options[0] if len(options) == 1 else O(tuple(options))

    def _option(self, depth: int) -> Nodo:
        node = self.all_terms(depth)
        if node is None:
            self.fail("Falta algo dentro del paréntesis.")
        return node

    def _comparison_or_text(self) -> Nodo:
        start = self.at
        match = _WORD.match(self.texto, start)
        if match is None:
            self.fail("Falta el nombre del campo antes del signo.")
        name, operator = match[0], _OPERATOR.match(self.texto, match.end())
        campo = CAMPOS.get(plegar(name))
        if operator is None or (campo is None and operator[0] != operator[1]):
            self.at = match.end()
            return Texto(plegar(name))
        if campo is None:
            self._unknown_field(name, start)
        self.at = operator.end()
        return self._comparison(campo, operator[1])

    def _comparison(self, campo: Campo, op: str) -> Nodo:
        start, literal = self.at, self._sees('"')
        if literal:
            written = self._quoted()
        else:
            match = _VALUE.match(self.texto, self.at)
            if match is None:
                self.fail(f"Falta el valor de «{campo.nombre}».")
            written, self.at = match[0], match.end()
        if campo.nombre == "riesgo" and plegar(written) in {"si", "no"}:
            at_risk = _at_risk(self.valores)
            return at_risk if plegar(written) == "si" else No(at_risk)
        try:
            op, valor = leer_valor(campo, op, written, self.valores, literal=literal)
        except InvalidDataError as error:
            self.fail(error.mensaje, start)
        return Comparacion(campo, op, valor)

    def _unknown_field(self, name: str, start: int) -> NoReturn:
        near = difflib.get_close_matches(plegar(name), CAMPOS, n=1, cutoff=0.5)
        hint = f" ¿Quiso decir «{near[0]}»?" if near else ""
        self.fail(f"No hay un campo «{name}».{hint}", start, near[0] if near else "")

    def _quoted(self) -> str:
        start, end = self.at, self.texto.find('"', self.at + 1)
        if end < 0:
            self.fail("Falta cerrar las comillas.", start)
        self.at = end + 1
        return self.texto[start + 1 : end]

    def _ends(self) -> bool:
        while self.texto[self.at : self.at + 1].isspace():
            self.at += 1
        return self.at >= len(self.texto) or self._sees(")")

    def _sees(self, sign: str) -> bool:
        return self.texto.startswith(sign, self.at)

    def _takes(self, sign: str) -> bool:
        seen = self._sees(sign)
        self.at += len(sign) if seen else 0
        return seen

    def _sees_word(self, word: str) -> bool:
        after = self.at + len(word)
        return self.texto[self.at : after].lower() == word and (
            self.texto[after : after + 1].isspace()
            or after >= len(self.texto)
            or self.texto[after] in "()"
        )

    def _takes_word(self, word: str) -> bool:
        seen = self._sees_word(word)
        self.at += len(word) if seen else 0
        return seen


def _at_risk(valores: Valores) -> Nodo:
    """Return `riesgo:si`: worked on, and inside the time before prescription."""
    return Y(
        (
            Comparacion(CAMPOS["riesgo"], "<=", valores.hoy),
            Comparacion(CAMPOS["estado"], "=", ESTADOS_ACTIVOS),
        )
    )
