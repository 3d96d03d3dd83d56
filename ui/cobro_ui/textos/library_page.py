"""What the clauses and the templates share: whose they are, and when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.widgets.message_panel import MessagePanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import TextLibrary


class LibraryPage(Page):
    """The texts of one institution, chosen when there are several."""

    def __init__(self, source: TextLibrary, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.message = MessagePanel(shell.theme)
        self.entity = QComboBox()
        self.entity.setAccessibleName("Entidad")

    @property
    def sigla(self) -> str:
        """The institution in sight."""
        return str(self.entity.currentData() or "")

    @override
    def reload(self) -> None:
        """Read the texts anew; the first time, the institutions before."""
        source = self._source
        if self.entity.count():
            self._read()
            return
        self._shell.jobs.reader.start(
            lambda _progress: source.entities(),
            on_done=self._entities,
            on_error=self._failed,
            owner=self,
        )

    @Slot()
    def _read(self) -> None:
        """Read the texts of the institution in sight."""
        raise NotImplementedError

    def _failed(self, error: BaseException) -> None:
        """Say that they could not be read."""
        raise NotImplementedError

    def _entities(self, found: Sequence[tuple[str, str]]) -> None:
        for sigla, name in found:
            self.entity.addItem(name, sigla)
        self.entity.setVisible(self.entity.count() > 1)
        self.entity.currentIndexChanged.connect(self._read)
        self._read()
