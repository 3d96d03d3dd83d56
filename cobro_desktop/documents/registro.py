"""Every kind of document that the program writes, with the contract of its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.contextos import (
    acuerdo,
    cartera,
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.documents.contextos.comun import Comun, Emitido

CONTEXTOS: Final[Mapping[str, type[Comun]]] = {
    **recepcion.CONTEXTOS,
    **persuasivo.CONTEXTOS,
    **acuerdo.CONTEXTOS,
    **incidentes.CONTEXTOS,
    **mandamiento.CONTEXTOS,
    **medidas.CONTEXTOS,
    **remate.CONTEXTOS,
    **suspension.CONTEXTOS,
    **terminacion.CONTEXTOS,
    **cuenta.CONTEXTOS,
    **soportes.CONTEXTOS,
    **electronico.CONTEXTOS,
}
"""The kinds that are written for a case."""

DE_OFICINA: Final[Mapping[str, type[Emitido]]] = {
    **recepcion.DE_OFICINA,
    **cuenta.DE_OFICINA,
    **cartera.DE_OFICINA,
}
"""The kinds that belong to the office and to no case."""

TODOS: Final[Mapping[str, type[Emitido]]] = {**CONTEXTOS, **DE_OFICINA}
