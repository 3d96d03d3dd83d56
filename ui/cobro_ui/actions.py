"""The commands of the window: each once, in menus and toolbar alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QToolBar

    from cobro_ui.icons import Icon
    from cobro_ui.theme.theme import Theme

MENUS = (
    ("archivo", "&Archivo"),
    ("edicion", "&Edición"),
    ("ver", "&Ver"),
    ("expediente", "E&xpediente"),
    ("actuaciones", "Actuacione&s"),
    ("documentos", "&Documentos"),
    ("cartera", "&Cartera"),
    ("informes", "&Informes"),
    ("herramientas", "&Herramientas"),
    ("ayuda", "Ay&uda"),
)


class Command(NamedTuple):
    """Something that the window can do now."""

    name: str
    menu: str
    text: str
    run: Callable[[], object]
    icon: Icon | None = None
    keys: tuple[str, ...] = ()
    hint: str = ""
    toolbar: bool = False
    separated: bool = False
    """Begins a group of its menu."""
    checkable: bool = False
    """Is on or off, and on at first."""
    place: bool = False
    """Opens a page that the left panel lists too."""

    @property
    def label(self) -> str:
        """Its name as it is read: `&Importar…` reads *Importar*."""
        return self.text.replace("&", "").rstrip("…")


class CommandSet:
    """Turns commands into actions; only menus with something in them appear."""

    def __init__(
        self, window: QMainWindow, theme: Theme, commands: Iterable[Command]
    ) -> None:
        self._theme = theme
        self._commands = tuple(commands)
        self._actions: dict[str, QAction] = {}
        for command in self._commands:
            action = _make(window, command)
            self._actions[command.name] = action
            window.addAction(action)
        theme.changed.connect(self.dress)
        self.dress()

    def __getitem__(self, name: str) -> QAction:
        """Return the action of a command."""
        return self._actions[name]

    def get(self, name: str) -> QAction | None:
        """Return the action of a command, if this window has it."""
        return self._actions.get(name)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, for the sheet of shortcuts."""
        return self._commands

    @property
    def places(self) -> list[QAction]:
        """Return those that the left panel lists."""
        return [self._actions[c.name] for c in self._commands if c.place]

    def icon(self, action: QAction) -> Icon | None:
        """Return which icon an action wears."""
        found = (c.icon for c in self._commands if self._actions[c.name] is action)
        return next(found, None)

    def fill(self, bar: QMenuBar, extra: Callable[[str, QMenu], None]) -> None:
        """Put the actions in the menus; `extra` may add submenus to one."""
        for name, title in MENUS:
            mine = [c for c in self._commands if c.menu == name]
            if not mine:
                continue
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for command in mine:
                if command.separated:
                    menu.addSeparator()
                menu.addAction(self._actions[command.name])
            extra(name, menu)

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Put the most used actions in the toolbar."""
        for command in self._commands:
            if command.toolbar:
                bar.addAction(self._actions[command.name])

    def dress(self) -> None:
        """Draw the icons in the colours of the theme."""
        for command in self._commands:
            if command.icon is not None:
                icon = self._theme.icon(command.icon)
                self._actions[command.name].setIcon(icon)


def _make(window: QMainWindow, command: Command) -> QAction:
    action = QAction(command.text, window)
    action.setIconText(command.label)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    hint = command.hint or command.label
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{hint} ({shown})" if shown else hint)
    action.setStatusTip(command.hint)
    action.setCheckable(command.checkable)
    action.setChecked(command.checkable)
    action.triggered.connect(lambda _checked=False: command.run())
    return action
