"""The map of a case, in the place of its tabs or of its guided step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from cobro_ui.mapa.panel import FlowPanel
from cobro_ui.mapa.saving import open_sheet, save_sheet

if TYPE_CHECKING:
    from cobro_ui.mapa.ports import FlowSource
    from cobro_ui.ports import Shell


class CaseFlowPanel(FlowPanel):
    """Reads the flow of one case, and prints it."""

    def __init__(
        self, expediente_id: int, source: FlowSource, shell: Shell, back: str
    ) -> None:
        super().__init__(shell.theme, back)
        self._case = expediente_id
        self._source = source
        self._jobs = shell.jobs
        self.print_asked.connect(self._print)
        self.save_asked.connect(self._save)

    def reload(self) -> None:
        """Read the way of the case anew."""
        source, case = self._source, self._case
        self._jobs.reader.start(
            lambda _progress: source.of_case(case),
            on_done=self.show_flow,
            on_error=self._failed,
            owner=self,
        )

    def _failed(self, error: BaseException) -> None:
        self.show_nothing(
            "No se pudo leer el recorrido",
            "Vuelva al expediente; el mensaje de arriba dice qué pasó.",
        )
        self.message.show_error(error)

    @Slot()
    def _print(self) -> None:
        source, case = self._source, self._case
        open_sheet(
            self._jobs,
            self.message,
            lambda target: source.print_case_map(case, target),
            "Imprimir el mapa",
        )

    @Slot()
    def _save(self) -> None:
        source, case, flow = self._source, self._case, self.flow
        number = flow.recorrido.numero if flow and flow.recorrido else ""
        save_sheet(
            self._jobs,
            self.message,
            lambda target: source.print_case_map(case, target),
            f"Mapa {number}.pdf".replace(" .", "."),
        )
