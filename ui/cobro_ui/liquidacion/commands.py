"""*Herramientas › Verificar liquidación*, and what a case's tab asks of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.main_window import MainWindow


def liquidation_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands."""
    yield Command(
        "verificar_liquidacion",
        "herramientas",
        "&Verificar liquidación…",
        lambda: _verify(window),
        Icon.CHECK,
        hint="Recalcular una liquidación guardada, por la huella de su hoja",
    )


def serve_liquidation(window: MainWindow, case: ExpedienteTab) -> None:
    """Take a case's tab to the legal values when it lacks one."""
    legal = window.commands.get("parametros_legales")
    if legal is not None:
        case.liquidacion.legal_asked.connect(legal.trigger)


def _verify(window: MainWindow) -> None:
    from cobro_ui.liquidacion.verify_dialog import VerifyDialog

    VerifyDialog(window.shell, window).open()
