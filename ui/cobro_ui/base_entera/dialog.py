"""*Base entera*: everything to a file, or from a file into an empty base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
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
    "un archivo que se puede traer a otro equipo o al servidor del grupo. Lleva datos "
    "personales: ciérrelo con una contraseña, o guárdelo como guarda los expedientes."
)
_BRING = (
    "Solo a una base donde nadie ha trabajado. Primero se comprueba el archivo; "
    "después entra todo o nada, y se compara tabla por tabla con lo que salió."
)

_SIZE = (680, 620)
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
        self.closing = _secret(
            "Contraseña para cerrarlo", "Opcional: ocho letras o más"
        )
        # Nobody can open a file that was closed with a slip of the finger.
        self.closing.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.opening = _secret("Contraseña del archivo", "Si está cerrado con una")
        self.file = FileField()
        self.file.setAccessibleName("Archivo de una base entera")
        self.bring = QPushButton("&Traer la base")
        self._checked = ("", "")
        """The file that was found right, and its password."""
        self._build()
        self.take.clicked.connect(self._ask_target)
        self.file.changed.connect(self._look)
        self.opening.editingFinished.connect(self._look_again)
        self.bring.clicked.connect(self._bring)
        self._ready()

    def _build(self) -> None:
        set_part(self.take, "main")
        set_part(self.bring, "main")
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        for button in (self.take, self.bring, close):
            button.setAutoDefault(False)  # Enter only ends a passphrase
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label("Llevar", "heading"))
        layout.addWidget(label(_TAKE, "muted", wrap=True))
        layout.addLayout(_form(("C&ontraseña", self.closing)))
        layout.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(8)
        layout.addWidget(label("Traer", "heading"))
        layout.addWidget(label(_BRING, "muted", wrap=True))
        layout.addLayout(_form(("&Archivo", self.file), ("Co&ntraseña", self.opening)))
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
        source, password = self._source, self.closing.text()
        self._start(
            lambda progress: source.take(target, password, progress),
            self._tell,
            "Llevar la base",
        )

    @Slot()
    def _look_again(self) -> None:
        if self._checked != self._asked():
            self._look()

    @Slot()
    def _look(self) -> None:
        self._checked = ("", "")
        (path, password), source = self._asked(), self._source
        if not path or self.file.problem():
            self._ready()
            return

        def good(changes: Changes) -> None:
            self._checked = (path, password)
            self._tell(changes)

        self._start(
            lambda progress: source.look(Path(path), password, progress),
            good,
            "Comprobar el archivo",
        )

    @Slot()
    def _bring(self) -> None:
        (path, password), source = self._checked, self._source
        self._start(
            lambda progress: source.bring(Path(path), password, progress),
            self._came,
            "Traer la base",
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
        self._enable(on=False)
        self._shell.jobs.writer.start(
            work, on_done=on_done, on_error=self._failed, title=title, owner=self
        )

    def _ready(self) -> None:
        self._enable(on=True)
        checked = bool(self._checked[0]) and self._checked == self._asked()
        self.bring.setEnabled(checked)

    def _enable(self, *, on: bool) -> None:
        for widget in (self.take, self.bring, self.file, self.closing, self.opening):
            widget.setEnabled(on)

    def _asked(self) -> tuple[str, str]:
        return self.file.value(), self.opening.text()


def _secret(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field


def _form(*asked: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(8)
    for text, widget in asked:
        name = QLabel(text)
        name.setBuddy(widget)
        form.addRow(name, widget)
    return form
