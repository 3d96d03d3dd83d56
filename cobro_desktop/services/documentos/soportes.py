"""What the supports of a depuración take from their case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.storage.queries.incidentes import incidentes_de

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.documentos.lectura import Lectura


def datos_del_requerimiento(lectura: Lectura) -> dict[str, Any]:
    """Return the area where the debt began, and the papers known to be missing."""
    return {
        "documentos": _faltan(lectura),
        "direccion": lectura.caso.perfil.datos.get("direccion_entidad", ""),
        "ciudad_destino": lectura.caso.perfil.ciudad,
        "tratamiento": "Señores",
    }


def datos_de_lo_buscado(lectura: Lectura) -> dict[str, Any]:
    """Return the papers known to be missing."""
    return {"documentos": _faltan(lectura)}


def datos_de_la_circularizacion(lectura: Lectura) -> dict[str, Any]:
    """Leave the term to answer to who asks: the case has no other."""
    del lectura
    return {"fecha_limite": ""}


def _faltan(lectura: Lectura) -> tuple[str, ...]:
    """Return what the reconstruction of the case lists, if there is one."""
    found = incidentes_de(lectura.session, lectura.caso.expediente.id)
    listed = [str(i.datos.get("falta", "")) for i in found if i.tipo == _RECONSTRUCCION]
    lines = (line.strip() for text in listed[:1] for line in text.splitlines())
    return tuple(line for line in lines if line)


_RECONSTRUCCION = "reconstruccion"
PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    "requerimiento-areas": datos_del_requerimiento,
    "certificacion-archivo": datos_de_lo_buscado,
    "constancia-causas": datos_de_lo_buscado,
    "circularizacion": datos_de_la_circularizacion,
}
"""What the kinds of this family know besides what every one does."""
