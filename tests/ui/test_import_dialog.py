"""The import and its undoing, through the dialogs, over the real services."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import UserError
from cobro_desktop.services.importacion.lotes import alcance_lote, listar_lotes
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_ui.backend import make_shell
from cobro_ui.backend.office import Office, open_office
from cobro_ui.dialogs.batches import BatchesDialog
from cobro_ui.dialogs.import_report import CUADRA, ImportReport
from cobro_ui.dialogs.importing import ImportDialog
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme

MUESTRAS = Path(__file__).parents[1] / "data" / "muestras"
HOY = date(2026, 11, 5)
SVSP = "PRO-GJU-130-008"
HEAD = (
    "NIT", "RAZÓN SOCIAL", "CONCEPTO", "RESOLUCIÓN No.", "FECHA RESOLUCIÓN",
    "FECHA EJECUTORIA", "VIGENCIA", "VR. CAPITAL", "CORREO",
)  # fmt: skip
ROW = (
    "890903938-8", "VIGÍAS & CÍA LTDA.", "Multa", "R-1", "15/12/2024",
    "15/01/2025", "2024", "1.000.000", "a@ejemplo.test",
)  # fmt: skip
WAIT = 60_000
"""Milliseconds; reading starts a process, slow on a busy machine."""


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
    return make_shell(office, jobs, theme)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(shell: Shell, host: QWidget) -> ImportDialog:
    assert shell.importer is not None
    dialog = ImportDialog(shell.importer, shell, host)
    dialog.choose_content("cartera", SVSP)
    dialog.open()
    return dialog


def book(path: Path, sheets: dict[str, tuple[tuple[Any, ...], ...]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def attempt(qtbot: QtBot, dialog: ImportDialog, path: Path | None = None) -> None:
    """Press *Revisar* and wait for what it answers."""
    if path is not None:
        dialog.choose(str(path))
    dialog.button.click()
    qtbot.waitUntil(
        lambda: (
            dialog.button.text().startswith("&Importar") or bool(dialog.message.text)
        ),
        timeout=WAIT,
    )


def bring(qtbot: QtBot, shell: Shell, host: QWidget, path: Path) -> None:
    """Try a file and import it."""
    assert shell.importer is not None
    dialog = ImportDialog(shell.importer, shell, host)
    dialog.choose_content("cartera", SVSP)
    attempt(qtbot, dialog, path)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        dialog.button.click()


def small(tmp_path: Path, *changes: dict[int, str], name: str = "cartera") -> Path:
    rows = [tuple(c.get(i, v) for i, v in enumerate(ROW)) for c in changes]
    return book(tmp_path / f"{name}.xlsx", {"Hoja1": (HEAD, *rows)})


def test_a_trial_shows_counts_sums_and_every_rejected_cell(
    qtbot: QtBot, dialog: ImportDialog
) -> None:
    attempt(qtbot, dialog, MUESTRAS / "cartera_svsp_2026-10.xlsx")

    assert dialog.button.text() == "&Importar 1.178 expedientes"
    tabs = [dialog.review.tabs.tabText(n) for n in range(5)]
    assert tabs[0] == "&Rechazadas (22)"
    assert tabs[1:3] == ["&Diferencias (0)", "Re&ingresos (0)"]
    rows = dialog.review.rejected.table.table.rows
    assert rows.rowCount() == 22
    first = rows.row(0)
    assert (first.celda, first.columna) == ("M24", "FECHA EJECUTORIA")
    assert first.motivo
    assert dialog.review.columns.combos["capital"].currentData() == "O"


def test_the_rejects_of_a_trial_go_to_a_workbook(
    qtbot: QtBot, office: Office, dialog: ImportDialog, tmp_path: Path
) -> None:
    source = small(tmp_path, {}, {3: "R-2", 7: "sin valor"})
    attempt(qtbot, dialog, source)
    assert dialog.button.text() == "&Importar 1 expediente"

    dialog.save_rejects(tmp_path / "rechazos.xlsx")
    qtbot.waitUntil(lambda: bool(dialog.message.text), timeout=WAIT)

    assert "1 fila rechazada en «rechazos.xlsx»" in dialog.message.text
    sheet = openpyxl.load_workbook(tmp_path / "rechazos.xlsx").worksheets[0]
    assert sheet.max_row == 2
    assert listar_lotes(office.workspace) == []
    assert dialog.button.text() == "&Importar 1 expediente"

    before = source.read_bytes()
    dialog.save_rejects(source)
    qtbot.waitUntil(lambda: "Elija otro nombre" in dialog.message.text, timeout=WAIT)
    assert source.read_bytes() == before


def test_a_bad_file_is_told_as_on_the_command_line(
    qtbot: QtBot, office: Office, dialog: ImportDialog, tmp_path: Path
) -> None:
    bad = tmp_path / "carta.xlsx"
    bad.write_bytes(b"PK\x03\x04 no es un libro")
    command = Importar(bad, "cartera", SVSP, simular=True)
    with pytest.raises(UserError) as problem:
        importar(command, office.workspace, office.contexto, SilentProgress())

    attempt(qtbot, dialog, bad)

    assert dialog.message.text == problem.value.mensaje
    assert dialog.button.text() == "&Revisar el archivo"
    assert dialog.review.isHidden()


def test_another_sheet_and_another_column_can_be_chosen(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    other = (*ROW[:3], "R-9", *ROW[4:])
    long = (HEAD, ROW, (*ROW[:3], "R-2", *ROW[4:]))
    path = book(
        tmp_path / "dos.xlsx",
        {"Octubre": long, "Sept": ((*HEAD, "Otro valor"), (*other, "2.500.000"))},
    )
    attempt(qtbot, dialog, path)
    names = [dialog.sheet.itemText(n) for n in range(dialog.sheet.count())]
    assert names == ["Octubre", "Sept"]

    dialog.sheet.setCurrentText("Sept")
    dialog.sheet.activated.emit(1)
    assert dialog.button.text() == "&Revisar esta hoja"
    attempt(qtbot, dialog)
    assert dialog.button.text() == "&Importar 1 expediente"

    combo = dialog.review.columns.combos["capital"]
    assert combo.currentData() == "H"
    number = combo.findData("J")
    combo.setCurrentIndex(number)
    combo.activated.emit(number)
    assert dialog.button.text() == "&Revisar otra vez"
    dialog.message.hide()
    attempt(qtbot, dialog)

    assert dialog.review.columns.combos["capital"].currentData() == "J"
    card = dialog.review.card
    qtbot.waitUntil(
        lambda: any(
            w.isVisible() and w.text() == "$ 2.500.000"
            for w in card.findChildren(QLabel)
        )
    )


def test_the_second_file_shows_what_it_would_change(
    qtbot: QtBot, shell: Shell, host: QWidget, dialog: ImportDialog, tmp_path: Path
) -> None:
    bring(qtbot, shell, host, small(tmp_path, {}, name="uno"))

    attempt(qtbot, dialog, small(tmp_path, {7: "900.000"}, name="dos"))

    rows = dialog.review.differences.table.table.rows
    assert rows.rowCount() == 1
    change = rows.row(0)
    assert (change.campo, change.antes, change.despues) == (
        "capital",
        "$ 1.000.000",
        "$ 900.000",
    )
    assert not change.protegido
    assert dialog.button.text() == "&Importar 1 fila"


def test_an_import_can_be_undone_from_the_list_of_imports(
    qtbot: QtBot, office: Office, shell: Shell, host: QWidget, tmp_path: Path
) -> None:
    bring(qtbot, shell, host, small(tmp_path, {}, {3: "R-2"}))
    assert shell.batches is not None
    dialog = BatchesDialog(shell.batches, shell, host)
    dialog.open()
    qtbot.waitUntil(dialog.undo.isVisible, timeout=WAIT)
    assert dialog.undo.text() == "&Deshacer importación de 2 expedientes…"

    dialog.undo.click()
    assert "Se anulan 2 expedientes" in dialog.words.text()
    assert "$ 2.000.000" in dialog.words.text()
    assert not dialog.undo.isVisible()
    dialog.keep.click()
    assert dialog.undo.isVisible()
    dialog.undo.click()
    with qtbot.waitSignal(dialog.undone, timeout=WAIT):
        dialog.confirm.click()

    (lote,) = listar_lotes(office.workspace)
    assert lote.deshecho_por
    assert "2 registros anulados" in dialog.message.text
    qtbot.waitUntil(lambda: "La deshizo" in dialog.words.text(), timeout=WAIT)
    assert not dialog.undo.isVisible()


def test_what_cannot_be_undone_says_why(
    qtbot: QtBot, office: Office, shell: Shell, host: QWidget, tmp_path: Path
) -> None:
    bring(qtbot, shell, host, small(tmp_path, {}, name="uno"))
    bring(qtbot, shell, host, small(tmp_path, {7: "900.000"}, name="dos"))
    assert shell.batches is not None
    dialog = BatchesDialog(shell.batches, shell, host)
    dialog.open()
    qtbot.waitUntil(dialog.undo.isVisible, timeout=WAIT)

    dialog.undo.click()
    dialog.confirm.click()
    qtbot.waitUntil(lambda: bool(dialog.message.text), timeout=WAIT)

    assert "cambió datos de expedientes que ya existían" in dialog.message.text
    assert alcance_lote(office.workspace, 1).primero in dialog.message.text
    assert not any(lote.deshecho_por for lote in listar_lotes(office.workspace))


def test_a_report_says_its_counts_and_whether_the_sums_agree() -> None:
    report = ImportReport(
        {
            "leidas": 10,
            "nuevas": 4,
            "cambiadas": 2,
            "iguales": 1,
            "rechazadas": 3,
            "ignoradas": {"vacias": 1, "subtotales": 0, "repetidas": 2},
            "expedientes_nuevos": 3,
            "suma_capital": "1000000.50",
            "total_hoja": 1_000_000,
            "cuadra": False,
        }
    )

    assert report.cuentas() == "10 = 4 nuevas + 2 con cambios + 1 igual + 3 rechazadas"
    assert report.aparte() == "1 vacía, 0 subtotales, 2 repetidas"
    assert report.suma() == "$ 1.000.000,50"
    assert report.cuadra().word == "No cuadra"
    assert report.verbo() == "Importar 3 expedientes y 2 cambios"
    assert ImportReport({"cuadra": True}).cuadra() is CUADRA
    assert ImportReport({"cuadra": None}).cuadra().word == "Sin total"
