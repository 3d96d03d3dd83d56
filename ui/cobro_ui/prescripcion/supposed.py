"""What to suppose of a title: the events on record, and those that are added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.interrupcion import Causa, Interrupcion
from cobro_desktop.formats import fecha_corta
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.services.prescripcion_titulo import Evento
    from cobro_ui.ports import Shell

STOP = "suspension"
_KINDS = (
    (Causa.MANDAMIENTO.value, "Se notifica el mandamiento"),
    (Causa.FACILIDAD.value, "Se concede una facilidad"),
    (Causa.CONCORDATO.value, "Se admite un proceso de insolvencia"),
    (Causa.LIQUIDACION.value, "Se declara la liquidación forzosa"),
    (STOP, "Se suspende el término"),
)
_UNTIL = {
    Causa.FACILIDAD.value: "Se incumple el",
    Causa.CONCORDATO.value: "Termina el",
    Causa.LIQUIDACION.value: "Termina el",
    STOP: "Hasta el",
}


class Added(NamedTuple):
    """Something supposed, with its line of the list."""

    text: str
    what: Interrupcion | Suspension


class OnRecord(QWidget):
    """The events of a title: each may be supposed void, valid or ended."""

    changed = Signal()

    def __init__(self, events: tuple[Evento, ...], shell: Shell) -> None:
        super().__init__()
        self._events = events
        self.boxes: dict[int, QCheckBox] = {}
        self.ends: dict[int, DateField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for event in events:
            box = QCheckBox(f"{event.nombre} del {fecha_corta(event.fecha)}")
            box.setChecked(event.valida)
            box.setToolTip("Sin marcar: se supone sin validez, como si no hubiera sido")
            box.toggled.connect(self.changed)
            self.boxes[event.id] = box
            column.addWidget(box)
            if event.causa is Causa.MANDAMIENTO:
                continue
            field = DateField(shell.days, shell.theme)
            field.set_value(event.fin)
            word = _UNTIL[event.causa.value].lower()
            field.edit.setAccessibleName(f"{box.text()}, {word}")
            field.changed.connect(self.changed)
            self.ends[event.id] = field
            line = QHBoxLayout()
            line.setContentsMargins(shell.theme.scaled(28), 0, 0, 0)
            line.addWidget(label(word, "muted"))
            line.addWidget(field, 1)
            column.addLayout(line)
        if not events:
            column.addWidget(label("Nada interrumpió este título.", "muted"))

    @property
    def void(self) -> tuple[int, ...]:
        """Ids of what would not count any more."""
        return tuple(
            e.id for e in self._events if e.valida and not self.boxes[e.id].isChecked()
        )

    @property
    def revived(self) -> tuple[int, ...]:
        """Ids of what would count again."""
        return tuple(
            e.id for e in self._events if not e.valida and self.boxes[e.id].isChecked()
        )

    @property
    def ended(self) -> tuple[tuple[int, date], ...]:
        """(id, day) of what would end on another day."""
        known = {e.id: e.fin for e in self._events}
        return tuple(
            (event_id, day)
            for event_id, field in self.ends.items()
            if (day := field.value()) is not None and day != known[event_id]
        )

    def reset(self) -> None:
        """Go back to what is on record."""
        for event in self._events:
            self.boxes[event.id].setChecked(event.valida)
            if event.id in self.ends:
                self.ends[event.id].set_value(event.fin)


class Adder(QWidget):
    """Adds events that did not happen, and lists them."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.added: list[Added] = []
        self.kind = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.until = DateField(shell.days, shell.theme)
        self.add = QPushButton("&Agregar")
        self.drop = QPushButton("&Quitar")
        self.list = QListWidget()
        self._until_name = label(part="muted")
        self._note = label(part="muted", wrap=True)
        for value, text in _KINDS:
            self.kind.addItem(text, value)
        self.kind.setAccessibleName("Qué suponer")
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.day.edit.setAccessibleName("Fecha")
        self.list.setAccessibleName("Lo que se supone")
        self.list.setMaximumHeight(shell.theme.scaled(96))
        self.list.setWordWrap(True)
        self._build()
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.add.clicked.connect(self._add)
        self.drop.clicked.connect(self._drop)
        self._kind_changed()

    def reset(self) -> None:
        """Suppose nothing."""
        self.added.clear()
        self.list.clear()
        self.changed.emit()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.addWidget(label("Suponer que", "muted"), 0, 0)
        grid.addWidget(self.kind, 0, 1)
        grid.addWidget(label("el", "muted"), 1, 0)
        grid.addWidget(self.day, 1, 1)
        grid.addWidget(self._until_name, 2, 0)
        grid.addWidget(self.until, 2, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.drop)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)
        layout.addWidget(self._note)
        layout.addLayout(buttons)
        layout.addWidget(self.list)
        self._note.hide()

    @Slot()
    def _kind_changed(self) -> None:
        word = _UNTIL.get(str(self.kind.currentData()), "")
        self._until_name.setText(word.lower())
        self.until.edit.setAccessibleName(word)
        self._until_name.setVisible(bool(word))
        self.until.setVisible(bool(word))

    @Slot()
    def _add(self) -> None:
        try:
            found = self._read()
        except InvalidDataError as error:
            self._say(error.mensaje)
            return
        self._say("")
        self.added.append(found)
        self.list.addItem(found.text)
        self.list.setCurrentRow(self.list.count() - 1)
        self.changed.emit()

    @Slot()
    def _drop(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            del self.added[row]
            self.changed.emit()

    def _read(self) -> Added:
        kind, day = str(self.kind.currentData()), self.day.value()
        until = self.until.value() if kind in _UNTIL else None
        problem = self.day.problem() or (kind in _UNTIL and self.until.problem())
        if problem or day is None:
            raise InvalidDataError(str(problem or "Escriba la fecha."))
        text = f"{self.kind.currentText()}: {fecha_corta(day)}"
        if kind == STOP:
            if until is None:
                message = "Escriba hasta qué día se suspende el término."
                raise InvalidDataError(message)
            return Added(f"{text} a {fecha_corta(until)}", Suspension(day, until))
        if until is not None:
            text += f"; {_UNTIL[kind].lower()} {fecha_corta(until)}"
        return Added(text, Interrupcion(Causa(kind), day, until))

    def _say(self, problem: str) -> None:
        self._note.setText(problem)
        self._note.setVisible(bool(problem))
        restyle(self._note, "tone", "danger" if problem else "")
