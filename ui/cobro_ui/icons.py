"""The icon family: what each drawing means, coloured by the theme."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from cobro_desktop.assets import assets

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPixmap

    from cobro_ui.theme.roles import Palette, Tone


class Icon(StrEnum):
    """A meaning and the file of `resources/icons` that draws it."""

    ADD = "plus"
    AGREEMENT = "hand-coins"
    ATTACH = "paperclip"
    BACK = "arrow-left"
    CALCULATOR = "calculator"
    CALENDAR = "calendar-days"
    CANCEL = "x"
    CASE = "folder-open"
    CASES = "folders"
    CHECK = "check"
    CONTRAST = "contrast"
    COPY = "copy"
    DARK = "moon"
    DEBTORS = "users"
    DOCUMENT = "file-text"
    DOWN = "chevron-down"
    EMPTY = "inbox"
    ERROR = "circle-x"
    EXIT = "log-out"
    EXPORT = "file-up"
    EXTERNAL = "external-link"
    FILTER = "list-filter"
    FORWARD = "arrow-right"
    HELP = "circle-help"
    HISTORY = "history"
    HOME = "house"
    IMPORT = "file-down"
    INFO = "info"
    INTEREST = "percent"
    KEYBOARD = "keyboard"
    LIGHT = "sun"
    MAIL = "mail"
    MONEY = "banknote"
    NEXT = "chevron-right"
    NOTE = "pencil"
    OK = "circle-check"
    OVERDUE = "clock-alert"
    PANEL_LEFT = "panel-left"
    PANEL_RIGHT = "panel-right"
    PAUSE = "pause"
    PENDING = "circle"
    PLAY = "play"
    PREVIOUS = "chevron-left"
    PRESCRIBED = "ban"
    PROCEDURE = "workflow"
    REFRESH = "refresh-cw"
    RISK = "shield-alert"
    SAVE = "save"
    SEARCH = "search"
    SOON = "hourglass"
    TASKS = "list-checks"
    THIS = "circle-dot"
    TITLE = "scale"
    UNDO = "undo-2"
    USER = "user"
    WARNING = "triangle-alert"
    WORD = "file-plus"
    DOT = "dot"


class IconDrawer:
    """Gives icons in one palette; Qt draws each when it is painted (P8)."""

    def __init__(self, palette: Palette, folder: Path) -> None:
        self._palette = palette
        self._folder = folder
        self._icons: dict[tuple[Icon, str], QIcon] = {}

    def icon(self, name: Icon, tone: Tone) -> QIcon:
        """Return an icon with its normal, selected and disabled faces."""
        key = (name, tone)
        if key not in self._icons:
            icon = QIcon()
            for mode, role in (
                (QIcon.Mode.Normal, str(tone)),
                (QIcon.Mode.Selected, "on_selection"),
                (QIcon.Mode.Disabled, "border"),
            ):
                icon.addFile(str(self.file(name, role)), QSize(), mode)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: Icon, tone: Tone, size: int, ratio: float) -> QPixmap:
        """Return a picture of `size` logical pixels."""
        return self.icon(name, tone).pixmap(QSize(size, size), ratio)

    def file(self, name: Icon, role: str) -> Path:
        """Return the SVG of an icon in the colour of a role."""
        color = self._palette.color(role)
        path = self._folder / f"{name}-{color[1:]}.svg"
        if not path.exists():
            drawing = (assets("resources") / "icons" / f"{name}.svg").read_bytes()
            path.write_bytes(drawing.replace(b"currentColor", color.encode()))
        return path
