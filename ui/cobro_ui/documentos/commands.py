"""*Documentos*: the place of the trays, and the document of a case in focus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cobro_ui.actions import Command
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.bandejas import Pendiente
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.documentos.page import DocumentsPage
    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.main_window import MainWindow
    from cobro_ui.reads_case import DocumentoLine

TITLE = "Documentos"
_FIRST_COUNT_MS = 1500
"""After the list is there, so that counting does not delay it (P8)."""


def document_commands(window: MainWindow) -> Iterator[Command]:
    """Yield the commands, if this window has the life of documents."""
    if window.shell.documents is None:
        return
    yield Command(
        "documentos",
        "documentos",
        "&Documentos por revisar y firmar",
        lambda: open_documents(window),
        Icon.DOCUMENT,
        ("Ctrl+D",),
        "Los documentos que esperan su revisión, su aprobación, su firma o su "
        "notificación",
        place=True,
    )
    yield Command(
        "revisar_documento",
        "documentos",
        "&Revisar el documento elegido…",
        lambda: review_in_focus(window),
        Icon.CHECK,
        ("Ctrl+Shift+D",),
        "Ver sus controles y su historia, devolverlo, aprobarlo, firmarlo o anularlo",
    )
    desk = window.shell.desk
    if desk is None:
        return
    yield Command(
        "lote_documentos",
        "documentos",
        "Documentos en &lote…",
        lambda: make_batch(window, desk),
        Icon.WORD,
        hint="Escribir un documento para cada expediente elegido en la lista",
        separated=True,
    )
    yield Command(
        "comprobar_documento",
        "documentos",
        "&Comprobar un código o un archivo…",
        lambda: check_document(window, desk),
        Icon.SEARCH,
        hint="Decir si un código de verificación o un archivo es de esta base",
    )


def open_documents(window: MainWindow) -> DocumentsPage | None:
    """Show the trays in a tab of its own, or go to the one it has."""
    from cobro_ui.documentos.page import DocumentsPage
    from cobro_ui.pages import show_page

    flow = window.shell.documents
    if flow is None:
        return None

    def make() -> DocumentsPage:
        page = DocumentsPage(flow, window.shell)
        page.open_asked.connect(window.open_case)
        return page

    page = show_page(window, TITLE, DocumentsPage, make)
    page.table.setFocus()
    return page


def make_batch(window: MainWindow, desk: DocumentDesk) -> None:
    """Write a kind of document for every selected case of the list."""
    from cobro_ui.documentos.batch_dialog import BatchDialog

    def ask(ids: Sequence[int]) -> None:
        dialog = BatchDialog(ids, desk, window.shell, window)
        dialog.changed.connect(lambda changes: window.tell_change(changes, None))
        dialog.open()

    rows = window.list.selected_rows()
    if not rows:
        ask(())
        return
    read = window.list.model.ids_later(rows)
    window.shell.jobs.reader.start(
        lambda _progress: read(),
        on_done=ask,
        on_error=window.message.show_error,
        owner=window,
    )


def check_document(window: MainWindow, desk: DocumentDesk) -> None:
    """Ask for a code or a file and say whose it is."""
    from cobro_ui.documentos.check_dialog import CheckDialog

    CheckDialog(desk, window.shell, window).open()


def review_in_focus(window: MainWindow) -> None:
    """Review the document that is selected, in the trays or in a case."""
    from cobro_ui.documentos.page import DocumentsPage
    from cobro_ui.expediente.view import ExpedienteTab

    here = window.tabs.currentWidget()
    if isinstance(here, DocumentsPage):
        here.open_review()
    elif isinstance(here, ExpedienteTab):
        here.tabs.setCurrentWidget(here.documentos)
        here.documentos.ask_review()
    else:
        open_documents(window)


def count_documents(window: MainWindow) -> None:
    """Say beside the place, from now on, how many wait for this person."""
    action = window.commands.get("documentos")
    if action is None or window.shell.documents is None:
        return
    action.setIconText(TITLE)
    window.changed.connect(lambda _changes, _who: _count(window))
    QTimer.singleShot(_FIRST_COUNT_MS, window, lambda: _count(window))
    desk = window.shell.desk
    if desk is not None:
        QTimer.singleShot(_FIRST_COUNT_MS, window, lambda: _watch(window, desk))


def serve_documents(window: MainWindow, case: ExpedienteTab) -> None:
    """Let the documents of a case be reviewed, approved and signed in place."""
    flow = window.shell.documents
    if flow is None:
        return

    def told(changes: Changes) -> None:
        case.tell(changes.resumen)
        case.changed.emit(changes)

    def review(line: DocumentoLine) -> None:
        from cobro_ui.documentos.review_dialog import ReviewDialog

        dialog = ReviewDialog(line.id, flow, window.shell, case)
        dialog.changed.connect(told)
        dialog.open()

    def send(line: DocumentoLine) -> None:
        window.shell.jobs.writer.start(
            lambda _progress: flow.send(line.id),
            on_done=told,
            on_error=case.fail,
            title="Enviar a revisión",
            owner=case,
        )

    case.documentos.offer_review()
    case.documentos.review_asked.connect(review)
    case.documentos.send_asked.connect(send)
    desk = window.shell.desk
    if desk is not None:
        case.documentos.offer_preview()
        case.documentos.preview_asked.connect(partial(_preview, window, desk))


def _preview(window: MainWindow, desk: DocumentDesk, line: DocumentoLine) -> None:
    from cobro_ui.documentos.preview_dialog import PreviewDialog

    PreviewDialog(line.id, line.nombre, desk, window.shell, window).open()


def _watch(window: MainWindow, desk: DocumentDesk) -> None:
    """Bring back, now and from now on, the drafts that were closed in Word."""
    from cobro_ui.documentos.word_watch import WordWatch

    def brought(changes: Changes) -> None:
        window.message.tell(changes.resumen)
        window.tell_change(changes, None)

    watch = WordWatch(desk, window.shell, window)
    watch.brought.connect(brought)
    watch.failed.connect(window.message.show_error)
    window.changed.connect(lambda _changes, _who: watch.look())
    watch.look()


def _count(window: MainWindow) -> None:
    flow = window.shell.documents
    action = window.commands["documentos"]
    if flow is None:
        return

    def show(found: Sequence[Pendiente]) -> None:
        action.setIconText(f"{TITLE}  {len(found)}" if found else TITLE)

    window.shell.jobs.reader.start(
        lambda _progress: flow.pending(),
        on_done=show,
        on_error=lambda _error: action.setIconText(TITLE),
        owner=window,
    )
