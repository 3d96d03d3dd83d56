"""The steps of a document that ask something: radicado, delivery, annulment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.documentos.words import about
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import VidaDocumento
    from cobro_desktop.services.progress import Progress
    from cobro_ui.documentos.ports import DocumentFlow
    from cobro_ui.ports import Shell


class _StepDialog(ActDialog):
    """A step of one document."""

    def __init__(
        self,
        title: str,
        flow: DocumentFlow,
        life: VidaDocumento,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(title, shell, parent)
        self._flow = flow
        self._life = life
        self.blocked = False
        self.about(f"{life.nombre} · {life.expediente}", about(life))

    def _day_problem(self, field: DateField) -> str:
        day, today = field.value(), self.shell.today
        if day is not None and not self._life.fecha <= day <= today:
            start = fecha_larga(self._life.fecha)
            return f"Debe estar entre el {start} y hoy, {fecha_larga(today)}."
        return field.problem()


class RegisterDialog(_StepDialog):
    """*Radicar*: the number that correspondence gave."""

    def __init__(
        self, flow: DocumentFlow, life: VidaDocumento, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Radicar un documento", flow, life, shell, parent)
        self.number = QLineEdit()
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.ask("&Número de radicado", self.number, "Como lo da la correspondencia.")
        self._day = self.ask("&Fecha", self.day)
        self.number.textChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "&Radicar"

    @override
    def ready(self) -> bool:
        problem = self._day_problem(self.day)
        self._day.tell(problem)
        return bool(self.number.text().strip() and self.day.value() and not problem)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        day, number = self.day.value(), self.number.text()
        assert day is not None, "ready() holds it"
        flow, one = self._flow, self._life.id
        return lambda _progress: flow.register(one, number, day)


class DeliverDialog(_StepDialog):
    """*Comunicar*: that it reached its addressee."""

    def __init__(
        self, flow: DocumentFlow, life: VidaDocumento, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Comunicar un documento", flow, life, shell, parent)
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.how = QLineEdit()
        self._day = self.ask("&Fecha", self.day)
        self.ask("&Cómo", self.how, "Como «por correo interno». Puede quedar vacío.")
        self.day.changed.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "Dar por co&municado"

    @override
    def ready(self) -> bool:
        problem = self._day_problem(self.day)
        self._day.tell(problem)
        return bool(self.day.value() and not problem)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        day, how = self.day.value(), self.how.text()
        assert day is not None, "ready() holds it"
        flow, one = self._flow, self._life.id
        return lambda _progress: flow.deliver(one, day, how)


class AnnulDialog(_StepDialog):
    """*Anular*: why it has no effect."""

    def __init__(
        self, flow: DocumentFlow, life: VidaDocumento, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Anular un documento", flow, life, shell, parent)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(shell.theme.scaled(72))
        kept = "El documento y su número quedan a la vista; el número no se repite."
        self.ask("&Motivo", self.reason, kept)
        self.reason.textChanged.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "An&ular el documento"

    @override
    def ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        reason = self.reason.toPlainText()
        flow, one = self._flow, self._life.id
        return lambda _progress: flow.annul(one, reason)
