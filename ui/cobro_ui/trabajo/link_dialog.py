"""*Vincular*: an heir, somebody who answers too, or who speaks for the debtor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.calidades import VINCULABLES, Calidad
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.trabajo.ports import NewPerson
from cobro_ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.ports import Shell
    from cobro_ui.trabajo.ports import WorkSource


class LinkDialog(ActDialog):
    """Asks who enters the case, as what, and the paper that proves it."""

    def __init__(
        self, source: WorkSource, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Vincular a otra persona", shell, parent)
        self._source = source
        self._case = expediente_id
        self.role = QComboBox()
        self.most = MoneyField()
        self.document = QLineEdit()
        self.name = QLineEdit()
        self.reason = QLineEdit()
        fill_options(self.role, [(str(c), c.nombre) for c in VINCULABLES])
        self.ask("&Calidad", self.role)
        self._most = self.ask(
            "&Hasta", self.most, "La suma por la que responde; vacío, por todo."
        )
        self.ask("&Identificación", self.document, "CC 52.123.456, NIT 890361405-7…")
        self.ask("&Nombre", self.name)
        self.ask(
            "&Motivo",
            self.reason,
            "El papel que lo prueba: registro civil, certificado de existencia, poder…",
        )
        for field in (self.document, self.name, self.reason):
            field.textChanged.connect(self.answered)
        self.role.currentIndexChanged.connect(self.answered)
        self.most.changed.connect(self.answered)
        self.blocked = False
        self.about("Cada obligado se notifica aparte y tiene su propio término.")
        self.answered()

    @override
    def button(self) -> str:
        return "&Vincular"

    @override
    def ready(self) -> bool:
        self._most.show(wanted=self._joint())
        problem = self.most.problem() if self._joint() else ""
        self._most.tell(problem)
        fields = (self.document, self.name, self.reason)
        return not problem and all(field.text().strip() for field in fields)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, case = self._source, self._case
        person = NewPerson(
            str(self.role.currentData()),
            self.document.text().strip(),
            self.name.text().strip(),
            self.reason.text().strip(),
            self.most.value() if self._joint() else None,
        )
        return lambda _progress: source.link(case, person)

    def _joint(self) -> bool:
        return bool(self.role.currentData() == Calidad.SOLIDARIO)
