"""SDSCJ ends before the coactive stage: by risk, by commutation, by payment."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia
from tests.scenarios.test_sdscj import (
    CNSCC,
    OTRAS,
    REQUISITOS_OTRAS,
    normas,
    radica_y_reparte,
    verifica_y_admite,
)


def test_risk_of_prescription_goes_to_hacienda_before_the_term(abre: Abre) -> None:
    """REMITIDO_SDH: the third part of the five years is over, the term is not."""
    historia = abre(CNSCC, titulo="11-001-7551399")
    # Exigible el 7 de mayo de 2021: en riesgo desde el 8 de enero de 2023 (T-3.1).
    assert str(historia.ficha.expediente.entra_en_riesgo) == "2023-01-08"
    assert historia.prescribe == "2026-04-07"
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    historia.anexa("oficio-investigacion-siga")
    historia.avanza("investigado", llegaron_respuestas="no")
    assert (historia.actividad, historia.vence) == ("7", "2026-06-02")

    # Con una sola gestión soportada basta (Manual, 8.2); con ninguna, no.
    with historia.rehusa("No hay ninguna gestión persuasiva"):
        historia.avanza("riesgo_prescripcion", medio="llamada", forzar="")
    llamada = {
        "medio": "llamada",
        "fecha_gestion": "2026-02-05",
        "numero_llamado": "3000000000",
        "hora_llamada": "20:15",
        "resultado_llamada": "informado",
    }
    historia.anexa("constancia-llamada")
    historia.cierra("riesgo_prescripcion", llamada)
    assert historia.actividad == "9"
    # Llamar a las 20:15 no lo impide, pero queda avisado (Ley 2300).
    assert "lunes a viernes de 7:00 a 19:00" in normas(historia, "7")

    historia.sigue("jefe")
    historia.anexa("oficio-remisorio-sdh", "indice-electronico", "hoja-control")
    historia.avanza("remitido", motivo="riesgo", cope_remision="2026-02-05")
    assert (historia.estado, historia.vence) == ("REMITIDO_SDH", "")


def test_a_fine_is_commuted_by_a_pedagogical_activity(abre: Abre) -> None:
    """ARCHIVADO: the debtor attended the course; LICO and RNMC closed the fine."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    historia.dia("2026-02-16", "profesional")
    historia.avanza("conmutacion")
    assert historia.actividad == "10"

    historia.dia("2026-02-18", "jefe")
    historia.anexa("constancia-archivo", "hoja-control")
    with historia.rehusa("Queda saldo de capital y no hay acto que extinga"):
        historia.avanza(
            "archivado", causa="actividad_pedagogica", fecha_cierre_lico="2026-02-16"
        )
    historia.anexa("acto-causa")
    historia.avanza(
        "archivado", causa="actividad_pedagogica", fecha_cierre_lico="2026-02-16"
    )
    assert historia.estado == "ARCHIVADO"
    assert historia.ficha.expediente.causa == "actividad_pedagogica"


def test_a_facilidad_told_late_asks_why(abre: Abre) -> None:
    """CPACA 21: five working days to send the request on; later needs a reason."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    historia.dia("2026-02-20", "profesional")
    historia.avanza("facilidad", fecha_solicitud_facilidad="2026-02-20")
    historia.anexa("solicitud-facilidad", "auto-suspende", "oficio-traslado")
    historia.anexa("oficio-remisorio-sdh", "indice-electronico", "hoja-control")
    remite = {
        "motivo": "facilidad",
        "copia_al_deudor": "a@ejemplo.test",
        "cope_remision": "2026-03-02",
    }
    # Cinco días hábiles desde el viernes 20: hasta el viernes 27.
    historia.dia("2026-03-02", "jefe")
    with historia.rehusa("más de cinco días hábiles") as found:
        historia.cierra("remitido", remite)
    faltan = found.value.detalle["faltan"]
    assert isinstance(faltan, list)
    assert [f["ids"] for f in faltan] == [["facilidad_trasladada_a_tiempo"]]
    historia.cierra("remitido", remite, forzar="La solicitud llegó a otra oficina.")
    assert historia.estado == "REMITIDO_SDH"


def test_a_disciplinary_debt_runs_its_term_and_goes_to_hacienda(abre: Abre) -> None:
    """PD-GJ-08, REMITIDO_SDH: the same path without the police registers."""
    historia = abre(OTRAS, titulo="0014-2025")
    admite_disciplinaria(historia)
    historia.dia("2026-02-20", "profesional")
    historia.anexa("oficio-investigacion-siga")
    historia.avanza("investigado", llegaron_respuestas="no")
    historia.anexa("oficio-persuasivo")
    historia.avanza("sin_pago", medio="oficio")
    historia.dia("2026-06-02", "profesional")
    historia.anexa("informe-seguimiento")
    with historia.rehusa("no consta como vencido"):
        historia.avanza("termino_vencido", envio_financiera="2026-06-02")
    historia.dia("2026-06-03", "profesional")
    historia.avanza("termino_vencido", envio_financiera="2026-06-03")
    historia.sigue("jefe")
    historia.anexa("oficio-remisorio-sdh", "indice-electronico", "hoja-control")
    historia.avanza("remitido", motivo="termino")
    assert historia.estado == "REMITIDO_SDH"


def admite_disciplinaria(historia: Historia) -> None:
    """Activities 1 to 5 of PD-GJ-08 for a disciplinary fine."""
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
