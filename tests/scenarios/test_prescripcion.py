"""Cases whose term ran out: nothing is archived by itself, an act declares it."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.test_idpyba import CODIGO as IDPYBA
from tests.scenarios.test_idpyba import recibe_y_registra
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_rnec import recibe_y_avoca
from tests.scenarios.test_sdscj import CNSCC, radica_y_reparte, verifica_y_admite
from tests.scenarios.test_svsp import CODIGO as SVSP
from tests.scenarios.test_svsp import recibe_y_verifica

SIN_CONSTAR = "no consta como prescrita"


def test_a_fine_of_the_code_prescribes_in_the_persuasive_stage(abre: Abre) -> None:
    """SDSCJ, ARCHIVADO by 10 with the act of who represents the Secretaría."""
    historia = abre(CNSCC, titulo="11-001-6785954")
    assert historia.prescribe == "2026-03-18"  # cinco años desde la ejecutoria
    radica_y_reparte(historia)
    verifica_y_admite(historia)

    historia.dia("2026-03-18", "profesional")
    historia.anexa("acto-causa")
    with historia.rehusa(SIN_CONSTAR):
        historia.avanza("prescripcion")  # el último día todavía se puede cobrar
    historia.dia("2026-03-19", "profesional")
    # El término vencido no archiva nada por sí solo.
    assert (historia.estado, historia.actividad) == ("ABIERTO", "6")
    historia.avanza("prescripcion")
    assert historia.actividad == "10"
    historia.sigue("jefe")
    historia.anexa("constancia-archivo", "hoja-control")
    with historia.rehusa("Número, fecha y autoridad del acto"):
        historia.avanza("archivado", causa="prescripcion")
    historia.avanza(
        "archivado", causa="prescripcion", acto="Resolución 88 del 18 de marzo de 2026"
    )
    assert historia.estado == "ARCHIVADO"
    assert historia.ficha.expediente.causa == "prescripcion"


def test_a_sanction_of_svsp_prescribes_without_mandamiento(abre: Abre) -> None:
    """SVSP, ARCHIVADO by 18: persuasive acts never interrupted the term."""
    historia = abre(SVSP, titulo="20253448236")
    recibe_y_verifica(historia, "sancion")
    historia.dia("2025-11-10", "profesional")
    historia.anexa("oficio-persuasivo")
    historia.avanza("no_paga", hubo_llamada="no")
    assert historia.prescribe == "2030-10-13"

    historia.dia("2030-10-14", "profesional")
    with historia.rehusa("Acto del representante legal que declara la prescripción"):
        historia.avanza("prescripcion")
    historia.anexa("acto-causa")
    historia.avanza("prescripcion")
    assert historia.actividad == "18"
    historia.anexa("auto-archivo", "memorando-origen")
    historia.avanza(
        "archivado",
        causa="prescripcion",
        hay_medidas="no",
        cierre_carpeta="foliado,cuadro,notificaciones,paz_y_salvo",
        guia__archivo="RA-0900-CO",
    )
    assert historia.estado == "ARCHIVADO"
    assert historia.saldo == 1_500_000  # la deuda no se pagó: la extinguió el acto


def test_a_juror_of_rnec_prescribes(abre: Abre) -> None:
    """RNEC, ARCHIVADO by 11, whose alarm is the five years."""
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    assert historia.prescribe == "2030-01-04"

    historia.dia("2030-01-04", "profesional")
    historia.anexa("acto-causa")
    with historia.rehusa(SIN_CONSTAR):
        historia.avanza("prescripcion")
    historia.dia("2030-01-08", "profesional")
    historia.avanza("prescripcion")
    historia.anexa("auto-archivo")
    historia.avanza("archivado", causa="prescripcion", hay_medidas="no")
    assert historia.estado == "ARCHIVADO"


def test_a_fine_for_animal_abuse_prescribes_at_five_years_and_warns_at_three(
    abre: Abre,
) -> None:
    """IDPYBA, ARCHIVADO by 17: from the safe date on every act warns."""
    historia = abre(IDPYBA, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    assert (historia.prescribe, str(historia.ficha.expediente.fecha_segura)) == (
        "2030-11-22",
        "2028-11-22",
    )
    historia.dia("2028-11-23", "profesional")
    historia.anexa("oficio-persuasivo", "oficio-investigacion")
    historia.avanza("sin_pago", posible_insolvencia="no")
    [aviso] = historia.advertencias
    assert "puede estar cumplido" in aviso

    historia.dia("2030-11-25", "profesional")
    historia.anexa("acto-causa")
    historia.avanza("prescripcion")
    historia.sigue("jefe")
    historia.anexa("resolucion-terminacion")
    historia.avanza(
        "archivado",
        causa="prescripcion",
        hay_medidas="no",
        acto="Resolución 12 del 25 de noviembre de 2030",
    )
    assert historia.estado == "ARCHIVADO"
