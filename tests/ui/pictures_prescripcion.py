"""Draws the screens of the prescription to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_prescripcion.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtPrintSupport import QPrinter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.domain.errors import MissingParameterError  # noqa: E402
from cobro_desktop.storage.queries.prescripcion import Eleccion  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.prescripcion.commands import open_radar  # noqa: E402
from cobro_ui.prescripcion.page import RadarPage  # noqa: E402
from cobro_ui.prescripcion.ports import Narrowing  # noqa: E402
from cobro_ui.prescripcion.printing import print_radar  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.fake_prescription import FakePrescription  # noqa: E402
from tests.ui.fakes import line  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

PROBLEM = MissingParameterError(
    "No se conocen los festivos de 2101, y sin ellos no se pueden contar días hábiles."
)


def draw_radar(studio: Studio, tag: str) -> None:
    for name, source in (
        ("radar", FakePrescription()),
        ("radar-vacio", FakePrescription(empty=True)),
        ("radar-error", FakePrescription(problem=PROBLEM)),
    ):
        window = studio.window(replace(studio.shell(), prescription=source))
        open_radar(window)
        studio.settle(1)
        studio.keep(window, f"{tag}-{name}")
        page = window.tabs.findChild(RadarPage)
        if name == "radar" and page is not None:
            page.bars.setFocus()
            page.bars.chosen.emit(source.radar(Narrowing()).barras[4])
            studio.keep(window, f"{tag}-{name}-mes")
            page.as_table.click()
            studio.keep(window, f"{tag}-{name}-tabla")
        window.close()


def draw_case(studio: Studio, tag: str) -> None:
    for name, source in (
        ("caso", FakePrescription()),
        ("caso-vacio", FakePrescription(empty=True)),
    ):
        window = studio.window(replace(studio.shell(), prescription=source))
        case = window.open_case(line(3))
        tab = case.prescripcion
        assert tab is not None
        case.tabs.setCurrentWidget(tab)
        studio.settle(1)
        studio.keep(window, f"{tag}-{name}")
        if name == "caso":
            studio.keep(tab.body, f"{tag}-{name}-entero")
            dialog = tab.simulate(0)
            assert dialog is not None
            studio.keep(dialog, f"{tag}-simulador")
            dialog.on_record.boxes[11].setChecked(True)
            dialog.adder.kind.setCurrentIndex(4)
            dialog.adder.day.edit.setText("01/03/2025")
            dialog.adder.until.edit.setText("30/04/2025")
            dialog.adder.add.click()
            studio.keep(dialog, f"{tag}-simulador-supuesto")
            dialog.adder.kind.setCurrentIndex(0)
            dialog.adder.day.edit.setText("30/2")
            dialog.adder.add.click()
            studio.keep(dialog, f"{tag}-simulador-mal")
            dialog.close()
        window.close()


def draw_paper(studio: Studio) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(studio.folder / "radar.pdf"))
    radar = FakePrescription().radar(Narrowing())
    print_radar(radar, "RNEC · RJPD06", printer)


def main(folder: Path, schemes: list[str], scenes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    # Read the procedures before, so that the pictures do not wait for them.
    FakePrescription().rows(Narrowing(), Eleccion(), range(20))
    FakePrescription().titles(1)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), percent))
        tag = scheme if percent == 100 else f"{scheme}{percent}"
        if "radar" in scenes:
            draw_radar(studio, tag)
        if "caso" in scenes:
            draw_case(studio, tag)
    draw_paper(studio)
    studio.jobs.close()


if __name__ == "__main__":
    parts = [a for a in sys.argv[2:] if a in {"radar", "caso"}] or ["radar", "caso"]
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, parts, zoom)
