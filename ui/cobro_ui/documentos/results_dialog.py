"""What happened to each of several documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_ui.ports import Shell

_DONE = Mark("Firmado", Icon.OK, Tone.OK)
_REFUSED = Mark("Sin firmar", Icon.ERROR, Tone.DANGER)


class Result(NamedTuple):
    """One document and its answer."""

    nombre: str
    hecho: bool
    texto: str


def _mark(result: Result) -> Mark:
    return _DONE if result.hecho else _REFUSED


_FIELDS: tuple[Field[Result], ...] = (
    Field("Documento", lambda r: r.nombre, 300),
    Field("Resultado", lambda r: _mark(r).word, 120, mark=_mark),
    Field("Por qué", lambda r: "" if r.hecho else r.texto, 420),
)


class ResultsDialog(QDialog):
    """One line per document; what failed says why."""

    def __init__(
        self,
        results: Sequence[Mapping[str, Any]],
        names: Mapping[int, str],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Firma de varios documentos")
        rows = [
            Result(names.get(r["documento_id"], ""), r["hecho"], r["texto"])
            for r in results
        ]
        done = sum(row.hecho for row in rows)
        text = f"Se firmaron {done} de {cantidad(len(rows), 'documento')}."
        self.table = RowsTable("Resultados", _FIELDS, shell.theme)
        self.table.rows.show_rows(rows)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(data_label(text, "heading"))
        layout.addWidget(self.table)
        layout.addLayout(row)
        scaled = shell.theme.scaled
        self.resize(scaled(880), scaled(320))
