"""The tab *Análisis* and the people of a case, over the real services."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.services.analisis.caso import AnalisisCaso
from cobro_desktop.storage.upgrade import open_base
from cobro_ui.backend.analisis import CaseAnalysis
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.office import Office, open_office
from cobro_ui.expediente.analisis import AnalisisTab
from cobro_ui.expediente.deudores import DeudoresTab
from cobro_ui.expediente.marcar_hecho import MarkDialog
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import Shell
from cobro_ui.reads_case import DeudorLine, DireccionLine
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY, abrir_oficina, expediente_de
from tests.ui.fakes import make_shell, view


@pytest.fixture
def office(tmp_path: Path, empty_base_file: Path) -> Iterator[Office]:
    (tmp_path / "datos").mkdir()
    shutil.copy(empty_base_file, tmp_path / "datos" / "cobro.db")
    state = State(tmp_path / "datos", None, HOY, "pro", json=False)
    base = open_base(tmp_path / "datos")
    abrir_oficina(base, tmp_path)
    base.close()
    with open_office(state) as office:
        yield office
    state.close()


@pytest.fixture
def shell(office: Office, jobs: Jobs, theme: Theme) -> Shell:
    return replace(make_shell(jobs, theme), analysis=CaseAnalysis(office))


@pytest.fixture
def tab(qtbot: QtBot, office: Office, shell: Shell) -> AnalisisTab:
    assert shell.analysis is not None
    case = expediente_de(office.workspace, "R-100").id
    tab = AnalisisTab(case, shell.analysis, shell)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    qtbot.waitUntil(lambda: tab.facts.rows.rowCount() > 0, timeout=10_000)
    return tab


def words(widget: QWidget) -> str:
    shown = (one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))
    return " ".join(one.text() for one in shown)


def test_every_part_is_told_with_its_norm(tab: AnalisisTab) -> None:
    told = words(tab)

    assert "Cobrable" in words(tab.summary)
    assert "Hasta $ 2.409.644" in words(tab.summary)
    for norm in ("ET, art. 838", "ET, art. 820", "Manual de cobro SDSCJ, 7.2.1"):
        assert norm in told
    assert "No se sabe" in told


def test_a_mark_changes_what_is_told(qtbot: QtBot, tab: AnalisisTab) -> None:
    tab.facts.selectRow(0)
    tab.mark_button.click()
    dialog = tab.findChild(MarkDialog)
    assert dialog is not None
    assert dialog.chosen.clave == "sin_bienes"
    dialog.answer.setCurrentIndex(dialog.answer.findData("si"))
    dialog.reason.setText("Respuesta del registro")

    with qtbot.waitSignal(tab.changed, timeout=10_000):
        dialog.go.click()

    qtbot.waitUntil(lambda: "De difícil cobro" in words(tab.summary), timeout=10_000)
    fact = tab.facts.rows.row(0)
    assert (fact.valor, fact.usuario) == ("si", "pro")
    assert "Respuesta del registro" in fact.origen


def test_a_figure_that_cannot_be_is_not_marked(qtbot: QtBot, tab: AnalisisTab) -> None:
    tab.mark_button.click()
    dialog = tab.findChild(MarkDialog)
    assert dialog is not None
    dialog.fact.setCurrentIndex(dialog.fact.findData("probabilidad"))

    assert not dialog.go.isEnabled()
    dialog.figure.setText("120")
    assert not dialog.go.isEnabled()
    dialog.figure.setText("12,5")
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.reject()


def test_it_reads_only_while_it_is_seen(
    qtbot: QtBot, office: Office, shell: Shell
) -> None:
    class Counting(CaseAnalysis):
        asked = 0

        def analyse(self, expediente_id: int) -> AnalisisCaso:
            self.asked += 1
            return super().analyse(expediente_id)

    source = Counting(office)
    case = expediente_de(office.workspace, "R-100").id
    tab = AnalisisTab(case, source, shell)
    qtbot.addWidget(tab)

    tab.reload()
    assert source.asked == 0
    tab.show()
    qtbot.waitUntil(lambda: source.asked == 1)


def test_a_person_is_shown_with_place_code_source_and_date(
    office: Office,
) -> None:
    case = expediente_de(office.workspace, "R-200").id
    person = Cases(office).load(case).deudores[0]

    place = next(d for d in person.direcciones if d.clase == "direccion")
    assert person.identificacion == "NIT 860.002.964-4"
    assert person.documento == "Número de identificación tributaria"
    assert place.texto == "Carrera 7 # 8-9"
    assert place.normalizada == "KR 7 8 9"
    assert place.municipio == "Cali, Valle del Cauca (76001)"
    assert (place.fuente, place.desde) == ("Importación cartera.csv", HOY)
    assert person.aviso == ""


def test_the_tab_shows_every_address_and_what_is_odd(
    qtbot: QtBot, theme: Theme
) -> None:
    place = DireccionLine(
        "Ana", "direccion", "Calle 1 # 2-3", "CL 1 2 3", "Pasto, Nariño (52001)",
        "Título", dt.date(2026, 1, 5), devolucion="no reside",
    )  # fmt: skip
    person = DeudorLine(
        "Ana", "NIT 1-0", "principal", "Calle 1 # 2-3", "Pasto", "", "",
        "Número de identificación tributaria", "El dígito no corresponde.", (place,),
    )  # fmt: skip
    tab = DeudoresTab(theme)
    qtbot.addWidget(tab)

    tab.show_case(replace(view(1), deudores=(person,)))

    assert tab.places.rows.rowCount() == 1
    cells = [tab.places.model().index(0, c).data() for c in range(8)]
    assert cells[3:5] == ["CL 1 2 3", "Pasto, Nariño (52001)"]
    mark = tab.table.rows.fields[1].mark
    assert mark is not None
    found = mark(person)
    assert found is not None
    assert "no corresponde" in found.detail


def test_without_addresses_only_the_people_are_shown(
    qtbot: QtBot, theme: Theme
) -> None:
    tab = DeudoresTab(theme)
    qtbot.addWidget(tab)

    tab.show_case(view(1))

    assert not tab.places.isVisibleTo(tab)
    assert tab.table.rows.rowCount() == 2
