"""Draws the legal calculator to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_calculadoras.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend.calculadoras import LegalCalculators  # noqa: E402
from cobro_ui.backend.office import open_office  # noqa: E402
from cobro_ui.calculadoras.fields import DateAsk, MoneyAsk, NumberAsk, TextAsk  # noqa: E402
from cobro_ui.calculadoras.page import CalculatorPage  # noqa: E402
from cobro_ui.calculadoras.rows import RowsAsk  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

TYPED = {
    "intereses": {"capital": "1518400", "desde": "10/12/2025", "corte": "15/02/2026"},
    "termino": {"desde": "16/03/2026", "numero": "15"},
    "prescripcion": {"ejecutoria": "17/08/2021"},
    "plan": {
        "capital": "3000000",
        "intereses": "300000",
        "cuotas": "6",
        "firma": "15/02/2026",
        "primera": "15/03/2026",
    },
    "limite": {"deuda": "1000000", "intereses": "200000", "costas": "50000"},
    "inembargable": {"salario": "4000000"},
    "remisible": {"principal": "8300000", "exigible": "01/07/2021"},
    "clasificacion": {"capital": "1518400"},
    "multa": {"fecha": "10/11/2025", "titulo": "1400000"},
    "nit": {"numero": "800.191.045-9"},
    "letras": {"valor": "21000000,50"},
}


def type_in(page: CalculatorPage, name: str, text: str) -> None:
    field = page.form.fields[name]
    if isinstance(field, MoneyAsk):
        field.field.setText(text)
    elif isinstance(field, DateAsk):
        field.field.edit.setText(text)
    elif isinstance(field, NumberAsk | TextAsk):
        field.edit.setText(text)


def draw(studio: Studio, page: CalculatorPage, window: MainWindow, tag: str) -> None:
    for name, answers in TYPED.items():
        page.show_calculator(name)
        for field, text in answers.items():
            type_in(page, field, text)
        studio.settle(1.5)
        studio.keep(window, f"{tag}-calculadora-{name}")
    page.show_calculator("intereses")
    abonos = page.form.fields["abonos"]
    assert isinstance(abonos, RowsAsk)
    line = abonos.add()
    studio.keep(window, f"{tag}-calculadora-abono-incompleto")
    first, second = line.fields
    assert isinstance(first, DateAsk)
    assert isinstance(second, MoneyAsk)
    first.field.edit.setText("20/01/2026")
    second.field.setText("500000")
    studio.keep(window, f"{tag}-calculadora-abono")
    type_in(page, "corte", "29/02/2025")
    studio.keep(window, f"{tag}-calculadora-fecha-mala")
    type_in(page, "corte", "30/10/2026")
    page.entity.setCurrentIndex(2)
    regimen = page.form.fields["regimen"]
    regimen.inner.setCurrentIndex(1)  # type: ignore[attr-defined]
    studio.keep(window, f"{tag}-calculadora-sin-tasa")


def main(folder: Path, schemes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    data = Path(tempfile.mkdtemp())
    state = State(data, None, date(2026, 10, 20), None, json=False)
    with open_office(state) as office:
        assert office.workspace
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme), percent))
            shell = replace(
                studio.shell(), calculators=LegalCalculators(office), today=office.hoy
            )
            window = studio.window(shell)
            window.commands["calculadora"].trigger()
            page = window.findChild(CalculatorPage)
            assert page is not None
            studio.settle(3)
            studio.keep(window, f"{scheme}-calculadora-vacia")
            draw(studio, page, window, scheme)
            window.close()
        state.close()
    studio.jobs.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
