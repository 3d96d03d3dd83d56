"""*Base entera*: everything to a file, or from a file into an empty base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.base_entera.ports import WholeBase
    from cobro_ui.ports import Shell

_TAKE = (
    "Expedientes, personas, documentos, parámetros, paquetes de entidad y bitácora, en "
    "un archivo que se puede traer a otro equipo o al servidor del grupo. No va "
    "cifrado: lleva datos personales, guárdelo donde guarda los expedientes."
)
_BRING = (
    "Solo a una base donde nadie ha trabajado. Primero se comprueba el archivo; "
    "después entra todo o nada, y se compara tabla por tabla con lo que salió."
)

_SIZE = (680, 540)
"""At 100 %: the message of a refusal takes four lines."""


class WholeBaseDialog(QDialog):
    """Two things that an administrator does when the work changes its place."""

    brought = Signal(object)
    """The `Changes` of a base that came."""

    def __init__(self, source: WholeBase, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Base entera")
        self.resize(*(shell.theme.scaled(length) for length in _SIZE))
        self.message = MessagePanel(shell.theme)
        self.take = QPushButton("&Llevar la base a un archivo…")
        self.file = FileField()
        self.file.setAccessibleName("Archivo de una base entera")
        self.bring = QPushButton("&Traer la base")
        self._checked = ""
        """The file that was found right."""
        self._build()
        self.take.clicked.connect(self._ask_target)
        self.file.changed.connect(self._look)
        self.bring.clicked.connect(self._bring)
        self._ready()

    def _build(self) -> None:
        set_part(self.take, "main")
        set_part(self.bring, "main")
        for button in (self.take, self.bring):
            button.setAutoDefault(False)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        which = QLabel("&Archivo")
        which.setBuddy(self.file)
        line = QHBoxLayout()
        line.addWidget(which)
        line.addWidget(self.file, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label("Llevar", "heading"))
        layout.addWidget(label(_TAKE, "muted", wrap=True))
        layout.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(8)
        layout.addWidget(label("Traer", "heading"))
        layout.addWidget(label(_BRING, "muted", wrap=True))
        layout.addLayout(line)
        layout.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.message)
        layout.addStretch()
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    @Slot()
    def _ask_target(self) -> None:
        name = f"base-{self._shell.today.isoformat()}.zip"
        path, _ = QFileDialog.getSaveFileName(
            self, "Llevar la base", name, "Base entera (*.zip)"
        )
        if path:
            self.write_to(Path(path).with_suffix(".zip"))

    def write_to(self, target: Path) -> None:
        """Take the base to a file."""
        source = self._source
        self._start(
            lambda progress: source.take(target, progress), self._tell, "Llevar la base"
        )

    @Slot()
    def _look(self) -> None:
        self._checked = ""
        path, source = self.file.value(), self._source
        if not path or self.file.problem():
            self._ready()
            return

        def good(changes: Changes) -> None:
            self._checked = path
            self._tell(changes)

        self._start(
            lambda progress: source.look(Path(path), progress),
            good,
            "Comprobar el archivo",
        )

    @Slot()
    def _bring(self) -> None:
        path, source = Path(self._checked), self._source
        self._start(
            lambda progress: source.bring(path, progress), self._came, "Traer la base"
        )

    def _came(self, changes: Changes) -> None:
        self.brought.emit(changes)
        self.accept()

    def _tell(self, changes: Changes) -> None:
        self.message.tell(
            changes.resumen, Tone.WARN if changes.datos.get("hallazgos") else Tone.OK
        )
        self._ready()

    def _failed(self, error: BaseException) -> None:
        self.message.show_error(error)
        self._ready()

    def _start(
        self,
        work: Callable[[Progress], Changes],
        on_done: Callable[[Changes], None],
        title: str,
    ) -> None:
        self.message.hide()
        for widget in (self.take, self.bring, self.file):
            widget.setEnabled(False)
        self._shell.jobs.writer.start(
            work, on_done=on_done, on_error=self._failed, title=title, owner=self
        )

    def _ready(self) -> None:
        self.take.setEnabled(True)
        self.file.setEnabled(True)
        checked = bool(self._checked) and self._checked == self.file.value()
        self.bring.setEnabled(checked)
