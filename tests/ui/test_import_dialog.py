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
from cobro_desktop.services.importacion.orden import FORMATOS, Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_ui.backend import make_shell
from cobro_ui.backend.office import Office, open_office
from cobro_ui.dialogs.batches import BatchesDialog
from cobro_ui.dialogs.import_differences import DifferencesPage
from cobro_ui.dialogs.import_report import CUADRA, ImportReport
from cobro_ui.dialogs.import_steps import Step
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
    """Go to the step of columns if one is before it, try, and see what it says."""
    if path is not None:
        dialog.choose(str(path))
    if dialog.step is Step.SOURCE:
        looked(qtbot, dialog)
        dialog.button.click()
    dialog.button.click()
    qtbot.waitUntil(
        lambda: dialog.step is Step.CHECK or bool(dialog.message.text), timeout=WAIT
    )


def looked(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until the file was looked at, or refused."""
    qtbot.waitUntil(
        lambda: dialog.button.isEnabled() or bool(dialog.message.text), timeout=WAIT
    )


def last_step(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Go on until there is only the import to confirm."""
    while dialog.step is not Step.APPLY:
        before = dialog.step
        dialog.button.click()
        qtbot.waitUntil(lambda: dialog.step is not before, timeout=WAIT)  # noqa: B023  # waited for here


def bring(qtbot: QtBot, shell: Shell, host: QWidget, path: Path) -> None:
    """Try a file and import it."""
    assert shell.importer is not None
    dialog = ImportDialog(shell.importer, shell, host)
    dialog.choose_content("cartera", SVSP)
    attempt(qtbot, dialog, path)
    last_step(qtbot, dialog)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        dialog.button.click()
    dialog.button.click()


def small(tmp_path: Path, *changes: dict[int, str], name: str = "cartera") -> Path:
    rows = [tuple(c.get(i, v) for i, v in enumerate(ROW)) for c in changes]
    return book(tmp_path / f"{name}.xlsx", {"Hoja1": (HEAD, *rows)})


def test_a_trial_shows_counts_sums_and_every_rejected_cell(
    qtbot: QtBot, dialog: ImportDialog
) -> None:
    attempt(qtbot, dialog, MUESTRAS / "cartera_svsp_2026-10.xlsx")

    tabs = [dialog.review.tabs.tabText(n) for n in range(3)]
    assert tabs[:2] == ["Filas rec&hazadas (22)", "Re&ingresos (0)"]
    rows = dialog.review.rejected.table.table.rows
    assert rows.rowCount() == 22
    first = rows.row(0)
    assert (first.celda, first.columna) == ("M24", "FECHA EJECUTORIA")
    assert first.motivo
    assert dialog.mapping.combos["capital"].currentData() == "O"
    assert dialog.mapping.marks["capital"].word == "Segura · 99 %"
    last_step(qtbot, dialog)
    assert dialog.button.text() == "&Importar 1.178 expedientes"


def test_the_rejects_of_a_trial_go_to_a_workbook(
    qtbot: QtBot, office: Office, dialog: ImportDialog, tmp_path: Path
) -> None:
    source = small(tmp_path, {}, {3: "R-2", 7: "sin valor"})
    attempt(qtbot, dialog, source)

    dialog.save_rejects(tmp_path / "rechazos.xlsx")
    qtbot.waitUntil(lambda: bool(dialog.message.text), timeout=WAIT)

    assert "1 fila rechazada en «rechazos.xlsx»" in dialog.message.text
    sheet = openpyxl.load_workbook(tmp_path / "rechazos.xlsx").worksheets[0]
    assert sheet.max_row == 2
    assert listar_lotes(office.workspace) == []
    assert dialog.button.isEnabled()

    before = source.read_bytes()
    dialog.save_rejects(source)
    qtbot.waitUntil(lambda: "Elija otro nombre" in dialog.message.text, timeout=WAIT)
    assert source.read_bytes() == before


def test_an_example_of_what_is_chosen_can_be_kept_and_read(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    example, path = dialog.source.example, tmp_path / "ejemplo.csv"
    example.write(path)
    qtbot.waitUntil(lambda: "«ejemplo.csv»" in example.told.text(), timeout=WAIT)
    attempt(qtbot, dialog, path)
    assert path.read_text("utf-8-sig").startswith("NIT;")

    dialog.choose_content("aplicativo", "RJPD06")
    assert not example.told.text(), "it was of another content"
    example.write(tmp_path / "no hay carpeta" / "otro.csv")
    qtbot.waitUntil(lambda: bool(example.told.text()), timeout=WAIT)
    assert example.told.property("tone") == "danger"


def test_a_bad_file_is_told_as_on_the_command_line(
    qtbot: QtBot, office: Office, dialog: ImportDialog, tmp_path: Path
) -> None:
    bad = tmp_path / "carta.xlsx"
    bad.write_bytes(b"PK\x03\x04 no es un libro")
    command = Importar(bad, "cartera", SVSP, simular=True)
    with pytest.raises(UserError) as problem:
        importar(command, office.workspace, office.contexto, SilentProgress())

    dialog.choose(str(bad))
    looked(qtbot, dialog)

    assert dialog.message.text == problem.value.mensaje
    assert dialog.step is Step.SOURCE
    assert not dialog.button.isEnabled()


def test_another_sheet_and_another_column_can_be_chosen(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    other = (*ROW[:3], "R-9", *ROW[4:])
    long = (HEAD, ROW, (*ROW[:3], "R-2", *ROW[4:]))
    path = book(
        tmp_path / "dos.xlsx",
        {"Octubre": long, "Sept": ((*HEAD, "Otro valor"), (*other, "2.500.000"))},
    )
    dialog.choose(str(path))
    looked(qtbot, dialog)
    sheet = dialog.source.sheet
    names = [sheet.itemText(n) for n in range(sheet.count())]
    assert names == ["Octubre", "Sept"]

    sheet.setCurrentText("Sept")
    sheet.activated.emit(1)
    looked(qtbot, dialog)
    dialog.button.click()

    combo = dialog.mapping.combos["capital"]
    assert combo.currentData() == "H"
    number = combo.findData("J")
    combo.setCurrentIndex(number)
    combo.activated.emit(number)
    looked(qtbot, dialog)
    assert dialog.mapping.marks["capital"].word == "Elegida por usted"
    attempt(qtbot, dialog)

    assert dialog.mapping.combos["capital"].currentData() == "J"
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

    rows = dialog.differences.table.table.rows
    assert rows.rowCount() == 1
    change = rows.row(0)
    assert (change.campo, change.antes, change.despues) == (
        "capital",
        "$ 1.000.000",
        "$ 900.000",
    )
    assert not change.protegido
    last_step(qtbot, dialog)
    assert dialog.button.text() == "&Importar 1 fila"


def test_a_difference_can_be_refused_and_then_nothing_is_left(
    qtbot: QtBot, shell: Shell, host: QWidget, dialog: ImportDialog, tmp_path: Path
) -> None:
    bring(qtbot, shell, host, small(tmp_path, {}, name="uno"))
    attempt(qtbot, dialog, small(tmp_path, {7: "900.000"}, name="dos"))
    dialog.button.click()
    assert dialog.step is Step.DIFFERENCES

    dialog.differences.refuse.click()
    row = dialog.differences.table.table.rows.row(0)
    assert dialog.differences.fate(row).word == "No se cambia"
    last_step(qtbot, dialog)

    assert not dialog.button.isEnabled()
    assert "no queda nada que importar" in dialog.message.text
    dialog.back.click()
    dialog.differences.accept_kind.click()
    last_step(qtbot, dialog)
    assert dialog.button.text() == "&Importar 1 fila"


def test_a_header_moved_by_hand_and_a_profile_that_knows_it_again(
    qtbot: QtBot, shell: Shell, host: QWidget, dialog: ImportDialog, tmp_path: Path
) -> None:
    odd = (*HEAD[:7], "Suma a cargo", "Mail")
    first = book(tmp_path / "uno.xlsx", {"Hoja1": (("Informe",), odd, ROW)})
    dialog.choose(str(first))
    looked(qtbot, dialog)
    assert dialog.source.header.value() == 2
    dialog.button.click()
    mapped = dialog.mapping
    assert mapped.marks["capital"].word == "Falta"
    combo = mapped.combos["capital"]
    combo.setCurrentIndex(combo.findData("H"))
    combo.activated.emit(combo.currentIndex())
    looked(qtbot, dialog)
    mapped.keep.setChecked(True)
    mapped.name.setText("Financiera")
    attempt(qtbot, dialog)
    last_step(qtbot, dialog)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        dialog.button.click()

    assert shell.importer is not None
    again = ImportDialog(shell.importer, shell, host)
    again.choose_content("cartera", SVSP)
    rows = (odd[::-1], tuple(reversed((*ROW[:3], "R-7", *ROW[4:]))))
    again.choose(str(book(tmp_path / "dos.xlsx", {"Hoja1": rows})))
    looked(qtbot, again)

    assert again.source.chosen_profile == "Financiera"
    again.button.click()
    assert again.mapping.combos["capital"].currentData() == "B"
    assert again.mapping.marks["capital"].word == "Segura · 100 %"
    again.back.click()
    profile = again.source.profile
    profile.setCurrentIndex(0)
    profile.activated.emit(0)
    looked(qtbot, again)
    assert again.source.chosen_profile == ""
    assert again.mapping.marks["capital"].word == "Falta"
    profile.setCurrentIndex(1)
    profile.activated.emit(1)
    looked(qtbot, again)
    again.source.forget.click()
    qtbot.waitUntil(lambda: "Se borró el perfil" in again.message.text, timeout=WAIT)
    assert profile.count() == 1


def test_what_is_needed_and_lacks_its_column_is_asked_for(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    heads = (*HEAD[:5], "Zzz", *HEAD[6:])
    rows = ((*ROW[:5], "sin", *ROW[6:]), (*ROW[:5], "datos", *ROW[6:]))
    dialog.choose(str(book(tmp_path / "x.xlsx", {"Hoja1": (heads, *rows)})))
    looked(qtbot, dialog)
    dialog.button.click()

    assert "«Fecha de ejecutoria»" in dialog.mapping.missing.text
    assert not dialog.button.isEnabled()
    assert dialog.mapping.marks["ejecutoria"].word == "Falta"


def choose_column(qtbot: QtBot, dialog: ImportDialog, field: str, at: str) -> None:
    """Choose a column as a person does, and wait until the file was looked at."""
    combo = dialog.mapping.combos[field]
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(at))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: not dialog.look.busy, timeout=WAIT)


def test_a_column_serves_for_another_datum_and_one_can_be_left_out(
    qtbot: QtBot, dialog: ImportDialog
) -> None:
    dialog.choose_content("titulos", "PD-GJ-07")
    dialog.choose(str(MUESTRAS / "titulos_sdscj_2026-09.xlsx"))
    looked(qtbot, dialog)
    dialog.button.click()

    mapped = dialog.mapping
    assert mapped.marks["titulo_numero"].word == "Sirve otra"
    assert not mapped.missing.text
    assert dialog.button.isEnabled()
    combo = mapped.combos["telefono"]
    choose_column(qtbot, dialog, "telefono", "")
    assert mapped.marks["telefono"].word == "No se trae"
    assert mapped.combos["telefono"] is combo, "the line keeps its place and the focus"
    choose_column(qtbot, dialog, "comparendo", "")
    assert "«Número del título»" in mapped.missing.text
    mapped.missing.clear()
    assert not dialog.button.isEnabled()
    choose_column(qtbot, dialog, "comparendo", "B")
    mapped.keep.setChecked(True)
    dialog.button.click()
    assert "nombre al perfil" in dialog.message.text
    mapped.name.setText("Inspecciones")
    attempt(qtbot, dialog)
    last_step(qtbot, dialog)
    assert dialog.button.text() == "&Importar 788 expedientes"


def test_the_file_that_is_imported_is_the_one_that_was_checked(
    qtbot: QtBot, office: Office, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = small(tmp_path, {})
    attempt(qtbot, dialog, path)
    last_step(qtbot, dialog)
    small(tmp_path, {}, {3: "R-2"})

    dialog.button.click()
    qtbot.waitUntil(lambda: bool(dialog.message.text), timeout=WAIT)

    assert "cambió después de que usted lo revisó" in dialog.message.text
    assert listar_lotes(office.workspace) == []
    while dialog.step is not Step.MAPPING:
        dialog.back.click()
    attempt(qtbot, dialog)
    last_step(qtbot, dialog)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        dialog.button.click()
    assert dialog.finish.save.isHidden()

    dialog.finish.again.click()
    assert dialog.steps.accessibleName() == "Paso 1 de 5: Archivo"
    attempt(qtbot, dialog, small(tmp_path, {}, {3: "R-2"}, {3: "R-3"}))
    last_step(qtbot, dialog)
    assert dialog.button.text() == "&Importar 1 expediente"


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


def test_states_of_cases_that_exist_are_counted_when_they_are_undone(
    qtbot: QtBot, office: Office, shell: Shell, host: QWidget, tmp_path: Path
) -> None:
    listed = {
        "titulos": "Cédula;Nombre;Comparendo;Resolución;Fecha ejecutoria;Valor multa\n"
        "1018422736;ANA ROJAS;11001-1;F-1;20/01/2026;1.100.000\n",
        "rnmc": "Comparendo;Estado RNMC;Estado LICO;Fecha de consulta\n"
        "11001-1;Registrado;Pendiente;01/09/2026\n",
    }
    for formato, text in listed.items():
        path = tmp_path / f"{formato}.csv"
        path.write_text(text, encoding="utf-8")
        command = Importar(path, formato, "PD-GJ-07")
        changes = importar(command, office.workspace, office.contexto, SilentProgress())
    assert "suma" not in changes.resumen
    assert "1 fila leída, 1 nueva," in changes.resumen
    assert shell.batches is not None
    dialog = BatchesDialog(shell.batches, shell, host)
    dialog.open()
    qtbot.waitUntil(dialog.undo.isVisible, timeout=WAIT)

    assert dialog.words.text() == "«rnmc.csv» anotó 1 fila en lo que ya estaba."
    assert dialog.undo.text() == "&Deshacer importación de 1 fila…"
    dialog.undo.click()
    assert "Se anula lo que sus filas nuevas anotaron." in dialog.words.text()
    assert dialog.confirm.text() == "&Anular 1 fila"
    assert shell.importer is not None
    offered = {formato for formato, _ in shell.importer.formats()}
    assert offered == FORMATOS.keys()


def test_what_cannot_be_undone_says_why(
    qtbot: QtBot, office: Office, shell: Shell, host: QWidget, tmp_path: Path
) -> None:
    bring(qtbot, shell, host, small(tmp_path, {}, name="uno"))
    bring(qtbot, shell, host, small(tmp_path, {7: "900.000"}, name="dos"))
    bring(qtbot, shell, host, small(tmp_path, {7: "800.000"}, name="tres"))
    assert shell.batches is not None
    dialog = BatchesDialog(shell.batches, shell, host)
    dialog.open()
    qtbot.waitUntil(dialog.undo.isVisible, timeout=WAIT)
    dialog.list.table.selectRow(1)
    qtbot.waitUntil(lambda: "«dos" in dialog.words.text(), timeout=WAIT)
    qtbot.waitUntil(dialog.undo.isVisible, timeout=WAIT)

    dialog.undo.click()
    dialog.confirm.click()
    qtbot.waitUntil(lambda: bool(dialog.message.text), timeout=WAIT)

    assert "después se actuó en sus expedientes" in dialog.message.text
    assert alcance_lote(office.workspace, 1).primero in dialog.message.text
    assert not any(lote.deshecho_por for lote in listar_lotes(office.workspace))


def test_a_row_says_that_it_is_the_header_though_none_was_found(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "nota.csv"
    path.write_text("Hola;Financiera\nuno;dos\n", encoding="utf-8")
    dialog.choose(str(path))
    qtbot.waitUntil(lambda: not dialog.look.busy, timeout=WAIT)
    assert dialog.source.chosen_header is None
    assert not dialog.button.isEnabled()

    dialog.source.preview.activated.emit(dialog.source.preview.sheet.index(0, 0))
    looked(qtbot, dialog)

    assert dialog.source.chosen_header == 1
    assert dialog.button.isEnabled()


def test_a_difference_of_a_telephone_is_not_a_day() -> None:
    change = {"fila": 2, "expediente": "E", "campo": "telefono", "protegido": False}
    told = [
        {**change, "antes": "3001112233", "despues": "2025-01-15"},
    ]
    (found,) = ImportReport({"diferencias": told}).diferencias

    assert (found.antes, found.despues) == ("3001112233", "15 ene 2025")


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


def test_a_locked_cell_says_where_its_datum_is_changed(
    qtbot: QtBot, shell: Shell
) -> None:
    page = DifferencesPage(shell)
    qtbot.addWidget(page)
    told: dict[str, Any] = {
        "fila": 7, "celda": "S7", "expediente": "SVSP-2026-000001", "campo": "ETAPA",
        "antes": "Recepción", "despues": "Cobro coactivo", "protegido": True,
        "clase": "cambio_alla", "base": None, "se_escribe": False,
        "donde": "cambia al cerrar la actividad del expediente",
    }  # fmt: skip
    unknown = told | {
        "celda": "P7", "campo": "capital", "protegido": False, "clase": "conflicto",
        "donde": "",
    }  # fmt: skip

    page.show_report(ImportReport({"diferencias": [told, unknown]}), [])

    rows = page.table.table.rows
    assert [rows.row(n).celda for n in range(2)] == ["S7", "P7"]
    assert page.fate(rows.row(0)).word == "No se toma"
    assert "cerrar la actividad" in page.fate(rows.row(0)).detail
    assert not page.accept.isEnabled()
    page.table.table.selectRow(1)
    assert "no se sabe cuál cambió" in page.fate(rows.row(1)).detail
    assert page.accept.isEnabled()
