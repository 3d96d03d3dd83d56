"""The commands of the menu *Actuaciones*, and where else they are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from cobro_desktop.formats import miles
from cobro_ui.actions import Command
from cobro_ui.actuaciones.dropping import FileDrop
from cobro_ui.actuaciones.enmiendas_commands import offer_correction
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QTableView

    from cobro_ui.actuaciones.dialog import ActDialog
    from cobro_ui.actuaciones.ports import Acts
    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.main_window import MainWindow
    from cobro_ui.theme.theme import Theme

_NAMES = ("registrar_pago", "registrar_notificacion", "anexar", "asignar")
_MOST = 5000
"""Cases that one assignment takes."""
_NO_CASE = "Elija primero un expediente de la lista."


class _ActsButton(QToolButton):
    """Unfolds the acts that a case takes."""

    def __init__(self, actions: Sequence[QAction], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setText("Registrar")
        self.setToolTip("Registrar una actuación en este expediente")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu("Registrar", self)
        menu.addActions(actions)
        self.setMenu(menu)
        theme.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self.setIcon(self._theme.icon(Icon.ADD))


def act_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, where there is something that does them."""
    acts = window.shell.acts
    if acts is None:
        return
    yield Command(
        _NAMES[0],
        "actuaciones",
        "Registrar &pago…",
        lambda: _pay(window, acts),
        Icon.MONEY,
        ("Ctrl+Shift+P",),
        "Anotar un pago y ver a qué se aplica, antes de guardarlo",
    )
    yield Command(
        _NAMES[1],
        "actuaciones",
        "Registrar &notificación…",
        lambda: _notify(window, acts),
        Icon.MAIL,
        ("Ctrl+Shift+N",),
        "Anotar que un acto se notificó, o que no se pudo",
    )
    yield Command(
        _NAMES[2],
        "actuaciones",
        "Ane&xar archivo…",
        lambda: attach_files(window, ()),
        Icon.ATTACH,
        ("Ctrl+Shift+A",),
        "Poner un archivo en el expediente, como soporte de lo que se pide",
    )
    yield Command(
        _NAMES[3],
        "actuaciones",
        "&Asignar…",
        lambda: _assign(window, acts),
        Icon.USER,
        ("Ctrl+Shift+R",),
        "Decir quién trabaja los expedientes elegidos",
        separated=True,
    )


def share_command(window: MainWindow) -> Iterator[Command]:
    """Yield the command that shares the selected cases."""
    acts = window.shell.acts
    if acts is not None:
        yield Command(
            "repartir",
            "actuaciones",
            "Repar&tir entre varios…",
            lambda: _share(window, acts),
            Icon.USER,
            hint="Repartir los expedientes elegidos: cada uno a quien menos tiene",
        )


def offer_on_list(window: MainWindow) -> None:
    """Put the commands of a case in the context menu of the list."""
    names = ("abrir", "continuar", *_NAMES, "repartir")
    found = [action for name in names if (action := window.commands.get(name))]
    table = window.list.table
    first = table.actions()[0] if table.actions() else None
    end = QAction(table)
    end.setSeparator(True)
    if first is not None:
        table.insertActions(first, [*found, end])


def offer_on_case(window: MainWindow, case: ExpedienteTab) -> None:
    """Put them beside the tabs of a case and in its tables; take dropped files."""
    offer_correction(window, case)
    found = [action for name in _NAMES if (action := window.commands.get(name))]
    if not found:
        return
    case.tabs.setCornerWidget(_ActsButton(found, window.shell.theme))
    for table, name in (
        (case.pagos.table, _NAMES[0]),
        (case.terminos.table, _NAMES[1]),
        (case.documentos.table, _NAMES[2]),
    ):
        _prepend(table, window.commands[name])
    drop = FileDrop(case)
    drop.dropped.connect(lambda files: attach_files(window, files))


def attach_files(window: MainWindow, files: Sequence[Path]) -> None:
    """Ask what some files prove, in the case in focus."""
    from cobro_ui.actuaciones.anexo import AttachDialog

    acts, case = window.shell.acts, _case(window)
    if acts is not None and case is not None:
        _open(window, AttachDialog(acts, case, window.shell, window, files))


def _pay(window: MainWindow, acts: Acts) -> None:
    from cobro_ui.actuaciones.pago import PaymentDialog

    if (case := _case(window)) is not None:
        _open(window, PaymentDialog(acts, case, window.shell, window))


def _notify(window: MainWindow, acts: Acts) -> None:
    from cobro_ui.actuaciones.notificacion import NotificationDialog

    if (case := _case(window)) is not None:
        _open(window, NotificationDialog(acts, case, window.shell, window))


def _assign(window: MainWindow, acts: Acts) -> None:
    """Take the case in sight; in the list, every selected one."""
    rows = window.list.selected_rows() if window.tabs.currentIndex() == 0 else []
    count = sum(len(lines) for lines in rows)
    if count > _MOST:
        text = f"Elija hasta {miles(_MOST)} expedientes para asignarlos de una vez."
        window.message.tell(text, Tone.WARN)
    elif count > 1:
        read = window.list.model.ids_later(rows)
        window.shell.jobs.reader.start(
            lambda _progress: read(),
            on_done=lambda ids: _assign_all(window, acts, ids),
            on_error=window.message.show_error,
        )
    elif (case := _case(window)) is not None:
        _assign_all(window, acts, [case])


def _assign_all(window: MainWindow, acts: Acts, cases: Sequence[int]) -> None:
    from cobro_ui.actuaciones.asignacion import AssignDialog

    _open(window, AssignDialog(acts, cases, window.shell, window))


def _share(window: MainWindow, acts: Acts) -> None:
    """Take every selected case of the list."""
    rows = window.list.selected_rows()
    count = sum(len(lines) for lines in rows)
    if not 0 < count <= _MOST:
        text = f"Elija en la lista de 1 a {miles(_MOST)} expedientes para repartirlos."
        window.message.tell(text, Tone.WARN)
        return
    read = window.list.model.ids_later(rows)

    def ask(ids: Sequence[int]) -> None:
        from cobro_ui.actuaciones.reparto import ShareDialog

        _open(window, ShareDialog(acts, ids, window.shell, window))

    window.shell.jobs.reader.start(
        lambda _progress: read(), on_done=ask, on_error=window.message.show_error
    )


def _case(window: MainWindow) -> int | None:
    case = window.case_in_focus()
    if case is None:
        window.message.tell(_NO_CASE, Tone.ACCENT)
    return case


def _open(window: MainWindow, dialog: ActDialog) -> None:
    dialog.recorded.connect(window.tell_done)
    dialog.open()


def _prepend(table: QTableView, action: QAction) -> None:
    actions = table.actions()
    if actions:
        table.insertAction(actions[0], action)
    else:
        table.addAction(action)
