"""*Herramientas › Calculadora legal*, and the tab that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow

TITLE = "Calculadora legal"


def calculator_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the calculators."""
    if window.shell.calculators is not None:
        yield Command(
            "calculadora",
            "herramientas",
            "&Calculadora legal",
            lambda: open_calculator(window),
            Icon.CALCULATOR,
            ("F8",),
            "Intereses, términos, prescripción, embargos y multas, sin expediente",
            place=True,
        )


def open_calculator(window: MainWindow) -> None:
    """Show the calculator in a tab of its own, or go to the one it has."""
    from cobro_ui.calculadoras.page import CalculatorPage
    from cobro_ui.pages import show_page

    found = window.shell.calculators
    if found is not None:
        shell = window.shell
        show_page(window, TITLE, CalculatorPage, lambda: CalculatorPage(found, shell))
