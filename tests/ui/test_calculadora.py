"""The legal calculator, over the real services and an empty base."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_ui.backend.calculadoras import LegalCalculators
from cobro_ui.backend.office import Office, open_office
from cobro_ui.calculadoras.fields import DateAsk, MoneyAsk, NumberAsk, TextAsk
from cobro_ui.calculadoras.forms import CALCULATORS
from cobro_ui.calculadoras.page import CalculatorPage
from cobro_ui.calculadoras.rows import RowsAsk
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.ports import Shell
from cobro_ui.theme.theme import Theme
from tests.ui.fakes import make_shell

HOY = date(2026, 9, 30)


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
    return replace(make_shell(jobs, theme), calculators=LegalCalculators(office))


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> CalculatorPage:
    assert shell.calculators is not None
    page = CalculatorPage(shell.calculators, shell)
    qtbot.addWidget(page)
    page.show()
    return page


def fill(page: CalculatorPage, **typed: str) -> None:
    for name, text in typed.items():
        field = page.form.fields[name]
        if isinstance(field, MoneyAsk):
            field.field.setText(text)
        elif isinstance(field, DateAsk):
            field.field.edit.setText(text)
        elif isinstance(field, NumberAsk | TextAsk):
            field.edit.setText(text)
        else:
            combo = field.inner
            assert isinstance(combo, QComboBox)
            combo.setCurrentIndex(combo.findData(text))


def answers(qtbot: QtBot, page: CalculatorPage, headline: str) -> None:
    def seen() -> None:
        assert page.result.headline.text() == headline, page.result.message.text

    qtbot.waitUntil(seen, timeout=10_000)


@pytest.mark.parametrize(
    ("calculator", "typed", "headline"),
    [
        (
            "intereses",  # T-1a.1
            {"capital": "1.000.000", "desde": "15/01/2025", "corte": "15/07/2025"},
            "$ 1.059.507 en total",
        ),
        (
            "termino",
            {"desde": "16/03/2026", "numero": "15"},
            "Vence el 9 de abril de 2026",
        ),
        (
            "prescripcion",
            {"ejecutoria": "17/08/2021"},
            "Prescribió el 17 de agosto de 2026",
        ),
        (
            "plan",  # T-5.1
            {
                "capital": "3.000.000",
                "intereses": "300.000",
                "cuotas": "6",
                "firma": "15/02/2026",
                "primera": "15/03/2026",
            },
            "$ 3.403.068 en 6 cuotas",
        ),
        (
            "limite",  # T-13.1
            {"deuda": "1.000.000", "intereses": "200.000", "costas": "50.000"},
            "Hasta $ 2.400.000",
        ),
        ("inembargable", {"anio": "2026"}, "$ 43.772.625"),
        (
            "remisible",  # T-9.1
            {"principal": "8.300.000", "exigible": "01/07/2021", "fecha": "02/01/2026"},
            "Inciso 2 del artículo 820",
        ),
        (
            "clasificacion",  # T-10.2
            {"capital": "1.518.400", "fecha": "02/01/2026"},
            "Cuantía menor · cobrable",
        ),
        ("multa", {"tipo": "4", "fecha": "10/11/2025"}, "$ 1.518.400"),
        ("nit", {"numero": "800191045"}, "800.191.045-1"),
        ("letras", {"valor": "21.000.000"}, "Veintiún millones de pesos"),
    ],
)
def test_each_calculator_answers_as_one_types(
    qtbot: QtBot,
    page: CalculatorPage,
    calculator: str,
    typed: dict[str, str],
    headline: str,
) -> None:
    page.show_calculator(calculator)
    fill(page, **typed)

    answers(qtbot, page, headline)
    assert page.result.copy.isEnabled()


def test_every_calculator_of_the_list_is_tried_above() -> None:
    marks: list[pytest.Mark] = vars(test_each_calculator_answers_as_one_types)[
        "pytestmark"
    ]
    tried = {case[0] for mark in marks for case in mark.args[1]}

    assert tried == {calculator.name for calculator in CALCULATORS}


def test_t_13_2_the_wage_is_told_too(qtbot: QtBot, page: CalculatorPage) -> None:
    page.show_calculator("inembargable")
    fill(page, anio="2026", salario="4.000.000")

    qtbot.waitUntil(lambda: "$ 449.819" in page.result.sentences.text())


def test_the_copied_text_tells_where_it_comes_from(
    qtbot: QtBot, page: CalculatorPage
) -> None:
    page.show_calculator("limite")
    fill(page, deuda="1.000.000", intereses="200.000", costas="50.000")
    answers(qtbot, page, "Hasta $ 2.400.000")

    page.result.copy.click()

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Límite del embargo\n")
    assert "ET, art. 838" in copied
    assert "$ 1.875.000" in copied
    assert copied.endswith("Calculado el 30 de septiembre de 2026.")


def test_a_payment_is_one_more_row(qtbot: QtBot, page: CalculatorPage) -> None:
    fill(page, capital="1.000.000", desde="15/01/2025", corte="15/07/2025")
    abonos = page.form.fields["abonos"]
    assert isinstance(abonos, RowsAsk)

    line = abonos.add()
    qtbot.waitUntil(lambda: page.result.headline.text() == "Sin resultado")
    assert page.form.problems() == ["Falta fecha y valor, o quite la fila."]
    day, amount = line.fields
    assert isinstance(day, DateAsk)
    assert isinstance(amount, MoneyAsk)
    day.field.edit.setText("15/07/2025")
    amount.field.setText("500.000")

    answers(qtbot, page, "$ 559.507 en total")  # T-2.3
    line.drop.click()
    answers(qtbot, page, "$ 1.059.507 en total")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"corte": "29/02/2025"}, "El 29/02/2025 no existe."),
        ({"capital": "-5"}, "Un valor no puede ser negativo."),
        ({"capital": "1.000.000.000.000.001"}, "demasiado grande"),
    ],
)
def test_what_cannot_be_is_told_under_its_field(
    qtbot: QtBot, page: CalculatorPage, typed: dict[str, str], problem: str
) -> None:
    fill(page, capital="1.000.000", desde="15/01/2025", corte="15/07/2025")
    answers(qtbot, page, "$ 1.059.507 en total")

    fill(page, **typed)

    qtbot.waitUntil(lambda: page.result.headline.text() == "Sin resultado")
    assert problem in page.form.problems()[0]
    assert not page.result.copy.isEnabled()


def test_a_missing_rate_is_told_in_place(qtbot: QtBot, page: CalculatorPage) -> None:
    fill(page, regimen="et635", capital="1.000.000", desde="15/01/2025")
    fill(page, corte="30/10/2026")

    qtbot.waitUntil(lambda: "octubre de 2026" in page.result.message.text)
    assert page.result.headline.text() == "Sin resultado"


def test_a_cut_before_the_start_earns_nothing_and_says_so(
    qtbot: QtBot, page: CalculatorPage
) -> None:
    fill(page, capital="1.000.000", desde="15/07/2025", corte="15/01/2025")

    answers(qtbot, page, "$ 1.000.000 en total")
    assert "anterior a la exigibilidad" in page.result.message.text


def test_the_entity_decides_the_readings(qtbot: QtBot, page: CalculatorPage) -> None:
    page.show_calculator("prescripcion")
    fill(page, ejecutoria="10/03/2024")
    answers(qtbot, page, "Prescribe el 10 de marzo de 2029")
    assert "2029" in page.result.sentences.text().splitlines()[1]

    page.entity.setCurrentIndex(page.entity.findData("IDPYBA"))

    qtbot.waitUntil(  # three years: Ley 84 de 1989, art. 52
        lambda: "2027" in page.result.sentences.text().splitlines()[1]
    )


def test_f8_opens_it_and_it_needs_no_mouse(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings)
    qtbot.addWidget(window)
    window.show()
    window.commands["calculadora"].trigger()
    page = window.findChild(CalculatorPage)
    assert page is not None
    assert window.commands["calculadora"].shortcut().toString() == "F8"

    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert page.form.calculator.name == "letras"
    field = page.form.fields["valor"].inner
    qtbot.keyClicks(field, "31")

    answers(qtbot, page, "Treinta y un pesos")
    window.close()
