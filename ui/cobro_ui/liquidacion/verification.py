"""What came of repeating liquidations that were kept: the same, or where it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cobro_desktop.formats import cantidad, fecha_corta, instante
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.services.liquidaciones_verificadas import (
        DatoDistinto,
        InformeHuella,
        LiquidacionVerificada,
    )
    from cobro_ui.theme.theme import Theme

SAME = Mark("Coincide", Icon.OK, Tone.OK)
DIFFERENT = Mark("No coincide", Icon.ERROR, Tone.DANGER)

_TOLD = 6
"""Records that are told one by one; the table has them all."""


class DifferenceRow(NamedTuple):
    """A datum that changed, and whose it is."""

    huella: str
    dato: DatoDistinto


_FIELDS: tuple[Field[DifferenceRow], ...] = (
    Field("Dato", lambda r: r.dato.dato, 330),
    Field("Se guardó", lambda r: r.dato.guardado, 150),
    Field("Hoy da", lambda r: r.dato.recalculado, 150),
    Field("Huella", lambda r: r.huella, 120),
)


class VerificationView(QWidget):
    """The verdict in a sentence, whose it is, and every datum that differs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.message = MessagePanel(theme)
        self._whose = label(part="muted", wrap=True)
        self.table: RowsTable[DifferenceRow] = RowsTable("Diferencias", _FIELDS, theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.message, self._whose, self.table):
            layout.addWidget(widget)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        for widget in (self.message, self._whose, self.table):
            widget.hide()

    def show_error(self, error: BaseException) -> None:
        """Say why nothing was verified."""
        self.clear()
        self.message.show_error(error)

    def show_reports(self, reports: Sequence[InformeHuella]) -> None:
        """Show what came of some fingerprints."""
        same = all(report.coincide for report in reports)
        self.message.tell(_verdict(reports), Tone.OK if same else Tone.DANGER)
        records = [item for report in reports for item in report.liquidaciones]
        if len(reports) > 1:
            records = [item for item in records if not item.coincide]
        self._whose.setText("\n".join(_whose(item) for item in records[:_TOLD]))
        self._whose.setVisible(bool(records))
        rows = list(_differences(reports))
        self.table.rows.show_rows(rows)
        self.table.setColumnHidden(len(_FIELDS) - 1, len(reports) == 1)
        self.table.fit(8)
        self.table.setVisible(bool(rows))


def _verdict(reports: Sequence[InformeHuella]) -> str:
    if len(reports) == 1:
        report = reports[0]
        word = "Coincide" if report.coincide else "No coincide"
        return f"{word}. {report.resumen}"
    wrong = sum(not report.coincide for report in reports)
    count = cantidad(len(reports), "liquidación", "liquidaciones")
    if not wrong:
        return f"Coinciden: {count} dan lo mismo con las tablas de hoy, peso por peso."
    verb = "no coincide" if wrong == 1 else "no coinciden"
    return f"De {count}, {wrong} {verb}. Abajo está cada dato que cambió."


def _whose(item: LiquidacionVerificada) -> str:
    text = (
        f"Expediente {item.expediente}, corte {fecha_corta(item.corte)}, guardada por "
        f"{item.usuario} el {instante(item.creada_en)}."
    )
    return f"{text} {item.problema}" if item.problema else text


def _differences(reports: Sequence[InformeHuella]) -> Iterator[DifferenceRow]:
    for report in reports:
        for item in report.liquidaciones:
            for dato in item.diferencias:
                yield DifferenceRow(report.huella, dato)
