"""*Paquete de entidad*: an institution that arrives, or leaves, as a signed file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.versiones.ports import PackRequest
from cobro_ui.versiones.review import ReviewDialog
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.form import labelled
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.signing import SigningFields
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.paquete_entidad.exportacion import Exportado
    from cobro_desktop.services.paquete_entidad.recepcion import Pieza, Recibido
    from cobro_desktop.services.paquete_entidad.retiro import Instalado
    from cobro_ui.ports import Shell
    from cobro_ui.versiones.ports import VersionSource

_ABOUT = (
    "El perfil, los procedimientos y las plantillas de una entidad, en un archivo "
    "firmado que solo trae datos. Primero se comprueba y se muestra qué trae; la "
    "primera vez, compare la huella con quien lo envió, por teléfono o en persona."
)
_EXPORT = (
    "Escribe en un archivo firmado el perfil, los procedimientos y las plantillas de "
    "una entidad. No lleva expedientes ni datos de personas."
)
_STATES = {
    "nuevo": Mark("Nuevo", Icon.ADD, Tone.ACCENT),
    "cambiado": Mark("Cambia", Icon.NOTE, Tone.WARN),
    "igual": Mark("Igual", Icon.OK, Tone.NEUTRAL),
    "quitado": Mark("Deja de estar", Icon.CANCEL, Tone.WARN),
}


class PackDialog(ReviewDialog["Pieza"]):
    """Receive a pack; see the ones that are installed; write or withdraw one."""

    def __init__(self, source: VersionSource, shell: Shell, parent: QWidget) -> None:
        super().__init__(shell, parent, title="Paquete de entidad", about=_ABOUT)
        self._source = source
        self._installed: Sequence[Instalado] = ()
        self.file = FileField()
        self.fingerprint = QLineEdit()
        self.fingerprint.setPlaceholderText("Solo la primera vez: 3f2a 9b10 …")
        self.packs = QComboBox()
        self.withdraw = QPushButton("Re&tirar")
        self.export = QPushButton("&Exportar una entidad…")
        self.extra.addWidget(self.export)
        self.table = self.build(
            [
                ("&Archivo", self.file),
                ("&Huella de la clave", self.fingerprint),
                ("I&nstalados", self._installed_row()),
            ],
            _FIELDS,
            (
                "Elija el paquete que le enviaron",
                "Aquí verá qué trae y qué cambia, antes de instalar nada.",
            ),
        )
        self.file.changed.connect(self._look)
        self.fingerprint.editingFinished.connect(self._look)
        self.act.clicked.connect(self._install)
        self.withdraw.clicked.connect(self._withdraw)
        self.export.clicked.connect(self._export)
        self._idle()
        self._list()

    def _installed_row(self) -> QWidget:
        from PySide6.QtWidgets import QWidget as Plain

        row = Plain()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.packs.setAccessibleName("Paquetes instalados")
        layout.addWidget(self.packs, 1)
        layout.addWidget(self.withdraw)
        row.setFocusProxy(self.packs)
        return row

    def _list(self) -> None:
        source = self._source
        self.shell.jobs.reader.start(
            lambda _progress: source.packs(),
            on_done=self._while_open(self._show_list),
            on_error=self._while_open(self.message.show_error),
        )

    def _show_list(self, packs: Sequence[Instalado]) -> None:
        self._installed = packs
        self.packs.clear()
        for pack in packs:
            used = cantidad(pack.expedientes, "expediente")
            self.packs.addItem(
                f"{pack.sigla} · {pack.nombre} · de {pack.emisor}, "
                f"{fecha_corta(pack.creado.date())} · {used}"
            )
        if not packs:
            self.packs.addItem("Ninguno: las entidades son las del programa")
        self.packs.setEnabled(bool(packs))
        self.withdraw.setEnabled(bool(packs))

    def _idle(self) -> None:
        self.told.hide()
        self.table.show_rows(())
        self.act.setText("&Instalar")
        self.act.setEnabled(False)

    @Slot()
    def _look(self) -> None:
        self._idle()
        path, trust, source = self.file.value(), self.fingerprint.text(), self._source
        if path and not self.file.problem():
            self.read(
                lambda _progress: source.open_pack(Path(path), trust.strip()),
                self._show,
                "Revisar el paquete",
            )

    def _show(self, found: Recibido) -> None:
        self.told.setText(f"{found.resumen} Huella de la clave: {found.huella}.")
        self.told.show()
        self.table.show_rows(found.piezas)
        self.act.setText(f"&Instalar {found.sigla}")
        self.act.setEnabled(not found.igual)
        if found.igual:
            self.message.tell("Ya está instalado así.", Tone.ACCENT)

    @Slot()
    def _install(self) -> None:
        path, trust = Path(self.file.value()), self.fingerprint.text().strip()
        source = self._source
        self.write(
            lambda _progress: source.install_pack(path, trust),
            self.finished_with,
            "Instalar el paquete",
        )

    @Slot()
    def _withdraw(self) -> None:
        sigla, source = self._installed[self.packs.currentIndex()].sigla, self._source
        self.write(
            lambda _progress: source.withdraw_pack(sigla),
            self._withdrawn,
            "Retirar el paquete",
        )

    def _withdrawn(self, changes: Changes) -> None:
        self.done_with.emit(changes)
        self.message.tell(changes.resumen)
        self._list()

    @Slot()
    def _export(self) -> None:
        dialog = ExportPackDialog(self._source, self.shell, self)
        dialog.open()


class ExportPackDialog(QDialog):
    """Which institution, the key that signs, and who delivers it."""

    def __init__(self, source: VersionSource, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self.setWindowTitle("Exportar una entidad")
        self.setMinimumWidth(shell.theme.scaled(600))
        self.which = QComboBox()
        self._signing = SigningFields(self)
        self.key = self._signing.key
        self.password = self._signing.password
        self.issuer = self._signing.issuer
        self.message = MessagePanel(shell.theme)
        self.act = QPushButton("&Firmar y guardar…")
        self._build()
        self._ready()
        shell.jobs.reader.start(
            lambda _progress: source.institutions(),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self.message,
        )

    def _build(self) -> None:
        form = labelled(
            (
                ("&Entidad", self.which),
                ("C&lave que firma", self.key),
                ("C&ontraseña", self.password),
                ("&Quién lo entrega", self.issuer),
            )
        )
        self._signing.changed.connect(self._ready)
        set_part(self.act, "main")
        self.act.setDefault(True)
        self.act.clicked.connect(self._write)
        cancel = QPushButton("C&errar")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(_EXPORT, "muted", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.message)
        layout.addStretch()
        layout.addLayout(buttons)

    def _show(self, known: Sequence[tuple[str, str]]) -> None:
        for sigla, nombre in known:
            self.which.addItem(f"{sigla} · {nombre}", sigla)
        self._ready()

    @Slot()
    def _ready(self) -> None:
        self.act.setEnabled(self._signing.complete and self.which.count() > 0)

    @Slot()
    def _write(self) -> None:
        sigla = str(self.which.currentData())
        path, _ = QFileDialog.getSaveFileName(
            self, "Guardar el paquete", f"{sigla}.zip", "Paquete (*.zip)"
        )
        if not path:
            return
        request = PackRequest(
            sigla,
            Path(path).with_suffix(".zip"),
            Path(self.key.value()),
            self.password.text(),
            self.issuer.text(),
        )
        source = self._source

        def told(done: Exportado) -> None:
            self.message.tell(done.resumen)

        self._shell.jobs.writer.start(
            lambda _progress: source.write_pack(request),
            on_done=told,
            on_error=self.message.show_error,
            title="Firmar el paquete",
            owner=self.message,
        )


_FIELDS: tuple[Field[Pieza], ...] = (
    Field("Qué es", lambda p: p.que, 330),
    Field(
        "Estado",
        lambda p: _STATES[p.estado].word,
        120,
        mark=lambda p: _STATES[p.estado],
    ),
    Field("Archivo", lambda p: p.nombre, 330, tip=lambda p: p.nombre),
)
