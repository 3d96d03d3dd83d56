"""*Ver › Agenda* and what a case offers of its terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.agenda.page import AgendaPage
    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.main_window import MainWindow

TITLE = "Agenda"


def agenda_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window has the terms."""
    if window.shell.agenda is None:
        return
    yield Command(
        "agenda",
        "ver",
        "A&genda de términos",
        lambda: open_agenda(window),
        Icon.CALENDAR,
        ("Ctrl+G",),
        "Los términos abiertos por su vencimiento, con sus alertas",
        separated=True,
        place=True,
    )
    yield Command(
        "explicar_termino",
        "expediente",
        "&Por qué vence ese día…",
        lambda: explain_in_focus(window),
        Icon.CALENDAR,
        ("Ctrl+Shift+V",),
        "Ver los días que contaron y los que no del próximo término del expediente",
        separated=True,
    )
    yield Command(
        "recordatorios",
        "expediente",
        "&Recordatorios del expediente…",
        lambda: save_reminders(window),
        Icon.EXPORT,
        hint="Llevar los términos del expediente a otro calendario (.ics)",
    )


def open_agenda(window: MainWindow) -> AgendaPage | None:
    """Show the agenda in a tab of its own, or go to the one it has."""
    from cobro_ui.agenda.page import AgendaPage
    from cobro_ui.pages import show_page

    source = window.shell.agenda
    if source is None:
        return None

    def make() -> AgendaPage:
        page = AgendaPage(source, window.shell)
        page.open_asked.connect(window.open_case)
        return page

    page = show_page(window, TITLE, AgendaPage, make)
    page.table.setFocus()
    return page


def explain_in_focus(window: MainWindow) -> None:
    """Explain the next term of the case in focus."""
    from cobro_ui.agenda.explain import explain_next

    found = window.case_in_focus()
    if found is not None:
        explain_next(window.shell, found, window)


def serve_terms(window: MainWindow, case: ExpedienteTab) -> None:
    """Let the dates of a case tell why they are those."""

    def next_one() -> None:
        from cobro_ui.agenda.explain import explain_next

        explain_next(window.shell, case.expediente_id, window)

    def one(termino_id: int) -> None:
        from cobro_ui.agenda.explain import explain_term

        explain_term(window.shell, termino_id, window)

    case.header.why_asked.connect(next_one)
    case.terminos.why_asked.connect(one)


def save_reminders(window: MainWindow) -> None:
    """Ask where to write the reminders of the case in focus."""
    from PySide6.QtWidgets import QFileDialog

    case = window.case_in_focus()
    if case is None:
        return
    chosen, _ = QFileDialog.getSaveFileName(
        window, "Recordatorios del expediente", "terminos.ics", "Calendario (*.ics)"
    )
    if chosen:
        write_reminders(window, case, Path(chosen).with_suffix(".ics"))


def write_reminders(window: MainWindow, expediente_id: int, path: Path) -> None:
    """Write the reminders of a case."""
    from cobro_ui.agenda.ports import AgendaQuery

    source = window.shell.agenda
    if source is not None:
        query = AgendaQuery(expediente_id=expediente_id)
        window.shell.jobs.writer.start(
            lambda _progress: source.export(path, query, ""),
            on_done=lambda changes: window.message.tell(changes.resumen),
            on_error=window.message.show_error,
            title="Escribir los recordatorios",
            owner=window,
        )
