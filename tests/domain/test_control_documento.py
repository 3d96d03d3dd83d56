"""What the quality gate reads in the text of a document."""

from __future__ import annotations

import datetime as dt

import pytest

from cobro_desktop.domain.control_documento import fecha_del_acto, sin_cuenta


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Consigne en el Banco Ejemplo, cuenta 000-111222-33.", False),
        ("Convenio 14 567 890 del Banco Ejemplo", False),
        ("Consigne en el Banco Ejemplo.", True),
        ("Pague en la sede de la calle 24A # 59-42, de 8 a 5.", True),
    ],
)
def test_how_to_pay_needs_a_number(text: str, lacks: bool) -> None:  # noqa: FBT001
    assert sin_cuenta(text) is lacks


@pytest.mark.parametrize(
    ("act", "day"),
    [
        ("la Resolución 15 del 3 de marzo de 2026", dt.date(2026, 3, 3)),
        ("el Decreto 2 de 1.º de enero de 2026", dt.date(2026, 1, 1)),
        ("la Resolución 2 de 2020", dt.date(2020, 1, 1)),
        ("la Resolución 15 del 31 de febrero de 2026", None),
        ("el acto que corresponda", None),
    ],
)
def test_the_day_of_an_act_is_read_as_it_is_cited(
    act: str, day: dt.date | None
) -> None:
    assert fecha_del_acto(act) == day
