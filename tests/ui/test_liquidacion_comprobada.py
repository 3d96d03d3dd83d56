"""Verifying by fingerprint and comparing with another area's figure."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.cuenta import Abono
from cobro_ui.jobs.runner import Jobs
from cobro_ui.liquidacion.compare_dialog import CompareDialog
from cobro_ui.liquidacion.verify_dialog import VerifyDialog
from cobro_ui.main_window import MainWindow
from cobro_ui.theme.theme import Theme

from .clerk import shown, words
from .fake_liquidaciones import FakeLiquidations, t_1a_2
from .fakes import make_shell

CORTE = date(2025, 8, 31)
PAID = t_1a_2(CORTE, Abono(date(2025, 7, 15), 50_000_000))


@pytest.fixture
def source() -> FakeLiquidations:
    return FakeLiquidations()


@pytest.fixture
def window(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: FakeLiquidations, tmp_path: Path
) -> MainWindow:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(make_shell(jobs, theme, liquidations=source), settings)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def verify(qtbot: QtBot, window: MainWindow) -> VerifyDialog:
    window.commands["verificar_liquidacion"].trigger()
    qtbot.waitUntil(lambda: bool(shown(window, VerifyDialog)))
    return shown(window, VerifyDialog)[0]


def compare(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations
) -> CompareDialog:
    caso = source.load(3, CORTE).caso
    dialog = CompareDialog(source, caso, window.shell, window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


# Verificar.


def test_a_fingerprint_is_forgiven_its_spaces_hyphens_and_capitals(
    qtbot: QtBot, verify: VerifyDialog, source: FakeLiquidations
) -> None:
    source.keep(3, CORTE)
    huella = source.saved[0].huella
    qtbot.keyClicks(verify.huella, f" {huella[:4].upper()}-{huella[4:8]} {huella[8:]} ")
    assert verify.go.isEnabled()
    verify.go.click()

    qtbot.waitUntil(lambda: "Coincide." in words(verify))
    assert "da lo mismo, peso por peso" in words(verify)
    assert "Expediente SVSP-2026-000003, corte 31 ago 2025" in words(verify)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("9c6f", "Faltan 8 caracteres."),
        ("9c6f-7006-861", "Falta 1 carácter."),
        ("9c6f 7006 8616 0", "Sobra 1: son 12."),
        ("9c6fz", "«z» no puede ser"),
    ],
)
def test_what_is_wrong_is_said_while_one_types(
    qtbot: QtBot, verify: VerifyDialog, text: str, hint: str
) -> None:
    qtbot.keyClicks(verify.huella, text)

    assert hint in words(verify)
    assert not verify.go.isEnabled()


def test_one_that_differs_shows_where(
    qtbot: QtBot, verify: VerifyDialog, source: FakeLiquidations
) -> None:
    source.keep(3, CORTE)
    source.changed = {source.saved[0].huella}
    verify.huella.setText(source.saved[0].huella)
    verify.go.click()

    qtbot.waitUntil(lambda: "No coincide." in words(verify))
    model = verify.answer.table.model()
    assert [model.index(0, c).data() for c in (1, 2)] == ["27.66", "28.66"]


def test_one_that_nobody_kept_is_told(qtbot: QtBot, verify: VerifyDialog) -> None:
    verify.huella.setText("0" * 12)
    verify.go.click()

    qtbot.waitUntil(lambda: "No hay una liquidación guardada" in words(verify))
    assert verify.go.isEnabled()


# Comparar.


@pytest.mark.parametrize(
    ("interest", "cause", "said"),
    [
        pytest.param("86.112", "", "Coinciden: $ 86.112 de intereses.", id="same"),
        # 1.423.500 × 12 % × 184 ÷ 360 = 87.308
        pytest.param("87.308", "Lectura de la ley", "cobra $ 1.196 de más", id="360"),
        # 185 días × 468
        pytest.param("86.580", "Días", "cobra $ 468 de más", id="a day more"),
    ],
)
def test_the_cause_is_told_with_its_amount(
    qtbot: QtBot,
    window: MainWindow,
    source: FakeLiquidations,
    interest: str,
    cause: str,
    said: str,
) -> None:
    dialog = compare(qtbot, window, source)
    qtbot.keyClicks(dialog.interest, interest.replace(".", ""))
    dialog.go.click()

    qtbot.waitUntil(lambda: said in words(dialog), timeout=20_000)
    qtbot.waitUntil(lambda: cause in words(dialog))


def test_a_payment_that_is_missing_is_told(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations
) -> None:
    source.debts = (("Multa", "Resolución n.º R-200", PAID),)
    dialog = compare(qtbot, window, source)
    dialog.interest.set_value(8_611_200)
    dialog.total.set_value(150_961_200)
    dialog.go.click()

    qtbot.waitUntil(
        lambda: "no se resta el abono de $ 500.000 del 15 jul 2025" in words(dialog),
        timeout=20_000,
    )
    assert "Abonos" in words(dialog)


def test_interest_may_be_told_as_total_less_capital(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations
) -> None:
    dialog = compare(qtbot, window, source)
    dialog.total.set_value(150_961_200)
    assert not dialog.go.isEnabled()
    dialog.capital.set_value(142_350_000)
    assert dialog.go.isEnabled()
    dialog.go.click()

    qtbot.waitUntil(lambda: "Coinciden: $ 86.112" in words(dialog))


def test_the_search_can_be_stopped_and_begun_again(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations
) -> None:
    dialog = compare(qtbot, window, source)
    source.gate = threading.Event()
    dialog.interest.set_value(8_611_200)
    dialog.go.click()
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(lambda: "Cancelar" in words(dialog))
    dialog.reject()
    source.gate.set()

    qtbot.waitUntil(lambda: "Se canceló" in words(dialog))
    assert dialog.isVisible()
    dialog.go.click()
    qtbot.waitUntil(lambda: "Coinciden" in words(dialog))


def test_closing_while_it_searches_leaves_nothing_behind(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations, jobs: Jobs
) -> None:
    dialog = compare(qtbot, window, source)
    source.gate = threading.Event()
    dialog.interest.set_value(8_611_200)
    dialog.go.click()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    source.gate.set()

    answered: list[object] = []
    jobs.reader.start(
        lambda _progress: 1, on_done=answered.append, on_error=answered.append
    )
    qtbot.waitUntil(lambda: answered == [1])


@pytest.mark.parametrize("bad", ["doce", "12,34567", "1000"])
def test_a_rate_that_is_none_is_told(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations, bad: str
) -> None:
    dialog = compare(qtbot, window, source)
    dialog.interest.set_value(8_611_200)
    dialog.rate.setText(bad)

    assert "Escriba una tasa" in words(dialog)
    assert not dialog.go.isEnabled()


def test_figures_are_taken_from_a_workbook_and_compared(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations, tmp_path: Path
) -> None:
    """Dos períodos de 92 días: la otra área liquida el segundo sobre 360."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Desde", "Hasta", "Días", "Interés"),
        (date(2025, 3, 1), date(2025, 5, 31), 92, 43_056),
        (date(2025, 6, 1), date(2025, 8, 31), 92, 43_654),
        ("Total", "", "", 86_710),
        ("Fecha de corte", CORTE),
    ):
        sheet.append(row)
    path = tmp_path / "financiera.xlsx"
    book.save(path)
    dialog = compare(qtbot, window, source)
    dialog.file.set_value(str(path))

    qtbot.waitUntil(lambda: dialog.interest.text() == "86.710")
    assert "2 períodos" in words(dialog)
    assert dialog.day.value() == CORTE
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.answer.rows.model().rowCount() == 2, timeout=20_000)
    model = dialog.answer.rows.model()
    assert [model.index(row, 4).data() for row in (0, 1)] == ["$ 0", "$ 598"]


def test_a_workbook_without_figures_is_told(
    qtbot: QtBot, window: MainWindow, source: FakeLiquidations, tmp_path: Path
) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Nombre;Ciudad\nAna;Cali\n", encoding="utf-8")
    dialog = compare(qtbot, window, source)
    dialog.file.set_value(str(path))

    qtbot.waitUntil(lambda: "Escriba las cifras a mano" in words(dialog))
