"""Commands of packages: sent from the list or a case, received, and what is lent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.formats import miles
from cobro_ui.actions import Command
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_ui.main_window import MainWindow
    from cobro_ui.paquetes.page import PackagesPage

TITLE: Final = "Paquetes"
_MOST: Final = 20_000
"""Cases that one package takes: with their documents, more files than a zip may."""


def package_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window has packages."""
    if window.shell.packages is None:
        return
    yield Command(
        "paquete_recibir",
        "archivo",
        "Recibir un pa&quete…",
        lambda: _receive(window),
        Icon.IMPORT,
        hint="Unir los expedientes que envió otra oficina, dato por dato",
        separated=True,
    )
    yield Command(
        "paquete_enviar",
        "archivo",
        "En&viar en un paquete…",
        lambda: _send(window),
        Icon.EXPORT,
        hint="Pasar, prestar, devolver o remitir los expedientes elegidos",
    )
    yield Command(
        "paquetes",
        "archivo",
        "Paquetes y prés&tamos",
        lambda: open_packages(window),
        Icon.CASES,
        hint="Quién tiene qué expediente, desde cuándo y hasta cuándo",
    )


def open_packages(window: MainWindow) -> PackagesPage | None:
    """Show the loans in a tab of their own, or go to the one they have."""
    from cobro_ui.pages import show_page
    from cobro_ui.paquetes.page import PackagesPage

    source, shell = window.shell.packages, window.shell
    if source is None:
        return None

    def make() -> PackagesPage:
        page = PackagesPage(source, shell)
        page.open_asked.connect(window.open_case)
        return page

    return show_page(window, TITLE, PackagesPage, make)


def offer_packages(window: MainWindow) -> None:
    """Put the sending of cases in the context menu of the list."""
    action = window.commands.get("paquete_enviar")
    if action is not None:
        window.list.table.addAction(action)


def _receive(window: MainWindow) -> None:
    from cobro_ui.paquetes.receive_dialog import ReceiveDialog

    if (source := window.shell.packages) is not None:
        dialog = ReceiveDialog(source, window.shell, window)
        dialog.recorded.connect(window.tell_done)
        dialog.open()


def _send(window: MainWindow) -> None:
    """Take the case in sight; in the list, every selected one."""
    rows = window.list.selected_rows() if window.tabs.currentIndex() == 0 else []
    count = sum(len(lines) for lines in rows)
    if count > _MOST:
        text = f"Elija hasta {miles(_MOST)} expedientes para un paquete."
        window.message.tell(text, Tone.WARN)
    elif count > 1:
        read = window.list.model.ids_later(rows)
        window.shell.jobs.reader.start(
            lambda _progress: read(),
            on_done=lambda ids: _ask(window, ids),
            on_error=window.message.show_error,
        )
    elif (case := window.case_in_focus()) is not None:
        _ask(window, [case])
    else:
        window.message.tell("Elija primero un expediente de la lista.", Tone.ACCENT)


def _ask(window: MainWindow, ids: Sequence[int]) -> None:
    from cobro_ui.paquetes.send_dialog import SendDialog

    if (source := window.shell.packages) is not None:
        dialog = SendDialog(source, ids, window.shell, window)
        dialog.recorded.connect(window.tell_done)
        dialog.open()
