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
    # Everything is laid out as on a screen of 96 dots per inch.
    scale = printer.resolution() / 96
    painter.scale(scale, scale)
    paper = QRectF(printer.pageLayout().paintRectPixels(96))
    width, height = paper.width(), paper.height()
    font = _font(10)
    line = QFontMetricsF(font).height()
    left = Qt.AlignmentFlag.AlignLeft
    painter.setFont(_font(17))
    painter.drawText(QRectF(0, 0, width, line * 2), left, "Radar de prescripción")
    painter.setFont(font)
    said = f"{about} · a {fecha_larga(radar.hoy)}"
    painter.drawText(QRectF(0, line * 1.8, width, line), left, said)
    rows = 1 + sum(bar.titulos > 0 for bar in radar.barras)
    room = height - line * 4.5 - rows * line
    chart = QRectF(0, line * 3.4, width, min(max(room, line * 12), height * 0.6))
    paint(painter, chart, radar.barras[:-1], _on_paper(font))
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text))
    _table(painter, radar, QRectF(0, chart.bottom() + line * 0.6, width, line))
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
                line.top() + number * line.height(),
                width * 0.94,
                line.height(),
            )
            right = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            painter.drawText(cell, right | Qt.AlignmentFlag.AlignVCenter, text)


def _font(pixels: int) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    return font


def _on_paper(font: QFont) -> Ink:
    colors = ("text", "text", "line", "accent", "danger", "neutral", "surface")
    return Ink(font, *(QColor(LIGHT.color(name)) for name in colors))
