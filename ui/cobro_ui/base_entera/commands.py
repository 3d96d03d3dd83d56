"""*Herramientas › Base entera*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.services.changes import Changes
    from cobro_ui.base_entera.ports import WholeBase
    from cobro_ui.main_window import MainWindow


def whole_base_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window can take the base."""
    source = window.shell.whole_base
    if source is not None:
        yield Command(
            "base_entera",
            "herramientas",
            "&Base entera…",
            lambda: _open(window, source),
            Icon.CASES,
            hint="Llevar todo a un archivo, o traerlo a una base vacía: otro equipo, "
            "el servidor del grupo",
            separated=True,
        )


def _open(window: MainWindow, source: WholeBase) -> None:
    from cobro_ui.base_entera.dialog import WholeBaseDialog

    dialog = WholeBaseDialog(source, window.shell, window)
    dialog.brought.connect(lambda changes: _brought(window, changes))
    dialog.open()


def _brought(window: MainWindow, changes: Changes) -> None:
    """Show another base, whose people are others."""
    from cobro_ui.actuaciones.quien import ask_who

    window.tell_done(changes)
    ask_who(window)
