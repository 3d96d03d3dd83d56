from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.caducidad import (
    caducidad,
    limite_para_decidir_recurso,
    perdida_ejecutoriedad,
)
from cobro_desktop.domain.errors import InvalidDataError


@pytest.mark.parametrize(
    ("notificacion", "caduco"),
    [
        pytest.param(date(2026, 3, 5), True, id="T-3.5"),
        pytest.param(date(2026, 3, 2), True, id="one day late"),
        pytest.param(date(2026, 3, 1), False, id="on the last day"),
    ],
)
def test_t_3_5_a_sanction_must_be_notified_within_three_years(
    notificacion: date, *, caduco: bool
) -> None:
    result = caducidad(date(2023, 3, 1), date(2026, 2, 20), notificacion)

    assert result.vence == date(2026, 3, 1)
    assert result.caduco is caduco
    assert result.traza[0].norma == "CPACA, art. 52"


def test_a_recurso_is_decided_within_a_year() -> None:
    assert limite_para_decidir_recurso(date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("actos", "hoy", "lost"),
    [
        pytest.param([], date(2026, 3, 1), False, id="still in time"),
        pytest.param([], date(2026, 3, 2), True, id="nobody did anything"),
        pytest.param([date(2026, 3, 1)], date(2030, 1, 1), False, id="last day"),
        pytest.param([date(2026, 3, 2)], date(2030, 1, 1), True, id="one day late"),
        pytest.param(
            [date(2027, 1, 1), date(2022, 1, 1)], date(2030, 1, 1), False, id="first"
        ),
    ],
)
def test_an_act_that_nobody_executes_in_five_years_is_lost(
    actos: list[date], hoy: date, *, lost: bool
) -> None:
    result = perdida_ejecutoriedad(date(2021, 3, 1), actos, hoy)

    assert result.vence == date(2026, 3, 1)
    assert result.perdida is lost


def test_dates_out_of_order_are_refused() -> None:
    fact, act = date(2023, 3, 1), date(2024, 3, 1)

    with pytest.raises(InvalidDataError, match="anterior al hecho"):
        caducidad(act, fact, act)
    with pytest.raises(InvalidDataError, match="anterior al acto"):
        caducidad(fact, act, fact)
    with pytest.raises(InvalidDataError, match="acto de ejecución"):
        perdida_ejecutoriedad(act, [fact], act)
