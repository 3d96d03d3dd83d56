"""The command that shows what LICO and the RNMC ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow
    from cobro_ui.movimientos.page import MovementsPage

TITLE = "Terminados en LICO y RNMC"


def movement_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the page."""
    if window.shell.movements is None:
        return
    yield Command(
        "movimientos_rnmc",
        "herramientas",
        "Terminados en LIC&O y RNMC",
        lambda: open_movements(window),
        Icon.PROCEDURE,
        (),
        "Los expedientes que LICO o el RNMC dan por pagados o conmutados",
    )


def open_movements(window: MainWindow) -> MovementsPage | None:
    """Show the page in a tab of its own, or go to the one it has."""
    from cobro_ui.movimientos.page import MovementsPage
    from cobro_ui.pages import show_page

    movements = window.shell.movements
    if movements is None:
        return None

    def make() -> MovementsPage:
        page = MovementsPage(movements, window.shell)
        page.open_asked.connect(window.open_case)
        return page

    page = show_page(window, TITLE, MovementsPage, make)
    page.table.setFocus()
    return page
