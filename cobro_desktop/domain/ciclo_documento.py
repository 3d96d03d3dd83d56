"""The steps in the life of a document, as data (DOCUMENTS, lifecycle)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Paso(StrEnum):
    """What a person does to a document."""

    REHACER = "rehacer"
    ENVIAR = "enviar"
    REVISAR = "revisar"
    DEVOLVER = "devolver"
    APROBAR = "aprobar"
    FIRMAR = "firmar"
    RADICAR = "radicar"
    COMUNICAR = "comunicar"
    NOTIFICAR = "notificar"
    ANULAR = "anular"


class Papel(StrEnum):
    """In which quality somebody answers for a version."""

    REVISO = "reviso"
    APROBO = "aprobo"
    FIRMO = "firmo"


class Decision(StrEnum):
    """What somebody says of a version."""

    CONFORME = "conforme"
    OBSERVADO = "observado"


class Bandeja(StrEnum):
    """The trays in which a document waits for a person."""

    REVISION = "revision"
    FIRMA = "firma"
    DEVUELTOS = "devueltos"
    SIN_NOTIFICAR = "sin-notificar"

    @property
    def nombre(self) -> str:
        """How the screens call it."""
        return _BANDEJAS[self]


_BANDEJAS = {
    Bandeja.REVISION: "Por revisar",
    Bandeja.FIRMA: "Por aprobar y firmar",
    Bandeja.DEVUELTOS: "Devueltos",
    Bandeja.SIN_NOTIFICAR: "Emitidos sin notificar",
}


@dataclass(frozen=True, slots=True)
class Transicion:
    """From which states a step may be taken, and where it leaves the document."""

    desde: tuple[EstadoDocumento, ...]
    hasta: EstadoDocumento
    accion: str
    """In the infinitive, to go after *no se puede*."""


_BORRADOR, _REVISION = EstadoDocumento.BORRADOR, EstadoDocumento.EN_REVISION
_APROBADO, _FIRMADO = EstadoDocumento.APROBADO, EstadoDocumento.FIRMADO
_RADICADO, _COMUNICADO = EstadoDocumento.RADICADO, EstadoDocumento.COMUNICADO
_NOTIFICADO, _ANULADO = EstadoDocumento.NOTIFICADO, EstadoDocumento.ANULADO
_SIN_NUMERO = (_BORRADOR, _REVISION)

TRANSICIONES: Mapping[Paso, Transicion] = {
    Paso.REHACER: Transicion(_SIN_NUMERO, _BORRADOR, "elaborar de nuevo"),
    Paso.ENVIAR: Transicion((_BORRADOR,), _REVISION, "enviar a revisión"),
    Paso.REVISAR: Transicion((_REVISION,), _REVISION, "dar la conformidad"),
    Paso.DEVOLVER: Transicion((_REVISION,), _BORRADOR, "devolver con observaciones"),
    Paso.APROBAR: Transicion(_SIN_NUMERO, _APROBADO, "aprobar y numerar"),
    Paso.FIRMAR: Transicion((_APROBADO,), _FIRMADO, "firmar"),
    Paso.RADICAR: Transicion((_FIRMADO,), _RADICADO, "radicar"),
    Paso.COMUNICAR: Transicion(
        (_FIRMADO, _RADICADO), _COMUNICADO, "dar por comunicado"
    ),
    Paso.NOTIFICAR: Transicion(
        (_FIRMADO, _RADICADO, _COMUNICADO), _NOTIFICADO, "dar por notificado"
    ),
    Paso.ANULAR: Transicion(
        (*_SIN_NUMERO, _APROBADO, _FIRMADO, _RADICADO, _COMUNICADO),
        _ANULADO,
        "anular",
    ),
}
"""Every step there is; a number is given when approving and never again (F59)."""

PALABRAS: Mapping[EstadoDocumento, str] = {
    _BORRADOR: "en borrador",
    _REVISION: "en revisión",
    _APROBADO: "aprobado y numerado",
    _FIRMADO: "firmado",
    _RADICADO: "radicado",
    _COMUNICADO: "comunicado",
    _NOTIFICADO: "notificado",
    _ANULADO: "anulado",
}


def pasos_de(estado: EstadoDocumento) -> tuple[Paso, ...]:
    """Return what may be done to a document in a state, in the order of its life."""
    return tuple(paso for paso, t in TRANSICIONES.items() if estado in t.desde)


def seguir(paso: Paso, estado: EstadoDocumento, nombre: str) -> EstadoDocumento:
    """Return the state after a step.

    Raises:
        NotAllowedError: the document is not where that step begins.
    """
    found = TRANSICIONES[paso]
    if estado in found.desde:
        return found.hasta
    *others, last = [PALABRAS[place] for place in found.desde]
    places = f"{', '.join(others)} o {last}" if others else last
    # Where only a draft serves, that it no longer is one is what a person must know.
    early = set(found.desde) <= {_BORRADOR, EstadoDocumento.EN_REVISION}
    here = "ya no es un borrador y está" if early else "está"
    message = (
        f"«{nombre}» {here} {PALABRAS[estado]}: no se puede {found.accion}. "
        f"Eso se hace cuando está {places}. No se cambió nada."
    )
    raise NotAllowedError(message, {"estado": estado.nombre, "paso": str(paso)})
