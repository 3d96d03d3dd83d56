"""One case in a tab of the window: header, tabs, and the guided step in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from cobro_ui.acuerdos.tab import AcuerdosTab
from cobro_ui.bienes.tab import BienesTab
from cobro_ui.electronico.tab import ElectronicoTab
from cobro_ui.expediente.actuaciones import ActuacionesTab
from cobro_ui.expediente.analisis import AnalisisTab
from cobro_ui.expediente.deudores import DeudoresTab
from cobro_ui.expediente.documentos import DocumentosTab
from cobro_ui.expediente.header import ExpedienteHeader
from cobro_ui.expediente.liquidacion import LiquidacionTab
from cobro_ui.expediente.pagos import PagosTab
from cobro_ui.expediente.resumen import ResumenTab
from cobro_ui.expediente.soportes import SoportesTab
from cobro_ui.expediente.terminos import TerminosTab
from cobro_ui.expediente.titulo import TituloTab
from cobro_ui.incidentes.tab import IncidentesTab
from cobro_ui.opening import open_file
from cobro_ui.prescripcion.tab import PrescripcionTab
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import rule

if TYPE_CHECKING:
    from cobro_desktop.services.changes import Changes
    from cobro_ui.mapa.case import CaseFlowPanel
    from cobro_ui.ports import Shell
    from cobro_ui.reads_case import DocumentoLine, ExpedienteView
    from cobro_ui.wizard.panel import GuidedStepPanel
    from cobro_ui.wizard.paso import PasoGuiado


class ExpedienteTab(QWidget):
    """Shows a case, and reads it anew when it changed."""

    changed = Signal(object)
    """The `Changes` of something done here."""

    def __init__(self, expediente_id: int, shell: Shell) -> None:
        super().__init__()
        self.expediente_id = expediente_id
        self._shell = shell
        theme, today = shell.theme, shell.today
        self.header = ExpedienteHeader(theme, today)
        self._message = MessagePanel(theme)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.resumen = ResumenTab(theme, today)
        self.deudores = DeudoresTab(theme)
        self.titulo = TituloTab(theme)
        self.actuaciones = ActuacionesTab(theme)
        self.documentos = DocumentosTab(theme)
        self.terminos = TerminosTab(theme, today)
        self.liquidacion = LiquidacionTab(expediente_id, shell)
        self.pagos = PagosTab(theme)
        for title, tab in (
            ("Resumen", self.resumen),
            ("Deudores", self.deudores),
            ("Título y obligación", self.titulo),
            ("Actuaciones", self.actuaciones),
            ("Documentos", self.documentos),
            ("Términos", self.terminos),
            ("Liquidación", self.liquidacion),
        ):
            self.tabs.addTab(tab, title)
        self._add_tabs()
        self._step: GuidedStepPanel | None = None
        self._map: CaseFlowPanel | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, rule(), self._message, self._stack):
            layout.addWidget(widget)
        layout.setStretch(3, 1)
        self.header.continue_asked.connect(self.continue_step)
        self.header.map_asked.connect(self.see_map)
        self.header.offer_map(able=shell.flow is not None)
        self.documentos.open_asked.connect(self._open_document)
        self.documentos.issue_asked.connect(self._issue_document)
        self.liquidacion.changed.connect(self.changed)

    def reload(self) -> None:
        """Read the case and its interest anew."""
        cases, id_ = self._shell.cases, self.expediente_id
        self._shell.jobs.reader.start(
            lambda _progress: cases.load(id_),
            on_done=self._show,
            on_error=self._message.show_error,
            owner=self,
        )

    @Slot()
    def continue_step(self) -> None:
        """Open the guided step of the current activity in place of the tabs."""
        self._open_step("")

    @Slot(str)
    def _work_beside(self, actividad: str) -> None:
        """Leave the open step, whose answers are saved, for another activity."""
        self._close_step()
        self._open_step(actividad)

    def _open_step(self, actividad: str) -> None:
        if self._step is not None:
            return
        open_step, id_ = self._shell.open_step, self.expediente_id
        asked = (id_, actividad) if actividad else (id_,)
        if open_step is not None:
            self._shell.jobs.reader.start(
                lambda _progress: open_step(*asked),
                on_done=self._show_step,
                on_error=self._message.show_error,
                owner=self,
            )

    @Slot()
    def see_map(self) -> None:
        """Show the map of the case in place of the tabs, or of the open step."""
        from cobro_ui.mapa.case import CaseFlowPanel

        source = self._shell.flow
        if source is None:
            return
        if self._map is None:
            back = "trámite" if self._step is not None else "expediente"
            self._map = CaseFlowPanel(
                self.expediente_id, source, self._shell, f"&Volver al {back}"
            )
            self._map.closed.connect(self._close_map)
            self._stack.addWidget(self._map)
        self._stack.setCurrentWidget(self._map)
        self.header.hide()
        self._map.reload()

    def leave_step(self) -> None:
        """Save what was answered in the open step, and show the tabs again."""
        if self._step is not None:
            self._step.leave()

    def tell(self, text: str) -> None:
        """Say what was done in this case."""
        self._message.tell(text)

    def fail(self, error: BaseException) -> None:
        """Say why something of this case was not done."""
        self._message.show_error(error)

    def follow(self) -> None:
        """Read the case anew, and let the open step take it as it is now."""
        self.reload()
        if self._step is not None:
            self._step.look_again()
        if self._map is not None:
            self._map.reload()

    def _add_prescription(self) -> PrescripcionTab | None:
        source = self._shell.prescription
        if source is None:
            return None
        tab = PrescripcionTab(self.expediente_id, source, self._shell)
        after_terms = self.tabs.indexOf(self.terminos) + 1
        self.tabs.insertTab(after_terms, tab, "Prescripción")
        return tab

    def _add_tabs(self) -> None:
        """Add the tabs of what this window can do."""
        expediente_id, shell = self.expediente_id, self._shell
        self.acuerdos: AcuerdosTab | None = None
        if shell.agreements is None:
            self.tabs.addTab(self.pagos, "Pagos")
        else:
            found = (shell.agreements, self.pagos)
            self.acuerdos = AcuerdosTab(expediente_id, found, shell)
            self.acuerdos.changed.connect(self.changed)
            self.tabs.addTab(self.acuerdos, "Acuerdos y pagos")
        self.prescripcion = self._add_prescription()
        self.bienes: BienesTab | None = None
        if shell.goods is not None:
            self.bienes = BienesTab(expediente_id, shell.goods, shell)
            self.bienes.changed.connect(self.changed)
            self.tabs.addTab(self.bienes, "Bienes y medidas")
        self.incidentes: IncidentesTab | None = None
        if shell.incidents is not None and shell.acts is not None:
            sources = (shell.incidents, shell.acts)
            self.incidentes = IncidentesTab(expediente_id, sources, shell)
            self.incidentes.changed.connect(self.changed)
            self.tabs.addTab(self.incidentes, "Incidentes")
        self.soportes: SoportesTab | None = None
        if shell.flow is not None:
            self.soportes = SoportesTab(expediente_id, shell.flow, shell)
            after = self.tabs.indexOf(self.documentos) + 1
            self.tabs.insertTab(after, self.soportes, "Soportes")
        self.electronico: ElectronicoTab | None = None
        if shell.files is not None:
            self.electronico = ElectronicoTab(expediente_id, shell.files, shell)
            self.electronico.changed.connect(self.changed)
            after = self.tabs.indexOf(self.documentos) + 1
            self.tabs.insertTab(after, self.electronico, "Expediente electrónico")
        self.analisis: AnalisisTab | None = None
        if shell.analysis is not None:
            self.analisis = AnalisisTab(expediente_id, shell.analysis, shell)
            self.analisis.changed.connect(self.changed)
            self.tabs.addTab(self.analisis, "Análisis")

    def _show(self, view: ExpedienteView) -> None:
        self.header.show_head(view.head)
        for tab in (
            self.resumen,
            self.deudores,
            self.titulo,
            self.actuaciones,
            self.documentos,
            self.terminos,
            self.liquidacion,
            self.pagos,
        ):
            tab.show_case(view)
        if self.acuerdos is not None:
            self.acuerdos.show_case(view)
        if self.prescripcion is not None:
            self.prescripcion.reload()
        if self.incidentes is not None:
            self.incidentes.show_case(view)
        if self.bienes is not None:
            self.bienes.show_case(view)
        if self.analisis is not None:
            self.analisis.reload()
        if self.soportes is not None:
            self.soportes.reload()
        if self.electronico is not None:
            self.electronico.reload()
        self._compute()

    def _compute(self) -> None:
        cases, id_ = self._shell.cases, self.expediente_id
        self._shell.jobs.reader.start(
            lambda _progress: cases.liquidacion(id_),
            on_done=self.header.show_balance,
            on_error=self.header.show_no_interest,
            owner=self,
        )

    def _show_step(self, guided: PasoGuiado) -> None:
        # The wizard is read from disk only when a step is opened (P8).
        from cobro_desktop.services.glosario import load_glosario
        from cobro_ui.wizard.editors import Surroundings
        from cobro_ui.wizard.panel import GuidedStepPanel

        shell = self._shell
        around = Surroundings(shell.days, shell.theme, load_glosario())
        panel = GuidedStepPanel(guided, shell.jobs, around)
        panel.closed.connect(self._close_step)
        panel.recorded.connect(self._recorded)
        panel.filed.connect(self.changed)
        panel.map_asked.connect(self.see_map)
        panel.beside_asked.connect(self._work_beside)
        panel.offer_map(able=shell.flow is not None)
        self._step = panel
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        self.header.hide()

    @Slot()
    def _close_map(self) -> None:
        panel, self._map = self._map, None
        if panel is not None:
            self._stack.removeWidget(panel)
            panel.deleteLater()
        self._stack.setCurrentWidget(self._step or self.tabs)
        self.header.setVisible(self._step is None)

    @Slot()
    def _close_step(self) -> None:
        panel, self._step = self._step, None
        if panel is not None:
            panel.retire()
            self._stack.removeWidget(panel)
            panel.deleteLater()
        self._close_map()

    @Slot(object)
    def _recorded(self, changes: Changes) -> None:
        self._close_step()
        if changes.resumen:
            self._message.tell(changes.resumen)
        self.changed.emit(changes)

    @Slot(object)
    def _open_document(self, line: DocumentoLine) -> None:
        cases = self._shell.cases
        self._shell.jobs.reader.start(
            lambda _progress: cases.archivo(line),
            on_done=open_file,
            on_error=self._message.show_error,
            owner=self,
        )

    @Slot(object)
    def _issue_document(self, line: DocumentoLine) -> None:
        cases = self._shell.cases
        self._shell.jobs.writer.start(
            lambda _progress: cases.emitir(line.id),
            on_done=self._issued,
            on_error=self._message.show_error,
            title="Numerar y firmar el documento",
            owner=self,
        )

    def _issued(self, changes: Changes) -> None:
        self._message.tell(changes.resumen)
        self.changed.emit(changes)
