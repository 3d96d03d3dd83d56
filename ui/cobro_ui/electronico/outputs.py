"""What leaves the electronic file: its sheet, its index, its packages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from cobro_ui.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_ui.electronico.ports import ElectronicFile, FileView
    from cobro_ui.ports import Shell
    from cobro_ui.widgets.message_panel import MessagePanel

_KINDS: Final = {
    ".pdf": "PDF (*.pdf)",
    ".xlsx": "Libro de Excel (*.xlsx)",
    ".xml": "XML (*.xml)",
    ".zip": "Paquete (*.zip)",
}


class Outputs(QObject):
    """Three menus, and what each of their lines writes."""

    packed = Signal(object)
    """The `Changes` of a package."""

    def __init__(
        self,
        expediente_id: int,
        source: ElectronicFile,
        shell: Shell,
        message: MessagePanel,
    ) -> None:
        super().__init__(message)
        self._id = expediente_id
        self._source = source
        self._shell = shell
        self._message = message
        self._number = ""
        self._sheet = QMenu("&Hoja de control", message)
        self._index = QMenu("Í&ndice electrónico", message)
        self._package = QMenu("Pa&quete", message)
        self.menus = (self._sheet, self._index, self._package)
        self._fill_sheet()
        self._fill_index(0)
        self._fill_package()
        for menu in self.menus:
            menu.setEnabled(False)

    def show_view(self, view: FileView) -> None:
        """Offer what a case has."""
        self._number = view.numero
        for menu in self.menus:
            menu.setEnabled(bool(view.piezas))
        self._fill_index(len(view.cortes))

    def _fill_sheet(self) -> None:
        source, case = self._source, self._id
        write = partial(source.sheet, case)
        self._offer(self._sheet, "&Ver", lambda: self._read(write))
        self._offer(
            self._sheet,
            "&Guardar PDF…",
            lambda: self._save("Hoja de control", ".pdf", write),
        )

    def _fill_index(self, cuts: int) -> None:
        source, case, menu = self._source, self._id, self._index
        write = partial(source.index, case)
        menu.clear()
        self._offer(menu, "&Ver", lambda: self._read(write))
        for text, ending in (("PDF", ".pdf"), ("Excel", ".xlsx"), ("XML", ".xml")):
            self._offer(
                menu,
                f"Guardar {text}…",
                partial(self._save, "Índice electrónico", ending, write),
            )
        if cuts:
            menu.addSeparator()
        for cut in range(1, cuts + 1):
            closed = partial(source.index, case, corte=cut)
            name = f"Índice electrónico, corte {cut}"
            self._offer(
                menu,
                f"Guardar el XML del corte {cut}…",
                partial(self._save, name, ".xml", closed),
            )

    def _fill_package(self) -> None:
        for text, audit in (("De &remisión…", False), ("De &auditoría…", True)):
            self._offer(self._package, text, partial(self._pack, audit=audit))

    def _offer(self, menu: QMenu, text: str, run: Callable[[], None]) -> None:
        menu.addAction(text).triggered.connect(lambda _checked=False: run())

    def _read(self, write: Callable[[Path | None], Path]) -> None:
        self._shell.jobs.reader.start(
            lambda _progress: write(None),
            on_done=open_file,
            on_error=self._message.show_error,
            title="Escribir para ver",
            owner=self,
        )

    def _save(
        self, name: str, ending: str, write: Callable[[Path | None], Path]
    ) -> None:
        target = self._ask(f"{name} {self._number}", ending)
        if target is not None:
            self._shell.jobs.reader.start(
                lambda _progress: write(target),
                on_done=self._saved,
                on_error=self._message.show_error,
                title=f"Guardar «{target.name}»",
                owner=self,
            )

    def _saved(self, file: Path) -> None:
        self._message.tell(f"Se guardó «{file.name}» en {file.parent}.")

    def _pack(self, *, audit: bool) -> None:
        name = "Auditoría" if audit else "Remisión"
        target = self._ask(f"{name} {self._number}", ".zip")
        source, case = self._source, self._id
        if target is not None:
            self._shell.jobs.writer.start(
                lambda _progress: source.package(case, target, audit=audit),
                on_done=self.packed.emit,
                on_error=self._message.show_error,
                title=f"Hacer el paquete «{target.name}»",
                owner=self,
            )

    def _ask(self, name: str, ending: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(
            self._message, "Guardar como", f"{name}{ending}", _KINDS[ending]
        )
        if not path:
            return None
        target = Path(path)
        return target if target.suffix.lower() == ending else Path(f"{path}{ending}")
