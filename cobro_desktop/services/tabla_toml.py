"""Reads the tables of a TOML file with their types, noting every fault."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

from cobro_desktop.domain.defectos import parecido

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from enum import StrEnum

    from cobro_desktop.services.lineas_toml import Ruta

T = TypeVar("T")
E = TypeVar("E", bound="StrEnum")

_NOMBRES: Mapping[type, str] = {
    str: "un texto",
    int: "un número entero",
    bool: "true o false",
    list: "una lista",
    dict: "una tabla",
    dt.date: "una fecha AAAA-MM-DD",
}


class Tabla:
    """One table being read; `cerrar` reports the keys that nobody asked for."""

    def __init__(
        self, datos: Mapping[str, Any], ruta: Ruta, fallas: list[tuple[Ruta, str]]
    ) -> None:
        self.datos = datos
        self.ruta = ruta
        self.fallas = fallas
        self._pedidas: set[str] = set()

    def falla(self, mensaje: str, *claves: str | int) -> None:
        """Note a fault of this table or of something inside it."""
        self.fallas.append(((*self.ruta, *claves), mensaje))

    def tiene(self, clave: str) -> bool:
        """Tell whether the key is written."""
        return clave in self.datos

    def texto(self, clave: str, *, obligatorio: bool = False) -> str:
        """Return a text without blanks around; empty if it is not there."""
        valor = self.valor(clave, str, "", obligatorio=obligatorio).strip()
        if obligatorio and not valor and isinstance(self.datos.get(clave), str):
            self.falla(f"«{clave}» está vacío", clave)
        return valor

    def entero(self, clave: str, *, obligatorio: bool = False) -> int:
        """Return a number; 0 if it is not there."""
        valor = self.valor(clave, int, 0, obligatorio=obligatorio)
        if valor < 0:
            self.falla(f"«{clave}» no puede ser negativo", clave)
        return valor

    def logico(self, clave: str) -> bool:
        """Return true or false; false if it is not there."""
        return self.valor(clave, bool, default=False)

    def valor(
        self, clave: str, tipo: type[T], default: T, *, obligatorio: bool = False
    ) -> T:
        """Return the value of a key if it is of the type, else the default."""
        self._pedidas.add(clave)
        if clave not in self.datos:
            if obligatorio:
                self.falla(f"falta la clave «{clave}»")
            return default
        valor = self.datos[clave]
        if type(valor) is tipo:
            return valor
        self.falla(f"«{clave}» debe ser {_NOMBRES.get(tipo, tipo.__name__)}", clave)
        return default

    def enumerado(
        self, clave: str, tipo: type[E], default: E, *, obligatorio: bool = False
    ) -> E:
        """Return a word of a closed list."""
        texto = self.texto(clave, obligatorio=obligatorio)
        return self._palabra(texto, tipo, (clave,)) or default if texto else default

    def enumerados(
        self, clave: str, tipo: type[E], *, obligatorio: bool = False
    ) -> tuple[E, ...]:
        """Return a list of words of a closed list."""
        textos = self.textos(clave, obligatorio=obligatorio)
        leidos = (self._palabra(t, tipo, (clave, n)) for n, t in enumerate(textos))
        return tuple(leido for leido in leidos if leido is not None)

    def textos(self, clave: str, *, obligatorio: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        valores: list[Any] = self.valor(clave, list, [], obligatorio=obligatorio)
        if obligatorio and not valores and isinstance(self.datos.get(clave), list):
            self.falla(f"«{clave}» está vacía", clave)
        for n, valor in enumerate(valores):
            if not isinstance(valor, str):
                self.falla(f"«{clave}» debe ser una lista de textos", clave, n)
        return tuple(valor for valor in valores if isinstance(valor, str))

    def tabla(self, clave: str) -> Tabla | None:
        """Return an inner table, if it is there."""
        datos: dict[str, Any] = self.valor(clave, dict, {})
        if not isinstance(self.datos.get(clave), dict):
            return None
        return Tabla(datos, (*self.ruta, clave), self.fallas)

    def tablas(self, clave: str) -> Iterator[Tabla]:
        """Yield the tables of an array, closing each after it is read."""
        for n, datos in enumerate(self.valor(clave, list, [])):
            if not isinstance(datos, dict):
                self.falla(f"«{clave}» debe ser una lista de tablas", clave, n)
                continue
            tabla = Tabla(datos, (*self.ruta, clave, n), self.fallas)
            yield tabla
            tabla.cerrar()

    def unicos(
        self, clave: str, elementos: list[T], nombre: Callable[[T], str], que: str
    ) -> None:
        """Note the elements of the array `clave` whose name is already taken."""
        vistos: set[str] = set()
        for n, elemento in enumerate(elementos):
            if nombre(elemento) in vistos:
                self.falla(f"{que} «{nombre(elemento)}» está repetido", clave, n)
            vistos.add(nombre(elemento))

    def cerrar(self) -> None:
        """Note the keys that are not of this table."""
        for clave in self.datos:
            if clave not in self._pedidas:
                mensaje = f"clave desconocida «{clave}»"
                self.falla(mensaje + parecido(clave, self._pedidas), clave)

    def _palabra(self, texto: str, tipo: type[E], claves: Ruta) -> E | None:
        try:
            return tipo(texto)
        except ValueError:
            palabras = [palabra.value for palabra in tipo]
            mensaje = f"«{texto}» no es de la lista {', '.join(palabras)}"
            self.falla(mensaje + parecido(texto, palabras), *claves)
            return None
