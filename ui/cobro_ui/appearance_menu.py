"""*Ver › Apariencia* and *Ver › Tamaño de la letra*."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from cobro_desktop.domain.errors import UserError
from cobro_ui.theme.roles import Density, Scheme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from cobro_ui.ports import Shell
    from cobro_ui.theme.theme import Appearance

_SCHEMES = (
    (Scheme.SYSTEM, "Según el &sistema"),
    (Scheme.LIGHT, "&Claro"),
    (Scheme.DARK, "&Oscuro"),
    (Scheme.CONTRAST, "&Alto contraste"),
)
_DENSITIES = (
    (Density.COMPACT, "&Compacta"),
    (Density.NORMAL, "&Normal"),
    (Density.WIDE, "&Amplia"),
)
_STEP = 10
"""Per cent that one step adds to the letters."""


class AppearanceMenu(QObject):
    """Applies a look at once and keeps it for the next start."""

    failed = Signal(object)
    """The problem that did not let it be kept; the look is in force anyway."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell
        self._window = parent

    def add_to(self, menu: QMenu) -> None:
        """Add both submenus."""
        menu.addSeparator()
        schemes = menu.addMenu("Apa&riencia")
        group = QActionGroup(self)
        for scheme, text in _SCHEMES:
            action = QAction(text, self)
            action.setCheckable(True)
            current = self._shell.theme.appearance.scheme
            action.setChecked(scheme is current)
            action.triggered.connect(partial(self._use_scheme, scheme))
            group.addAction(action)
            schemes.addAction(action)
        rows = menu.addMenu("Altura de las &filas")
        heights = QActionGroup(self)
        for density, text in _DENSITIES:
            action = QAction(text, self)
            action.setCheckable(True)
            action.setChecked(density is self._shell.theme.appearance.density)
            action.triggered.connect(partial(self._use_density, density))
            heights.addAction(action)
            rows.addAction(action)
        sizes = menu.addMenu("&Tamaño de la letra")
        for text, keys, step in (
            ("&Mayor", ("Ctrl++", "Ctrl+="), _STEP),
            ("M&enor", ("Ctrl+-",), -_STEP),
        ):
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(partial(self._zoom, step))
            sizes.addAction(action)
            self._window.addAction(action)
        normal = QAction("&Normal", self)
        normal.setShortcut(QKeySequence("Ctrl+0"))
        normal.triggered.connect(self._normal)
        sizes.addAction(normal)
        self._window.addAction(normal)

    def _use_scheme(self, scheme: Scheme, *_checked: bool) -> None:
        self._use(replace(self._shell.theme.appearance, scheme=scheme))

    def _use_density(self, density: Density, *_checked: bool) -> None:
        self._use(replace(self._shell.theme.appearance, density=density))

    def _zoom(self, step: int, *_checked: bool) -> None:
        self._use(self._shell.theme.appearance.zoomed(step))

    def _normal(self) -> None:
        self._use(replace(self._shell.theme.appearance, percent=100))

    def _use(self, appearance: Appearance) -> None:
        self._shell.theme.apply(appearance)
        if self._shell.save_appearance is not None:
            try:
                self._shell.save_appearance(appearance)
            except UserError as error:
                self.failed.emit(error)
