"""What each kind of document knows of its case besides what every one does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.services.documentos import acuerdos
from cobro_desktop.services.trabajo import devoluciones

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.documentos.lectura import Lectura

PROPIOS: Final[Mapping[str, Callable[[Lectura], Mapping[str, Any]]]] = {
    **acuerdos.PROPIOS,
    **devoluciones.PROPIOS,
}
"""A provider per kind; one without it says what is common and what is typed."""


def propio(lectura: Lectura) -> Mapping[str, Any]:
    """Return what the kind of document knows by itself, by field of its context."""
    provider = PROPIOS.get(lectura.tipo)
    return provider(lectura) if provider else {}
