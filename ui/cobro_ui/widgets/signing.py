"""What signing a file takes: the key, its password, and who answers for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from cobro_ui.widgets.file_field import FileField


class SigningFields(QObject):
    """The three fields, for the form of whoever signs."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.key = FileField()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.issuer = QLineEdit()
        self.issuer.setPlaceholderText("Por ejemplo: Grupo de Cobro, sede central")
        self.key.changed.connect(self.changed)
        self.password.textChanged.connect(self.changed)
        self.issuer.textChanged.connect(self.changed)

    @property
    def complete(self) -> bool:
        """Whether there is a key, a password and somebody who answers."""
        there = bool(self.key.value()) and not self.key.problem()
        named = bool(self.issuer.text().strip())
        return there and named and bool(self.password.text())
