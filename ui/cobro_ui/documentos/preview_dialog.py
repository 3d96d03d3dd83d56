"""The pages of a document before it leaves: thumbnails, zoom, size, print (F55)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.jobs.latest import Latest
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.documentos.vista import Vista
    from cobro_desktop.services.progress import Progress
    from cobro_ui.documentos.desk import DocumentDesk, PageImage, PageSize
    from cobro_ui.ports import Shell

_SIZE = (1000, 680)
_THUMB = 0.16
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_PRINT = 200 / 72
_POINTS_CM = 72 / 2.54
_PAPERS = {(612, 792): "carta", (612, 936): "oficio", (595, 842): "A4"}


class PreviewDialog(QDialog):
    """Shows a document as it will be printed; its work is done off the window."""

    def __init__(
        self,
        documento_id: int,
        name: str,
        desk: DocumentDesk,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._id = documento_id
        self._desk = desk
        self._shell = shell
        self._pdf = b""
        self._sizes: Sequence[PageSize] = ()
        self._zoom = _ZOOMS.index(1.0)
        self._asked = Latest(shell.jobs.reader, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Vista previa · {name}")
        self.message = MessagePanel(shell.theme)
        self.thumbs = QListWidget()
        self.sheet = QLabel()
        self.words = QTextBrowser()
        self.note = data_label("Preparando las páginas…", "muted", wrap=True)
        self.where = data_label(part="muted")
        self.closer = QPushButton("Acer&car")
        self.farther = QPushButton("Ale&jar")
        self.print = QPushButton("&Imprimir…")
        self._stack = QStackedWidget()
        self._build()
        shell.jobs.reader.start(
            lambda _progress: desk.view(documento_id),
            on_done=self._show,
            on_error=self._failed,
            owner=self,
        )

    def _show(self, view: Vista) -> None:
        self._pdf = view.pdf
        self.note.setText(view.nota)
        self.note.setVisible(bool(view.nota))
        if not view.pdf:
            self.words.setPlainText("\n\n".join(view.parrafos))
            self._stack.setCurrentIndex(1)
            for widget in (self.thumbs, self.closer, self.farther, self.print):
                widget.hide()
            self.where.hide()
            return
        desk = self._desk

        def draw(progress: Progress) -> tuple[Sequence[PageSize], list[PageImage]]:
            sizes = desk.sizes(view.pdf)
            images = []
            for number in range(len(sizes)):
                progress.report(number, len(sizes), "")
                images.append(desk.page(view.pdf, number, _THUMB))
            return sizes, images

        self._shell.jobs.reader.start(
            draw, on_done=self._thumbnails, on_error=self._failed, owner=self
        )

    def _thumbnails(self, found: tuple[Sequence[PageSize], list[PageImage]]) -> None:
        self._sizes, images = found
        for image in images:
            icon = QIcon(QPixmap.fromImage(_image(image)))
            item = QListWidgetItem(icon, str(image.number + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.thumbs.addItem(item)
        self.thumbs.setCurrentRow(0)
        self.print.setEnabled(True)

    @Slot()
    def _draw(self) -> None:
        """Draw the page in sight; a later request makes an older one void."""
        number = self.thumbs.currentRow()
        if number < 0:
            return
        desk, pdf = self._desk, self._pdf
        ratio = self.devicePixelRatioF()
        scale = _ZOOMS[self._zoom] * ratio

        self._asked.start(
            lambda _progress: desk.page(pdf, number, scale),
            on_done=lambda image: self._page(image, ratio),
            on_error=self._failed,
        )
        self._say(number)

    def _page(self, image: PageImage, ratio: float) -> None:
        pixmap = QPixmap.fromImage(_image(image))
        pixmap.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(pixmap)
        self.sheet.setFixedSize(pixmap.deviceIndependentSize().toSize())

    def _say(self, number: int) -> None:
        size = self._sizes[number]
        paper = _PAPERS.get((round(size.width), round(size.height)), "")
        wide, high = size.width / _POINTS_CM, size.height / _POINTS_CM
        measures = f"{wide:.1f} × {high:.1f} cm".replace(".", ",")
        named = f"{paper}, {measures}" if paper else measures
        percent = round(_ZOOMS[self._zoom] * 100)
        self.where.setText(
            f"Página {number + 1} de {len(self._sizes)} · {named} · {percent} %"
        )
        self.closer.setEnabled(self._zoom < len(_ZOOMS) - 1)
        self.farther.setEnabled(self._zoom > 0)

    def zoom(self, step: int) -> None:
        """Come nearer or go farther by steps."""
        self._zoom = min(max(self._zoom + step, 0), len(_ZOOMS) - 1)
        self._draw()

    @Slot()
    def print_pages(self) -> None:
        """Ask for a printer and print every page."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        desk, pdf, count = self._desk, self._pdf, len(self._sizes)

        def draw(progress: Progress) -> list[PageImage]:
            images = []
            for number in range(count):
                progress.report(number, count, "")
                images.append(desk.page(pdf, number, _PRINT))
            return images

        def paint(images: list[PageImage]) -> None:
            painter = QPainter(printer)
            for number, image in enumerate(images):
                if number:
                    printer.newPage()
                picture = _image(image)
                painter.drawImage(painter.viewport(), picture, picture.rect())
            painter.end()
            self.message.tell("Se envió a la impresora.")

        self._shell.jobs.reader.start(
            draw,
            on_done=paint,
            on_error=self._failed,
            title="Imprimir el documento",
            owner=self,
        )

    def _failed(self, error: BaseException) -> None:
        self.note.hide()
        self.message.show_error(error)

    def _build(self) -> None:
        scaled = self._shell.theme.scaled
        self.thumbs.setAccessibleName("Páginas")
        self.thumbs.setViewMode(QListView.ViewMode.IconMode)
        self.thumbs.setMovement(QListView.Movement.Static)
        self.thumbs.setFlow(QListView.Flow.TopToBottom)
        self.thumbs.setWrapping(False)
        self.thumbs.setIconSize(QSize(scaled(110), scaled(150)))
        self.thumbs.setFixedWidth(scaled(150))
        self.thumbs.currentRowChanged.connect(self._draw)
        self.sheet.setAccessibleName("Página del documento")
        area = QScrollArea()
        area.setWidget(self.sheet)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setAccessibleName("Texto del documento")
        self._stack.addWidget(area)
        self._stack.addWidget(self.words)
        split = QHBoxLayout()
        split.setSpacing(10)
        split.addWidget(self.thumbs)
        split.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        close = QPushButton("C&errar")
        close.clicked.connect(self.reject)
        self.closer.clicked.connect(partial(self.zoom, 1))
        self.farther.clicked.connect(partial(self.zoom, -1))
        self.print.clicked.connect(self.print_pages)
        for button in (self.farther, self.closer, self.print):
            button.setEnabled(False)
        for button in (self.farther, self.closer, self.print, close):
            button.setAutoDefault(False)
            row.addWidget(button)
        QShortcut(QKeySequence.StandardKey.ZoomIn, self, partial(self.zoom, 1))
        QShortcut(QKeySequence.StandardKey.ZoomOut, self, partial(self.zoom, -1))
        QShortcut(QKeySequence.StandardKey.Print, self, self.print_pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addWidget(self.note)
        layout.addLayout(split, 1)
        layout.addLayout(row)
        self.resize(scaled(_SIZE[0]), scaled(_SIZE[1]))


def _image(page: PageImage) -> QImage:
    """Return a picture of its own: the bytes may go."""
    shape = QImage.Format.Format_RGB32
    picture = QImage(page.pixels, page.width, page.height, page.stride, shape)
    return picture.copy()
