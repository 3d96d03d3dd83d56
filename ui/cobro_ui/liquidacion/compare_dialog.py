"""*Comparar con la cifra de Financiera*: typed or taken from a workbook."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.domain.comparador import CifraAjena
from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.dialog import Question
from cobro_ui.liquidacion.compare_result import ComparisonView
from cobro_ui.liquidacion.ports import ComparisonRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.money_field import MoneyField
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import mark, set_part

if TYPE_CHECKING:
    from cobro_desktop.domain.comparador import Comparacion
    from cobro_desktop.domain.comparador_filas import FilaAjena
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.cifras_ajenas import CifraLeida
    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_ui.jobs.runner import Job
    from cobro_ui.liquidacion.ports import Liquidations
    from cobro_ui.ports import Shell

_SIZE = (820, 660)
_TASA = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))? ?%?")
_ABOUT = (
    "Escriba lo que diga la otra liquidación y deje vacío lo que no diga. Con más "
    "datos, la causa se encuentra con más seguridad."
)


class CompareDialog(QDialog):
    """Asks for the other figure and looks for the cause; it can be stopped."""

    def __init__(
        self,
        source: Liquidations,
        caso: LiquidacionCaso,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._source, self._caso, self._shell = source, caso, shell
        self._job: Job | None = None
        self._filas: tuple[FilaAjena, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Comparar con la cifra de Financiera")
        self.file = FileField()
        self.day = DateField(shell.days, shell.theme)
        self.interest, self.capital, self.total = (MoneyField() for _ in range(3))
        self.days, self.rate = QLineEdit(), QLineEdit()
        self._form = QFormLayout()
        self._file = Question(
            self._form,
            "&Archivo de Excel",
            self.file,
            "Si la tiene; se leen sus cifras.",
        )
        self._day = Question(self._form, "&Fecha de corte", self.day)
        self._interest = Question(self._form, "&Intereses", self.interest)
        self._capital = Question(self._form, "&Capital", self.capital)
        self._total = Question(self._form, "&Total", self.total)
        self._days = Question(self._form, "&Días que cuenta", self.days)
        self._rate = Question(self._form, "Tasa an&ual (%)", self.rate)
        self.answer = ComparisonView(shell.theme)
        self.go = QPushButton("Co&mparar")
        self._stop = QPushButton("Ce&rrar")
        self._bar = QProgressBar()
        self._build()
        self.day.set_value(caso.corte)
        self._wire()
        self._typed()

    def _build(self) -> None:
        theme = self._shell.theme
        for line in (self.days, self.rate):
            line.setMaximumWidth(theme.scaled(110))
        self.rate.setPlaceholderText("12 o 24,36")
        self._form.setHorizontalSpacing(14)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Avance")
        self._bar.hide()
        set_part(self.go, "main")
        self.go.setDefault(True)
        self._stop.setAutoDefault(False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(10)
        title = f"Expediente {self._caso.numero}"
        column.addWidget(label(title, "heading"))
        column.addWidget(label(_ABOUT, "muted", wrap=True))
        column.addLayout(self._form)
        column.addWidget(self.answer)
        column.addStretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 14)
        foot.addWidget(self._bar, 1)
        foot.addStretch()
        foot.addWidget(self._stop)
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inside)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)
        self.resize(*(theme.scaled(side) for side in _SIZE))

    def _wire(self) -> None:
        self.file.changed.connect(self._take_file)
        for field in (self.day, self.interest, self.capital, self.total):
            field.changed.connect(self._typed)
        for line in (self.days, self.rate):
            line.textChanged.connect(self._typed)
        self.go.clicked.connect(self._compare)
        self._stop.clicked.connect(self.reject)

    # What the other says.

    @Slot()
    def _take_file(self) -> None:
        self._filas = ()
        problem = self.file.problem()
        self._file.tell(problem)
        path, source = Path(self.file.value()), self._source
        if problem or not self.file.value():
            return
        self._shell.jobs.reader.start(
            lambda _progress: source.read_figure(path),
            on_done=self._fill,
            on_error=self._not_read,
            owner=self,
        )

    def _fill(self, read: CifraLeida) -> None:
        for field, amount in (
            (self.interest, read.interes),
            (self.capital, read.capital),
            (self.total, read.total),
        ):
            field.set_value(amount)
        if read.corte:
            self.day.set_value(read.corte)
        self._filas = read.filas
        self._file.tell("")
        self._file.say(_found(read))

    def _not_read(self, error: BaseException) -> None:
        self.answer.show_error(error)

    @Slot()
    def _typed(self) -> None:
        self._day.tell(self.day.problem())
        for question, field in (
            (self._interest, self.interest),
            (self._capital, self.capital),
            (self._total, self.total),
        ):
            question.tell(field.problem())
        bad_days = self.days.text().strip() and self._number() is None
        self._mark(self._days, self.days, "Escriba un número de días." * bool(bad_days))
        bad_rate = self.rate.text().strip() and self._share() is None
        self._mark(
            self._rate, self.rate, "Escriba una tasa, como 12 o 24,36." * bool(bad_rate)
        )
        ready = self.day.value() is not None and self._owed() is not None
        wrong = bad_days or bad_rate
        self.go.setEnabled(bool(ready and not wrong and self._job is None))

    def _mark(self, question: Question, field: QLineEdit, problem: str) -> None:
        mark(field, problem)
        question.tell(problem)

    def _owed(self) -> Centavos | None:
        """Return the other interest; told as total less capital, if that is all."""
        interest = self.interest.value()
        if interest is not None or self.interest.text().strip():
            return interest
        total, capital = self.total.value(), self.capital.value()
        if total is None or capital is None or total < capital:
            return None
        return total - capital

    def _number(self) -> int | None:
        text = self.days.text().strip().replace(".", "")
        return int(text) if re.fullmatch(r"\d{1,5}", text) else None

    def _share(self) -> Fraction | None:
        found = _TASA.fullmatch(self.rate.text().strip())
        return Fraction(".".join(filter(None, found.groups()))) if found else None

    # Why it differs.

    @Slot()
    def _compare(self) -> None:
        interest, day = self._owed(), self.day.value()
        if interest is None or day is None:
            return
        ajena = CifraAjena(
            interes=interest,
            total=self.total.value(),
            capital=self.capital.value(),
            dias=self._number(),
            tasa=self._share(),
            filas=self._filas,
        )
        request = ComparisonRequest(self._caso.expediente_id, day, ajena)
        source = self._source
        self.answer.clear()
        self._job = self._shell.jobs.reader.start(
            lambda progress: source.compare(request, progress),
            on_done=self._show,
            on_error=self._fail,
            title="Buscar la causa de la diferencia",
            owner=self,
        )
        self._job.progressed.connect(self._progressed)
        self._busy(busy=True)

    def _busy(self, *, busy: bool) -> None:
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._stop.setText("&Cancelar" if busy else "Ce&rrar")
        self._typed()

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, _detail: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _show(self, found: Comparacion) -> None:
        self._job = None
        self._busy(busy=False)
        self.answer.show_comparison(found)
        self._to_answer()

    def _fail(self, error: BaseException) -> None:
        self._job = None
        self._busy(busy=False)
        self.answer.show_error(error)
        self._to_answer()

    def _to_answer(self) -> None:
        """Bring the answer into sight once it has its place."""
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.answer))

    @override
    def reject(self) -> None:
        """Stop the search first; close when none is running."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()


def _found(read: CifraLeida) -> str:
    where = f"la hoja «{read.hoja}»" if read.hoja else f"«{read.archivo}»"
    names = {"interes": "intereses"}
    cells = [f"{names.get(name, name)} en {cell}" for name, cell in read.donde]
    rows = ""
    if read.filas:
        rows = f"; además, {cantidad(len(read.filas), 'período')}"
    return f"De {where}: {', '.join(cells)}{rows}. Revíselas."
