"""What a portfolio run asks of each item and what it may become."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.calendario_oficina import (
    EstadoTarea,
    ReglaAnual,
    Ventana,
    estado_de,
    tareas_de,
)
from cobro_desktop.domain.hechos import Hechos, PartidasHechas
from cobro_desktop.domain.partida import (
    Tratamiento,
    campos_de_partida,
    centavos_de,
    cerradas_de,
    salida_del_caso,
    sin_partidas,
    solo_partidas,
    tratamiento_de,
)
from cobro_desktop.domain.procedimiento import Procedimiento
from cobro_desktop.domain.regla import Cumple, Falta
from cobro_desktop.domain.reglas import regla
from cobro_desktop.services.procedimientos import load_catalogo

HOY = date(2026, 9, 30)


@cache
def procedimiento(codigo: str) -> Procedimiento:
    return load_catalogo().buscar(codigo)


def nombres(codigo: str, actividad: str) -> set[str]:
    return {c.nombre for c in campos_de_partida(procedimiento(codigo))[actividad]}


def test_each_institution_asks_its_own_of_an_item() -> None:
    assert nombres("PD-GJ-07", "D2") == {
        "soportes", "faltan_soportes", "medios_alternos",
    }  # fmt: skip
    assert {"clase", "causal", "situacion"} <= nombres("PD-GJ-08", "D3")
    assert {"tratamiento", "clase_antes", "valor_deterioro"} <= nombres(
        "PRO-GJU-130-008", "19"
    )
    assert {"causal", "acciones"} <= nombres("RJPD06", "D3")
    assert {"causal", "costo_estimado"} <= nombres("PA02-PR19", "P3")


@pytest.mark.parametrize(
    ("campo", "cuantas"), [("situacion", 7), ("causal", 5), ("clase", 2)]
)
def test_the_ficha_of_the_secretaria_has_its_lists(campo: str, cuantas: int) -> None:
    fields = campos_de_partida(procedimiento("PD-GJ-07"))["D3"]
    assert len(next(c for c in fields if c.nombre == campo).opciones) == cuantas


@pytest.mark.parametrize(
    ("campo", "cuantas"), [("soportes", 8), ("medios_alternos", 6)]
)
def test_the_file_and_its_alternatives_are_complete(campo: str, cuantas: int) -> None:
    fields = campos_de_partida(procedimiento("PD-GJ-07"))["D2"]
    assert len(next(c for c in fields if c.nombre == campo).opciones) == cuantas


def test_an_activity_parts_in_what_is_of_the_run_and_what_is_of_each_item() -> None:
    whole = procedimiento("PRO-GJU-130-008")
    run = sin_partidas(whole, "19").actividades["19"]
    item = solo_partidas(whole, "19").actividades["19"]
    assert not {c.nombre for c in run.campos} & {c.nombre for c in item.campos}
    assert len(run.campos) + len(item.campos) == len(whole.actividades["19"].campos)
    assert item.evidencia == ()
    assert run.evidencia == whole.actividades["19"].evidencia


def test_a_file_without_treatment_writes_off() -> None:
    assert tratamiento_de({}) is Tratamiento.BAJA
    assert tratamiento_de({"tratamiento": "deterioro"}) is Tratamiento.DETERIORO


@pytest.mark.parametrize(
    ("causal", "salida"),
    [
        ("prescripcion", "prescripcion"),
        ("remision", "remision"),
        ("costo_beneficio", "depuracion"),
        ("", "depuracion"),
    ],
)
def test_a_case_leaves_by_the_outcome_of_its_cause(causal: str, salida: str) -> None:
    whole = procedimiento("PRO-GJU-130-008")
    assert salida_del_caso(whole, "11", causal) == salida
    assert salida_del_caso(whole, "18", causal) is None, "it is there already"


def test_going_back_opens_again_what_comes_after() -> None:
    whole = procedimiento("PD-GJ-07")
    ahead = (
        ("D1", "identificadas"), ("D2", "soportes_reunidos"), ("D3", "ficha_lista"),
    )  # fmt: skip
    assert cerradas_de(whole, ahead) == {"D1", "D2", "D3"}
    assert cerradas_de(whole, (*ahead, ("D4", "falta_soporte"))) == {"D1"}


@given(st.integers(0, 10**14))
def test_an_amount_of_a_ficha_comes_back_whole(centavos: int) -> None:
    pesos, cents = divmod(centavos, 100)
    assert centavos_de(f"{pesos}.{cents:02d}" if cents else str(pesos)) == centavos


def test_no_amount_is_zero() -> None:
    assert centavos_de("") == 0
    assert centavos_de("10.5") == 1050


@pytest.mark.parametrize(
    ("nombre", "buenas", "malas"),
    [
        ("hay_partidas", PartidasHechas(1), PartidasHechas()),
        ("partidas_decididas", PartidasHechas(2), PartidasHechas(2, sin_decidir=1)),
        ("alguna_recomendada", PartidasHechas(2, recomendadas=1), PartidasHechas(2)),
        ("ninguna_recomendada", PartidasHechas(2), PartidasHechas(2, recomendadas=1)),
        ("alguna_devuelta", PartidasHechas(2, devueltas=1), PartidasHechas(2)),
        ("ninguna_devuelta", PartidasHechas(2), PartidasHechas(2, devueltas=1)),
        ("fichas_firmadas", PartidasHechas(2), PartidasHechas(2, sin_ficha=1)),
        ("alguna_cambia", PartidasHechas(2, cambian=1), PartidasHechas(2)),
        ("ninguna_cambia", PartidasHechas(2), PartidasHechas(2, cambian=1)),
    ],
)
def test_the_rules_of_the_portfolio(
    nombre: str, buenas: PartidasHechas, malas: PartidasHechas
) -> None:
    named = regla(nombre)
    assert named.evaluar(Hechos(HOY, partidas=buenas), {}) == Cumple()
    assert isinstance(named.evaluar(Hechos(HOY, partidas=malas), {}), Falta)


def test_only_the_signature_of_the_fichas_may_be_passed_with_a_reason() -> None:
    assert not regla("fichas_firmadas").insalvable
    assert regla("alguna_recomendada").insalvable


@pytest.mark.parametrize(
    ("hoy", "hecha", "estado"),
    [
        (date(2026, 5, 31), None, EstadoTarea.POR_VENIR),
        (date(2026, 6, 1), None, EstadoTarea.EN_TERMINO),
        (date(2026, 6, 10), None, EstadoTarea.EN_TERMINO),
        (date(2026, 6, 11), None, EstadoTarea.VENCIDA),
        (date(2026, 6, 11), date(2026, 6, 9), EstadoTarea.HECHA),
    ],
)
def test_a_task_is_in_time_up_to_its_last_day(
    hoy: date, hecha: date | None, estado: EstadoTarea
) -> None:
    assert estado_de(date(2026, 6, 1), date(2026, 6, 10), hecha, hoy) is estado


def test_only_the_institutions_of_a_rule_owe_it() -> None:
    windows = (Ventana((6, 1), (6, 5), "junio"), Ventana((12, 1), (12, 5), "diciembre"))
    memo = ReglaAnual("memo", "Memorando", "PA02-PR19", True, ("IDPYBA",), windows)  # noqa: FBT003 -- verified
    found = list(tareas_de([memo], "IDPYBA", 2026))
    assert [(t.clave, t.vence) for t in found] == [
        ("memo:junio", date(2026, 6, 5)),
        ("memo:diciembre", date(2026, 12, 5)),
    ]
    assert list(tareas_de([memo], "RNEC", 2026)) == []
