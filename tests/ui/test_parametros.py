"""The place of the legal values, over the real services."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.services.procedimientos import load_catalogo
from cobro_ui.backend.office import Office, open_office
from cobro_ui.backend.parametros import LegalValues
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.parametros.history_dialog import HistoryDialog
from cobro_ui.parametros.import_dialog import LegalImportDialog
from cobro_ui.parametros.page import LegalPage
from cobro_ui.parametros.reason_dialog import WithdrawDialog
from cobro_ui.parametros.signed_dialog import PublishDialog, ReceiveDialog
from cobro_ui.parametros.source import Draft, Where
from cobro_ui.parametros.value_dialog import ValueDialog
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from tests.ui.fakes import make_shell

HOY = date(2026, 10, 20)
SALARIO = {
    "anio": "2027",
    "valor_cop": "1.850.000",
    "decreto_smlmv": "Decreto de prueba",
    "fuente": "Para la prueba",
    "verificado": "no",
}
OCTUBRE = {
    "resolucion": "1401",
    "ibc_consumo_ordinario": "19,20",
    "usura_consumo_ordinario": "28,80",
    "fuente": "Superintendencia Financiera",
}


@pytest.fixture
def office(tmp_path: Path, empty_base_file: Path) -> Iterator[Office]:
    (tmp_path / "datos").mkdir()
    shutil.copy(empty_base_file, tmp_path / "datos" / "cobro.db")
    state = State(tmp_path / "datos", None, HOY, None, json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def shell(office: Office, jobs: Jobs, theme: Theme) -> Shell:
    return replace(make_shell(jobs, theme), legal=LegalValues(office))


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> LegalPage:
    assert shell.legal is not None
    page = LegalPage(shell.legal, shell)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    page.reload()
    shown = page.values
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 167)
    return page


def words(widget: QWidget) -> str:
    shown = (
        label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)
    )
    return " ".join(label.text() for label in shown)


def press(page: QWidget, text: str) -> None:
    buttons = page.findChildren(QPushButton)
    found = [b for b in buttons if b.text().replace("&", "") == text and b.isVisible()]
    found[0].click()


def typing(qtbot: QtBot, page: LegalPage) -> ValueDialog:
    qtbot.waitUntil(lambda: page.findChild(ValueDialog) is not None)
    dialog = page.findChild(ValueDialog)
    assert dialog is not None
    return dialog


def load_october(qtbot: QtBot, page: LegalPage) -> None:
    press(page, "Agregar…")
    dialog = typing(qtbot, page)
    dialog.form.fill(OCTUBRE)
    qtbot.waitUntil(dialog.button.isEnabled)
    with qtbot.waitSignal(page.changed):
        dialog.button.click()
    qtbot.waitUntil(lambda: page.findChild(ValueDialog) is None)


def test_what_is_missing_is_on_top_and_leads_to_its_table(
    qtbot: QtBot, page: LegalPage
) -> None:
    qtbot.waitUntil(
        lambda: "Falta la tasa de interés de octubre de 2026" in words(page.health)
    )
    assert "No se liquidan los intereses tributarios" in words(page.health)
    page.show_table("uvt")

    press(page.health, "Cargar…")

    dialog = typing(qtbot, page)
    assert page.values is not None
    assert page.values.tabla.id == "tasas_interes"
    assert dialog.form.values()["desde"] == "2026-10-01"
    assert dialog.form.values()["hasta"] == "2026-10-31"


def test_a_value_is_judged_while_one_types(qtbot: QtBot, page: LegalPage) -> None:
    press(page, "Agregar…")
    dialog = typing(qtbot, page)
    qtbot.waitUntil(
        lambda: "Falta escribir: Número de la resolución" in dialog.sentence
    )
    assert not dialog.button.isEnabled()

    dialog.form.fill({**OCTUBRE, "usura_consumo_ordinario": "2880"})
    qtbot.waitUntil(lambda: "«2880» no es un número" in words(dialog.form))
    assert not dialog.button.isEnabled()

    dialog.form.fill({"usura_consumo_ordinario": "28,90"})
    qtbot.waitUntil(lambda: "no es 1,5 veces la corriente (28,80 %)" in dialog.sentence)
    assert dialog.button.isEnabled()

    dialog.form.fill({"desde": "2026-11-01", "hasta": "2026-11-30"})
    qtbot.waitUntil(lambda: "falta la tasa de interés de octubre" in dialog.sentence)
    assert not dialog.button.isEnabled()


def test_a_loaded_value_is_shown_and_nothing_is_missing(
    qtbot: QtBot, page: LegalPage
) -> None:
    load_october(qtbot, page)

    shown = page.values
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 168)
    row = shown.table.rows.row(0)
    assert (row.vigencia, row.cargado) == ("octubre de 2026", True)
    assert "se cargó el valor de octubre de 2026" in page.message.text
    qtbot.waitUntil(lambda: "Falta la tasa" not in words(page.health))
    assert "1 valor sin cotejar" in words(page.health)


def test_a_value_is_corrected_only_with_a_reason(qtbot: QtBot, page: LegalPage) -> None:
    load_october(qtbot, page)
    shown = page.values
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 168)
    press(page, "Corregir…")
    dialog = typing(qtbot, page)
    assert dialog.form.values()["ibc_consumo_ordinario"] == "19,20"
    dialog.form.fill({"verificado": "si"})
    qtbot.waitUntil(lambda: "Hoy dice: corriente 19,20 %" in dialog.sentence)
    assert not dialog.button.isEnabled()

    dialog.reason.setText("Se comparó con la resolución")
    with qtbot.waitSignal(page.changed):
        dialog.button.click()

    qtbot.waitUntil(lambda: shown.table.rows.row(0).valor.verificado)
    assert shown.table.rows.row(0).motivo == "Se comparó con la resolución"
    press(page, "Historial")
    history = page.findChild(HistoryDialog)
    assert history is not None
    qtbot.waitUntil(lambda: history._rows.table.rows.rowCount() == 2)


def test_a_value_is_withdrawn_with_a_reason(qtbot: QtBot, page: LegalPage) -> None:
    load_october(qtbot, page)
    shown = page.values
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 168)
    press(page, "Retirar…")
    dialog = page.findChild(WithdrawDialog)
    assert dialog is not None
    assert not dialog.button.isEnabled()

    dialog.reason.setText("Era la de otro mes")
    with qtbot.waitSignal(page.changed):
        dialog.button.click()

    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 167)
    shown.table.selectRow(0)
    withdraw = next(b for b in page.findChildren(QPushButton) if "etirar" in b.text())
    assert not withdraw.isEnabled(), "what ships is not withdrawn"


def test_a_file_is_tried_and_then_loaded(
    qtbot: QtBot, page: LegalPage, tmp_path: Path
) -> None:
    file = tmp_path / "uvt.csv"
    file.write_text(
        "anio;valor_cop;resolucion\n2027;54.990;DIAN 1\n2029;60.000;DIAN 2\n", "utf-8"
    )
    page.show_table("uvt")
    press(page, "Importar archivo…")
    dialog = page.findChild(LegalImportDialog)
    assert dialog is not None
    dialog.choose(str(file))

    dialog.button.click()
    qtbot.waitUntil(lambda: dialog.button.text() == "&Cargar 1 valor")
    assert "falta la UVT de 2028" in words(dialog)
    with qtbot.waitSignal(page.changed):
        dialog.button.click()

    shown = page.values
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 22)


def test_a_file_that_is_no_table_is_told(
    qtbot: QtBot, page: LegalPage, tmp_path: Path
) -> None:
    file = tmp_path / "algo.pdf"
    file.write_bytes(b"%PDF-1.4")
    press(page, "Importar archivo…")
    dialog = page.findChild(LegalImportDialog)
    assert dialog is not None
    dialog.choose(str(file))

    dialog.button.click()

    qtbot.waitUntil(lambda: "un documento PDF" in words(dialog))
    assert dialog.button.text() == "&Revisar el archivo"
    assert dialog.button.isEnabled()


def test_a_reading_changes_when_its_own_button_is_pressed(
    qtbot: QtBot, page: LegalPage, office: Office
) -> None:
    page.list.setCurrentRow(page.list.count() - 1)
    page.entity.setCurrentIndex(page.entity.findData("SVSP"))
    qtbot.waitUntil(lambda: "Días del año para el 12 % anual" in words(page.switches))
    card = page.switches.card("ley68.base")
    assert not card.save.isVisible()
    card.readings.setCurrentIndex(card.readings.findData("ACT/360"))
    assert card.save.isVisible()
    assert office.workspace.opciones("SVSP")["ley68.base"] == "ACT/365"

    card.ground.setText("Concepto 12 de 2026")
    with qtbot.waitSignal(page.changed):
        card.save.click()

    assert office.workspace.opciones("SVSP")["ley68.base"] == "ACT/360"
    qtbot.waitUntil(lambda: "Concepto 12 de 2026" in words(page.switches))


def test_each_entity_has_its_own_closures(qtbot: QtBot, page: LegalPage) -> None:
    page.show_table("cierres")
    assert page.entity.isVisible()
    page.entity.setCurrentIndex(page.entity.findData("RNEC"))
    press(page, "Agregar…")
    dialog = typing(qtbot, page)
    dialog.form.fill(
        {"desde": "2026-12-24", "acto": "Resolución 5", "fuente": "Intranet"}
    )
    qtbot.waitUntil(dialog.button.isEnabled)
    with qtbot.waitSignal(page.changed):
        dialog.button.click()

    shown = page.values
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 1)
    page.entity.setCurrentIndex(page.entity.findData("SVSP"))
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 0)
    assert "no ha registrado días de cierre" in words(page)


def test_every_control_has_a_name_and_its_own_alt_key(page: LegalPage) -> None:
    shown = [b for b in page.findChildren(QAbstractButton) if b.isVisible()]
    assert all(b.text() or b.accessibleName() for b in shown)
    texts = [b.text() for b in shown if "&" in b.text()]
    keys = Counter(text[text.index("&") + 1].lower() for text in texts)
    menus = set("aevxsdcihu")

    assert max(keys.values()) == 1
    assert not menus & set(keys)


def test_the_menu_opens_one_tab_that_can_be_closed(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    window = opened(qtbot, shell, tmp_path)

    window.commands["parametros_legales"].trigger()
    window.commands["parametros_legales"].trigger()

    assert window.tabs.count() == 2
    assert window.tabs.tabText(1) == "Parámetros legales"
    page = window.tabs.currentWidget()
    assert isinstance(page, LegalPage)
    qtbot.waitUntil(lambda: "octubre de 2026" in words(page.health))
    window.close_tab()
    assert window.tabs.count() == 1
    window.close_tab()
    assert window.tabs.count() == 1, "the list stays"
    window.commands["actualizar"].trigger()


def test_the_menu_opens_it_and_again_after_going_back(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    window = opened(qtbot, shell, tmp_path)

    for _ in range(2):
        window.commands["parametros_legales"].trigger()

        assert isinstance(window.tabs.currentWidget(), LegalPage)
        assert window.tabs.count() == 2
        window.tabs.setCurrentWidget(window.list)


def opened(qtbot: QtBot, shell: Shell, folder: Path) -> MainWindow:
    settings = QSettings(str(folder / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.list.model.counted):
        window.begin()
    return window


def test_every_entity_of_a_procedure_is_offered(page: LegalPage) -> None:
    offered = {page.entity.itemData(n) for n in range(page.entity.count())}

    assert offered >= {p.sigla for p in load_catalogo().procedimientos}


def test_the_act_of_a_value_is_kept_and_then_offered(
    qtbot: QtBot, page: LegalPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = tmp_path / "Resolución 1370.pdf"
    pdf.write_bytes(b"%PDF-1.7 resolucion")
    chosen = (str(pdf), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    view = page.values
    assert view is not None
    button = next(b for b in view.findChildren(QPushButton) if "ac&to" in b.text())
    assert button.text() == "Adjuntar el ac&to…"

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: button.text() == "Abrir el ac&to")
    assert "Resolución 1370.pdf" in button.toolTip()
    assert "SHA-256" in button.toolTip()


def test_a_signed_file_is_published_and_received_once_its_key_is_compared(
    qtbot: QtBot,
    page: LegalPage,
    shell: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shell.legal is not None
    shell.legal.save(Draft(Where("smlmv"), SALARIO))
    key, file = tmp_path / "clave.pem", tmp_path / "valores.cobroley"
    publish = PublishDialog(shell.legal, shell, page)
    publish.show()
    publish.password.setText("una contraseña larga")
    for target in (key, file):
        chosen = (str(target), "")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, c=chosen: c)
        if target is key:
            press(publish, "Crear una clave…")
            qtbot.waitUntil(lambda: publish.key.value() == str(key))
            publish.issuer.setText("Sede central")
        else:
            with qtbot.waitSignal(publish.published) as told:
                press(publish, "Firmar y guardar…")
    (sentence,) = told.args
    assert "1 valor quedó firmado" in sentence
    fingerprint = sentence.split("clave es ")[1].split(":")[0]

    receive = ReceiveDialog(shell.legal, shell, page)
    receive.show()
    receive.choose(str(file))
    qtbot.mouseClick(receive.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "no conoce" in words(receive))
    receive.fingerprint.setText(fingerprint)
    qtbot.mouseClick(receive.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "no trae nada que cargar" in words(receive))
