"""The page of the reports, over the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from cobro_desktop.cli.state import State
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow, ExpedienteRow
from cobro_ui.backend.informes import OfficeReports
from cobro_ui.backend.office import Office, open_office
from cobro_ui.informes.page import ReportsPage
from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina, expediente_de
from tests.ui.fakes import make_shell

HOY = dt.date(2026, 9, 30)


@pytest.fixture
def office(base: Base, tmp_path: Path) -> Iterator[Office]:
    abrir_oficina(base, tmp_path)
    base.close()
    state = State(base.datos, None, HOY, "coo", json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, theme: Theme, office: Office) -> ReportsPage:
    source = OfficeReports(office)
    page = ReportsPage(source, replace(make_shell(jobs, theme), reports=source))
    qtbot.addWidget(page)
    page.resize(1140, 660)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.list.count() > 5, timeout=10_000)
    qtbot.waitUntil(lambda: counted(page) == "Toma 3 expedientes.", timeout=10_000)
    return page


def counted(page: ReportsPage) -> str:
    return page.count.text()


def choose(page: ReportsPage, name: str) -> None:
    names = [page.list.item(row).text() for row in range(page.list.count())]
    page.list.setCurrentRow(names.index(name))


def test_it_offers_what_its_institutions_report(page: ReportsPage) -> None:
    names = [page.list.item(row).text() for row in range(page.list.count())]

    assert "Cartera por edades" in names
    assert "Pagos de contribuciones" in names
    assert "Cobros en curso para Tesorería" not in names  # of IDPYBA


def test_only_a_report_of_some_days_asks_since_when(page: ReportsPage) -> None:
    choose(page, "Cartera por edades")
    assert not page.since.isVisible()

    choose(page, "Gestión por persona")
    assert page.since.isVisible()
    assert page.since.value() == dt.date(2026, 9, 1)


def test_a_query_is_counted_as_it_is_typed(page: ReportsPage, qtbot: QtBot) -> None:
    page.query.setText("titulo:R-100")
    qtbot.waitUntil(lambda: counted(page) == "Toma 1 expediente.", timeout=10_000)

    page.query.setText("titulo:nada-de-nada")
    qtbot.waitUntil(lambda: "Ningún" in counted(page), timeout=10_000)


def test_a_query_that_cannot_be_understood_is_explained(
    page: ReportsPage, qtbot: QtBot
) -> None:
    page.query.setText("titolo:R-100")

    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    assert "titulo" in page.message.text


def test_the_workbook_is_saved_and_opened(
    page: ReportsPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "edades.xlsx"
    opened: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )
    choose(page, "Cartera por edades")

    page.save.click()
    qtbot.waitUntil(page.open.isVisible, timeout=20_000)
    page.open.click()

    assert "Por edad" in openpyxl.load_workbook(file).sheetnames
    assert opened == [str(file)]
    assert "edades.xlsx" in page.message.text


def test_a_date_that_is_none_writes_nothing(
    page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(*args: object) -> tuple[str, str]:
        asked.append(str(args[-2]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    page.until.edit.setText("31/02/2026")

    page.save.click()

    assert not asked
    assert "fecha válida" in page.message.text


SDSCJ = "PD-GJ-07"
INSPECCIONES = """\
CÉDULA;NOMBRE;COMPARENDO;AUTORIDAD;ACTO;FECHA DEL ACTO;EJECUTORIA;VALOR
1023576232;ANA ÑÁÑEZ;11-001-1;Inspección 5A;A-1;01/06/2026;10/06/2026;400.000
52123456;LUIS PÉREZ;11-001-2;Inspección 5A;A-2;01/06/2026;10/06/2026;300.000
79456123;EVA RUIZ;11-001-3;Inspección 9B;A-3;01/06/2026;10/06/2026;200.000
"""


def test_the_follow_up_is_a_workbook_and_a_document(
    page: ReportsPage,
    office: Office,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "actos.csv"
    file.write_text(INSPECCIONES, encoding="utf-8")
    workspace, contexto = office.workspace, office.contexto
    importar(Importar(file, "titulos", SDSCJ), workspace, contexto, SilentProgress())
    book = tmp_path / "seguimiento.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(book), ""))
    page.reload()
    qtbot.waitUntil(lambda: counted(page) == "Toma 6 expedientes.", timeout=10_000)
    choose(page, "Cartera por edades")
    assert not page.draft.isVisible()
    choose(page, "Seguimiento de la gestión")
    assert page.addressee.isVisible()

    page.draft.click()
    qtbot.waitUntil(lambda: "no hay nada que informar" in page.message.text)
    with workspace.base.write.begin() as session:
        session.execute(
            update(ExpedienteRow)
            .where(ExpedienteRow.titulo.in_(["A-1", "A-3"]))
            .values(etapa="persuasivo")
        )
    case = expediente_de(workspace, "A-1")
    paid = RegistrarPago(case.id, HOY, 150_000_00, "P-1")
    registrar_pago(paid, workspace, contexto)
    page.save.click()
    qtbot.waitUntil(page.open.isVisible, timeout=20_000)
    rows = openpyxl.load_workbook(book)["Por autoridad"].iter_rows(values_only=True)
    capital = expediente_de(workspace, "A-1").saldo // 100
    assert [row for row in rows if str(row[0]).startswith("Inspección")] == [
        ("Inspección 5A", 1, 0, 1, 150_000, capital),
        ("Inspección 9B", 1, 0, 0, 0, 200_000),
    ]

    told = {"direccion_entidad": "Calle 1 # 2-3", "correo_entidad": "a@entidad.test"}
    fijar_datos(FijarDatos("SDSCJ", told), workspace, replace(contexto, usuario="adm"))
    page.addressee.setCurrentIndex(1)
    with qtbot.waitSignal(page.changed, timeout=20_000):
        page.draft.click()
    assert "Sigue en Documentos." in page.message.text
    with workspace.base.read() as session:
        paper = session.scalars(select(DocumentoRow)).one()
    assert paper.contexto["impreso"]["destinatario"] == "Quien lidera LICO y el RNMC"
    assert paper.contexto["impreso"]["recaudo"] == "$ 150.000"
