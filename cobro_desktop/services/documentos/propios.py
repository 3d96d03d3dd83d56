"""What each kind of document knows of its case besides what every one does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.services.documentos import (
    acuerdos,
    cuenta,
    electronico,
    incidentes,
    mandamiento,
    medidas,
    persuasivo,
    recepcion,
    remate,
    soportes,
    suspension,
    terminacion,
)
from cobro_desktop.services.documentos.elecciones import elegir
from cobro_desktop.services.trabajo import devoluciones

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.documentos.elecciones import Eleccion
    from cobro_desktop.services.documentos.lectura import Lectura

PROPIOS: Final[Mapping[str, Callable[[Lectura], Mapping[str, Any]]]] = {
    **acuerdos.PROPIOS,
    **mandamiento.PROPIOS,
    **medidas.PROPIOS,
    **remate.PROPIOS,
    **suspension.PROPIOS,
    **devoluciones.PROPIOS,
    **recepcion.PROPIOS,
    **persuasivo.PROPIOS,
    **incidentes.PROPIOS,
    **terminacion.PROPIOS,
    **soportes.PROPIOS,
    **cuenta.PROPIOS,
    **electronico.PROPIOS,
}
"""A provider per kind; one without it says what is common and what is typed."""

ELECCIONES: Final[Mapping[str, Callable[[Lectura], Mapping[str, Eleccion]]]] = {
    **mandamiento.ELECCIONES,
    **medidas.ELECCIONES,
    **remate.ELECCIONES,
    **terminacion.ELECCIONES,
}
"""What a person chooses of what the case knows, by kind."""


def elecciones(lectura: Lectura) -> Mapping[str, Eleccion]:
    """Return what is chosen in a kind of document, by field of its context."""
    provider = ELECCIONES.get(lectura.tipo)
    return provider(lectura) if provider else {}


class Elegido(NamedTuple):
    """What may be chosen in a document, and what was."""

    lectura: Lectura
    """With the choices in the place of what was typed."""
    escogido: Mapping[str, str]
    """By field; empty where a person still has to choose."""
    elecciones: Mapping[str, Eleccion]


def elegido(lectura: Lectura) -> Elegido:
    """Put what was chosen in the place of what was typed.

    Some choices hang on others: the means, on the act and the debtor.

    Raises:
        InvalidDataError: what was typed is none of the choices; lists them.
    """
    choices = elecciones(lectura)
    if not choices:
        return Elegido(lectura, {}, {})
    first, _ = elegir(lectura, choices)
    choices = elecciones(first)
    return Elegido(*elegir(first, choices), choices)


def propio(lectura: Lectura) -> Mapping[str, Any]:
    """Return what the kind of document knows by itself, by field of its context."""
    provider = PROPIOS.get(lectura.tipo)
    return provider(lectura) if provider else {}
