"""Draws the agenda and the reason of a date, over a real base; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_agenda.py FOLDER [scheme …] [%]`
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.services.workspace import Workspace  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.agenda.book import BookDialog  # noqa: E402
from cobro_ui.agenda.commands import open_agenda  # noqa: E402
from cobro_ui.agenda.explain import ExplainDialog  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend import make_shell  # noqa: E402
from cobro_ui.backend.office import Office, open_office  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.reads import CaseRef  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.services.oficina import abrir_oficina, expediente_de  # noqa: E402
from tests.services.terminos import corre, reparte, suspende  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

HOY = dt.date(2026, 3, 18)


def fill(workspace: Workspace) -> dict[str, int]:
    """Let terms of every stretch run; returns those that are explained."""
    corre(workspace, "R-100", "2026-03-11", (1, "calendario"), nombre="Avocar")
    found = {"quince": corre(workspace, "R-100", "2026-03-16")}
    corre(workspace, "R-100", "2026-03-13", (5, "habiles"), nombre="Cobro persuasivo")
    corre(workspace, "R-200", "2026-03-17", (1, "calendario"), nombre="Llamar")
    found["mes"] = corre(
        workspace, "R-200", "2026-05-14", (1, "meses"), nombre="Decidir (ET 832)"
    )
    for days in range(12):
        corre(workspace, "R-200", "2026-03-18", (days + 1, "habiles"))
    found["parado"] = corre(workspace, "R-300", "2026-03-16")
    suspende(workspace, "R-300", "2026-03-18", causa="Auto 9 de 2026 que suspende")
    reparte(workspace, "R-200", "pro")
    return found


def draw(studio: Studio, office: Office, tag: str, terms: dict[str, int]) -> None:
    file = Path(tempfile.mkdtemp()) / "ventana.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    shell = make_shell(office, studio.jobs, studio.theme)
    window = MainWindow(shell, settings)
    window.resize(1366, 768)
    window.show()
    window.begin()
    studio.settle(1)
    studio.keep(window, f"{tag}-lista")
    page = open_agenda(window)
    assert page is not None
    studio.settle(1)
    studio.keep(window, f"{tag}-agenda")
    page.model.toggle(0)
    page.filters.level.setCurrentIndex(2)
    studio.settle(1)
    studio.keep(window, f"{tag}-agenda-urgentes")
    page.filters.reset()
    page.filters.kind.setCurrentIndex(4)
    studio.settle(1)
    studio.keep(window, f"{tag}-agenda-vacia")
    assert shell.agenda is not None
    source = shell.agenda
    for name, term in terms.items():
        dialog = ExplainDialog(shell, partial(source.explain, term), window)
        dialog.show()
        studio.settle(1)
        studio.keep(dialog, f"{tag}-porque-{name}")
        dialog.close()
    missing = ExplainDialog(shell, lambda: source.explain(999), window)
    missing.show()
    studio.keep(missing, f"{tag}-porque-error")
    missing.close()
    book = BookDialog(source, shell, window)
    book.show()
    studio.keep(book, f"{tag}-libro")
    book.close()
    case = expediente_de(office.workspace, "R-100")
    tab = window.open_case(CaseRef(case.id, case.numero, case.deudor))
    tab.tabs.setCurrentWidget(tab.terminos)
    studio.settle(1)
    studio.keep(window, f"{tag}-caso-terminos")
    window.close()


def main(folder: Path, schemes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    datos = Path(tempfile.mkdtemp())
    terms = fill(abrir_oficina(open_base(datos), datos))
    with open_office(State(datos, None, HOY, "coo", json=False)) as office:
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme), percent))
            tag = scheme if percent == 100 else f"{scheme}{percent}"
            draw(studio, office, tag, terms)
        studio.jobs.close()
        office.workspace.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
