"""*Calculadora legal*: the law's sums at the left, live, without any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.actuaciones.choices import tame
from cobro_ui.calculadoras.form import CalculatorForm
from cobro_ui.calculadoras.forms import CALCULATORS
from cobro_ui.calculadoras.ports import Question
from cobro_ui.calculadoras.result import ResultPanel
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cobro_desktop.services.changes import Changes
    from cobro_ui.calculadoras.ports import Calculators, Told
    from cobro_ui.ports import Shell

_PAUSE_MS = 120
_SLOW_MS = 350
"""After so long a wait is told; before, the last result stays in sight."""
_WIDTHS = (170, 440, 546)
_USUAL = "Lecturas usuales, sin entidad"


class CalculatorPage(Page):
    """A list of calculators, the form of one, and its result as one types."""

    def __init__(self, calculators: Calculators, shell: Shell) -> None:
        super().__init__()
        self._calculators = calculators
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.list = QListWidget()
        self.list.setAccessibleName("Calculadoras")
        self.entity = QComboBox()
        self.entity.setAccessibleName("Entidad cuyas lecturas de la ley rigen")
        self.result = ResultPanel(shell.theme)
        self._title = label(part="title")
        self._about = label(part="muted", wrap=True)
        self._stack = QStackedWidget()
        self.forms: list[CalculatorForm] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._calculate)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self.result.wait)
        self._fill()
        self._build()
        self.list.currentRowChanged.connect(self._chosen)
        self.entity.currentIndexChanged.connect(self._calculate)
        shell.theme.changed.connect(self._dress)
        self._dress()
        self.list.setCurrentRow(0)

    @property
    def form(self) -> CalculatorForm:
        """The form that is shown."""
        return self.forms[max(0, self.list.currentRow())]

    def show_calculator(self, name: str) -> None:
        """Go to a calculator."""
        names = [calculator.name for calculator in CALCULATORS]
        self.list.setCurrentRow(names.index(name))

    @override
    def reload(self) -> None:
        """Calculate anew: a value of the law may have changed."""
        self._calculate()

    @override
    def look_again(self, changes: Changes, initiator: object) -> None:
        """Calculate anew where no case changed: it may be a value of the law."""
        if initiator is not self and not changes.expedientes:
            self._calculate()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the list; Tab goes on to the form."""
        super().showEvent(event)
        self.list.setFocus()

    def _fill(self) -> None:
        tame(self.entity)
        self.entity.setMinimumContentsLength(24)
        self.entity.addItem(_USUAL, "")
        for sigla, name in self._calculators.entities():
            self.entity.addItem(name, sigla)
        for calculator in CALCULATORS:
            self.list.addItem(QListWidgetItem(calculator.title))
            form = CalculatorForm(calculator, self._shell.days, self._shell.theme)
            form.changed.connect(self._typed)
            self.forms.append(form)
            self._stack.addWidget(scrolled(_on_top(form)))

    def _build(self) -> None:
        side = QFrame()
        set_part(side, "places")
        column = QVBoxLayout(side)
        column.setContentsMargins(6, 8, 6, 8)
        column.addWidget(self.list)
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (side, self._middle(), _panel(self.result)):
            split.addWidget(part)
        split.setStretchFactor(2, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setSizes([self._shell.theme.scaled(width) for width in _WIDTHS])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _middle(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(label("Entidad", "muted"))
        foot.addWidget(self.entity, 1)
        column.addLayout(foot)
        return _panel(inside)

    @Slot()
    def _dress(self) -> None:
        theme = self._shell.theme
        self.list.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        for row, calculator in enumerate(CALCULATORS):
            item = self.list.item(row)
            item.setIcon(theme.icon(calculator.icon, Tone.MUTED))
            item.setSizeHint(QSize(0, theme.row_height + theme.scaled(2)))

    @Slot(int)
    def _chosen(self, row: int) -> None:
        calculator = CALCULATORS[row]
        self._title.setText(calculator.title)
        self._about.setText(calculator.about)
        self._stack.setCurrentIndex(row)
        self._calculate()

    @Slot()
    def _typed(self) -> None:
        self._pause.start()

    @Slot()
    def _calculate(self) -> None:
        self._pause.stop()
        self._slow.stop()
        self._asked.forget()
        form = self.form
        if form.problems():
            self.result.tell_wrong()
            return
        if missing := form.missing():
            self.result.ask_for(missing)
            return
        sigla = str(self.entity.currentData() or "")
        question = Question(form.calculator.name, form.answers(), sigla)
        calculators = self._calculators

        def show(told: Told) -> None:
            self._slow.stop()
            self.result.show_result(told)

        def refuse(error: BaseException) -> None:
            self._slow.stop()
            self.result.show_error(error)

        self._slow.start()
        self._asked.start(
            lambda _progress: calculators.calculate(question),
            on_done=show,
            on_error=refuse,
        )


def _on_top(form: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.addWidget(form)
    layout.addStretch()
    return box


def _panel(inside: QWidget) -> QFrame:
    frame = QFrame()
    set_part(frame, "panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 12, 10)
    layout.addWidget(inside)
    return frame
