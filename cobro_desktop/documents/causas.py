"""What the act of archive says for each cause, from `causas-archivo.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.entorno import (
    Entorno,
    TemplateProblemError,
    compile_text,
    render_text,
)
from cobro_desktop.documents.marcas import Marcas, leer_marcas, unir
from cobro_desktop.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template

    from cobro_desktop.documents.plantillas import Plantilla

ARCHIVO = "causas-archivo.toml"


@dataclass(frozen=True)
class Causa:
    """A cause: its name, what it asks for and its paragraphs, compiled."""

    nombre: str
    exige: frozenset[str]
    paz_y_salvo: bool
    _considerandos: tuple[Template, ...]
    marcas: Marcas

    def values(self, seen: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the Word template sees of the cause."""
        return {
            "causa_nombre": self.nombre,
            "da_paz_y_salvo": self.paz_y_salvo,
            "considerandos_causa": tuple(
                render_text(text, seen, ARCHIVO) for text in self._considerandos
            ),
        }


@dataclass(frozen=True)
class Causas:
    """All the causes of an entity."""

    _por_id: Mapping[str, Causa]

    def causa(self, clave: str) -> Causa:
        """Return a cause.

        Raises:
            NotFoundError: there is none with that key.
        """
        try:
            return self._por_id[clave]
        except KeyError:
            known = ", ".join(self._por_id)
            mensaje = (
                f"No hay una causa de archivo «{clave}». Las que hay son: {known}."
            )
            raise NotFoundError(mensaje, {"causa": clave}) from None

    def __iter__(self) -> Any:
        return iter(self._por_id)


def load_causas(capas: Sequence[Plantilla]) -> Causas:
    """Read the common file and the entity's over it.

    Raises:
        TemplateProblemError: a file or one of its tags is badly written.
    """
    merged: dict[str, dict[str, Any]] = {}
    for capa in capas:
        for clave, entry in _read(capa).items():
            merged[clave] = merged.get(clave, {}) | entry
    # Plain text: the Word template escapes it when it prints it.
    entorno = Entorno(autoescape=False)
    return Causas({key: _causa(entorno, entry) for key, entry in merged.items()})


def _causa(entorno: Entorno, entry: Mapping[str, Any]) -> Causa:
    texts = entry["considerandos"]
    return Causa(
        entry["nombre"],
        frozenset(entry.get("exige", ())),
        bool(entry.get("paz_y_salvo", False)),
        tuple(compile_text(entorno, text, ARCHIVO) for text in texts),
        unir(leer_marcas(entorno, text) for text in texts),
    )


def _read(plantilla: Plantilla) -> dict[str, Any]:
    try:
        return tomllib.loads(plantilla.contenido.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        mensaje = (
            f"El archivo de causas «{plantilla.nombre}» está mal escrito: {error}. "
            "Corríjalo e intente de nuevo."
        )
        raise TemplateProblemError(mensaje, {"plantilla": plantilla.nombre}) from error
