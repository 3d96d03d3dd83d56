"""The icon family: what each drawing means, coloured by the theme."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from cobro_desktop.assets import assets

if TYPE_CHECKING:
    from cobro_ui.theme.roles import Palette, Tone

_SIZES = (16, 20, 24, 32, 48)


class Icon(StrEnum):
    """A meaning and the file of `resources/icons` that draws it."""

    ADD = "plus"
    AGREEMENT = "hand-coins"
    ATTACH = "paperclip"
    BACK = "arrow-left"
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
    """Draws icons in one palette, each once."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._icons: dict[tuple[Icon, str], QIcon] = {}

    def icon(self, name: Icon, tone: Tone) -> QIcon:
        """Return an icon with its normal, selected and disabled faces."""
        key = (name, tone)
        if key not in self._icons:
            self._icons[key] = self._make(name, tone)
        return self._icons[key]

    def pixmap(self, name: Icon, tone: Tone, size: int, ratio: float) -> QPixmap:
        """Return a picture of `size` logical pixels."""
        return _draw(self.drawing(name, tone), size, ratio)

    def drawing(self, name: Icon, tone: str) -> bytes:
        """Return the SVG of an icon in the colour of a role."""
        path = assets("resources") / "icons" / f"{name}.svg"
        color = self._palette.color(tone)
        return path.read_bytes().replace(b"currentColor", color.encode())

    def _make(self, name: Icon, tone: Tone) -> QIcon:
        icon = QIcon()
        faces = (
            (QIcon.Mode.Normal, str(tone)),
            (QIcon.Mode.Selected, "on_selection"),
            (QIcon.Mode.Disabled, "border"),
        )
        for mode, role in faces:
            drawing = self.drawing(name, role)
            for size in _SIZES:
                icon.addPixmap(_draw(drawing, size, 1.0), mode)
        return icon


def _draw(drawing: bytes, size: int, ratio: float) -> QPixmap:
    # QtSvg is loaded with the first icon, not with the module (P8).
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(drawing))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
