"""One document: its checks, its history and what this person may do to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.ciclo_documento import Paso
from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.choices import plain
from cobro_ui.documentos.tools import DocumentTools
from cobro_ui.documentos.words import ACTIONS, CHECKS, HISTORY, about, history
from cobro_ui.opening import open_file
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import VidaDocumento
    from cobro_desktop.services.documentos.paquetes import Paquete
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.documentos.ports import DocumentFlow
    from cobro_ui.ports import Shell

_SIZE = (980, 600)
_MAIN = (Paso.FIRMAR, Paso.APROBAR, Paso.REVISAR, Paso.ENVIAR, Paso.RADICAR)
"""Which button is the main one, the first of these that may be done."""


class ReviewDialog(QDialog):
    """Opens the file, shows what was checked and said, and takes the next step."""

    changed = Signal(object)
    """The `Changes` of a step that was taken."""

    def __init__(
        self, documento_id: int, flow: DocumentFlow, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._id = documento_id
        self._flow = flow
        self._shell = shell
        self._life: VidaDocumento | None = None
        self._busy = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Documento")
        self.message = MessagePanel(shell.theme)
        self._subject = data_label("Leyendo…", "heading", wrap=True)
        self._about = data_label(part="muted", wrap=True)
        self.checks = RowsTable("Controles", CHECKS, shell.theme)
        self.history = RowsTable("Versiones y revisiones", HISTORY, shell.theme)
        self.tabs = QTabWidget()
        self.observation = QPlainTextEdit()
        self._ask = label("&Observaciones para quien lo proyectó")
        self._open = QPushButton("&Abrir el archivo")
        self.tools = DocumentTools(shell.desk, shell) if shell.desk else None
        self.buttons = {paso: QPushButton(text) for paso, text in ACTIONS.items()}
        self._build()
        self.reload()

    def reload(self) -> None:
        """Read the document anew."""
        flow, one = self._flow, self._id
        self._shell.jobs.reader.start(
            lambda _progress: flow.life(one),
            on_done=self._show,
            on_error=self._refused,
            owner=self,
        )

    def _show(self, life: VidaDocumento) -> None:
        self._life = life
        self._subject.setText(f"{life.nombre} · {life.expediente}")
        why = life.motivo_anulacion
        self._about.setText(about(life) + (f" · Anulado: {why}" if why else ""))
        unmet_first = sorted(life.examenes, key=lambda e: (e.cumple, not e.bloquea))
        self.checks.rows.show_rows(unmet_first)
        self.history.rows.show_rows(history(life))
        failed = [e for e in life.examenes if not e.cumple]
        title = f"Controles  ({len(failed)})" if failed else "Controles"
        self.tabs.setTabText(0, title)
        self.tabs.setTabVisible(0, bool(life.examenes))
        if self.tools is not None:
            self.tools.show_life(life)
        self._dress()

    def _dress(self) -> None:
        life = self._life
        can = life.pasos if life is not None else frozenset()
        main = next((paso for paso in _MAIN if paso in can), None)
        for paso, button in self.buttons.items():
            button.setVisible(paso in can)
            button.setEnabled(not self._busy)
            set_part(button, "main" if paso is main else "")
            button.style().polish(button)
        stopped = life is not None and any(e.bloquea for e in life.examenes)
        self.buttons[Paso.APROBAR].setEnabled(not (self._busy or stopped))
        if stopped and Paso.APROBAR in can:
            assert life is not None, "it is what stops it"
            wrong = cantidad(
                sum(e.bloquea for e in life.examenes), "control", "controles"
            )
            self._about.setText(f"{about(life)} · no se aprueba: {wrong} por cumplir")
        returns = Paso.DEVOLVER in can
        self._ask.setVisible(returns)
        self.observation.setVisible(returns)
        self._observed()
        self._open.setEnabled(life is not None and not self._busy)

    @Slot()
    def _observed(self) -> None:
        said = bool(self.observation.toPlainText().strip())
        self.buttons[Paso.DEVOLVER].setEnabled(said and not self._busy)
        self.buttons[Paso.REVISAR].setEnabled(not said and not self._busy)

    @Slot()
    def open_file(self) -> None:
        """Open a copy of the last version."""
        flow, life = self._flow, self._life
        if life is not None:
            self._shell.jobs.reader.start(
                lambda _progress: flow.file(life),
                on_done=open_file,
                on_error=self.message.show_error,
                owner=self,
            )

    def take(self, paso: Paso) -> None:
        """Take a step; those that ask something open their own dialog."""
        life = self._life
        if life is None or self._busy:
            return
        if paso in {Paso.RADICAR, Paso.COMUNICAR, Paso.ANULAR}:
            self._ask_step(paso, life)
            return
        work = self._work(paso, life)
        self._busy = True
        self.message.hide()
        self._dress()
        self._shell.jobs.writer.start(
            lambda _progress: work(),
            on_done=self._done,
            on_error=self._refused,
            title=plain(ACTIONS[paso]),
            owner=self,
        )

    def _work(self, paso: Paso, life: VidaDocumento) -> Callable[[], Changes]:
        flow, one = self._flow, life.id
        read = life.versiones[0].sha256
        text = self.observation.toPlainText()
        return {
            Paso.ENVIAR: partial(flow.send, one),
            Paso.REHACER: partial(flow.write_again, one),
            Paso.REVISAR: partial(flow.agree, one, read),
            Paso.DEVOLVER: partial(flow.give_back, one, text, read),
            Paso.APROBAR: partial(flow.approve, one, read),
            Paso.FIRMAR: partial(flow.sign, one, read),
        }[paso]

    def _ask_step(self, paso: Paso, life: VidaDocumento) -> None:
        from cobro_ui.documentos import step_dialogs as steps

        kinds = {
            Paso.RADICAR: steps.RegisterDialog,
            Paso.COMUNICAR: steps.DeliverDialog,
            Paso.ANULAR: steps.AnnulDialog,
        }
        dialog = kinds[paso](self._flow, life, self._shell, self)
        dialog.recorded.connect(self._done)
        dialog.open()

    @Slot(object)
    def _done(self, changes: Changes) -> None:
        self._busy = False
        self.observation.clear()
        tone = Tone.WARN if changes.datos.get("advertencias") else Tone.OK
        self.message.tell(changes.resumen, tone)
        self.changed.emit(changes)
        self.reload()
        if changes.datos.get("estado") == "aprobado" and self._shell.desk is not None:
            self._propose(self._shell.desk, changes.resumen)

    def _propose(self, desk: DocumentDesk, done: str) -> None:
        """Say what else an approved act calls for."""
        one = self._id

        def show(found: Paquete) -> None:
            names = [f"«{p.nombre}»" for p in found.pendientes]
            if names:
                text = f"{done} Sigue elaborar: {', '.join(names)}."
                self.message.tell(" ".join([text, *found.terminos]))

        self._shell.jobs.reader.start(
            lambda _progress: desk.package(one),
            on_done=show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        self.message.show_error(error)
        self._dress()

    def _build(self) -> None:
        scaled = self._shell.theme.scaled
        self.observation.setTabChangesFocus(True)
        self.observation.setFixedHeight(scaled(70))
        self.observation.setAccessibleName("Observaciones para quien lo proyectó")
        self.observation.setPlaceholderText("Qué debe cambiar, con sus palabras")
        self.observation.textChanged.connect(self._observed)
        self._ask.setBuddy(self.observation)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.checks, "Controles")
        self.tabs.addTab(self.history, "Versiones y revisiones")
        self._open.clicked.connect(self.open_file)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addWidget(self.buttons[Paso.ANULAR])
        row.addStretch()
        for paso, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._take, paso))
            if paso is not Paso.ANULAR:
                row.addWidget(button)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        self._open.setAutoDefault(False)
        close.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (self._subject, self._about, self.message, self.tabs):
            layout.addWidget(widget)
        layout.setStretch(3, 1)
        if self.tools is not None:
            self.tools.changed.connect(self._done)
            self.tools.failed.connect(self.message.show_error)
            layout.insertWidget(2, self.tools)
            layout.setStretch(3, 0)
            layout.setStretch(4, 1)
        layout.addWidget(self._ask)
        layout.addWidget(self.observation)
        layout.addLayout(row)
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))
        self._dress()

    def _take(self, paso: Paso, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.take(paso)
