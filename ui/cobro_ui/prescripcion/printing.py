"""The radar on paper: the bars and their table, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from cobro_desktop.formats import fecha_larga
from cobro_ui.prescripcion.chart import Ink, paint
from cobro_ui.prescripcion.columns import MONTHS
from cobro_ui.theme.roles import LIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.radar import Radar

_MARGINS = QMarginsF(15, 15, 15, 15)


def ask_and_print(radar: Radar, about: str, parent: QWidget) -> bool:
    """Ask for a printer and print; returns whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Radar de prescripción")
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_radar(radar, about, printer)
    return True


def print_radar(radar: Radar, about: str, printer: QPrinter) -> None:
    """Draw the radar on a page; `about` says what it was narrowed by."""
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
    painter = QPainter(printer)
    page = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    page.moveTo(0, 0)
    font = QFont()
    font.setPointSizeF(8)
    ink = _on_paper(font)
    line = QFontMetricsF(font, printer).height()
    title = QFont(font)
    title.setPointSizeF(13)
    painter.setFont(title)
    painter.setPen(ink.text)
    head = QRectF(page.left(), page.top(), page.width(), line * 2)
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft, "Radar de prescripción")
    painter.setFont(font)
    said = f"{about} · a {fecha_larga(radar.hoy)}"
    painter.drawText(head.translated(0, line * 2), Qt.AlignmentFlag.AlignLeft, said)
    chart = QRectF(page.left(), line * 3.6, page.width(), page.height() * 0.4)
    paint(painter, chart, radar.barras[:-1], ink)
    _table(painter, radar, QRectF(0, chart.bottom() + line, page.width(), line))
    painter.end()


def _table(painter: QPainter, radar: Radar, line: QRectF) -> None:
    """Draw the figures behind the bars; empty months take no line."""
    width = line.width() / len(MONTHS)
    rows = [[field.title for field in MONTHS]]
    rows += [[f.text(bar) for f in MONTHS] for bar in radar.barras if bar.titulos]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            cell = QRectF(
                line.left() + place * width,
                line.top() + number * line.height() * 1.15,
                width * 0.94,
                line.height() * 1.15,
            )
            right = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            painter.drawText(cell, right | Qt.AlignmentFlag.AlignVCenter, text)


def _on_paper(font: QFont) -> Ink:
    colors = ("text", "text", "line", "accent", "danger", "neutral", "surface")
    return Ink(font, *(QColor(LIGHT.color(name)) for name in colors))
