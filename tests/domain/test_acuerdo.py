from __future__ import annotations

from typing import Any

import pytest

from cobro_desktop.domain.acuerdo import (
    Garantia,
    ReglasAcuerdo,
    SolicitudAcuerdo,
    revisar_solicitud,
)
from cobro_desktop.domain.errors import InvalidDataError

UVT_2026 = 5_237_400
REMITE = ReglasAcuerdo(
    competente=False, remite_a="la Hacienda", norma_competencia="Decreto 1"
)


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
    assert (objection.impide, objection.absoluto) == (True, True)


def test_who_may_not_grant_sends_the_request_on() -> None:
    asked = SolicitudAcuerdo(100, 12, Garantia.REAL, 100)

    (objection,) = revisar_solicitud(asked, uvt=UVT_2026, reglas=REMITE)

    assert objection.absoluto
    assert "la Hacienda" in objection.texto
    assert objection.norma == "Decreto 1"


def test_an_entity_may_be_stricter_than_the_law() -> None:
    strict = ReglasAcuerdo(meses_maximos=24, meses_sin_garantia=6)
    long = SolicitudAcuerdo(100, 25, Garantia.REAL, 100)
    bare = SolicitudAcuerdo(100, 7)

    (by_law,) = revisar_solicitud(bare, uvt=UVT_2026)
    assert not by_law.impide
    (without,) = revisar_solicitud(bare, uvt=UVT_2026, reglas=strict)
    assert (without.impide, without.absoluto) == (True, False)
    (too_long,) = revisar_solicitud(long, uvt=UVT_2026, reglas=strict)
    assert "24" in too_long.texto


@pytest.mark.parametrize(
    "rules",
    [
        {"meses_maximos": 61},
        {"meses_sin_garantia": 13},
        {"cuotas_consecutivas": 0},
        {"dias_traslado": 0},
        {"competente": False},
    ],
)
def test_an_entity_cannot_rule_what_the_law_forbids(rules: dict[str, Any]) -> None:
    with pytest.raises(InvalidDataError):
        ReglasAcuerdo(**rules)
