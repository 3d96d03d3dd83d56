"""What to show in the agenda: whose terms, of which kind, how near their end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.clase_termino import ClaseTermino
from cobro_desktop.formats import fecha_corta, miles
from cobro_ui.agenda.ports import AgendaQuery
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobro_ui.agenda.ports import Who
    from cobro_ui.theme.theme import Theme

NOBODY = "nadie"
_KINDS = (
    ("", "Todos los términos"),
    (ClaseTermino.LEGAL, "Términos de ley"),
    (ClaseTermino.PROCEDIMIENTO, "Tiempos del procedimiento"),
    (ClaseTermino.ACUERDO, "Cuotas de acuerdos"),
    (ClaseTermino.INCIDENTE, "Incidentes"),
)


class AgendaFilters(QWidget):
    """A row of choices; what is chosen is an `AgendaQuery`."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._day: date | None = None
        self.person = _combo("Responsable", [("", "Todos los responsables")])
        self.kind = _combo("Clase de término", _KINDS)
        levels = [(str(level), mark.word) for level, mark in LEVELS.items()]
        self.level = _combo("Estado", [("", "Todos los estados"), *levels])
        self.mine = QPushButton("Escalad&os a mí")
        self.mine.setCheckable(True)
        self.day = QPushButton()
        self.day.setToolTip("Volver a todos los días")
        self.day.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.person, self.kind, self.level, self.mine, self.day):
            row.addWidget(widget)
        row.addStretch()
        for combo in (self.person, self.kind, self.level):
            combo.currentIndexChanged.connect(self._chosen)
        self.mine.toggled.connect(self._chosen)
        self.day.clicked.connect(lambda: self.show_day(None))
        theme.changed.connect(self._dress)
        self._dress()

    def query(self) -> AgendaQuery:
        """Return what is asked for."""
        return AgendaQuery(
            responsable=str(self.person.currentData() or ""),
            clase=str(self.kind.currentData() or ""),
            nivel=str(self.level.currentData() or ""),
            escalados=self.mine.isChecked(),
            dia=self._day,
        )

    def said(self) -> str:
        """Return the same in words, for the heading of what is printed."""
        asked = self.query()
        parts = [
            combo.currentText()
            for combo in (self.person, self.kind, self.level)
            if combo.currentData()
        ]
        if asked.escalados:
            parts.append("Escalados a quien imprime")
        if asked.dia:
            parts.append(f"Vencen el {fecha_corta(asked.dia)}")
        return " · ".join(parts)

    def show_people(self, people: Sequence[Who]) -> None:
        """Offer whose terms to see; the first one is who works."""
        kept = self.person.currentData()
        self.person.blockSignals(True)  # noqa: FBT003
        while self.person.count() > 1:
            self.person.removeItem(1)
        for number, who in enumerate(people):
            mine = " (yo)" if number == 0 else ""
            self.person.addItem(f"{who.nombre}{mine}", who.login)
        self.person.addItem("Sin repartir", NOBODY)
        self.person.setCurrentIndex(max(self.person.findData(kept), 0))
        self.person.blockSignals(False)  # noqa: FBT003

    def show_escalated(self, count: int) -> None:
        """Say how many are escalated to who works."""
        self.mine.setText(f"Escalad&os a mí ({miles(count)})")
        self.mine.setAccessibleName(f"Escalados a mí, {miles(count)}")

    @Slot(object)
    def show_day(self, day: date | None) -> None:
        """Show only the terms that end on a day; None goes back to all."""
        self._day = None if day == self._day else day
        self.day.setVisible(self._day is not None)
        if self._day is not None:
            self.day.setText(f"Vencen el {fecha_corta(self._day)}")
            self.day.setAccessibleName(
                f"Vencen el {fecha_corta(self._day)}: volver a todos los días"
            )
        self.changed.emit()

    def reset(self) -> None:
        """Ask for everything again."""
        self.blockSignals(True)  # noqa: FBT003
        for combo in (self.person, self.kind, self.level):
            combo.setCurrentIndex(0)
        self.mine.setChecked(False)
        self._day = None
        self.day.hide()
        self.blockSignals(False)  # noqa: FBT003
        self.changed.emit()

    @property
    def without_day(self) -> AgendaQuery:
        """What is asked for, on whatever day: what the calendar shows."""
        return replace(self.query(), dia=None)

    @Slot()
    def _chosen(self) -> None:
        self.changed.emit()

    @Slot()
    def _dress(self) -> None:
        self.day.setIcon(self._theme.icon(Icon.CANCEL, Tone.MUTED))
        self.mine.setIcon(self._theme.icon(LEVELS[Nivel.URGENTE].icon, Tone.RISK))


def _combo(name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    for value, text in options:
        combo.addItem(text, str(value))
    return combo
