"""Secretaría Distrital de Seguridad, Convivencia y Justicia: PD-GJ-07 and PD-GJ-08."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, respuestas

CNSCC = "PD-GJ-07"
OTRAS = "PD-GJ-08"

REQUISITOS_CNSCC = (
    "decision_en_firme,autoridad_competente,deudor_identificado,clara,expresa,exigible,"
    "notificacion,recursos,ejecutoria,no_prescrita,con_fuerza,es_multa,en_rnmc,"
    "no_pagada,no_conmutada"
)
REQUISITOS_OTRAS = (
    "autoridad_competente,deudor_identificado,clara,expresa,exigible,notificacion,"
    "recursos,ejecutoria,no_prescrita,con_fuerza,no_pagada,no_es_cnscc"
)


def radica_y_reparte(historia: Historia) -> None:
    """Activities 1 and 2: the case is registered and given to a professional."""
    historia.dia("2026-02-03", "auxiliar")
    historia.anexa("titulo")
    historia.avanza("registrado", fecha_recepcion="2026-02-02", cope="COPE-7781")
    historia.sigue("coordinadora")
    historia.asigna("profesional")
    historia.avanza(
        "asignado", forma_reparto="equilibrado", cope_asignacion="2026-02-03"
    )
    assert historia.actividad == "3"


def verifica_y_admite(historia: Historia) -> None:
    """Activities 3 and 5: the title is checked and the management admitted."""
    historia.dia("2026-02-05", "profesional")
    historia.anexa("lista-verificacion", "consulta-lico-rnmc")
    historia.avanza(
        "cumple",
        requisitos=REQUISITOS_CNSCC,
        fecha_consulta="2026-02-05",
        estado_multa="pendiente",
        cope_verificacion="2026-02-05",
    )
    assert historia.actividad == "5"
    historia.avanza("admitido", cope_admision="2026-02-05")
    assert historia.actividad == "6"


def test_a_term_that_ends_sends_the_case_to_hacienda(abre: Abre) -> None:
    """REMITIDO_SDH: four months of persuasive management without payment."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    assert historia.ficha.expediente.deudor == "DIANA MARÍA MEJÍA CÁRDENAS"
    assert historia.saldo == 1_518_400

    radica_y_reparte(historia)
    assert historia.ficha.expediente.responsable == "Tomás Arango Leal"
    verifica_y_admite(historia)
    # Cuatro meses desde la recepción del 2 de febrero.
    assert historia.vence == "2026-06-02"

    historia.dia("2026-02-20", "profesional")
    historia.anexa("oficio-investigacion-siga")
    historia.avanza("investigado", llegaron_respuestas="no")
    assert (historia.actividad, historia.vence) == ("7", "2026-06-02")

    # Exigible un mes después de la ejecutoria del 24 de diciembre: el 24 de enero.
    # Enero 7 días a 22,36 % = 6.511,23; febrero 28 a 23,23 % = 27.058,30; marzo 16 a
    # 23,52 % = 15.654,91. Suman 49.224.
    historia.dia("2026-03-16", "profesional")
    assert historia.intereses == 49_224
    historia.emite("oficio-persuasivo", firma="jefe")
    historia.avanza("sin_pago", medio="oficio", resultado_entrega="entregado")

    historia.dia("2026-05-29", "profesional")
    historia.anexa("informe-seguimiento")
    with historia.rehusa("no consta como vencido"):
        historia.avanza(
            "termino_vencido", envio_financiera="2026-05-29", envio_lico="2026-05-29"
        )
    historia.avanza(
        "dentro_termino", envio_financiera="2026-05-29", envio_lico="2026-05-29"
    )
    assert historia.actividad == "7"
    # Más de 90 días desde que la multa es exigible: aviso, no obstáculo.
    assert "Ley 1801 de 2016, artículo 182" in normas(historia, "8")

    historia.dia("2026-06-02", "profesional")
    historia.avanza("sin_pago", medio="oficio")
    historia.dia("2026-06-03", "profesional")
    historia.avanza(
        "termino_vencido", envio_financiera="2026-06-03", envio_lico="2026-06-03"
    )
    assert historia.actividad == "9"

    historia.sigue("jefe")
    historia.anexa("oficio-remisorio-sdh", "indice-electronico", "hoja-control")
    historia.avanza("remitido", motivo="termino", cope_remision="2026-06-03")
    assert historia.estado == "REMITIDO_SDH"
    assert historia.vence == ""


def test_a_fine_is_paid_within_the_persuasive_stage(abre: Abre) -> None:
    """ARCHIVADO: payment ends the case from any activity of the stage (ET 833)."""
    historia = abre(CNSCC, titulo="11-001-4220608")
    radica_y_reparte(historia)
    verifica_y_admite(historia)

    # Ejecutoria del 13 de enero, exigible el 13 de febrero. Al 27 son 14 días a
    # 23,23 %: 379.600 × 0,2323 × 14 ÷ 365 = 3.382.
    historia.dia("2026-02-27", "profesional")
    assert historia.intereses == 3_382
    with historia.rehusa("Queda saldo de capital"):
        historia.avanza("pago_total")
    historia.sigue("tesoreria")
    historia.paga(382_982, "PSE-55010")
    with historia.rehusa("Ya está registrado un pago"):
        historia.paga(382_982, "PSE-55010")
    historia.sigue("profesional")
    historia.avanza("pago_total")
    assert (historia.actividad, historia.saldo) == ("10", 0)

    historia.dia("2026-03-04", "jefe")
    borrador = historia.proyecta("auto-archivo")
    assert historia.firma(borrador) == "000001 de 2026"
    historia.anexa("hoja-control", "cierre-lico-rnmc")
    historia.avanza(
        "archivado",
        causa="pago",
        fecha_cierre_lico="2026-03-03",
        valor_pagado="382.982",
    )
    assert historia.estado == "ARCHIVADO"


def devuelve_lo_que_no_esta_en_rnmc(historia: Historia) -> None:
    """Activities 1 to 4: the national register has no such fine."""
    radica_y_reparte(historia)

    historia.dia("2026-02-05", "profesional")
    historia.anexa("lista-verificacion", "consulta-lico-rnmc")
    historia.avanza(
        "no_cumple",
        requisitos=REQUISITOS_CNSCC.replace("en_rnmc,", ""),
        hallazgos="La multa no aparece en el RNMC en la consulta del 5 de febrero.",
        fecha_consulta="2026-02-05",
        estado_multa="sin_registro",
        cope_verificacion="2026-02-05",
    )
    assert historia.actividad == "4"

    with historia.rehusa("Documentos que se devuelven"):
        historia.proyecta("oficio-devolucion", causas="No está en el RNMC")
    numero = historia.emite(
        "oficio-devolucion",
        firma="coordinadora",
        memorando_recibo="el oficio 2025-541-071351-2",
        direccion="Carrera 1 n.º 2-3",
        causas="La multa no está registrada en el RNMC",
        documentos="Decisión del 25 de noviembre de 2025; constancia de ejecutoria",
    )
    assert numero == "000001 de 2026"
    historia.avanza("devuelto", causa="sin_rnmc", cope_devolucion="2026-02-05")
    assert historia.estado == "DEVUELTO"
    assert respuestas(historia, "4")["respuestas"]["causa"] == "sin_rnmc"


def test_a_fine_that_the_register_does_not_know_goes_back(abre: Abre) -> None:
    """DEVUELTO: the national register of corrective measures has no such fine."""
    historia = abre(CNSCC, titulo="11-001-8270513")
    devuelve_lo_que_no_esta_en_rnmc(historia)
    assert historia.estado == "DEVUELTO"


def test_a_disciplinary_fine_is_paid_before_it_earns_interest(abre: Abre) -> None:
    """PD-GJ-08, ARCHIVADO: thirty business days without interest."""
    historia = abre(OTRAS, titulo="0014-2025")
    historia.dia("2026-02-03", "auxiliar")
    historia.anexa("titulo")
    historia.avanza("registrado", clase_obligacion="disciplinaria")
    historia.sigue("coordinadora")
    historia.avanza("asignado", fecha_asignacion="2026-02-03")

    historia.dia("2026-02-04", "profesional")
    historia.anexa("lista-verificacion", "consulta-financiera")
    historia.avanza(
        "cumple",
        clase_obligacion="disciplinaria",
        requisitos=REQUISITOS_OTRAS,
        titulo_disciplinario="fallo,ejecutoria,vinculo,plazo",
        fecha_consulta="2026-02-04",
        fecha_verificacion="2026-02-04",
    )
    historia.avanza("admitido", fecha_admision="2026-02-04")
    assert (historia.actividad, historia.vence) == ("6", "2026-06-02")

    # 30 días hábiles desde la ejecutoria del 14 de enero, sin festivos de por medio:
    # hasta el 25 de febrero no hay intereses.
    [obligacion] = historia.ficha.obligaciones
    assert obligacion.exigible.isoformat() == "2026-02-25"
    historia.dia("2026-02-20", "financiera")
    assert historia.intereses == 0
    historia.paga(2_800_000, "NOMINA-02")
    historia.sigue("profesional")
    historia.avanza("pago_total")

    historia.emite("auto-archivo", firma="jefe")
    historia.anexa("hoja-control", "confirmacion-pago")
    historia.avanza("archivado", causa="pago", fecha_pago="2026-02-20")
    assert historia.estado == "ARCHIVADO"


def test_a_contract_title_goes_back_to_its_area(abre: Abre) -> None:
    """PD-GJ-08, DEVUELTO: the other procedure returns by memorando."""
    historia = abre(OTRAS, titulo="0377-2025")
    historia.dia("2026-02-03", "auxiliar")
    historia.anexa("titulo")
    historia.avanza("registrado", clase_obligacion="contractual")
    historia.sigue("coordinadora")
    historia.avanza("asignado", fecha_asignacion="2026-02-03")
    historia.dia("2026-02-04", "profesional")
    historia.anexa("lista-verificacion", "consulta-financiera")
    historia.avanza(
        "no_cumple",
        clase_obligacion="contractual",
        requisitos=REQUISITOS_OTRAS,
        hallazgos="Falta el acta de liquidación.",
        fecha_consulta="2026-02-04",
        fecha_verificacion="2026-02-04",
    )
    historia.emite(
        "memorando-devolucion",
        firma="profesional",
        memorando_recibo="el memorando 2026-541-000102-2",
        hallazgos="Falta el acta de liquidación del contrato (CPACA 99, num. 3)",
        documentos="Contrato y acto de incumplimiento",
    )
    historia.avanza(
        "devuelto", causa="requisitos", requisito_faltante="Acta de liquidación"
    )
    assert historia.estado == "DEVUELTO"


def normas(historia: Historia, actividad: str) -> str:
    """Return the warnings on record of the last closing of an activity."""
    return " ".join(respuestas(historia, actividad)["advertencias"])
