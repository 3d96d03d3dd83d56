"""*Herramientas › Cláusulas* and *Plantillas*, and the tabs that they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow

CLAUSES = "Cláusulas"
TEMPLATES = "Plantillas"


def text_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window has the texts of documents."""
    if window.shell.texts is None:
        return
    yield Command(
        "clausulas",
        "herramientas",
        "C&láusulas de los documentos",
        lambda: open_clauses(window),
        Icon.NOTE,
        hint="Lo que se repite en los documentos, con su fundamento y su vigencia",
    )
    yield Command(
        "plantillas",
        "herramientas",
        "Plantillas de &Word",
        lambda: open_templates(window),
        Icon.WORD,
        hint="Importar, revisar y poner en vigencia las plantillas de la oficina",
    )


def open_clauses(window: MainWindow) -> None:
    """Show the clause library in a tab of its own, or go to the one it has."""
    from cobro_ui.pages import show_page
    from cobro_ui.textos.clauses_page import ClausesPage

    source = window.shell.texts
    if source is not None:
        make = lambda: ClausesPage(source, window.shell)  # noqa: E731 -- one use
        page = show_page(window, CLAUSES, ClausesPage, make)
        page.table.setFocus()


def open_templates(window: MainWindow) -> None:
    """Show the templates in a tab of their own, or go to the one they have."""
    from cobro_ui.pages import show_page
    from cobro_ui.textos.templates_page import TemplatesPage

    source = window.shell.texts
    if source is not None:
        make = lambda: TemplatesPage(source, window.shell)  # noqa: E731 -- one use
        page = show_page(window, TEMPLATES, TemplatesPage, make)
        page.table.setFocus()
