"""Draws the tab *Análisis* of real cases to PNG files; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_analisis.py FOLDER DATOS [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend.office import open_office  # noqa: E402
from cobro_ui.backend.shell import make_shell  # noqa: E402
from cobro_ui.expediente.marcar_hecho import MarkDialog  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.reads import Orden  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

CASES = ("SDSCJ-2026-000001", "SDSCJ-2026-000003", "IDPYBA-2026-000002")


def draw(studio: Studio, window: MainWindow, tag: str) -> None:
    source = window.shell.expedientes
    for number in CASES:
        query = f"numero:{number}"
        line = source.rows(query, Orden("numero"), range(1), 1)[0]
        case = window.open_case(line)
        assert case.analisis is not None
        case.tabs.setCurrentWidget(case.analisis)
        studio.settle(3)
        studio.keep(window, f"{tag}-analisis-{number}")
        area = case.analisis.findChild(QScrollArea)
        assert area is not None
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        studio.keep(window, f"{tag}-analisis-{number}-abajo")
        case.tabs.setCurrentWidget(case.deudores)
        studio.keep(window, f"{tag}-deudores-{number}")
    assert case.analisis is not None
    case.tabs.setCurrentWidget(case.analisis)
    case.analisis.facts.selectRow(0)
    case.analisis.mark()
    dialog = case.analisis.findChild(MarkDialog)
    assert dialog is not None
    studio.keep(dialog, f"{tag}-marcar")
    dialog.fact.setCurrentIndex(dialog.fact.findData("probabilidad"))
    dialog.figure.setText("120")
    studio.keep(dialog, f"{tag}-marcar-mal")
    dialog.close()


def main(folder: Path, data: Path, schemes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    state = State(data, None, date(2026, 9, 30), None, json=False)
    with open_office(state) as office:
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme)))
            file = Path(tempfile.mkdtemp()) / "ventana.ini"
            settings = QSettings(str(file), QSettings.Format.IniFormat)
            window = MainWindow(make_shell(office, studio.jobs, theme), settings)
            window.resize(1366, 768)
            window.show()
            studio.settle(2)
            draw(studio, window, scheme)
            window.close()
        state.close()
    studio.jobs.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[3:] if a in set(Scheme)] or ["claro"]
    main(Path(sys.argv[1]), Path(sys.argv[2]), looks)
