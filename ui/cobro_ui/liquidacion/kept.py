"""The liquidations of a case that were kept, and whether they still give the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad, fecha_corta, instante, pesos
from cobro_ui.liquidacion.verification import DIFFERENT, SAME, VerificationView
from cobro_ui.models.table import Field
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.liquidaciones_verificadas import InformeHuella
    from cobro_ui.liquidacion.ports import KeptLine
    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.marks import Mark

_NOTHING = (
    "Todavía no se ha guardado ninguna. Guardar una liquidación la deja en el "
    "expediente con su huella, para poder comprobarla aunque cambien las tablas."
)


class KeptPanel(QWidget):
    """A table of what was kept; *Verificar* repeats the chosen ones, or all."""

    verify_asked = Signal(list)
    """The fingerprints to repeat."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._verdicts: dict[str, bool] = {}
        self._lines: Sequence[KeptLine] = ()
        fields: tuple[Field[KeptLine], ...] = (
            Field("Guardada", lambda k: instante(k.creada_en), 150),
            Field("Corte", lambda k: fecha_corta(k.corte), 96),
            Field("Obligación", lambda k: k.obligacion, 200),
            Field("Total", lambda k: pesos(k.total), 130, figure=True),
            Field("Huella", lambda k: k.huella, 120),
            Field("Verificación", self._word, 120, mark=self._mark),
            Field("Quién", lambda k: k.quien, 180),
        )
        self.table: RowsTable[KeptLine] = RowsTable(
            "Liquidaciones guardadas", fields, theme
        )
        self.button = QPushButton("&Verificar")
        self.button.setToolTip("Recalcular con las tablas de hoy y comparar")
        self._empty = label(_NOTHING, "muted", wrap=True)
        self.result = VerificationView(theme)
        self._build()
        self.show_lines(())

    def show_lines(self, lines: Sequence[KeptLine]) -> None:
        """Show what was kept, the latest first."""
        self._lines = lines
        self.table.rows.show_rows(lines)
        self.table.fit(8)
        for widget in (self.table, self.button):
            widget.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def show_reports(self, reports: Sequence[InformeHuella]) -> None:
        """Mark the rows that were repeated, and tell the differences."""
        self._verdicts |= {report.huella: report.coincide for report in reports}
        self.table.viewport().update()
        self.result.show_reports(reports)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Liquidaciones guardadas", "heading"), 1)
        head.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        for widget in (self._empty, self.table, self.result):
            layout.addWidget(widget)
        self.button.clicked.connect(self._verify)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._verify)
        self.table.doubleClicked.connect(self._verify)
        self.table.selectionModel().selectionChanged.connect(self._count)

    @Slot()
    def _verify(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        chosen = [self._lines[index.row()] for index in rows] or self._lines
        self.verify_asked.emit(list(dict.fromkeys(line.huella for line in chosen)))

    @Slot()
    def _count(self) -> None:
        chosen = len(self.table.selectionModel().selectedRows())
        many = cantidad(chosen, "liquidación", "liquidaciones")
        self.button.setText("&Verificar" if chosen < 2 else f"&Verificar {many}")

    def _word(self, line: KeptLine) -> str:
        mark = self._mark(line)
        return mark.word if mark else "Sin verificar"

    def _mark(self, line: KeptLine) -> Mark | None:
        verdict = self._verdicts.get(line.huella)
        if verdict is None:
            return None
        return SAME if verdict else DIFFERENT
