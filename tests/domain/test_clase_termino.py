"""What gives a term is told by its name and by what it belongs to."""

from __future__ import annotations

import pytest

from cobro_desktop.domain.clase_termino import (
    TERMINO_DE_INCIDENTE,
    ClaseTermino,
    clase_de,
    norma_de,
    se_suspende,
    sin_norma,
)
from cobro_desktop.services.incidentes.comun import marca_de_termino


@pytest.mark.parametrize(
    ("nombre", "actividad", "clase"),
    [
        pytest.param(
            "Pagar o proponer excepciones (ET 830)", "9", ClaseTermino.LEGAL, id="law"
        ),
        pytest.param(
            "Suscribir acuerdo (cobro coactivo)",
            "10",
            ClaseTermino.PROCEDIMIENTO,
            id="brackets without a norm",
        ),
        pytest.param("Cuota 3 de 12", "acuerdo", ClaseTermino.ACUERDO, id="instalment"),
        pytest.param("Responder", "incidente:4", ClaseTermino.INCIDENTE, id="incident"),
        pytest.param(
            "Trasladar la solicitud (CPACA 21)",
            "acuerdo",
            ClaseTermino.LEGAL,
            id="a norm wins",
        ),
    ],
)
def test_the_kind_of_a_term(nombre: str, actividad: str, clase: ClaseTermino) -> None:
    assert clase_de(nombre, actividad) is clase


def test_the_norm_and_the_rest_of_a_name() -> None:
    name = "Pagar o proponer excepciones (ET 830)"

    assert (norma_de(name), sin_norma(name)) == (
        "ET 830",
        "Pagar o proponer excepciones",
    )


def test_agreements_and_incidents_run_while_the_case_stands_still() -> None:
    found = [se_suspende(a) for a in ("9", "acuerdo", "incidente:4")]

    assert found == [True, False, False]


def test_incidents_are_told_by_the_mark_that_they_write() -> None:
    assert marca_de_termino(4) == f"{TERMINO_DE_INCIDENTE}4" == "incidente:4"
