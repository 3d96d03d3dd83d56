"""*Verificar liquidación*: a fingerprint, as it was read on a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad
from cobro_ui.liquidacion.verification import VerificationView
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import mark, set_part

if TYPE_CHECKING:
    from cobro_desktop.services.liquidaciones_verificadas import InformeHuella
    from cobro_ui.ports import Shell

LENGTH = 12
_WIDTH = 720
_ABOUT = (
    "La huella está al pie de la hoja impresa y en el libro de Excel. Se recalcula con "
    "las tablas de hoy y las lecturas de entonces; nada se cambia."
)


class VerifyDialog(QDialog):
    """Takes a fingerprint with spaces, hyphens or capitals, and tells the verdict."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Verificar liquidación")
        self.huella = QLineEdit()
        self.huella.setPlaceholderText("9c6f 7006 8616")
        self.huella.setAccessibleName("Huella")
        self.huella.setMaximumWidth(shell.theme.scaled(220))
        self._hint = label(part="muted")
        self.go = QPushButton("&Verificar")
        set_part(self.go, "main")
        self.go.setDefault(True)
        self.answer = VerificationView(shell.theme)
        self._build()
        self.setMinimumWidth(shell.theme.scaled(_WIDTH))
        self._typed()

    def _build(self) -> None:
        name = QLabel("&Huella")
        name.setBuddy(self.huella)
        close = QPushButton("&Cerrar")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        asked = QHBoxLayout()
        for widget in (name, self.huella, self.go, self._hint):
            asked.addWidget(widget)
        asked.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(_ABOUT, "muted", wrap=True))
        layout.addLayout(asked)
        layout.addWidget(self.answer)
        layout.addStretch()
        layout.addLayout(foot)
        self.huella.textChanged.connect(self._typed)
        self.go.clicked.connect(self._verify)

    def _plain(self) -> str:
        return re.sub(r"[\s\-‐-―]", "", self.huella.text()).lower()

    @Slot()
    def _typed(self) -> None:
        plain = self._plain()
        strange = re.sub(r"[0-9a-f]", "", plain)
        problem = ""
        if strange:
            problem = (
                f"«{strange[0]}» no puede ser: solo números y letras de la a a la f."
            )
        elif len(plain) > LENGTH:
            over = len(plain) - LENGTH
            problem = f"{'Sobra' if over == 1 else 'Sobran'} {over}: son {LENGTH}."
        mark(self.huella, problem)
        left = LENGTH - len(plain)
        verb = "Falta" if left == 1 else "Faltan"
        missing = f"{verb} {cantidad(left, 'carácter', 'caracteres')}."
        self._hint.setText(problem or (missing if left and plain else ""))
        self.go.setEnabled(not problem and not left)

    @Slot()
    def _verify(self) -> None:
        source, plain = self._shell.liquidations, self._plain()
        self.go.setEnabled(False)
        self._shell.jobs.reader.start(
            lambda _progress: source.verify(plain),
            on_done=self._show,
            on_error=self._fail,
            owner=self,
        )

    def _show(self, report: InformeHuella) -> None:
        self.answer.show_reports([report])
        self._typed()
        self.adjustSize()

    def _fail(self, error: BaseException) -> None:
        self.answer.show_error(error)
        self._typed()
        self.adjustSize()
