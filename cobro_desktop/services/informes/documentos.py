"""The document of the office that tells the same as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.services.documentos.oficina import CrearDocumentoOficina
from cobro_desktop.services.documentos.seguimiento import DESTINATARIOS
from cobro_desktop.services.informes.catalogo import INFORMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.services.informes.modelo import TipoInforme


def de_documento(tipo: str) -> TipoInforme:
    """Return the report that a kind of document tells.

    Raises:
        InvalidDataError: no report is told by it; lists those that are.
    """
    kinds = {kind.documento: kind for kind in INFORMES.values() if kind.documento}
    if tipo in kinds:
        return kinds[tipo]
    known = " e ".join(sorted(kinds, reverse=True))
    message = f"«{tipo}» no es un informe de gestión. Los que hay son: {known}."
    raise InvalidDataError(message, {"tipos": sorted(kinds)})


def destinatarios(informe: TipoInforme) -> Mapping[str, str]:
    """Return to whom its document may go, by id; empty where there is no choice."""
    return DESTINATARIOS if informe.de_periodo and informe.documento else {}


def proyecto(
    informe: TipoInforme, periodo: tuple[dt.date, dt.date], para: str
) -> CrearDocumentoOficina:
    """Return how the document of a report is asked for."""
    [sigla] = informe.siglas
    known = destinatarios(informe)
    if not known:
        typed = {"corte": periodo[1].isoformat()}
    else:
        typed = {
            "desde": periodo[0].isoformat(),
            "hasta": periodo[1].isoformat(),
            "destinatario": known[para],
        }
    return CrearDocumentoOficina(sigla, informe.documento, typed)
