"""Draws the places of the portfolio to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_cartera.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

import sqlalchemy as sa  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.domain.errors import StorageError  # noqa: E402
from cobro_desktop.services.cartera.lectura import Resumen  # noqa: E402
from cobro_desktop.services.workspace import Workspace  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend.cartera import OfficePortfolio  # noqa: E402
from cobro_ui.cartera.close_dialog import CloseDialog  # noqa: E402
from cobro_ui.cartera.commands import open_calendar, open_portfolio  # noqa: E402
from cobro_ui.cartera.ficha import FichaDialog  # noqa: E402
from cobro_ui.cartera.open_dialog import OpenRunDialog  # noqa: E402
from cobro_ui.cartera.paper_dialogs import DraftDialog  # noqa: E402
from cobro_ui.cartera.proposals import ProposalsDialog  # noqa: E402
from cobro_ui.cartera.session import SessionDialog  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.cartera_de_prueba import (  # noqa: E402
    LARGO,
    abrir_cartera,
    con_corrida,
    fuentes,
)
from tests.ui.pictures import Studio  # noqa: E402


class Broken(OfficePortfolio):
    """A base that does not answer."""

    def runs(self) -> list[Resumen]:
        message = "La base no responde. Revise la red y actualice con F5."
        raise StorageError(message)


def draw(studio: Studio, tag: str) -> None:
    folder = Path(tempfile.mkdtemp())
    workspace, office = abrir_cartera(open_base(folder, None), folder)
    shell = replace(studio.shell(), **fuentes(office))
    window = studio.window(shell)
    page = open_portfolio(window)
    assert page is not None
    studio.settle(1)
    studio.keep(window, f"{tag}-vacia")
    run = con_corrida(workspace)
    _grow(workspace)
    page.reload()
    studio.settle(1)
    studio.keep(window, f"{tag}-lista")
    page.ask_new()
    _keep(studio, page, OpenRunDialog, f"{tag}-abrir")
    page.show_run(run)
    studio.settle(1)
    studio.keep(window, f"{tag}-corrida")
    page.run.ask_ficha()
    ficha = page.run.findChild(FichaDialog)
    assert ficha is not None
    ficha.questions_form.fill({"tratamiento": "deterioro"}, {})
    _keep(studio, page.run, FichaDialog, f"{tag}-ficha")
    page.run.propose.click()
    _keep(studio, page.run, ProposalsDialog, f"{tag}-proponer")
    page.run.ask_session()
    _keep(studio, page.run, SessionDialog, f"{tag}-comite")
    page.run.ask_close()
    _keep(studio, page.run, CloseDialog, f"{tag}-cerrar")
    page.run.tabs.setCurrentIndex(1)
    studio.keep(window, f"{tag}-documentos")
    page.run.document.click()
    _keep(studio, page.run, DraftDialog, f"{tag}-documento")
    open_calendar(window)
    studio.settle(1)
    studio.keep(window, f"{tag}-calendario")
    window.close()
    broken = studio.window(replace(shell, portfolio=Broken(office)))
    open_portfolio(broken)
    studio.settle(1)
    studio.keep(broken, f"{tag}-error")
    broken.close()


def _grow(workspace: Workspace) -> None:
    with workspace.base.write.begin() as session:
        session.execute(
            sa.text("UPDATE expediente SET deudor = :name WHERE titulo = 'R-100'"),
            {"name": LARGO},
        )
        session.execute(
            sa.text("UPDATE titulo SET fecha_legal = '2026-01-15' WHERE numero='R-300'")
        )
        session.execute(
            sa.text(
                "UPDATE expediente SET fecha_legal='2026-01-15' WHERE titulo='R-300'"
            )
        )


def _keep(studio: Studio, parent: object, kind: type, name: str) -> None:
    studio.settle(1)
    found = [d for d in parent.findChildren(kind) if d.isVisible()]  # type: ignore[attr-defined]  # a widget
    studio.keep(found[-1], name)
    found[-1].close()
    studio.settle(0.2)


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
