"""Cases that ended and came back by one of their doors (PROCEDURES, rule 6)."""

from __future__ import annotations

from cobro_desktop.services.mapa import fechas_del_camino
from cobro_desktop.services.recorrido import recorrer
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia, respuestas
from tests.scenarios.test_idpyba import CODIGO as IDPYBA
from tests.scenarios.test_rnec import CODIGO as RNEC
from tests.scenarios.test_sdscj import (
    CNSCC,
    OTRAS,
    devuelve_lo_que_no_esta_en_rnmc,
    radica_y_reparte,
    verifica_y_admite,
)
from tests.scenarios.test_svsp import CODIGO as SVSP


def entra_otra_vez(historia: Historia) -> None:
    """The same title comes corrected a month later; the case keeps its number."""
    numero = historia.ficha.expediente.numero
    with historia.rehusa("ya terminó: se devolvió a su origen"):
        historia.anexa("titulo-ejecutivo")
    historia.reabre("reingreso", "Llegó corregido con el memorando 2026-90.")
    assert (historia.actividad, historia.estado) == ("1", "ABIERTO")
    assert historia.ficha.expediente.numero == numero
    assert "Llegó corregido" in historia.ficha.actuaciones[0].texto


def test_a_title_of_svsp_is_returned_and_comes_in_again(abre: Abre) -> None:
    historia = abre(SVSP, titulo="20254241072")
    historia.dia("2025-11-05", "financiera")
    historia.anexa("titulo-ejecutivo", "ejecutoria-titulo", "memorando-remisorio")
    historia.avanza("recibido", fecha_recepcion="2025-11-04")
    historia.sigue("profesional")
    historia.avanza("multa", fecha_base="2025-11-05")
    historia.avanza("revisado", recursos_agotados="si", notificado="no", firme="no")
    historia.anexa("lista-verificacion")
    historia.avanza(
        "no_procede",
        requisitos="clara,expresa",
        hubo_recursos="no",
        motivo_no_procede="No se notificó (CPACA 69).",
    )
    historia.anexa("memorando-devolucion")
    historia.avanza("devuelto", causa_devolucion="mal_notificado")

    historia.dia("2025-12-10", "financiera")
    entra_otra_vez(historia)
    way = recorrer(historia.workspace, historia.contexto, historia.expediente_id)
    assert way.llegada == (
        "Llegó a la actividad 1, «Recepción de títulos ejecutivos», el 10 de diciembre "
        "de 2025, cuando Nelly Patricia Osorio reabrió el expediente, que había "
        "terminado (devuelto), por «El mismo título llegó de nuevo». El motivo: Llegó "
        "corregido con el memorando 2026-90."
    )
    assert [(t.actividad, t.a, t.reabre) for t in way.tramos[-2:]] == [
        ("5", "", ""),
        ("5", "1", "devuelto"),
    ]
    assert fechas_del_camino(way)["1"] == "Aquí desde el 10 dic 2025"

    # Lo que ya estaba en la carpeta sigue sirviendo (regla 7).
    historia.avanza("recibido", fecha_recepcion="2025-12-10")
    assert historia.actividad == "2"
    way = recorrer(historia.workspace, historia.contexto, historia.expediente_id)
    assert way.llegada.endswith(
        "Es la 2.ª vez que llega. Ya había terminado una vez (devuelto): Nelly "
        "Patricia Osorio lo reabrió el 10 de diciembre de 2025 por «El mismo título "
        "llegó de nuevo». El motivo: Llegó corregido con el memorando 2026-90."
    )


def test_a_title_of_rnec_is_returned_and_its_day_counts_again(abre: Abre) -> None:
    historia = abre(RNEC, titulo="052 de 2024", deudor="ZORAIDA DORA ÁVILA USECHE")
    historia.dia("2025-02-04", "profesional")
    historia.anexa("oficio-recepcion", "lista-verificacion", "oficio-devolucion")
    historia.avanza(
        "no_cumple",
        fecha_recepcion="2025-02-03",
        acreedor="rnec",
        requisitos="resolucion,clara,deudor,liquida",
        motivo_devolucion="La resolución no se notificó.",
    )
    assert (historia.estado, historia.vence) == ("DEVUELTO", "")

    historia.dia("2025-03-10", "profesional")
    entra_otra_vez(historia)


def test_a_title_of_idpyba_is_returned_and_comes_in_again(abre: Abre) -> None:
    historia = abre(IDPYBA, titulo="377-2025", deudor="Yeison Yolanda Álvarez Rincón")
    historia.dia("2026-02-03", "auxiliar")
    historia.avanza("asignado", criterio_prioridad="cuantia")
    historia.dia("2026-02-04", "profesional")
    historia.anexa("lista-verificacion", "oficio-devolucion")
    historia.avanza(
        "no_procede",
        requisitos="acto,competencia",
        clase_deuda="maltrato_animal",
        causa_devolucion="Sin constancia de ejecutoria.",
    )
    historia.dia("2026-03-10", "auxiliar")
    entra_otra_vez(historia)


def test_a_fine_of_the_code_is_returned_and_comes_in_again(abre: Abre) -> None:
    historia = abre(CNSCC, titulo="11-001-8270513")
    devuelve_lo_que_no_esta_en_rnmc(historia)
    historia.dia("2026-03-10", "auxiliar")
    entra_otra_vez(historia)
    historia.avanza(
        "reingreso",
        fecha_recepcion="2026-03-10",
        cope="COPE-8000",
        devolucion_anterior="Oficio 000001 de 2026",
        que_se_corrigio="Ya figura en el RNMC.",
    )
    assert historia.actividad == "2"


def test_hacienda_returns_a_case_to_be_completed_and_then_for_its_title(
    abre: Abre,
) -> None:
    """REMITIDO_SDH → 9 → REMITIDO_SDH → 4 → DEVUELTO."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    historia.anexa("oficio-investigacion-siga")
    historia.avanza("investigado", llegaron_respuestas="no")
    historia.anexa("oficio-persuasivo")
    historia.avanza("sin_pago", medio="oficio")
    historia.dia("2026-06-03", "profesional")
    historia.anexa("informe-seguimiento")
    historia.avanza(
        "termino_vencido", envio_financiera="2026-06-03", envio_lico="2026-06-03"
    )
    historia.sigue("jefe")
    historia.anexa("oficio-remisorio-sdh", "indice-electronico", "hoja-control")
    historia.avanza("remitido", motivo="termino", cope_remision="2026-06-03")
    assert historia.estado == "REMITIDO_SDH"

    historia.dia("2026-07-08", "profesional")
    with historia.rehusa("no se reabre por «reingreso».*sdh_pide_completar"):
        historia.reabre("reingreso", "La SDH lo devolvió.")
    historia.reabre(
        "sdh_pide_completar",
        "Oficio SDH 2026EE1234: falta el acta de notificación.",
        soporte="oficio-sdh",
    )
    assert (historia.actividad, historia.estado) == ("9", "ABIERTO")

    # Otra remisión pide otro oficio; el de junio es de la primera vez.
    historia.dia("2026-07-10", "jefe")
    remite = {"motivo": "termino", "cope_remision": "2026-07-10"}
    with historia.rehusa("Oficio remisorio con su número SIGA"):
        historia.cierra("remitido", remite)
    historia.anexa("oficio-remisorio-sdh")
    historia.cierra("remitido", remite)
    assert historia.estado == "REMITIDO_SDH"

    historia.dia("2026-08-03", "profesional")
    historia.reabre("sdh_falla_titulo", "Oficio SDH 2026EE2001: no está en firme.")
    assert historia.actividad == "4"
    historia.anexa("oficio-devolucion")
    historia.avanza(
        "devuelto",
        causa="requisitos",
        requisito_faltante="Constancia de ejecutoria (CPACA 87)",
        cope_devolucion="2026-08-03",
    )
    assert historia.estado == "DEVUELTO"
    assert respuestas(historia, "4")["respuestas"]["causa"] == "requisitos"


def test_a_reported_debtor_turns_out_to_have_goods(abre: Abre) -> None:
    """REPORTADO_BDME → 11: the report is no end of the search."""
    historia = abre(SVSP, titulo="20257423077")
    historia.dia("2025-11-05", "financiera")
    historia.anexa("memorando-remisorio", "titulo-ejecutivo", "ejecutoria-titulo")
    historia.avanza("recibido", fecha_recepcion="2025-11-04")
    historia.sigue("profesional")
    historia.avanza("multa", fecha_base="2025-11-05")
    historia.avanza("revisado", recursos_agotados="si", notificado="si", firme="si")
    historia.anexa("lista-verificacion")
    historia.avanza(
        "procede",
        requisitos="clara,expresa,exigible,liquida,deudor,notificada,ejecutoriada,"
        "no_prescrita,con_fuerza",
        hubo_recursos="no",
    )
    historia.anexa("oficio-persuasivo")
    historia.avanza("no_paga", hubo_llamada="no")
    historia.anexa("oficio-investigacion")
    historia.avanza("no_posee", llegaron_respuestas="no")
    # Sin mandamiento la prescripción sigue corriendo: se avisa y queda escrito.
    [aviso] = historia.advertencias
    assert "sin ella la prescripción sigue corriendo" in aviso
    historia.anexa("memorando-bdme")
    historia.avanza("reportado", anotacion="mora")
    assert (historia.estado, historia.prescribe) == ("REPORTADO_BDME", "2030-09-03")

    historia.dia("2026-05-04", "auxiliar")
    with historia.rehusa("Rosa Elvira Pabón no puede reabrir"):
        historia.reabre("bienes", "Aparece una cuenta en el Banco Uno.")
    historia.sigue("profesional")
    historia.reabre("bienes", "Aparece una cuenta en el Banco Uno.")
    assert (historia.actividad, historia.estado) == ("11", "ABIERTO")


def test_an_archive_falls_only_by_an_act_and_by_who_signs_it(abre: Abre) -> None:
    """ARCHIVADO → 8: the payment that closed it never came in."""
    historia = abre(CNSCC, titulo="11-001-4220608")
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    historia.dia("2026-02-27", "tesoreria")
    historia.paga(382_982, "PSE-55010")
    historia.sigue("profesional")
    historia.avanza("pago_total")
    historia.dia("2026-03-04", "jefe")
    historia.anexa("constancia-archivo", "hoja-control", "cierre-lico-rnmc")
    historia.avanza("archivado", causa="pago", fecha_cierre_lico="2026-03-03")
    assert historia.estado == "ARCHIVADO"

    historia.dia("2026-04-06", "profesional")
    with historia.rehusa("no puede reabrir.*JEF o REP"):
        historia.reabre("archivo_sin_efecto", "El banco reversó el pago.")
    historia.sigue("jefe")
    with historia.rehusa("solo queda sin efecto con un acto"):
        historia.reabre("archivo_sin_efecto", "El banco reversó el pago.")
    with historia.rehusa("Escriba por qué se reabre"):
        historia.reabre("archivo_sin_efecto", " ", soporte="nota-banco")
    historia.reabre(
        "archivo_sin_efecto", "El banco reversó el pago.", soporte="nota-banco"
    )
    assert (historia.actividad, historia.estado) == ("8", "ABIERTO")
    assert historia.ficha.expediente.causa == ""


def test_a_case_that_runs_has_nothing_to_reopen(abre: Abre) -> None:
    historia = abre(OTRAS, titulo="0014-2025")
    historia.dia("2026-02-03", "auxiliar")
    with historia.rehusa("no ha terminado: no hay nada que reabrir"):
        historia.reabre("reingreso", "Por error.")
