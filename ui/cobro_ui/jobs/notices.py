"""What a command must tell besides its answer, from its thread to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from cobro_desktop.formats import cantidad

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN: Final = 3
"""Notices that are told one by one."""


class Notices(QObject):
    """Hears the notices of a command on its thread; the window hears them on its own.

    It must outlive the jobs.
    """

    told = Signal(str)

    def hear(self, avisos: Sequence[str]) -> None:
        """Tell the window, from whichever thread."""
        lines = list(avisos[:_SHOWN])
        if len(avisos) > _SHOWN:
            lines.append(f"Y {cantidad(len(avisos) - _SHOWN, 'aviso')} más.")
        self.told.emit("\n".join(lines))
