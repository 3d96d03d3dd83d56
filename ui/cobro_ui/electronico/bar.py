"""The buttons over the electronic file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = QKeySequence.StandardKey


class FileBar(QToolBar):
    """What can be done, each once; whoever holds it says what each does."""

    def __init__(self, menus: Sequence[QMenu]) -> None:
        super().__init__()
        self.setAccessibleName("Acciones del expediente electrónico")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.add_files = self._action(
            "&Añadir archivos…", "Anexar archivos o correos de este equipo"
        )
        self.paste = self._action(
            "&Pegar", "Pegar una captura de pantalla o archivos (Ctrl+V)"
        )
        self.paste.setShortcut(QKeySequence(_KEY.Paste))
        self.addSeparator()
        self.open_piece = self._action("A&brir", "Abrir el documento (Intro)")
        self.amend = self._action(
            "&Corregir…", "Corregir el título, las fechas o las páginas (F2)"
        )
        self.amend.setShortcut(QKeySequence("F2"))
        self.up = self._action("&Subir", "Mover antes lo elegido (Alt+Flecha arriba)")
        self.down = self._action(
            "Ba&jar", "Mover después lo elegido (Alt+Flecha abajo)"
        )
        self.count = self._action(
            "C&ontar páginas", "Contar las páginas de los Word que faltan"
        )
        self.addSeparator()
        for menu in menus:
            self.addWidget(_unfolding(menu))
        self.close_index = self._action(
            "C&errar el índice…", "Fijar el orden y los folios con la huella de todo"
        )

    def _action(self, text: str, hint: str) -> QAction:
        action = self.addAction(text)
        action.setToolTip(hint)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action


def _unfolding(menu: QMenu) -> QToolButton:
    button = QToolButton()
    button.setText(menu.title().replace("&", ""))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    button.setEnabled(menu.isEnabled())
    menu.menuAction().enabledChanged.connect(button.setEnabled)
    return button
