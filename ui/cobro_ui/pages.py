"""Places of the window besides the list and the cases: each in a tab of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from cobro_desktop.services.changes import Changes
    from cobro_ui.main_window import MainWindow


class Page(QWidget):
    """A place that reads what it shows, and may change something."""

    changed = Signal(object)
    """The `Changes` of something done here."""

    def reload(self) -> None:
        """Read everything anew."""

    def lay_out(
        self, message: QWidget, parts: Sequence[QWidget | QLayout], grows: QWidget
    ) -> None:
        """Put the message above a panel with the parts; `grows` takes what is left."""
        panel = QFrame()
        set_part(panel, "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part, int(part is grows))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(message)
        layout.addWidget(panel, 1)

    def look_again(self, changes: Changes, initiator: object) -> None:
        """Read anew if what somebody else changed shows here."""
        del changes
        if initiator is not self:
            self.reload()


class PatientPage(Page):
    """A page whose figures are not for free: out of sight it reads nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._stale = False
        """Whether something changed while nobody looked."""

    @override
    def look_again(self, changes: Changes, initiator: object) -> None:
        """Read anew at once, or when somebody looks."""
        if self.isVisible():
            super().look_again(changes, initiator)
        else:
            self._stale = True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()


P = TypeVar("P", bound=Page)


def show_page(
    window: MainWindow, title: str, kind: type[P], make: Callable[[], P]
) -> P:
    """Show a place in a tab of its own, or go to the one it has."""
    found = window.tabs.findChild(kind)
    if found is None:
        found = make()
        page = found
        page.changed.connect(lambda changes: window.tell_change(changes, page))
        window.changed.connect(page.look_again)
        window.commands["actualizar"].triggered.connect(page.reload)
        window.tabs.addTab(page, title)
        page.reload()
    window.tabs.setCurrentWidget(found)
    return found
