"""*Informes › Conciliación con los libros*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.conciliacion.page import ReconciliationPage
    from cobro_ui.main_window import MainWindow

TITLE = "Conciliación"


def reconciliation_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the conciliation."""
    if window.shell.reconciliation is not None:
        yield Command(
            "conciliacion",
            "informes",
            "&Conciliación con los libros",
            lambda: open_reconciliation(window),
            Icon.TITLE,
            hint="Los saldos de cobro frente a los contables, y por qué difieren",
        )


def open_reconciliation(window: MainWindow) -> ReconciliationPage | None:
    """Show the conciliation in a tab of its own, or go to the one it has."""
    from cobro_ui.conciliacion.page import ReconciliationPage
    from cobro_ui.pages import show_page

    source = window.shell.reconciliation
    if source is None:
        return None

    def make() -> ReconciliationPage:
        importing = window.commands.get("importar")
        page = ReconciliationPage(source, window.shell, importing)
        page.open_asked.connect(window.open_case)
        return page

    return show_page(window, TITLE, ReconciliationPage, make)
