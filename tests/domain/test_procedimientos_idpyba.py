"""PA02-PR19 against the table of PROCEDURES 4, written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.hechos import (
    AcuerdoHecho,
    Hechos,
    NotificacionHecha,
    Pieza,
)
from cobro_desktop.domain.motor import (
    Cierre,
    Evaluacion,
    Posicion,
    evaluar,
    inicio,
    reabrir,
    transicion,
)
from cobro_desktop.domain.procedimiento import Procedimiento
from cobro_desktop.services.procedimientos import load_catalogo

HOY = date(2026, 9, 30)
TABLA = {
    "1": {"asignado": "2"},
    "2": {"completo": "3", "duda": "permanece", "no_procede": "DEVUELTO"},
    "3": {"memorando_enviado": "4"},
    "4": {"sin_pago": "6", "acuerdo": "5", "pago": "16", "pago_registrado": "17"},
    "5": {
        "cuota": "16",
        "cumplido": "17",
        "incumplido": "6",
        "negado": "6",
        "no_suscrito": "6",
    },
    "6": {"cerrado": "7"},
    "7": {"proferido": "8", "acuerdo": "5b"},
    "8": {"efectiva": "9", "fallida": "permanece", "pago": "16", "acuerdo": "5b"},
    "9": {
        "no_presentadas": "10",
        "excepciones_probadas": "17",
        "probadas_en_parte": "11",
        "no_probadas": "11",
        "recurso": "permanece",
        "recurso_revoca": "17",
        "pago": "16",
        "acuerdo": "5b",
    },
    "5b": {
        "cuota": "16",
        "cumplido": "17",
        "incumplido": "regresa",
        "negado": "regresa",
        "no_suscrito": "regresa",
    },
    "10": {"ordenada": "11", "pago": "16", "acuerdo": "5b"},
    "11": {
        "medida_efectiva": "12",
        "sin_bienes": "permanece",
        "pago": "16",
        "acuerdo": "5b",
    },
    "12": {
        "depositos_cubren": "16",
        "bienes_por_vender": "13",
        "sin_depositos_ni_bienes": "11",
        "acuerdo": "5b",
    },
    "13": {"avaluo_firme": "14", "acuerdo": "5b"},
    "14": {
        "postor": "15",
        "desierto": "permanece",
        "adjudicacion": "15",
        "demanda_pendiente": "permanece",
        "acuerdo": "5b",
    },
    "15": {"aprobado": "16", "improbado": "14"},
    "16": {
        "pago_total": "17",
        "parcial": "regresa",
        "saldo": "11",
        "no_identificado": "regresa",
    },
    "17": {"archivado": "ARCHIVADO"},
    "P1": {"enviado": "SESION"},
    "P2": {"revisada": "SESION"},
    "P3": {
        "depurado": "SESION",
        "no_recomienda": "SESION",
        "falta_soporte": "permanece",
    },
}
HASTA_EL_MANDAMIENTO = (
    *("asignado", "completo", "memorando_enviado", "sin_pago", "cerrado", "proferido"),
)


@pytest.fixture(scope="module")
def pr19() -> Procedimiento:
    return load_catalogo().buscar("PA02-PR19")


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
    """Return facts with those documents signed and firm."""
    piezas = tuple(
        Pieza(d, EstadoDocumento.NOTIFICADO, HOY, firme=True) for d in documentos
    )
    return Hechos(HOY, piezas=piezas, **hechos)  # type: ignore[arg-type]


def test_the_rows_lead_where_the_table_says(pr19: Procedimiento) -> None:
    assert salidas_propias(pr19) == TABLA


def test_the_table_keeps_its_order_with_5b_after_9(pr19: Procedimiento) -> None:
    assert list(pr19.actividades) == list(TABLA)


def test_no_excepciones_leads_through_the_order_and_deposits_to_archive(
    pr19: Procedimiento,
) -> None:
    camino = recorrer(
        pr19,
        *HASTA_EL_MANDAMIENTO,
        *("efectiva", "no_presentadas", "ordenada", "medida_efectiva"),
        *("depositos_cubren", "pago_total", "archivado"),
    )

    assert camino == [
        "1", "2", "3", "4", "6", "7", "8", "9", "10", "11", "12", "16", "17",
        "ARCHIVADO",
    ]  # fmt: skip


def test_goods_are_valued_sold_approved_and_the_balance_searched_again(
    pr19: Procedimiento,
) -> None:
    camino = recorrer(
        pr19,
        *("bienes_por_vender", "avaluo_firme", "desierto", "desierto"),
        *("adjudicacion", "improbado", "postor", "aprobado", "saldo"),
        desde=Posicion("12"),
    )

    assert camino == ["12", "13", "14", "14", "14", "15", "14", "15", "16", "11"]


def test_excepciones_that_prosper_end_the_case(pr19: Procedimiento) -> None:
    assert recorrer(pr19, "excepciones_probadas", "archivado", desde=Posicion("9")) == [
        "9",
        "17",
        "ARCHIVADO",
    ]
    assert recorrer(pr19, "recurso", "recurso_revoca", desde=Posicion("9")) == [
        "9", "9", "17",
    ]  # fmt: skip


@pytest.mark.parametrize("resultado", ["no_probadas", "probadas_en_parte"])
def test_rejected_excepciones_skip_the_second_order(
    pr19: Procedimiento, resultado: str
) -> None:
    respuestas = {"excepciones": "pago", "hubo_recurso": "no"}
    cierre = Cierre("9", resultado, respuestas)

    assert recorrer(pr19, resultado, desde=Posicion("9"))[-1] == "11"
    assert not evaluar(pr19, cierre, con()).completa
    assert evaluar(pr19, cierre, con("resolucion-excepciones")).completa


def test_the_order_waits_for_the_fifteen_days(pr19: Procedimiento) -> None:
    cierre = Cierre("10", "ordenada")
    corriendo = con("orden-ejecucion", vence_excepciones=HOY)
    vencidos = con("orden-ejecucion", vence_excepciones=date(2026, 9, 29))

    assert pendientes(evaluar(pr19, cierre, corriendo)) == {("excepciones_vencidas",)}
    assert evaluar(pr19, cierre, vencidos).completa


def test_two_instalments_in_a_row_break_the_persuasive_agreement(
    pr19: Procedimiento,
) -> None:
    cierre = Cierre("5", "incumplido")

    def falta(consecutivas: int) -> set[tuple[str, ...]]:
        acuerdo = AcuerdoHecho(
            EstadoAcuerdo.VIGENTE,
            meses=10,
            cuotas_en_mora=2,
            cuotas_consecutivas_en_mora=consecutivas,
        )
        hechos = con("acuerdo-pago", "auto-incumplimiento", acuerdo=acuerdo)
        return pendientes(evaluar(pr19, cierre, hechos))

    assert falta(1) == {("cuotas_consecutivas",)}
    assert falta(2) == set()
    assert recorrer(pr19, "incumplido", "cerrado", desde=Posicion("5")) == [
        "5", "6", "7",
    ]  # fmt: skip


def test_one_missed_instalment_may_end_the_coactive_agreement(
    pr19: Procedimiento,
) -> None:
    acuerdo = AcuerdoHecho(EstadoAcuerdo.VIGENTE, meses=10, cuotas_en_mora=1)
    hechos = con(
        *("acuerdo-pago", "auto-suspende", "auto-incumplimiento"), acuerdo=acuerdo
    )

    assert evaluar(pr19, Cierre("5b", "incumplido"), hechos).completa


@pytest.mark.parametrize("meses", [12, 13])
def test_more_than_a_year_asks_for_a_guarantee(pr19: Procedimiento, meses: int) -> None:
    acuerdo = AcuerdoHecho(EstadoAcuerdo.VIGENTE, meses=meses)
    hechos = con("acuerdo-pago", "auto-suspende", acuerdo=acuerdo)

    evaluacion = evaluar(pr19, Cierre("5b", "cuota"), hechos)

    assert evaluacion.completa is (meses == 12)


@pytest.mark.parametrize("actividad", ["7", "8", "9", "10", "11", "12", "13", "14"])
def test_an_agreement_suspends_and_returns_to_where_it_was_asked(
    pr19: Procedimiento, actividad: str
) -> None:
    assert transicion(pr19, Posicion(actividad), "acuerdo", con()).suspende
    assert recorrer(
        pr19,
        *("acuerdo", "cuota", "parcial", "cuota", "no_identificado", "incumplido"),
        desde=Posicion(actividad),
    ) == [actividad, "5b", "16", "5b", "16", "5b", actividad]


def test_an_instalment_of_the_persuasive_agreement_comes_back_to_5(
    pr19: Procedimiento,
) -> None:
    camino = recorrer(
        pr19, "acuerdo", "cuota", "parcial", "cumplido", "archivado",
        desde=Posicion("4"),
    )  # fmt: skip

    assert camino == ["4", "5", "16", "5", "17", "ARCHIVADO"]


def test_a_payment_nobody_confirms_moves_nothing(pr19: Procedimiento) -> None:
    for actividad in ("4", "8", "9", "10", "11"):
        assert recorrer(pr19, "pago", "no_identificado", desde=Posicion(actividad)) == [
            actividad,
            "16",
            actividad,
        ]


def test_a_confirmed_payment_ends_any_stage_through_the_treasury(
    pr19: Procedimiento,
) -> None:
    for actividad in ("4", "5", "6", "7", "8", "9", "5b", "10", "11", "12", "13",
                      "14", "15"):  # fmt: skip
        salida = pr19.salida(actividad, "pago_total")

        assert salida is not None
        assert salida.siguiente == "16"
    assert pr19.salida("2", "pago_total") is None


@pytest.mark.parametrize(
    "causa",
    [
        "prescripcion",
        "remision",
        "depuracion",
        "compensacion",
        "perdida_ejecutoria",
        "revocatoria",
        "nulidad",
        "venta_cisa",
        "otra_causa_legal",
    ],
)
def test_any_extinction_goes_to_17_with_its_act(
    pr19: Procedimiento, causa: str
) -> None:
    for actividad in set(TABLA) - {"17", "P1", "P2", "P3"}:
        salida = pr19.salida(actividad, causa)

        assert salida is not None
        assert salida.siguiente == "17"
        assert "acto-causa" in {e.id for e in salida.evidencia}


def test_a_doubt_waits_and_a_bad_title_is_returned_and_may_come_again(
    pr19: Procedimiento,
) -> None:
    camino = recorrer(pr19, "asignado", "duda", "no_procede")

    assert camino == ["1", "2", "2", "DEVUELTO"]
    assert reabrir(pr19, "2", "reingreso", con()).a == "1"
    assert reabrir(pr19, "17", "archivo_sin_efecto", con()).a == "11"
    assert reabrir(pr19, "17", "archivo_sin_efecto_sin_mandamiento", con()).a == "4"


def test_each_row_belongs_to_the_roles_of_the_table(pr19: Procedimiento) -> None:
    ambos = {"PRO", "JEF"}

    assert {i: set(a.rol) for i, a in pr19.actividades.items()} == {
        "1": {"AUX", "PRO"},
        "2": {"PRO"},
        "3": {"PRO", "FIN"},
        "4": {"PRO"},
        **dict.fromkeys(
            ("5", "6", "7", "9", "5b", "10", "11", "13", "14", "17"), ambos
        ),
        "8": {"PRO"},
        "12": {"FIN", *ambos},
        "15": {"JEF"},
        "16": {"TES", "FIN"},
        "P1": {"PRO"},
        "P2": {"FIN", "SUB"},
        "P3": {"PRO"},
    }


def test_who_signs_each_row(pr19: Procedimiento) -> None:
    firmas = {i: set(a.firma) for i, a in pr19.actividades.items() if a.firma}
    jefe = ("3", "4", "5", "6", "7", "9", "5b", "10", "11", "12", "13", "14", "15")

    assert firmas == {
        **{i: {"JEF"} for i in (*jefe, "17", "P1")},
        "16": {"SUB"},
        "P3": {"REP"},
    }
    assert pr19.actividades["P3"].revisa == ("COM",)


def test_the_terms_are_the_fifteen_days_and_the_memorandum_of_the_semester(
    pr19: Procedimiento,
) -> None:
    plazos = {
        i: (a.plazo.cantidad, str(a.plazo.unidad), str(a.plazo.desde))
        for i, a in pr19.actividades.items()
        if a.plazo
    }

    assert plazos == {
        "9": (15, "habiles", "notificacion"),
        "P1": (5, "calendario", "entrada"),
    }


def test_a_mandamiento_goes_with_the_embargo_of_known_goods(
    pr19: Procedimiento,
) -> None:
    def falta(bienes: str) -> set[tuple[str, ...]]:
        cierre = Cierre("7", "proferido", {"bienes_conocidos": bienes})
        return pendientes(evaluar(pr19, cierre, con("mandamiento-pago")))

    assert falta("no") == set()
    assert falta("si") == {("auto-medidas",), ("oficio-embargo",)}


def test_any_proof_of_notification_closes_8(pr19: Procedimiento) -> None:
    cierre = Cierre("8", "efectiva", {"medio": "personal"})
    sin_citacion = Cierre("8", "efectiva", {"medio": "conducta_concluyente"})
    hecha = (NotificacionHecha("mandamiento-pago", "1", HOY),)

    assert pendientes(evaluar(pr19, cierre, con())) == {
        ("citacion-notificacion",),
        ("diligencia-notificacion", "aviso-notificacion", "notificacion-mandamiento"),
    }
    for prueba in ("diligencia-notificacion", "aviso-notificacion"):
        assert evaluar(pr19, cierre, con("citacion-notificacion", prueba)).completa
    assert evaluar(pr19, sin_citacion, con(notificaciones=hecha)).completa


def test_the_registration_in_the_books_does_not_stop_the_collection(
    pr19: Procedimiento,
) -> None:
    evaluacion = evaluar(pr19, Cierre("3", "memorando_enviado"), con("memorando"))

    assert evaluacion.completa
    assert [p.ids for p in evaluacion.advertencias] == [("respuesta-contabilidad",)]


def test_money_is_applied_only_with_liquidation_and_order_firm(
    pr19: Procedimiento,
) -> None:
    autos = ("auto-liquidacion", "auto-objecion-liquidacion")
    cierre = Cierre("12", "depositos_cubren")

    notificado = (*autos, "diligencia-notificacion")
    assert pendientes(evaluar(pr19, cierre, con(*autos))) == {
        ("mandamiento_notificado",),
        ("orden_en_firme",),
    }
    assert evaluar(pr19, cierre, con(*notificado, "orden-ejecucion")).completa
    # Dos órdenes de seguir adelante: una sobra (ET 834 y 836).
    ambas = (*notificado, "orden-ejecucion", "resolucion-excepciones")
    assert pendientes(evaluar(pr19, cierre, con(*ambas))) == {("una_sola_orden",)}


def test_a_pending_suit_stops_the_auction(pr19: Procedimiento) -> None:
    todo = (
        *("auto-remate", "aviso-remate", "acta-remate", "orden-ejecucion"),
        *("auto-liquidacion", "auto-avaluo", "acta-secuestro"),
    )
    comprobado = "costo_beneficio,secuestro,avaluo,acreedores,aviso,certificado"
    cierre = Cierre("14", "postor", {"comprobado": f"{comprobado},sin_demanda"})

    assert evaluar(pr19, cierre, con(*todo)).completa
    a_medias = Cierre("14", "postor", {"comprobado": comprobado})
    assert pendientes(evaluar(pr19, a_medias, con(*todo))) == {
        ("requisitos_completos",)
    }
    assert pendientes(evaluar(pr19, cierre, con(*todo, demanda_pendiente=True))) == {
        ("sin_demanda_pendiente",)
    }


def test_the_nine_excepciones_are_those_of_article_831(pr19: Procedimiento) -> None:
    lista = next(c for c in pr19.actividades["9"].campos if c.nombre == "excepciones")

    assert lista.norma == "ET 831"
    assert len(lista.opciones) == 9


def test_no_case_is_archived_with_a_live_measure_or_a_balance(
    pr19: Procedimiento,
) -> None:
    cierre = Cierre("17", "archivado", {"causa": "pago", "hay_medidas": "no"})
    evaluacion = evaluar(pr19, cierre, con("auto-archivo", saldo=1, medidas_vigentes=1))

    assert pendientes(evaluacion) == {("archivo_con_causa",), ("medidas_levantadas",)}
    assert not evaluacion.salvable
    assert evaluar(pr19, cierre, con("auto-archivo")).completa


def test_irregularities_may_be_cured_from_6_until_the_approval_of_the_auction(
    pr19: Procedimiento,
) -> None:
    assert {
        i for i, a in pr19.actividades.items() if "auto-subsanacion" in a.documentos
    } == {"6", "7", "8", "9", "10", "11", "12", "13", "14", "15"}
