"""Draws the screens to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication, QMenu, QWidget  # noqa: E402

from cobro_desktop.domain.errors import MissingParameterError  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.dialogs.importing import ImportDialog  # noqa: E402
from cobro_ui.dialogs.shortcuts import ShortcutsDialog  # noqa: E402
from cobro_ui.jobs.runner import Jobs  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.ports import Shell  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from cobro_ui.widgets.date_field import make_calendar  # noqa: E402
from cobro_ui.wizard.panel import GuidedStepPanel  # noqa: E402
from cobro_ui.wizard.paso import StepDraft  # noqa: E402
from tests.ui.fakes import FakeCases, FakeStep, line, make_shell  # noqa: E402

DRAFT = StepDraft(
    {"medio": "oficio", "fecha_oficio": "2026-09-25", "contesto": "si"},
    "solicita_acuerdo",
)


class Studio:
    """Shows a widget, lets its reads arrive, and keeps its picture."""

    def __init__(self, app: QApplication, folder: Path, theme: Theme) -> None:
        self.app = app
        self.folder = folder
        self.theme = theme
        self.jobs = Jobs(app)

    def settle(self, seconds: float = 0.5) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()

    def keep(self, widget: QWidget, name: str) -> None:
        self.settle()
        widget.grab().save(str(self.folder / f"{name}.png"))

    def shell(
        self,
        total: int = 240,
        cases: FakeCases | None = None,
        step: FakeStep | None = None,
    ) -> Shell:
        return make_shell(self.jobs, self.theme, total=total, cases=cases, step=step)

    def window(self, shell: Shell | None = None) -> MainWindow:
        file = Path(tempfile.mkdtemp()) / "ventana.ini"
        settings = QSettings(str(file), QSettings.Format.IniFormat)
        window = MainWindow(shell or self.shell(), settings)
        window.resize(1366, 768)
        window.show()
        window.begin()
        self.settle()
        return window


def draw_list(studio: Studio, tag: str) -> None:
    window = studio.window()
    studio.keep(window, f"{tag}-lista")
    window.list.set_query("saldo>")
    studio.keep(window, f"{tag}-lista-error")
    window.list.set_query("nada")
    studio.keep(window, f"{tag}-lista-sin-resultado")
    window.close()
    empty = studio.window(studio.shell(total=0))
    studio.keep(empty, f"{tag}-lista-vacia")
    empty.close()


def draw_case(studio: Studio, tag: str) -> None:
    window = studio.window()
    case = window.open_case(line(3))
    for number in range(case.tabs.count()):
        case.tabs.setCurrentIndex(number)
        studio.keep(window, f"{tag}-caso-{number}-{case.tabs.tabText(number)[:6]}")
    window.close()


def draw_empty_case(studio: Studio, tag: str) -> None:
    problem = MissingParameterError(
        "Falta la tasa de interés de octubre de 2026, así que no se liquidó. "
        "Cárguela en Herramientas › Tasas y vuelva a abrir el expediente."
    )
    window = studio.window(studio.shell(cases=FakeCases(empty=True, problem=problem)))
    case = window.open_case(line(1))
    for number in (0, 1, 3, 6):
        case.tabs.setCurrentIndex(number)
        studio.keep(window, f"{tag}-caso-vacio-{number}")
    window.close()


def draw_step(studio: Studio, tag: str) -> None:
    window = studio.window(studio.shell(step=FakeStep(draft=DRAFT)))
    window.continue_case()
    studio.settle()
    panel = window.findChild(GuidedStepPanel)
    assert panel is not None
    for number, page in enumerate(panel.pages):
        panel.go(number)
        studio.keep(window, f"{tag}-paso-{number}-{page.id}")
    window.close()


def draw_dialogs(studio: Studio, tag: str) -> None:
    window = studio.window()
    shell = window.shell
    assert shell.importer is not None
    dialog = ImportDialog(shell.importer, shell, window)
    dialog.choose(__file__)
    dialog.show()
    studio.keep(dialog, f"{tag}-importar")
    dialog.close()
    sheet = ShortcutsDialog(window.commands, window)
    sheet.show()
    studio.keep(sheet, f"{tag}-atajos")
    sheet.close()
    calendar = make_calendar(shell.days, studio.theme)
    calendar.show()
    studio.keep(calendar, f"{tag}-calendario")
    calendar.close()
    for number, menu in enumerate(window.menuBar().findChildren(QMenu)):
        menu.popup(window.pos())
        studio.keep(menu, f"{tag}-menu-{number}")
        menu.close()
    window.close()


SCENES: dict[str, Callable[[Studio, str], None]] = {
    "lista": draw_list,
    "caso": draw_case,
    "vacio": draw_empty_case,
    "paso": draw_step,
    "dialogos": draw_dialogs,
}


def main(folder: Path, schemes: list[str], scenes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), percent))
        for name in scenes:
            SCENES[name](studio, scheme if percent == 100 else f"{scheme}{percent}")
    studio.jobs.close()


if __name__ == "__main__":
    names = [a for a in sys.argv[2:] if a in SCENES] or list(SCENES)
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, names, zoom)
