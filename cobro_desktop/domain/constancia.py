"""Whether what a procedure asks to have on file is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.procedimiento import TipoEvidencia

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.domain.hechos import Hechos, Pieza
    from cobro_desktop.domain.procedimiento import (
        Evidencia,
        Procedimiento,
        Respuestas,
    )


def entrada_de(
    procedimiento: Procedimiento, actividad: str, hechos: Hechos
) -> date | None:
    """Return the day on which the case came forward into an activity.

    A return, or staying in it, is not a new entry: an agreement that is kept for two
    years is one passage. Coming back from an end of the case is one.
    """
    puertas = {(p.resultado, p.siguiente) for p in procedimiento.reentradas}
    for cierre in reversed(hechos.cierres):
        if (cierre.resultado, actividad) in puertas:
            return cierre.fecha
        salida = procedimiento.salida(cierre.actividad, cierre.resultado)
        if salida is not None and salida.siguiente == actividad:
            return cierre.fecha
    return hechos.entrada


def consta(evidencia: Evidencia, respuestas: Respuestas, hechos: Hechos) -> bool:
    """Tell whether an evidence is there: as it asks, or as a file attached for it."""
    if evidencia.tipo is TipoEvidencia.CAMPO:
        return bool(respuestas.get(evidencia.referencia, "").strip())
    if any(p.evidencia == evidencia.id for p in _de_ahora(evidencia, hechos)):
        return True
    if evidencia.tipo is TipoEvidencia.RADICADO:
        escrito = respuestas.get(evidencia.id, "").strip()
        return bool(escrito) or evidencia.referencia in hechos.referencias
    if evidencia.tipo is TipoEvidencia.NOTIFICACION:
        return bool(hechos.notificado(evidencia.referencia))
    if evidencia.tipo is TipoEvidencia.DOCUMENTO:
        minimo = estado_documento(evidencia.estado or EstadoDocumento.FIRMADO.nombre)
        return any(
            p.tipo == evidencia.referencia and p.estado >= minimo
            for p in _de_ahora(evidencia, hechos)
        )
    return False


def _de_ahora(evidencia: Evidencia, hechos: Hechos) -> Iterator[Pieza]:
    """Yield what counts for an evidence: all, or what is dated in this passage."""
    for pieza in hechos.piezas:
        antigua = (
            pieza.fecha is not None
            and hechos.entrada is not None
            and pieza.fecha < hechos.entrada
        )
        if not (evidencia.nueva and antigua):
            yield pieza
