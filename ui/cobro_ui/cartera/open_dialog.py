"""*Abrir una corrida*: by which activity, with which cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import Entry, PortfolioSource
    from cobro_ui.ports import Shell


class OpenRunDialog(ActDialog):
    """Begins a run."""

    def __init__(self, source: PortfolioSource, shell: Shell, parent: QWidget) -> None:
        super().__init__("Abrir una corrida", shell, parent)
        self._source = source
        self._entries: Sequence[Entry] = ()
        self.entry = QComboBox()
        self.entry.setMinimumContentsLength(30)
        self.cut = DateField(shell.days, shell.theme)
        self.cut.set_value(shell.today)
        self.name = QLineEdit()
        self.ask("&Actividad por la que empieza", self.entry)
        self._cut = self.ask("&Corte", self.cut, "El día de los saldos que se miran.")
        self.ask("&Nombre", self.name, "Como la llama la oficina; puede quedar vacío.")
        self.entry.currentIndexChanged.connect(self.answered)
        self.cut.changed.connect(self.answered)
        self.read("entradas", source.entries, self._show)
        self.answered()

    def _show(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self.blocked = not entries
        self.about(
            "Actividades sobre la cartera"
            if entries
            else "Esta base no tiene procedimientos con actividades de cartera."
        )
        for entry in entries:
            self.entry.addItem(entry.label)
        self.answered()

    @override
    def button(self) -> str:
        return "&Abrir la corrida"

    @override
    def ready(self) -> bool:
        day, today = self.cut.value(), self.shell.today
        late = day is not None and day > today
        problem = f"No puede pasar de hoy, {fecha_larga(today)}." if late else ""
        self._cut.tell(problem or self.cut.problem())
        return bool(self._entries) and day is not None and not late

    @override
    def work(self) -> Callable[[Progress], Changes]:
        day = self.cut.value()
        assert day is not None, "ready() holds it"
        entry, name = self._entries[self.entry.currentIndex()], self.name.text()
        source = self._source
        return lambda _progress: source.open_run(entry, day, name)
