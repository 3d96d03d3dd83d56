"""When the acts of the coactive stage are final (RULES 4.2, T-4.5 and T-4.6)."""

from __future__ import annotations

from datetime import date

import pytest

from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.firmeza import firmes, ultimo_dia_para_discutir
from cobro_desktop.domain.hechos import Hechos, NotificacionHecha

FESTIVOS_2026 = (
    *("2026-01-01", "2026-01-12", "2026-03-23", "2026-04-02", "2026-04-03"),
    *("2026-05-01", "2026-05-18", "2026-06-08", "2026-06-15", "2026-06-29"),
)
"""Those of the first half of the year (T-4.1)."""
EXCEPCIONES = "resolucion-excepciones"
DOS = frozenset({"ana", "beto"})


@pytest.fixture
def calendario() -> Calendario:
    days = {date.fromisoformat(text): "Festivo" for text in FESTIVOS_2026}
    return Calendario({2026: days})


@pytest.mark.parametrize(
    ("tipo", "notificada", "ultimo"),
    [
        # T-4.6: notificada el 14 de mayo; el 14 de junio es domingo y el 15 festivo.
        (EXCEPCIONES, date(2026, 5, 14), date(2026, 6, 16)),
        # Tres hábiles desde el viernes 20 de marzo: el lunes 23 es festivo.
        ("auto-liquidacion", date(2026, 3, 20), date(2026, 3, 26)),
        # T-4.2: diez hábiles desde el 16 de marzo.
        ("auto-avaluo", date(2026, 3, 16), date(2026, 3, 31)),
    ],
)
def test_the_last_day_to_dispute_an_act(
    calendario: Calendario, tipo: str, notificada: date, ultimo: date
) -> None:
    assert ultimo_dia_para_discutir(tipo, [notificada], calendario) == ultimo


def test_an_act_that_waits_for_nothing_has_no_such_day(calendario: Calendario) -> None:
    day = date(2026, 5, 14)
    assert ultimo_dia_para_discutir("orden-ejecucion", [day], calendario) is None


def resuelta(hoy: date, *notificados: tuple[str, date]) -> Hechos:
    hechas = tuple(NotificacionHecha(EXCEPCIONES, d, dia) for d, dia in notificados)
    return Hechos(hoy, deudores=DOS, notificaciones=hechas)


def test_it_is_final_the_day_after_the_last_debtor_could_dispute_it(
    calendario: Calendario,
) -> None:
    ana, beto = ("ana", date(2026, 5, 4)), ("beto", date(2026, 5, 14))

    assert not firmes(resuelta(date(2026, 6, 16), ana, beto), calendario)
    assert firmes(resuelta(date(2026, 6, 17), ana, beto), calendario) == {EXCEPCIONES}


def test_it_is_not_final_while_a_debtor_was_not_told(calendario: Calendario) -> None:
    only_one = resuelta(date(2026, 12, 1), ("ana", date(2026, 5, 4)))

    assert not firmes(only_one, calendario)
