"""*Estado de cuenta*: what a debtor hears at the counter, in big type (B22)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_ui.jobs.latest import Latest
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label, rule
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from datetime import date

    from cobro_ui.gestiones.ports import Counter, Outreach
    from cobro_ui.ports import Shell

_DAYS: Final = (0, 7, 15)
_BIG, _LARGE = 2.4, 1.35
_NO_RATE: Final = "Falta certificar la tasa"


class AccountDialog(QDialog):
    """The debt today, three days to pay it, and what a facilidad would ask."""

    def __init__(
        self, outreach: Outreach, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._outreach, self._id, self._shell = outreach, expediente_id, shell
        self._asked = Latest(shell.jobs.reader, self)
        self.setWindowTitle("Estado de cuenta")
        self.subject = data_label(wrap=True)
        self.total = data_label()
        self.detail = data_label(part="muted", wrap=True)
        self.days = [DateField(shell.days, shell.theme) for _ in _DAYS]
        self.amounts = [data_label() for _ in _DAYS]
        self.facility = data_label(wrap=True)
        self.message = MessagePanel(shell.theme)
        self.pdf = QPushButton("&Imprimir en PDF…")
        self.book = QPushButton("Llevar a &Excel…")
        self._build()
        self.load()

    @Slot()
    def load(self) -> None:
        """Read the account again, for the days that are asked."""
        outreach, case, days = self._outreach, self._id, self.chosen()
        self._asked.start(
            lambda _progress: outreach.account(case, days),
            on_done=self._show,
            on_error=self._refused,
        )

    def chosen(self) -> tuple[date, ...]:
        """Return the days asked; one that cannot be read is today."""
        return tuple(field.value() or self._shell.today for field in self.days)

    @override
    def event(self, event: QEvent) -> bool:
        """Grow with what is said, so that no line is cut."""
        taken = super().event(event)
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        if event.type() in kinds and (layout := self.layout()) is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return taken

    @override
    def done(self, result: int) -> None:
        """Forget the answers that are still on their way."""
        self._asked.forget()
        super().done(result)

    def _build(self) -> None:
        for widget, times in ((self.total, _BIG), (self.subject, _LARGE)):
            _grow(widget, times)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        for row, (field, amount) in enumerate(
            zip(self.days, self.amounts, strict=True)
        ):
            field.set_value(self._shell.today + timedelta(_DAYS[row]))
            field.edit.setAccessibleName(f"Si paga el, fecha {row + 1}")
            field.changed.connect(self.load)
            _grow(amount, _LARGE)
            grid.setRowMinimumHeight(row, self._shell.theme.scaled(38))
            grid.addWidget(label("Si paga el"), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(amount, row, 2)
        grid.setColumnStretch(2, 1)
        close = QPushButton("&Cerrar")
        close.clicked.connect(self.reject)
        self.pdf.clicked.connect(lambda: self._write("pdf", "PDF (*.pdf)"))
        self.book.clicked.connect(
            lambda: self._write("xlsx", "Libro de Excel (*.xlsx)")
        )
        set_part(self.pdf, "main")
        buttons = QHBoxLayout()
        buttons.addWidget(close)
        buttons.addStretch()
        buttons.addWidget(self.book)
        buttons.addWidget(self.pdf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for part in (self.message, self.subject, self.total, self.detail, rule()):
            layout.addWidget(part)
        layout.addLayout(grid)
        layout.addWidget(rule())
        layout.addWidget(self.facility)
        layout.addStretch()
        layout.addLayout(buttons)
        self.message.hide()
        self.subject.setText("Leyendo…")
        self._enable(on=False)
        self.setMinimumWidth(self._shell.theme.scaled(620))

    def _show(self, found: Counter) -> None:
        caso, owed = found.caso, found.cuentas.saldo
        self.subject.setText(f"{caso.deudor}\n{caso.identificacion} · {caso.numero}")
        self.total.setText(pesos(owed.total))
        parts = [
            f"capital {pesos(owed.capital)}",
            f"intereses {pesos(owed.intereses)}",
            *([f"gastos {pesos(owed.costas)}"] if owed.costas else []),
        ]
        paid = sum(p.valor for p in found.cuentas.pagos)
        count = cantidad(len(found.cuentas.pagos), "pago")
        history = f" Ha hecho {count} por {pesos(paid)}." if paid else ""
        day = fecha_larga(found.cuentas.corte)
        self.detail.setText(f"Debe hoy, {day}: {', '.join(parts)}.{history}")
        for amount, pago in zip(self.amounts, found.cuentas.posibles, strict=True):
            amount.setText(pesos(pago.saldo.total) if pago.saldo else _NO_RATE)
        plan = [
            f"En {c.meses} cuotas: la primera de {pesos(c.primera)}, y en total "
            f"{pesos(c.total)}"
            for c in found.facilidad.cuotas
        ]
        self.facility.setText(
            "\n".join(["Facilidad de pago", *plan, found.facilidad.nota])
        )
        self.message.hide()
        self._enable(on=True)

    def _write(self, ending: str, kind: str) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Guardar el estado de cuenta", f"estado-cuenta.{ending}", kind
        )
        if not name:
            return
        path, days = Path(name), self.chosen()
        self._enable(on=False)
        self._shell.jobs.reader.start(
            lambda _progress: self._outreach.write_account(self._id, days, path),
            on_done=lambda _none: self._written(path),
            on_error=self._refused,
        )

    def _written(self, path: Path) -> None:
        self._enable(on=True)
        self.message.tell(f"Se guardó en {path}.", Tone.OK)

    def _refused(self, error: BaseException) -> None:
        if self.subject.text() == "Leyendo…":
            self.subject.setText("")
        self.message.show_error(error)

    def _enable(self, *, on: bool) -> None:
        self.pdf.setEnabled(on)
        self.book.setEnabled(on)


def _grow(widget: QWidget, times: float) -> None:
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * times)
    font.setBold(times == _BIG)
    widget.setFont(font)
