"""Takes the liquidation on the screen out of the program, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_ui.jobs.runner import Jobs
    from cobro_ui.liquidacion.ports import Liquidations


class Kind(NamedTuple):
    """A kind of file."""

    title: str
    ending: str
    filter: str


PAGE = Kind("Imprimir la liquidación", "pdf", "PDF (*.pdf)")
BOOK = Kind("Llevar la liquidación a Excel", "xlsx", "Libro de Excel (*.xlsx)")


class Output(QObject):
    """Asks where, writes off the GUI thread, tells how it went."""

    began = Signal()
    written = Signal(object)
    """The path."""
    failed = Signal(object)
    """The error."""

    def __init__(self, source: Liquidations, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._jobs = jobs
        self._parent = parent

    def print_page(self, caso: LiquidacionCaso) -> None:
        """Write the page as PDF."""
        self._write(PAGE, caso, self._source.print_page)

    def export(self, caso: LiquidacionCaso) -> None:
        """Write the workbook with live formulas."""
        self._write(BOOK, caso, self._source.export)

    def _write(
        self,
        kind: Kind,
        caso: LiquidacionCaso,
        write: Callable[[LiquidacionCaso, Path], None],
    ) -> None:
        name = f"Liquidación {caso.numero} a {caso.corte:%Y-%m-%d}.{kind.ending}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, kind.title, name, kind.filter
        )
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != f".{kind.ending}":
            target = target.with_name(f"{target.name}.{kind.ending}")
        self.began.emit()
        self._jobs.reader.start(
            lambda _progress: write(caso, target),
            on_done=lambda _none: self.written.emit(target),
            on_error=self.failed.emit,
            owner=self,
        )
