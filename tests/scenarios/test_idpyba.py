"""Instituto Distrital de Protección y Bienestar Animal, PA02-PR19."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia

CODIGO = "PA02-PR19"
REQUISITOS = (
    "acto,competencia,deudor,clara,expresa,exigible,notificacion,ejecutoria,"
    "no_prescrita,con_fuerza,no_pagada"
)


def recibe_y_registra(historia: Historia) -> None:
    """Activities 1 to 3: the title is reviewed and its account registered."""
    historia.dia("2026-02-03", "auxiliar")
    historia.avanza("asignado", criterio_prioridad="cuantia")
    historia.dia("2026-02-04", "profesional")
    historia.anexa("lista-verificacion")
    historia.avanza(
        "completo",
        requisitos=REQUISITOS,
        clase_deuda="maltrato_animal",
        titulo_maltrato="inspeccion,instancia,plazo,topes",
    )
    historia.dia("2026-02-05", "profesional")
    historia.anexa("memorando-contabilidad")
    historia.avanza("memorando_enviado")
    assert historia.actividad == "4"
    # El registro contable se sigue aparte: no detiene el cobro.
    assert historia.advertencias == ["Falta: Respuesta de Contabilidad"]


def ejecuta(historia: Historia) -> None:
    """Activities 6 to 10: mandamiento, its notification and the order to go on."""
    historia.dia("2026-03-05", "jefe")
    historia.anexa("auto-cierre-persuasivo")
    historia.avanza("cerrado")
    historia.dia("2026-03-10", "jefe")
    historia.anexa("mandamiento-pago")
    historia.avanza("proferido", bienes_conocidos="no")
    assert historia.actividad == "8"

    historia.dia("2026-03-24", "profesional")
    historia.anexa("citacion-notificacion")
    historia.notifica("mandamiento-pago", "personal", causa="no compareció")
    historia.avanza("fallida", medio="personal", causa_fallida="no_comparecio")
    assert historia.actividad == "8"
    historia.dia("2026-04-07", "profesional")
    historia.notifica(
        "mandamiento-pago", "correo", efectiva="2026-04-07", guia="RA-0200-CO"
    )
    historia.avanza("efectiva", medio="correo", fecha_notificacion="2026-04-07")
    # 15 días hábiles desde el 7 de abril, sin festivos de por medio.
    assert (historia.actividad, historia.vence) == ("9", "2026-04-28")
    assert historia.prescribe == "2031-04-07"

    historia.dia("2026-04-28", "profesional")
    with historia.rehusa("No consta que pasaran los 15 días"):
        historia.avanza("no_presentadas")
    historia.dia("2026-04-29", "profesional")
    historia.avanza("no_presentadas")
    historia.dia("2026-05-05", "jefe")
    historia.anexa("orden-ejecucion")
    historia.avanza("ordenada")
    assert (historia.actividad, historia.vence) == ("11", "")


def test_a_fine_is_paid_after_the_order_to_go_on(abre: Abre) -> None:
    """ARCHIVADO: persuasivo, mandamiento, no exceptions, payment, resolución."""
    historia = abre(CODIGO, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    assert historia.saldo == 11_388_000
    # Cinco años del Estatuto Tributario; la Ley 84 de 1989 da tres, y es la segura:
    # el 22 de noviembre de 2028, miércoles.
    assert historia.prescribe == "2030-11-22"
    assert str(historia.ficha.expediente.fecha_segura) == "2028-11-22"
    recibe_y_registra(historia)

    # 12 % de 11.388.000 son 3.744 pesos por día; van 80.
    historia.dia("2026-02-10", "profesional")
    assert historia.intereses == 80 * 3_744
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2026-03-02")
    historia.anexa("oficio-investigacion")
    historia.dia("2026-03-03", "profesional")
    historia.avanza("sin_pago", posible_insolvencia="no", resultado_bienes="sin_bienes")
    assert historia.actividad == "6"

    ejecuta(historia)

    # Del 22 de noviembre al 20 de mayo van 179 días: 670.176 de intereses.
    historia.dia("2026-05-20", "tesoreria")
    assert historia.intereses == 179 * 3_744
    historia.paga(12_058_176, "TES-9001")
    historia.sigue("profesional")
    historia.avanza("pago")
    assert historia.actividad == "16"

    historia.dia("2026-05-22", "tesoreria")
    historia.anexa("informe-cobros-en-curso", "memorando-tesoreria")
    historia.avanza("pago_total", hay_depositos="no", valor_recibido="12.058.176")
    assert (historia.actividad, historia.saldo) == ("17", 0)

    historia.dia("2026-05-26", "profesional")
    historia.emite("auto-archivo", firma="jefe")
    [documento] = [d for d in historia.ficha.documentos if d.tipo == "auto-archivo"]
    assert (documento.serie, documento.numero) == ("resolucion", 1)
    historia.avanza("archivado", causa="pago", hay_medidas="no")
    assert historia.estado == "ARCHIVADO"


def test_a_fine_is_paid_when_it_is_asked_for(abre: Abre) -> None:
    """ARCHIVADO by 4 → 16 → 17: the treasury confirms what the debtor alleges."""
    historia = abre(CODIGO, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    historia.dia("2026-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2026-03-02")
    historia.dia("2026-03-02", "profesional")
    historia.avanza("pago", comprobante_alegado="Banco Uno, 2 de marzo")
    assert historia.actividad == "16"

    # Lo que el deudor alega y Tesorería no encuentra no mueve nada.
    historia.sigue("tesoreria")
    historia.avanza("no_identificado", motivo_no_identificado="No entró ese día.")
    assert historia.actividad == "4"
    historia.dia("2026-03-04", "profesional")
    historia.avanza("pago", comprobante_alegado="Banco Uno, 3 de marzo")
    historia.sigue("tesoreria")
    historia.anexa("informe-cobros-en-curso", "memorando-tesoreria")
    with historia.rehusa("Queda saldo de capital"):
        historia.avanza("pago_total", hay_depositos="no")
    # Del 22 de noviembre al 4 de marzo van 102 días a 3.744 pesos.
    assert historia.intereses == 102 * 3_744
    historia.paga(11_388_000 + 102 * 3_744, "TES-8000")
    historia.avanza("pago_total", hay_depositos="no")
    assert historia.actividad == "17"
    historia.dia("2026-03-06", "profesional")
    historia.emite("auto-archivo", firma="jefe")
    historia.avanza("archivado", causa="pago", hay_medidas="no")
    assert historia.estado == "ARCHIVADO"


def test_a_decision_without_ejecutoria_goes_back_to_its_inspeccion(abre: Abre) -> None:
    """DEVUELTO: the doubt is asked first, and then the title goes back."""
    historia = abre(CODIGO, titulo="377-2025", deudor="Yeison Yolanda Álvarez Rincón")
    historia.dia("2026-02-03", "auxiliar")
    historia.avanza("asignado", criterio_prioridad="cuantia")

    historia.dia("2026-02-04", "profesional")
    historia.anexa("solicitud-aclaracion")
    historia.avanza(
        "duda",
        requisitos="acto,-ejecutoria",
        clase_deuda="maltrato_animal",
        duda="La constancia de ejecutoria no tiene firma.",
        fecha_limite_aclaracion="2026-02-18",
    )
    assert historia.actividad == "2"

    historia.dia("2026-02-19", "profesional")
    historia.anexa("lista-verificacion")
    historia.emite(
        "oficio-devolucion",
        firma="profesional",
        memorando_recibo="el oficio OAJ-0022",
        direccion="Calle 1 n.º 2-3",
        causas="No hay constancia de ejecutoria firmada",
        documentos="Fallo 377-2025",
    )
    historia.avanza(
        "no_procede",
        requisitos=REQUISITOS.replace("ejecutoria,", ""),
        clase_deuda="maltrato_animal",
        causa_devolucion="Sin constancia de ejecutoria.",
    )
    assert historia.estado == "DEVUELTO"
