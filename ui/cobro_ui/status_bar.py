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
    from cobro_ui.ports import Shell


class WindowStatusBar(QStatusBar):
    """Entity, user, base and legal day; the selection; the job with its cancel."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        place = shell.place
        self.setSizeGripEnabled(False)
        for text in (place.entidad, place.usuario, place.base):
            if text:
                self.addWidget(label(f" {text} "))
        day = label(f" {fecha_larga(shell.contexto.hoy)} ", "muted")
        day.setToolTip("El día que cuenta para términos e intereses")
        self.addWidget(day)
        self._selection = label()
        self.addPermanentWidget(self._selection)
        self.job = JobStatus(shell.jobs.writer, shell.theme, self)
        self.addPermanentWidget(self.job)

    @Slot(object)
    def show_selection(self, selected: Selected) -> None:
        """Show how many rows are selected and what they owe together."""
        if selected.filas < 2:
            self._selection.setText("")
            return
        saldo = "" if selected.saldo is None else f" · {pesos(selected.saldo)}"
        self._selection.setText(f"{miles(selected.filas)} seleccionados{saldo} ")
