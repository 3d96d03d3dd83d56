"""Opens what the buttons of a table ask for, and tells what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from cobro_ui.opening import open_file
from cobro_ui.parametros.value_dialog import Start, ValueDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_ui.parametros.source import LegalSource, Where
    from cobro_ui.parametros.values import ValuesView
    from cobro_ui.ports import Shell


_ACTS = (
    "Actos publicados (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.docx *.eml);;Todos (*)"
)


class LegalDialogs(QObject):
    """The dialogs of a table of values."""

    done = Signal(object)
    """The `Changes` of what was loaded or withdrawn."""
    failed = Signal(object)
    told = Signal(str)
    """What was done outside the base, in a sentence."""

    def __init__(self, source: LegalSource, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._shell = shell
        self._parent = parent

    def serve(self, view: ValuesView, where: Callable[[], Where]) -> None:
        """Answer what a table asks; `where` says of which entity it is now."""
        view.add_asked.connect(lambda: self._add(view, where()))
        view.import_asked.connect(lambda: self._import(view, where()))
        view.correct_asked.connect(lambda row: self._correct(view, where(), row))
        view.withdraw_asked.connect(lambda row: self._withdraw(where(), row))
        view.history_asked.connect(lambda row: self._history(view, where(), row))
        view.act_asked.connect(lambda row: self._act(where(), row))

    def receive(self) -> None:
        """Ask for a signed file of another office."""
        from cobro_ui.parametros.signed_dialog import ReceiveDialog

        dialog = ReceiveDialog(self._source, self._shell, self._parent)
        dialog.imported.connect(self.done)
        dialog.open()

    def publish(self) -> None:
        """Ask how to sign the values of this office."""
        from cobro_ui.parametros.signed_dialog import PublishDialog

        dialog = PublishDialog(self._source, self._shell, self._parent)
        dialog.published.connect(self.told)
        dialog.open()

    def _write(self, start: Start) -> None:
        dialog = ValueDialog(self._source, start, self._shell, self._parent)
        dialog.saved.connect(self.done)
        dialog.open()

    def _add(self, view: ValuesView, where: Where) -> None:
        self._write(Start(view.tabla, where.sigla, view.suggestion()))

    def _correct(self, view: ValuesView, where: Where, row: FilaParametro) -> None:
        self._write(Start(view.tabla, where.sigla, _as_typed(row), corrects=True))

    def _import(self, view: ValuesView, where: Where) -> None:
        from cobro_ui.parametros.import_dialog import LegalImportDialog

        dialog = LegalImportDialog(
            self._source, view.tabla, where.sigla, self._shell, self._parent
        )
        dialog.imported.connect(self.done)
        dialog.open()

    def _withdraw(self, where: Where, row: FilaParametro) -> None:
        from cobro_ui.parametros.reason_dialog import WithdrawDialog

        dialog = WithdrawDialog(self._source, where, row, self._shell, self._parent)
        dialog.withdrawn.connect(self.done)
        dialog.open()

    def _act(self, where: Where, row: FilaParametro) -> None:
        """Open the published act of a value; where nobody kept it, ask for it."""
        source = self._source
        if row.soporte is not None:
            self._shell.jobs.reader.start(
                lambda _progress: source.act_of(row),
                on_done=open_file,
                on_error=self.failed.emit,
            )
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, f"Acto del valor de {row.vigencia}", "", _ACTS
        )
        if chosen:
            day, file = row.valor.vigencia.desde, Path(chosen)
            self._shell.jobs.writer.start(
                lambda _progress: source.keep_act(where, day, file),
                on_done=self.done.emit,
                on_error=self.failed.emit,
            )

    def _history(self, view: ValuesView, where: Where, row: FilaParametro) -> None:
        from cobro_ui.parametros.history_dialog import HistoryDialog

        source, day = self._source, row.valor.vigencia.desde
        name = f"{view.tabla.nombre}, {row.vigencia}"
        dialog = HistoryDialog(name, self._shell, self._parent)
        dialog.open()
        self._shell.jobs.reader.start(
            lambda _progress: source.history(where, day),
            on_done=dialog.show_rows,
            on_error=self.failed.emit,
        )


def _as_typed(row: FilaParametro) -> dict[str, str]:
    valor = row.valor
    return {
        **valor.campos,
        "fuente": valor.fuente,
        "verificado": "si" if valor.verificado and row.cargado else "no",
        "nota": valor.nota,
    }
