"""The bottom line: where one works, who, what is selected, what is running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStatusBar

from cobro_desktop.formats import fecha_larga, miles, pesos
from cobro_ui.jobs.status import JobStatus
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_ui.lista.view import Selected
    from cobro_ui.ports import Place, Shell


class WindowStatusBar(QStatusBar):
    """Entity, user, base and legal day; the selection; the job with its cancel."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._place = label()
        self.addWidget(self._place)
        day = label(f" {fecha_larga(shell.today)} ", "muted")
        day.setToolTip("El día que cuenta para términos e intereses")
        self.addWidget(day)
        self._selection = label()
        self.addPermanentWidget(self._selection)
        self.job = JobStatus(shell.jobs.writer, shell.theme, self)
        self.addPermanentWidget(self.job)

    def show_place(self, place: Place) -> None:
        """Show where one works and who one is."""
        parts = (place.entidad, place.usuario, place.base)
        self._place.setText(
            "  " + "   |   ".join(part for part in parts if part) + "  "
        )

    @Slot(object)
    def show_selection(self, selected: Selected) -> None:
        """Show how many rows are selected and what they owe together."""
        if selected.filas < 2:
            self._selection.setText("")
            return
        saldo = "" if selected.saldo is None else f" · {pesos(selected.saldo)}"
        self._selection.setText(f"{miles(selected.filas)} seleccionados{saldo} ")
