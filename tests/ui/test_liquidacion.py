"""The tab of the liquidation: figures to any day, their sources, what was kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.cuenta import Abono, Cuenta
from cobro_desktop.domain.errors import (
    MissingParameterError,
    NotAllowedError,
    StorageError,
)
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_ui.expediente.liquidacion import LiquidacionTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.reads_case import LiquidacionLine
from cobro_ui.theme.roles import Scheme
from cobro_ui.theme.theme import Appearance, Theme
from cobro_ui.widgets.rows_table import RowsTable

from .clerk import shown, words
from .fake_liquidaciones import FakeLiquidations, t_1a_2
from .fakes import HOY, FakeCases, line, make_shell, view

CORTE = date(2025, 8, 31)
TITLE = "Resolución n.º R-200"
OLD = Cuenta(
    capital=1_225_000_000,
    regimen=Regimen.ET635,
    exigible=date(2006, 9, 15),
    corte=HOY,
)
PAID = t_1a_2(HOY, Abono(date(2025, 7, 15), 50_000_000))


@pytest.fixture
def source() -> FakeLiquidations:
    return FakeLiquidations()


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, source: FakeLiquidations) -> Shell:
    return make_shell(jobs, theme, liquidations=source)


@pytest.fixture
def tab(qtbot: QtBot, shell: Shell) -> LiquidacionTab:
    return opened(qtbot, shell)


def opened(qtbot: QtBot, shell: Shell) -> LiquidacionTab:
    """Open the tab and cut at the day of RULES T-1a.2."""
    tab = LiquidacionTab(3, shell)
    qtbot.addWidget(tab)
    tab.resize(1180, 560)
    tab.bar.day.edit.setText("31/08/2025")
    tab.show_case(view(3))
    tab.show()
    qtbot.waitUntil(lambda: bool(tab.bar.note.text() != "Calculando…"))
    return tab


def cells(table: RowsTable[Any], row: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, c).data()) for c in range(model.columnCount())]


def pick(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the person choose a file."""

    def chosen(*_: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)


# The figures.


def test_t_1a_2_on_the_summary_and_in_its_period(
    qtbot: QtBot, tab: LiquidacionTab
) -> None:
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab.body.summary))
    told = words(tab.body.summary.card)
    assert "$ 1.423.500" in told
    assert "$ 1.509.612" in told
    assert "$ 468" in told
    assert "184 días, después del 28 feb 2025" in told
    assert "Días calendario sobre 365 (Ley 68 de 1923, art. 9)" in told
    assert cells(tab.body.detail.periods, 0) == [
        "1 mar 2025",
        "31 ago 2025",
        "184",
        "$ 1.423.500",
        "12,00 %",
        "365",
        "$ 86.112,00",
        "Ley 68 de 1923, art. 9",
    ]


def test_figures_follow_the_day_and_only_the_last_answer_shows(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))
    source.gate = threading.Event()
    tab.bar.day.edit.setText("01/09/2025")
    assert not tab.bar.print.isEnabled()
    qtbot.waitUntil(lambda: source.asked[-1] == date(2025, 9, 1))
    tab.bar.day.edit.setText("02/09/2025")
    qtbot.waitUntil(lambda: source.asked[-1] == date(2025, 9, 2))
    source.gate.set()

    qtbot.waitUntil(lambda: "$ 87.048" in words(tab))
    assert "$ 86.580" not in words(tab)
    assert tab.bar.print.isEnabled()


def test_a_future_day_says_what_it_supposes(qtbot: QtBot, tab: LiquidacionTab) -> None:
    tab.bar.day.edit.setText("31/12/2026")

    qtbot.waitUntil(lambda: "si nadie abona antes" in words(tab.bar))


def test_a_rate_that_is_not_loaded_is_told_with_how_to_load_it(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    source = FakeLiquidations((("Multa", TITLE, OLD),))
    tab = opened(qtbot, make_shell(jobs, theme, liquidations=source))
    qtbot.waitUntil(lambda: "Multa" in words(tab))
    tab.bar.day.edit.setText("31/12/2026")

    qtbot.waitUntil(lambda: "Falta la tasa" in tab.message.text)
    assert "octubre de 2026" in tab.message.text
    assert not shown(tab, type(tab.body))
    [go] = [b for b in shown(tab, QPushButton) if b.text() == "Ir a Parámetros legales"]
    with qtbot.waitSignal(tab.legal_asked):
        go.click()

    tab.bar.day.edit.setText("30/09/2026")
    qtbot.waitUntil(lambda: bool(shown(tab, type(tab.body))))
    assert tab.message.text == ""
    assert not go.isVisible()


def test_what_was_missing_is_read_when_the_tab_is_seen_again(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    source.problem = MissingParameterError("Falta el IPC de 2026.")
    tab.show_case(view(3))
    qtbot.waitUntil(lambda: "Falta el IPC" in tab.message.text)
    source.problem = None
    tab.hide()
    tab.show()

    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))
    assert tab.message.text == ""


def test_a_row_in_focus_stays_when_nothing_changed(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))
    tab.body.detail.periods.selectRow(0)
    asked = len(source.asked)
    tab.show_case(view(3))

    qtbot.waitUntil(lambda: len(source.asked) > asked)
    qtbot.wait(50)
    assert tab.body.detail.periods.currentIndex().row() == 0


def test_a_day_that_is_none_stops_the_figures(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    qtbot.waitUntil(tab.bar.print.isEnabled)
    asked = len(source.asked)
    tab.bar.day.edit.setText("31/02/2026")

    assert "Escriba la fecha" in words(tab.bar)
    assert not tab.bar.print.isEnabled()
    assert len(source.asked) == asked


def test_a_case_that_owes_nothing_says_so(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    tab = opened(qtbot, make_shell(jobs, theme, liquidations=FakeLiquidations(())))

    qtbot.waitUntil(lambda: "No hay nada que liquidar" in words(tab))
    assert not tab.bar.keep.isEnabled()


def test_payments_show_both_readings_and_what_the_other_would_leave(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    """15 jul 2025: 137 días, 64.116 de interés; se abonan 500.000 (RULES 2.1, 2.2)."""
    source = FakeLiquidations((("Multa", TITLE, PAID),))
    tab = opened(qtbot, make_shell(jobs, theme, liquidations=source))
    qtbot.waitUntil(lambda: tab.body.detail.payments.model().rowCount() == 2)

    rows = [cells(tab.body.detail.payments, row) for row in (0, 1)]
    # 500.000 × 64.116 ÷ 1.487.616 = 21.549,9
    assert rows[0][2:5] == ["En proporción · rige", "$ 478.450", "$ 21.550"]
    assert rows[1][2:5] == ["Primero a intereses", "$ 435.884", "$ 64.116"]
    told = words(tab.body.detail)
    assert "Rige la imputación en proporción (ET, art. 804" in told
    assert "Primero a intereses (Código Civil, art. 1653) daría un total de" in told


def test_several_obligations_are_listed_and_each_is_shown(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    debts = tuple(
        (f"Multa {n}", TITLE, replace(t_1a_2(HOY), capital=n * 100_000_000))
        for n in range(1, 31)
    )
    tab = opened(qtbot, make_shell(jobs, theme, liquidations=FakeLiquidations(debts)))
    qtbot.waitUntil(lambda: tab.body.table.model().rowCount() == 30)

    assert "$ 465.000.000" in words(tab.body.summary)
    assert "Multa 1 ·" in words(tab.body.detail)
    tab.body.table.selectRow(29)
    assert "Multa 30 ·" in words(tab.body.detail)
    qtbot.waitUntil(lambda: "$ 30.000.000" in words(tab.body.detail))


def test_twenty_years_of_rates_are_there(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    source = FakeLiquidations((("Contribución", TITLE, OLD),))
    tab = opened(qtbot, make_shell(jobs, theme, liquidations=source))
    tab.bar.day.edit.setText("30/09/2026")

    qtbot.waitUntil(lambda: tab.body.detail.periods.model().rowCount() > 150)
    last = tab.body.detail.periods.model().rowCount() - 1
    assert cells(tab.body.detail.periods, last)[1] == "30 sep 2026"
    assert tab.body.summary.chart.data.moments[-1].day == HOY


# Where they come from.


def test_a_figure_says_on_hover_where_it_comes_from(
    qtbot: QtBot, tab: LiquidacionTab
) -> None:
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))
    tips = [text.toolTip() for text in tab.body.summary.card.findChildren(QLabel)]

    assert any("Ley 68 de 1923, art. 9" in tip for tip in tips)
    cell = tab.body.detail.periods.model().index(0, 6)
    tip = str(cell.data(Qt.ItemDataRole.ToolTipRole))
    assert "K × 12 % × n ÷ 365" in tip
    assert "Tasa anual: 12,00 % · Ley 68 de 1923, art. 9" in tip


def test_f1_opens_the_whole_reckoning_at_the_row_in_focus(
    qtbot: QtBot, tab: LiquidacionTab
) -> None:
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))
    tab.body.detail.periods.setFocus()
    tab.body.detail.periods.selectRow(0)
    qtbot.keyClick(tab.body.detail.periods, Qt.Key.Key_F1)

    assert tab.trace.isVisible()
    text = tab.trace.text.toPlainText()
    assert text.startswith("Interés $ 86.112,00, 1 mar 2025 – 31 ago 2025")
    assert "Días del año para el 12 % anual" in text
    assert "se redondea una sola vez al peso más cercano" in text
    tab.trace.text.setFocus()
    qtbot.keyClick(tab.trace.text, Qt.Key.Key_Escape)
    assert not tab.trace.isVisible()


def test_the_drawing_has_its_table(qtbot: QtBot, tab: LiquidacionTab) -> None:
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))
    summary = tab.body.summary
    assert "intereses $ 86.112" in summary.chart.accessibleDescription()

    qtbot.mouseClick(button(tab, "Ver como tabla"), Qt.MouseButton.LeftButton)

    assert summary.table.isVisible()
    assert cells(summary.table, 1)[:4] == [
        "31 ago 2025",
        "Corte",
        "$ 1.423.500",
        "$ 86.112",
    ]


# What can be done with it.


def button(tab: LiquidacionTab, text: str) -> QAbstractButton:
    return next(
        b for b in shown(tab, QAbstractButton) if b.text().replace("&", "") == text
    )


def test_it_is_kept_and_then_verified(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    qtbot.waitUntil(tab.bar.keep.isEnabled)
    with qtbot.waitSignal(tab.changed):
        tab.bar.keep.click()
    tab.show_case(view(3))  # As the window does with the change.

    qtbot.waitUntil(lambda: tab.kept.table.model().rowCount() == 1)
    assert "Se guardó la liquidación" in tab.message.text
    kept = source.saved[0].huella
    assert cells(tab.kept.table, 0) == [
        "30 sep 2026, 14:05",
        "31 ago 2025",
        "Multa",
        "$ 1.509.612",
        kept,
        "Sin verificar",
        "Mariana Peña Ortiz",
    ]
    qtbot.waitUntil(lambda: "Por pena, 30 sep 2026" in words(tab.body.summary))
    assert not tab.bar.keep.isEnabled()

    tab.kept.table.setFocus()
    qtbot.keyClick(tab.kept.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Coincide." in words(tab.kept.result))
    assert cells(tab.kept.table, 0)[5] == "Coincide"


def test_what_differs_is_told_datum_by_datum(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    source.keep(3, CORTE)
    source.keep(3, date(2025, 9, 1))
    source.changed = {source.saved[0].huella}
    tab.show_case(view(3))
    qtbot.waitUntil(lambda: tab.kept.table.model().rowCount() == 2)
    tab.kept.button.click()

    qtbot.waitUntil(lambda: "De 2 liquidaciones, 1 no coincide" in words(tab.kept))
    assert cells(tab.kept.result.table, 0)[:3] == [
        "Período del 1 ago 2026 al 31 ago 2026: tasa anual (%)",
        "27.66",
        "28.66",
    ]
    assert [cells(tab.kept.table, row)[5] for row in (0, 1)] == [
        "Coincide",
        "No coincide",
    ]


def test_a_refusal_to_keep_is_shown_and_can_be_tried_again(
    qtbot: QtBot, tab: LiquidacionTab, source: FakeLiquidations
) -> None:
    source.refusal = NotAllowedError("AUX no puede guardar liquidaciones.")
    qtbot.waitUntil(tab.bar.keep.isEnabled)
    tab.bar.keep.click()

    qtbot.waitUntil(lambda: "AUX no puede" in tab.message.text)
    assert tab.bar.keep.isEnabled()
    assert "$ 86.112" in words(tab)


def test_an_ended_case_keeps_nothing_more(qtbot: QtBot, tab: LiquidacionTab) -> None:
    qtbot.waitUntil(tab.bar.keep.isEnabled)
    tab.show_case(view(4))  # It is filed away.

    qtbot.waitUntil(lambda: not tab.bar.keep.isEnabled())
    assert tab.bar.print.isEnabled()


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_it_is_written_where_the_person_says(
    qtbot: QtBot,
    tab: LiquidacionTab,
    source: FakeLiquidations,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    ending: str,
) -> None:
    press = {"pdf": tab.bar.print, "xlsx": tab.bar.export}[ending]
    pick(monkeypatch, tmp_path / "hoja")
    qtbot.waitUntil(press.isEnabled)
    press.click()

    qtbot.waitUntil(lambda: f"Se escribió «hoja.{ending}»" in tab.message.text)
    assert source.written == [(ending, tmp_path / f"hoja.{ending}")]
    assert button(tab, "Abrir el archivo").isVisible()


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot,
    tab: LiquidacionTab,
    source: FakeLiquidations,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    pick(monkeypatch, tmp_path / "hoja.pdf")
    source.refusal = StorageError("No se pudo escribir: la carpeta está llena.")
    qtbot.waitUntil(tab.bar.print.isEnabled)
    tab.bar.print.click()

    qtbot.waitUntil(lambda: "la carpeta está llena" in tab.message.text)
    assert tab.bar.note.text() == ""


# In the window.


def test_a_late_answer_after_the_case_was_closed_is_dropped(
    qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    """Every read of the case is under way when its tab goes; nothing breaks."""
    gate = threading.Event()
    source = FakeLiquidations(gate=gate)

    class SlowCases(FakeCases):
        def liquidacion(self, expediente_id: int) -> Sequence[LiquidacionLine]:
            gate.wait(10)
            return super().liquidacion(expediente_id)

    shell = make_shell(jobs, theme, liquidations=source, cases=SlowCases())
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    case = window.open_case(line(3))
    case.tabs.setCurrentWidget(case.liquidacion)
    qtbot.waitUntil(lambda: bool(source.asked))
    with qtbot.waitSignal(case.destroyed):
        window.close_tab()

    gate.set()
    with qtbot.waitSignal(window.list.model.counted):
        window.refresh()
    answered: list[object] = []
    jobs.reader.start(
        lambda _progress: 1, on_done=answered.append, on_error=answered.append
    )
    qtbot.waitUntil(lambda: answered == [1])


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_it_fits_a_small_screen_at_any_look(
    qtbot: QtBot, shell: Shell, theme: Theme, scheme: Scheme
) -> None:
    theme.apply(Appearance(scheme, 150))
    tab = opened(qtbot, shell)
    qtbot.waitUntil(lambda: "$ 86.112" in words(tab))

    # 1366 px less the panel of places at 150 %.
    assert tab.minimumSizeHint().width() <= 1366 - 264
    for named in (tab.body.detail.periods, tab.kept.table, tab.body.summary.chart):
        assert named.accessibleName()
    for one in shown(tab, QAbstractButton):
        assert one.text() or one.accessibleName(), one
    theme.apply(Appearance(Scheme.LIGHT))
