"""PRO-GJU-130-008 against the table of PROCEDURES 2, written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.hechos import (
    CierreHecho,
    Hechos,
    NotificacionHecha,
    Pieza,
)
from cobro_desktop.domain.motor import Cierre, Posicion, evaluar, reabrir, transicion
from cobro_desktop.domain.procedimiento import (
    Ambito,
    Desde,
    Procedimiento,
    Rol,
    Salida,
    Unidad,
)
from cobro_desktop.services.procedimientos import load_catalogo

HOY = date(2026, 9, 30)
TABLA = {
    "1": {"recibido": "2"},
    "2": {"contribucion": "3", "multa": "3", "sancion": "3"},
    "3": {"revisado": "4"},
    "4": {"procede": "6", "no_procede": "5"},
    "5": {"devuelto": "DEVUELTO"},
    "6": {"paga": "17", "solicita_acuerdo": "7", "no_paga": "11"},
    "7": {
        "cuota": "17",
        "cumplido": "17",
        "paga": "17",
        "incumplido": "8",
        "no_suscrito": "8",
        "negado": "8",
        "desistido": "8",
    },
    "8": {"avocado": "9", "paga": "17"},
    "9": {
        "paga": "17",
        "solicita_acuerdo": "10",
        "excepciones_probadas": "18",
        "con_medida": "14",
        "no_paga": "11",
    },
    "10": {
        "cuota": "17",
        "cumplido": "17",
        "paga": "17",
        "incumplido": "11",
        "no_suscrito": "11",
        "negado": "11",
        "desistido": "11",
        "con_medida": "14",
    },
    "11": {"posee": "13", "no_posee": "12", "sin_mandamiento": "8"},
    "12": {"reportado": "REPORTADO_BDME", "sin_mandamiento": "8"},
    "13": {"decretada": "14"},
    "14": {
        "falta_acto": "8",
        "dinero_aplicable": "17",
        "otros_bienes": "15",
        "nada_retenido": "11",
    },
    "15": {
        "dictamen_firme": "16",
        "no_se_ejecuta_con_dinero": "17",
        "no_se_ejecuta": "11",
    },
    "16": {"producto": "17", "desierto": "permanece", "adjudicacion": "17"},
    "17": {
        "pago_total": "18",
        "parcial": "regresa",
        "saldo": "11",
        "no_confirmado": "regresa",
    },
    "18": {"archivado": "ARCHIVADO"},
    "19": {"cambios": "20", "sin_cambios": "SESION"},
    "20": {"actos_firmados": "SESION"},
    "21": {"presentado": "SESION"},
}
NOMBRES = {
    "1": "Recepción de títulos ejecutivos",
    "2": "Identificar la naturaleza del cobro",
    "6": "Realizar proceso de cobro persuasivo",
    "11": "Investigar bienes y garantías",
    "12": "Enviar reporte de morosos al Grupo Financiero",
    "17": "Proyectar reporte de pagos recibidos",
    "18": "Realizar auto de archivo",
    "21": "Proyectar informe de revelaciones",
}
FORMATOS = {
    "5": {"memorando-devolucion"},
    "6": {"oficio-persuasivo", "constancia-llamada"},
    "7": {"acuerdo-pago", "auto-suspende"},
    "8": {"auto-avoca"},
    "9": {"mandamiento-pago", "citacion-notificacion", "diligencia-notificacion"},
    "11": {"oficio-investigacion"},
    "12": {"memorando-bdme"},
    "13": {"auto-medidas", "oficio-embargo"},
    "15": {"oficio-auxiliar"},
    "16": {"auto-remate", "aviso-remate", "acta-remate", "auto-aprueba-remate"},
    "18": {"auto-archivo", "memorando", "oficio-levantamiento"},
    "19": {"relacion-cuentas", "ficha-reclasificacion", "acta-comite"},
    "20": {"ficha-saneamiento", "acto-depuracion"},
    "21": {"informe-revelaciones"},
}


@pytest.fixture(scope="module")
def svsp() -> Procedimiento:
    return load_catalogo().buscar("PRO-GJU-130-008")


def destination(salida: Salida) -> str:
    if salida.permanece or salida.regresa:
        return "permanece" if salida.permanece else "regresa"
    return salida.siguiente or str(salida.fin)


def missing(
    svsp: Procedimiento, cierre: Cierre, hechos: Hechos
) -> set[tuple[str, ...]]:
    return {p.ids for p in evaluar(svsp, cierre, hechos).faltan}


def test_it_has_the_rows_of_the_table_and_no_other(svsp: Procedimiento) -> None:
    found = {
        a.id: {s.resultado: destination(s) for s in a.salidas}
        for a in svsp.actividades.values()
    }

    assert found == TABLA


def test_it_names_the_rows_as_the_institution_does(svsp: Procedimiento) -> None:
    assert {i: svsp.actividades[i].nombre for i in NOMBRES} == NOMBRES


@pytest.mark.parametrize("identificador", FORMATOS)
def test_each_row_produces_its_documents(
    svsp: Procedimiento, identificador: str
) -> None:
    assert set(svsp.actividades[identificador].documentos) >= FORMATOS[identificador]


def test_only_19_to_21_are_of_the_portfolio(svsp: Procedimiento) -> None:
    cartera = [a.id for a in svsp.actividades.values() if a.ambito is Ambito.CARTERA]

    assert cartera == ["19", "20", "21"]
    assert svsp.inicio_cartera == ("19", "21")


def test_the_persuasive_stage_has_45_days_from_exigibility(
    svsp: Procedimiento,
) -> None:
    plazo = svsp.actividades["6"].plazo

    assert plazo is not None
    assert (plazo.cantidad, plazo.unidad, plazo.desde, plazo.opcion) == (
        45,
        Unidad.HABILES,
        Desde.EXIGIBILIDAD,
        "persuasivo.unit",
    )


def test_the_persuasive_letter_is_written_reviewed_and_signed(
    svsp: Procedimiento,
) -> None:
    seis = svsp.actividades["6"]

    assert (seis.rol, seis.revisa, seis.firma, seis.envia) == (
        (Rol.PRO,),
        (Rol.COO,),
        (Rol.JEF,),
        "Correspondencia",
    )


def test_the_act_of_baja_is_signed_by_the_representative(svsp: Procedimiento) -> None:
    assert Rol.REP in svsp.actividades["20"].firma


@pytest.mark.parametrize("origen", ["6", "7", "8", "9", "10", "14", "15", "16"])
def test_a_payment_below_the_debt_returns_to_where_it_came_from(
    svsp: Procedimiento, origen: str
) -> None:
    resultado = next(r for r, a in TABLA[origen].items() if a == "17")
    sent = transicion(svsp, Posicion(origen), resultado, Hechos(HOY))

    back = transicion(svsp, Posicion("17", sent.pila), "parcial", Hechos(HOY))

    assert (sent.a, back.a, back.pila) == ("17", origen, ())


@pytest.mark.parametrize("identificador", ["6", "7", "8", "9", "11", "13", "14", "16"])
def test_a_confirmed_payment_ends_any_stage_without_its_acts(
    svsp: Procedimiento, identificador: str
) -> None:
    cierre = Cierre(identificador, "pago_total")

    assert missing(svsp, cierre, Hechos(HOY, saldo=0)) == set()
    assert missing(svsp, cierre, Hechos(HOY, saldo=100)) == {("pago_total_confirmado",)}


def test_a_prescription_needs_its_term_and_its_act(svsp: Procedimiento) -> None:
    cierre = Cierre("11", "prescripcion")
    cumplida = Hechos(
        HOY, fecha_legal=date(2026, 9, 29), piezas=(Pieza("acto-depuracion"),)
    )

    assert missing(svsp, cierre, Hechos(HOY)) == {
        ("acto-depuracion", "acto-causa"),
        ("prescripcion_cumplida",),
    }
    assert missing(svsp, cierre, cumplida) == set()


def test_the_call_is_proved_only_if_there_was_one(svsp: Procedimiento) -> None:
    hechos = Hechos(HOY, piezas=(Pieza("oficio-persuasivo"),), saldo=1)

    assert not missing(svsp, Cierre("6", "no_paga", {"hubo_llamada": "no"}), hechos)
    assert missing(
        svsp,
        Cierre("6", "no_paga", {"hubo_llamada": "si", "fecha_llamada": "2026-09-01"}),
        hechos,
    ) == {("constancia-llamada",)}


def test_goods_are_reached_only_with_avoca_notice_and_order(
    svsp: Procedimiento,
) -> None:
    assert missing(svsp, Cierre("14", "otros_bienes"), Hechos(HOY)) == {
        ("auto-avoca",),
        ("diligencia-notificacion", "aviso-notificacion", "notificacion-mandamiento"),
        ("orden-ejecucion", "resolucion-excepciones"),
        ("orden_en_firme",),
    }


def test_money_also_needs_the_credit_settled(svsp: Procedimiento) -> None:
    done = Hechos(
        HOY,
        piezas=(Pieza("auto-avoca"), Pieza("orden-ejecucion")),
        notificaciones=(NotificacionHecha("mandamiento-pago", "1", HOY),),
    )

    assert missing(
        svsp, Cierre("14", "dinero_aplicable", {"dinero_retenido": "1"}), done
    ) == {("auto-liquidacion",), ("auto-deposito",), ("liquidacion_en_firme",)}


def test_a_measure_before_the_mandamiento_is_marked_and_passes(
    svsp: Procedimiento,
) -> None:
    hechos = Hechos(HOY, piezas=(Pieza("auto-medidas"), Pieza("oficio-embargo")))

    found = evaluar(svsp, Cierre("13", "decretada"), hechos)

    assert found.completa
    assert [p.ids for p in found.advertencias] == [("medida_despues_de_mandamiento",)]


def test_a_report_without_mandamiento_warns_and_ends(svsp: Procedimiento) -> None:
    hechos = Hechos(HOY, piezas=(Pieza("memorando-bdme"),))

    found = evaluar(svsp, Cierre("12", "reportado", {"anotacion": "mora"}), hechos)

    assert found.completa
    assert [p.ids for p in found.advertencias] == [("mandamiento_notificado",)]


def test_a_second_agreement_is_not_the_first_one(svsp: Procedimiento) -> None:
    primero = Pieza("acuerdo-pago", fecha=date(2025, 5, 1))
    suspende = Pieza("auto-suspende", fecha=date(2025, 5, 1))
    hechos = Hechos(
        HOY,
        piezas=(primero, suspende),
        cierres=(CierreHecho("9", "solicita_acuerdo", date(2026, 6, 1)),),
    )

    faltan = missing(svsp, Cierre("10", "cuota"), hechos)

    assert ("acuerdo-pago-coactivo",) in faltan
    assert ("auto-suspende-coactivo",) in faltan


def test_an_archive_by_payment_proves_that_the_money_came_in(
    svsp: Procedimiento,
) -> None:
    respuestas = {"causa": "pago", "hay_medidas": "no", "cierre_carpeta": "foliado"}
    found = missing(svsp, Cierre("18", "archivado", respuestas), Hechos(HOY))

    assert found == {
        ("auto-archivo",),
        ("notificacion-archivo", "guia-archivo"),
        ("ingreso-tesoro",),
        ("memorando-origen", "radicado-memorando-origen"),
    }


def test_excepciones_that_are_proved_archive_with_balance(svsp: Procedimiento) -> None:
    respuestas = {
        "causa": "excepcion_probada",
        "hay_medidas": "no",
        "cierre_carpeta": "foliado",
        "guia-archivo": "RA1",
        "radicado-memorando-origen": "M1",
    }
    hechos = Hechos(
        HOY,
        saldo=100,
        piezas=(Pieza("auto-archivo"), Pieza("resolucion-excepciones")),
        cierres=(CierreHecho("9", "excepciones_probadas", HOY),),
    )

    assert not missing(svsp, Cierre("18", "archivado", respuestas), hechos)


def test_a_resolution_that_rejects_excepciones_archives_nothing(
    svsp: Procedimiento,
) -> None:
    hechos = Hechos(
        HOY,
        saldo=100,
        piezas=(Pieza("resolucion-excepciones"),),
        cierres=(CierreHecho("9", "no_paga", HOY),),
    )

    assert ("archivo_con_causa",) in missing(svsp, Cierre("18", "archivado"), hechos)


@pytest.mark.parametrize(
    ("resultado", "a"),
    [
        ("bienes", "11"),
        ("pago", "17"),
        ("acuerdo", "10"),
        ("acuerdo_sin_mandamiento", "7"),
        ("extincion", "18"),
    ],
)
def test_a_reported_case_comes_back(
    svsp: Procedimiento, resultado: str, a: str
) -> None:
    assert reabrir(svsp, "12", resultado, Hechos(HOY)).a == a


def test_a_returned_title_comes_back_to_the_first_row(svsp: Procedimiento) -> None:
    assert reabrir(svsp, "5", "reingreso", Hechos(HOY)).a == "1"


def test_a_payment_of_a_reported_case_that_is_partial_reports_it_again(
    svsp: Procedimiento,
) -> None:
    sent = reabrir(svsp, "12", "pago", Hechos(HOY))

    assert transicion(svsp, Posicion("17", sent.pila), "parcial", Hechos(HOY)).a == "12"
