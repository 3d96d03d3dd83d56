"""Excepciones that are rejected, the embargo that follows, and the payment."""

from __future__ import annotations

from tests.scenarios.conftest import Abre
from tests.scenarios.test_idpyba import CODIGO as IDPYBA
from tests.scenarios.test_idpyba import recibe_y_registra
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_rnec import libra_y_embarga, recibe_y_avoca
from tests.scenarios.test_svsp import CODIGO as SVSP
from tests.scenarios.test_svsp import avoca_y_libra, recibe_y_verifica


def test_rnec_rejects_them_and_the_embargo_pays(abre: Abre) -> None:
    """ARCHIVADO by 7 → 8 → 9 → 10 → 11, with 9 registered beside the path."""
    historia = abre(RNEC, titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN")
    recibe_y_avoca(historia)
    libra_y_embarga(historia)

    # El registro no espera a las excepciones: se cierra al lado del camino.
    historia.dia("2025-04-15", "profesional")
    historia.anexa("respuesta-registro")
    historia.adelanta("9", "registrado", destinatarios="bancos")
    assert historia.actividad == "7"
    with historia.rehusa("hoy puede cerrarse esa o 9, no la 10"):
        historia.adelanta("10", "sin_efecto")

    historia.dia("2025-04-22", "profesional")
    historia.notifica(
        "mandamiento-pago", "correo", efectiva="2025-04-22", guia="RA-0100-CO"
    )
    historia.dia("2025-05-08", "profesional")
    historia.anexa("escrito-excepciones")
    historia.avanza(
        "excepciones",
        medio_notificacion_mandamiento="correo",
        fecha_notificacion_mandamiento="2025-04-22",
        fecha_excepciones="2025-05-08",
    )
    # Un mes para decidirlas: el 8 de junio es domingo.
    assert (historia.actividad, historia.vence) == ("8", "2025-06-09")

    historia.dia("2025-06-04", "profesional")
    historia.anexa("resolucion-excepciones")
    niega = {"excepciones": "pago,prescripcion", "hubo_recurso": "no"}
    with historia.rehusa("No hay orden de seguir adelante"):
        historia.cierra("no_probadas", niega)
    historia.dia("2025-06-10", "profesional")
    historia.notifica("resolucion-excepciones", "personal", efectiva="2025-06-10")
    # Reposición: un mes, hasta el 10 de julio, y ese día todavía cabe (ET 834).
    historia.dia("2025-07-10", "profesional")
    with historia.rehusa("No hay orden de seguir adelante"):
        historia.cierra("no_probadas", niega)
    historia.dia("2025-07-11", "profesional")
    historia.cierra("no_probadas", niega)
    assert historia.actividad == "9"
    historia.avanza("registrado", destinatarios="bancos")
    assert historia.actividad == "10"

    # 240 días desde el 4 de enero: 2.320.000 × 12 % × 240 ÷ 365 = 183.058.
    historia.dia("2025-09-01", "tesoreria")
    assert historia.intereses == 183_058
    historia.paga(2_320_000 + 183_058, "DEP-5512")
    historia.sigue("profesional")
    historia.avanza("paga")
    historia.emite("auto-archivo", firma="jefe")
    historia.anexa("oficio-levantamiento")
    historia.avanza("archivado", causa="pago", hay_medidas="si")
    assert historia.estado == "ARCHIVADO"


def test_svsp_applies_what_the_banks_kept_only_when_everything_is_final(
    abre: Abre,
) -> None:
    """ARCHIVADO by 9 → 11 → 13 → 14 → 17 → 18."""
    historia = abre(SVSP, titulo="20257423077")
    recibe_y_verifica(historia, "multa")
    avoca_y_libra(historia)

    historia.dia("2026-01-19", "profesional")
    historia.anexa("resolucion-excepciones")
    historia.avanza(
        "no_paga",
        fecha_notificacion_mandamiento="2025-12-02",
        hubo_excepciones="si",
        excepciones="pago",
    )
    historia.anexa("oficio-investigacion", "respuestas-investigacion")
    historia.avanza(
        "posee", llegaron_respuestas="si", bienes_hallados="Cuenta 000-111, Banco Uno"
    )
    historia.anexa("auto-medidas", "oficio-embargo")
    historia.avanza("decretada", limite_embargo="7.000.000")
    assert historia.actividad == "14"

    historia.dia("2026-01-22", "profesional")
    historia.notifica("resolucion-excepciones", "personal", efectiva="2026-01-22")
    # El 22 de febrero es domingo: la reposición cabe hasta el lunes 23.
    historia.dia("2026-02-23", "profesional")
    historia.anexa("auto-liquidacion", "auto-deposito")
    aplica = {"medidas_aplicadas": "embargo", "dinero_retenido": "3.709.425"}
    with historia.rehusa("No hay orden de seguir.*La liquidación del crédito") as found:
        historia.cierra("dinero_aplicable", aplica)
    faltan = found.value.detalle["faltan"]
    assert isinstance(faltan, list)
    assert all(pendiente["salvable"] for pendiente in faltan)
    historia.dia("2026-02-25", "profesional")
    historia.notifica("auto-liquidacion", "personal", efectiva="2026-02-25")
    # Tres días de traslado: 26 y 27 de febrero y 2 de marzo (CGP 446).
    historia.dia("2026-03-02", "profesional")
    with historia.rehusa("La liquidación del crédito y las costas no está aprobada"):
        historia.cierra("dinero_aplicable", aplica)
    historia.dia("2026-03-03", "profesional")
    historia.cierra("dinero_aplicable", aplica)
    assert historia.actividad == "17"

    # 182 días desde el 3 de septiembre: 3.500.000 × 12 % × 182 ÷ 365 = 209.425.
    historia.dia("2026-03-04", "financiera")
    assert historia.intereses == 209_425
    historia.paga(3_709_425, "DEP-8890")
    historia.anexa("reporte-pagos")
    historia.avanza("pago_total", valor_confirmado="3.709.425")
    historia.dia("2026-03-06", "profesional")
    historia.emite("auto-archivo", firma="jefe")
    historia.anexa("ingreso-tesoro", "memorando-origen")
    cierra = {
        "causa": "pago",
        "hay_medidas": "si",
        "cierre_carpeta": "foliado,cuadro,notificaciones,paz_y_salvo",
        "guia-archivo": "RA-0300-CO",
    }
    with historia.rehusa("levantamiento"):
        historia.cierra("archivado", cierra)
    historia.anexa("oficio-levantamiento")
    historia.cierra("archivado", cierra)
    assert historia.estado == "ARCHIVADO"


def test_idpyba_rejects_them_with_its_known_goods_under_embargo(abre: Abre) -> None:
    """ARCHIVADO by 7 → 8 → 9 → 11 → 12 → 16 → 17 (T-4.6)."""
    historia = abre(IDPYBA, titulo="88-2025", deudor="Yeison Camila Guzmán Pérez")
    recibe_y_registra(historia)
    historia.dia("2026-02-10", "profesional")
    historia.emite("oficio-persuasivo", firma="jefe", fecha_limite="2026-03-02")
    historia.anexa("oficio-investigacion")
    historia.dia("2026-03-03", "profesional")
    historia.avanza("sin_pago", posible_insolvencia="no", resultado_bienes="con_bienes")
    historia.dia("2026-03-05", "jefe")
    historia.anexa("auto-cierre-persuasivo")
    historia.avanza("cerrado")
    historia.dia("2026-03-10", "jefe")
    historia.anexa("mandamiento-pago")
    with historia.rehusa("Resolución de medidas cautelares.*Oficios de embargo"):
        historia.avanza("proferido", bienes_conocidos="si")
    historia.anexa("auto-medidas", "oficio-embargo")
    historia.avanza("proferido", bienes_conocidos="si")

    historia.dia("2026-04-07", "profesional")
    historia.anexa("citacion-notificacion")
    historia.notifica("mandamiento-pago", "personal", efectiva="2026-04-07")
    historia.avanza("efectiva", medio="personal", fecha_notificacion="2026-04-07")

    historia.dia("2026-05-14", "profesional")
    historia.anexa("resolucion-excepciones")
    historia.notifica("resolucion-excepciones", "personal", efectiva="2026-05-14")
    niega = {"excepciones": "pago", "hubo_recurso": "no", "fecha_escrito": "2026-04-20"}
    historia.dia("2026-06-16", "profesional")
    with historia.rehusa("No hay orden de seguir adelante"):
        historia.cierra("no_probadas", niega)
    historia.dia("2026-06-17", "profesional")
    historia.cierra("no_probadas", niega)
    # No hay segunda orden: la resolución que las niega ya ordena seguir (ET 834).
    assert historia.actividad == "11"

    historia.anexa("oficio-verificacion-medidas")
    historia.avanza("medida_efectiva", medidas="cuentas", hubo_secuestro="no")
    historia.dia("2026-07-01", "jefe")
    historia.anexa("auto-liquidacion", "auto-objecion-liquidacion")
    historia.avanza("depositos_cubren", hubo_objecion="no")
    assert historia.actividad == "16"

    # Del 22 de noviembre al 15 de julio van 235 días a 3.744 pesos: 879.840.
    historia.dia("2026-07-15", "tesoreria")
    assert historia.intereses == 235 * 3_744
    historia.paga(11_388_000 + 879_840, "TES-9100")
    historia.anexa("informe-cobros-en-curso", "memorando-tesoreria", "auto-deposito")
    historia.avanza("pago_total", hay_depositos="si")
    historia.dia("2026-07-15", "jefe")
    historia.emite("auto-archivo", firma="jefe")
    historia.anexa("oficio-levantamiento")
    historia.avanza("archivado", causa="pago", hay_medidas="si")
    assert historia.estado == "ARCHIVADO"
