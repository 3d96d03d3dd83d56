"""The places of the portfolio: *Depuración y cartera*, *Calendario de la oficina*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.cartera.calendar_page import OfficeCalendarPage
    from cobro_ui.cartera.page import PortfolioPage
    from cobro_ui.main_window import MainWindow

PORTFOLIO = "Depuración y cartera"
CALENDAR = "Calendario de la oficina"


def portfolio_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window has the portfolio."""
    if window.shell.portfolio is None:
        return
    yield Command(
        "cartera",
        "informes",
        "&Depuración y cartera",
        lambda: open_portfolio(window),
        Icon.CASES,
        hint="Corridas de depuración: partidas, fichas, comité, acto y efectos",
        place=True,
    )
    yield Command(
        "calendario_oficina",
        "informes",
        "Calendario de la &oficina",
        lambda: open_calendar(window),
        Icon.CALENDAR,
        hint="Lo que la oficina debe cada año: boletín, informes, comité",
    )


def open_portfolio(window: MainWindow) -> PortfolioPage | None:
    """Show the runs in a tab of their own, or go to the one they have."""
    from cobro_ui.cartera.page import PortfolioPage
    from cobro_ui.pages import show_page

    source = window.shell.portfolio
    if source is None:
        return None

    def make() -> PortfolioPage:
        page = PortfolioPage(source, window.shell)
        page.open_asked.connect(window.open_case)
        return page

    return show_page(window, PORTFOLIO, PortfolioPage, make)


def open_calendar(window: MainWindow) -> OfficeCalendarPage | None:
    """Show the year of the office in a tab of its own, or go to the one it has."""
    from cobro_ui.cartera.calendar_page import OfficeCalendarPage
    from cobro_ui.pages import show_page

    source = window.shell.portfolio
    if source is None:
        return None
    return show_page(
        window,
        CALENDAR,
        OfficeCalendarPage,
        lambda: OfficeCalendarPage(source, window.shell),
    )
