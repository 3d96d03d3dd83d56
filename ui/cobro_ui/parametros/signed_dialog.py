"""Receive the values that another office published, or publish one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.parametros.source import SignedOrder, SignedRequest
from cobro_ui.parametros.trial_dialog import FileTrialDialog
from cobro_ui.widgets.form import labelled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.signing import SigningFields
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.claves import ClaveCreada
    from cobro_desktop.services.progress import Progress
    from cobro_ui.parametros.source import LegalSource
    from cobro_ui.ports import Shell

_RECEIVE = (
    "El archivo firmado que envió otra oficina. Primero se comprueba la firma y se "
    "revisa cada valor, sin guardar nada. La primera vez, compare la huella con quien "
    "lo envió, por teléfono o en persona."
)
_PUBLISH = (
    "Escribe en un archivo los valores que esta oficina cargó, firmados con su clave. "
    "Quien lo reciba sabrá que nadie los cambió en el camino."
)


class ReceiveDialog(FileTrialDialog):
    """A signed file, and the fingerprint of a key that is new here."""

    def __init__(self, source: LegalSource, shell: Shell, parent: QWidget) -> None:
        self._fingerprint = QLineEdit()
        self._fingerprint.setPlaceholderText("Solo la primera vez: 3f2a 9b10 …")
        super().__init__("Recibir valores firmados", _RECEIVE, shell, parent)
        self._source = source
        self._fingerprint.textChanged.connect(self._idle)

    @property
    def fingerprint(self) -> QLineEdit:
        """Where one writes the fingerprint that was compared."""
        return self._fingerprint

    @override
    def fields(self) -> list[tuple[str, QWidget]]:
        return [*super().fields(), ("&Huella de la clave", self._fingerprint)]

    @override
    def prepare(self, archivo: Path, *, simular: bool) -> Callable[[Progress], Changes]:
        request = SignedRequest(
            archivo,
            self._fingerprint.text().strip(),
            self.reason.text().strip(),
            simular=simular,
        )
        source = self._source
        return lambda progress: source.receive(request, progress)


class PublishDialog(QDialog):
    """The key, its password, who publishes, and where the file goes."""

    published = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, source: LegalSource, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Publicar valores firmados")
        self.setMinimumWidth(shell.theme.scaled(600))
        self._signing = SigningFields(self)
        self.key = self._signing.key
        self.password = self._signing.password
        self.issuer = self._signing.issuer
        self._message = MessagePanel(shell.theme)
        self._create = QPushButton("C&rear una clave…")
        self._publish = QPushButton("&Firmar y guardar…")
        self._build()
        self._ready()

    def _build(self) -> None:
        form = labelled(
            (
                ("C&lave", self.key),
                ("C&ontraseña", self.password),
                ("&Quién publica", self.issuer),
            )
        )
        self._signing.changed.connect(self._ready)
        self._create.setToolTip(
            "Escriba la contraseña y guarde la clave en un lugar suyo, no compartido."
        )
        self._create.clicked.connect(self._make_key)
        set_part(self._publish, "main")
        self._publish.setDefault(True)
        self._publish.clicked.connect(self._write)
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._create)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._publish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(_PUBLISH, "muted", wrap=True))
        layout.addWidget(self._message)
        layout.addLayout(form)
        layout.addStretch()
        layout.addLayout(buttons)

    @Slot()
    def _ready(self) -> None:
        secret = bool(self.password.text())
        self._create.setEnabled(secret and not self.key.value())
        self._publish.setEnabled(self._signing.complete)

    @Slot()
    def _make_key(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Guardar la clave", "clave-de-la-oficina.pem", "Claves (*.pem)"
        )
        if chosen:
            source, secret = self._source, self.password.text()
            self._shell.jobs.writer.start(
                lambda _progress: source.make_key(Path(chosen), secret),
                on_done=self._key_made,
                on_error=self._message.show_error,
            )

    def _key_made(self, made: ClaveCreada) -> None:
        self.key.set_value(str(made.archivo))
        self._message.tell(made.resumen)

    @Slot()
    def _write(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Guardar el archivo firmado",
            "valores.cobroley",
            "Valores firmados (*.cobroley)",
        )
        if not chosen:
            return
        order = SignedOrder(
            Path(chosen),
            Path(self.key.value()),
            self.password.text(),
            self.issuer.text().strip(),
        )
        source = self._source
        self._publish.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.publish(order),
            on_done=self._written,
            on_error=self._failed,
        )

    def _written(self, told: str) -> None:
        self.published.emit(told)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._message.show_error(error)
        self._ready()
