"""Applies palette, font size and style sheet, and follows the system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from cobro_desktop.assets import assets
from cobro_ui.icons import Icon, IconDrawer
from cobro_ui.theme.roles import CONTRAST, DARK, LIGHT, Density, Palette, Scheme, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon, QPixmap
    from PySide6.QtWidgets import QApplication

MIN_PERCENT = 90
MAX_PERCENT = 175
_ROWS = {Density.COMPACT: 24, Density.NORMAL: 28, Density.WIDE: 36}
"""Height of a row at 100 %, in pixels."""
_PALETTES = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.CONTRAST: CONTRAST}


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the person chose about the look."""

    scheme: Scheme = Scheme.SYSTEM
    percent: int = 100
    """Size of the letters, 90 to 175."""
    density: Density = Density.NORMAL

    def zoomed(self, step: int) -> Appearance:
        """Return it with bigger or smaller letters, inside the limits."""
        percent = min(MAX_PERCENT, max(MIN_PERCENT, self.percent + step))
        return replace(self, percent=percent)


class Theme(QObject):
    """The look in force; whoever paints asks it, and hears `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication, appearance: Appearance | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._base_points = max(app.font().pointSizeF(), 9.0)
        self.appearance = appearance or Appearance()
        self.palette: Palette = LIGHT
        self.figures = _tabular(app.font())
        """The font with figures of equal width, for columns of amounts."""
        self._drawings = QTemporaryDir()
        self._icons = IconDrawer(LIGHT, Path(self._drawings.path()))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(
            self._system_changed
        )

    def apply(self, appearance: Appearance) -> None:
        """Use another look in the whole program, at once."""
        self.prepare(appearance)
        self.dress()
        self.changed.emit()

    def prepare(self, appearance: Appearance) -> None:
        """Take a look for what is made from now on; `dress` then completes it.

        Widgets made before there is a style sheet are polished once, not at each
        step of being put together (P8).
        """
        self.appearance = appearance
        self.palette = _PALETTES[self._resolve(appearance.scheme)]
        self._icons = IconDrawer(self.palette, Path(self._drawings.path()))
        font = self._app.font()
        font.setPointSizeF(self._base_points * appearance.percent / 100)
        self._app.setFont(font)
        self.figures = _tabular(font)
        self._app.setPalette(_qt_palette(self.palette))

    def dress(self) -> None:
        """Put the style sheet on every widget there is."""
        sheet = style_sheet(self.palette, self.scaled, self._glyphs())
        self._app.setStyleSheet(sheet)

    def scaled(self, pixels: int) -> int:
        """Return a length of the 100 % design at the size in use."""
        return round(pixels * self.appearance.percent / 100)

    @property
    def row_height(self) -> int:
        """Height of a table row; never less than its letters need."""
        density = self.appearance.density
        air = 4 if density is Density.COMPACT else 8
        needed = QFontMetrics(self._app.font()).height() + air
        return max(self.scaled(_ROWS[density]), needed)

    @property
    def dark(self) -> bool:
        """Whether letters are light on a dark ground."""
        return self.palette is not LIGHT

    def color(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(self.palette.color(role))

    def icon(self, name: Icon, tone: Tone = Tone.TEXT) -> QIcon:
        """Return an icon in the colour of its meaning."""
        return self._icons.icon(name, tone)

    def pixmap(self, name: Icon, tone: Tone, size: int) -> QPixmap:
        """Return an icon's picture of `size` pixels of the 100 % design."""
        ratio = self._app.devicePixelRatio()
        return self._icons.pixmap(name, tone, self.scaled(size), ratio)

    def _glyphs(self) -> dict[str, str]:
        """Return the pictures of the style sheet, which names them by file only."""
        return {
            glyph: self._icons.file(name, role).as_posix()
            for glyph, name, role in _GLYPHS
        }

    def _resolve(self, scheme: Scheme) -> Scheme:
        if scheme is not Scheme.SYSTEM:
            return scheme
        hints = self._app.styleHints()
        if (
            hints.accessibility().contrastPreference()
            == Qt.ContrastPreference.HighContrast
        ):
            return Scheme.CONTRAST
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    @Slot()
    def _system_changed(self) -> None:
        if self.appearance.scheme is Scheme.SYSTEM:
            self.apply(self.appearance)


class _StyleTemplate(Template):
    delimiter = "@"


_LENGTHS = {f"px{n}": n for n in (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32)}
_TITLE = 17
"""Height of the letters of a title."""
_GLYPHS = (
    ("down_svg", Icon.DOWN, "text"),
    ("check_svg", Icon.CHECK, "on_accent"),
    ("close_svg", Icon.CANCEL, "muted"),
    ("previous_svg", Icon.PREVIOUS, "text"),
    ("next_svg", Icon.NEXT, "text"),
    ("dot_svg", Icon.DOT, "on_accent"),
)


def style_sheet(
    palette: Palette, scaled: Callable[[int], int], glyphs: dict[str, str]
) -> str:
    """Return `resources/style.qss` with its roles and lengths filled in."""
    text = (assets("resources") / "style.qss").read_text("utf-8")
    lengths = {name: f"{scaled(n)}px" for name, n in _LENGTHS.items()}
    lengths["title"] = f"{scaled(_TITLE)}px"
    roles = palette.as_dict()
    return _StyleTemplate(text).substitute(roles, **glyphs, **lengths)


def _tabular(font: QFont) -> QFont:
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.raised,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.danger,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.on_selection,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.ToolTipBase: palette.raised,
        role.ToolTipText: palette.text,
        role.Light: palette.raised,
        role.Midlight: palette.line,
        role.Mid: palette.border,
        role.Dark: palette.border,
        role.Shadow: palette.border,
    }
    result = QPalette()
    for which, color in pairs.items():
        result.setColor(which, QColor(color))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(disabled, which, QColor(palette.muted))
    return result
