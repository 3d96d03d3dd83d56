"""Rules about terms, prescription and the date of the fine."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cobro_desktop.domain.contacto import HORARIO, en_horario
from cobro_desktop.domain.regla import Cumple, Falta, Regla, exigir

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cobro_desktop.domain.hechos import Hechos
    from cobro_desktop.domain.regla import Parametros, Veredicto


def _noventa_dias(hechos: Hechos, parametros: Parametros) -> Veredicto:
    limite = timedelta(days=parametros["n"])
    if hechos.exigibilidad is None or hechos.hoy - hechos.exigibilidad <= limite:
        return Cumple()
    return Falta(
        f"Pasaron más de {parametros['n']} días desde que la multa es exigible: el "
        "Código de Convivencia pide el cobro coactivo aunque corra otro término.",
        "Ley 1801 de 2016, artículo 182",
    )


def _excepciones_cerradas(hechos: Hechos) -> bool:
    vence = hechos.vence_excepciones
    return hechos.tiene("resolucion-excepciones") or (
        vence is not None and hechos.hoy > vence and not hechos.excepciones_pendientes
    )


def _en_horario(hechos: Hechos) -> bool:
    """Tell whether a call was made at a time of contact; one without day was."""
    dia = hechos.dia_llamada
    if not hechos.horario_ley_2300 or dia is None:
        return True
    return en_horario(dia, hechos.hora_llamada, hechos.festivos)


def _vencido(
    nombre: str, fecha: Callable[[Hechos], date | None], texto: str, norma: str = ""
) -> Regla:
    """Build a rule that asks for a day to be over; an unknown day is not."""

    def condicion(hechos: Hechos) -> bool:
        dia = fecha(hechos)
        return dia is not None and hechos.hoy > dia

    return exigir(nombre, condicion, texto, norma)


def _sin_vencer(
    nombre: str, fecha: Callable[[Hechos], date | None], texto: str, norma: str = ""
) -> Regla:
    """Build a rule that asks for a day not to be over; an unknown day is not."""

    def condicion(hechos: Hechos) -> bool:
        dia = fecha(hechos)
        return dia is None or hechos.hoy <= dia

    return exigir(nombre, condicion, texto, norma)


def _ultimo_sin_riesgo(hechos: Hechos) -> date | None:
    """Return the last day of the first third of the term (DECISIONS 39)."""
    first = hechos.entra_en_riesgo
    return first - timedelta(days=1) if first else None


REGLAS_DE_TERMINOS: tuple[Regla, ...] = (
    _vencido(
        "termino_vencido",
        lambda h: h.vence_actividad,
        "El término de esta actividad no consta como vencido.",
    ),
    _sin_vencer(
        "termino_sin_vencer",
        lambda h: h.vence_actividad,
        "El término de esta actividad ya venció.",
    ),
    exigir(
        "excepciones_vencidas",
        _excepciones_cerradas,
        "No consta que pasaran los 15 días para pagar o proponer excepciones, ni que "
        "las propuestas estén resueltas.",
        "ET 830 y 832",
    ),
    _vencido(
        "riesgo_de_prescripcion",
        _ultimo_sin_riesgo,
        "La obligación no está en riesgo de prescripción.",
    ),
    _sin_vencer(
        "sin_riesgo_de_prescripcion",
        _ultimo_sin_riesgo,
        "La obligación está en riesgo de prescripción: tiene prioridad.",
    ),
    _vencido(
        "prescripcion_cumplida",
        lambda h: h.fecha_legal,
        "La acción de cobro no consta como prescrita: revise la fecha, las "
        "interrupciones y las suspensiones.",
        "ET 817 y 818",
    ),
    _sin_vencer(
        "prescripcion_sin_cumplir",
        lambda h: h.fecha_segura,
        "El término de prescripción puede estar cumplido: revíselo antes de seguir.",
        "ET 817 y 818",
    ),
    _sin_vencer(
        "titulo_no_prescrito",
        lambda h: h.fecha_legal,
        "El título aparece prescrito.",
        "ET 817; CPACA 99",
    ),
    _sin_vencer(
        "facilidad_trasladada_a_tiempo",
        lambda h: h.vence_traslado,
        "Pasaron más de cinco días hábiles desde que se recibió la solicitud de "
        "facilidad: hay que trasladarla a quien es competente y contárselo al "
        "deudor dentro de ese término.",
        "CPACA 21",
    ),
    _sin_vencer(
        "margen_para_hacienda",
        lambda h: h.limite_remision,
        "A la obligación le queda menos tiempo antes de prescribir que el que la "
        "Secretaría de Hacienda necesita para librar y notificar el mandamiento.",
        "ET 817 y 818; Manual de Cobro de la SDSCJ, num. 11",
    ),
    exigir(
        "horario_de_contacto",
        _en_horario,
        f"La llamada quedó fuera del horario de contacto: {HORARIO}.",
        "Ley 2300 de 2023",
    ),
    Regla("noventa_dias_de_la_multa", _noventa_dias, {"n": 90}),
)
