"""The command that looks for words in every document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.services.electronico.textos import Hallado
    from cobro_ui.electronico.search_page import SearchPage
    from cobro_ui.main_window import MainWindow

TITLE = "Buscar en documentos"


def search_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the search."""
    if window.shell.words is None:
        return
    yield Command(
        "buscar_documentos",
        "documentos",
        "&Buscar en documentos",
        lambda: open_search(window),
        Icon.SEARCH,
        ("Ctrl+Shift+F",),
        "Encontrar los documentos que tienen unas palabras, en todos los expedientes",
        separated=True,
    )


def open_search(window: MainWindow) -> SearchPage | None:
    """Show the search in a tab of its own, or go to the one it has."""
    from cobro_ui.electronico.search_page import SearchPage
    from cobro_ui.pages import show_page

    search = window.shell.words
    if search is None:
        return None

    def make() -> SearchPage:
        page = SearchPage(search, window.shell)
        page.open_asked.connect(lambda found: _show(window, found))
        return page

    page = show_page(window, TITLE, SearchPage, make)
    page.box.setFocus()
    page.box.selectAll()
    return page


def _show(window: MainWindow, found: Hallado) -> None:
    """Open the case of a document, at the document where its file lists it."""
    from cobro_ui.reads import CaseRef

    case = CaseRef(found.expediente_id, found.expediente, found.deudor)
    tab = window.open_case(case)
    if tab.electronico is not None:
        tab.tabs.setCurrentWidget(tab.electronico)
        tab.electronico.focus_pieces([found.documento_id])
