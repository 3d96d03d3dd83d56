"""The left panel: where one is wanted, each tray with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import miles
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actions import CommandSet
    from cobro_ui.ports import Shell
    from cobro_ui.reads import ExpedientesSource


class Tray(NamedTuple):
    """A place of the list: a name and the query behind it (DECISIONS 26)."""

    name: str
    query: str
    icon: Icon
    tone: Tone = Tone.MUTED
    own: bool = True
    """Whether one's own cases of it make sense."""

    def of(self, login: str) -> str:
        """Return its query, narrowed to the cases of a person if named."""
        if not login or not self.own:
            return self.query
        return f'{self.query} responsable="{login}"'.strip()


TRAYS = (
    Tray("Todos", "", Icon.CASES),
    Tray("Hoy", "estado:ABIERTO vence:hoy", Icon.CALENDAR),
    Tray("Vencido", "estado:ABIERTO vence<hoy", Icon.OVERDUE, Tone.DANGER),
    Tray("Esta semana", "estado:ABIERTO vence:hoy..hoy+7d", Icon.SOON, Tone.WARN),
    Tray("En riesgo", "estado:ABIERTO riesgo<=hoy", Icon.RISK, Tone.RISK),
    Tray("Prioritarios", "estado:ABIERTO prioridad:si", Icon.WARNING, Tone.WARN),
    Tray("Esperando a otro", "estado:ABIERTO situacion:esperando_tercero", Icon.PAUSE),
    Tray("Por estudiar", "estado:ABIERTO etapa:recepcion", Icon.TASKS),
    Tray("Sin repartir", "estado:ABIERTO responsable:nadie", Icon.USER, own=False),
    Tray("Sin movimiento", "estado:ABIERTO movimiento<=hoy-60d", Icon.HISTORY),
    Tray("Devueltos", "estado:DEVUELTO", Icon.UNDO),
    Tray("Terminados", "-estado:ABIERTO -estado:SUSPENDIDO", Icon.OK),
)


class PlacesPanel(QFrame):
    """Trays, whose query goes to the filter box, and below them the pages."""

    query_asked = Signal(str)

    def __init__(self, shell: Shell, pages: CommandSet) -> None:
        super().__init__()
        self._shell = shell
        self._counts: dict[str, int] = {}
        self._login = ""
        """Of who works, while only their own cases are asked for."""
        self.mine = QCheckBox("Solo &mis expedientes")
        self.mine.setToolTip(
            "Cuenta y muestra en cada bandeja solo los expedientes a su cargo"
        )
        self._list = QListWidget()
        self._list.setAccessibleName("Lugares")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_part(self, "places")
        for tray in TRAYS:
            self._list.addItem(QListWidgetItem(tray.name))
        self._pages = pages.places
        self._icons = [pages.icon(action) for action in self._pages]
        if self._pages:
            gap = QListWidgetItem()
            gap.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(gap)
        for page in self._pages:
            self._list.addItem(QListWidgetItem(page.iconText()))
            page.changed.connect(self._dress)
        self._list.setCurrentRow(0)
        self._list.currentRowChanged.connect(self._chosen)
        self._list.itemClicked.connect(self._asked)
        self._list.itemActivated.connect(self._asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.addWidget(self.mine)
        layout.addWidget(self._list)
        self.mine.setVisible(shell.people is not None)
        self.mine.toggled.connect(self._narrow)
        shell.theme.changed.connect(self._dress)
        self._dress()

    def refresh(self) -> None:
        """Count the trays anew."""
        source, login = self._shell.expedientes, self._login

        def work(_progress: Progress) -> dict[str, int]:
            return {tray.name: count_tray(source, tray, login) for tray in TRAYS}

        self._shell.jobs.reader.start(
            work, on_done=self._counted, on_error=self._not_counted
        )

    @Slot(str)
    def follow(self, query: str) -> None:
        """Select the tray whose query is in the box, if it is one's."""
        queries = [tray.of(self._login) for tray in TRAYS]
        row = queries.index(query) if query in queries else -1
        self._list.blockSignals(True)  # noqa: FBT003
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)  # noqa: FBT003

    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._dress()

    def _not_counted(self, _error: BaseException) -> None:
        # The list itself tells what is wrong with the base; the trays stay bare.
        self._counts = {}
        self._dress()

    @Slot()
    def _dress(self) -> None:
        theme = self._shell.theme
        self._list.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        for row, tray in enumerate(TRAYS):
            item = self._list.item(row)
            count = self._counts.get(tray.name, 0)
            item.setText(f"{tray.name}  {miles(count)}" if count else tray.name)
            tone = tray.tone if count else Tone.MUTED
            item.setIcon(theme.icon(tray.icon, tone))
            item.setSizeHint(QSize(0, theme.row_height))
            item.setHidden(count < 0)
        if self._pages:
            self._list.item(len(TRAYS)).setSizeHint(QSize(0, theme.scaled(12)))
        for row, icon in enumerate(self._icons, len(TRAYS) + 1):
            item = self._list.item(row)
            item.setText(self._pages[row - len(TRAYS) - 1].iconText())
            if icon is not None:
                item.setIcon(theme.icon(icon))
            item.setSizeHint(QSize(0, theme.row_height))

    @Slot(int)
    def _chosen(self, row: int) -> None:
        if 0 <= row < len(TRAYS):
            self.query_asked.emit(TRAYS[row].of(self._login))

    @Slot(QListWidgetItem)
    def _asked(self, item: QListWidgetItem) -> None:
        # Walking over a page with the arrows does not open it: a tray only filters.
        row = self._list.row(item)
        if row > len(TRAYS):
            self._pages[row - len(TRAYS) - 1].trigger()
        elif row < len(TRAYS):
            self.query_asked.emit(TRAYS[row].of(self._login))

    @Slot(bool)
    def _narrow(self, own: bool) -> None:  # noqa: FBT001 -- the signal's own
        people = self._shell.people
        if people is None or not own:
            self._show_own("")
            return
        self._shell.jobs.reader.start(
            lambda _progress: people.current(),
            on_done=self._show_own,
            on_error=self._not_counted,
        )

    def _show_own(self, login: str) -> None:
        self._login = login
        row = self._list.currentRow()
        if 0 <= row < len(TRAYS):
            self.query_asked.emit(TRAYS[row].of(login))
        self.refresh()


def count_tray(source: ExpedientesSource, tray: Tray, login: str = "") -> int:
    """Count a tray; -1 when the base does not understand its query."""
    try:
        return source.count(tray.of(login)).filas
    except UserError:
        return -1
