from __future__ import annotations

import pytest

from cobro_desktop.domain.procedimiento import Condicion, Desde, Plazo, Unidad
from tests.domain.procedimiento_de_prueba import con_pagos


@pytest.mark.parametrize(
    ("plazo", "texto"),
    [
        (
            Plazo(45, Unidad.HABILES, Desde.EXIGIBILIDAD),
            "45 días hábiles desde la exigibilidad",
        ),
        (Plazo(1, Unidad.HABILES), "1 día hábil"),
        (Plazo(3, Unidad.MESES), "3 meses"),
        (Plazo(5, Unidad.ANIOS, Desde.EJECUTORIA), "5 años desde la ejecutoria"),
        (Plazo(0, Unidad.INMEDIATO), "de inmediato"),
    ],
)
def test_a_time_reads_in_words(plazo: Plazo, texto: str) -> None:
    assert plazo.texto == texto


def test_a_condition_holds_with_any_of_its_answers() -> None:
    condicion = Condicion("causa", ("pago", "remision"))

    assert condicion.se_cumple({"causa": "remision"})
    assert not condicion.se_cumple({"causa": "nulidad"})
    assert not condicion.se_cumple({})


def test_own_outcomes_come_before_the_common_ones() -> None:
    assert [s.resultado for s in con_pagos().salidas("1")] == [
        "sigue",
        "paga",
        "pago_total",
        "prescripcion",
    ]


def test_what_may_be_filed_includes_the_act_of_a_common_outcome() -> None:
    assert [e.id for e in con_pagos().evidencias("2")] == ["acuerdo-pago", "acto-causa"]
