"""Draws the maps, the meter and the procedures to PNG files; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_mapa.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.mapa.commands import open_procedures  # noqa: E402
from cobro_ui.mapa.page import ProceduresPage  # noqa: E402
from cobro_ui.mapa.painter import Spot  # noqa: E402
from cobro_ui.mapa.panel import FlowPanel  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.fake_flow import NO_CASE, FakeFlow  # noqa: E402
from tests.ui.fakes import FakeStep, line  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402


def draw_case(studio: Studio, tag: str) -> None:
    """The header, the meter, the map and the list of one case."""
    shell = replace(studio.shell(), flow=FakeFlow())
    window = studio.window(shell)
    case = window.open_case(line(3))
    studio.settle()
    assert case.soportes is not None
    case.tabs.setCurrentWidget(case.soportes)
    studio.keep(window, f"{tag}-soportes")
    case.soportes.only_lacks.setChecked(True)
    studio.keep(window, f"{tag}-soportes-solo-falta")
    case.see_map()
    studio.settle()
    panel = case.findChild(FlowPanel)
    assert panel is not None
    panel.view.setFocus()
    studio.keep(window, f"{tag}-mapa-caso")
    panel.go(Spot("8", "acuerdo"))
    studio.keep(window, f"{tag}-mapa-resultado")
    panel.view.fit_whole()
    studio.keep(window, f"{tag}-mapa-todo")
    panel.view.natural_size()
    panel.as_list.setChecked(True)
    panel.folded.setChecked(True)
    studio.keep(window, f"{tag}-mapa-lista")
    window.close()


def draw_step(studio: Studio, tag: str) -> None:
    """The button in the guided step."""
    shell = replace(studio.shell(step=FakeStep()), flow=FakeFlow())
    window = studio.window(shell)
    window.continue_case()
    studio.keep(window, f"{tag}-paso-con-mapa")
    window.close()


def draw_error(studio: Studio, tag: str) -> None:
    """A case that is gone."""
    shell = replace(studio.shell(), flow=FakeFlow(NO_CASE))
    window = studio.window(shell)
    case = window.open_case(line(1))
    case.see_map()
    studio.keep(window, f"{tag}-mapa-error")
    window.close()


def draw_procedures(studio: Studio, tag: str) -> None:
    """The tables, a search, and the map of each procedure."""
    shell = replace(studio.shell(), flow=FakeFlow())
    window = studio.window(shell)
    open_procedures(window)
    studio.settle()
    page = window.tabs.findChild(ProceduresPage)
    assert page is not None
    studio.keep(window, f"{tag}-procedimientos")
    page.search.setText("notificacion")
    studio.keep(window, f"{tag}-procedimientos-buscar")
    page.search.setText("nada de esto")
    studio.keep(window, f"{tag}-procedimientos-nada")
    page.search.clear()
    for row in range(page.list.count()):
        page.list.setCurrentRow(row)
        studio.settle()
        page.see_map()
        studio.keep(window, f"{tag}-procedimiento-{row}-mapa")
    window.close()


def main(folder: Path, schemes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), percent))
        tag = scheme if percent == 100 else f"{scheme}{percent}"
        for draw in (draw_case, draw_step, draw_error, draw_procedures):
            draw(studio, tag)
    studio.jobs.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
