"""Who works in the window: asked at the start when it is not known, and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_ui.actuaciones.ports import People, Person
    from cobro_ui.main_window import MainWindow

_USUAL = "persona"
"""Setting that keeps who worked last, only to point at that name."""


def person_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command of *Archivo* that changes the person."""
    people = window.shell.people
    if people is not None:
        yield Command(
            "cambiar_persona",
            "archivo",
            "Cambiar de &persona…",
            lambda: _change(window, people),
            Icon.USER,
            hint="Seguir con el nombre de otra persona",
        )


def ask_who(window: MainWindow) -> None:
    """Ask who works, where it is not known; then say it in the status bar."""
    people = window.shell.people
    if people is None:
        window.show_place()
        return
    window.shell.jobs.reader.start(
        lambda _progress: people.to_ask(),
        on_done=lambda found: (
            _ask(window, people, found) if found else window.show_place()
        ),
        on_error=window.message.show_error,
    )


def _ask(window: MainWindow, people: People, found: Sequence[Person]) -> None:
    from cobro_ui.actuaciones.persona import PersonDialog

    usual = str(window.settings.value(_USUAL, ""))
    dialog = PersonDialog(found, window.shell.theme, window, usual)
    dialog.leave.setText("&Salir del programa")
    dialog.rejected.connect(window.close)
    dialog.chosen.connect(lambda login: _become(window, people, login))
    dialog.open()


def _change(window: MainWindow, people: People) -> None:
    window.shell.jobs.reader.start(
        lambda _progress: (people.everybody(), people.current()),
        on_done=lambda found: _offer(window, people, *found),
        on_error=window.message.show_error,
    )


def _offer(
    window: MainWindow, people: People, found: Sequence[Person], now: str
) -> None:
    from cobro_ui.actuaciones.persona import PersonDialog

    dialog = PersonDialog(found, window.shell.theme, window, now)
    dialog.chosen.connect(lambda login: _become(window, people, login))
    dialog.open()


def _become(window: MainWindow, people: People, login: str) -> None:
    """Let somebody go on, once the drafts of the one who leaves are saved."""
    window.leave_steps()
    window.settings.setValue(_USUAL, login)
    window.shell.jobs.writer.start(
        lambda _progress: people.become(login),
        on_done=lambda _nothing: window.show_place(),
        on_error=window.message.show_error,
    )
