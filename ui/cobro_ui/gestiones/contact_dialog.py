"""*Registrar gestión*: a call, a visit or a message, and what came of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.previsto import ForeseeingDialog
from cobro_ui.gestiones.ports import ContactRequest
from cobro_ui.gestiones.text_box import TextBox
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.gestiones.ports import Options, Outreach
    from cobro_ui.ports import Shell

_HOUR: Final = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_CALL, _PROMISE = "llamada", "promesa"
_WHERE: Final = {
    _CALL: "El número al que se llamó.",
    "visita": "La dirección que se visitó.",
    "correo": "El correo al que se escribió.",
    "sms": "El número al que se envió.",
    "carta": "La dirección a la que se envió.",
    "presencial": "La oficina donde se atendió.",
}


class ContactDialog(ForeseeingDialog):
    """Means, day and hour, where, who answered, result, promise."""

    def __init__(
        self, outreach: Outreach, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Registrar una gestión", shell, parent)
        self._outreach = outreach
        self._id = expediente_id
        self.means, self.outcome = QComboBox(), QComboBox()
        self.day = DateField(shell.days, shell.theme)
        self.hour = QLineEdit()
        self.hour.setPlaceholderText("10:15")
        self.hour.setMaximumWidth(shell.theme.scaled(110))
        self.where, self.who, self.promise = QLineEdit(), QLineEdit(), QLineEdit()
        self.until = DateField(shell.days, shell.theme)
        self.notes = TextBox(64, shell.theme)
        self._ask()
        self.read("palabras", outreach.options, self._offer)
        self.read("caso", lambda: outreach.case(expediente_id), self.about_case)

    @override
    def button(self) -> str:
        return "&Registrar gestión"

    @override
    def ready(self) -> bool:
        return self._request() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, outreach = self._request(), self._outreach
        assert request is not None, "the button is off until it is"
        return lambda _progress: outreach.record(request)

    @override
    def foresee(self) -> Callable[[], Sequence[str]]:
        request, outreach = self._request(), self._outreach
        assert request is not None, "asked only when it is ready"
        return lambda: outreach.foresee_contact(request)

    def _ask(self) -> None:
        self.ask("&Medio", self.means)
        self._day = self.ask("&Fecha", self.day)
        self._hour = self.ask("&Hora", self.hour)
        self._where = self.ask("&A dónde", self.where)
        self.ask(
            "&Quién contestó",
            self.who,
            "Nombre y relación con el deudor. A otra persona no se le dan detalles.",
        )
        self.ask("Re&sultado", self.outcome)
        self._promise = self.ask("Com&promiso", self.promise)
        self._until = self.ask("&Para cuándo", self.until)
        self.ask("O&bservaciones", self.notes)
        self.column.addWidget(self.effects)
        self.day.set_value(self.shell.today)
        for combo in (self.means, self.outcome):
            combo.currentIndexChanged.connect(self.answered)
        for line in (self.hour, self.where, self.who, self.promise):
            line.textChanged.connect(self.answered)
        for day in (self.day, self.until):
            day.changed.connect(self.answered)
        self.notes.textChanged.connect(self.answered)

    def _offer(self, words: Options) -> None:
        fill_options(self.means, words.medios)
        fill_options(self.outcome, words.resultados)
        self.answered()

    def _request(self) -> ContactRequest | None:
        means = str(self.means.currentData() or "")
        promised = self.outcome.currentData() == _PROMISE
        self._where.say(_WHERE.get(means, ""))
        self._promise.show(wanted=promised)
        self._until.show(wanted=promised)
        day, hour = self.day.value(), self.hour.text().strip()
        late = day is not None and day > self.shell.today
        after = f"No puede ser posterior a hoy, {fecha_larga(self.shell.today)}."
        self._day.tell(self.day.problem() or (after if late else ""))
        wrong = bool(hour) and not _HOUR.fullmatch(hour)
        self._hour.tell("Escríbala como 10:15." if wrong else "")
        missing = means == _CALL and not hour
        where = self.where.text().strip()
        if not means or day is None or late or wrong or missing or not where:
            return None
        return ContactRequest(
            expediente_id=self._id,
            medio=means,
            fecha=day,
            hora=hour.zfill(5) if hour else "",
            destino=where,
            contesto=self.who.text().strip(),
            resultado=str(self.outcome.currentData()),
            compromiso=self.promise.text().strip() if promised else "",
            fecha_compromiso=self.until.value() if promised else None,
            observaciones=self.notes.toPlainText().strip(),
        )
