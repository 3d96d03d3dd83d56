"""What changed between two versions of a document (F64)."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.documents.diferencias_texto import Clase
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.documents.diferencias_texto import Renglon
    from cobro_desktop.services.documentos.bandejas import VidaDocumento
    from cobro_desktop.services.documentos.versiones import Comparacion
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.ports import Shell

_SIZE = (880, 600)
_AROUND = 2
"""Paragraphs that stayed, shown on each side of what changed."""
_SIGNS = {Clase.QUITADO: "Se quitó: ", Clase.AGREGADO: "Se agregó: "}


class CompareDialog(QDialog):
    """Two versions to choose, and the paragraphs that are not in both."""

    def __init__(
        self, life: VidaDocumento, desk: DocumentDesk, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._life = life
        self._desk = desk
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Comparar versiones")
        self.message = MessagePanel(shell.theme)
        self.before = QComboBox()
        self.after = QComboBox()
        self.about = data_label("Comparando…", "muted", wrap=True)
        self.text = QTextBrowser()
        self._build()
        self._compare()

    @Slot()
    def _compare(self) -> None:
        desk, one = self._desk, self._life.id
        before, after = self.before.currentData(), self.after.currentData()
        self._shell.jobs.reader.start(
            lambda _progress: desk.compare(one, before, after),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show(self, found: Comparacion) -> None:
        changed = cantidad(found.cambios, "párrafo distinto", "párrafos distintos")
        same = "Las dos versiones dicen lo mismo."
        self.about.setText(f"{changed}." if found.cambios else same)
        self.text.setHtml(as_html(found.renglones))

    def _build(self) -> None:
        for box, name in ((self.before, "Versión anterior"), (self.after, "Posterior")):
            box.setAccessibleName(name)
            for version in sorted(self._life.versiones, key=lambda v: v.orden):
                day = fecha_corta(version.cuando.astimezone().date())
                size = f"{max(version.tamano // 1024, 1)} KB"
                text = f"Versión {version.orden} · {version.quien} · {day} · {size}"
                box.addItem(text, version.orden)
        self.before.setCurrentIndex(max(self.before.count() - 2, 0))
        self.after.setCurrentIndex(self.after.count() - 1)
        self.before.currentIndexChanged.connect(self._compare)
        self.after.currentIndexChanged.connect(self._compare)
        self.text.setAccessibleName("Diferencias")
        row = QHBoxLayout()
        row.addWidget(label("De la"))
        row.addWidget(self.before, 1)
        row.addWidget(label("a la"))
        row.addWidget(self.after, 1)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.about, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)
        scaled = self._shell.theme.scaled
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))


def as_html(lines: Sequence[Renglon]) -> str:
    """Write a comparison: a word says what changed, so that colour is not needed."""
    shown = [line for line in lines if line.texto.strip()]
    return "".join(
        piece
        for same, group in groupby(shown, key=lambda line: line.clase is Clase.IGUAL)
        for piece in (_same(list(group)) if same else map(_different, group))
    )


def _different(line: Renglon) -> str:
    text, sign = escape(line.texto), _SIGNS[line.clase]
    mark = "s" if line.clase is Clase.QUITADO else "u"
    return f"<p><b>{sign}</b><{mark}>{text}</{mark}></p>"


def _same(lines: Sequence[Renglon]) -> list[str]:
    """Write what stayed: whole where it is short, else its ends."""
    if len(lines) <= 2 * _AROUND + 1:
        return [f"<p>{escape(line.texto)}</p>" for line in lines]
    left = len(lines) - 2 * _AROUND
    ends = [f"<p>{escape(line.texto)}</p>" for line in lines]
    gap = f"<p><i>… {left} párrafos iguales …</i></p>"
    return [*ends[:_AROUND], gap, *ends[-_AROUND:]]
