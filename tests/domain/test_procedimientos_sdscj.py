"""PD-GJ-07 and PD-GJ-08 against the tables of PROCEDURES 1, written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.hechos import Hechos, Pieza
from cobro_desktop.domain.motor import (
    Cierre,
    Evaluacion,
    Posicion,
    evaluar,
    inicio,
    reabrir,
    transicion,
)
from cobro_desktop.domain.procedimiento import Ambito, Procedimiento
from cobro_desktop.services.procedimientos import load_catalogo

HOY = date(2026, 9, 30)
DEPURACION = {
    "D1": {"identificadas": "D2"},
    "D2": {"soportes_reunidos": "D3"},
    "D3": {"ficha_lista": "D4"},
    "D4": {"recomienda": "D5", "no_recomienda": "SESION", "falta_soporte": "D2"},
    "D5": {"expedido": "D6"},
    "D6": {"ajustado": "SESION"},
}
TABLA_07 = {
    "1": {"registrado": "2", "reingreso": "2"},
    "2": {"asignado": "3"},
    "3": {"cumple": "5", "no_cumple": "4"},
    "4": {"devuelto": "DEVUELTO"},
    "5": {
        "admitido": "6",
        "aclaracion_pedida": "permanece",
        "espera_vencida": "6",
        "titulo_con_falla": "4",
        "pago_o_conmutacion": "4",
    },
    "6": {
        "investigado": "7",
        "pago_total": "10",
        "conmutacion": "10",
        "no_es_multa": "4",
        "facilidad": "9",
        "termino_vencido": "9",
    },
    "7": {
        "sin_pago": "8",
        "pago_total": "10",
        "conmutacion": "10",
        "facilidad": "9",
        "riesgo_prescripcion": "9",
        "no_es_multa": "4",
    },
    "8": {
        "dentro_termino": "7",
        "termino_vencido": "9",
        "riesgo_prescripcion": "9",
        "facilidad": "9",
        "pago_total": "10",
        "conmutacion": "10",
    },
    "9": {
        "remitido": "REMITIDO_SDH",
        "sdh_falla_titulo": "4",
        "facilidad_desistida": "regresa",
    },
    "10": {"archivado": "ARCHIVADO"},
    **DEPURACION,
}
TABLA_08 = {
    **TABLA_07,
    "5": {
        "admitido": "6",
        "aclaracion_pedida": "permanece",
        "espera_vencida": "6",
        "titulo_con_falla": "4",
        "pago_anterior": "4",
    },
    "6": {
        "investigado": "7",
        "pago_total": "10",
        "no_corresponde": "4",
        "facilidad": "9",
        "termino_vencido": "9",
    },
    "7": {
        "sin_pago": "8",
        "pago_total": "10",
        "facilidad": "9",
        "riesgo_prescripcion": "9",
        "no_corresponde": "4",
    },
    "8": {
        "dentro_termino": "7",
        "termino_vencido": "9",
        "riesgo_prescripcion": "9",
        "facilidad": "9",
        "pago_total": "10",
    },
}
EXTINCIONES = (
    "prescripcion",
    "remision",
    "depuracion",
    "compensacion",
    "perdida_ejecutoria",
    "revocatoria",
    "nulidad",
    "venta_cisa",
    "otra_causa_legal",
)


@pytest.fixture(scope="module")
def gj07() -> Procedimiento:
    return load_catalogo().buscar("PD-GJ-07")


@pytest.fixture(scope="module")
def gj08() -> Procedimiento:
    return load_catalogo().buscar("PD-GJ-08")


def salidas_propias(procedimiento: Procedimiento) -> dict[str, dict[str, str]]:
    return {
        a.id: {
            s.resultado: s.siguiente
            or s.fin
            or ("permanece" if s.permanece else "regresa" if s.regresa else "nada")
            for s in a.salidas
        }
        for a in procedimiento.actividades.values()
    }


def recorrer(
    procedimiento: Procedimiento, *resultados: str, desde: Posicion | None = None
) -> list[str]:
    """Return the activities that a chain of outcomes visits, and its end if any."""
    posicion = desde or inicio(procedimiento)
    visitas = [posicion.actividad]
    for resultado in resultados:
        paso = transicion(procedimiento, posicion, resultado, Hechos(HOY))
        visitas.append(paso.a or str(paso.fin))
        posicion = Posicion(paso.a or "", paso.pila)
    return visitas


def pendientes(evaluacion: Evaluacion) -> set[tuple[str, ...]]:
    return {pendiente.ids for pendiente in evaluacion.faltan}


def con(*documentos: str, **hechos: object) -> Hechos:
    """Return facts with those documents signed."""
    piezas = tuple(Pieza(d, EstadoDocumento.RADICADO, HOY) for d in documentos)
    return Hechos(HOY, piezas=piezas, **hechos)  # type: ignore[arg-type]


def test_the_rows_of_gj07_lead_where_the_table_says(gj07: Procedimiento) -> None:
    assert salidas_propias(gj07) == TABLA_07


def test_the_rows_of_gj08_are_the_same_without_police_fines(
    gj08: Procedimiento,
) -> None:
    assert salidas_propias(gj08) == TABLA_08


def test_gj08_answers_to_the_other_code_that_the_manual_prints() -> None:
    assert load_catalogo().buscar("PD-GJ-06").codigo == "PD-GJ-08"


def test_a_title_that_fails_goes_back_to_its_issuer(gj07: Procedimiento) -> None:
    camino = recorrer(gj07, "registrado", "asignado", "no_cumple", "devuelto")

    assert camino == ["1", "2", "3", "4", "DEVUELTO"]


def test_a_term_that_runs_out_sends_the_case_to_hacienda(gj07: Procedimiento) -> None:
    camino = recorrer(
        gj07,
        *("registrado", "asignado", "cumple", "admitido", "investigado"),
        *("sin_pago", "termino_vencido", "remitido"),
    )

    assert camino == ["1", "2", "3", "5", "6", "7", "8", "9", "REMITIDO_SDH"]


def test_a_payment_in_the_persuasive_stage_archives_the_case(
    gj07: Procedimiento,
) -> None:
    for actividad in ("6", "7", "8", "9"):
        camino = recorrer(gj07, "pago_total", "archivado", desde=Posicion(actividad))

        assert camino == [actividad, "10", "ARCHIVADO"]


def test_a_commuted_fine_is_archived_from_any_persuasive_activity(
    gj07: Procedimiento,
) -> None:
    for actividad in ("6", "7", "8", "9"):
        assert recorrer(gj07, "conmutacion", desde=Posicion(actividad))[-1] == "10"


@pytest.mark.parametrize("actividad", ["1", "2", "3", "4", "5"])
def test_what_was_paid_before_admission_is_returned_not_archived(
    gj07: Procedimiento, actividad: str
) -> None:
    ofrecidas = {s.resultado for s in gj07.salidas(actividad)}

    assert not ofrecidas & {"pago_total", "conmutacion"}


def test_a_clarification_waits_in_5_and_goes_on_at_its_date(
    gj07: Procedimiento,
) -> None:
    camino = recorrer(
        gj07, "aclaracion_pedida", "aclaracion_pedida", "espera_vencida",
        desde=Posicion("5"),
    )  # fmt: skip

    assert camino == ["5", "5", "5", "6"]


@pytest.mark.parametrize("actividad", ["6", "7", "8"])
def test_asking_a_facilidad_suspends_and_withdrawing_it_resumes(
    gj07: Procedimiento, actividad: str
) -> None:
    paso = transicion(gj07, Posicion(actividad), "facilidad", Hechos(HOY))
    vuelta = transicion(gj07, Posicion("9", paso.pila), "facilidad_desistida", con())

    assert (paso.a, paso.suspende) == ("9", True)
    assert vuelta.a == actividad


@pytest.mark.parametrize("actividad", ["7", "8"])
def test_risk_of_prescription_goes_to_hacienda_before_the_term(
    gj07: Procedimiento, actividad: str
) -> None:
    camino = recorrer(
        gj07, "riesgo_prescripcion", "remitido", desde=Posicion(actividad)
    )

    assert camino == [actividad, "9", "REMITIDO_SDH"]


@pytest.mark.parametrize("actividad", ["6", "7"])
def test_a_measure_that_was_no_fine_is_returned(
    gj07: Procedimiento, actividad: str
) -> None:
    camino = recorrer(gj07, "no_es_multa", "devuelto", desde=Posicion(actividad))

    assert camino == [actividad, "4", "DEVUELTO"]


@pytest.mark.parametrize("codigo", ["PD-GJ-07", "PD-GJ-08"])
def test_the_ends_have_doors(codigo: str) -> None:
    procedimiento = load_catalogo().buscar(codigo)

    def vuelve(ultima: str, resultado: str) -> str | None:
        return reabrir(procedimiento, ultima, resultado, Hechos(HOY)).a

    assert vuelve("4", "reingreso") == "1"
    assert vuelve("9", "sdh_pide_completar") == "9"
    assert vuelve("9", "sdh_falla_titulo") == "4"
    assert vuelve("10", "archivo_sin_efecto") == "8"


@pytest.mark.parametrize("codigo", ["PD-GJ-07", "PD-GJ-08"])
@pytest.mark.parametrize("causa", EXTINCIONES)
def test_any_extinction_archives_from_any_activity_with_its_act(
    codigo: str, causa: str
) -> None:
    procedimiento = load_catalogo().buscar(codigo)
    for actividad in ("1", "3", "5", "6", "7", "8", "9"):
        salida = procedimiento.salida(actividad, causa)

        assert salida is not None
        assert salida.siguiente == "10"
        assert "acto-causa" in {e.id for e in salida.evidencia}


@pytest.mark.parametrize("codigo", ["PD-GJ-07", "PD-GJ-08"])
def test_only_the_columns_of_control_are_control_points(codigo: str) -> None:
    actividades = load_catalogo().buscar(codigo).actividades.values()
    caso = {a.id for a in actividades if a.control and a.ambito is not Ambito.CARTERA}

    assert caso == {"3", "4", "8"}


@pytest.mark.parametrize("codigo", ["PD-GJ-07", "PD-GJ-08"])
def test_each_row_belongs_to_the_roles_of_the_table(codigo: str) -> None:
    actividades = load_catalogo().buscar(codigo).actividades

    assert {i: set(a.rol) for i, a in actividades.items()} == {
        "1": {"AUX"},
        "2": {"PRO", "COO"},
        **{i: {"PRO"} for i in ("3", "4", "5", "6", "7", "8")},
        "9": {"JEF", "PRO"},
        "10": {"JEF", "PRO"},
        **{i: {"PRO"} for i in ("D1", "D2", "D3")},
        "D4": {"COM"},
        "D5": {"REP"},
        "D6": {"FIN"},
    }
    assert {i for i, a in actividades.items() if "JEF" in a.firma} == {"7", "9", "10"}
    assert actividades["D5"].firma == ("REP",)


@pytest.mark.parametrize("codigo", ["PD-GJ-07", "PD-GJ-08"])
def test_the_persuasive_term_counts_from_reception_and_may_be_changed(
    codigo: str,
) -> None:
    actividades = load_catalogo().buscar(codigo).actividades
    plazos = {i: a.plazo for i, a in actividades.items() if a.plazo}

    assert set(plazos) == {"6", "7", "8"}
    for plazo in plazos.values():
        assert (plazo.cantidad, plazo.unidad, plazo.desde, plazo.opcion) == (
            4, "meses", "recepcion", "sdscj.persuasivo.months",
        )  # fmt: skip


@pytest.mark.parametrize(
    "gestion",
    [
        "oficio-persuasivo",
        "constancia-llamada",
        "acta-visita",
        "registro-campana",
        "oficio-investigacion",
    ],
)
def test_any_one_gestion_is_enough_to_leave_7(
    gj07: Procedimiento, gestion: str
) -> None:
    respuestas = {"medio": "oficio"}
    cierre = Cierre("7", "sin_pago", respuestas)

    assert len(pendientes(evaluar(gj07, cierre, con(saldo=1)))) == 1
    assert evaluar(gj07, cierre, con(gestion, saldo=1)).completa
    assert not evaluar(gj07, cierre, con(gestion, saldo=0)).completa


def test_a_payment_leaves_7_without_any_gestion(gj07: Procedimiento) -> None:
    assert evaluar(gj07, Cierre("7", "pago_total"), con(saldo=0)).completa
    assert not evaluar(gj07, Cierre("7", "pago_total"), con(saldo=1)).completa


def test_risk_asks_for_the_risk_and_for_a_gestion(gj07: Procedimiento) -> None:
    cierre = Cierre("8", "riesgo_prescripcion", {
        "envio_financiera": "2026-09-30", "envio_lico": "2026-09-30",
    })  # fmt: skip
    informe = "informe-seguimiento"

    nada = evaluar(gj07, cierre, con(informe))
    todo = evaluar(
        gj07,
        cierre,
        con(informe, "oficio-persuasivo", entra_en_riesgo=date(2026, 9, 29)),
    )

    assert pendientes(nada) == {
        ("riesgo_de_prescripcion",),
        ("existe_gestion_persuasiva",),
    }
    assert todo.completa


def test_a_remission_without_gestion_asks_for_a_reason(gj07: Procedimiento) -> None:
    cierre = Cierre("9", "remitido", {"motivo": "termino", "cope_remision": "2026"})
    hechos = con("oficio-remisorio-sdh", "indice-electronico", "hoja-control")

    evaluacion = evaluar(gj07, cierre, hechos)

    assert pendientes(evaluacion) == {("gestion_antes_de_remitir",)}
    assert evaluacion.salvable


def test_a_facilidad_is_remitted_with_request_suspension_and_transfer(
    gj07: Procedimiento,
) -> None:
    cierre = Cierre("9", "remitido", {
        "motivo": "facilidad", "copia_al_deudor": "x", "cope_remision": "2026",
    })  # fmt: skip
    hechos = con("oficio-remisorio-sdh", "indice-electronico", "hoja-control")

    assert pendientes(evaluar(gj07, cierre, hechos)) == {
        ("gestion_antes_de_remitir",),
        ("solicitud-facilidad",),
        ("auto-suspende",),
        ("oficio-traslado",),
    }


def test_nothing_is_archived_with_a_balance_and_no_act(gj07: Procedimiento) -> None:
    respuestas = {"causa": "prescripcion", "acto": "Resolución 1 de 2026"}
    cierre = Cierre("10", "archivado", respuestas)
    archivo = ("auto-archivo", "hoja-control")

    sin_acto = evaluar(gj07, cierre, con(*archivo, saldo=1))

    assert not sin_acto.salvable
    assert evaluar(gj07, cierre, con(*archivo, "acto-depuracion", saldo=1)).completa


def test_a_paid_fine_is_archived_only_once_closed_in_lico(gj07: Procedimiento) -> None:
    cierre = Cierre("10", "archivado", {"causa": "pago"})

    assert pendientes(evaluar(gj07, cierre, con("auto-archivo", "hoja-control"))) == {
        ("cierre-lico-rnmc",),
        ("fecha-cierre-lico",),
    }


@pytest.mark.parametrize(
    ("codigo", "documento"),
    [("PD-GJ-07", "oficio-devolucion"), ("PD-GJ-08", "memorando-devolucion")],
)
def test_each_procedure_returns_the_title_with_its_document(
    codigo: str, documento: str
) -> None:
    assert load_catalogo().buscar(codigo).actividades["4"].documentos == (documento,)


def test_the_five_causes_of_return_are_those_of_the_table(gj07: Procedimiento) -> None:
    causa = next(c for c in gj07.actividades["4"].campos if c.nombre == "causa")

    assert [valor for valor, _ in causa.opciones] == [
        "requisitos", "pago", "conmutacion", "sin_rnmc", "otra_medida",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clase", "lista"),
    [
        ("contractual", "titulo_contractual"),
        ("indemnizacion", "titulo_indemnizacion"),
        ("disciplinaria", "titulo_disciplinario"),
        ("incapacidad", "titulo_incapacidad"),
        ("enajenacion", "titulo_enajenacion"),
        ("casas_justicia", "titulo_casas_justicia"),
        ("otra", "titulo_otra"),
    ],
)
def test_gj08_asks_the_papers_of_each_kind_of_debt(
    gj08: Procedimiento, clase: str, lista: str
) -> None:
    campos = gj08.actividades["3"].campos
    respuestas = {"clase_obligacion": clase}
    pedidas = {
        c.nombre
        for c in campos
        if c.nombre.startswith("titulo_") and c.se_pregunta("cumple", respuestas)
    }

    assert pedidas == {lista}


def test_gj08_has_nothing_of_police_fines(gj08: Procedimiento) -> None:
    textos = [
        texto
        for a in gj08.actividades.values()
        for texto in (
            a.descripcion, a.norma, a.registro, a.punto_control,
            *(c.etiqueta for c in a.campos),
            *(e.etiqueta for e in a.evidencia),
            *(s.etiqueta for s in a.salidas),
        )
    ]  # fmt: skip

    for ajeno in ("RNMC", "LICO", "COPE", "1801", "conmut", "pedagógic", "corregidur"):
        assert not [texto for texto in textos if ajeno in texto]


def test_depuracion_never_skips_the_act(gj07: Procedimiento) -> None:
    camino = recorrer(
        gj07,
        *("identificadas", "soportes_reunidos", "ficha_lista", "falta_soporte"),
        *("soportes_reunidos", "ficha_lista", "recomienda", "expedido", "ajustado"),
        desde=Posicion("D1"),
    )

    assert camino[-3:] == ["D5", "D6", "SESION"]
    assert camino.count("D2") == 2
    assert pendientes(evaluar(gj07, Cierre("D5", "expedido"), con())) == {
        ("acto-depuracion",)
    }
