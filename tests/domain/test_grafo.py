from __future__ import annotations

from dataclasses import replace

import pytest

from cobro_desktop.domain.grafo import (
    alcanzables,
    camino,
    con_salida_al_final,
    defectos_del_grafo,
    describir,
)
from cobro_desktop.domain.procedimiento import (
    Ambito,
    Fin,
    Procedimiento,
    Reentrada,
    Salida,
    SalidaComun,
)
from tests.domain.procedimiento_de_prueba import (
    a,
    actividad,
    con_pagos,
    procedimiento,
    termina,
)


def faults(modelo: Procedimiento) -> list[tuple[str, str]]:
    return [(" ".join(d.ruta), d.mensaje) for d in defectos_del_grafo(modelo)]


def test_a_sound_procedure_has_no_faults() -> None:
    assert faults(con_pagos()) == []


def test_every_structural_fault_is_told_at_once() -> None:
    modelo = procedimiento(
        actividad("1", a("x", "9"), a("y", "2")),
        actividad("2"),
        actividad("3", Salida("espera", "espera", permanece=True)),
    )

    assert faults(modelo) == [
        ("actividad 1 salida x siguiente", "no existe la actividad «9»"),
        ("actividad 2", "no tiene ninguna salida"),
        ("actividad 3", "no se puede llegar a ella desde el inicio"),
        ("actividad 3", "ningún camino suyo lleva a un final"),
    ]


def test_a_loop_without_a_way_out_is_a_trap() -> None:
    modelo = procedimiento(
        actividad("1", a("sigue", "2"), termina("fin")),
        actividad("2", a("sigue", "3")),
        actividad("3", a("vuelve", "2")),
    )

    assert con_salida_al_final(modelo) == {"1"}


def test_a_common_outcome_does_not_hide_a_trap() -> None:
    modelo = procedimiento(
        actividad("1", Salida("espera", "espera", permanece=True)),
        actividad("2", termina("fin")),
        comunes=(SalidaComun("prescripcion", "Prescripción", "2"),),
    )

    assert faults(modelo) == [("actividad 1", "ningún camino suyo lleva a un final")]


def test_a_return_leads_wherever_one_comes_from() -> None:
    modelo = procedimiento(
        actividad("1", a("paga", "2"), termina("fin")),
        actividad("2", Salida("parcial", "parcial", regresa=True)),
    )

    assert faults(modelo) == []


def test_a_return_to_a_trap_is_no_way_out() -> None:
    modelo = procedimiento(
        actividad("1", a("paga", "2")),
        actividad("2", Salida("parcial", "parcial", regresa=True)),
    )

    assert con_salida_al_final(modelo) == frozenset()


def test_the_two_graphs_are_apart() -> None:
    modelo = procedimiento(
        actividad("1", termina("fin")),
        actividad("19", termina("sesion", Fin.SESION), ambito=Ambito.CARTERA),
        inicio_cartera=("19",),
    )

    assert faults(modelo) == []
    assert alcanzables(modelo, Ambito.EXPEDIENTE) == {"1"}
    assert alcanzables(modelo, Ambito.CARTERA) == {"19"}


@pytest.mark.parametrize(
    ("modelo", "ruta", "mensaje"),
    [
        pytest.param(
            procedimiento(
                actividad("1", a("sigue", "19")),
                actividad("19", termina("s", Fin.SESION), ambito=Ambito.CARTERA),
                inicio_cartera=("19",),
            ),
            "actividad 1 salida sigue siguiente",
            "la actividad «19» es de otro ámbito (cartera)",
            id="a case cannot go into the portfolio",
        ),
        pytest.param(
            procedimiento(actividad("1", termina("s", Fin.SESION))),
            "actividad 1 salida s fin",
            "una actividad de ámbito expediente no termina así",
            id="a case has no session",
        ),
        pytest.param(
            procedimiento(actividad("1", termina("s")), inicio_cartera=("1",)),
            "inicio_cartera",
            "la actividad «1» no es de ámbito cartera",
            id="entry of the wrong graph",
        ),
        pytest.param(
            replace(procedimiento(actividad("1", termina("s"))), inicio="7"),
            "inicio",
            "no existe la actividad «7»",
            id="unknown entry",
        ),
        pytest.param(
            procedimiento(
                actividad("1", termina("s")),
                comunes=(SalidaComun("pago", "Pago", "8"),),
            ),
            "salida_comun pago siguiente",
            "no existe la actividad «8»",
            id="unknown target of a common outcome",
        ),
        pytest.param(
            procedimiento(
                actividad("1", termina("s")),
                reentradas=(Reentrada(Fin.ARCHIVADO, "r", "R", "8"),),
            ),
            "reentrada r siguiente",
            "no existe la actividad «8»",
            id="unknown target of a door",
        ),
    ],
)
def test_a_fault_says_where_it_is(
    modelo: Procedimiento, ruta: str, mensaje: str
) -> None:
    assert (ruta, mensaje) in faults(modelo)


def test_an_unknown_entry_does_not_make_everything_unreachable() -> None:
    modelo = replace(procedimiento(actividad("1", termina("s"))), inicio="7")

    assert faults(modelo) == [("inicio", "no existe la actividad «7»")]


def test_the_shortest_path_is_told_in_a_line() -> None:
    pasos = camino(con_pagos(), "1", "ARCHIVADO")

    assert describir(pasos) == "1 —prescripcion→ 4 —archivado→ ARCHIVADO"


def test_there_is_no_path_where_none_leads() -> None:
    assert camino(con_pagos(), "4", "1") == ()
