"""RJPD06 against the table of PROCEDURES 3, written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cobro_desktop.domain.hechos import CierreHecho, Hechos, NotificacionHecha, Pieza
from cobro_desktop.domain.motor import (
    Cierre,
    Posicion,
    abiertas_fuera_de_turno,
    evaluar,
    transicion,
)
from cobro_desktop.domain.procedimiento import Ambito, Desde, Procedimiento, Unidad
from cobro_desktop.services.procedimientos import load_catalogo

HOY = date(2026, 9, 30)
TABLA = {
    "1": {"cumple": "2", "no_cumple": "DEVUELTO"},
    "2": {"avocado": "3"},
    "3": {
        "paga": "11",
        "acuerdo": "permanece",
        "cumplido": "11",
        "incumplido": "4",
        "negado": "4",
        "no_paga": "4",
    },
    "4": {"investigado": "5", "con_mandamiento": "6"},
    "5": {"librado": "6", "paga": "11"},
    "6": {"decretada": "7", "sin_bienes": "7", "con_mandamiento": "9"},
    "7": {
        "fallida": "permanece",
        "paga": "11",
        "acuerdo": "permanece",
        "cumplido": "11",
        "incumplido": "permanece",
        "excepciones": "8",
        "sin_excepciones": "9",
    },
    "8": {
        "excepciones_probadas": "11",
        "en_parte": "9",
        "no_probadas": "9",
        "recurso_revoca": "11",
        "paga": "11",
    },
    "9": {"registrado": "10", "rechazado": "10", "sin_registro": "10"},
    "10": {
        "paga": "11",
        "parcial": "permanece",
        "acuerdo": "permanece",
        "cumplido": "11",
        "incumplido": "permanece",
        "por_rematar": "permanece",
        "producto_total": "11",
        "saldo": "4",
        "sin_efecto": "4",
        "revision": "4",
    },
    "11": {"archivado": "ARCHIVADO"},
    "D1": {"identificada": "D2"},
    "D2": {"reunidos": "D3"},
    "D3": {"elaboradas": "D4"},
    "D4": {"recomienda": "D5", "no_recomienda": "SESION", "falta_soporte": "D2"},
    "D5": {"expedido": "D6"},
    "D6": {"ajustado": "SESION"},
}
TIEMPOS = {
    "1": (1, Unidad.HABILES, Desde.RECEPCION),
    "2": (1, Unidad.MESES, Desde.ENTRADA),
    "3": (1, Unidad.MESES, Desde.ENTRADA),
    "4": (1, Unidad.MESES, Desde.ENTRADA),
    "5": (3, Unidad.MESES, Desde.ENTRADA),
    "6": (3, Unidad.MESES, Desde.ENTRADA),
    "7": (0, Unidad.INMEDIATO, Desde.ENTRADA),
    "8": (1, Unidad.MESES, Desde.ENTRADA),
    "9": (0, Unidad.INMEDIATO, Desde.ENTRADA),
    "10": (3, Unidad.ANIOS, Desde.ENTRADA),
    "11": (5, Unidad.ANIOS, Desde.EJECUTORIA),
}
NOTIFICADO = Hechos(
    HOY, notificaciones=(NotificacionHecha("mandamiento-pago", "1", HOY),)
)


@pytest.fixture(scope="module")
def rnec() -> Procedimiento:
    return load_catalogo().buscar("rjpd06")


def missing(
    rnec: Procedimiento, cierre: Cierre, hechos: Hechos
) -> set[tuple[str, ...]]:
    return {p.ids for p in evaluar(rnec, cierre, hechos).faltan}


def test_it_has_the_rows_of_the_table_and_no_other(rnec: Procedimiento) -> None:
    found = {
        a.id: {
            s.resultado: "permanece" if s.permanece else s.siguiente or str(s.fin)
            for s in a.salidas
        }
        for a in rnec.actividades.values()
    }

    assert found == TABLA


def test_it_has_the_times_of_the_table(rnec: Procedimiento) -> None:
    found = {
        a.id: (a.plazo.cantidad, a.plazo.unidad, a.plazo.desde)
        for a in rnec.actividades.values()
        if a.plazo
    }

    assert found == TIEMPOS


def test_every_row_of_a_case_is_a_control_point(rnec: Procedimiento) -> None:
    propias = [a for a in rnec.actividades.values() if a.ambito is Ambito.EXPEDIENTE]

    assert all(a.control and a.punto_control for a in propias)


def test_the_creditor_is_asked_at_the_reception(rnec: Procedimiento) -> None:
    acreedor = next(c for c in rnec.actividades["1"].campos if c.nombre == "acreedor")

    assert acreedor.obligatorio
    assert [valor for valor, _ in acreedor.opciones] == ["rnec", "fondo_rotatorio"]


def test_the_embargo_may_be_registered_beside_the_path_from_6_on(
    rnec: Procedimiento,
) -> None:
    def beside(at: str, *closed: str) -> tuple[str, ...]:
        cierres = tuple(CierreHecho(c, "x", HOY) for c in closed)
        return abiertas_fuera_de_turno(rnec, at, Hechos(HOY, cierres=cierres))

    assert beside("5", "1", "2", "3", "4") == ()
    assert beside("6") == ("9",)
    assert beside("7", "6") == ("9",)
    assert beside("8", "6", "7") == ("9",)


def test_what_was_registered_beside_the_path_counts_when_the_case_comes(
    rnec: Procedimiento,
) -> None:
    hechos = Hechos(
        HOY,
        piezas=(
            Pieza("oficio-embargo", fecha=date(2026, 1, 5)),
            Pieza("", evidencia="respuesta-registro", fecha=date(2026, 2, 5)),
        ),
        cierres=(CierreHecho("8", "no_probadas", date(2026, 8, 1)),),
    )

    assert not missing(rnec, Cierre("9", "registrado"), hechos)


def test_a_mandamiento_already_notified_is_not_issued_again(
    rnec: Procedimiento,
) -> None:
    hechos = Hechos(
        HOY,
        piezas=(Pieza("oficio-investigacion"),),
        notificaciones=NOTIFICADO.notificaciones,
    )
    cierre = Cierre("4", "con_mandamiento", {"fuentes": "runt"})

    assert not missing(rnec, cierre, hechos)
    assert transicion(rnec, Posicion("4"), "con_mandamiento", hechos).a == "6"
    assert missing(rnec, cierre, Hechos(HOY)) == {
        ("oficio-investigacion",),
        ("mandamiento_notificado",),
    }


def test_going_on_without_excepciones_needs_the_order(rnec: Procedimiento) -> None:
    respuestas = {
        "medio_notificacion_mandamiento": "personal",
        "fecha_notificacion_mandamiento": "2026-08-01",
    }

    cierre = Cierre("7", "sin_excepciones", respuestas)
    vencido = replace(NOTIFICADO, vence_excepciones=date(2026, 9, 29))

    assert missing(rnec, cierre, vencido) == {("orden-ejecucion",)}
    # El último de los quince días todavía puede proponerlas (ET 830).
    corre = replace(NOTIFICADO, vence_excepciones=HOY)
    assert missing(rnec, cierre, corre) == {
        ("orden-ejecucion",),
        ("excepciones_vencidas",),
    }


def test_a_failed_means_stays_and_asks_no_proof(rnec: Procedimiento) -> None:
    respuestas = {
        "medio_notificacion_mandamiento": "correo",
        "causa_fallida": "Dirección errada",
    }

    assert not missing(rnec, Cierre("7", "fallida", respuestas), Hechos(HOY))
    assert transicion(rnec, Posicion("7"), "fallida", Hechos(HOY)).a == "7"


def test_an_electronic_notice_asks_for_the_authorisation(rnec: Procedimiento) -> None:
    respuestas = {
        "medio_notificacion_mandamiento": "electronica",
        "fecha_notificacion_mandamiento": "2026-08-01",
        "fecha_excepciones": "2026-08-10",
    }

    assert missing(rnec, Cierre("7", "excepciones", respuestas), NOTIFICADO) == {
        ("autorizacion_electronica",)
    }


def test_a_recurso_needs_its_resolution(rnec: Procedimiento) -> None:
    decidida = Hechos(HOY, piezas=(Pieza("resolucion-excepciones"),))
    respuestas = {"excepciones": "pago", "hubo_recurso": "si"}

    assert missing(rnec, Cierre("8", "no_probadas", respuestas), decidida) == {
        ("resolucion-recurso",),
        ("orden_en_firme",),
    }
    confirmada = Hechos(
        HOY, piezas=(Pieza("resolucion-excepciones"), Pieza("resolucion-recurso"))
    )
    assert not missing(rnec, Cierre("8", "no_probadas", respuestas), confirmada)


def test_nothing_is_archived_with_a_balance_and_no_act(rnec: Procedimiento) -> None:
    respuestas = {"causa": "pago", "hay_medidas": "no"}
    found = evaluar(
        rnec,
        Cierre("11", "archivado", respuestas),
        Hechos(HOY, saldo=1, piezas=(Pieza("auto-archivo"),)),
    )

    assert [p.ids for p in found.faltan] == [("archivo_con_causa",)]
    assert not found.salvable


def test_a_kept_agreement_suspends_the_month(rnec: Procedimiento) -> None:
    paso = transicion(rnec, Posicion("3"), "acuerdo", Hechos(HOY))

    assert (paso.a, paso.suspende) == ("3", True)


@pytest.mark.parametrize("identificador", ["3", "4", "5", "6", "7", "8", "9", "10"])
def test_a_confirmed_payment_goes_to_the_archive(
    rnec: Procedimiento, identificador: str
) -> None:
    paso = transicion(rnec, Posicion(identificador), "pago_total", Hechos(HOY))

    assert paso.a == "11"


@pytest.mark.parametrize("identificador", ["1", "2"])
def test_there_is_no_payment_before_the_persuasive_stage(
    rnec: Procedimiento, identificador: str
) -> None:
    assert rnec.salida(identificador, "pago_total") is None
