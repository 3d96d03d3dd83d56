from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.hechos import (
    AcuerdoHecho,
    CierreHecho,
    Hechos,
    NotificacionHecha,
    Pieza,
)
from cobro_desktop.domain.regla import Cumple, Falta
from cobro_desktop.domain.reglas import REGLAS, regla
from cobro_desktop.domain.reglas_cartera import REGLAS_DE_CARTERA

HOY = date(2026, 9, 30)
Festivos: TypeAlias = Mapping[int, Mapping[date, str]]
NINGUNO: Festivos = {}
FESTIVOS: Festivos = {2026: {HOY: "Día de la Entidad"}}
AYER, MANANA = HOY - timedelta(days=1), HOY + timedelta(days=1)
VIGENTE = EstadoAcuerdo.VIGENTE
CUMPLIDO, INCUMPLIDO = EstadoAcuerdo.CUMPLIDO, EstadoAcuerdo.INCUMPLIDO


def acuerdo(
    estado: EstadoAcuerdo = VIGENTE, *, garantizado: bool = False, **otros: int
) -> Hechos:
    meses = otros.pop("meses", 12)
    return Hechos(
        HOY, acuerdo=AcuerdoHecho(estado, meses, garantizado=garantizado, **otros)
    )


def piezas(*tipos: str, firme: bool = False) -> Hechos:
    return Hechos(HOY, piezas=tuple(Pieza(tipo, firme=firme) for tipo in tipos))


def notificados(*deudores: str, de: frozenset[str] = frozenset()) -> Hechos:
    hechas = tuple(NotificacionHecha("mandamiento-pago", d, HOY) for d in deudores)
    return Hechos(HOY, notificaciones=hechas, deudores=de)


def llamada(
    hora: time | None,
    despues: int = 0,
    *,
    aplica: bool = True,
    festivos: Festivos = NINGUNO,
) -> Hechos:
    """Return facts of a call at that hour, so many days after HOY."""
    return Hechos(
        HOY,
        horario_ley_2300=aplica,
        dia_llamada=HOY + timedelta(days=despues),
        hora_llamada=hora,
        festivos=festivos,
    )


NADA = Hechos(HOY)
DOS = frozenset({"ana", "beto"})

CASES = [
    ("existe_gestion_persuasiva", NADA, False),
    ("existe_gestion_persuasiva", Hechos(HOY, gestiones=1), True),
    ("existe_gestion_persuasiva", piezas("oficio-persuasivo"), True),
    ("existe_gestion_persuasiva", piezas("oficio-embargo"), False),
    ("gestion_antes_de_remitir", NADA, False),
    ("gestion_antes_de_remitir", Hechos(HOY, gestiones=1), True),
    ("gestion_antes_de_remitir", Hechos(HOY, vence_traslado=MANANA), True),
    ("avoca_firmado", NADA, False),
    ("avoca_firmado", piezas("auto-avoca"), True),
    ("mandamiento_proferido", piezas("auto-avoca"), False),
    ("mandamiento_proferido", piezas("mandamiento-pago"), True),
    ("mandamiento_notificado", piezas("mandamiento-pago"), False),
    ("mandamiento_notificado", notificados("ana"), True),
    ("mandamiento_notificado", piezas("aviso-notificacion"), True),
    ("todos_los_deudores_notificados", notificados("ana", de=DOS), False),
    ("todos_los_deudores_notificados", notificados("ana", "beto", de=DOS), True),
    ("orden_en_firme", piezas("resolucion-excepciones"), False),
    ("orden_en_firme", piezas("resolucion-excepciones", firme=True), True),
    ("orden_en_firme", piezas("resolucion-recurso"), True),
    ("orden_en_firme", piezas("orden-ejecucion"), True),
    ("liquidacion_en_firme", piezas("auto-liquidacion"), False),
    ("liquidacion_en_firme", piezas("auto-liquidacion", firme=True), True),
    ("liquidacion_en_firme", piezas("auto-objecion-liquidacion"), True),
    ("una_sola_orden", piezas("orden-ejecucion"), True),
    ("una_sola_orden", piezas("orden-ejecucion", "resolucion-excepciones"), False),
    ("medida_decretada", NADA, False),
    ("medida_decretada", piezas("auto-medidas"), True),
    ("medida_despues_de_mandamiento", NADA, False),
    ("medida_despues_de_mandamiento", notificados("ana"), True),
    ("medidas_levantadas", Hechos(HOY, medidas_vigentes=1), False),
    ("medidas_levantadas", NADA, True),
    ("oficios_de_embargo_enviados", NADA, True),
    ("oficios_de_embargo_enviados", piezas("auto-medidas"), False),
    ("oficios_de_embargo_enviados", piezas("auto-medidas", "oficio-embargo"), True),
    ("secuestro_practicado", NADA, False),
    ("secuestro_practicado", piezas("acta-secuestro"), True),
    ("avaluo_en_firme", piezas("auto-avaluo"), False),
    ("avaluo_en_firme", piezas("auto-avaluo", firme=True), True),
    ("avaluo_en_firme", piezas("auto-objecion-avaluo"), True),
    ("sin_demanda_pendiente", Hechos(HOY, demanda_pendiente=True), False),
    ("sin_demanda_pendiente", NADA, True),
    ("sin_suspension", Hechos(HOY, suspendido=True), False),
    ("sin_suspension", NADA, True),
    ("sin_insolvencia", Hechos(HOY, insolvencia=True), False),
    ("sin_insolvencia", NADA, True),
    ("comite_recomienda", NADA, False),
    ("comite_recomienda", piezas("acta-comite"), True),
    ("requisitos_completos", Hechos(HOY, sin_marcar=("Clara",)), False),
    ("requisitos_completos", NADA, True),
    ("pago_total_confirmado", Hechos(HOY, saldo=1), False),
    ("pago_total_confirmado", Hechos(HOY, saldo=0), True),
    ("pago_total_confirmado", Hechos(HOY, saldo=-1), True),
    ("queda_saldo", Hechos(HOY, saldo=1), True),
    ("queda_saldo", Hechos(HOY, saldo=0), False),
    ("acuerdo_vigente", NADA, False),
    ("acuerdo_vigente", acuerdo(VIGENTE), True),
    ("acuerdo_vigente", acuerdo(INCUMPLIDO), False),
    ("acuerdo_cumplido", acuerdo(VIGENTE), False),
    ("acuerdo_cumplido", acuerdo(CUMPLIDO), True),
    ("acuerdo_incumplido", NADA, False),
    ("acuerdo_incumplido", acuerdo(VIGENTE), False),
    ("acuerdo_incumplido", acuerdo(VIGENTE, cuotas_en_mora=1), True),
    ("acuerdo_incumplido", acuerdo(INCUMPLIDO), True),
    ("cuotas_consecutivas", NADA, False),
    ("cuotas_consecutivas", acuerdo(cuotas_consecutivas_en_mora=1), False),
    ("cuotas_consecutivas", acuerdo(cuotas_consecutivas_en_mora=2), True),
    ("acuerdo_garantizado", NADA, True),
    ("acuerdo_garantizado", acuerdo(meses=12), True),
    ("acuerdo_garantizado", acuerdo(meses=13), False),
    ("acuerdo_garantizado", acuerdo(meses=13, garantizado=True), True),
    ("acuerdo_en_plazo", acuerdo(meses=60), True),
    ("acuerdo_en_plazo", acuerdo(meses=61), False),
    ("garantia_efectiva", acuerdo(garantizado=True), False),
    ("garantia_efectiva", acuerdo(), True),
    ("acto_que_extingue", NADA, False),
    ("acto_que_extingue", piezas("acto-depuracion"), True),
    ("acto_que_extingue", Hechos(HOY, piezas=(Pieza("", evidencia="acto-causa"),)), 1),
    ("archivo_con_causa", Hechos(HOY, saldo=1), False),
    ("archivo_con_causa", Hechos(HOY, saldo=0), True),
    ("archivo_con_causa", Hechos(HOY, saldo=1, piezas=(Pieza("acto-depuracion"),)), 1),
    ("retiro_bdme", Hechos(HOY, en_bdme=True), False),
    ("retiro_bdme", NADA, True),
    ("termino_vencido", NADA, False),
    ("termino_vencido", Hechos(HOY, vence_actividad=HOY), False),
    ("termino_vencido", Hechos(HOY, vence_actividad=AYER), True),
    ("termino_sin_vencer", NADA, True),
    ("termino_sin_vencer", Hechos(HOY, vence_actividad=HOY), True),
    ("termino_sin_vencer", Hechos(HOY, vence_actividad=AYER), False),
    ("excepciones_vencidas", NADA, False),
    ("excepciones_vencidas", Hechos(HOY, vence_excepciones=HOY), False),
    ("excepciones_vencidas", Hechos(HOY, vence_excepciones=AYER), True),
    ("excepciones_vencidas", piezas("resolucion-excepciones"), True),
    ("riesgo_de_prescripcion", NADA, False),
    ("riesgo_de_prescripcion", Hechos(HOY, entra_en_riesgo=AYER), True),
    ("riesgo_de_prescripcion", Hechos(HOY, entra_en_riesgo=HOY), True),
    ("riesgo_de_prescripcion", Hechos(HOY, entra_en_riesgo=MANANA), False),
    ("sin_riesgo_de_prescripcion", Hechos(HOY, entra_en_riesgo=AYER), False),
    ("sin_riesgo_de_prescripcion", Hechos(HOY, entra_en_riesgo=HOY), False),
    ("sin_riesgo_de_prescripcion", Hechos(HOY, entra_en_riesgo=MANANA), True),
    ("prescripcion_cumplida", NADA, False),
    ("prescripcion_cumplida", Hechos(HOY, fecha_legal=HOY), False),
    ("prescripcion_cumplida", Hechos(HOY, fecha_legal=AYER), True),
    ("prescripcion_sin_cumplir", Hechos(HOY, fecha_segura=AYER), False),
    ("prescripcion_sin_cumplir", NADA, True),
    ("titulo_no_prescrito", Hechos(HOY, fecha_legal=AYER), False),
    ("titulo_no_prescrito", Hechos(HOY, fecha_legal=HOY), True),
    ("facilidad_trasladada_a_tiempo", NADA, True),
    ("facilidad_trasladada_a_tiempo", Hechos(HOY, vence_traslado=HOY), True),
    ("facilidad_trasladada_a_tiempo", Hechos(HOY, vence_traslado=AYER), False),
    ("margen_para_hacienda", NADA, True),
    ("margen_para_hacienda", Hechos(HOY, limite_remision=HOY), True),
    ("margen_para_hacienda", Hechos(HOY, limite_remision=AYER), False),
    # El 30 de septiembre de 2026 es miércoles; el 3 de octubre, sábado.
    ("horario_de_contacto", NADA, True),
    ("horario_de_contacto", llamada(time(6, 59)), False),
    ("horario_de_contacto", llamada(time(7)), True),
    ("horario_de_contacto", llamada(time(18, 59)), True),
    ("horario_de_contacto", llamada(time(19)), False),
    ("horario_de_contacto", llamada(time(14, 59), 3), True),
    ("horario_de_contacto", llamada(time(15), 3), False),
    ("horario_de_contacto", llamada(time(10), 4), False),
    ("horario_de_contacto", llamada(time(22), aplica=False), True),
    ("horario_de_contacto", llamada(time(10), festivos=FESTIVOS), False),
    ("horario_de_contacto", llamada(time(10), 1, festivos=FESTIVOS), True),
    ("horario_de_contacto", llamada(None, 4), False),
    ("horario_de_contacto", llamada(None, 1), True),
    ("noventa_dias_de_la_multa", NADA, True),
    (
        "noventa_dias_de_la_multa",
        Hechos(HOY, exigibilidad=HOY - timedelta(days=90)),
        True,
    ),
    (
        "noventa_dias_de_la_multa",
        Hechos(HOY, exigibilidad=HOY - timedelta(days=91)),
        False,
    ),
]


@pytest.mark.parametrize(("nombre", "hechos", "met"), CASES)
def test_a_rule_answers_from_the_facts(
    nombre: str, hechos: Hechos, *, met: bool
) -> None:
    assert isinstance(regla(nombre).evaluar(hechos, {}), Cumple) is bool(met)


def test_every_rule_is_tried_both_ways() -> None:
    tried = {(nombre, bool(met)) for nombre, _, met in CASES}

    of_cases = set(REGLAS) - {rule.nombre for rule in REGLAS_DE_CARTERA}
    assert tried == {(nombre, met) for nombre in of_cases for met in (True, False)}


@pytest.mark.parametrize("nombre", REGLAS)
def test_a_refusal_is_a_sentence(nombre: str) -> None:
    refused = [h for n, h, met in CASES if n == nombre and not met]

    for hechos in refused:
        veredicto = regla(nombre).evaluar(hechos, {})
        assert isinstance(veredicto, Falta)
        assert veredicto.texto[0].isupper()
        assert veredicto.texto.endswith(".")


def test_a_parameter_of_the_file_wins() -> None:
    hechos = acuerdo(cuotas_consecutivas_en_mora=2)

    assert isinstance(regla("cuotas_consecutivas").evaluar(hechos, {"n": 2}), Cumple)
    assert isinstance(regla("cuotas_consecutivas").evaluar(hechos, {"n": 3}), Falta)


def test_what_the_law_leaves_no_choice_about_cannot_be_passed() -> None:
    assert {r.nombre for r in REGLAS.values() if r.insalvable} >= {
        "archivo_con_causa",  # a balance is not forgotten (ET 833)
        "sin_demanda_pendiente",  # no remate until the suit is decided (ET 835)
    }


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(NotFoundError, match="«inventada»"):
        regla("inventada")


@pytest.mark.parametrize(
    ("resultado", "documento", "met"),
    [
        ("excepciones_probadas", "resolucion-excepciones", True),
        ("recurso_revoca", "resolucion-recurso", True),
        ("excepciones_probadas", "resolucion-recurso", False),
        ("no_probadas", "resolucion-excepciones", False),
    ],
)
def test_proved_excepciones_end_the_debt_by_their_resolution(
    resultado: str, documento: str, *, met: bool
) -> None:
    hechos = Hechos(
        HOY,
        saldo=1,
        piezas=(Pieza(documento),),
        cierres=(CierreHecho("8", resultado, HOY),),
    )

    veredicto = regla("archivo_con_causa").evaluar(hechos, {})

    assert isinstance(veredicto, Cumple) is met


def test_a_draft_is_no_act() -> None:
    borrador = Pieza("acto-depuracion", EstadoDocumento.BORRADOR)

    assert isinstance(
        regla("acto_que_extingue").evaluar(Hechos(HOY, piezas=(borrador,)), {}), Falta
    )


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 4000))
def test_what_is_overdue_stays_overdue(vence: date, dias: int) -> None:
    later = vence + timedelta(days=dias)
    vencido = regla("termino_vencido")

    first = isinstance(
        vencido.evaluar(Hechos(vence + timedelta(days=1), vence_actividad=vence), {}),
        Cumple,
    )
    after = isinstance(
        vencido.evaluar(Hechos(later + timedelta(days=1), vence_actividad=vence), {}),
        Cumple,
    )

    assert first
    assert after
