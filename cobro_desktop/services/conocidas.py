"""What a case already knows of the questions of an activity, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.respuestas import normalizar
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.hechos import MANDAMIENTO
from cobro_desktop.storage.queries.cierres import cierres
from cobro_desktop.storage.queries.notificaciones import efectivas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.procedimiento import Actividad, Campo
    from cobro_desktop.storage.queries.cierres import CierreGuardado
    from cobro_desktop.storage.rows import ExpedienteRow

DE_UNA_VEZ = frozenset(
    {
        *("clase_obligacion", "clase_sancion", "clase_deuda", "acreedor", "oficina"),
        *("fecha_ejecutoria", "fecha_citacion", "direccion_ubicada", "vigencia"),
        *("limite_embargo", "bienes_hallados", "contacto_hallado", "direccion_hallada"),
        *("direccion_envio", "numero_llamado", "hubo_recursos", "regimen_interes"),
        *("fecha_solicitud_facilidad", "medio_notificacion_mandamiento", "garantia"),
        *("bienes_embargados", "excepciones", "hubo_excepciones", "tercero"),
        *("quien_suscribe", "cuotas", "fecha_recepcion", "motivo_no_procede"),
    }
)
"""Fields that ask a fact of the case, not what was done this time: what an earlier
activity answered is proposed again."""

NATURALEZA = "clase_titulo"
NATURALEZAS = frozenset({"contribucion", "multa", "sancion"})
"""The question asks what the outcome of an earlier activity decided (SVSP 2)."""


class Conocida(NamedTuple):
    """An answer that the case already has."""

    valor: str
    """In the canonical text of its kind of field."""
    origen: str
    """Where it comes from: `de la actividad 3, del 5 de febrero de 2026`."""


def conocidas(
    session: Session, expediente: ExpedienteRow, actividad: Actividad, hechos: Hechos
) -> dict[str, Conocida]:
    """Return what the case knows of the questions of an activity, by field name.

    The facts that the program keeps win over what somebody answered before.
    """
    earlier = _respondidas(cierres(session, expediente.id))
    facts = dict(_datos(session, expediente, hechos))
    found: dict[str, Conocida] = {}
    for campo in actividad.campos:
        known = facts.get(campo.nombre) or earlier.get(campo.nombre)
        if known is not None and _sirve(campo, known.valor):
            found[campo.nombre] = known
    return found


def _respondidas(done: list[CierreGuardado]) -> dict[str, Conocida]:
    """Return the last answer to each question that asks a fact of the case."""
    found: dict[str, Conocida] = {}
    for cierre in done:
        source = f"de la actividad {cierre.actividad}, del {fecha_larga(cierre.fecha)}"
        answers: Mapping[str, str] = cierre.datos.get("respuestas", {})
        for name in DE_UNA_VEZ & answers.keys():
            found[name] = Conocida(answers[name], source)
        if cierre.resultado in NATURALEZAS:
            found[NATURALEZA] = Conocida(cierre.resultado, source)
    return found


def _datos(
    session: Session, expediente: ExpedienteRow, hechos: Hechos
) -> Iterator[tuple[str, Conocida]]:
    """Yield what the program keeps of the case."""
    yield from _fecha("fecha_recepcion", expediente.recibido, "del recibo del título")
    yield from _fecha("fecha_ejecutoria", expediente.ejecutoria, "del título")
    yield from _notificacion(session, expediente, hechos)
    if hechos.saldo > 0:
        pesos, centavos = divmod(hechos.saldo, 100)
        valor = str(pesos) + (f".{centavos:02d}" if centavos else "")
        yield "saldo_capital", Conocida(valor, "del saldo de capital del expediente")
    if hechos.acuerdo is not None:
        months = str(hechos.acuerdo.meses)
        yield "cuotas", Conocida(months, "del acuerdo de pago registrado")


def _notificacion(
    session: Session, expediente: ExpedienteRow, hechos: Hechos
) -> Iterator[tuple[str, Conocida]]:
    source = "de la notificación registrada del mandamiento"
    yield from _fecha("fecha_notificacion_mandamiento", hechos.notificacion, source)
    yield from _fecha("fecha_notificacion", hechos.notificacion, source)
    counted = "de los quince días desde esa notificación"
    yield from _fecha("ultimo_dia_excepciones", hechos.vence_excepciones, counted)
    means = [medio for medio, _ in efectivas(session, expediente.id, MANDAMIENTO)]
    for name in ("medio_notificacion_mandamiento", "medio"):
        if means:
            yield name, Conocida(means[-1], source)


def _fecha(
    nombre: str, dia: dt.date | None, origen: str
) -> Iterator[tuple[str, Conocida]]:
    if dia is not None:
        yield nombre, Conocida(dia.isoformat(), origen)


def _sirve(campo: Campo, valor: str) -> bool:
    """Tell whether a question takes what is known; other readings are left out."""
    try:
        return bool(normalizar(campo, valor))
    except InvalidDataError:
        return False
