from __future__ import annotations

from datetime import date, time

import pytest

from cobro_desktop.domain.contacto import en_horario

FESTIVOS = {2026: {date(2026, 11, 2): "Todos los Santos"}}


@pytest.mark.parametrize(
    ("dia", "hora", "permitido"),
    [
        (date(2026, 11, 2), time(10), False),  # lunes festivo
        (date(2026, 11, 2), None, False),
        (date(2026, 11, 3), time(10), True),  # martes
        (date(2026, 11, 3), None, True),
        (date(2026, 11, 3), time(6, 59), False),
        (date(2026, 11, 3), time(19), False),
        (date(2026, 11, 7), time(8), True),  # sábado
        (date(2026, 11, 7), time(15), False),
        (date(2026, 11, 8), time(10), False),  # domingo
        (date(2026, 11, 8), None, False),
    ],
)
def test_a_debtor_is_called_neither_at_night_nor_on_sundays_and_holidays(
    dia: date, hora: time | None, *, permitido: bool
) -> None:
    assert en_horario(dia, hora, FESTIVOS) is permitido


def test_the_saturday_hours_do_not_open_a_holiday_that_falls_on_one() -> None:
    festivo = date(2026, 8, 8)
    assert not en_horario(festivo, time(9), {2026: {festivo: "Un festivo"}})
