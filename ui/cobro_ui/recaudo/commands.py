"""The command that shows the payments to identify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.main_window import MainWindow
    from cobro_ui.recaudo.page import PaymentsPage

TITLE = "Pagos por identificar"


def payment_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the command, if this window has the tray."""
    if window.shell.payments is None:
        return
    yield Command(
        "pagos_pendientes",
        "herramientas",
        "Pagos por &identificar",
        lambda: open_payments(window),
        Icon.MONEY,
        (),
        "El dinero que entró y todavía no es de ningún expediente",
        place=True,
    )


def open_payments(window: MainWindow) -> PaymentsPage | None:
    """Show the tray in a tab of its own, or go to the one it has."""
    from cobro_ui.pages import show_page
    from cobro_ui.recaudo.page import PaymentsPage

    payments = window.shell.payments
    if payments is None:
        return None

    def make() -> PaymentsPage:
        return PaymentsPage(payments, window.shell)

    page = show_page(window, TITLE, PaymentsPage, make)
    page.table.setFocus()
    return page
