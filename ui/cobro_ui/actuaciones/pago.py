"""*Registrar pago*: what entered, and how it would be imputed, before saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.imputacion import LECTURAS, REVERSO
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.ports import PaymentRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.domain.imputacion import Conceptos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.reparto_pago import PagoPrevisto
    from cobro_ui.actuaciones.ports import ActCase, Acts
    from cobro_ui.ports import Shell

_SHOWN = 6
"""Obligations that are told one by one."""
_HINT = "Escriba la fecha y el valor para ver a qué se aplica."

_PAID = "Nada: la deuda queda pagada"


class PaymentDialog(ActDialog):
    """Date, amount, reference and bank of a payment."""

    def __init__(
        self, acts: Acts, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Registrar un pago", shell, parent)
        self._acts = acts
        self._id = expediente_id
        self._refusal = ""
        self.day = DateField(shell.days, shell.theme)
        self.amount = MoneyField()
        self.reference = QLineEdit()
        self.bank = QLineEdit()
        self.preview = KeyValueCard("Cómo se imputaría", shell.theme)
        self._day = self.ask(
            "&Fecha del pago", self.day, "El día en que el dinero entró a la entidad."
        )
        self._amount = self.ask("&Valor", self.amount)
        self.ask(
            "R&eferencia", self.reference, "Número del comprobante o de la transacción."
        )
        self.ask("&Banco", self.bank)
        self.column.addWidget(self.preview)
        self.day.changed.connect(self._figures)
        self.amount.changed.connect(self._figures)
        self.reference.textChanged.connect(self._figures)
        self.bank.textChanged.connect(self._figures)
        self._figures()
        self.read("caso", lambda: acts.case(expediente_id), self._show_case)

    @override
    def button(self) -> str:
        value = self.amount.value()
        return f"&Registrar pago de {pesos(value)}" if value else "&Registrar pago"

    @override
    def ready(self) -> bool:
        day, value = self.day.value(), self.amount.value()
        late = day is not None and day > self.shell.today
        problem = f"No puede ser posterior a hoy, {fecha_larga(self.shell.today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        nothing = "Un pago debe ser mayor que cero." if value == 0 else ""
        if self.amount.text().strip().startswith(("-", "−", "(")):
            nothing = REVERSO
        self._amount.tell(nothing or self.amount.problem())
        whole = day is not None and not late and bool(value)
        return whole and bool(self.reference.text().strip()) and not self._refusal

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, acts = self._request(), self._acts
        assert request is not None, "the button is off until it is whole"

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, "Registrando el pago")
            return acts.pay(request)

        return run

    @Slot()
    @override
    def look_ahead(self) -> None:
        request, acts = self._request(), self._acts
        if request is not None:
            self.read(
                "imputacion",
                lambda: acts.preview_payment(request),
                self._show_preview,
                self._not_allowed,
            )

    def _request(self) -> PaymentRequest | None:
        day, value = self.day.value(), self.amount.value()
        if day is None or not value or day > self.shell.today:
            return None
        return PaymentRequest(
            self._id,
            day,
            value,
            self.reference.text().strip(),
            self.bank.text().strip(),
        )

    def _show_case(self, case: ActCase) -> None:
        more = f"Debe {pesos(case.saldo)} de capital."
        self.about_case(case, more, ends=False)

    @Slot()
    def _figures(self) -> None:
        """Put away what was said of other figures."""
        self._refusal = ""
        self.preview.warn("")
        if self._request() is None:
            self.preview.show_lines([KeyValue("", _HINT)])
        self.answered()

    def _show_preview(self, seen: PagoPrevisto) -> None:
        if seen.espera:
            self.preview.show_lines(
                [KeyValue("Imputación", "Queda en espera; el pago sí se registra")]
            )
            self.preview.warn(seen.espera)
            return
        self.preview.show_lines(_lines(seen))
        over = "" if not seen.saldo_a_favor else "El pago es mayor que la deuda."
        self.preview.warn(over)

    def _not_allowed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self.message.show_error(error)
            return
        self._refusal = error.mensaje
        self.preview.show_lines([KeyValue("", "Este pago no se puede registrar.")])
        self.preview.warn(error.mensaje)
        self.go.setEnabled(False)


def _lines(seen: PagoPrevisto) -> list[KeyValue]:
    left = seen.queda
    lines = [
        KeyValue("Se debe ese día", _whole(seen.debe)),
        KeyValue("Este pago abona", _parts(seen.paga)),
        KeyValue("Queda debiendo", _whole(left) if left.total else _PAID),
    ]
    if seen.saldo_a_favor:
        lines.append(KeyValue("Saldo a favor", pesos(seen.saldo_a_favor)))
    if len(seen.partes) > 1:
        lines += [
            KeyValue(
                f"{part.concepto} {part.vigencia or ''}".strip(),
                f"abona {pesos(part.paga.total)} de {pesos(part.debe.total)}",
            )
            for part in seen.partes[:_SHOWN]
        ]
        more = len(seen.partes) - _SHOWN
        if more > 0:
            words = cantidad(more, "obligación", "obligaciones")
            lines.append(KeyValue("", f"y {words} más"))
    return [*lines, KeyValue("Norma", seen.norma), *_other(seen)]


def _other(seen: PagoPrevisto) -> list[KeyValue]:
    """Tell the other reading of RULES 2: what it would pay and leave."""
    other = seen.otra
    if other is None or other.regla is None or other.espera:
        return []
    if other.paga == seen.paga:
        told = "daría lo mismo."
    else:
        told = f"{_parts(other.paga)}; quedaría debiendo {_parts(other.queda)}"
    name = LECTURAS[other.regla]
    return [KeyValue("La otra lectura", f"{name}, que no se aplica: {told}")]


def _whole(amounts: Conceptos) -> str:
    return f"{pesos(amounts.total)} · {_parts(amounts)}"


def _parts(amounts: Conceptos) -> str:
    words = [f"capital {pesos(amounts.capital)}"]
    words.append(f"intereses {pesos(amounts.intereses)}")
    if amounts.costas:
        words.append(f"costas {pesos(amounts.costas)}")
    return ", ".join(words)
