"""Where each key of a TOML text stands; `tomllib` reads it but forgets the lines."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PUNTOS: Final = 200
Ruta: TypeAlias = tuple[str | int, ...]
"""Keys and, inside arrays, positions from 0."""

_ESPACIO = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_CLAVE = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_PUNTO = re.compile(r"[ \t]*\.[ \t]*")
_CADENA = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_ESCALAR = re.compile(r"[^,\]}#\n]+")


def leer_toml(texto: str) -> dict[str, Any]:
    """Read a text that anybody may have written.

    Raises:
        ValueError: it is no TOML, or goes deeper than any that a person writes:
            the time and memory of a dotted key grow with the square of its parts.
    """
    for number, line in enumerate(texto.splitlines(), start=1):
        if line.count(".") > MAX_PUNTOS:
            message = (
                f"hay demasiados puntos en un renglón (at line {number}, column 1)"
            )
            raise ValueError(message)
    try:
        return tomllib.loads(texto)
    except RecursionError as error:
        message = "tiene demasiados niveles"
        raise ValueError(message) from error


def lineas(texto: str) -> Mapping[Ruta, int]:
    """Return the line (from 1) of every key and array element.

    The text must be valid TOML; headers give the line of their table.
    """
    lector = _Lector(texto)
    lector.documento()
    return lector.lineas


def linea_de(donde: Mapping[Ruta, int], ruta: Ruta) -> int:
    """Return the line of a path, or of the nearest thing that contains it."""
    while ruta and ruta not in donde:
        ruta = ruta[:-1]
    return donde.get(ruta, 1)


class _Lector:
    """Walks a text that is known to be valid, noting positions."""

    def __init__(self, texto: str) -> None:
        self.texto = texto
        self.i = 0
        self.linea = 1
        self.lineas: dict[Ruta, int] = {}
        self.elementos: dict[Ruta, int] = {}

    def documento(self) -> None:
        tabla: Ruta = ()
        self.espacio()
        while self.i < len(self.texto):
            if self.texto[self.i] == "[":
                tabla = self.cabecera()
            else:
                self.par(tabla)
            self.espacio()

    def cabecera(self) -> Ruta:
        linea, doble = self.linea, self.texto.startswith("[[", self.i)
        self.i += 2 if doble else 1
        self.espacio()
        ruta = self.dentro((), self.claves())
        self.espacio()
        self.i += 2 if doble else 1
        if doble:
            posicion = self.elementos.get(ruta, -1) + 1
            self.elementos[ruta] = posicion
            self.lineas.setdefault(ruta, linea)
            ruta = (*ruta, posicion)
        self.lineas.setdefault(ruta, linea)
        return ruta

    def dentro(self, ruta: Ruta, claves: list[str]) -> Ruta:
        """Follow keys of a header, into the last element of each array of tables."""
        for n, clave in enumerate(claves):
            ruta = (*ruta, clave)
            if n < len(claves) - 1 and ruta in self.elementos:
                ruta = (*ruta, self.elementos[ruta])
        return ruta

    def par(self, tabla: Ruta) -> None:
        linea = self.linea
        ruta = tabla
        for clave in self.claves():
            ruta = (*ruta, clave)
            self.lineas.setdefault(ruta, linea)
        self.espacio()
        self.i += 1  # the equals sign
        self.espacio()
        self.valor(ruta)

    def claves(self) -> list[str]:
        claves: list[str] = []
        while found := _CLAVE.match(self.texto, self.i):
            self.i = found.end()
            claves.append(_nombre(found[0]))
            if not (punto := _PUNTO.match(self.texto, self.i)):
                break
            self.i = punto.end()
        return claves

    def valor(self, ruta: Ruta) -> None:
        self.lineas.setdefault(ruta, self.linea)
        inicio = self.texto[self.i]
        if inicio == "[":
            self.secuencia(ruta, "]")
        elif inicio == "{":
            self.secuencia(ruta, "}")
        elif inicio in "\"'":
            self.avanzar(_CADENA)
        else:
            self.avanzar(_ESCALAR)

    def secuencia(self, ruta: Ruta, cierre: str) -> None:
        self.i += 1
        posicion = 0
        self.espacio()
        while self.texto[self.i] != cierre:
            if cierre == "]":
                self.valor((*ruta, posicion))
            else:
                self.par(ruta)
            posicion += 1
            self.espacio()
            if self.texto[self.i] == ",":
                self.i += 1
                self.espacio()
        self.i += 1

    def espacio(self) -> None:
        self.avanzar(_ESPACIO)

    def avanzar(self, patron: re.Pattern[str]) -> None:
        found = patron.match(self.texto, self.i)
        assert found is not None
        self.linea += found[0].count("\n")
        self.i = found.end()


def _nombre(clave: str) -> str:
    """Read a key as TOML does; a quoted one may hold escapes."""
    if clave[0] not in "\"'":
        return clave
    return str(tomllib.loads(f"clave = {clave}")["clave"])
