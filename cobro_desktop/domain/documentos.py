"""Kinds of document: who signs each, whether it ends something, what it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.procedimiento import Rol


class EstadoDocumento(IntEnum):
    """The life of a document, in its order (DECISIONS 7)."""

    ANULADO = 0
    BORRADOR = 1
    EN_REVISION = 2
    APROBADO = 3
    FIRMADO = 4
    RADICADO = 5
    COMUNICADO = 6
    NOTIFICADO = 7

    @property
    def nombre(self) -> str:
        """The name that files and columns use, in lower case."""
        return self.name.lower()


ESTADOS: tuple[str, ...] = tuple(
    estado.nombre for estado in EstadoDocumento if estado is not EstadoDocumento.ANULADO
)
"""The states that a procedure may ask of a document."""


class Formato(StrEnum):
    """In which files a document leaves; Word for what lawyers edit."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    PDF_XLSX = "pdf+xlsx"
    DOCX_XLSX = "docx+xlsx"
    XML_PDF = "xml+pdf"


class Naturaleza(StrEnum):
    """Whether the act may be challenged, which decides its notice of recursos."""

    TRAMITE = "tramite"
    DEFINITIVO = "definitivo"


class Efecto(StrEnum):
    """What closing a document does to its case."""

    CIERRA_VERIFICACION = "cierra_verificacion"
    ABRE_INCIDENTE = "abre_incidente"
    CIERRA_INCIDENTE = "cierra_incidente"
    TERMINA_EXPEDIENTE = "termina_expediente"
    TERMINA_OBLIGACION = "termina_obligacion"
    ABRE_COACTIVO = "abre_coactivo"
    GESTION_PERSUASIVA = "gestion_persuasiva"
    INICIA_TERMINO = "inicia_termino"
    INTERRUMPE_PRESCRIPCION = "interrumpe_prescripcion"
    SUSPENDE = "suspende"
    REANUDA = "reanuda"
    LEVANTA_MEDIDA = "levanta_medida"
    PAGO = "pago"
    SOPORTE_DEPURACION = "soporte_depuracion"
    CARTERA = "cartera"
    REVISA_INTERRUPCION = "revisa_interrupcion"
    """A cured irregularity may void an earlier interruption (ET 849-1)."""


INSTITUCIONES: Final = frozenset({"SDSCJ", "SVSP", "RNEC", "IDPYBA"})
"""Of which the catalogue says what each one writes."""


@dataclass(frozen=True, slots=True)
class TipoDocumento:
    """One kind of the catalogue."""

    id: str
    nombre: str
    entidades: frozenset[str]
    """Siglas of the institutions that write it."""
    formato: Formato
    firma: tuple[Rol, ...]
    """Who may sign; empty where nobody does."""
    efectos: tuple[Efecto, ...] = ()
    naturaleza: Naturaleza = Naturaleza.TRAMITE
    codigos: Mapping[str, str] = field(default_factory=dict)
    """The institution's own code of the format, by sigla."""
    nombres: Mapping[str, str] = field(default_factory=dict)
    """The institution's own name, where it is another, by sigla."""

    def la_elabora(self, sigla: str) -> bool:
        """Tell whether an institution writes it.

        The table speaks of four; any other writes what its procedure asks for.
        """
        return sigla in self.entidades or sigla not in INSTITUCIONES

    def nombre_en(self, sigla: str) -> str:
        """Return how the institution calls it."""
        return self.nombres.get(sigla, self.nombre)

    def codigo_en(self, sigla: str) -> str:
        """Return the institution's code of the format; empty if it has none."""
        return self.codigos.get(sigla, "")


def estado_documento(nombre: str) -> EstadoDocumento:
    """Return the state that a file or column names.

    Raises:
        NotFoundError: no state has that name.
    """
    try:
        return EstadoDocumento[nombre.upper()]
    except KeyError:
        mensaje = (
            f"No existe el estado de documento «{nombre}». "
            f"Use uno de estos: {', '.join(ESTADOS)}."
        )
        raise NotFoundError(mensaje, {"estados": list(ESTADOS)}) from None
