"""The page of the conciliation, over a fake and over the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.domain.conciliacion import Cifras, Lados, explicar
from cobro_desktop.domain.errors import MissingParameterError, UserError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.conciliacion.comparacion import Conciliacion, Partida
from cobro_desktop.services.conciliacion.registro import AnotarDiferencia
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from cobro_ui.backend.conciliacion import OfficeReconciliation
from cobro_ui.backend.office import Office, open_office
from cobro_ui.conciliacion.note_dialog import NoteDialog
from cobro_ui.conciliacion.page import ReconciliationPage
from cobro_ui.conciliacion.ports import ReconciliationSource
from cobro_ui.conciliacion.strips import DIFFERENT
from cobro_ui.jobs.runner import Jobs
from cobro_ui.reads import CaseRef
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.test_conciliacion import DATOS, LIBROS
from tests.ui.fakes import HOY, LONG, make_shell

WAIT = 20_000
AGOSTO = dt.date(2026, 8, 31)


def partida(number: int, deudor: str, lados: Lados) -> Partida:
    case = number if lados.cobro else None
    return Partida(
        f"obligacion:{number}", case, f"SVSP-2026-00000{number}" if case else "",
        f"89090393{number}", deudor, "Multa", f"R-{number}", lados, explicar(lados),
    )  # fmt: skip


PARTIDAS = (
    partida(1, "ALARMAS & CÍA", Lados(Cifras(100_00, 0), Cifras(100_00, 0))),
    partida(2, LONG, Lados(Cifras(500_00, 70_00), Cifras(500_00, 0))),
    partida(3, "BETA", Lados(Cifras(900_00, 0), None)),
    partida(4, "SOLO EN LIBROS", Lados(None, Cifras(300_00, 0))),
)


class FakeReconciliation:
    """Answers with four debts; keeps what it was asked."""

    def __init__(
        self,
        *,
        cuts: Sequence[dt.date] = (HOY, AGOSTO),
        problem: UserError | None = None,
    ) -> None:
        self.days = cuts
        self.problem = problem
        self.asked: list[object] = []

    def entities(self) -> Sequence[tuple[str, str]]:
        return [("RNEC", "Registraduría"), ("SVSP", "Superintendencia")]

    def cuts(self, sigla: str) -> Sequence[dt.date]:
        return self.days if sigla == "SVSP" else ()

    def compare(self, sigla: str, corte: dt.date) -> Conciliacion:
        self.asked.append((sigla, corte))
        if self.problem:
            raise self.problem
        return Conciliacion(sigla, sigla, corte, PARTIDAS)

    def note(self, command: AnotarDiferencia) -> Changes:
        self.asked.append(command)
        return Changes(resumen="Se anotó la causa.")

    def export(self, found: Conciliacion, file: Path) -> Changes:
        self.asked.append(("export", found.sigla, file.name))
        return Changes(resumen=f"Se escribió «{file.name}».")

    def draft(self, sigla: str, corte: dt.date) -> Changes:
        self.asked.append(("draft", sigla, corte))
        return Changes(resumen=f"{sigla}: se proyectó el acta.")


def open_page(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: ReconciliationSource
) -> ReconciliationPage:
    shell = replace(make_shell(jobs, theme), reconciliation=source)
    page = ReconciliationPage(source, shell)
    qtbot.addWidget(page)
    page.resize(1140, 660)
    page.show()
    page.reload()
    return page


@pytest.fixture
def source() -> FakeReconciliation:
    return FakeReconciliation()


@pytest.fixture
def page(
    qtbot: QtBot, jobs: Jobs, theme: Theme, source: FakeReconciliation
) -> ReconciliationPage:
    page = open_page(qtbot, jobs, theme, source)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3)
    return page


def test_it_opens_where_the_books_sent_balances_with_both_totals(
    page: ReconciliationPage, source: FakeReconciliation
) -> None:
    # Collection 100 + 570 + 900, books 100 + 500 + 300.
    assert source.asked == [("SVSP", HOY)]
    said = [figure.text() for figure in page.totals.figures]
    assert said == ["$ 1.570", "$ 900", "$ 670"]
    assert page.causes.buttons[DIFFERENT].text() == "Con diferencia\n3 · $ 670"
    assert page.causes.buttons["no_esta_en_cobro"].text().endswith("1 · -$ 300")


def test_a_cause_and_words_narrow_the_debts(
    qtbot: QtBot, page: ReconciliationPage
) -> None:
    page.causes.choose("no_esta_en_libros")
    assert page.table.rows.rowCount() == 1
    assert page.table.rows.row(0).partida.deudor == "BETA"
    assert "no informó saldo" in page.why.text()

    page.causes.choose("coincide")
    assert page.table.rows.row(0).partida.deudor == "ALARMAS & CÍA"
    page.search.setText("nadie se llama así")
    page.search.flush()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 0)
    assert not page.note.isEnabled()


def test_a_cause_is_noted_with_its_reason(
    qtbot: QtBot, page: ReconciliationPage, source: FakeReconciliation
) -> None:
    page.causes.choose("no_esta_en_libros")
    page.note.click()
    dialog = page.findChild(NoteDialog)
    assert dialog is not None
    assert dialog.cause.currentData() == "no_esta_en_libros"
    assert dialog.cause.findData("coincide") < 0
    assert not dialog.go.isEnabled()
    dialog.cause.setCurrentIndex(dialog.cause.findData("otra"))
    dialog.reason.setPlainText("Se informó con otro NIT.")

    with qtbot.waitSignal(page.changed, timeout=WAIT):
        dialog.go.click()

    noted = AnotarDiferencia(
        "SVSP", HOY, "obligacion:3", "otra", "Se informó con otro NIT."
    )
    assert noted in source.asked
    qtbot.waitUntil(lambda: source.asked[-1] == ("SVSP", HOY))


def test_a_debt_opens_its_case_where_it_has_one(
    qtbot: QtBot, page: ReconciliationPage
) -> None:
    page.causes.choose("no_esta_en_libros")
    with qtbot.waitSignal(page.open_asked) as heard:
        page.table.activated.emit(page.table.currentIndex())
    assert heard.args == [CaseRef(3, "SVSP-2026-000003", "BETA")]

    page.causes.choose("no_esta_en_cobro")
    page.table.activated.emit(page.table.currentIndex())
    assert "no tiene expediente" in page.message.text


def test_it_goes_to_excel_and_to_an_acta(
    qtbot: QtBot,
    page: ReconciliationPage,
    source: FakeReconciliation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/x/c", ""))
    page.excel.click()
    qtbot.waitUntil(lambda: ("export", "SVSP", "c.xlsx") in source.asked)
    page.cut.setCurrentIndex(1)
    qtbot.waitUntil(lambda: source.asked[-1] == ("SVSP", AGOSTO))
    qtbot.waitUntil(page.draft.isVisible)

    with qtbot.waitSignal(page.changed, timeout=WAIT):
        page.draft.click()

    assert ("draft", "SVSP", AGOSTO) in source.asked
    assert "Documentos" in page.message.text


def test_without_balances_and_with_a_problem_it_says_so(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    problem = MissingParameterError("Falta la tasa de interés de agosto de 2026.")
    broken = open_page(qtbot, jobs, theme, FakeReconciliation(problem=problem))
    qtbot.waitUntil(lambda: broken.message.text == problem.mensaje)
    assert broken.draft.isHidden()

    empty = open_page(qtbot, jobs, theme, FakeReconciliation(cuts=()))
    qtbot.waitUntil(lambda: empty.entity.sigla == "RNEC")
    texts = [part.text() for part in empty.findChildren(type(empty.why))]
    assert any("formato «Saldos contables»" in text for text in texts)
    assert empty.cut.isHidden()


def test_what_changes_elsewhere_is_told_and_not_compared_by_itself(
    page: ReconciliationPage, source: FakeReconciliation
) -> None:
    asked = len(source.asked)
    page.look_again(Changes(), None)
    assert "Actualice con F5" in page.message.text
    assert len(source.asked) == asked


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    workspace = abrir_oficina(base, tmp_path)
    file = tmp_path / "saldos.csv"
    file.write_text(LIBROS, encoding="utf-8")
    command = Importar(file, "saldos", "PRO-GJU-130-008")
    importar(command, workspace, en_nombre_de("fin"), SilentProgress())
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    with open_office(State(base.datos, None, HOY, "fin", json=False)) as office:
        yield office


def test_over_the_services(
    qtbot: QtBot,
    jobs: Jobs,
    theme: Theme,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_page(qtbot, jobs, theme, OfficeReconciliation(office))
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 4, timeout=WAIT)
    assert page.totals.figures[1].text() == "$ 2.723.500"

    target = tmp_path / "conciliacion.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.excel.click()
    qtbot.waitUntil(lambda: "Se escribió" in page.message.text, timeout=WAIT)
    assert "Diferencias" in openpyxl.load_workbook(target).sheetnames

    with qtbot.waitSignal(page.changed, timeout=WAIT) as heard:
        page.draft.click()
    assert heard.args is not None
    with office.workspace.base.read() as session:
        row = session.get_one(DocumentoRow, heard.args[0].datos["documento"])
        assert row.contexto["impreso"]["corte"] == "30 de septiembre de 2026"
