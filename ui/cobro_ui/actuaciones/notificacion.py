"""*Registrar notificación*: what, to whom, how, and what its means needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.ports import NEEDS_REASON, NotificationRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase, Acts, Means, Notifiable
    from cobro_ui.ports import Shell

_ALL = "Todos los que deben ser notificados"
_DAY = "El día desde el que se tiene por notificado al deudor."
_NOT_FORESEEN = "La norma de este acto no prevé ese medio."


class NotificationDialog(ActDialog):
    """A notification that took effect, one that was sent, or one that failed."""

    def __init__(
        self, acts: Acts, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Registrar una notificación", shell, parent)
        self._acts = acts
        self._id = expediente_id
        self._known: Notifiable | None = None
        self.document = QComboBox()
        self.debtor = QComboBox()
        self.means = QComboBox()
        self.effective = QRadioButton("Quedó n&otificado")
        self.waiting = QRadioButton("Falta e&l resultado")
        self.failed = QRadioButton("No se p&udo notificar")
        self.sent = DateField(shell.days, shell.theme)
        self.day = DateField(shell.days, shell.theme)
        self.address = QComboBox()
        self.cause = QComboBox()
        self.closes = QCheckBox("Esa dirección &ya no sirve")
        self.guide = QLineEdit()
        self.acceptance = QLineEdit()
        self.proof = FileField()
        self.reason = QLineEdit()
        self._effects = data_label(wrap=True)
        self._ask()
        self.column.addWidget(self._effects)
        self._wire()
        self._followed()
        self._reason.show(wanted=False)
        self.read("caso", lambda: acts.case(expediente_id), self._show_case)
        self.read("opciones", lambda: acts.notifiable(expediente_id), self._offer)

    @override
    def button(self) -> str:
        if self.failed.isChecked():
            return "&Registrar el intento fallido"
        if self.waiting.isChecked():
            return "&Registrar el envío"
        return "&Registrar notificación"

    @override
    def ready(self) -> bool:
        sent, day = self._date(self._sent, self.sent), self._date(self._day, self.day)
        late = any(d is not None and d > self.shell.today for d in (sent, day))
        self._proof.tell(self.proof.problem())
        if not self.document.currentData() or late or self.proof.problem():
            return False
        if self.failed.isChecked():
            return bool(self.cause.currentText().strip())
        if self.waiting.isChecked():
            return sent is not None
        if self._reason_needed and not self.reason.text().strip():
            return False
        return day is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, acts = self._request(), self._acts

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, "Registrando la notificación")
            return acts.notify(request)

        return run

    @Slot()
    @override
    def look_ahead(self) -> None:
        self._effects.setText("")
        if not (self._complete() and self.document.currentData()):
            return
        request, acts = self._request(), self._acts
        self.read(
            "efectos", lambda: acts.preview_notification(request), self._show_effects
        )

    def _ask(self) -> None:
        self.ask("Ac&to que se notifica", self.document)
        self._debtor = self.ask("&A quién", self.debtor)
        self._means = self.ask("&Medio", self.means)
        result = QWidget()
        row = QHBoxLayout(result)
        row.setContentsMargins(0, 0, 0, 0)
        for choice in (self.effective, self.waiting, self.failed):
            row.addWidget(choice)
        row.addStretch()
        self.effective.setChecked(True)
        self.ask("Resultado", result)
        self._address = self.ask("&Dirección", self.address)
        self._sent = self.ask("En&viada", self.sent)
        self._day = self.ask("&Fecha", self.day, _DAY)
        self._cause = self.ask(
            "Cau&sa", self.cause, "Una de la lista, o lo que dice el correo."
        )
        self._closes = self.ask("", self.closes)
        self._guide = self.ask("&Guía o constancia", self.guide)
        self._acceptance = self.ask(
            "Aceptació&n",
            self.acceptance,
            "Dónde aceptó el deudor este medio, y cuándo.",
        )
        self._proof = self.ask("Soport&e", self.proof)
        self._reason = self.ask(
            "Mot&ivo", self.reason, "Por qué se registra así; queda en el expediente."
        )

    def _wire(self) -> None:
        self._reason_needed = False
        for combo in (self.address, self.cause):
            combo.setEditable(True)
            combo.editTextChanged.connect(self.answered)
        for combo in (self.document, self.debtor, self.means):
            combo.currentIndexChanged.connect(self._followed)
        for choice in (self.effective, self.waiting, self.failed):
            choice.toggled.connect(self._followed)
        for field in (self.sent, self.day, self.proof):
            field.changed.connect(self.answered)
        for line in (self.guide, self.acceptance, self.reason):
            line.textChanged.connect(self.answered)
        self.closes.toggled.connect(self.answered)

    def _date(self, question: object, field: DateField) -> date | None:
        day = field.value()
        late = day is not None and day > self.shell.today
        problem = f"No puede ser posterior a hoy, {fecha_larga(self.shell.today)}."
        told = self._sent if question is self._sent else self._day
        told.tell(field.problem() or (problem if late else ""))
        return day

    def _complete(self) -> bool:
        """Tell whether there is enough to say what it would start."""
        if self.failed.isChecked():
            return bool(self.cause.currentText().strip())
        day = (self.sent if self.waiting.isChecked() else self.day).value()
        return day is not None and day <= self.shell.today

    def _request(self) -> NotificationRequest:
        failed, waiting = self.failed.isChecked(), self.waiting.isChecked()
        means = self._chosen()
        path = self.proof.value()
        return NotificationRequest(
            expediente_id=self._id,
            documento=str(self.document.currentData() or ""),
            medio=str(self.means.currentData() or ""),
            efectiva=None,
            deudor=str(self.debtor.currentData() or ""),
            guia=self.guide.text().strip() if self._guided(means) else "",
            causa=self.cause.currentText().strip() if failed else "",
            hecho=None if failed or waiting else self.day.value(),
            enviada=self.sent.value() if self._mailed(means) else None,
            direccion=self._typed_address() if self._mailed(means) else "",
            soporte=Path(path) if path else None,
            autorizacion=self.acceptance.text().strip(),
            motivo=self.reason.text().strip() if self._reason_needed else "",
            cierra_direccion=failed and self.closes.isChecked(),
        )

    def _typed_address(self) -> str:
        """Return the address, unless every debtor's own one is used."""
        return self.address.currentText().strip() if self._one_debtor() else ""

    def _chosen(self) -> Means | None:
        if self._known is None:
            return None
        key = (str(self.document.currentData()), str(self.means.currentData()))
        return self._known.pasos.get(key)

    @staticmethod
    def _guided(means: Means | None) -> bool:
        return means is None or means.guia

    def _mailed(self, means: Means | None) -> bool:
        return self.waiting.isChecked() or bool(means and means.direccion)

    def _one_debtor(self) -> str:
        """Return the document number of the only debtor meant; empty for several."""
        chosen = str(self.debtor.currentData() or "")
        known = self._known.deudores if self._known else ()
        return chosen or (known[0][0] if len(known) == 1 else "")

    def _show_case(self, case: ActCase) -> None:
        self.about_case(case)

    def _offer(self, found: Notifiable) -> None:
        self._known = found
        fill_options(self.document, found.documentos)
        fill_options(self.debtor, [("", _ALL), *found.deudores])
        fill_options(self.means, found.medios)
        fill_options(self.cause, found.causas)
        self.cause.setEditText("")
        self._followed()

    @Slot()
    def _followed(self) -> None:
        """Ask only what the means and the result need."""
        failed, waiting = self.failed.isChecked(), self.waiting.isChecked()
        means, mailed = self._chosen(), self._mailed(self._chosen())
        to_address = bool(means and means.direccion) and bool(self._one_debtor())
        self._address.show(wanted=to_address)
        self._sent.show(wanted=mailed)
        self._day.show(wanted=not failed and not waiting)
        self._day.say(f"{means.hecho}." if means else _DAY)
        self._cause.show(wanted=failed)
        self._closes.show(wanted=failed and bool(means and means.direccion))
        self._guide.show(wanted=self._guided(means))
        accepts = bool(means and means.autorizacion) and not failed
        self._acceptance.show(wanted=accepts)
        foreseen = f"{means.condicion} {means.norma}." if means else ""
        known = self._known is not None and bool(self._known.pasos)
        self._means.say(foreseen or (_NOT_FORESEEN if known else ""))
        self._say_next()
        self._offer_addresses(means)
        self.answered()

    def _say_next(self) -> None:
        if self._known is None:
            return
        act = str(self.document.currentData())
        self._debtor.say(self._known.siguientes.get((act, self._one_debtor()), ""))

    def _offer_addresses(self, means: Means | None) -> None:
        if self._known is None or means is None:
            return
        who, kind = self._one_debtor(), means.direccion
        ways = [t for n, k, t in self._known.direcciones if (n, k) == (who, kind)]
        shown = [self.address.itemText(n) for n in range(self.address.count())]
        if ways != shown:
            fill_options(self.address, [(way, way) for way in ways])
            self.address.setEditText(ways[0] if ways else "")

    def _show_effects(self, sentences: Sequence[str]) -> None:
        self._reason_needed = any(text.endswith(NEEDS_REASON) for text in sentences)
        self._reason.show(wanted=self._reason_needed)
        self._effects.setText("\n".join(f"• {text}" for text in sentences))
        self._dress()
