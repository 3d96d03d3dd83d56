"""Which data several cases lack alike for one kind of document: said once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import UserError
from cobro_desktop.services.documentos.captura import lo_que_falta
from cobro_desktop.services.documentos.emision import CrearDocumento

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_desktop.services.workspace import Workspace

_VISTOS: Final = 12
"""Cases that are asked; what all of them lack, the rest lacks too."""


def datos_comunes(
    tipo: str,
    expedientes: Sequence[int],
    datos: Mapping[str, str],
    workspace: Workspace,
    contexto: Contexto,
) -> tuple[DatoPedido, ...]:
    """Return what every case lacks and a person can type, given what was typed.

    What only some lack, such as an address, is of each case and is not asked here; a
    case of which the document cannot be written tells nothing.
    """
    common: dict[str, DatoPedido] | None = None
    for expediente_id in expedientes[:_VISTOS]:
        command = CrearDocumento(expediente_id, tipo, datos)
        try:
            asked = lo_que_falta(command, workspace, contexto).por_escribir
        except UserError:
            continue
        found = {dato.nombre: dato for dato in asked}
        common = found if common is None else _en_ambos(common, found)
    return tuple((common or {}).values())


def _en_ambos(
    one: Mapping[str, DatoPedido], other: Mapping[str, DatoPedido]
) -> dict[str, DatoPedido]:
    """Keep what both lack; of a choice, what both may choose."""
    kept: dict[str, DatoPedido] = {}
    for nombre, dato in one.items():
        if nombre not in other:
            continue
        options = tuple(o for o in dato.opciones if o in other[nombre].opciones)
        if options or not dato.opciones:
            kept[nombre] = dato._replace(opciones=options)
    return kept
