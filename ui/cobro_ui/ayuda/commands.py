"""*Ayuda › Glosario*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow


def help_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands that explain words."""
    yield Command(
        "glosario",
        "ayuda",
        "&Glosario…",
        lambda: open_glossary(window),
        Icon.NOTE,
        ("Ctrl+F1",),
        "Qué significa cada término del cobro persuasivo y coactivo",
    )


def open_glossary(window: MainWindow) -> None:
    """Show the glossary."""
    from cobro_desktop.services.glosario import load_glosario
    from cobro_ui.ayuda.glossary import GlossaryDialog

    GlossaryDialog(load_glosario(), window).open()
