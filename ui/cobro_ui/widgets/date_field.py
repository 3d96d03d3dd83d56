"""A date typed freely, or picked from a calendar that begins on Monday."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.widgets.free_date import AddBusinessDays, parse_date, show_date
from cobro_ui.widgets.validity import mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cobro_ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Days:
    """What a date field knows about the calendar."""

    today: date
    add_business: AddBusinessDays | None = None
    holidays: Callable[[int], frozenset[date]] | None = None
    """The holidays of a year."""


class DateField(QWidget):
    """A line to type a date in, with a calendar at its side."""

    changed = Signal()

    def __init__(self, days: Days, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = days
        self._theme = theme
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("dd/mm/aaaa, hoy, +15h")
        self.edit.setMaximumWidth(theme.scaled(190))
        self.edit.textChanged.connect(self._typed)
        self.edit.editingFinished.connect(self._complete)
        self._open = QToolButton()
        self._open.setAccessibleName("Abrir el calendario")
        self._open.setToolTip("Abrir el calendario")
        self._open.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._open.clicked.connect(self._show_calendar)
        self._popup: QWidget | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)
        layout.addWidget(self._open)
        layout.addStretch()
        self.setFocusProxy(self.edit)
        theme.changed.connect(self._dress)
        self._dress()

    def value(self) -> date | None:
        """Return the day, or None while the text is empty or is no date."""
        try:
            return self._read()
        except InvalidDataError:
            return None

    def set_value(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.edit.setText(show_date(day) if day else "")

    def problem(self) -> str:
        """Say what is wrong with the text; empty when nothing is."""
        try:
            self._read()
        except InvalidDataError as error:
            return error.mensaje
        return ""

    def _read(self) -> date | None:
        text = self.edit.text()
        if not text.strip():
            return None
        return parse_date(text, self._days.today, self._days.add_business)

    @Slot()
    def _dress(self) -> None:
        self._open.setIcon(self._theme.icon(Icon.CALENDAR))

    @Slot()
    def _typed(self) -> None:
        mark(self.edit, self.problem())
        if day := self.value():
            self.edit.setToolTip(fecha_corta(day))
        self.changed.emit()

    @Slot()
    def _complete(self) -> None:
        if day := self.value():
            self.set_value(day)

    @Slot()
    def _show_calendar(self) -> None:
        day = self.value() or self._days.today
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = make_calendar(self._days, self._theme)
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(calendar)
        popup.move(self.edit.mapToGlobal(QPoint(0, self.edit.height())))
        popup.show()
        calendar.setFocus()
        self._popup = popup

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.edit.setText(day.toString("dd/MM/yyyy"))
        if self._popup is not None:
            popup, self._popup = self._popup, None
            popup.close()
        self.edit.setFocus()


def make_calendar(days: Days, theme: Theme) -> QCalendarWidget:
    """Return a Spanish calendar: Monday first, Sundays and holidays coloured."""
    calendar = QCalendarWidget()
    locale = QLocale(QLocale.Language.Spanish, QLocale.Country.Colombia)
    calendar.setLocale(locale)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(
        QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
    )
    calendar.setMinimumSize(theme.scaled(320), theme.scaled(230))
    for name, icon in (("prev", Icon.PREVIOUS), ("next", Icon.NEXT)):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if button is not None:
            button.setIcon(theme.icon(icon))
    rest = QTextCharFormat()
    rest.setForeground(theme.color("danger"))
    ordinary = QTextCharFormat()
    ordinary.setForeground(theme.color("text"))
    for weekday in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(
            weekday, rest if weekday is Qt.DayOfWeek.Sunday else ordinary
        )
    if days.holidays is not None:
        year = days.today.year
        for near in (year - 1, year, year + 1):
            for day in days.holidays(near):
                when = QDate(day.year, day.month, day.day)
                calendar.setDateTextFormat(when, rest)
    return calendar
