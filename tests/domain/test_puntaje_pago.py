"""Points of a case for a payment, and when they are enough (F78)."""

from __future__ import annotations

import pytest

from cobro_desktop.domain.puntaje_pago import (
    Criterio,
    DatosCaso,
    DatosPago,
    Puntaje,
    Reglas,
    elegir,
    puntuar,
)

REGLAS = Reglas(
    tuple(
        Criterio(name, name.title(), points)
        for name, points in (
            ("referencia", 60),
            ("comparendo", 50),
            ("titulo", 45),
            ("documento", 40),
            ("valor", 20),
            ("nombre", 10),
            ("concepto", 5),
        )
    ),
    automatico=80,
    ventaja=15,
    minimo=20,
    candidatos=5,
)
CASO = DatosCaso(
    numeros=frozenset({"SVSP-2026-000001", "2026-55"}),
    titulos=frozenset({"R-100"}),
    documentos=frozenset({"890903938"}),
    nombres=frozenset({"VIGÍAS & CÍA LTDA."}),
    concepto="Multa",
    valores=frozenset({100_000_000}),
)


@pytest.mark.parametrize(
    ("pago", "points"),
    [
        (DatosPago(1), 0),
        (DatosPago(1, documento="890903938"), 40),
        (DatosPago(1, titulo="r 100"), 45),
        (DatosPago(1, titulo="R-100", documento="890903938"), 85),
        (DatosPago(100_000_000, documento="890903938"), 60),
        (DatosPago(1, referencia="2026-55"), 60),
        (DatosPago(1, referencia="SVSP-2026-000001"), 60),
        (DatosPago(1, referencia="PSE 000R100, NIT 890.903.938"), 85),
        (DatosPago(1, texto="Recaudo exp. SVSP 2026 000001"), 60),
        (DatosPago(1, referencia="R1001"), 0),
        (DatosPago(1, titulo="Res. No. R 100 de 2024"), 45),
        (DatosPago(1, nombre="vigias cia s.a.s", concepto="MULTAS"), 5),
        (DatosPago(1, nombre="Compañía de Vigías Ltda"), 0),
    ],
)
def test_each_criterion_that_is_met_adds_its_points(
    pago: DatosPago, points: int
) -> None:
    assert puntuar(pago, CASO, REGLAS).total == points


def test_the_criteria_that_were_met_are_told() -> None:
    pago = DatosPago(100_000_000, titulo="R-100", documento="890903938")

    assert [c.id for c in puntuar(pago, CASO, REGLAS).cumple] == [
        "titulo",
        "documento",
        "valor",
    ]


@pytest.mark.parametrize(
    ("points", "chosen"),
    [
        ((), None),
        ((79,), None),
        ((80,), 0),
        ((20, 85), 1),
        ((85, 85), None),
        ((85, 71), None),
        ((85, 70), 0),
    ],
)
def test_a_case_is_sure_only_with_points_and_a_lead(
    points: tuple[int, ...], chosen: int | None
) -> None:
    assert elegir([Puntaje(p, ()) for p in points], REGLAS) == chosen
