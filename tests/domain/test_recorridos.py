"""Random walks over the shipped procedures (STYLE 3.11)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cobro_desktop.domain.evaluacion import actividad_de
from cobro_desktop.domain.grafo import camino
from cobro_desktop.domain.hechos import Hechos
from cobro_desktop.domain.motor import Posicion, inicio, transicion
from cobro_desktop.domain.procedimiento import Ambito, Fin, Procedimiento
from cobro_desktop.services.procedimientos import load_catalogo

CATALOGO = load_catalogo().procedimientos
SIN_NADA = Hechos(hoy=date(2026, 9, 30))
FINES = [fin.value for fin in Fin]

every_procedure = pytest.mark.parametrize(
    "procedimiento", CATALOGO, ids=[p.codigo for p in CATALOGO]
)


@every_procedure
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_random_walk_ends_or_can_go_on(
    procedimiento: Procedimiento, data: st.DataObject
) -> None:
    entradas = [inicio(procedimiento)] + [
        Posicion(entrada) for entrada in procedimiento.inicio_cartera
    ]
    posicion = data.draw(st.sampled_from(entradas))
    ambito = actividad_de(procedimiento, posicion.actividad).ambito

    for _ in range(60):
        salidas = procedimiento.salidas(posicion.actividad)
        salida = data.draw(st.sampled_from(salidas))
        paso = transicion(procedimiento, posicion, salida.resultado, SIN_NADA)
        if paso.a is None:
            assert paso.fin is not None
            assert (paso.fin is Fin.SESION) == (ambito is Ambito.CARTERA)
            return
        assert procedimiento.actividades[paso.a].ambito is ambito
        posicion = Posicion(paso.a, paso.pila)

    assert any(camino(procedimiento, posicion.actividad, fin) for fin in FINES)


@every_procedure
def test_who_sent_a_case_is_never_forgotten_nor_piled_up(
    procedimiento: Procedimiento,
) -> None:
    """Every position that the table allows, with its whole stack."""
    pending = [inicio(procedimiento)]
    seen: set[Posicion] = set()
    while pending:
        posicion = pending.pop()
        if posicion in seen or len(posicion.pila) > 3:
            assert len(posicion.pila) <= 3, posicion
            continue
        seen.add(posicion)
        salidas = procedimiento.salidas(posicion.actividad)
        assert posicion.pila or not any(s.regresa for s in salidas)
        for salida in salidas:
            paso = transicion(procedimiento, posicion, salida.resultado, SIN_NADA)
            if paso.a is not None:
                pending.append(Posicion(paso.a, paso.pila))

    alcanzadas = {posicion.actividad for posicion in seen}
    assert alcanzadas == {
        a.id
        for a in procedimiento.actividades.values()
        if a.ambito is Ambito.EXPEDIENTE
    }


@every_procedure
def test_every_common_outcome_of_the_law_is_offered(
    procedimiento: Procedimiento,
) -> None:
    assert {c.resultado for c in procedimiento.salidas_comunes} >= {
        "pago_total",
        "prescripcion",
        "remision",
        "revocatoria",
        "perdida_ejecutoria",
        "nulidad",
        "venta_cisa",
        "depuracion",
    }


@every_procedure
def test_every_activity_says_what_to_do(procedimiento: Procedimiento) -> None:
    mute = [a.id for a in procedimiento.actividades.values() if len(a.descripcion) < 80]

    assert mute == []


@every_procedure
def test_every_activity_of_a_case_is_whole(procedimiento: Procedimiento) -> None:
    """Fields, evidence, role, norm and record: nothing is left to memory."""
    for actividad in procedimiento.actividades.values():
        if actividad.ambito is Ambito.EXPEDIENTE:
            assert actividad.campos, actividad.id
            assert actividad.evidencia, actividad.id
            assert actividad.rol, actividad.id
            assert actividad.norma, actividad.id
            assert actividad.registro, actividad.id
            assert actividad.responsable, actividad.id
