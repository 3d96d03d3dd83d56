"""What the autos that stop, resume and mend a case know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.acuerdos.efectos import CAUSA as CAUSA_ACUERDO
from cobro_desktop.services.acuerdos.seguimiento import seguidos
from cobro_desktop.services.documentos.anteriores import (
    acto,
    es_persuasivo,
    medidas_vigentes,
)
from cobro_desktop.services.documentos.excepciones import ultimo_incidente
from cobro_desktop.storage.queries.novedades import suspensiones

if TYPE_CHECKING:
    from cobro_desktop.services.documentos.lectura import Lectura
    from cobro_desktop.storage.queries.novedades import Suspension


def datos_de_la_suspension(lectura: Lectura) -> dict[str, Any]:
    """Return why the case stops; before it is recorded, an agreement tells it."""
    found = _suspension(lectura)
    known: dict[str, Any] = {
        "es_persuasivo": es_persuasivo(lectura.caso),
        "medidas": medidas_vigentes(lectura),
    }
    if found is not None:
        return (
            known
            | _detenido(found)
            | {
                "hasta": fecha_larga(found.hasta) if found.hasta else "",
                "por_acuerdo": found.causa == CAUSA_ACUERDO,
            }
        )
    agreed = _acuerdo(lectura)
    return known | agreed if agreed else known


def datos_de_la_reanudacion(lectura: Lectura) -> dict[str, Any]:
    """Return what was suspended and from which day it counts again."""
    found = _suspension(lectura)
    known: dict[str, Any] = {
        "es_persuasivo": es_persuasivo(lectura.caso),
        "acto_suspende": acto(lectura, "auto-suspende"),
    }
    if found is None:
        return known
    again = found.hasta + UN_DIA if found.hasta else lectura.fecha
    return known | _detenido(found) | {"reanuda": fecha_larga(again)}


def datos_de_la_subsanacion(lectura: Lectura) -> dict[str, Any]:
    """Return the irregularity that was recorded."""
    found = ultimo_incidente(lectura, "irregularidad")
    if found is None:
        return {}
    text = str(found.datos.get("irregularidad", "")).strip().rstrip(".")
    return {"irregularidad": f"{text[:1].lower()}{text[1:]}"}


def _suspension(lectura: Lectura) -> Suspension | None:
    """Return the suspension in force, or the last one."""
    rows = suspensiones(lectura.session, lectura.caso.expediente.id)
    known = [row for row in rows if row.desde <= lectura.fecha]
    now = [row for row in known if row.cubre(lectura.fecha)]
    last = now or known
    return last[-1] if last else None


def _detenido(found: Suspension) -> dict[str, Any]:
    text = found.causa.strip().rstrip(".")
    return {
        "motivo": f"{text[:1].lower()}{text[1:]}",
        "norma_suspension": found.norma.strip().rstrip("."),
        "desde": fecha_larga(found.desde),
        "suspende_prescripcion": found.prescripcion,
        "suspende_intereses": found.intereses,
    }


def _acuerdo(lectura: Lectura) -> dict[str, Any]:
    """Say the agreement that was asked for or signed, which suspends (ET 841)."""
    reglas = lectura.caso.perfil.acuerdo
    found = seguidos(lectura.session, lectura.caso.expediente.id, lectura.fecha, reglas)
    states = (EstadoAcuerdo.SOLICITADO, EstadoAcuerdo.VIGENTE)
    one = next((f for f in found if f.estado in states), None)
    if one is None:
        return {}
    signed = one.estado is EstadoAcuerdo.VIGENTE
    asked = fecha_larga(one.acuerdo.solicitado)
    return {
        "motivo": (
            "la celebración de un acuerdo de pago"
            if signed
            else f"la solicitud de un acuerdo de pago, que se presentó el {asked}"
        ),
        "norma_suspension": reglas.norma_suspension,
        "desde": fecha_larga(lectura.fecha),
        "por_acuerdo": signed,
    }


PROPIOS = {
    "auto-suspende": datos_de_la_suspension,
    "auto-reanuda": datos_de_la_reanudacion,
    "auto-subsanacion": datos_de_la_subsanacion,
}
"""What the kinds of this family know besides what every one does."""
