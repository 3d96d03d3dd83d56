"""*Informes › Cierres de mes*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.cierres.page import ClosingsPage
    from cobro_ui.main_window import MainWindow

TITLE = "Cierres de mes"


def closing_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the closes."""
    if window.shell.closings is not None:
        yield Command(
            "cierres",
            "informes",
            "Cierres de &mes",
            lambda: open_closings(window),
            Icon.SAVE,
            hint="Las cifras de cada mes cerrado, su certificado y qué cambió después",
        )


def open_closings(window: MainWindow) -> ClosingsPage | None:
    """Show the closes in a tab of their own, or go to the one they have."""
    from cobro_ui.cierres.page import ClosingsPage
    from cobro_ui.pages import show_page

    source = window.shell.closings
    if source is None:
        return None
    shell = window.shell
    return show_page(window, TITLE, ClosingsPage, lambda: ClosingsPage(source, shell))
