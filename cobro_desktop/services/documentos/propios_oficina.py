"""What each kind of document of the office knows besides what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow


@dataclass(frozen=True, slots=True)
class LecturaOficina:
    """A document of the office about to be written."""

    session: Session
    workspace: Workspace
    sigla: str
    row: DocumentoRow


PROPIOS_OFICINA: Final[Mapping[str, Callable[[LecturaOficina], Mapping[str, Any]]]] = {}
"""A provider per kind; one without it says what is common and what is typed."""


def propio_de_oficina(lectura: LecturaOficina) -> Mapping[str, Any]:
    """Return what the kind of document knows by itself, by field of its context."""
    provider = PROPIOS_OFICINA.get(lectura.row.tipo) or _de_cartera(lectura.row.tipo)
    return provider(lectura) if provider else {}


def _de_cartera(tipo: str) -> Callable[[LecturaOficina], Mapping[str, Any]] | None:
    # The portfolio writes its documents with this module: it is read when asked for.
    from cobro_desktop.services.cartera import contextos, contextos_informes
    from cobro_desktop.services.conciliacion import acta
    from cobro_desktop.services.documentos import campanas, cobros, seguimiento

    return {
        **contextos.PROPIOS,
        **contextos_informes.PROPIOS,
        **acta.PROPIOS,
        **campanas.PROPIOS_OFICINA,
        **cobros.PROPIOS_OFICINA,
        **seguimiento.PROPIOS_OFICINA,
    }.get(tipo)
