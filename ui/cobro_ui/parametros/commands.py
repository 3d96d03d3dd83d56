"""*Herramientas › Parámetros legales*, and the tab that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow

TITLE = "Parámetros legales"


def legal_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the legal values."""
    if window.shell.legal is not None:
        yield Command(
            "parametros_legales",
            "herramientas",
            "&Parámetros legales",
            lambda: open_legal_page(window),
            Icon.TITLE,
            hint="Tasas, salario mínimo, UVT, días de cierre y lecturas de la ley",
        )


def open_legal_page(window: MainWindow) -> None:
    """Show the legal values in a tab of their own, or go to the one they have."""
    from cobro_ui.pages import show_page
    from cobro_ui.parametros.page import LegalPage

    source = window.shell.legal
    if source is not None:
        show_page(window, TITLE, LegalPage, lambda: LegalPage(source, window.shell))
