"""Write a clause otherwise from a day on, seeing first whom it touches (B15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad
from cobro_ui.textos.ports import ClauseChange
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.clausulas.consulta import Afectados, Redaccion
    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import TextLibrary

_SIZE = (720, 560)


class ClauseDialog(QDialog):
    """The text, its ground, since when and why."""

    saved = Signal(object)
    """The `Changes`."""

    def __init__(
        self,
        source: TextLibrary,
        sigla: str,
        found: Redaccion | None,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._sigla = sigla
        self._found = found
        self._shell = shell
        self._sending = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = "Cambiar la cláusula" if found else "Cláusula nueva"
        self.setWindowTitle(title)
        self.message = MessagePanel(shell.theme)
        self.key = QLineEdit()
        self.name = QLineEdit()
        self.text = QPlainTextEdit()
        self.ground = QLineEdit()
        self.verified = QCheckBox("Leí la norma en su fuente")
        self.since = DateField(shell.days, shell.theme)
        self.until = DateField(shell.days, shell.theme)
        self.reason = QLineEdit()
        self.touched = data_label(part="muted", wrap=True)
        self.button = QPushButton("&Guardar la cláusula")
        self._build()
        self._look()

    @Slot()
    def _ready(self) -> None:
        known = self._found is not None
        named = bool(self.name.text().strip() and self.ground.text().strip())
        self.button.setEnabled(
            not self._sending
            and bool(self.key.text().strip() and self.text.toPlainText().strip())
            and bool(self.reason.text().strip())
            and (known or named)
            and self.since.value() is not None
            and not self.until.problem()
        )

    @Slot()
    def _look(self) -> None:
        """Say whom the change touches from the chosen day on."""
        self._ready()
        since = self.since.value()
        if self._found is None or since is None:
            return
        source, sigla, clave = self._source, self._sigla, self._found.clave

        def show(found: Afectados) -> None:
            kinds = cantidad(len(found.plantillas), "plantilla", "plantillas")
            drafts = cantidad(len(found.borradores), "borrador", "borradores")
            names = ", ".join(p.nombre for p in found.plantillas)
            self.touched.setText(
                f"La llevan {kinds}{f' ({names})' if names else ''} y {drafts} sin "
                "aprobar desde ese día. Lo emitido conserva su texto."
            )

        self._shell.jobs.reader.start(
            lambda _progress: source.touched(sigla, clave, since),
            on_done=show,
            on_error=self.message.show_error,
            owner=self,
        )

    @Slot()
    def save(self) -> None:
        """Keep it."""
        since = self.since.value()
        if since is None:
            return
        found = self._found
        change = ClauseChange(
            self._sigla,
            self.key.text().strip(),
            self.text.toPlainText(),
            since,
            self.reason.text(),
            self.until.value(),
            _changed(self.name.text(), found.nombre if found else ""),
            _changed(self.ground.text(), found.fundamento if found else ""),
            self.verified.isChecked(),
        )
        source, self._sending = self._source, True
        self._ready()
        self._shell.jobs.writer.start(
            lambda _progress: source.change_clause(change),
            on_done=self._done,
            on_error=self._failed,
            title="Guardar la cláusula",
            owner=self,
        )

    def _done(self, changes: Changes) -> None:
        self.saved.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._sending = False
        self.message.show_error(error)
        self._ready()

    def _form(self) -> QFormLayout:
        found, scaled = self._found, self._shell.theme.scaled
        self.key.setPlaceholderText("como proteccion_datos")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(scaled(170))
        self.since.set_value(self._shell.today)
        if found is not None:
            self.key.setText(found.clave)
            self.key.setReadOnly(True)
            self.name.setText(found.nombre)
            self.text.setPlainText(found.texto)
            self.ground.setText(found.fundamento)
            self.verified.setChecked(found.verificado)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Nombre &corto *", self.key),
            ("&Nombre *", self.name),
            ("&Texto *", self.text),
            ("&Fundamento *", self.ground),
            ("", self.verified),
            ("Rige &desde *", self.since),
            ("&Hasta", self.until),
            ("&Motivo del cambio *", self.reason),
        )
        for name, widget in rows:
            widget.setAccessibleName(name.replace("&", "").rstrip(" *"))
            form.addRow(name, widget)
        for line in (self.key, self.name, self.ground, self.reason):
            line.textChanged.connect(self._ready)
        self.text.textChanged.connect(self._ready)
        self.since.changed.connect(self._look)
        self.until.changed.connect(self._ready)
        return form

    def _build(self) -> None:
        scaled = self._shell.theme.scaled
        note = label(
            "Los datos del documento van entre llaves dobles, como {{ deudor }}. "
            "Entre asteriscos dobles, **así**, sale en negrilla en los PDF.",
            "muted",
            wrap=True,
        )
        set_part(self.button, "main")
        self.button.clicked.connect(self.save)
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.touched, 1)
        row.addWidget(cancel)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.message)
        layout.addLayout(self._form(), 1)
        layout.addWidget(note)
        layout.addLayout(row)
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))


def _changed(text: str, before: str) -> str:
    """Return a text only where it says something else than before."""
    return "" if text.strip() == before else text.strip()
