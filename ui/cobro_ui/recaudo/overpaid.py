"""*Saldos a favor*: what was paid over a debt, applied to another or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.imputacion import LECTURAS
from cobro_desktop.formats import fecha_corta, fecha_larga, pesos
from cobro_desktop.services.recaudo.a_favor import AplicarSaldo, DevolverSaldo
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.recaudo.dialog import reading_words
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.recaudo.a_favor import Destino, SaldoAFavor
    from cobro_desktop.services.recaudo.identificar import PartePrevista
    from cobro_ui.ports import Shell
    from cobro_ui.recaudo.ports import Payments

APPLY, GIVE_BACK = "aplicar", "devolver"
_WAYS = (
    (APPLY, "Aplicarlo a otro expediente del deudor"),
    (GIVE_BACK, "Anotar que se devolvió al deudor"),
)
_NONE = "El deudor no debe nada en otro expediente."


class OverpaidDialog(ActDialog):
    """Of which payment, what is done with it, and how much."""

    def __init__(self, payments: Payments, shell: Shell, parent: QWidget) -> None:
        super().__init__("Saldos a favor", shell, parent)
        self._payments = payments
        self._found: dict[int, SaldoAFavor] = {}
        self.which, self.way, self.case = QComboBox(), QComboBox(), QComboBox()
        self.amount, self.act = MoneyField(), QLineEdit()
        self.preview = KeyValueCard("Cómo se imputaría", shell.theme)
        self.ask("&Pago", self.which)
        self.ask("Qué se &hace", self.way)
        self._case = self.ask("&Expediente", self.case)
        self._amount = self.ask("&Valor", self.amount)
        self._act = self.ask("&Acto", self.act)
        self.column.addWidget(self.preview)
        fill_options(self.way, _WAYS)
        self.which.activated.connect(self._chosen)
        self.way.activated.connect(self._figures)
        self.case.activated.connect(self._figures)
        self.amount.changed.connect(self._figures)
        self.act.textChanged.connect(self.answered)
        self.answered()
        self.read("saldos", payments.overpaid, self._show)

    @override
    def button(self) -> str:
        value = self.amount.value() or 0
        verb = "&Aplicar" if self._applies() else "&Anotar la devolución de"
        return f"{verb} {pesos(value)}"

    @override
    def ready(self) -> bool:
        found, value = self._current(), self.amount.value()
        over = found is not None and (value or 0) > found.saldo
        told = f"Tiene a favor {pesos(found.saldo)}." if over and found else ""
        self._amount.tell(self.amount.problem() or told)
        target = bool(self.case.currentData()) if self._applies() else True
        named = self._applies() or bool(self.act.text().strip())
        return found is not None and bool(value) and not over and target and named

    @override
    def work(self) -> Callable[[Progress], Changes]:
        found, payments = self._current(), self._payments
        assert found is not None, "the button is off until one is chosen"
        if self._applies():
            order = self._order()
            return lambda _progress: payments.apply_balance(order)
        act, value = self.act.text(), self.amount.value() or 0
        back = DevolverSaldo(found.pago_id, act, value)
        return lambda _progress: payments.give_back(back)

    @Slot()
    @override
    def look_ahead(self) -> None:
        if self._applies() and self.ready():
            order, payments = self._order(), self._payments
            self.read("imputacion", lambda: payments.foresee_balance(order), self._tell)

    def _order(self) -> AplicarSaldo:
        found = self._current()
        assert found is not None, "the button is off until one is chosen"
        value, act = self.amount.value() or 0, self.act.text()
        return AplicarSaldo(found.pago_id, int(self.case.currentData()), value, act)

    def _applies(self) -> bool:
        return bool(self.way.currentData() != GIVE_BACK)

    def _current(self) -> SaldoAFavor | None:
        return self._found.get(int(self.which.currentData() or 0))

    def _show(self, found: Sequence[SaldoAFavor]) -> None:
        self._found = {item.pago_id: item for item in found}
        self.blocked = not found
        fill_options(self.which, [(str(i.pago_id), _line(i)) for i in found])
        if not found:
            self.about("No hay saldos a favor", "Aquí queda lo que se paga de más.")
        self._chosen()

    @Slot()
    def _chosen(self) -> None:
        found = self._current()
        if found is None:
            self._figures()
            return
        self.about(
            f"{pesos(found.saldo)} a favor de {found.deudor}",
            f"De un pago de {pesos(found.valor)} que ingresó el "
            f"{fecha_larga(found.fecha)}, referencia {found.referencia}.",
        )
        self.amount.set_value(found.saldo)
        payments, pago_id = self._payments, found.pago_id
        self.read("destinos", lambda: payments.targets(pago_id), self._cases)
        self._figures()

    def _cases(self, found: Sequence[Destino]) -> None:
        fill_options(
            self.case,
            [
                (
                    str(item.expediente_id),
                    f"{item.numero} · título {item.titulo} · debe {pesos(item.saldo)}",
                )
                for item in found
            ],
        )
        self._case.tell("" if found else _NONE)
        self._figures()

    @Slot()
    def _figures(self) -> None:
        """Put away what was said of other figures."""
        applies = self._applies()
        self._case.show(wanted=applies)
        self.preview.setVisible(applies)
        self._act.say(
            "El que lo autoriza, si lo hay. Cuenta desde el día en que el dinero entró."
            if applies
            else "El que ordenó la devolución: queda en el expediente."
        )
        self.preview.show_lines([KeyValue("", "Elija el expediente y el valor.")])
        self.answered()

    def _tell(self, seen: PartePrevista) -> None:
        order = sorted(seen.lecturas, key=lambda rule: rule is not seen.vigente)
        self.preview.show_lines(
            [
                KeyValue(
                    f"{LECTURAS[rule]}{', se aplica' if rule is seen.vigente else ''}",
                    reading_words(seen.lecturas[rule]),
                    strong=rule is seen.vigente,
                )
                for rule in order
            ]
        )


def _line(item: SaldoAFavor) -> str:
    day, left = fecha_corta(item.fecha), pesos(item.saldo)
    return f"{item.numero} · {item.deudor} · {day} · {left}"
