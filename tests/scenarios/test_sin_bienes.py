"""Debtors without goods: the case waits and searches again, it does not end."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.test_idpyba import CODIGO as IDPYBA
from tests.scenarios.test_idpyba import ejecuta, recibe_y_registra
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_rnec import recibe_y_avoca


def test_a_juror_without_goods_is_reviewed_at_three_years(abre: Abre) -> None:
    """RNEC 4 → 5 → 6 → 7 → 9 → 10, whose term expires, → 4 → 6 → 9."""
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    historia.dia("2025-03-06", "profesional")
    historia.anexa("oficio-persuasivo")
    historia.avanza("no_paga")
    historia.dia("2025-03-20", "profesional")
    historia.anexa("oficio-investigacion")
    historia.avanza("investigado", fuentes="snr,runt", hay_bienes="no")
    historia.dia("2025-03-27", "jefe")
    historia.anexa("mandamiento-pago", "citacion-notificacion")
    historia.avanza("librado")
    with historia.rehusa("Auto de medidas.*Constancia de que no hay bienes"):
        historia.avanza("sin_bienes")
    historia.anexa("constancia-sin-bienes")
    historia.avanza("sin_bienes")

    historia.dia("2025-04-22", "profesional")
    historia.notifica(
        "mandamiento-pago", "correo", efectiva="2025-04-22", guia="RA-0100-CO"
    )
    historia.dia("2025-05-14", "profesional")
    historia.anexa("orden-ejecucion")
    firme = {
        "medio_notificacion_mandamiento": "correo",
        "fecha_notificacion_mandamiento": "2025-04-22",
    }
    # El día quince todavía puede pagar o proponer excepciones (ET 830).
    with historia.rehusa("No consta que pasaran los 15 días"):
        historia.cierra("sin_excepciones", firme)
    historia.dia("2025-05-15", "profesional")
    historia.cierra("sin_excepciones", firme)
    historia.avanza("sin_registro")
    # Tres años: el 15 de mayo de 2028 es lunes.
    assert (historia.actividad, historia.vence) == ("10", "2028-05-15")

    historia.dia("2028-05-16", "profesional")
    historia.anexa("oficio-verificacion-medidas")
    historia.avanza(
        "revision", llegaron_respuestas="no", conclusion_revision="Buscar otra vez."
    )
    assert historia.actividad == "4"
    # El mandamiento sigue vigente: no se libra otro (regla 7).
    historia.avanza("con_mandamiento", fuentes="snr,bancos", hay_bienes="no")
    assert historia.actividad == "6"
    historia.avanza("con_mandamiento")
    assert (historia.actividad, historia.estado) == ("9", "ABIERTO")
    assert historia.prescribe == "2030-04-22"


def test_an_owner_without_goods_waits_with_a_date(abre: Abre) -> None:
    """IDPYBA 11: without goods the case stays, and the next search has its day."""
    historia = abre(IDPYBA, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    historia.dia("2026-02-10", "profesional")
    historia.anexa("oficio-persuasivo", "oficio-investigacion")
    historia.avanza("sin_pago", posible_insolvencia="no", resultado_bienes="sin_bienes")
    ejecuta(historia)

    historia.dia("2026-05-20", "profesional")
    with historia.rehusa("Fecha de la próxima búsqueda"):
        historia.avanza("sin_bienes")
    historia.avanza("sin_bienes", fecha_nueva_busqueda="2026-11-20")
    assert (historia.actividad, historia.estado) == ("11", "ABIERTO")
    historia.dia("2026-11-20", "profesional")
    historia.avanza("sin_bienes", fecha_nueva_busqueda="2027-05-20")
    assert (historia.actividad, historia.saldo) == ("11", 11_388_000)
