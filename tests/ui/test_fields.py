"""Fields and small widgets: what they accept, return and say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import InvalidDataError, UserError
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.theme.theme import Theme
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.date_field import DateField, Days, make_calendar
from cobro_ui.widgets.empty_state import EmptyState
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.filter_box import FilterBox
from cobro_ui.widgets.free_date import parse_date
from cobro_ui.widgets.id_field import IdField
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.marks import POR_VENCER, prescription_mark, term_mark
from cobro_ui.widgets.message_panel import UNEXPECTED, MessagePanel
from cobro_ui.widgets.money_field import MoneyField
from cobro_ui.widgets.timeline import Timeline, TimelineEvent

HOY = date(2026, 9, 30)
DAYS = Days(HOY, lambda day, n: day + timedelta(2 * n))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("hoy", HOY, id="today"),
        pytest.param("Mañana", date(2026, 10, 1), id="tomorrow"),
        pytest.param("3/4", date(2026, 4, 3), id="no year"),
        pytest.param("3/4/25", date(2025, 4, 3), id="short year"),
        pytest.param("03-04-2027", date(2027, 4, 3), id="dashes"),
        pytest.param("03042027", date(2027, 4, 3), id="run of digits"),
        pytest.param("2027-04-03", date(2027, 4, 3), id="iso"),
        pytest.param("3 abr 2027", date(2027, 4, 3), id="short month"),
        pytest.param("3 de abril de 2027", date(2027, 4, 3), id="long month"),
        pytest.param("+15d", date(2026, 10, 15), id="calendar days"),
        pytest.param("-1 d", date(2026, 9, 29), id="backwards"),
        pytest.param("+5h", HOY + timedelta(10), id="business days"),
        pytest.param("hoy+5h", HOY + timedelta(10), id="with hoy"),
        pytest.param("+5m", date(2027, 2, 28), id="months to a short one"),
        pytest.param("+1a", date(2027, 9, 30), id="a year"),
        pytest.param("29/2/2024", date(2024, 2, 29), id="leap day"),
    ],
)
def test_a_date_is_read_as_it_is_typed(text: str, expected: date) -> None:
    assert parse_date(text, HOY, DAYS.add_business) == expected


@pytest.mark.parametrize(
    "text", ["29/2/2025", "31/4", "3/13", "jueves", "3 ma", "1/1/1"]
)
def test_what_is_no_date_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InvalidDataError, match="Escriba, por ejemplo"):
        parse_date(text, HOY, None)


def test_business_days_need_a_calendar() -> None:
    with pytest.raises(InvalidDataError, match="no se cuentan días hábiles"):
        parse_date("+15h", HOY, None)


def test_a_date_field_completes_what_was_typed(qtbot: QtBot, theme: Theme) -> None:
    field = DateField(DAYS, theme)
    qtbot.addWidget(field)

    qtbot.keyClicks(field.edit, "3/4")
    assert field.value() == date(2026, 4, 3)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)

    assert field.edit.text() == "03/04/2026"


def test_a_wrong_date_is_said_to_eye_and_ear(qtbot: QtBot, theme: Theme) -> None:
    field = DateField(DAYS, theme)
    qtbot.addWidget(field)

    qtbot.keyClicks(field.edit, "31/2")

    assert field.value() is None
    assert field.problem() == field.edit.accessibleDescription() != ""
    assert field.edit.property("wrong") == "true"


def test_the_calendar_begins_on_monday(qtbot: QtBot, theme: Theme) -> None:
    calendar = make_calendar(DAYS, theme)
    qtbot.addWidget(calendar)

    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday


@pytest.mark.parametrize(
    ("typed", "shown", "centavos"),
    [
        pytest.param("1423500", "1.423.500", 142_350_000, id="grouped"),
        pytest.param("1423500,5", "1.423.500,5", 142_350_050, id="cents"),
        pytest.param("0", "0", 0, id="zero"),
    ],
)
def test_money_is_grouped_while_one_types(
    qtbot: QtBot, typed: str, shown: str, centavos: int
) -> None:
    field = MoneyField()
    qtbot.addWidget(field)

    qtbot.keyClicks(field, typed)

    assert (field.text(), field.value()) == (shown, centavos)


@pytest.mark.parametrize(
    ("pasted", "centavos"),
    [
        pytest.param("$ 1.423.500", 142_350_000, id="Colombian"),
        pytest.param("1,423,500.50", 142_350_050, id="American"),
        pytest.param("1423500.50", 142_350_050, id="point and two digits"),
        pytest.param("1.423", 142_300, id="three digits group"),
    ],
)
def test_a_pasted_amount_is_read_in_either_style(
    qtbot: QtBot, pasted: str, centavos: int
) -> None:
    field = MoneyField()
    qtbot.addWidget(field)
    QGuiApplication.clipboard().setText(pasted)

    field.paste()

    assert field.value() == centavos
    assert field.problem() == ""


def test_an_amount_survives_setting_and_reading(qtbot: QtBot) -> None:
    field = MoneyField()
    qtbot.addWidget(field)

    field.set_value(142_350_007)

    assert (field.text(), field.value()) == ("1.423.500,07", 142_350_007)


def test_words_are_no_amount(qtbot: QtBot) -> None:
    field = MoneyField()
    qtbot.addWidget(field)

    qtbot.keyClicks(field, "mil")

    assert field.value() is None
    assert "cantidad de pesos" in field.problem()


@pytest.mark.parametrize(
    ("text", "value", "says"),
    [
        pytest.param("1.022.333.444", "1022333444", "", id="cedula"),
        pytest.param("899.999.061-9", "899999061-9", "", id="NIT"),
        pytest.param("899.999.061-1", "", "es 9, no 1", id="wrong digit"),
        pytest.param("ABC", "", "solo números", id="letters"),
    ],
)
def test_an_identification_is_checked(
    qtbot: QtBot, text: str, value: str, says: str
) -> None:
    field = IdField()
    qtbot.addWidget(field)

    qtbot.keyClicks(field, text)

    assert field.value() == value
    assert says in field.problem()


def test_a_missing_file_is_told(qtbot: QtBot) -> None:
    field = FileField()
    qtbot.addWidget(field)
    field.set_value("/no/hay/nada.xlsx")

    assert "No hay un archivo" in field.problem()


@pytest.mark.parametrize(
    ("days", "word"),
    [(-1, "Vencido"), (0, "Por vencer"), (7, "Por vencer"), (8, "Al día")],
)
def test_the_last_day_of_a_term_is_in_time(days: int, word: str) -> None:
    assert term_mark(HOY + timedelta(days), HOY).word == word


@pytest.mark.parametrize(
    ("safe", "legal", "risk", "word"),
    [
        pytest.param(None, None, None, "Sin fecha", id="nothing known"),
        pytest.param(100, 280, 50, "Sin riesgo", id="before the risk"),
        pytest.param(100, 280, 0, "En riesgo", id="first day of risk"),
        pytest.param(0, 180, -9, "En riesgo", id="safe day itself"),
        pytest.param(-1, 180, -9, "En riesgo", id="safe day passed"),
        pytest.param(-181, -1, -9, "Prescrito", id="legal day passed"),
    ],
)
def test_prescription_reads_from_the_safe_date(
    safe: int | None, legal: int | None, risk: int | None, word: str
) -> None:
    dates = [None if n is None else HOY + timedelta(n) for n in (safe, legal, risk)]

    assert prescription_mark(dates[0], dates[1], dates[2], HOY).word == word


def test_the_filter_waits_for_a_pause(qtbot: QtBot, theme: Theme) -> None:
    box = FilterBox(theme)
    qtbot.addWidget(box)
    heard: list[str] = []
    box.query_changed.connect(heard.append)

    with qtbot.waitSignal(box.query_changed):
        qtbot.keyClicks(box, "etapa:coactivo")

    assert heard == ["etapa:coactivo"]


def test_escape_empties_the_filter_at_once(qtbot: QtBot, theme: Theme) -> None:
    box = FilterBox(theme)
    qtbot.addWidget(box)
    box.setText("algo")
    box.flush()

    with qtbot.waitSignal(box.query_changed, timeout=50) as signal:
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert signal.args == [""]


def test_a_problem_shows_its_sentence_and_list(qtbot: QtBot, theme: Theme) -> None:
    panel = MessagePanel(theme)
    qtbot.addWidget(panel)

    panel.show_error(UserError("Falta algo.", {"faltan": ["El oficio", "El radicado"]}))

    assert panel.text == "Falta algo."
    words = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "• El oficio\n• El radicado" in words


def test_a_bug_shows_no_traceback_and_copies_its_details(
    qtbot: QtBot, theme: Theme
) -> None:
    panel = MessagePanel(theme)
    qtbot.addWidget(panel)

    panel.show_error(ZeroDivisionError("division by zero"))
    panel.findChildren(QPushButton)[0].click()

    assert panel.text == UNEXPECTED
    assert QGuiApplication.clipboard().text() == "ZeroDivisionError: division by zero"


def test_a_badge_speaks(qtbot: QtBot, theme: Theme) -> None:
    badge = Badge(POR_VENCER._replace(detail="Vence hoy."), theme)
    qtbot.addWidget(badge)

    assert badge.accessibleName() == "Por vencer"
    assert badge.accessibleDescription() == "Vence hoy."


def test_an_unknown_value_is_said(qtbot: QtBot, theme: Theme) -> None:
    card = KeyValueCard("Título", theme)
    qtbot.addWidget(card)

    card.show_lines([KeyValue("Ejecutoria", "")])

    assert "Sin registrar" in [label.text() for label in card.findChildren(QLabel)]


def test_an_empty_state_has_no_button_without_an_action(
    qtbot: QtBot, theme: Theme
) -> None:
    empty = EmptyState(Icon.CASE, theme).say("Nada", "Todavía")
    qtbot.addWidget(empty)
    empty.show()

    assert not empty.findChildren(QPushButton)[0].isVisible()


def test_the_timeline_speaks_and_fits(
    qtbot: QtBot, theme: Theme, qtmodeltester: ModelTester
) -> None:
    timeline = Timeline(theme)
    qtbot.addWidget(timeline)
    event = TimelineEvent(
        HOY, "Pago", "Abono.", "M. Peña", Icon.MONEY, Tone.OK, annulled=True
    )

    timeline.events.show_events([event])
    timeline.fit()
    timeline.show()
    timeline.grab()

    qtmodeltester.check(timeline.events)
    spoken = timeline.events.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "30 sep 2026: Pago. Abono. M. Peña. Anulada."
