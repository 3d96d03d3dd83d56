"""*Registrar notificación*: what, to whom, how, and when it took effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.ports import NotificationRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase, Acts, Notifiable
    from cobro_ui.ports import Shell

_ALL = "Todos los que deben ser notificados"


class NotificationDialog(ActDialog):
    """A notification that took effect, or an attempt with its cause."""

    def __init__(
        self, acts: Acts, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Registrar una notificación", shell, parent)
        self._acts = acts
        self._id = expediente_id
        self.document = QComboBox()
        self.debtor = QComboBox()
        self.means = QComboBox()
        self.effective = QRadioButton("Quedó n&otificado")
        self.failed = QRadioButton("No se p&udo notificar")
        self.day = DateField(shell.days, shell.theme)
        self.cause = QLineEdit()
        self.guide = QLineEdit()
        self._effects = data_label(wrap=True)
        self._ask()
        self.column.addWidget(self._effects)
        self._wire()
        self._followed()
        self.read("caso", lambda: acts.case(expediente_id), self._show_case)
        self.read("opciones", lambda: acts.notifiable(expediente_id), self._offer)

    @override
    def button(self) -> str:
        if self.failed.isChecked():
            return "&Registrar el intento fallido"
        return "&Registrar notificación"

    @override
    def ready(self) -> bool:
        day = self.day.value()
        late = day is not None and day > self.shell.today
        problem = f"No puede ser posterior a hoy, {fecha_larga(self.shell.today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        if not self.document.currentData():
            return False
        if self.failed.isChecked():
            return bool(self.cause.text().strip())
        return day is not None and not late

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
        if not self.ready():
            return
        request, acts = self._request(), self._acts
        self.read(
            "efectos", lambda: acts.preview_notification(request), self._show_effects
        )

    def _ask(self) -> None:
        self.ask("Ac&to que se notifica", self.document)
        self.ask("&A quién", self.debtor)
        self.ask("&Medio", self.means)
        result = QWidget()
        row = QHBoxLayout(result)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.effective)
        row.addWidget(self.failed)
        row.addStretch()
        self.effective.setChecked(True)
        self.ask("Resultado", result)
        self._day = self.ask(
            "&Fecha",
            self.day,
            "El día desde el que se tiene por notificado al deudor.",
        )
        self._cause = self.ask(
            "Cau&sa", self.cause, "Lo que dice el correo: no reside, rehusado, errada…"
        )
        self.ask("&Guía o constancia", self.guide)

    def _wire(self) -> None:
        for combo in (self.document, self.debtor, self.means):
            combo.currentIndexChanged.connect(self.answered)
        self.effective.toggled.connect(self._followed)
        self.day.changed.connect(self.answered)
        self.cause.textChanged.connect(self.answered)
        self.guide.textChanged.connect(self.answered)

    def _request(self) -> NotificationRequest:
        failed = self.failed.isChecked()
        return NotificationRequest(
            self._id,
            str(self.document.currentData() or ""),
            str(self.means.currentData() or ""),
            None if failed else self.day.value(),
            str(self.debtor.currentData() or ""),
            self.guide.text().strip(),
            self.cause.text().strip() if failed else "",
        )

    def _show_case(self, case: ActCase) -> None:
        self.about_case(case)

    def _offer(self, found: Notifiable) -> None:
        fill_options(self.document, found.documentos)
        fill_options(self.debtor, [("", _ALL), *found.deudores])
        fill_options(self.means, found.medios)
        self.answered()

    @Slot()
    def _followed(self) -> None:
        """Ask the day, or the cause of the failure."""
        failed = self.failed.isChecked()
        self._day.show(wanted=not failed)
        self._cause.show(wanted=failed)
        self.answered()

    def _show_effects(self, sentences: Sequence[str]) -> None:
        self._effects.setText("\n".join(f"• {text}" for text in sentences))
