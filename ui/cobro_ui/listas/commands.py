"""*Archivo › Guardar la lista…* and *Imprimir la lista*, of the table in sight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFileDialog, QTableView

from cobro_desktop.formats import cantidad
from cobro_ui.actions import Command
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.main_window import MainWindow

_KINDS = "Libro de Excel (*.xlsx);;PDF (*.pdf)"
_NAMES = ("copiar_lista", "guardar_lista", "imprimir_lista")


def list_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window can write lists."""
    if window.shell.lists is None:
        return
    yield Command(
        "guardar_lista",
        "archivo",
        "&Guardar la lista…",
        lambda: save_list(window),
        Icon.EXPORT,
        hint="La lista que se ve, con sus columnas y su filtro, a Excel o PDF",
        separated=True,
    )
    yield Command(
        "imprimir_lista",
        "archivo",
        "Imprimir la &lista",
        lambda: print_list(window),
        Icon.DOCUMENT,
        ("Ctrl+P",),
        "Abre la lista en PDF, para revisarla e imprimirla",
    )

    yield Command(
        "copiar_lista",
        "edicion",
        "Copiar la lista &entera",
        lambda: copy_list(window),
        Icon.COPY,
        ("Ctrl+Shift+C",),
        "Toda la lista que se ve, con sus títulos, para pegarla en Excel",
    )


def offer_lists(window: MainWindow) -> None:
    """Put the commands in the menu of each table, once it is in sight."""

    def offer(_number: int) -> None:
        actions = [window.commands.get(name) for name in _NAMES]
        page = window.tabs.currentWidget()
        for table in page.findChildren(QTableView) if page else ():
            known = table.actions()
            table.addActions([a for a in actions if a is not None and a not in known])

    window.tabs.currentChanged.connect(offer)
    offer(0)


def save_list(window: MainWindow) -> None:
    """Ask for a file and write the list in sight."""
    from cobro_ui.listas.reading import reader_of

    table, lists = table_in_sight(window), window.shell.lists
    if table is None or lists is None:
        window.message.tell("Aquí no hay una lista que guardar.", Tone.WARN)
        return
    name = f"{table.accessibleName() or 'Lista'}.xlsx"
    chosen, kind = QFileDialog.getSaveFileName(window, "Guardar la lista", name, _KINDS)
    if not chosen:
        return
    file = Path(chosen)
    if file.suffix.lower() not in {".xlsx", ".pdf"}:
        file = file.with_name(f"{file.name}{'.pdf' if 'pdf' in kind else '.xlsx'}")
    read = reader_of(table, window.shell)
    window.shell.jobs.writer.start(
        lambda progress: lists.write(read, file, progress),
        on_done=lambda changes: _tell(window, changes),
        on_error=window.message.show_error,
        title="Guardar la lista",
        owner=window,
    )


def print_list(window: MainWindow) -> None:
    """Open the list in sight as a PDF, in the program that prints it."""
    from cobro_ui.listas.reading import reader_of
    from cobro_ui.opening import open_file

    table, lists = table_in_sight(window), window.shell.lists
    if table is None or lists is None:
        window.message.tell("Aquí no hay una lista que imprimir.", Tone.WARN)
        return
    read = reader_of(table, window.shell)
    window.shell.jobs.writer.start(
        lambda progress: lists.copy(read, progress),
        on_done=open_file,
        on_error=window.message.show_error,
        title="Imprimir la lista",
        owner=window,
    )


def copy_list(window: MainWindow) -> None:
    """Leave the list in sight in the clipboard, every row of it."""
    from cobro_ui.listas.reading import shown_reader_of

    table = table_in_sight(window)
    if table is None:
        window.message.tell("Aquí no hay una lista que copiar.", Tone.WARN)
        return
    read = shown_reader_of(table)

    def work(progress: Progress) -> tuple[str, int]:
        from cobro_desktop.services.listas import para_pegar

        lista = read(progress)
        return para_pegar(lista, progress), lista.total

    window.shell.jobs.reader.start(
        work,
        on_done=lambda found: _copied(window, *found),
        on_error=window.message.show_error,
        title="Copiar la lista",
        owner=window,
    )


def table_in_sight(window: MainWindow) -> QTableView | None:
    """Return the table where one works: the one in focus, else the largest."""
    focus: QWidget | None = QApplication.focusWidget()
    while focus is not None:
        if isinstance(focus, QTableView) and focus.model() is not None:
            return focus
        focus = focus.parentWidget()
    page = window.tabs.currentWidget()
    if page is None:
        return None
    seen = [t for t in page.findChildren(QTableView) if t.isVisible() and t.model()]
    return max(seen, key=lambda t: t.width() * t.height(), default=None)


def _copied(window: MainWindow, text: str, count: int) -> None:
    QApplication.clipboard().setText(text)
    window.message.tell(f"Se copió la lista: {cantidad(count, 'fila')}.")


def _tell(window: MainWindow, changes: Changes) -> None:
    window.message.tell(changes.resumen)
