"""The fields of a value, asked one per line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from cobro_desktop.domain.parametros import ClaseCampo
from cobro_desktop.formats import miles
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import mark, restyle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QLabel

    from cobro_desktop.domain.parametros import CampoLegal
    from cobro_ui.ports import Shell

_SHORT = 190
_WITH_COMMA = frozenset({ClaseCampo.TASA, ClaseCampo.VARIACION, ClaseCampo.INDICE})
_HINTS = {
    ClaseCampo.TASA: "29,24",
    ClaseCampo.VARIACION: "5,10",
    ClaseCampo.INDICE: "156,94",
    ClaseCampo.PESOS: "$ 1.423.500",
    ClaseCampo.ANIO: "2027",
    ClaseCampo.MES: "4",
}


class _Line(NamedTuple):
    campo: CampoLegal
    widget: QWidget
    problem: QLabel


class ValueForm(QWidget):
    """A line per field; a wrong one says why below itself."""

    changed = Signal()

    def __init__(self, campos: Sequence[CampoLegal], shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._lines = {campo.clave: self._line(campo) for campo in campos}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(3)
        for line in self._lines.values():
            self._place(column, line)
        column.addStretch()

    def values(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {key: _read(line.widget) for key, line in self._lines.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Show values, as they are kept."""
        for key, line in self._lines.items():
            if key in values:
                _write(line, values[key])

    def empty(self, problems: Mapping[str, str]) -> list[str]:
        """Name the fields with a problem in which nothing is written yet."""
        return [
            line.campo.etiqueta
            for key, line in self._lines.items()
            if key in problems and not _read(line.widget).strip()
        ]

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say below each field what is wrong with what is written in it."""
        for key, line in self._lines.items():
            told = problems.get(key, "") if _read(line.widget).strip() else ""
            target = line.widget
            if isinstance(target, DateField):
                target = target.edit
            mark(target, told)
            line.problem.setText(told.removeprefix(f"{line.campo.etiqueta}: "))
            line.problem.setVisible(bool(told))

    def _line(self, campo: CampoLegal) -> _Line:
        problem = label(wrap=True)
        restyle(problem, "tone", "danger")
        problem.hide()
        return _Line(campo, self._editor(campo), problem)

    def _editor(self, campo: CampoLegal) -> QWidget:
        if campo.clase is ClaseCampo.FECHA:
            field = DateField(self._shell.days, self._shell.theme)
            field.changed.connect(self.changed)
            field.edit.setAccessibleName(campo.etiqueta)
            return field
        if campo.clase is ClaseCampo.SI_NO:
            box = QCheckBox(campo.etiqueta)
            box.toggled.connect(self.changed)
            return box
        edit = QLineEdit()
        edit.setAccessibleName(campo.etiqueta)
        edit.setPlaceholderText(_HINTS.get(campo.clase, ""))
        if campo.clase in _HINTS:
            edit.setMaximumWidth(self._shell.theme.scaled(_SHORT))
        edit.textChanged.connect(self.changed)
        return edit

    def _place(self, column: QVBoxLayout, line: _Line) -> None:
        campo = line.campo
        if column.count():
            column.addSpacing(6)
        if not isinstance(line.widget, QCheckBox):
            name = label(campo.etiqueta + (" *" if campo.obligatorio else ""))
            name.setBuddy(line.widget)
            column.addWidget(name)
        column.addWidget(line.widget)
        if campo.ayuda:
            column.addWidget(label(campo.ayuda, "muted", wrap=True))
        column.addWidget(line.problem)


def _read(widget: QWidget) -> str:
    if isinstance(widget, QCheckBox):
        return "si" if widget.isChecked() else "no"
    if isinstance(widget, DateField):
        day = widget.value()
        return day.isoformat() if day else widget.edit.text()
    assert isinstance(widget, QLineEdit)
    return widget.text()


def _write(line: _Line, value: str) -> None:
    widget = line.widget
    if isinstance(widget, QCheckBox):
        widget.setChecked(value == "si")
    elif isinstance(widget, DateField):
        widget.set_value(date.fromisoformat(value) if value else None)
    elif isinstance(widget, QLineEdit):
        widget.setText(_as_people_write(line.campo.clase, value))


def _as_people_write(clase: ClaseCampo, value: str) -> str:
    if clase in _WITH_COMMA:
        return value.replace(".", ",")
    return miles(int(value)) if clase is ClaseCampo.PESOS and value else value
