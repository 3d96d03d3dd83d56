"""Step 2: which column is each datum, how sure that is, and the profile to keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.dialogs.import_line import NEEDED, ColumnLine, mark_of
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.importacion.mirada import Vista
    from cobro_ui.ports import Shell
    from cobro_ui.widgets.marks import Mark


class MappingPage(QWidget):
    """A line per datum: its column, how sure, examples of its cells."""

    chosen = Signal(str, str)
    """(field, letters of the column; empty when none is it)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._theme = shell.theme
        self._lines: dict[str, ColumnLine] = {}
        self._shown: tuple[object, ...] = ()
        self.missing = MessagePanel(shell.theme)
        self.keep = QCheckBox("&Guardar estas columnas como perfil de quien lo envía:")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Por ejemplo: Financiera, cuadro mensual")
        self.name.setAccessibleName("Nombre del perfil")
        self.name.setEnabled(False)
        self.name.setMaxLength(80)
        self.keep.toggled.connect(self.name.setEnabled)
        self.keep.toggled.connect(self._focus_name)
        self._area = scrolled(QWidget())
        text = (
            "Cada dato se reconoce por el título de su columna y por lo que contiene. "
            "Si uno no es, elija su columna."
        )
        bottom = QHBoxLayout()
        bottom.addWidget(self.keep)
        bottom.addWidget(self.name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.missing)
        layout.addWidget(self._area, 1)
        layout.addLayout(bottom)

    @property
    def profile(self) -> str:
        """The name under which to keep the columns; empty to keep nothing."""
        return self.name.text().strip() if self.keep.isChecked() else ""

    @property
    def unnamed(self) -> bool:
        """Whether a profile is to be kept that has no name."""
        return self.keep.isChecked() and not self.profile

    @property
    def combos(self) -> Mapping[str, QComboBox]:
        """Field → the list of columns of its line."""
        return {name: line.combo for name, line in self._lines.items()}

    @property
    def marks(self) -> Mapping[str, Mark]:
        """Field → how sure its column is."""
        return {name: line.mark for name, line in self._lines.items()}

    @property
    def lacking(self) -> QComboBox | None:
        """The list of the first datum that cannot be left without a column."""
        lines = self._lines.values()
        return next((line.combo for line in lines if line.mark is NEEDED), None)

    def show_view(
        self, view: Vista, fields: Sequence[tuple[str, str]], fixed: Mapping[str, str]
    ) -> None:
        """Show the columns of a file: first what is lacking, then what was found.

        The lines keep their places while the person tells columns of one sheet.
        """
        found = {c.campo: c for c in view.columnas if c.campo}
        labels = dict(fields)
        spares = {name: labels.get(spare, "") for name, spare in view.respaldos}
        headings = tuple((c.letra, c.titulo) for c in view.columnas)
        shown = (tuple(fields), headings)
        if not fixed or shown != self._shown:
            order = [name for name, _ in fields]
            there = found.keys() | spares.keys()
            order.sort(key=lambda name: (name not in view.faltan, name not in there))
            self._lay_out(view, labels, order)
        self._shown = shown
        for name, line in self._lines.items():
            mark = mark_of(name, found.get(name), view, fixed)
            line.show_column(found.get(name), mark, spares.get(name, ""))
        self._tell_missing([labels[name] for name in view.faltan if name in labels])

    def _lay_out(
        self, view: Vista, labels: Mapping[str, str], order: Sequence[str]
    ) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for column, stretch in ((1, 3), (3, 4)):
            grid.setColumnStretch(column, stretch)
        for column, text in enumerate(("Dato", "Columna", "¿Es?", "Ejemplos")):
            grid.addWidget(label(text, "muted"), 0, column)
        self._lines = {}
        for row, name in enumerate(order, start=1):
            line = ColumnLine(name, labels[name], view.columnas, self._theme, body)
            line.chosen.connect(self.chosen)
            line.add_to(grid, row)
            self._lines[name] = line
        grid.setRowStretch(len(order) + 1, 1)
        self._area.setWidget(body)

    def _tell_missing(self, lacking: Sequence[str]) -> None:
        if not lacking:
            self.missing.hide()
            return
        names = ", ".join(f"«{text}»" for text in lacking)
        text = f"Falta decir en qué columna está {names}. Sin eso no se puede importar."
        self.missing.tell(text, Tone.WARN)

    @Slot(bool)
    def _focus_name(self, checked: bool) -> None:  # noqa: FBT001  # Qt's signal
        if checked:
            self.name.setFocus()
