"""The radar, the tab of a case and the what-if, over fakes and over the services."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QRectF, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.ventana import Banda
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.radar import Barra
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries.prescripcion import Eleccion
from cobro_ui.backend.office import Office, open_office
from cobro_ui.backend.prescripcion import OfficePrescription
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.prescripcion.commands import open_radar
from cobro_ui.prescripcion.event_line import EventLine, Kind, marks_of
from cobro_ui.prescripcion.page import RadarPage
from cobro_ui.prescripcion.ports import Narrowing, Supposed
from cobro_ui.prescripcion.printing import print_radar
from cobro_ui.prescripcion.simulator import KEPT, SimulatorDialog
from cobro_ui.prescripcion.tab import PrescripcionTab
from cobro_ui.prescripcion.words import millions, spoken
from cobro_ui.theme.theme import Theme
from tests.documents.lectura import paginas
from tests.services.oficina import abrir_oficina, expediente_de
from tests.ui.fake_prescription import FakePrescription, titulo, without_ejecutoria
from tests.ui.fakes import HOY, make_shell

PROBLEM = MissingParameterError("No se conocen los festivos de 2101.")


@pytest.fixture
def source() -> FakePrescription:
    return FakePrescription()


@pytest.fixture
def shell(jobs: Jobs, theme: Theme, source: FakePrescription) -> Shell:
    return replace(make_shell(jobs, theme), prescription=source)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, source: FakePrescription) -> RadarPage:
    page = RadarPage(source, shell)
    qtbot.addWidget(page)
    page.resize(1180, 660)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.titles.table.rows.rowCount() == 20)
    return page


def words(widget: QWidget) -> str:
    shown = (x for x in widget.findChildren(QLabel) if x.isVisibleTo(widget))
    return "\n".join(label.text() for label in shown)


def parts(source: FakePrescription) -> list[Eleccion]:
    asked = [a for a in source.asked if isinstance(a, tuple) and len(a) == 3]
    return [a[1] for a in asked if isinstance(a[1], Eleccion)]


def test_the_most_urgent_band_is_shown_first(
    page: RadarPage, source: FakePrescription
) -> None:
    assert parts(source) == [Eleccion((Banda.VENTANA_VENCIDA,))]
    assert "Ventana vencida · 20 títulos · $ 1.224.097.540" in words(page)
    assert "prescriben después de ago 2028" in words(page)
    assert "7 títulos sin ejecutoria registrada" in words(page)


def test_figures_are_read_off_the_window_s_thread(
    page: RadarPage, source: FakePrescription
) -> None:
    del page
    assert threading.get_ident() not in source.threads


def test_the_arrows_choose_a_bar_and_say_it(
    qtbot: QtBot, page: RadarPage, source: FakePrescription
) -> None:
    page.bars.setFocus()
    with qtbot.waitSignal(page.bars.chosen) as chosen:
        qtbot.keyClick(page.bars, Qt.Key.Key_Home)
    assert chosen.args is not None
    assert chosen.args[0].nombre == "Ya prescritos"
    for _ in range(3):
        qtbot.keyClick(page.bars, Qt.Key.Key_Right)
    assert page.bars.accessibleDescription().startswith("oct 2026: $ 30.834.139 en 7 ")
    october = source.radar(Narrowing()).barras[3]
    qtbot.waitUntil(lambda: parts(source)[-1] == october.eleccion)
    qtbot.keyClick(page.bars, Qt.Key.Key_End)
    assert page.bars.accessibleDescription().startswith("ago 2028: ")


def test_a_click_chooses_the_bar_under_it(qtbot: QtBot, page: RadarPage) -> None:
    where = QPoint(page.bars.width() - 20, page.bars.height() // 2)
    with qtbot.waitSignal(page.bars.chosen) as chosen:
        qtbot.mouseClick(page.bars, Qt.MouseButton.LeftButton, pos=where)
    assert chosen.args is not None
    assert chosen.args[0].nombre == "ago 2028"


def test_a_row_of_the_months_chooses_like_its_bar(
    qtbot: QtBot, page: RadarPage, source: FakePrescription
) -> None:
    page.as_table.click()
    assert page.months.rows.rowCount() == 27
    page.months.activated.emit(page.months.rows.index(26, 0))
    rest = source.radar(Narrowing()).barras[-1]
    qtbot.waitUntil(lambda: parts(source)[-1] == rest.eleccion)
    assert page.as_table.text() == "Ver como &gráfica"


def test_the_last_choice_wins(
    qtbot: QtBot, page: RadarPage, source: FakePrescription
) -> None:
    for banda in (Banda.EN_RIESGO, Banda.SIN_RIESGO, Banda.VENTANA_MES):
        page.bands.chosen.emit(banda)
    qtbot.waitUntil(lambda: parts(source)[-1].bandas == (Banda.VENTANA_MES,))
    qtbot.waitUntil(lambda: page.titles.table.rows.rowCount() == 20)
    assert "Vence este mes · 4 títulos" in words(page)


def test_enter_asks_for_the_case(qtbot: QtBot, page: RadarPage) -> None:
    table = page.titles.table
    with qtbot.waitSignal(page.open_asked) as asked:
        table.activated.emit(table.rows.index(2, 0))
    assert asked.args is not None
    assert asked.args[0].expediente_id == 3


def test_each_row_says_what_to_do_and_by_when(page: RadarPage) -> None:
    rows = page.titles.table.rows
    first = [rows.index(0, n).data() for n in range(rows.columnCount())]
    assert first[4].startswith("Termine la actividad 3")
    # Five days from now nothing of six months fits: the days are past.
    assert first[5:7] == ["18 feb 2026", "18 jun 2026"]
    tip = rows.index(0, 6).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Firme el mandamiento de pago antes del 19 de junio de 2026")
    notified = rows.index(2, 4).data()
    assert notified.startswith("El mandamiento ya se notificó")


def test_the_months_are_copied_as_a_table(page: RadarPage) -> None:
    page.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Fecha segura", "Títulos", "Capital"]
    assert lines[4].split("\t")[:3] == ["oct 2026", "7", "$ 30.834.139"]
    assert len(lines) == 28


def test_exports_name_the_part(
    qtbot: QtBot,
    page: RadarPage,
    source: FakePrescription,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    chosen = (str(tmp_path / "radar"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    page.export.click()
    qtbot.waitUntil(lambda: "Se exportó «radar.xlsx»" in page.message.text)
    file = tmp_path / "radar.xlsx"
    assert (file, Narrowing(), None) in source.asked
    page.titles.export.click()
    part = (file, Narrowing(), Eleccion((Banda.VENTANA_VENCIDA,)))
    qtbot.waitUntil(lambda: part in source.asked)


def test_filters_narrow_and_keep_what_was_chosen(
    qtbot: QtBot, page: RadarPage, source: FakePrescription
) -> None:
    page.filters.entity.setCurrentIndex(page.filters.entity.findData("SDSCJ"))
    codes = [
        page.filters.procedure.itemData(n)
        for n in range(page.filters.procedure.count())
    ]
    assert codes == ["", "PD-GJ-07", "PD-GJ-08"]
    page.filters.person.setCurrentIndex(1)
    qtbot.waitUntil(lambda: Narrowing("SDSCJ", "", 0) in source.asked)
    page.reload()
    assert page.filters.value() == Narrowing("SDSCJ", "", 0)


def test_what_changes_while_nobody_looks_is_read_on_return(
    qtbot: QtBot, page: RadarPage, source: FakePrescription
) -> None:
    def reads() -> int:
        return source.asked.count(Narrowing())

    before = reads()
    page.look_again(Changes(), None)
    qtbot.waitUntil(lambda: reads() == before + 1)
    page.hide()
    page.look_again(Changes(), None)
    page.look_again(Changes(), None)
    assert reads() == before + 1
    page.show()
    qtbot.waitUntil(lambda: reads() == before + 2)


def test_a_problem_is_told_in_the_page(qtbot: QtBot, shell: Shell) -> None:
    page = RadarPage(FakePrescription(problem=PROBLEM), shell)
    qtbot.addWidget(page)
    page.reload()
    qtbot.waitUntil(lambda: page.message.text == PROBLEM.mensaje)
    assert "No se pudo leer el radar" in words(page)


def test_an_empty_portfolio_says_what_the_place_is_for(
    qtbot: QtBot, shell: Shell
) -> None:
    page = RadarPage(FakePrescription(empty=True), shell)
    qtbot.addWidget(page)
    page.reload()
    qtbot.waitUntil(lambda: "Todavía no hay nada que prescriba" in words(page))
    assert not page.titles.in_list.isEnabled()


def test_the_window_opens_the_case_and_the_list(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    window.commands["radar_prescripcion"].trigger()
    page = window.tabs.findChild(RadarPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.titles.table.rows.rowCount() == 20)
    open_radar(window)
    assert window.tabs.count() == 2
    page.titles.in_list.click()
    qtbot.waitUntil(lambda: window.tabs.currentWidget() is window.list)
    assert window.list.filter.text() == "saldo>0 riesgo<=hoy"
    page.titles.table.activated.emit(page.titles.table.rows.index(1, 0))
    assert window.case_in_focus() == 2
    names = [action.iconText() for action in window.commands.places]
    assert "Radar de prescripción" in names


def test_the_radar_prints_with_its_figures(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "radar.pdf"))
    print_radar(FakePrescription().radar(Narrowing()), "RNEC", printer)
    (text,) = paginas((tmp_path / "radar.pdf").read_bytes())
    assert "a 30 de septiembre de 2026" in text
    assert "$ 30.834.139" in text


@pytest.mark.parametrize(
    ("centavos", "expected"),
    [
        (0, ""),
        (1, "0,01"),
        (2_000_000, "0,02"),
        (50_000_000, "0,5"),
        (840_000_000, "8,4"),
        (1_200_000_000, "12"),
        (123_400_000_000, "1.234"),
    ],
)
def test_amounts_over_the_bars_are_short(centavos: int, expected: str) -> None:
    assert millions(centavos) == expected


def test_a_bar_is_said_in_a_sentence() -> None:
    bar = Barra("oct 2026", None, None, 7, 30_000_000, 6, 26_000_000)
    assert spoken(bar) == (
        "oct 2026: $ 300.000 en 7 títulos; de ellos, 6 títulos por $ 260.000 con la "
        "ventana vencida."
    )


@pytest.fixture
def tab(qtbot: QtBot, shell: Shell, source: FakePrescription) -> PrescripcionTab:
    tab = PrescripcionTab(3, source, shell)
    qtbot.addWidget(tab)
    tab.resize(1180, 700)
    tab.show()
    tab.reload()
    qtbot.waitUntil(lambda: "R-100 de 2021" in words(tab))
    return tab


def test_a_title_tells_both_dates_and_why_they_differ(tab: PrescripcionTab) -> None:
    text = words(tab)
    assert "16 de enero de 2029" in text
    assert "12 de junio de 2026, pasó hace 110 días" in text
    assert "A los 3 años" in text
    assert "no es día hábil y el término no se extiende" in text
    assert "Manual de cobro SDSCJ, 7.2.2" in text


def test_what_ends_a_sanction_besides_stands_apart(tab: PrescripcionTab) -> None:
    text = words(tab)
    assert "CPACA, art. 91 num. 3: hasta el 17 de agosto de 2026" in text
    assert "Perdida" in text
    assert "revise si debe devolver el título" in text


def test_the_window_says_that_it_is_past(tab: PrescripcionTab) -> None:
    text = words(tab)
    assert "Firme el mandamiento de pago antes del 28 de mayo de 2026" in text
    assert "ya no alcanza" in text
    assert "no fija tiempo para las actividades 6, 7 y 8" in text


def test_a_title_without_ejecutoria_says_so_and_is_not_simulated(
    tab: PrescripcionTab,
) -> None:
    assert without_ejecutoria().motivo in words(tab)
    buttons = [b for b in tab.findChildren(QPushButton) if "Simular" in b.text()]
    assert [b.isEnabled() for b in buttons] == [True, False]
    assert tab.simulate(1) is None


def test_the_line_says_in_words_what_it_draws(tab: PrescripcionTab) -> None:
    line = tab.findChild(EventLine)
    assert line is not None
    said = line.accessibleDescription()
    assert "Mandamiento notificado, sin validez 14 mar 2022" in said
    assert "Incumplimiento 16 ene 2024" in said
    kinds = [mark.kind for mark in marks_of(titulo(), HOY)]
    assert kinds.count(Kind.VOID) == 1
    assert kinds.count(Kind.END) == 2
    assert line.grab().rect().contains(QRectF(0, 0, 1, 1).toRect())


def test_a_case_without_titles_and_one_that_fails(qtbot: QtBot, shell: Shell) -> None:
    empty = PrescripcionTab(3, FakePrescription(empty=True), shell)
    failing = PrescripcionTab(3, FakePrescription(problem=PROBLEM), shell)
    for tab, text in (
        (empty, "Este expediente no tiene títulos"),
        (failing, PROBLEM.mensaje),
    ):
        qtbot.addWidget(tab)
        tab.reload()
        qtbot.waitUntil(lambda t=tab, x=text: x in words(t))  # type: ignore[misc]


@pytest.fixture
def dialog(qtbot: QtBot, tab: PrescripcionTab) -> SimulatorDialog:
    dialog = tab.simulate(0)
    assert dialog is not None
    qtbot.waitUntil(lambda: "no cambian" in dialog.verdict.text())
    return dialog


def test_the_simulator_says_that_nothing_is_kept(dialog: SimulatorDialog) -> None:
    assert KEPT in words(dialog)
    assert "no se guardó nada" in dialog.text.toPlainText()


def test_supposing_moves_the_dates(
    qtbot: QtBot, dialog: SimulatorDialog, source: FakePrescription
) -> None:
    adder = dialog.adder
    adder.kind.setCurrentIndex(adder.kind.findData(Causa.MANDAMIENTO.value))
    adder.day.edit.setText("14/06/2024")
    adder.add.click()
    # T-3.3: from 14 June 2024 to 14 June 2029.
    qtbot.waitUntil(lambda: "14 de junio de 2029" in words(dialog.after))
    assert "se ganan 149 días" in dialog.verdict.text()
    adder.drop.click()
    qtbot.waitUntil(lambda: "no cambian" in dialog.verdict.text())
    assert source.asked[-1] == Supposed()


def test_events_on_record_may_be_void_valid_or_end_another_day(
    qtbot: QtBot, dialog: SimulatorDialog, source: FakePrescription
) -> None:
    record = dialog.on_record
    record.boxes[11].setChecked(True)
    record.ends[12].edit.setText("16/02/2024")
    expected = Supposed((), (), (11,), ((12, HOY.replace(2024, 2, 16)),), ())
    qtbot.waitUntil(lambda: source.asked[-1] == expected)
    record.boxes[12].setChecked(False)
    qtbot.waitUntil(lambda: source.asked[-1] == expected._replace(void=(12,)))
    dialog.reset.click()
    qtbot.waitUntil(lambda: source.asked[-1] == Supposed())


def test_a_stop_needs_both_days(
    qtbot: QtBot, dialog: SimulatorDialog, source: FakePrescription
) -> None:
    adder = dialog.adder
    adder.kind.setCurrentIndex(adder.kind.findData("suspension"))
    adder.add.click()
    assert "Escriba la fecha" in words(adder)
    adder.day.edit.setText("01/03/2025")
    adder.add.click()
    assert "hasta qué día" in words(adder)
    adder.until.edit.setText("01/02/2025")
    adder.add.click()
    assert "antes de empezar" in words(adder)
    adder.until.edit.setText("30/04/2025")
    adder.add.click()
    stop = Suspension(HOY.replace(2025, 3, 1), HOY.replace(2025, 4, 30))
    qtbot.waitUntil(lambda: source.asked[-1] == Supposed(stops=(stop,)))
    assert adder.list.count() == 1


def test_the_simulation_is_copied_as_text(dialog: SimulatorDialog) -> None:
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Simulación de la prescripción del título R-100 de 2021")
    assert "ET, art. 818" in text


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    abrir_oficina(base, tmp_path)
    state = State(base.datos, None, HOY, "pro", json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


def test_the_services_answer_what_the_screens_ask(
    office: Office, tmp_path: Path
) -> None:
    source = OfficePrescription(office)
    radar = source.radar(Narrowing("SVSP"))
    assert (radar.titulos, radar.barras[-1].titulos) == (3, 3)
    rows = source.rows(Narrowing(), radar.barras[-1].eleccion, range(2))
    assert len(rows) == 2
    assert "prescribe>=2028-09-01" in source.query(
        Narrowing("SVSP"), radar.barras[-1].eleccion
    )
    (found,) = source.titles(expediente_de(office.workspace, "R-100").id)
    assert source.simulate(found, Supposed()).result.dias_legal == 0
    months = tmp_path / "meses.xlsx"
    titles = tmp_path / "titulos.xlsx"
    assert "27 filas" in source.export(months, Narrowing(), None).resumen
    assert "3 filas" in source.export(titles, Narrowing(), Eleccion()).resumen
    sheet = openpyxl.load_workbook(titles).active
    assert sheet is not None
    text = [[cell.value for cell in row] for row in sheet.iter_rows()]
    numero = expediente_de(office.workspace, "R-100").numero
    (first,) = [row for row in text if row[0] == numero]
    assert first[7] == "Firme el mandamiento de pago"
    assert str(first[8])[:10] == "2029-12-27"
    assert first[11] == 1_000_000
