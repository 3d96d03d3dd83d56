"""Tab *Soportes*: what each activity asks to be on file, and whether it is (B7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.mapa.saving import open_sheet, save_sheet
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_desktop.services.medidor import Medicion, PasoMedido, Requerido
    from cobro_ui.mapa.ports import FlowSource
    from cobro_ui.ports import Shell

CONSTA = Mark("Consta", Icon.OK, Tone.OK)
FALTA = Mark("Falta", Icon.ERROR, Tone.DANGER)
RECOMENDADO = Mark("Recomendado", Icon.INFO, Tone.WARN)
CON_MOTIVO = Mark("Se pasó con motivo", Icon.WARNING, Tone.WARN)


class SoportesTab(QWidget):
    """A percentage, the list by activity, and one button that prints what lacks."""

    def __init__(self, expediente_id: int, source: FlowSource, shell: Shell) -> None:
        super().__init__()
        self._case = expediente_id
        self._source = source
        self._shell = shell
        self._measured: Medicion | None = None
        self.message = MessagePanel(shell.theme)
        self.summary = label(part="heading")
        self.bar = QProgressBar()
        self.only_lacks = QCheckBox("Solo lo que &falta")
        self.print = QPushButton("&Imprimir lo que falta")
        self.save = QPushButton("&Guardar PDF…")
        self.tree = QTreeWidget()
        self._build()
        self.only_lacks.toggled.connect(self._fill)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        shell.theme.changed.connect(self._fill)

    def reload(self) -> None:
        """Measure the file anew."""
        source, case = self._source, self._case
        self._shell.jobs.reader.start(
            lambda _progress: source.meter(case),
            on_done=self.show_measured,
            on_error=self.message.show_error,
            owner=self,
        )

    def show_measured(self, measured: Medicion) -> None:
        """Show what a case holds."""
        self._measured = measured
        share = measured.porcentaje
        asked = cantidad(measured.exigidos, "soporte")
        text = f"Consta el {share} %: {measured.cumplidos} de {asked}."
        if not measured.exigidos:
            text = "Hasta aquí el procedimiento no pide ningún soporte."
        self.summary.setText(text)
        self.bar.setValue(share)
        self.bar.setAccessibleDescription(text)
        self.print.setEnabled(bool(measured.pasos))
        self.save.setEnabled(bool(measured.pasos))
        self._fill()

    def _build(self) -> None:
        scaled = self._shell.theme.scaled
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(scaled(160), scaled(8))
        self.bar.setAccessibleName("Soportes que constan")
        self.tree.setAccessibleName("Soportes por actividad")
        self.tree.setHeaderLabels(
            ["Actividad y soporte", "Situación", "En el expediente"]
        )
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setWordWrap(True)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((450, 210)):
            self.tree.setColumnWidth(column, scaled(width))
        row = QHBoxLayout()
        row.addWidget(self.summary)
        row.addWidget(self.bar)
        row.addStretch()
        for widget in (self.only_lacks, self.print, self.save):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)

    @Slot()
    def _fill(self) -> None:
        self.tree.clear()
        for paso in self._measured.pasos if self._measured is not None else ():
            item = self._step(paso)
            if item.childCount() or not self.only_lacks.isChecked():
                self.tree.addTopLevelItem(item)
                item.setExpanded(True)

    def _step(self, paso: PasoMedido) -> QTreeWidgetItem:
        when = f"Cerrada el {fecha_corta(paso.cerrada)}" if paso.cerrada else "Actual"
        if paso.veces > 1:
            when += f", {paso.veces} veces"
        record = f"Registro: {paso.registro}" if paso.registro else ""
        item = QTreeWidgetItem([f"{paso.actividad} · {paso.nombre}", when, record])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        icon = Icon.THIS if paso.actual else Icon.CHECK
        item.setIcon(0, self._shell.theme.icon(icon, Tone.ACCENT))
        if paso.actual:
            item.setToolTip(0, f"Lo que pide si «{paso.resultado}»")
        for asked in paso.requeridos:
            if not (asked.cumple and self.only_lacks.isChecked()):
                item.addChild(self._asked(asked))
        for salto in paso.saltos:
            lacked = "; ".join(t.removeprefix("Falta: ") for t in salto.faltaba)
            day = fecha_corta(salto.fecha)
            how = f"{day}, {salto.quien}: {salto.motivo}"
            item.addChild(self._line(f"Faltaba: {lacked}", CON_MOTIVO, how))
        return item

    def _asked(self, asked: Requerido) -> QTreeWidgetItem:
        lacks = RECOMENDADO if asked.aviso else FALTA
        return self._line(asked.etiqueta, CONSTA if asked.cumple else lacks, asked.como)

    def _line(self, text: str, mark: Mark, how: str) -> QTreeWidgetItem:
        line = QTreeWidgetItem([text, mark.word, how])
        theme = self._shell.theme
        line.setIcon(1, theme.icon(mark.icon, mark.tone))
        line.setForeground(1, theme.color(mark.tone))
        for column in range(3):
            line.setToolTip(column, line.text(column))
        line.setData(
            0, Qt.ItemDataRole.AccessibleTextRole, f"{text}: {mark.word}. {how}"
        )
        return line

    @Slot()
    def _print(self) -> None:
        source, case = self._source, self._case
        open_sheet(
            self._shell.jobs,
            self.message,
            lambda target: source.print_lacks(case, target),
            "Imprimir lo que falta",
        )

    @Slot()
    def _save(self) -> None:
        source, case = self._source, self._case
        number = self._measured.numero if self._measured is not None else ""
        save_sheet(
            self._shell.jobs,
            self.message,
            lambda target: source.print_lacks(case, target),
            f"Soportes que faltan {number}.pdf",
        )
