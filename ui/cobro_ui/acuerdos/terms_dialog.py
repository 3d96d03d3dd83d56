"""The questions that a request and a granting share: instalments and guarantee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.acuerdos.instalments_field import InstalmentsField
from cobro_ui.acuerdos.marks import GARANTIAS, METODOS
from cobro_ui.acuerdos.ports import AgreementTerms
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.storage.queries.acuerdos import Acuerdo
    from cobro_ui.acuerdos.ports import Agreements
    from cobro_ui.ports import Shell

USUAL = 12
"""Instalments that are offered first: a year needs no guarantee (ET 814)."""


class TermsDialog(ActDialog):
    """Asks day, instalments and guarantee of an agreement of a case."""

    def __init__(
        self,
        agreements: Agreements,
        expediente_id: int,
        titles: tuple[str, str],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        title, day = titles
        super().__init__(title, shell, parent)
        self.agreements = agreements
        self.case_id = expediente_id
        self.day = DateField(shell.days, shell.theme)
        self.instalments = InstalmentsField(USUAL)
        self.first = DateField(shell.days, shell.theme)
        self.method = QComboBox()
        self.initial = MoneyField()
        self.guarantee = QComboBox()
        self.detail = QLineEdit()
        self.worth = MoneyField()
        self._day = self.ask(day, self.day)
        self._instalments = self.ask("&Cuotas mensuales", self.instalments)
        self._first = self.ask("&Primera cuota", self.first, "Vacía: un mes después.")
        self.ask("&Método", self.method)
        self._initial = self.ask("Cuota &inicial", self.initial)
        self.ask("&Garantía", self.guarantee)
        self._detail = self.ask("&Cuál es, con su avalúo", self.detail)
        self._worth = self.ask("&Valor que respalda", self.worth)
        self._prepare()

    def terms(self) -> AgreementTerms | None:
        """Return what was answered; None while something is missing or wrong."""
        day = self.day.value()
        if day is None or day > self.shell.today or self.first.problem():
            return None
        count = self.instalments.value()
        if count is None or self.initial.problem() or self.worth.problem():
            return None
        guaranteed = self.kind is not Garantia.NINGUNA
        return AgreementTerms(
            expediente_id=self.case_id,
            dia=day,
            cuotas=count,
            primera=self.first.value(),
            metodo=Metodo(str(self.method.currentData())),
            cuota_inicial=self.initial.value() or 0,
            garantia=self.kind,
            garantia_detalle=self.detail.text().strip() if guaranteed else "",
            garantia_valor=(self.worth.value() or 0) if guaranteed else 0,
        )

    @property
    def kind(self) -> Garantia:
        """The guarantee that was chosen."""
        return Garantia(str(self.guarantee.currentData()))

    def tell_problems(self) -> None:
        """Say under each field what is wrong with it."""
        today, day = self.shell.today, self.day.value()
        late = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        self._day.tell(self.day.problem() or (late if day and day > today else ""))
        self._first.tell(self.first.problem())
        self._instalments.tell(self.instalments.problem())
        self._initial.tell(self.initial.problem())
        self._worth.tell(self.worth.problem())

    def show_offer(self, acuerdo: Acuerdo) -> None:
        """Fill in what the debtor asked for."""
        self.instalments.set_value(acuerdo.cuotas)
        self.first.set_value(acuerdo.primera)
        self.method.setCurrentIndex(self.method.findData(acuerdo.metodo))
        self.initial.set_value(acuerdo.cuota_inicial or None)
        self.guarantee.setCurrentIndex(self.guarantee.findData(acuerdo.garantia))
        self.detail.setText(acuerdo.garantia_detalle)
        self.worth.set_value(acuerdo.garantia_valor or None)

    def show_found(self, found: AcuerdosDelCaso) -> None:
        """Say which case it is, with its request if there is one."""
        self.about(f"{found.numero} · {found.deudor}")
        self.blocked = False
        latest = found.ultimo
        if latest is not None and latest.acuerdo.estado == "solicitado":
            self.show_offer(latest.acuerdo)
        self.answered()

    def _prepare(self) -> None:
        self.day.set_value(self.shell.today)
        self.instalments.setMaximumWidth(self.shell.theme.scaled(90))
        self.initial.setMaximumWidth(self.shell.theme.scaled(190))
        self.worth.setMaximumWidth(self.shell.theme.scaled(190))
        fill_options(self.method, [(str(m), words) for m, words in METODOS.items()])
        fill_options(
            self.guarantee, [(str(g), words) for g, words in GARANTIAS.items()]
        )
        for combo in (self.method, self.guarantee):
            combo.setMinimumContentsLength(24)
        self.day.changed.connect(self.answered)
        self.instalments.changed.connect(self.answered)
        self.first.changed.connect(self.answered)
        self.method.currentIndexChanged.connect(self.answered)
        self.initial.changed.connect(self.answered)
        self.guarantee.currentIndexChanged.connect(self._guaranteed)
        self.detail.textChanged.connect(self.answered)
        self.worth.changed.connect(self.answered)
        self._guaranteed()
        agreements, case_id = self.agreements, self.case_id
        self.read("acuerdos", lambda: agreements.load(case_id), self.show_found)

    @Slot()
    def _guaranteed(self) -> None:
        wanted = self.kind is not Garantia.NINGUNA
        self._detail.show(wanted=wanted)
        self._worth.show(wanted=wanted)
        self.answered()
