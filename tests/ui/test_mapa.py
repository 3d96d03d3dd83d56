"""The maps, the meter and the procedures in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.procedimiento import Ambito
from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.mapa.case import CaseFlowPanel
from cobro_ui.mapa.page import ProceduresPage
from cobro_ui.mapa.painter import Spot
from cobro_ui.mapa.panel import FlowPanel
from cobro_ui.mapa.ports import Which
from cobro_ui.theme.theme import Theme
from tests.ui.clerk import says, shown, words
from tests.ui.fake_flow import NO_CASE, FakeFlow
from tests.ui.fakes import FakeStep, line, make_shell

Opens = Callable[..., MainWindow]


@pytest.fixture
def opens(qtbot: QtBot, jobs: Jobs, theme: Theme, tmp_path: Path) -> Opens:
    def make(flow: FakeFlow | None = None, step: FakeStep | None = None) -> MainWindow:
        shell = replace(make_shell(jobs, theme, step=step), flow=flow)
        settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
        window = MainWindow(shell, settings)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.begin()
        qtbot.waitUntil(lambda: window.list.model.rowCount() > 0)
        return window

    return make


@pytest.fixture
def opened_pdfs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def remember(url: QUrl) -> bool:
        found.append(url.fileName())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    return found


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> FlowPanel:
    """The map of a case at activity 6 of IDPYBA, in a window of its own."""
    made = FlowPanel(theme, "&Volver")
    qtbot.addWidget(made)
    made.resize(1180, 620)
    made.show()
    made.show_flow(FakeFlow().of_case(1))
    return made


def case_with_map(qtbot: QtBot, window: MainWindow) -> tuple[ExpedienteTab, FlowPanel]:
    case = window.open_case(line(3))
    case.see_map()
    found = case.findChild(CaseFlowPanel)
    assert found is not None
    qtbot.waitUntil(lambda: found.flow is not None)
    return case, found


def press(qtbot: QtBot, panel: FlowPanel, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(panel.view, key)


def test_the_map_opens_where_the_case_is(panel: FlowPanel) -> None:
    assert panel.view.spot == Spot("6")
    said = words(panel.details)
    assert "Por qué está aquí" in said
    assert "Llegó a la actividad 6" in said
    assert "quedan 12 días hábiles" in said
    assert "Pide: Oficio de cobro persuasivo firmado" in said


def test_arrows_walk_over_activities_and_outcomes(
    qtbot: QtBot, panel: FlowPanel
) -> None:
    key = Qt.Key

    press(qtbot, panel, key.Key_Down, key.Key_Down)
    assert panel.view.spot == Spot("8")
    press(qtbot, panel, key.Key_Right)
    assert panel.view.spot == Spot("8", "efectiva")
    press(qtbot, panel, key.Key_Down, key.Key_Down, key.Key_Down, key.Key_Down)
    assert panel.view.spot == Spot("8", "acuerdo"), "the last outcome is the last"
    press(qtbot, panel, key.Key_Return)
    assert panel.view.spot == Spot("5b"), "the outcome is followed"
    press(qtbot, panel, key.Key_Home)
    assert panel.view.spot == Spot("1")
    press(qtbot, panel, key.Key_Up)
    assert panel.view.spot == Spot("1"), "there is nothing above the first"
    press(qtbot, panel, key.Key_End)
    assert panel.view.spot == Spot("17")


def test_the_details_and_the_list_follow_the_map(
    qtbot: QtBot, panel: FlowPanel
) -> None:
    press(qtbot, panel, Qt.Key.Key_Up, Qt.Key.Key_Up)

    assert panel.view.spot == Spot("4")
    assert "Se pasó con este motivo: El archivo se dañó" in words(panel.details)
    item = panel.tree.currentItem()
    assert item is not None
    assert item.text(0).startswith("4 · Requerimiento")
    assert panel.view.accessibleDescription().startswith("Actividad 4:")


def test_the_list_says_the_same_as_the_map(panel: FlowPanel) -> None:
    panel.as_list.setChecked(True)
    mapa = panel.view.mapa
    assert mapa is not None

    lines = panel.tree.findItems(
        "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    )
    said = [item.text(0) for item in lines]

    for node in mapa.nodos:
        assert any(text.startswith(f"{node.id} · ") for text in said)
        assert {row.etiqueta for row in node.filas} <= set(said)
    here = next(i for i in lines if i.text(0).startswith("6 · "))
    assert here.text(2).startswith("Aquí desde el 3 mar 2026")


def test_choosing_in_the_list_moves_the_map(panel: FlowPanel) -> None:
    found = panel.tree.findItems(
        "El deudor quedó notificado",
        Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
    )

    panel.tree.setCurrentItem(found[0])

    assert panel.view.spot == Spot("8", "efectiva")
    assert "A dónde lleva" in words(panel.details)


def test_a_click_goes_to_what_is_under_it(qtbot: QtBot, panel: FlowPanel) -> None:
    mapa = panel.view.mapa
    assert mapa is not None
    node = mapa.nodo("7")
    assert node is not None
    row = node.filas[1].caja
    place = panel.view.mapFromScene(row.x + 5, row.y + 5)

    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert panel.view.spot == Spot("7", "acuerdo")


def test_zoom_stays_within_reason(qtbot: QtBot, panel: FlowPanel) -> None:
    for _ in range(40):
        press(qtbot, panel, Qt.Key.Key_Plus)
    largest = panel.view.transform().m11()
    panel.view.fit_whole()
    whole = panel.view.transform().m11()
    press(qtbot, panel, Qt.Key.Key_0)

    assert largest == pytest.approx(3)
    mapa = panel.view.mapa
    assert mapa is not None
    assert mapa.alto * whole <= panel.view.viewport().height() + 1
    assert panel.view.transform().m11() == 1


@pytest.mark.parametrize(
    "codigo", ["PD-GJ-07", "PRO-GJU-130-008", "RJPD06", "PA02-PR19"]
)
def test_the_real_procedures_fit_in_width_at_1366(
    panel: FlowPanel, codigo: str
) -> None:
    panel.show_flow(FakeFlow().of_procedure(Which(codigo, 1)))
    mapa = panel.view.mapa
    assert mapa is not None

    shown_width = mapa.ancho * panel.view.transform().m11()

    assert panel.view.transform().m11() >= 0.8
    assert shown_width <= panel.view.viewport().width() + 1


def test_the_common_outcomes_are_folded(panel: FlowPanel) -> None:
    assert "10 resultados" in panel.folded.text()
    assert "Se declaró la prescripción" not in words(panel)

    panel.folded.click()

    assert "Se declaró la prescripción" in words(panel)


def test_the_map_takes_the_place_of_the_tabs_and_gives_it_back(
    qtbot: QtBot, opens: Opens
) -> None:
    window = opens(FakeFlow())
    case, panel = case_with_map(qtbot, window)
    assert panel.isVisible()
    assert not case.header.isVisible()

    back = next(b for b in shown(panel, QPushButton) if says(b, "Volver al expediente"))
    back.click()

    assert case.tabs.isVisible()
    assert case.header.isVisible()


def test_the_map_of_the_step_comes_back_to_the_step(qtbot: QtBot, opens: Opens) -> None:
    window = opens(FakeFlow(), FakeStep())
    window.continue_case()
    case = window.tabs.currentWidget()
    assert isinstance(case, ExpedienteTab)
    qtbot.waitUntil(lambda: "Guardar y salir" in words(case))

    next(b for b in shown(case, QPushButton) if says(b, "¿Por qué")).click()
    qtbot.waitUntil(lambda: "Volver al trámite" in words(case))
    next(b for b in shown(case, QPushButton) if says(b, "Volver al trámite")).click()

    assert "Guardar y salir" in words(case)


def test_a_case_that_is_gone_says_so(qtbot: QtBot, opens: Opens) -> None:
    window = opens(FakeFlow(NO_CASE))
    case = window.open_case(line(1))
    case.see_map()

    qtbot.waitUntil(lambda: "No se pudo leer el recorrido" in words(case))

    assert "Ese expediente no existe." in words(case)
    panel = case.findChild(CaseFlowPanel)
    assert panel is not None
    assert not [
        b for b in shown(panel, QToolButton) if says(b, "Acercar") and b.isEnabled()
    ]


def test_without_the_services_nothing_is_offered(opens: Opens) -> None:
    window = opens(None)
    case = window.open_case(line(1))

    assert window.commands.get("mapa") is None
    assert window.commands.get("procedimientos") is None
    assert case.soportes is None
    assert "Ver mapa" not in words(case)


def test_printing_the_map_opens_a_copy(
    qtbot: QtBot, opens: Opens, opened_pdfs: list[str]
) -> None:
    flow = FakeFlow()
    _, panel = case_with_map(qtbot, opens(flow))

    panel.print_asked.emit()

    qtbot.waitUntil(lambda: opened_pdfs == ["hoja.pdf"])
    assert flow.written == [("case map", 3)]


def test_saving_the_map_writes_where_one_says(
    qtbot: QtBot, opens: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "mapa"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_a: (str(target), "PDF (*.pdf)")
    )
    _, panel = case_with_map(qtbot, opens(FakeFlow()))

    panel.save_asked.emit()

    qtbot.waitUntil(lambda: "Se guardó «mapa.pdf»" in panel.message.text)
    assert target.with_suffix(".pdf").exists()


def test_the_meter_shows_what_is_there_and_what_lacks(
    qtbot: QtBot, opens: Opens
) -> None:
    case = opens(FakeFlow()).open_case(line(1))
    meter = case.soportes
    assert meter is not None
    case.tabs.setCurrentWidget(meter)
    qtbot.waitUntil(lambda: "Consta el" in meter.summary.text())

    # Uno de tres obligatorios; el recomendado no cuenta.
    assert meter.summary.text() == "Consta el 33 %: 1 de 3 soportes."
    assert meter.bar.value() == 33
    found = [
        item.text(1)
        for item in meter.tree.findItems(
            "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        )
    ]
    assert found.count("Consta") == 1
    assert found.count("Falta") == 2
    assert found.count("Recomendado") == 1
    assert found.count("Se pasó con motivo") == 1


def test_the_meter_can_show_only_what_lacks(qtbot: QtBot, opens: Opens) -> None:
    case = opens(FakeFlow()).open_case(line(1))
    meter = case.soportes
    assert meter is not None
    qtbot.waitUntil(lambda: meter.tree.topLevelItemCount() == 3)

    meter.only_lacks.setChecked(True)

    assert not meter.tree.findItems(
        "Lista de verificación", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )


def test_one_click_prints_what_lacks(
    qtbot: QtBot, opens: Opens, opened_pdfs: list[str]
) -> None:
    flow = FakeFlow()
    case = opens(flow).open_case(line(1))
    meter = case.soportes
    assert meter is not None
    qtbot.waitUntil(lambda: meter.tree.topLevelItemCount() == 3)

    meter.print.click()

    qtbot.waitUntil(lambda: len(opened_pdfs) == 1)
    assert flow.written == [("lacks", 1)]


def test_the_route_sheet_of_the_case_in_focus_opens(
    qtbot: QtBot, opens: Opens, opened_pdfs: list[str]
) -> None:
    flow = FakeFlow()
    window = opens(flow)
    window.open_case(line(2))

    window.commands["hoja_ruta"].trigger()

    qtbot.waitUntil(lambda: len(opened_pdfs) == 1)
    assert flow.written == [("route", 2)]


def test_the_route_sheets_of_those_chosen_go_in_one_file(
    qtbot: QtBot, opens: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *_a: (str(tmp_path / "h.pdf"), "PDF (*.pdf)"),
    )
    flow = FakeFlow()
    window = opens(flow)
    table = window.list.table
    table.selectRow(0)
    model = table.selectionModel()
    second = window.list.model.index(1, 0)
    model.select(second, model.SelectionFlag.Select | model.SelectionFlag.Rows)

    window.commands["hoja_ruta"].trigger()

    qtbot.waitUntil(lambda: "Se escribió «h.pdf»." in window.message.text)
    assert flow.written == [("route", (0, 1))]


@pytest.fixture
def page(qtbot: QtBot, opens: Opens) -> ProceduresPage:
    window = opens(FakeFlow())
    window.commands["procedimientos"].trigger()
    found = window.tabs.findChild(ProceduresPage)
    assert found is not None
    qtbot.waitUntil(lambda: found.table.rows.rowCount() > 0)
    return found


def test_the_table_has_the_columns_of_the_institutions_document(
    page: ProceduresPage,
) -> None:
    model = page.table.rows
    titles = [
        model.headerData(n, Qt.Orientation.Horizontal)
        for n in range(model.columnCount())
    ]

    assert titles == [
        "N.º", "Actividad", "Qué se hace", "Responsable", "Tiempo", "Control",
        "Registro", "Formatos",
    ]  # fmt: skip


def test_the_table_is_searched_without_accents(
    qtbot: QtBot, page: ProceduresPage
) -> None:
    page.search.setText("notificacion MANDAMIENTO")

    # 8 notifica el mandamiento y 9 cuenta los días desde la notificación.
    qtbot.waitUntil(lambda: page.table.searched.rowCount() == 2)
    page.search.setText("nada de esto")
    qtbot.waitUntil(lambda: "Ninguna actividad dice eso" in words(page))


def test_the_map_opens_at_the_row_one_is_on(page: ProceduresPage) -> None:
    page.table.selectRow(4)

    page.see_map()

    assert page.map.view.spot == Spot("5")
    assert "Por qué está aquí" not in words(page.map.details)
    page.map.closed.emit()
    assert page.table.isVisible()


def test_the_portfolio_has_a_map_too(page: ProceduresPage) -> None:
    page.see_map(Ambito.CARTERA)

    mapa = page.map.view.mapa
    assert mapa is not None
    assert [n.id for n in mapa.nodos] == ["P1", "P2", "P3"]
    assert not page.map.folded.isVisible()


def test_every_control_has_a_name(page: ProceduresPage, panel: FlowPanel) -> None:
    page.see_map()
    for button in (*panel.findChildren(QToolButton), *page.findChildren(QToolButton)):
        if button.objectName() or button.text():
            assert button.accessibleName() or button.text()
    assert panel.view.accessibleName()
    assert panel.tree.accessibleName()
    assert panel.details.accessibleName()
    assert all(label.textFormat() != Qt.TextFormat.RichText
               for label in panel.findChildren(QLabel))  # fmt: skip
