"""The legal controls of PROCEDURES 6, row by row, as the files hold them.

A gate asks a reason that stays on record; `aviso` only warns; what the law leaves no
choice about cannot be passed.
"""

from __future__ import annotations

import pytest

from cobro_desktop.domain.procedimiento import Procedimiento, ReglaInvocada
from cobro_desktop.domain.reglas import regla
from cobro_desktop.services.procedimientos import load_catalogo

S, S8, V = "PD-GJ-07", "PD-GJ-08", "PRO-GJU-130-008"
R, IP = "RJPD06", "PA02-PR19"
CATALOGO = load_catalogo()

COMPUERTAS = [
    # Medida antes del mandamiento: no se aplica dinero ni se remata (ET 837-1).
    (V, "14", "dinero_aplicable", "orden_en_firme"),
    (V, "14", "otros_bienes", "orden_en_firme"),
    (R, "10", "producto_total", "mandamiento_notificado"),
    (R, "10", "saldo", "orden_en_firme"),
    (IP, "12", "depositos_cubren", "mandamiento_notificado"),
    (IP, "12", "depositos_cubren", "orden_en_firme"),
    # Una sola orden de seguir adelante (ET 834 y 836).
    (V, "14", "dinero_aplicable", "una_sola_orden"),
    (R, "7", "sin_excepciones", "una_sola_orden"),
    (R, "8", "no_probadas", "orden_en_firme"),
    (R, "8", "en_parte", "orden_en_firme"),
    (IP, "9", "no_probadas", "orden_en_firme"),
    (IP, "10", "ordenada", "una_sola_orden"),
    # Ningún dinero sin liquidación aprobada (CGP 446 y 447).
    (V, "14", "dinero_aplicable", "liquidacion_en_firme"),
    (V, "15", "no_se_ejecuta_con_dinero", "liquidacion_en_firme"),
    (V, "16", "producto", "liquidacion_en_firme"),
    (R, "10", "producto_total", "liquidacion_en_firme"),
    (IP, "12", "depositos_cubren", "liquidacion_en_firme"),
    # El remate (ET 835, 838, 839-1 y 839-4).
    *((V, "16", "producto", r) for r in ("secuestro_practicado", "avaluo_en_firme")),
    *((R, "10", "saldo", r) for r in ("secuestro_practicado", "avaluo_en_firme")),
    *((IP, "14", "postor", r) for r in ("secuestro_practicado", "avaluo_en_firme")),
    (V, "16", "adjudicacion", "requisitos_completos"),
    (R, "10", "producto_total", "requisitos_completos"),
    (IP, "14", "adjudicacion", "requisitos_completos"),
    (V, "16", "producto", "sin_suspension"),
    (R, "10", "producto_total", "sin_suspension"),
    (IP, "14", "postor", "sin_suspension"),
    # Los oficios de embargo no esperan al deudor (ET 839).
    (R, "6", "decretada", "oficios_de_embargo_enviados"),
    (IP, "11", "medida_efectiva", "oficios_de_embargo_enviados"),
    # Varias personas: cada una con sus quince días (ET 826, 828-1 y 830).
    *((V, "9", "no_paga", r) for r in ("todos_los_deudores_notificados",)),
    (V, "9", "con_medida", "excepciones_vencidas"),
    (R, "7", "sin_excepciones", "todos_los_deudores_notificados"),
    (R, "7", "sin_excepciones", "excepciones_vencidas"),
    (IP, "8", "efectiva", "todos_los_deudores_notificados"),
    (IP, "9", "no_presentadas", "excepciones_vencidas"),
    # El acuerdo (ET 814 y 841; Decreto 4473).
    *((V, a, "cuota", "acuerdo_garantizado") for a in ("7", "10")),
    *((V, a, "cuota", "acuerdo_en_plazo") for a in ("7", "10")),
    *((V, a, "incumplido", "garantia_efectiva") for a in ("7", "10")),
    *((R, a, "acuerdo", "acuerdo_en_plazo") for a in ("3", "7", "10")),
    *((R, a, "incumplido", "garantia_efectiva") for a in ("3", "7", "10")),
    *((IP, a, "cuota", "acuerdo_garantizado") for a in ("5", "5b")),
    *((IP, a, "incumplido", "garantia_efectiva") for a in ("5", "5b")),
    # El archivo (ET 833 y 839, parágrafo 2).
    (V, "18", "archivado", "medidas_levantadas"),
    (V, "18", "archivado", "retiro_bdme"),
    (R, "11", "archivado", "medidas_levantadas"),
    (R, "11", "archivado", "retiro_bdme"),
    (IP, "17", "archivado", "medidas_levantadas"),
    (IP, "17", "archivado", "retiro_bdme"),
    (V, "6", "depuracion", "comite_recomienda"),
    (R, "3", "depuracion", "comite_recomienda"),
    # La facilidad y la remisión a Hacienda (CPACA 21; Manual, 8.2 y 11).
    *(
        (s, "9", "remitido", r)
        for s in (S, S8)
        for r in (
            "facilidad_trasladada_a_tiempo",
            "gestion_antes_de_remitir",
            "margen_para_hacienda",
        )
    ),
    # La insolvencia detiene el cobro (Ley 1116, artículo 20).
    *((V, a, o, "sin_insolvencia") for a, o in (("9", "no_paga"), ("13", "decretada"))),
    *((R, a, o, "sin_insolvencia") for a, o in (("5", "librado"), ("6", "decretada"))),
    (IP, "7", "proferido", "sin_insolvencia"),
    (S, "7", "sin_pago", "sin_insolvencia"),
    (S8, "7", "sin_pago", "sin_insolvencia"),
]
AVISOS = [
    # Decretar y practicar antes del mandamiento lo permite el ET 837: se marca.
    (V, "13", "decretada", "medida_despues_de_mandamiento"),
    (R, "6", "decretada", "medida_despues_de_mandamiento"),
    # Ni las gestiones ni el reporte interrumpen la prescripción (ET 817 y 818).
    (V, "11", "no_posee", "mandamiento_notificado"),
    (V, "12", "reportado", "mandamiento_notificado"),
    # Los 90 días del artículo 182: cada vuelta lo recuerda, ninguna pide motivo.
    *((S, a, o, "noventa_dias_de_la_multa") for a, o in (
        ("6", "investigado"), ("7", "sin_pago"), ("8", "dentro_termino"),
        ("9", "remitido"),
    )),
    # El horario de la Ley 2300: no está decidido que obligue a estas entidades.
    (S, "7", "sin_pago", "horario_de_contacto"),
    (S8, "7", "sin_pago", "horario_de_contacto"),
    (V, "6", "no_paga", "horario_de_contacto"),
]  # fmt: skip
SIN_SALIDA = [
    # Nunca se archiva con saldo y sin acto (ET 833); no hay remate con demanda
    # pendiente (ET 835).
    (S, "10", "archivado", "archivo_con_causa"),
    (S8, "10", "archivado", "archivo_con_causa"),
    (V, "18", "archivado", "archivo_con_causa"),
    (R, "11", "archivado", "archivo_con_causa"),
    (IP, "17", "archivado", "archivo_con_causa"),
    (V, "16", "producto", "sin_demanda_pendiente"),
    (R, "10", "producto_total", "sin_demanda_pendiente"),
    (IP, "14", "postor", "sin_demanda_pendiente"),
]


def invocada(
    procedimiento: Procedimiento, actividad: str, resultado: str, nombre: str
) -> ReglaInvocada:
    """Return the rule that an outcome of an activity is held to."""
    una = procedimiento.actividades[actividad]
    salida = procedimiento.salida(actividad, resultado)
    assert salida is not None, f"{actividad} has no outcome {resultado}"
    own = salida in una.salidas
    found = (*(una.reglas if own else ()), *salida.reglas)
    return next(r for r in found if r.regla == nombre)


@pytest.mark.parametrize(("codigo", "actividad", "resultado", "nombre"), COMPUERTAS)
def test_a_control_asks_a_reason(
    codigo: str, actividad: str, resultado: str, nombre: str
) -> None:
    found = invocada(CATALOGO.buscar(codigo), actividad, resultado, nombre)

    assert not found.aviso
    assert not regla(nombre).insalvable


@pytest.mark.parametrize(("codigo", "actividad", "resultado", "nombre"), AVISOS)
def test_a_control_warns(
    codigo: str, actividad: str, resultado: str, nombre: str
) -> None:
    assert invocada(CATALOGO.buscar(codigo), actividad, resultado, nombre).aviso


@pytest.mark.parametrize(("codigo", "actividad", "resultado", "nombre"), SIN_SALIDA)
def test_a_control_has_no_way_round(
    codigo: str, actividad: str, resultado: str, nombre: str
) -> None:
    found = invocada(CATALOGO.buscar(codigo), actividad, resultado, nombre)

    assert not found.aviso
    assert regla(nombre).insalvable
