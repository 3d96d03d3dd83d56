"""*Otorgar acuerdo*: the terms at one side and, as they are typed, the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from cobro_ui.acuerdos.plan_preview import PlanPanel
from cobro_ui.acuerdos.terms_dialog import TermsDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.acuerdos.ports import Agreements, AgreementTerms, PlanPreview
    from cobro_ui.ports import Shell

_WIDTH = 1160


class GrantDialog(TermsDialog):
    """Grants; what stops it is told with its norm, and may need a reason."""

    def __init__(
        self, agreements: Agreements, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        self.panel = PlanPanel(shell.theme)
        self.reported = QCheckBox("Está en el &boletín por incumplir un acuerdo")
        self.broke = QCheckBox("In&cumplió otro acuerdo en el último año")
        self.reason = QLineEdit()
        self._preview: PlanPreview | None = None
        titles = ("Otorgar un acuerdo de pago", "&Firma")
        super().__init__(agreements, expediente_id, titles, shell, parent)
        self.ask("", self.reported)
        self.ask("", self.broke)
        self._reason = self.ask(
            "&Por qué se concede así", self.reason, "Queda en el expediente."
        )
        self._reason.show(wanted=False)
        self.reported.toggled.connect(self.answered)
        self.broke.toggled.connect(self.answered)
        self.reason.textChanged.connect(self._explained)
        self._lay_aside()

    @override
    def button(self) -> str:
        return "&Otorgar el acuerdo"

    @override
    def ready(self) -> bool:
        self.tell_problems()
        found = self._preview
        if found is None or self.terms() is None or found.previsto.impedido:
            return False
        return not found.previsto.exige_motivo or bool(self.reason.text().strip())

    @override
    def terms(self) -> AgreementTerms | None:
        found = super().terms()
        if found is None:
            return None
        return replace(
            found,
            en_bdme=self.reported.isChecked(),
            incumplio=self.broke.isChecked(),
            motivo=self.reason.text().strip(),
        )

    @override
    def work(self) -> Callable[[Progress], Changes]:
        terms, agreements = self.terms(), self.agreements
        assert terms is not None, "the button is off until it is whole"

        def run(progress: Progress) -> Changes:
            progress.report(0, 1, "Otorgando el acuerdo")
            return agreements.grant(terms)

        return run

    @Slot()
    @override
    def answered(self) -> None:
        """Put away the plan of other terms."""
        self._preview = None
        super().answered()

    @Slot()
    @override
    def look_ahead(self) -> None:
        terms, agreements = self.terms(), self.agreements
        if terms is None:
            self.panel.wait()
            return
        self.read(
            "plan",
            lambda: agreements.preview(terms),
            self._show_preview,
            self._not_allowed,
        )

    @Slot()
    def _explained(self) -> None:
        """A reason changes nothing of the plan."""
        self._dress()

    def _show_preview(self, found: PlanPreview) -> None:
        self._preview = found
        self._reason.show(wanted=found.previsto.exige_motivo)
        self.panel.show_preview(found)
        self._dress()

    def _not_allowed(self, error: BaseException) -> None:
        self._preview = None
        self.panel.show_refusal(error)
        self._dress()

    def _lay_aside(self) -> None:
        """Put the plan beside the questions, so that both are in sight."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout), "the base dialog is a column"
        place = layout.indexOf(self.form)
        layout.removeItem(self.form)
        sides = QHBoxLayout()
        sides.setSpacing(18)
        left = QVBoxLayout()
        left.addLayout(self.form)
        left.addStretch()
        sides.addLayout(left, 2)
        sides.addWidget(self.panel, 3)
        layout.insertLayout(place, sides)
        width = self.shell.theme.scaled(_WIDTH)
        self.setMinimumWidth(width)
        self.resize(width, 0)
