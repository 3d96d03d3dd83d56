"""The commands of the guided step: the drafts, and a case that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow
    from cobro_ui.reads import CaseRef
    from cobro_ui.wizard.drafts_page import DraftsPage

TITLE = "Mis borradores"


def step_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window leads steps."""
    if window.shell.drafts is not None:
        yield Command(
            "borradores",
            "ver",
            "Mis &borradores",
            lambda: open_drafts(window),
            Icon.NOTE,
            ("Ctrl+Shift+B",),
            "Los trámites que dejó a medias, para retomarlos o descartarlos",
            place=True,
        )
    if window.shell.reopenings is not None:
        yield Command(
            "reabrir",
            "expediente",
            "Rea&brir el expediente…",
            lambda: _reopen(window),
            Icon.REFRESH,
            hint="Traer de vuelta un expediente que terminó, con su causa",
        )


def open_drafts(window: MainWindow) -> DraftsPage | None:
    """Show the drafts in a tab of its own, or go to the one it has."""
    from cobro_ui.pages import show_page
    from cobro_ui.wizard.drafts_page import DraftsPage

    drafts = window.shell.drafts
    if drafts is None:
        return None

    def resume(case: CaseRef) -> None:
        window.open_case(case).continue_step()

    def make() -> DraftsPage:
        page = DraftsPage(drafts, window.shell)
        page.resume_asked.connect(resume)
        return page

    page = show_page(window, TITLE, DraftsPage, make)
    page.reload()
    return page


def _reopen(window: MainWindow) -> None:
    from cobro_ui.wizard.reopen import ReopenDialog

    doors, acts = window.shell.reopenings, window.shell.acts
    case = window.case_in_focus()
    if doors is None or acts is None:
        return
    if case is None:
        window.message.tell("Elija primero un expediente de la lista.")
        return
    dialog = ReopenDialog((doors, acts), case, window.shell, window)
    dialog.recorded.connect(window.tell_done)
    dialog.open()
