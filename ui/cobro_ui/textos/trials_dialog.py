"""A template filled with the worst cases, and what changes in it (B16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.documents.doctor.ensayo import palabras
from cobro_desktop.formats import cantidad
from cobro_ui.documentos.compare_dialog import as_html
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.documents.diferencias_texto import Renglon
    from cobro_desktop.services.plantillas.consulta import Plantilla
    from cobro_ui.ports import Shell
    from cobro_ui.textos.ports import Checkup, TextLibrary

_SIZE = (900, 620)


class TrialsDialog(QDialog):
    """A tab for each worst case, and one for what changes."""

    def __init__(
        self,
        template: Plantilla,
        sigla: str,
        source: TextLibrary,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Ensayos · {template.nombre}")
        self.message = MessagePanel(shell.theme)
        self.about = data_label("Llenando la plantilla…", "muted", wrap=True)
        self.tabs = QTabWidget()
        self._build()
        shell.jobs.reader.start(
            lambda _progress: source.checkup(sigla, template),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show(self, found: Checkup) -> None:
        trials = found.examen.ensayos
        if not trials:
            self.about.setText(
                "No se puede llenar mientras tenga errores: corríjalos en Word e "
                "impórtela de nuevo."
            )
        else:
            wrong = sum(len(trial.problemas) for trial in trials)
            told = cantidad(wrong, "cosa por mirar", "cosas por mirar")
            self.about.setText(
                f"Se llenó con los tres peores casos: {told}. Los datos entre comillas "
                "angulares son de ensayo."
            )
        for trial in trials:
            title = trial.nombre + (" ⚠" if trial.problemas else "")
            lines = [f"⚠ {p}" for p in trial.problemas]
            lines += palabras(trial.contenido) if trial.contenido else []
            self._add(title, "\n\n".join(lines))
        if found.cambios:
            browser = self._add("Frente a la vigente", "")
            browser.setHtml(as_html(_changed(found.cambios)))

    def _add(self, title: str, text: str) -> QTextBrowser:
        browser = QTextBrowser()
        browser.setAccessibleName(title)
        browser.setPlainText(text)
        self.tabs.addTab(browser, title)
        return browser

    def _build(self) -> None:
        self.tabs.setDocumentMode(True)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addWidget(self.about)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row)
        scaled = self._shell.theme.scaled
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))


def _changed(lines: Sequence[Renglon]) -> list[Renglon]:
    """Return only what is not in both, or all where nothing changed."""
    found = [line for line in lines if line.clase != "igual"]
    return found or list(lines)
