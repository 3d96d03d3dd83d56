"""The commands that change a date or the money of a case after the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from cobro_ui.actions import Command
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_ui.actuaciones.efectos import EffectsDialog
    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.main_window import MainWindow

_NO_CASE = "Elija primero un expediente de la lista."


def amend_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, where there is something that does them."""
    if window.shell.amends is None:
        return
    yield Command(
        "suspender",
        "actuaciones",
        "S&uspender el expediente…",
        lambda: _suspend(window),
        Icon.PAUSE,
        hint="Detener los términos, la prescripción o los intereses desde un día",
        separated=True,
    )
    yield Command(
        "reanudar",
        "actuaciones",
        "R&eanudar el expediente…",
        lambda: _resume(window),
        Icon.PLAY,
        hint="Levantar una suspensión y recontar lo que detuvo",
    )
    yield Command(
        "corregir_fecha",
        "actuaciones",
        "&Corregir una fecha…",
        lambda: correct(window),
        Icon.CALENDAR,
        hint="Dar a una actuación su fecha correcta y recontar lo que salió de ella",
        separated=True,
    )
    yield from _of_debt(window)


def _of_debt(window: MainWindow) -> Iterator[Command]:
    yield Command(
        "registrar_evento",
        "actuaciones",
        "Registrar &hecho de prescripción…",
        lambda: _event(window),
        Icon.RISK,
        hint="Anotar una insolvencia o liquidación del deudor, o su terminación",
    )
    yield Command(
        "registrar_gasto",
        "actuaciones",
        "Registrar &gasto…",
        lambda: _spend(window),
        Icon.MONEY,
        hint="Cargar un gasto del cobro, que el deudor también debe (ET 836-1)",
    )
    yield Command(
        "anular_dinero",
        "actuaciones",
        "Anu&lar un pago o un gasto…",
        lambda: _withdraw(window),
        Icon.CANCEL,
        hint="Retirar un pago o un gasto mal registrado, con su motivo",
    )


def offer_correction(window: MainWindow, case: ExpedienteTab) -> None:
    """Let an act of the timeline be corrected from its context menu."""
    if window.shell.amends is None:
        return
    timeline = case.actuaciones.timeline
    action = QAction("Corregir la fecha de esta actuación…", timeline)

    def run() -> None:
        event = timeline.current_event()
        correct(window, event.id if event else None)

    action.triggered.connect(run)
    timeline.addAction(action)
    timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def correct(window: MainWindow, act: int | None = None) -> None:
    """Ask for the right date of an act of the case in focus."""
    from cobro_ui.actuaciones.correccion import CorrectDialog

    amends, case = window.shell.amends, _case(window)
    if amends is not None and case is not None:
        _open(window, CorrectDialog(amends, case, window.shell, window, act))


def _suspend(window: MainWindow) -> None:
    from cobro_ui.actuaciones.suspension import SuspendDialog

    amends, case = window.shell.amends, _case(window)
    if amends is not None and case is not None:
        _open(window, SuspendDialog(amends, case, window.shell, window))


def _resume(window: MainWindow) -> None:
    from cobro_ui.actuaciones.suspension import ResumeDialog

    amends, case = window.shell.amends, _case(window)
    if amends is not None and case is not None:
        _open(window, ResumeDialog(amends, case, window.shell, window))


def _event(window: MainWindow) -> None:
    from cobro_ui.actuaciones.evento import EventDialog

    amends, case = window.shell.amends, _case(window)
    if amends is not None and case is not None:
        _open(window, EventDialog(amends, case, window.shell, window))


def _spend(window: MainWindow) -> None:
    from cobro_ui.actuaciones.gasto import ExpenseDialog

    amends, case = window.shell.amends, _case(window)
    if amends is not None and case is not None:
        _open(window, ExpenseDialog(amends, case, window.shell, window))


def _withdraw(window: MainWindow) -> None:
    from cobro_ui.actuaciones.retiro import WithdrawMoneyDialog

    amends, case = window.shell.amends, _case(window)
    if amends is not None and case is not None:
        _open(window, WithdrawMoneyDialog(amends, case, window.shell, window))


def _case(window: MainWindow) -> int | None:
    case = window.case_in_focus()
    if case is None:
        window.message.tell(_NO_CASE, Tone.ACCENT)
    return case


def _open(window: MainWindow, dialog: EffectsDialog) -> None:
    dialog.recorded.connect(window.tell_done)
    dialog.open()
