"""The prescription radar: bands, months, and the titles of the part that is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad, pesos
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import PatientPage
from cobro_ui.prescripcion.bands import BandStrip
from cobro_ui.prescripcion.chart_view import BarsView
from cobro_ui.prescripcion.columns import MONTHS
from cobro_ui.prescripcion.filters import RadarFilters
from cobro_ui.prescripcion.titles import PAGE, TitlesView
from cobro_ui.prescripcion.words import BANDAS
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from cobro_desktop.domain.ventana import Banda
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.radar import Barra, Radar
    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_desktop.storage.queries.prescripcion import Eleccion
    from cobro_ui.ports import Shell
    from cobro_ui.prescripcion.ports import PrescriptionSource


class Part(NamedTuple):
    """The part of the radar whose titles are shown."""

    name: str
    eleccion: Eleccion
    titles: int
    saldo: int


class RadarPage(PatientPage):
    """What is lost and when; below, what to do first."""

    open_asked = Signal(object)
    """The `FilaRadar` whose case to open."""
    list_asked = Signal(str)
    """The query to show in the main list."""

    def __init__(self, source: PrescriptionSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._radar: Radar | None = None
        self._part: Part | None = None
        self._asked = Latest(shell.jobs.reader, self)
        theme = shell.theme
        self.filters = RadarFilters(theme)
        self.bands = BandStrip(theme)
        self.bars = BarsView(theme)
        self.months: RowsTable[Barra] = RowsTable("Capital por mes", MONTHS, theme)
        self.titles = TitlesView(theme)
        self.message = MessagePanel(theme)
        self.as_table = QPushButton("Ver como &tabla")
        self.copy = QPushButton("&Copiar")
        self.export = QPushButton("&Exportar…")
        self.print = QPushButton("&Imprimir…")
        self._summary = label(part="muted", wrap=True)
        self._stack = QStackedWidget()
        self._build()
        self._wire()

    @override
    def reload(self) -> None:
        """Read the figures, and the titles in sight, anew."""
        source, narrowed = self._source, self.filters.value()
        self._shell.jobs.reader.start(
            lambda _progress: source.choices(),
            on_done=self.filters.show_choices,
            on_error=self.message.show_error,
            owner=self,
        )
        self._asked.start(
            lambda _progress: source.radar(narrowed),
            on_done=self._show,
            on_error=self._fail,
        )

    def _fail(self, error: BaseException) -> None:
        self.message.show_error(error)
        self.titles.show_problem()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Radar de prescripción", "title"), 1)
        head.addWidget(self.filters)
        tools = QHBoxLayout()
        tools.addWidget(self._summary, 1)
        self.as_table.setCheckable(True)
        self.months.horizontalHeader().setStretchLastSection(False)
        for button in (self.as_table, self.copy, self.export, self.print):
            tools.addWidget(button)
        self._stack.addWidget(self.bars)
        self._stack.addWidget(self.months)
        upper = QFrame()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self._stack)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(self.titles)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        scaled = self._shell.theme.scaled
        split.setSizes([scaled(230), scaled(320)])
        parts = (head, self.bands, tools, split)
        self.lay_out(self.message, parts, split)

    def _wire(self) -> None:
        self.filters.changed.connect(self.reload)
        self.bands.chosen.connect(self._choose_band)
        self.bars.chosen.connect(self._choose_bar)
        self.months.activated.connect(self._choose_row)
        self.months.clicked.connect(self._choose_row)
        self.as_table.toggled.connect(self._turn)
        self.copy.clicked.connect(self._copy)
        self.export.clicked.connect(lambda: self._export(None))
        self.print.clicked.connect(self._print)
        self.titles.open_asked.connect(self.open_asked)
        self.titles.more_asked.connect(self._read_titles)
        self.titles.list_asked.connect(self._ask_list)
        self.titles.export_asked.connect(self._export_titles)

    def _show(self, radar: Radar) -> None:
        self._radar = radar
        self.message.hide()
        self.bands.show_totals(radar.bandas)
        # What lies beyond the months would dwarf them: the summary tells it.
        self.bars.show_bars(radar.barras[:-1])
        self.months.rows.show_rows(radar.barras)
        self._summary.setText(_summary(radar))
        self._keep_part(radar)

    def _keep_part(self, radar: Radar) -> None:
        """Show the part that was chosen; at first, what is most urgent."""
        part = self._part
        if not radar.titulos:
            self.bands.mark(None)
            self.titles.show_nothing()
            return
        bars = {bar.nombre: bar for bar in radar.barras}
        if part is not None and part.name in bars:
            self._choose_bar(bars[part.name])
            return
        chosen = [b for b in radar.bandas if part and BANDAS[b.banda].word == part.name]
        urgent = [b for b in radar.bandas[1:4] if b.titulos]
        self._choose_band((chosen or urgent or list(radar.bandas))[0].banda)

    @Slot(object)
    def _choose_band(self, banda: Banda) -> None:
        if self._radar is None:
            return
        total = next(b for b in self._radar.bandas if b.banda is banda)
        self.bands.mark(banda)
        self.bars.mark(None)
        name = BANDAS[banda].word
        self._show_part(Part(name, total.eleccion, total.titulos, total.saldo))

    @Slot(object)
    def _choose_bar(self, bar: Barra) -> None:
        self.bands.mark(None)
        self.bars.mark(bar)
        self._show_part(Part(bar.nombre, bar.eleccion, bar.titulos, bar.saldo))

    @Slot(object)
    def _choose_row(self, index: QModelIndex) -> None:
        self._choose_bar(self.months.rows.row(index.row()))

    def _show_part(self, part: Part) -> None:
        self._part = part
        self.titles.wait_for(part.name, part.titles, part.saldo)
        if part.titles:
            self._read_titles(0)

    @Slot(int)
    def _read_titles(self, start: int) -> None:
        part, source, narrowed = self._part, self._source, self.filters.value()
        if part is None:
            return
        lines = range(start, start + PAGE)

        def show(rows: Sequence[FilaRadar]) -> None:
            if part is self._part:
                self.titles.show_rows(rows)

        self._shell.jobs.reader.start(
            lambda _progress: source.rows(narrowed, part.eleccion, lines),
            on_done=show,
            on_error=self.message.show_error,
            owner=self,
        )

    @Slot()
    def _ask_list(self) -> None:
        part, source, narrowed = self._part, self._source, self.filters.value()
        if part is not None:
            self._shell.jobs.reader.start(
                lambda _progress: source.query(narrowed, part.eleccion),
                on_done=self.list_asked.emit,
                on_error=self.message.show_error,
                owner=self,
            )

    @Slot()
    def _export_titles(self) -> None:
        if self._part is not None:
            self._export(self._part)

    def _export(self, part: Part | None) -> None:
        name = "radar-titulos.xlsx" if part else "radar-de-prescripcion.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Exportar el radar", name, "Libro de Excel (*.xlsx)"
        )
        if not chosen:
            return
        file = Path(chosen).with_suffix(".xlsx")
        source, narrowed = self._source, self.filters.value()
        eleccion = part.eleccion if part else None
        self._shell.jobs.writer.start(
            lambda _progress: source.export(file, narrowed, eleccion),
            on_done=self._exported,
            on_error=self.message.show_error,
            title="Exportar el radar de prescripción",
            owner=self,
        )

    def _exported(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)

    @Slot(bool)
    def _turn(self, on: bool) -> None:  # noqa: FBT001 - Qt gives it so
        self._stack.setCurrentIndex(int(on))
        self.as_table.setText("Ver como &gráfica" if on else "Ver como &tabla")

    @Slot()
    def _copy(self) -> None:
        bars = self._radar.barras if self._radar else ()
        lines = ["\t".join(field.title for field in MONTHS)]
        lines += ["\t".join(field.text(bar) for field in MONTHS) for bar in bars]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.message.tell("Se copió la tabla por meses, para pegarla en Excel.")

    @Slot()
    def _print(self) -> None:
        from cobro_ui.prescripcion.printing import ask_and_print

        if self._radar is not None:
            ask_and_print(self._radar, self._about(), self)

    def _about(self) -> str:
        boxes = (self.filters.entity, self.filters.procedure, self.filters.person)
        chosen = [box.currentText() for box in boxes if box.currentData()]
        return " · ".join(chosen) or "Toda la cartera de esta base"


def _summary(radar: Radar) -> str:
    rest = radar.barras[-1]
    if not radar.titulos and not radar.sin_fecha:
        return ""
    parts = [f"{cantidad(radar.titulos, 'título')} con saldo, {pesos(radar.saldo)}"]
    if rest.titulos:
        parts.append(
            f"de ellos, {cantidad(rest.titulos, 'título')} por {pesos(rest.saldo)} "
            f"prescriben después de {radar.barras[-2].nombre}"
        )
    text = "; ".join(parts) + "."
    if radar.sin_fecha:
        text += (
            f" Aparte, {cantidad(radar.sin_fecha, 'título')} sin ejecutoria registrada "
            f"por {pesos(radar.saldo_sin_fecha)}: nadie sabe cuándo prescriben."
        )
    return text
