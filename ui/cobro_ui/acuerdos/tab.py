"""Tab *Acuerdos y pagos*: the agreement with its plan, and the money that came in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.seguimiento_acuerdo import FaseAcuerdo
from cobro_ui.acuerdos.card import AgreementPanel
from cobro_ui.acuerdos.ports import Ending
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.services.changes import Changes
    from cobro_ui.actuaciones.dialog import ActDialog
    from cobro_ui.acuerdos.ports import Agreements
    from cobro_ui.expediente.pagos import PagosTab
    from cobro_ui.ports import Shell
    from cobro_ui.reads_case import ExpedienteView

_LIVE = ("ABIERTO", "SUSPENDIDO")


class AcuerdosTab(QWidget):
    """What can be done with the agreement, how it stands, and the payments."""

    changed = Signal(object)
    """The `Changes` of something done here."""

    def __init__(
        self,
        expediente_id: int,
        parts: tuple[Agreements, PagosTab],
        shell: Shell,
    ) -> None:
        super().__init__()
        self._id = expediente_id
        self._agreements, pagos = parts
        self._shell = shell
        self._found: AcuerdosDelCaso | None = None
        self._ended = False
        self.message = MessagePanel(shell.theme)
        self.panel = AgreementPanel(pagos, shell.theme)
        self.ask = QPushButton("&Solicitud de acuerdo…")
        self.grant = QPushButton("&Otorgar acuerdo…")
        self.refuse = QPushButton("&Negar…")
        self.breach = QPushButton("&Declarar incumplimiento…")
        self.fulfil = QPushButton("Cerrar como &cumplido…")
        self.annul = QPushButton("An&ular…")
        self.export = QPushButton("&Exportar plan a Excel")
        self._build()
        self._offer()

    def show_case(self, view: ExpedienteView) -> None:
        """Read the agreements of a case that was read anew."""
        self._ended = view.head.estado not in _LIVE
        self._numero = view.head.numero
        agreements, id_ = self._agreements, self._id
        self._shell.jobs.reader.start(
            lambda _progress: agreements.load(id_),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _build(self) -> None:
        self._numero = ""
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button, act in (
            (self.ask, self._ask_for),
            (self.grant, self._grant),
            (self.refuse, self._end_by(Ending.NEGAR)),
            (self.breach, self._end_by(Ending.INCUMPLIR)),
            (self.fulfil, self._end_by(Ending.CUMPLIR)),
            (self.annul, self._end_by(Ending.ANULAR)),
            (self.export, self._export),
        ):
            button.clicked.connect(act)
            bar.addWidget(button)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addLayout(bar)
        layout.addWidget(self.panel, 1)

    def _show(self, found: AcuerdosDelCaso) -> None:
        self._found = found
        self.panel.show_agreements(found)
        self._offer()

    def _offer(self) -> None:
        """Show the buttons of what can be done now; the next step stands out."""
        found = self._found
        latest = found.ultimo if found is not None else None
        estado = latest.estado if latest is not None else None
        live = found is not None and not self._ended
        may_grant = live and found is not None and found.reglas.competente
        asked = estado is EstadoAcuerdo.SOLICITADO
        running = live and estado is EstadoAcuerdo.VIGENTE
        idle = live and not asked and not running
        phase = latest.situacion.fase if latest is not None else None
        paid = phase is FaseAcuerdo.CUMPLIDO
        broken = latest is not None and latest.situacion.permite_declarar
        self.ask.setVisible(idle)
        self.grant.setVisible(may_grant and not running)
        self.refuse.setVisible(live and asked)
        self.breach.setVisible(running and not paid)
        self.breach.setEnabled(broken)
        self.fulfil.setVisible(running and paid)
        self.annul.setVisible(running)
        has_plan = found is not None and any(a.acuerdo.filas for a in found.acuerdos)
        self.export.setVisible(has_plan)
        for button, next_step in (
            (self.ask, idle),
            (self.grant, asked),
            (self.breach, broken),
            (self.fulfil, paid),
        ):
            set_part(button, "main" if next_step else "")

    def _end_by(self, ending: Ending) -> Callable[[], None]:
        def ask() -> None:
            from cobro_ui.acuerdos.ending_dialog import EndingDialog

            if self._found is not None:
                which = (ending, self._found)
                self._open(EndingDialog(self._agreements, which, self._shell, self))

        return ask

    @Slot()
    def _ask_for(self) -> None:
        from cobro_ui.acuerdos.ask_dialog import AskDialog

        self._open(AskDialog(self._agreements, self._id, self._shell, self))

    @Slot()
    def _grant(self) -> None:
        from cobro_ui.acuerdos.grant_dialog import GrantDialog

        self._open(GrantDialog(self._agreements, self._id, self._shell, self))

    @Slot()
    def _export(self) -> None:
        kind = "Libro de Excel (*.xlsx)"
        name = f"Plan de pagos {self._numero}.xlsx"
        title = "Exportar el plan a Excel"
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, kind)
        if not chosen:
            return
        file = Path(chosen)
        if file.suffix.lower() != ".xlsx":
            file = file.with_name(f"{file.name}.xlsx")
        agreements, id_ = self._agreements, self._id
        self._shell.jobs.reader.start(
            lambda _progress: agreements.export(id_, file),
            on_done=lambda _none: self.message.tell(
                f"Se escribió «{file.name}» en {file.parent}."
            ),
            on_error=self.message.show_error,
            owner=self,
        )

    def _open(self, dialog: ActDialog) -> None:
        dialog.recorded.connect(self._recorded)
        dialog.open()

    @Slot(object)
    def _recorded(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.changed.emit(changes)
