"""Every kind of document that the program writes, with the contract of its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.contextos import (
    acuerdo,
    persuasivo,
    recepcion,
    terminacion,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.documents.contextos.comun import Comun

CONTEXTOS: Final[Mapping[str, type[Comun]]] = {
    **recepcion.CONTEXTOS,
    **persuasivo.CONTEXTOS,
    **acuerdo.CONTEXTOS,
    **terminacion.CONTEXTOS,
}
