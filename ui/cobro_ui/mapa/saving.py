"""Where a sheet goes: opened to be read and printed, or saved where one says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cobro_ui.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_ui.jobs.runner import Jobs
    from cobro_ui.widgets.message_panel import MessagePanel

PDF = "PDF (*.pdf)"
BOOK_OR_PDF = "Libro de Excel (*.xlsx);;PDF (*.pdf)"


def open_sheet(
    jobs: Jobs, message: MessagePanel, write: Callable[[Path | None], Path], title: str
) -> None:
    """Write a copy to be read and open it in the program that shows PDF files."""
    jobs.reader.start(
        lambda _progress: write(None),
        on_done=open_file,
        on_error=message.show_error,
        title=title,
        owner=message,
    )


def save_sheet(
    jobs: Jobs,
    message: MessagePanel,
    write: Callable[[Path | None], Path],
    name: str,
) -> None:
    """Ask where to save a sheet, and write it there."""
    target = ask_target(message, name, PDF)
    if target is None:
        return
    jobs.reader.start(
        lambda _progress: write(target),
        on_done=lambda file: message.tell(f"Se guardó «{file.name}» en {file.parent}."),
        on_error=message.show_error,
        title="Guardar PDF",
        owner=message,
    )


def ask_target(parent: QWidget, name: str, kinds: str) -> Path | None:
    """Ask for the file to write; None if the person thinks better of it."""
    path, kind = QFileDialog.getSaveFileName(parent, "Guardar como", name, kinds)
    if not path:
        return None
    file = Path(path)
    wanted = ".xlsx" if "xlsx" in kind else ".pdf"
    return file if file.suffix else file.with_suffix(wanted)
