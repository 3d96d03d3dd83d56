"""Commands of versions and packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow
    from cobro_ui.versiones.ports import VersionSource


def version_commands(window: MainWindow) -> Iterator[Command]:
    """Yield what brings an institution or gives it."""
    source = window.shell.versions
    if source is None:
        return
    yield Command(
        "paquete_entidad",
        "herramientas",
        "Pa&quete de entidad…",
        lambda: open_packs(window, source),
        Icon.IMPORT,
        hint="Recibir, entregar o retirar una entidad en un archivo firmado",
    )


def open_packs(window: MainWindow, source: VersionSource) -> None:
    """Open the dialog of packs; what it does is told in the window."""
    from cobro_ui.versiones.packs import PackDialog

    dialog = PackDialog(source, window.shell, window)
    dialog.done_with.connect(lambda changes: window.message.tell(changes.resumen))
    dialog.open()
