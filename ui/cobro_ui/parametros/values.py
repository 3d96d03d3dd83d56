"""The values of one table, with what can be done with them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.domain.parametros import Periodo, vigencia_de_mes
from cobro_ui.icons import Icon
from cobro_ui.parametros.columns import value_fields
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_ui.theme.theme import Theme

_SIN_VALORES = {
    "cierres": (
        "La entidad no ha registrado días de cierre",
        "Los días que la entidad cerró por resolución no cuentan en sus términos.",
    ),
    "suspensiones": (
        "La entidad no ha suspendido términos",
        "Los días suspendidos por un acto no se cuentan, y cada término dice por qué.",
    ),
}


class ValuesView(QWidget):
    """A table and its buttons; asks for what it cannot do itself."""

    add_asked = Signal()
    import_asked = Signal()
    correct_asked = Signal(object)
    withdraw_asked = Signal(object)
    history_asked = Signal(object)
    act_asked = Signal(object)
    """The `FilaParametro` in focus."""

    def __init__(self, tabla: TablaLegal, theme: Theme) -> None:
        super().__init__()
        self.tabla = tabla
        title, text = _SIN_VALORES.get(tabla.id, ("La tabla está vacía", tabla.sin))
        self._body: TableTab[FilaParametro] = TableTab(
            tabla.nombre,
            value_fields(tabla),
            theme,
            say(Icon.CALENDAR, theme, title, text),
        )
        self.table = self._body.table
        self._rows: Sequence[FilaParametro] = ()
        self._add = QPushButton("A&gregar…")
        set_part(self._add, "main")
        self._import = QPushButton("I&mportar archivo…")
        self._correct = QPushButton("C&orregir…")
        self._withdraw = QPushButton("&Retirar…")
        self._history = QPushButton("Historia&l")
        self._act = QPushButton()
        self._build()
        self._wire()
        self._moved()

    def show_rows(self, rows: Sequence[FilaParametro]) -> None:
        """Show the values; the place in the list is kept."""
        row = max(self.table.currentIndex().row(), 0)
        self._rows = rows
        self._body.show_rows(rows)
        if rows:
            self.table.selectRow(min(row, len(rows) - 1))
        self._moved()

    def current(self) -> FilaParametro | None:
        """Return the value in focus."""
        return self.table.current()

    def suggestion(self) -> dict[str, str]:
        """Return the days that follow the last value, as a new one begins."""
        if self.tabla.de_entidad or not self._rows:
            return {}
        after = self._rows[0].valor.vigencia.hasta + timedelta(days=1)
        if self.tabla.periodo is Periodo.ANIO:
            return {"anio": str(after.year)}
        if self.tabla.periodo is Periodo.MES:
            return {"anio": str(after.year), "mes": str(after.month)}
        last: date = vigencia_de_mes(after.year, after.month).hasta
        return {"desde": after.isoformat(), "hasta": last.isoformat()}

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._add)
        bar.addWidget(self._import)
        bar.addStretch()
        for button in (self._act, self._correct, self._withdraw, self._history):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self._body, 1)

    def _wire(self) -> None:
        self._add.clicked.connect(self.add_asked)
        self._import.clicked.connect(self.import_asked)
        for button, signal in (
            (self._correct, self.correct_asked),
            (self._withdraw, self.withdraw_asked),
            (self._history, self.history_asked),
            (self._act, self.act_asked),
        ):
            button.clicked.connect(lambda _checked=False, s=signal: self._ask(s))
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.activated.connect(lambda: self._ask(self.history_asked))

    def _ask(self, signal: SignalInstance) -> None:
        row = self.current()
        if row is not None:
            signal.emit(row)

    @Slot()
    def _moved(self) -> None:
        row = self.current()
        self._correct.setEnabled(row is not None)
        self._history.setEnabled(row is not None)
        self._act.setEnabled(row is not None)
        kept = row.soporte if row is not None else None
        self._act.setText("Abrir el ac&to" if kept else "Adjuntar el ac&to…")
        self._act.setToolTip(
            f"{kept.nombre}\nSHA-256 {kept.sha256}"
            if kept
            else "Guardar con el valor la resolución o el decreto que lo dice."
        )
        self._withdraw.setEnabled(row is not None and row.cargado)
        self._withdraw.setToolTip(
            "" if row is None or row.cargado else "Lo trae el programa: no se retira."
        )
