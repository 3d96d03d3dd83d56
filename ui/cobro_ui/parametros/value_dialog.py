"""Load a value of the law, or correct one with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.parametros import ClaseCampo
from cobro_ui.jobs.latest import Latest
from cobro_ui.parametros.source import Draft, Verdict, Where
from cobro_ui.parametros.value_form import ValueForm
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.parametros import CampoLegal, TablaLegal
    from cobro_desktop.services.changes import Changes
    from cobro_ui.parametros.source import LegalSource
    from cobro_ui.ports import Shell

_PAUSE_MS = 200
"""Of quiet after which what was typed is judged."""
_MORA = "tasa_mora_et635"
_REGIMEN = "regimen_et635"
_ACTUAL = "LEY-1819"


@dataclass(frozen=True, slots=True)
class Start:
    """What the dialog begins with."""

    tabla: TablaLegal
    sigla: str
    values: Mapping[str, str]
    """The days that follow the last value, or the value that is corrected."""
    corrects: bool = False


class ValueDialog(QDialog):
    """Says while one types what would be loaded, and why something would not."""

    saved = Signal(object)
    """The `Changes` of the value that was loaded."""

    def __init__(
        self, source: LegalSource, start: Start, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        tabla = start.tabla
        self._source = source
        self._where = Where(tabla.id, start.sigla)
        self._tabla = tabla
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self._verdict = Verdict()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        verb = "Corregir" if start.corrects else "Cargar"
        self.setWindowTitle(f"{verb} en {tabla.nombre}")
        scaled = shell.theme.scaled
        self.resize(scaled(560), scaled(620 if len(tabla.campos) > 6 else 520))
        self._form = ValueForm(_asked(tabla, start.values), shell)
        self._message = MessagePanel(shell.theme)
        self._sentence = label(wrap=True)
        self._why = QLineEdit()
        self._why_label = QLabel("&Motivo del cambio *")
        self._save = QPushButton("&Guardar")
        self._timer = QTimer(self)
        self._build()
        self._form.changed.connect(self._typed)
        self._form.fill(start.values)

    @property
    def form(self) -> ValueForm:
        """The fields."""
        return self._form

    @property
    def reason(self) -> QLineEdit:
        """Where one says why a value changes."""
        return self._why

    @property
    def button(self) -> QPushButton:
        """The button that loads the value."""
        return self._save

    @property
    def sentence(self) -> str:
        """What is said below the fields."""
        return self._sentence.text()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        text = f"{self._tabla.autoridad} Escriba la cifra como se publica."
        if self._tabla.de_entidad:
            text = f"{self._tabla.autoridad} Vale para {self._where.sigla}."
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self._message)
        layout.addWidget(scrolled(self._form), 1)
        layout.addWidget(self._sentence)
        self._why_label.setBuddy(self._why)
        self._why.setAccessibleName("Motivo del cambio")
        self._why.setPlaceholderText("Por ejemplo: fe de erratas de la resolución")
        self._why.textChanged.connect(self._ready)
        for widget in (self._why_label, self._why):
            widget.hide()
            layout.addWidget(widget)
        cancel = QPushButton("&Cancelar")
        cancel.clicked.connect(self.reject)
        set_part(self._save, "main")
        self._save.setDefault(True)
        self._save.clicked.connect(self._write)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout.addLayout(buttons)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._judge)
        self._ready()

    @Slot()
    def _typed(self) -> None:
        self._verdict = Verdict()
        self._ready()
        self._timer.start()

    @Slot()
    def _judge(self) -> None:
        source, draft = self._source, self._draft()

        def answered(verdict: Verdict) -> None:
            if not self._timer.isActive():
                self._show(verdict)

        self._asked.start(
            lambda _progress: source.check(draft),
            on_done=answered,
            on_error=self._message.show_error,
        )

    def _show(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._form.show_problems(verdict.problemas)
        tone, text = _said(verdict, self._form.empty(verdict.problemas))
        restyle(self._sentence, "tone", tone)
        self._sentence.setText(text)
        for widget in (self._why_label, self._why):
            widget.setVisible(bool(verdict.reemplaza))
        self._ready()

    @Slot()
    def _ready(self) -> None:
        replaces = bool(self._verdict.reemplaza)
        reason = bool(self._why.text().strip()) or not replaces
        self._save.setEnabled(bool(self._verdict.cargara) and reason)
        self._save.setText("&Reemplazar" if replaces else "&Guardar")

    def _draft(self) -> Draft:
        return Draft(self._where, self._form.values(), self._why.text().strip())

    @Slot()
    def _write(self) -> None:
        source, draft = self._source, self._draft()
        self._save.setEnabled(False)
        self._shell.jobs.writer.start(
            lambda _progress: source.save(draft),
            on_done=self._written,
            on_error=self._failed,
        )

    def _written(self, changes: Changes) -> None:
        self.saved.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._message.show_error(error)
        self._ready()


def _asked(tabla: TablaLegal, values: Mapping[str, str]) -> list[CampoLegal]:
    """Return the fields that a person is asked; the law gives the others.

    Before Ley 1819 the default rate did not always follow from the usura.
    """
    old = values.get(_REGIMEN, _ACTUAL) != _ACTUAL
    return [
        campo
        for campo in tabla.campos
        if campo.clase is not ClaseCampo.REGIMEN and (campo.clave != _MORA or old)
    ]


def _said(verdict: Verdict, empty: list[str]) -> tuple[str, str]:
    """Return the tone and the sentence of a verdict; `empty` fields are asked for."""
    if verdict.rechazo:
        return str(Tone.DANGER), verdict.rechazo
    if verdict.problemas:
        return "", f"Falta escribir: {', '.join(empty)}." if empty else ""
    parts = [f"Se cargará {verdict.cargara}."]
    if verdict.reemplaza:
        parts = [f"Hoy dice: {verdict.reemplaza}. Quedará: {verdict.cargara}."]
    parts.extend(verdict.avisos)
    tone = Tone.WARN if verdict.avisos or verdict.reemplaza else Tone.OK
    return str(tone), " ".join(parts)
