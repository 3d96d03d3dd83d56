"""The window over the real services, on a real import."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import UnmetRequirementsError
from cobro_desktop.domain.procedimiento import TipoCampo, TipoEvidencia
from cobro_desktop.services.progress import SilentProgress
from cobro_ui.backend import make_shell
from cobro_ui.backend.cases import Cases, dotted
from cobro_ui.backend.entity_data import InstitutionData
from cobro_ui.backend.expedientes import Expedientes
from cobro_ui.backend.importing import FileImporter
from cobro_ui.backend.office import Office, open_office
from cobro_ui.backend.steps import Step, open_step
from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.lista.places import TRAYS, Tray, count_tray
from cobro_ui.main_window import MainWindow
from cobro_ui.models.columns import COLUMNS, Column
from cobro_ui.ports import ImportRequest
from cobro_ui.reads import Conteo, Orden
from cobro_ui.theme.theme import Theme
from cobro_ui.wizard.panel import GuidedStepPanel
from cobro_ui.wizard.paso import StepDraft

HOY = date(2026, 9, 30)
HEADINGS = (
    "RAZÓN SOCIAL",
    "NIT",
    "CONCEPTO",
    "NÚMERO DEL TÍTULO",
    "FECHA DEL TÍTULO",
    "FECHA EJECUTORIA",
    "VR. CAPITAL",
)
ROWS = (
    ("VIGÍAS & CÍA. LTDA.", "899.999.061-9", "MULTA", "20241001", "05/03/2024"),
    ("Peña Ñáñez, Íngrid", "1.022.333.444", "MULTA", "20241002", "06/03/2024"),
)


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append((*row, "20/06/2024", 14_545_123))
    path = tmp_path_factory.mktemp("libros") / "cartera.xlsx"
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path, empty_base_file: Path) -> Iterator[Office]:
    (tmp_path / "datos").mkdir()
    shutil.copy(empty_base_file, tmp_path / "datos" / "cobro.db")
    state = State(tmp_path / "datos", None, HOY, None, json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def imported(office: Office, workbook: Path) -> Office:
    request = ImportRequest(workbook, "cartera", "PRO-GJU-130-008", simular=False)
    changes = FileImporter(office).run(request, SilentProgress())
    assert changes.datos["nuevas"] == 2, changes.datos
    return office


def test_a_start_loads_nothing_heavy() -> None:
    code = (
        "import sys; import cobro_ui.application, cobro_ui.backend;"
        "print([m for m in ('sqlalchemy', 'alembic', 'openpyxl', 'docxtpl',"
        " 'reportlab', 'cobro_ui.wizard.panel', 'cobro_ui.expediente.view')"
        " if m in sys.modules])"
    )
    here = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": f"{here}:{here / 'ui'}"},
    )

    assert done.stdout.strip() == "[]"


def test_a_case_is_read_as_its_tabs_show_it(imported: Office) -> None:
    view = Cases(imported).load(1)

    assert view.head.deudor == "VIGÍAS & CÍA. LTDA."
    assert view.head.identificacion == "NIT 899.999.061-9"
    assert view.head.actividad.startswith("1 · ")
    assert view.head.falta
    assert view.obligaciones[0].saldo == 1_454_512_300
    assert view.actuaciones[0].tipo == "recepcion"


def test_the_list_finds_what_the_query_asks(imported: Office) -> None:
    source = Expedientes(imported)

    assert source.count("") == Conteo(2, 2 * 1_454_512_300)
    assert source.count("deudor:pena").filas == 1
    by_debtor = source.rows("", Orden("deudor"), range(10), 2)
    assert [row.deudor for row in by_debtor] == [ROWS[1][0], ROWS[0][0]]
    assert source.rows("", Orden("deudor"), range(1, 10), 2) == by_debtor[1:]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_can_be_sorted(imported: Office, column: Column) -> None:
    source = Expedientes(imported)

    assert len(source.rows("", Orden(column.key, descendente=True), range(10), 2)) == 2


@pytest.mark.parametrize("tray", TRAYS)
def test_every_tray_is_understood(imported: Office, tray: Tray) -> None:
    assert count_tray(Expedientes(imported), tray) >= 0


def test_the_interest_of_a_case_names_its_source(imported: Office) -> None:
    lines = Cases(imported).liquidacion(1)

    assert lines[0].total == lines[0].capital + lines[0].interes
    assert lines[0].tramos[0].fuente


def test_a_draft_is_kept_whole(imported: Office) -> None:
    step = open_step(imported, 1)
    draft = StepDraft(
        {"radicado-memorando": "M-12"},
        outcome=step.paso.salidas[0].resultado,
        day=date(2026, 9, 30),
        section="resultado",
        reason="Sin memorando",
    )

    step.guardar(draft)

    assert open_step(imported, 1).draft == draft


def attach_all(step: Step, folder: Path) -> None:
    paper = folder / "soporte.pdf"
    paper.write_bytes(b"%PDF-1.4 soporte")
    for evidencia in step.paso.procedimiento.evidencias(step.paso.actividad.id):
        step.adjuntar(evidencia.id, paper)


def test_a_step_is_refused_until_its_evidence_is_there(
    imported: Office, tmp_path: Path
) -> None:
    step = open_step(imported, 1)
    draft = StepDraft({"fecha_recepcion": "2026-09-21"}, "recibido", HOY)
    before = step.evaluar(draft)
    assert not before.puede
    with pytest.raises(UnmetRequirementsError):
        step.registrar(draft, SilentProgress())

    attach_all(step, tmp_path)
    after = step.evaluar(draft)

    assert after.puede
    assert after.boton == "&Registrar y pasar a 2"
    step.registrar(draft, SilentProgress())
    assert open_step(imported, 1).paso.actividad.id == "2"


@pytest.mark.parametrize(
    ("number", "shown"), [("899999061", "899.999.061"), ("AB12", "AB12")]
)
def test_an_identification_is_written_with_points(number: str, shown: str) -> None:
    assert dotted(number) == shown


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def choose(panel: GuidedStepPanel, number: int) -> None:
    page = panel.pages[-2]
    radios = [r for r in page.findChildren(QRadioButton) if r.isVisibleTo(page)]
    radios[number].click()


def test_a_case_goes_on_through_the_window(
    qtbot: QtBot, imported: Office, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    attach_all(open_step(imported, 1), tmp_path)
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(make_shell(imported, jobs, theme), settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.list.model.counted, timeout=10_000):
        window.begin()
    window.open_current()
    case = window.tabs.currentWidget()
    assert isinstance(case, ExpedienteTab)
    qtbot.waitUntil(lambda: "a hoy" in words(case.header), timeout=10_000)

    panel = guided(qtbot, case)
    received = panel.pages[1].findChild(QLineEdit)
    assert received is not None
    received.setText("21/9")
    panel.go(len(panel.pages) - 2)
    choose(panel, 0)
    panel.go(len(panel.pages) - 1)
    button = next(b for b in panel.findChildren(QPushButton) if "Registrar" in b.text())
    qtbot.waitUntil(lambda: button.isEnabled() and "pasar a 2" in button.text())
    with qtbot.waitSignal(case.changed, timeout=10_000):
        button.click()

    qtbot.waitUntil(lambda: "2 · " in words(case.header), timeout=10_000)


def guided(qtbot: QtBot, case: ExpedienteTab) -> GuidedStepPanel:
    case.continue_step()
    qtbot.waitUntil(lambda: case.findChild(GuidedStepPanel) is not None, timeout=10_000)
    panel = case.findChild(GuidedStepPanel)
    assert panel is not None
    return panel


def test_the_facts_of_the_institution_are_written_and_read(office: Office) -> None:
    data = InstitutionData(office)
    assert "SVSP" in dict(data.entities())
    key = data.read("SVSP")[0].clave

    data.write("SVSP", {key: "Calle 24A # 59-42, Bogotá"})

    assert data.read("SVSP")[0].valor == "Calle 24A # 59-42, Bogotá"


def reach(step: Step, wanted: str, folder: Path) -> None:
    """Close activities with what they ask until the case is in `wanted`."""
    while step.paso.actividad.id != wanted:
        for evidencia in step.paso.actividad.evidencia:
            if evidencia.tipo is not TipoEvidencia.CAMPO:
                step.adjuntar(evidencia.id, folder / "soporte.pdf")
        given = {
            c.nombre: ANY[c.tipo] for c in step.paso.actividad.campos if c.obligatorio
        }
        outcome = {"2": "multa", "4": "procede"}.get(
            step.paso.actividad.id, step.paso.salidas[0].resultado
        )
        draft = StepDraft(given, outcome, HOY, reason="Datos de prueba")
        step.registrar(draft, SilentProgress())
        step = open_step(step.office, step.paso.expediente_id)


ANY = {
    TipoCampo.FECHA: "2026-09-21",
    TipoCampo.SI_NO: "si",
    TipoCampo.LISTA: "ninguno",
    TipoCampo.TEXTO: "dato",
    TipoCampo.PARRAFO: "dato",
}


def test_a_document_is_written_signed_and_opened(
    imported: Office, tmp_path: Path
) -> None:
    (tmp_path / "soporte.pdf").write_bytes(b"%PDF-1.4 soporte")
    data = InstitutionData(imported)
    data.write("SVSP", {d.clave: "dato de prueba" for d in data.read("SVSP")})
    reach(open_step(imported, 1), "6", tmp_path)
    step = open_step(imported, 1)
    draft = StepDraft()
    offered = step.evaluar(draft).documentos[0]
    typed = {field.clave: "2026-10-30" for field in offered.campos}
    draft = StepDraft(typed)
    assert offered.id == "oficio-persuasivo"
    assert step.evaluar(draft).documentos[0].faltantes == ()

    file = step.elaborar(offered.id, draft)
    filed = step.evaluar(draft).documentos[0]
    assert (filed.estado, file.suffix) == ("borrador", ".pdf")
    assert filed.documento_id is not None
    step.emitir(filed.documento_id)

    assert file.read_bytes().startswith(b"%PDF")
    after = step.evaluar(draft)
    assert after.documentos[0].estado == "firmado"
    assert next(r for r in after.requisitos if r.id == "oficio-persuasivo").cumple
