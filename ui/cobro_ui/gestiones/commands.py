"""The commands that ask to be paid and tell how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import miles
from cobro_ui.actions import Command
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_ui.gestiones.ports import Outreach
    from cobro_ui.main_window import MainWindow

_MOST = 5000
"""Cases that one campaign takes."""
_NO_CASE = "Elija primero un expediente de la lista."


def outreach_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, where there is something that does them."""
    outreach = window.shell.outreach
    if outreach is None:
        return
    yield Command(
        "registrar_gestion",
        "actuaciones",
        "Registrar gest&ión…",
        lambda: _contact(window, outreach),
        Icon.NOTE,
        ("Ctrl+Shift+G",),
        "Anotar una llamada, una visita o un mensaje al deudor",
        separated=True,
    )
    yield Command(
        "registrar_campana",
        "actuaciones",
        "Registrar ca&mpaña…",
        lambda: _campaign(window, outreach),
        Icon.MAIL,
        hint="Anotar una campaña en los expedientes elegidos de la lista",
    )
    yield Command(
        "estado_cuenta",
        "actuaciones",
        "Estado &de cuenta…",
        lambda: _account(window, outreach),
        Icon.CALCULATOR,
        ("Ctrl+Shift+E",),
        "Decir al deudor cuánto debe hoy y con cuánto paga otro día",
    )


def _contact(window: MainWindow, outreach: Outreach) -> None:
    from cobro_ui.gestiones.contact_dialog import ContactDialog

    if (case := _case(window)) is not None:
        dialog = ContactDialog(outreach, case, window.shell, window)
        dialog.recorded.connect(window.tell_done)
        dialog.open()


def _account(window: MainWindow, outreach: Outreach) -> None:
    from cobro_ui.gestiones.account_dialog import AccountDialog

    if (case := _case(window)) is not None:
        AccountDialog(outreach, case, window.shell, window).open()


def _campaign(window: MainWindow, outreach: Outreach) -> None:
    """Take every selected case of the list."""
    rows = window.list.selected_rows()
    count = sum(len(lines) for lines in rows)
    if not 0 < count <= _MOST:
        text = f"Elija en la lista de 1 a {miles(_MOST)} expedientes para la campaña."
        window.message.tell(text, Tone.WARN)
        return
    read = window.list.model.ids_later(rows)

    def ask(ids: Sequence[int]) -> None:
        from cobro_ui.gestiones.campaign_dialog import CampaignDialog

        dialog = CampaignDialog(outreach, ids, window.shell, window)
        dialog.recorded.connect(window.tell_done)
        dialog.open()

    window.shell.jobs.reader.start(
        lambda _progress: read(), on_done=ask, on_error=window.message.show_error
    )


def _case(window: MainWindow) -> int | None:
    case = window.case_in_focus()
    if case is None:
        window.message.tell(_NO_CASE, Tone.ACCENT)
    return case
