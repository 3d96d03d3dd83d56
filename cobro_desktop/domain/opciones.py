"""The readings of the law that each entity chooses (RULES 14.2, DECISIONS 42)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_YES = frozenset({"true", "si", "sí", "1", "on", "verdadero"})
_NO = frozenset({"false", "no", "0", "off", "falso"})
_SEPARATORS = re.compile(r"[\s_/.-]+")


@dataclass(frozen=True, slots=True)
class ValorOpcion:
    """One reading; `valor` is what files and results carry."""

    valor: str
    etiqueta: str
    alias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opcion:
    """A switch with its closed list of readings."""

    clave: str
    etiqueta: str
    valores: tuple[ValorOpcion, ...]
    defecto: str
    norma: str
    nota: str = ""

    def leer(self, texto: str) -> str:
        """Return the reading that a person wrote; case and separators are ignored.

        Raises:
            InvalidDataError: it is none of the readings; lists them.
        """
        wanted = _spelling(texto)
        for valor in self.valores:
            if wanted in {_spelling(v) for v in (valor.valor, *valor.alias)}:
                return valor.valor
        allowed = ", ".join(valor.valor for valor in self.valores)
        msg = (
            f"«{texto}» no es un valor de la opción «{self.clave}» ({self.etiqueta}). "
            f"Use uno de estos: {allowed}."
        )
        raise InvalidDataError(msg, {"opcion": self.clave, "valor": texto})

    def etiqueta_de(self, valor: str) -> str:
        """Return how a reading is called in a sentence."""
        return next(v.etiqueta for v in self.valores if v.valor == valor)


@dataclass(frozen=True, slots=True)
class Opciones:
    """The switches in force: the catalogue and what somebody chose."""

    catalogo: Mapping[str, Opcion]
    elegidas: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def de(cls, catalogo: Iterable[Opcion]) -> Opciones:
        """Return the defaults of a catalogue."""
        return cls(MappingProxyType({opcion.clave: opcion for opcion in catalogo}))

    def __getitem__(self, clave: str) -> str:
        return self.elegidas.get(clave) or self.opcion(clave).defecto

    def activa(self, clave: str) -> bool:
        """Tell whether a yes-or-no switch is on."""
        return self[clave] == "true"

    def entero(self, clave: str) -> int:
        """Return a switch whose readings are numbers."""
        return int(self[clave])

    def opcion(self, clave: str) -> Opcion:
        """Return a switch of the catalogue.

        Raises:
            InvalidDataError: there is no such switch; lists them.
        """
        opcion = self.catalogo.get(clave)
        if opcion is None:
            known = ", ".join(sorted(self.catalogo))
            msg = f"No existe la opción «{clave}». Las que hay son: {known}."
            raise InvalidDataError(msg, {"opcion": clave})
        return opcion

    def con(self, cambios: Mapping[str, str]) -> Opciones:
        """Return the switches with some readings changed.

        Raises:
            InvalidDataError: an unknown switch or reading.
        """
        read = {clave: self.opcion(clave).leer(v) for clave, v in cambios.items()}
        return Opciones(self.catalogo, MappingProxyType({**self.elegidas, **read}))

    def en_vigor(self, claves: Iterable[str]) -> dict[str, str]:
        """Return the readings of the switches that a result depended on."""
        return {clave: self[clave] for clave in sorted(claves)}


def _spelling(texto: str) -> str:
    lowered = texto.strip().casefold()
    if lowered in _YES:
        return "true"
    if lowered in _NO:
        return "false"
    return _SEPARATORS.sub("", lowered)
