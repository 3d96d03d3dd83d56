"""Draws the screens of the office's work to PNG files; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_trabajo.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from cobro_desktop.domain.errors import InvalidDataError  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.reads_case import DireccionLine  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from cobro_ui.trabajo.commands import open_debtor, open_work  # noqa: E402
from cobro_ui.trabajo.page import WorkPage  # noqa: E402
from tests.ui.fake_work import FakeWork  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

PLACES = (
    DireccionLine(
        "", "direccion", "Carrera 16 A # 79 - 05 Oficina 702", "", "", "RUES",
        date(2025, 3, 4),
    ),
)  # fmt: skip
PROBLEM = InvalidDataError("La base está ocupada por otra tarea. No se leyó nada.")


def draw(studio: Studio, tag: str) -> None:
    for name, source in (
        ("trabajo", FakeWork()),
        ("trabajo-vacio", FakeWork(empty=True)),
        ("trabajo-error", FakeWork(problem=PROBLEM)),
    ):
        window = studio.window(replace(studio.shell(), work=source))
        window.resize(1366, 768)
        studio.keep(window, f"{tag}-{name}-lista")
        open_work(window)
        studio.settle(1)
        page = window.tabs.findChild(WorkPage)
        assert page is not None
        for number in range(page.tabs.count() if name != "trabajo-error" else 1):
            page.tabs.setCurrentIndex(number)
            studio.keep(window, f"{tag}-{name}-{number}")
        if name == "trabajo":
            open_debtor(window, 1)
            studio.settle(1)
            studio.keep(window, f"{tag}-deudor")
            window.tabs.setCurrentIndex(0)
            for command in (
                "priorizar", "situacion", "por_que_antes", "oficinas", "acumular",
                "trasladar_oficina",
            ):  # fmt: skip
                window.commands[command].trigger()
                studio.settle(1)
                for dialog in window.findChildren(QDialog):
                    if dialog.isVisible():
                        studio.keep(dialog, f"{tag}-dialogo-{command}")
                        dialog.close()
            line = window.list.current()
            assert line is not None
            case = window.open_case(line)
            studio.settle(1)
            case.tabs.setCurrentWidget(case.deudores)
            studio.keep(window, f"{tag}-deudores")
            person = case.deudores.people[0]._replace(direcciones=PLACES)
            case.deudores.people = [person]
            for button in (case.deudores.bar.address, case.deudores.bar.close_it):
                button.click()
                studio.settle(1)
                for dialog in window.findChildren(QDialog):
                    if dialog.isVisible():
                        what = dialog.windowTitle().split()[0].lower()
                        studio.keep(dialog, f"{tag}-dialogo-direccion-{what}")
                        dialog.close()
        window.close()


def main(folder: Path, schemes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), 100))
        draw(studio, scheme)
    studio.jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["claro"])
