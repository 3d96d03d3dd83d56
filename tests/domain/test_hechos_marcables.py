"""What answers, records and people tell of a case; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.cartera import Respuesta
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.hechos_marcables import (
    HECHOS,
    ActoDicho,
    conocer,
    hecho_de,
    leer_valor,
)
from cobro_desktop.services.procedimientos import load_catalogo

SI, NO, DESCONOCIDO = Respuesta.SI, Respuesta.NO, Respuesta.DESCONOCIDO


def step(resultado: str = "", day: int = 1, **respuestas: str) -> ActoDicho:
    return ActoDicho("6", resultado, date(2026, 3, day), "pro", respuestas)


def mark(hecho: str, valor: str, day: int = 2) -> ActoDicho:
    return ActoDicho(
        "6", "", date(2026, 3, day), "coo", {}, hecho, valor, "certificado"
    )


def test_nobody_said_anything_so_nothing_is_known() -> None:
    found = conocer([], {})

    assert {h.respuesta for h in found.values()} == {DESCONOCIDO}
    assert all(not h.origen for h in found.values())
    assert list(found) == [h.clave for h in HECHOS]


@pytest.mark.parametrize(
    ("acto", "hecho", "respuesta"),
    [
        (step(resultado_bienes="sin_bienes"), "sin_bienes", SI),
        (step(resultado_bienes="con_bienes"), "sin_bienes", NO),
        (step(resultado_bienes="sin_dato"), "sin_bienes", DESCONOCIDO),
        (step(hay_bienes="no"), "sin_bienes", SI),
        (step(hay_bienes="sin_respuesta"), "sin_bienes", DESCONOCIDO),
        (step("no_posee"), "sin_bienes", SI),
        (step("posee"), "sin_bienes", NO),
        (step(deudor_ubicado="si"), "no_localizado", NO),
        # not found yet is not yet «not located to be notified of the mandamiento»
        (step(deudor_ubicado="no"), "no_localizado", DESCONOCIDO),
        (step(marca_deudor="fallecido"), "fallecido", SI),
        (step(marca_deudor="fallecido"), "concursal", DESCONOCIDO),
        (step(marca_deudor="ninguna"), "concursal", NO),
        (step(posible_insolvencia="si"), "peligro_insolvencia", SI),
    ],
)
def test_an_answer_settles_only_what_it_says(
    acto: ActoDicho, hecho: str, respuesta: Respuesta
) -> None:
    assert conocer([acto], {})[hecho].respuesta is respuesta


def test_the_latest_word_counts() -> None:
    found = step(resultado_bienes="con_bienes", day=5)

    later = conocer([mark("sin_bienes", "si"), found], {})["sin_bienes"]
    marked = conocer([found, mark("sin_bienes", "si", day=6)], {})["sin_bienes"]
    cleared = conocer([found, mark("sin_bienes", "desconocido", day=6)], {})

    assert (later.respuesta, later.marcado) == (NO, False)
    assert (marked.respuesta, marked.marcado, marked.usuario) == (SI, True, "coo")
    assert cleared["sin_bienes"].respuesta is DESCONOCIDO


def test_a_record_wins_over_answers_and_a_mark_over_it() -> None:
    records = {"sin_bienes": (NO, "Hay bienes anotados")}
    answer = step(resultado_bienes="sin_bienes")

    assert conocer([answer], records)["sin_bienes"].respuesta is NO
    marked = conocer([answer, mark("sin_bienes", "si")], records)["sin_bienes"]
    assert marked.respuesta is SI


def test_the_answers_that_are_read_are_asked_by_some_procedure() -> None:
    asked = {
        (campo.nombre, valor)
        for p in load_catalogo().procedimientos
        for a in p.actividades.values()
        for campo in a.campos
        for valor in ([v for v, _ in campo.opciones] or ["si", "no"])
    }
    outcomes = {
        s.resultado
        for p in load_catalogo().procedimientos
        for a in p.actividades.values()
        for s in a.salidas
    }
    from cobro_desktop.domain import hechos_marcables as module

    assert set(vars(module)["_RESPUESTAS"]) <= asked
    assert set(vars(module)["_RESULTADOS"]) <= outcomes


@pytest.mark.parametrize(
    ("hecho", "texto", "valor"),
    [
        ("sin_bienes", " SÍ ", "si"),
        ("sin_bienes", "desconocido", "desconocido"),
        ("probabilidad", "12,5 %", "12.5"),
        ("probabilidad", "100", "100"),
        ("costo", "$ 95.000", "95000"),
        ("costo", "desconocido", "desconocido"),
    ],
)
def test_a_mark_is_read_as_people_write_it(hecho: str, texto: str, valor: str) -> None:
    assert leer_valor(hecho_de(hecho), texto) == valor


@pytest.mark.parametrize(
    ("hecho", "texto"),
    [
        ("sin_bienes", "tal vez"),
        ("sin_bienes", "10"),
        ("probabilidad", "101"),
        ("probabilidad", "-1"),
        ("costo", "-5"),
        ("costo", "1" + "0" * 16),
    ],
)
def test_what_a_fact_does_not_take_is_refused(hecho: str, texto: str) -> None:
    with pytest.raises(InvalidDataError, match="no responde a"):
        leer_valor(hecho_de(hecho), texto)


def test_an_unknown_fact_lists_the_known_ones() -> None:
    with pytest.raises(InvalidDataError, match="sin_bienes"):
        hecho_de("color")
