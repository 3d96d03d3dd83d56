"""The map of a procedure: order, layers, lanes, and nothing on top of anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.mapa import trazar
from cobro_desktop.domain.orden_mapa import alcances, ordenar, vecinas
from cobro_desktop.domain.piezas_mapa import Caja, Mapa, Medidas, Punto, Rumbo
from cobro_desktop.domain.procedimiento import Ambito, Etapa, Procedimiento, Salida
from cobro_desktop.services.procedimientos import load_catalogo
from tests.domain.procedimiento_de_prueba import (
    a,
    actividad,
    con_pagos,
    procedimiento,
    termina,
)

MEDIDAS = Medidas(
    caja=100,
    fila=80,
    carril=10,
    aire=20,
    banda=12,
    alto_caja=lambda _id: 40,
    alto_fila=lambda _text: 15,
)
INSTALADOS = {p.codigo: p for p in load_catalogo().procedimientos}
GRAFOS = [(codigo, ambito) for codigo in INSTALADOS for ambito in Ambito]


def con_bucle() -> Procedimiento:
    """1 → 2 → 3; 3 goes back to 2, or to an end."""
    return procedimiento(
        actividad("1", a("sigue", "2")),
        actividad("2", a("sigue", "3"), Salida("espera", "espera", permanece=True)),
        actividad("3", a("repite", "2"), termina("archivado")),
    )


@pytest.mark.parametrize(
    ("codigo", "orden"),
    [
        ("PRO-GJU-130-008", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18"),
        # Nothing that was returned (4) goes on: it stands after all that leads to it.
        ("PD-GJ-07", "1 2 3 5 6 7 8 9 4 10"),
        ("PD-GJ-08", "1 2 3 5 6 7 8 9 4 10"),
        ("RJPD06", "1 2 3 4 5 6 7 8 9 10 11"),
        # From the agreement (5b) one may come to 16, to 11 and to 5b again: a loop.
        ("PA02-PR19", "1 2 3 4 5 6 7 8 9 10 5b 11 12 13 14 15 16 17"),
    ],
)
def test_the_order_is_that_of_the_table_unless_it_would_lead_up(
    codigo: str, orden: str
) -> None:
    assert ordenar(INSTALADOS[codigo], Ambito.EXPEDIENTE) == tuple(orden.split())


def test_the_portfolio_is_a_graph_of_its_own() -> None:
    svsp = INSTALADOS["PRO-GJU-130-008"]

    assert ordenar(svsp, Ambito.CARTERA) == ("19", "20", "21")


def test_boxes_stand_where_the_sizes_say() -> None:
    found = trazar(con_pagos(), Ambito.EXPEDIENTE, MEDIDAS)

    # Heading 12, white 20, box 40; a layer ends half a white under box and outcomes.
    assert [n.caja for n in found.nodos] == [
        Caja(10, 32, 100, 40),
        Caja(10, 114, 100, 40),
        Caja(10, 201, 100, 40),
        Caja(10, 276, 100, 40),
    ]
    assert [(b.etapa, b.caja.y, b.caja.alto) for b in found.bandas] == [
        (Etapa.PERSUASIVO, 0, 82),
        (Etapa.COACTIVO, 82, 87),
        (Etapa.TERMINACION, 169, 157),
    ]
    assert (found.ancho, found.alto) == (240, 326)


def test_lines_run_straight_below_and_by_the_lanes_to_the_right() -> None:
    found = trazar(con_pagos(), Ambito.EXPEDIENTE, MEDIDAS)

    straight, lane = found.entre("1", "sigue"), found.entre("1", "paga")
    assert straight is not None
    assert straight.puntos == (Punto(60, 72), Punto(60, 114))
    assert lane is not None
    # The lane of 2 → 4 is shorter and so the inner one, at 210; this one is at 220.
    assert lane.puntos == (
        Punto(200, 54), Punto(220, 54), Punto(220, 191), Punto(85, 191), Punto(85, 201),
    )  # fmt: skip


def test_a_loop_goes_up_a_lane_at_the_left() -> None:
    found = trazar(con_bucle(), Ambito.EXPEDIENTE, MEDIDAS)

    back = found.entre("3", "repite")
    assert back is not None
    assert back.rumbo is Rumbo.SUBE
    # Box 2 is at y 102..142 and box 3 at 172..212; both begin at x 20.
    assert back.puntos == (
        Punto(20, 198), Punto(10, 198), Punto(10, 115), Punto(20, 115),
    )  # fmt: skip


def test_what_leads_nowhere_else_has_no_line() -> None:
    found = trazar(con_pagos(), Ambito.EXPEDIENTE, MEDIDAS)

    rumbos = {(n.id, f.resultado): f.rumbo for n in found.nodos for f in n.filas}
    assert rumbos["3", "espera"] is Rumbo.AQUI
    assert rumbos["2", "regresa"] is Rumbo.REGRESA
    assert rumbos["4", "archivado"] is Rumbo.FIN
    assert found.entre("3", "espera") is None
    assert found.entre("4", "archivado") is None


def test_outcomes_to_the_same_activity_below_share_an_arrow() -> None:
    svsp = trazar(INSTALADOS["PRO-GJU-130-008"], Ambito.EXPEDIENTE, MEDIDAS)

    arrows = [x for x in svsp.aristas if (x.de, x.a) == ("2", "3")]
    assert [len(arrow.resultados) for arrow in arrows] == [3]


@pytest.mark.parametrize(("codigo", "ambito"), GRAFOS)
def test_every_activity_and_outcome_of_a_real_procedure_is_drawn(
    codigo: str, ambito: Ambito
) -> None:
    given_ = INSTALADOS[codigo]
    found = trazar(given_, ambito, MEDIDAS)

    drawn = {n.id: [f.resultado for f in n.filas] for n in found.nodos}
    assert drawn == {
        x.id: [s.resultado for s in x.salidas]
        for x in given_.actividades.values()
        if x.ambito is ambito
    }
    assert_lays_well(found, given_, ambito)


@st.composite
def procedimientos(draw: st.DrawFn) -> Procedimiento:
    """Any graph of one to twelve activities, sensible or not."""
    ids = [str(n) for n in range(draw(st.integers(1, 12)))]
    leads = st.lists(st.sampled_from(ids), max_size=5)
    stages = st.sampled_from(list(Etapa))
    return procedimiento(
        *(
            actividad(
                name,
                *(a(f"r{n}", to) for n, to in enumerate(draw(leads))),
                etapa=draw(stages),
            )
            for name in ids
        )
    )


@given(procedimientos())
def test_any_procedure_is_laid_out_without_overlaps(given_: Procedimiento) -> None:
    found = trazar(given_, Ambito.EXPEDIENTE, MEDIDAS)

    assert {n.id for n in found.nodos} == set(given_.actividades)
    assert_lays_well(found, given_, Ambito.EXPEDIENTE)


@given(procedimientos())
def test_the_same_procedure_always_gives_the_same_map(given_: Procedimiento) -> None:
    once = trazar(given_, Ambito.EXPEDIENTE, MEDIDAS)

    assert once == trazar(given_, Ambito.EXPEDIENTE, MEDIDAS)


def assert_lays_well(found: Mapa, given_: Procedimiento, ambito: Ambito) -> None:
    """Nothing overlaps or leaves the sheet; only loops go up; lanes are not shared."""
    boxes = [caja for n in found.nodos for caja in (n.caja, *(f.caja for f in n.filas))]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    sheet = Caja(0, 0, found.ancho, found.alto)
    assert all(inside(caja, sheet) for caja in boxes)
    llega = alcances(vecinas(given_, ambito))
    for line in found.aristas:
        de, a_ = found.nodo(line.de), found.nodo(line.a)
        assert de is not None
        assert a_ is not None
        assert line.resultados
        if line.rumbo is Rumbo.SUBE:
            assert line.de in llega[line.a], "what goes up is part of a loop"
        else:
            assert de.abajo <= a_.caja.y
            assert all(q.y >= p.y for p, q in pairwise(line.puntos))
        assert not [b for b in boxes for s in segments(line.puntos) if overlap(b, s)]
    assert not shared_lanes(found)


def shared_lanes(found: Mapa) -> list[tuple[str, str]]:
    """Return the targets whose vertical lanes lie on each other."""
    lanes = [
        (line.a, line.puntos[1], line.puntos[2])
        for line in found.aristas
        if line.rumbo in {Rumbo.BAJA, Rumbo.SUBE}
    ]
    return [
        (one, other)
        for (one, p, q), (other, r, s) in combinations(lanes, 2)
        if one != other
        and p.x == r.x
        and min(p.y, q.y) < max(r.y, s.y)
        and min(r.y, s.y) < max(p.y, q.y)
    ]


def segments(puntos: tuple[Punto, ...]) -> Iterator[Caja]:
    """Yield each stretch of a line as a rectangle without thickness."""
    for p, q in pairwise(puntos):
        x, y = min(p.x, q.x), min(p.y, q.y)
        yield Caja(x, y, abs(p.x - q.x), abs(p.y - q.y))


def overlap(one: Caja, other: Caja) -> bool:
    return (
        one.x < other.derecha
        and other.x < one.derecha
        and one.y < other.abajo
        and other.y < one.abajo
    )


def inside(caja: Caja, sheet: Caja) -> bool:
    return (
        sheet.x <= caja.x
        and sheet.y <= caja.y
        and caja.derecha <= sheet.derecha
        and caja.abajo <= sheet.abajo
    )
