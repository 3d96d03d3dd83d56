"""*Solicitud de acuerdo*: what the debtor asks for, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from cobro_ui.acuerdos.effects import EffectsLabel
from cobro_ui.acuerdos.terms_dialog import TermsDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.acuerdos.ports import Agreements
    from cobro_ui.ports import Shell


class AskDialog(TermsDialog):
    """Records a request; granting may change any of its terms."""

    def __init__(
        self, agreements: Agreements, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        self.effects = EffectsLabel()
        titles = ("Solicitud de acuerdo de pago", "&Fecha de la solicitud")
        super().__init__(agreements, expediente_id, titles, shell, parent)
        self.column.addWidget(self.effects)

    @override
    def button(self) -> str:
        return "&Registrar la solicitud"

    @override
    def ready(self) -> bool:
        self.tell_problems()
        return self.terms() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        terms, agreements = self.terms(), self.agreements
        assert terms is not None, "the button is off until it is whole"

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, "Registrando la solicitud")
            return agreements.request(terms)

        return run

    @Slot()
    @override
    def look_ahead(self) -> None:
        terms, agreements = self.terms(), self.agreements
        if terms is None:
            self.effects.clear()
            return
        self.read(
            "efectos",
            lambda: agreements.preview_request(terms),
            self.effects.show_sentences,
            self.effects.show_refusal,
        )
