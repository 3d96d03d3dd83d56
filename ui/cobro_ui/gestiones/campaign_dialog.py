"""*Registrar campaña*: one message to many cases, and in which ones it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_larga
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.previsto import ForeseeingDialog
from cobro_ui.gestiones.ports import CampaignRequest
from cobro_ui.gestiones.text_box import TextBox
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.gestiones.ports import Options, Outreach
    from cobro_ui.ports import Shell


class CampaignDialog(ForeseeingDialog):
    """Name, kind, channel, message and days of a campaign that was made."""

    def __init__(
        self, outreach: Outreach, cases: Sequence[int], shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Registrar una campaña", shell, parent)
        self._outreach = outreach
        self._ids = tuple(cases)
        self.name = QLineEdit()
        self.kind, self.channel = QComboBox(), QComboBox()
        self.text = TextBox(84, shell.theme)
        self.first = DateField(shell.days, shell.theme)
        self.last = DateField(shell.days, shell.theme)
        self._ask()
        self.column.addWidget(self.effects)
        self.blocked = False
        self.about(
            cantidad(len(self._ids), "expediente elegido", "expedientes elegidos")
        )
        self.read("palabras", outreach.options, self._offer)

    @override
    def button(self) -> str:
        return f"&Registrar en {cantidad(len(self._ids), 'expediente')}"

    @override
    def ready(self) -> bool:
        return self._request() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, outreach = self._whole(), self._outreach
        return lambda _progress: outreach.campaign(request)

    @override
    def foresee(self) -> Callable[[], Sequence[str]]:
        request, outreach = self._whole(), self._outreach
        return lambda: outreach.foresee(request)

    def _ask(self) -> None:
        self.ask("&Nombre", self.name, "Como se conocerá después: «SMS septiembre».")
        self.ask(
            "C&lase",
            self.kind,
            "Solo la de cobro, sobre un título admitido, cuenta como gestión.",
        )
        self.ask("Ca&nal", self.channel)
        self.ask("&Mensaje", self.text, "El texto que se envió, tal como se envió.")
        self._first = self.ask("&Primer día", self.first)
        self._last = self.ask("&Último día", self.last)
        today = self.shell.today
        self.first.set_value(today)
        self.last.set_value(today)
        for combo in (self.kind, self.channel):
            combo.currentIndexChanged.connect(self.answered)
        self.name.textChanged.connect(self.answered)
        self.text.textChanged.connect(self.answered)
        for day in (self.first, self.last):
            day.changed.connect(self.answered)

    def _offer(self, words: Options) -> None:
        fill_options(self.kind, words.clases)
        fill_options(self.channel, words.canales)
        self.answered()

    def _whole(self) -> CampaignRequest:
        request = self._request()
        assert request is not None, "the button is off until it is"
        return request

    def _request(self) -> CampaignRequest | None:
        first, last, today = self.first.value(), self.last.value(), self.shell.today
        self._first.tell(self.first.problem())
        late = last is not None and last > today
        turned = first is not None and last is not None and last < first
        problem = f"No puede ser posterior a hoy, {fecha_larga(today)}." if late else ""
        problem = problem or ("Es anterior al primer día." if turned else "")
        self._last.tell(self.last.problem() or problem)
        name, text = self.name.text().strip(), self.text.toPlainText().strip()
        if first is None or last is None or problem or not name or not text:
            return None
        return CampaignRequest(
            expedientes=self._ids,
            nombre=name,
            clase=str(self.kind.currentData()),
            canal=str(self.channel.currentData()),
            mensaje=text,
            desde=first,
            hasta=last,
        )
