"""Remembers where the window and its panels were; nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter


class _Stateful(Protocol):
    def saveState(self) -> QByteArray: ...
    def restoreState(self, state: QByteArray, /) -> bool: ...


class WindowGeometry:
    """Keeps the geometry in the user's settings, by the parts' names."""

    def __init__(
        self, window: QMainWindow, splitter: QSplitter, header: QHeaderView
    ) -> None:
        self._window = window
        self._parts: dict[str, _Stateful] = {
            "ventana/paneles": splitter,
            "ventana/columnas": header,
        }

    def restore(self, settings: QSettings) -> None:
        """Put everything where it was; a first start keeps the design's sizes."""
        place = settings.value("ventana/lugar")
        if isinstance(place, QByteArray):
            self._window.restoreGeometry(place)
        for name, part in self._parts.items():
            state = settings.value(name)
            if isinstance(state, QByteArray):
                part.restoreState(state)

    def save(self, settings: QSettings) -> None:
        """Write down where everything is."""
        settings.setValue("ventana/lugar", self._window.saveGeometry())
        for name, part in self._parts.items():
            settings.setValue(name, part.saveState())
