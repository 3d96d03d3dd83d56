"""Check a printed code or a file against what this base keeps; no server is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.services.documentos.comprobacion import Hallado
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.ports import Shell


class CheckDialog(QDialog):
    """A code, a QR or a file goes in; which document it is, and whether it is whole."""

    def __init__(self, desk: DocumentDesk, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Comprobar un documento")
        self.setMinimumWidth(shell.theme.scaled(620))
        self.message = MessagePanel(shell.theme)
        self.text = QLineEdit()
        self.check = QPushButton("&Comprobar")
        self.answer = data_label(wrap=True)
        self._build()

    @Slot()
    def run(self) -> None:
        """Look for it."""
        desk, text = self._desk, self.text.text().strip()
        self.message.hide()
        self.answer.clear()
        if text:
            self._shell.jobs.reader.start(
                lambda _progress: desk.check(text),
                on_done=self._show,
                on_error=self.message.show_error,
                owner=self,
            )

    def _show(self, found: Hallado) -> None:
        good = found.contenido_coincide and found.archivo_coincide is not False
        said = {
            True: "El archivo es el que se aprobó, byte por byte.",
            False: "El archivo NO es el que se aprobó.",
            None: "El código es el de este documento. Para comprobar el papel o el "
            "archivo, compárelo con el original.",
        }[found.archivo_coincide]
        self.message.tell(said, Tone.OK if good else Tone.DANGER)
        number = f" n.º {found.numero}" if found.numero else ""
        lines = [
            f"{found.nombre}{number} del {found.fecha}, {found.estado}.",
            f"Expediente: {found.expediente}.",
            *filter(None, (found.emitio,)),
            *found.advertencias,
        ]
        self.answer.setText("\n".join(lines))

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        path, _kind = QFileDialog.getOpenFileName(
            self, "Documento", "", "Documentos (*.pdf *.docx)"
        )
        if path:
            self.text.setText(path)
            self.run()

    def _build(self) -> None:
        about = label(
            "Escriba el código de verificación, lea el QR con un lector, o elija el "
            "archivo. Se compara con lo que guarda esta base.",
            "muted",
            wrap=True,
        )
        self.text.setAccessibleName("Código de verificación, texto del QR o archivo")
        self.text.setPlaceholderText("1A2B-3C4D-5E6F-7081")
        self.text.returnPressed.connect(self.run)
        file = QPushButton("&Archivo…")
        file.clicked.connect(self.choose)
        set_part(self.check, "main")
        self.check.clicked.connect(self.run)
        close = QPushButton("C&errar")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(file)
        row.addWidget(self.check)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        for button in (file, self.check, close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.answer)
        layout.addStretch()
        layout.addLayout(foot)
