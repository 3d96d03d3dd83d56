"""What may be done with the file of a document: look at it, edit it, compare it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.domain.ciclo_documento import TRANSICIONES, Paso
from cobro_desktop.services.documentos.copias import EstadoCopia
from cobro_ui.documentos.word_watch import WordWatch
from cobro_ui.opening import open_file
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.documentos.bandejas import VidaDocumento
    from cobro_desktop.services.documentos.copias import Copia
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.ports import Shell

_STATES = {
    EstadoCopia.IGUAL: "Está fuera para editarse en Word",
    EstadoCopia.CAMBIADA: "Se editó en Word",
    EstadoCopia.GUARDANDOSE: "Word lo está guardando",
    EstadoCopia.PERDIDA: "Estaba fuera para editarse y su archivo ya no está",
}


class DocumentTools(QWidget):
    """Buttons over the file of a document, and where its copy is."""

    changed = Signal(object)
    """The `Changes` of what came back from Word."""
    failed = Signal(object)

    def __init__(self, desk: DocumentDesk, shell: Shell) -> None:
        super().__init__()
        self._desk = desk
        self._shell = shell
        self._life: VidaDocumento | None = None
        self._copy: Copia | None = None
        self.preview = QPushButton("&Vista previa")
        self.edit = QPushButton("Editar en &Word")
        self.compare = QPushButton("Comparar versio&nes…")
        self.bring = QPushButton("&Traer de Word")
        self.discard = QPushButton("De&scartar la copia")
        self._where = data_label(part="muted", wrap=True)
        self.watch = WordWatch(desk, shell, self)
        self.watch.looked.connect(self._looked)
        self.watch.brought.connect(self.changed)
        self.watch.failed.connect(self.failed)
        self._build()

    def show_life(self, life: VidaDocumento) -> None:
        """Offer what this document takes."""
        self._life = life
        draft = life.estado in TRANSICIONES[Paso.REHACER].desde
        mine = Paso.REHACER in life.pasos
        self.edit.setVisible(life.formato == "docx" and draft and mine)
        self.compare.setVisible(len(life.versiones) > 1)
        self.preview.setEnabled(True)
        self.watch.look()

    @Slot()
    def open_preview(self) -> None:
        """Show its pages."""
        from cobro_ui.documentos.preview_dialog import PreviewDialog

        life = self._life
        if life is not None:
            PreviewDialog(
                life.id, life.nombre, self._desk, self._shell, self.window()
            ).open()

    @Slot()
    def edit_in_word(self) -> None:
        """Put it out, or open the copy that is out already."""
        desk, life = self._desk, self._life
        if life is None:
            return
        self._shell.jobs.writer.start(
            lambda _progress: desk.take_out(life),
            on_done=self._out,
            on_error=self.failed.emit,
            title="Preparar el documento para Word",
            owner=self,
        )

    @Slot()
    def bring_back(self) -> None:
        """Bring back what was edited, even while Word has it open."""
        if self._copy is not None:
            self.watch.bring(self._copy, keep=bool(self._copy.abierta_por))

    @Slot()
    def open_compare(self) -> None:
        """Compare two versions."""
        from cobro_ui.documentos.compare_dialog import CompareDialog

        if self._life is not None:
            window = self.window()
            CompareDialog(self._life, self._desk, self._shell, window).open()

    @Slot()
    def discard_copy(self) -> None:
        """Forget the copy that is out."""
        desk, copy = self._desk, self._copy
        if copy is not None:
            self._shell.jobs.writer.start(
                lambda _progress: desk.discard(copy),
                on_done=self._discarded,
                on_error=self.failed.emit,
                title="Descartar la copia",
                owner=self,
            )

    def _discarded(self, changes: object) -> None:
        self.changed.emit(changes)
        self.watch.look()

    def _out(self, path: Path) -> None:
        open_file(path)
        self.watch.look()

    def _looked(self, copies: Sequence[Copia]) -> None:
        one = self._life.id if self._life is not None else 0
        self._copy = next((c for c in copies if c.documento_id == one), None)
        copy = self._copy
        for widget in (self._where, self.bring, self.discard):
            widget.setVisible(copy is not None)
        if copy is None:
            return
        self._where.setText(described(copy))
        self.bring.setEnabled(copy.aqui and copy.estado is EstadoCopia.CAMBIADA)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        pairs = (
            (self.preview, self.open_preview),
            (self.edit, self.edit_in_word),
            (self.compare, self.open_compare),
        )
        for button, run in pairs:
            button.setAutoDefault(False)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch()
        out = QHBoxLayout()
        out.addWidget(self._where, 1)
        for button, run in (
            (self.bring, self.bring_back),
            (self.discard, self.discard_copy),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            out.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addLayout(out)
        self.preview.setEnabled(False)
        for widget in (self.edit, self.compare, self._where, self.bring, self.discard):
            widget.hide()


def described(copy: Copia) -> str:
    """Say where a copy is and how."""
    where = str(copy.ruta) if copy.aqui else f"{copy.equipo}, de {copy.usuario}"
    parts = [f"{_STATES[copy.estado]}: {where}."]
    if copy.abierta_por:
        programs = " y ".join(copy.abierta_por)
        parts.append(f"{programs} lo tiene abierto: al cerrarlo se trae solo.")
    elif copy.aqui and copy.estado is EstadoCopia.IGUAL:
        parts.append("Al guardarlo y cerrarlo se trae solo.")
    return " ".join(parts)
