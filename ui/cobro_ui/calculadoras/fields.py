"""The fields of the calculators, by kind; each says what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.calculadoras.forms import Kind
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.money_field import MoneyField
from cobro_ui.widgets.validity import mark

if TYPE_CHECKING:
    from cobro_ui.calculadoras.forms import Ask
    from cobro_ui.calculadoras.ports import Answer
    from cobro_ui.theme.theme import Theme
    from cobro_ui.widgets.date_field import Days

_TOO_LONG = (
    "El valor es demasiado grande: puede tener hasta 15 cifras. Revise si sobran ceros."
)
_NEGATIVE = "Un valor no puede ser negativo."
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,3}))?\s*%?")


class AskField(QWidget):
    """A field; `changed` is told at each key."""

    changed = Signal()

    def __init__(self, ask: Ask, inner: QWidget) -> None:
        super().__init__()
        self.ask = ask
        self.inner = inner
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)
        self.setFocusProxy(inner)

    def answer(self) -> Answer:
        """Return what was typed; None while there is nothing or it is wrong."""
        raise NotImplementedError

    def problem(self) -> str:
        """Say what is wrong; empty when nothing is."""
        return ""

    def lacks(self) -> bool:
        """Tell whether it is needed and has no answer."""
        return self.ask.needed and self.answer() in (None, "")

    def typed(self) -> str:
        """Return the text of the field, for the tests and the problems."""
        return self.inner.text() if isinstance(self.inner, QLineEdit) else ""


class MoneyAsk(AskField):
    """An amount, in centavos."""

    def __init__(self, ask: Ask) -> None:
        self.field = MoneyField()
        super().__init__(ask, self.field)
        self.field.changed.connect(self.changed)

    def answer(self) -> Answer:
        """Return centavos."""
        return self.field.value()

    def problem(self) -> str:
        """Say what is wrong with the amount."""
        text = self.field.text().strip()
        found = self.field.problem()
        if found and re.fullmatch(r"[-−–].*", text):
            found = _NEGATIVE
        elif found and len(re.sub(r"\D", "", text.partition(",")[0])) > 15:
            found = _TOO_LONG
        mark(self.field, found)
        return found


class DateAsk(AskField):
    """A day."""

    def __init__(self, ask: Ask, days: Days, theme: Theme) -> None:
        self.field = DateField(days, theme)
        super().__init__(ask, self.field)
        if ask.initial == "hoy":
            self.field.set_value(days.today)
        elif ask.initial:
            self.field.edit.setText(ask.initial)
            self.field.set_value(self.field.value())
        self.field.changed.connect(self.changed)

    def answer(self) -> Answer:
        """Return the day."""
        return self.field.value()

    def problem(self) -> str:
        """Say what is wrong with the date."""
        return self.field.problem()

    def typed(self) -> str:
        """Return what was typed."""
        return self.field.edit.text()


class NumberAsk(AskField):
    """A whole number."""

    def __init__(self, ask: Ask, year: int) -> None:
        self.edit = QLineEdit(str(year) if ask.initial == "anio" else ask.initial)
        self.edit.setMaximumWidth(90)
        self.edit.setMaxLength(9)
        super().__init__(ask, self.edit)
        self.edit.textChanged.connect(self.changed)

    def answer(self) -> Answer:
        """Return the number."""
        text = self.edit.text().strip()
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None

    def problem(self) -> str:
        """Say what is wrong with the number."""
        text = self.edit.text().strip()
        found = ""
        if text.startswith("-"):
            found = "No puede ser negativo."
        elif text and self.answer() is None:
            found = "Escriba un número entero, sin puntos ni letras."
        mark(self.edit, found)
        return found


class ShareAsk(AskField):
    """A percentage from 0 to 100, given on as thousandths of one percent."""

    def __init__(self, ask: Ask) -> None:
        self.edit = QLineEdit()
        self.edit.setMaximumWidth(90)
        self.edit.setPlaceholderText("%")
        super().__init__(ask, self.edit)
        self.edit.textChanged.connect(self.changed)

    def answer(self) -> Answer:
        """Return thousandths of one percent: 10 % is 10 000."""
        match = _SHARE.fullmatch(self.edit.text().strip())
        if match is None:
            return None
        whole, rest = match.groups()
        value = int(whole) * 1000 + int((rest or "").ljust(3, "0"))
        return value if value <= 100_000 else None

    def problem(self) -> str:
        """Say what is wrong with the percentage."""
        bad = bool(self.edit.text().strip()) and self.answer() is None
        found = "Escriba un porcentaje de 0 a 100, como 10 o 12,5." if bad else ""
        mark(self.edit, found)
        return found


class TextAsk(AskField):
    """A text."""

    def __init__(self, ask: Ask) -> None:
        self.edit = QLineEdit()
        self.edit.setMaximumWidth(240)
        self.edit.setMaxLength(40)
        super().__init__(ask, self.edit)
        self.edit.textChanged.connect(self.changed)

    def answer(self) -> Answer:
        """Return the text without spare spaces."""
        return self.edit.text().strip()


class ChoiceAsk(AskField):
    """One of a few."""

    def __init__(self, ask: Ask) -> None:
        self.combo = QComboBox()
        fill_options(self.combo, ask.options)
        self.combo.setMinimumContentsLength(16)
        self.combo.setCurrentIndex(max(0, self.combo.findData(ask.initial)))
        super().__init__(ask, self.combo)
        self.combo.currentIndexChanged.connect(self.changed)

    def answer(self) -> Answer:
        """Return the value of the choice."""
        return str(self.combo.currentData())


class YesNoAsk(AskField):
    """Yes or no; its label stands beside the box."""

    def __init__(self, ask: Ask) -> None:
        self.box = QCheckBox(ask.label)
        super().__init__(ask, self.box)
        self.box.toggled.connect(self.changed)

    def answer(self) -> Answer:
        """Return whether it is marked."""
        return self.box.isChecked()


def make_field(ask: Ask, days: Days, theme: Theme) -> AskField:
    """Return the field of a question; rows of fields are `RowsAsk`."""
    if ask.kind is Kind.DATE:
        return DateAsk(ask, days, theme)
    if ask.kind is Kind.NUMBER:
        return NumberAsk(ask, days.today.year)
    makers = {
        Kind.MONEY: MoneyAsk,
        Kind.SHARE: ShareAsk,
        Kind.TEXT: TextAsk,
        Kind.CHOICE: ChoiceAsk,
        Kind.YES_NO: YesNoAsk,
    }
    return makers[ask.kind](ask)
