"""*Informes › Informes de cartera*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow

TITLE = "Informes de cartera"


def report_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the reports."""
    if window.shell.reports is not None:
        yield Command(
            "informes_cartera",
            "informes",
            "&Informes de cartera",
            lambda: open_reports(window),
            Icon.EXPORT,
            hint="Edades, prescripción, clasificación, pagos, gestión y más, en Excel",
            place=True,
        )


def open_reports(window: MainWindow) -> None:
    """Show the reports in a tab of their own, or go to the one they have."""
    from cobro_ui.informes.page import ReportsPage
    from cobro_ui.pages import show_page

    source = window.shell.reports
    if source is not None:
        shell = window.shell
        show_page(window, TITLE, ReportsPage, lambda: ReportsPage(source, shell))
