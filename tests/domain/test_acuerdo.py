from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.acuerdo import (
    IDPYBA,
    UNA_CUOTA,
    CuotaSeguida,
    FaseAcuerdo,
    Garantia,
    ReglaIncumplimiento,
    SolicitudAcuerdo,
    revisar_solicitud,
    situacion_acuerdo,
)

UVT_2026 = 5_237_400
HOY = date(2026, 9, 30)


def followed(pattern: str) -> list[CuotaSeguida]:
    """Read `P` as paid, `-` as missed and `.` as still to come."""
    dues = {"P": (-90, -90), "-": (-60, None), ".": (30, None)}
    return [
        CuotaSeguida(
            HOY + timedelta(dues[c][0]),
            HOY + timedelta(paid) if (paid := dues[c][1]) is not None else None,
        )
        for c in pattern
    ]


@pytest.mark.parametrize(
    ("pattern", "fase"),
    [
        pytest.param("P-P-.", FaseAcuerdo.EN_MORA, id="missed 2 and 4"),
        pytest.param("P-P--", FaseAcuerdo.INEFICAZ, id="missed 4 and 5"),
        pytest.param("PPPP.", FaseAcuerdo.AL_DIA, id="up to date"),
        pytest.param("PPPPP", FaseAcuerdo.CUMPLIDO, id="all paid"),
        pytest.param(".....", FaseAcuerdo.AL_DIA, id="just granted"),
    ],
)
def test_t_5_3_idpyba_needs_two_in_a_row(pattern: str, fase: FaseAcuerdo) -> None:
    assert situacion_acuerdo(followed(pattern), HOY, IDPYBA).fase is fase


def test_elsewhere_one_permits_the_declaration_and_nothing_is_automatic() -> None:
    result = situacion_acuerdo(followed("P--P."), HOY, UNA_CUOTA)

    assert result.fase is FaseAcuerdo.EN_MORA
    assert result.permite_declarar
    assert (result.en_mora, result.consecutivas) == (2, 2)


def test_an_instalment_is_missed_from_the_day_after_it_is_due() -> None:
    cuota = [CuotaSeguida(HOY)]

    assert situacion_acuerdo(cuota, HOY).en_mora == 0
    assert situacion_acuerdo(cuota, HOY + timedelta(1)).en_mora == 1


def test_a_payment_that_comes_later_does_not_count_yet() -> None:
    cuota = [CuotaSeguida(HOY - timedelta(5), HOY + timedelta(1))]

    result = situacion_acuerdo(cuota, HOY)

    assert result.fase is FaseAcuerdo.EN_MORA
    assert result.incumplido_desde == HOY - timedelta(5)


def test_a_request_is_no_agreement_yet() -> None:
    result = situacion_acuerdo(followed("--"), HOY, IDPYBA, otorgado=False)

    assert result.fase is FaseAcuerdo.SOLICITADO
    assert not result.permite_declarar


@given(st.text("P-.", max_size=12), st.integers(1, 4))
def test_paying_an_instalment_never_makes_it_worse(pattern: str, n: int) -> None:
    regla = ReglaIncumplimiento(n, automatica=True)
    before = situacion_acuerdo(followed(pattern), HOY, regla)

    after = situacion_acuerdo(followed(pattern.replace("-", "P", 1)), HOY, regla)

    assert after.consecutivas <= before.consecutivas
    assert before.permite_declarar or not after.permite_declarar


@pytest.mark.parametrize(
    ("facts", "stops", "word"),
    [
        pytest.param({}, False, "no tiene garantía", id="a year without guarantee"),
        pytest.param({"meses": 13}, True, "12 meses", id="13 months"),
        pytest.param(
            {"incumplio_hace_un_anio": True}, True, "último año", id="broke another"
        ),
        pytest.param(
            {"garantia": Garantia.PERSONAL, "total": 15_712_200_100},
            True,
            "$ 157.122.000",
            id="personal guarantee over 3000 UVT",
        ),
        pytest.param(
            {"garantia": Garantia.REAL, "valor_garantia": 99}, True, "cubre", id="cover"
        ),
    ],
)
def test_guarantees(facts: dict[str, Any], *, stops: bool, word: str) -> None:
    base: dict[str, Any] = {"total": 100_000_000, "meses": 12, "valor_garantia": 10**13}
    (objection,) = revisar_solicitud(SolicitudAcuerdo(**(base | facts)), uvt=UVT_2026)

    assert objection.impide is stops
    assert word in objection.texto


@pytest.mark.parametrize(
    "facts",
    [
        {"entidad_competente": False},
        {"prescrita": True},
        {"en_bdme_por_incumplimiento": True},
        {"meses": 61},
    ],
)
def test_what_stops_any_agreement(facts: dict[str, Any]) -> None:
    base: dict[str, Any] = {
        "total": 100,
        "meses": 60,
        "garantia": Garantia.REAL,
        "valor_garantia": 100,
    }

    assert revisar_solicitud(SolicitudAcuerdo(**base), uvt=UVT_2026) == ()
    (objection,) = revisar_solicitud(SolicitudAcuerdo(**(base | facts)), uvt=UVT_2026)
    assert objection.impide
