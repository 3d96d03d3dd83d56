"""The place of the legal values: what is missing, the tables, the readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.pages import Page
from cobro_ui.parametros.dialogs import LegalDialogs
from cobro_ui.parametros.health import HealthPanel
from cobro_ui.parametros.source import Where
from cobro_ui.parametros.switches import SwitchesView
from cobro_ui.parametros.values import ValuesView
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_ui.parametros.source import LegalSource
    from cobro_ui.ports import Shell

SWITCHES = "Lecturas de la ley"
_ICONS = {
    "tasas_interes": Icon.INTEREST,
    "smlmv": Icon.MONEY,
    "uvt": Icon.MONEY,
    "uvb": Icon.MONEY,
    "ipc": Icon.HISTORY,
    "ipc_mensual": Icon.HISTORY,
    "cierres": Icon.CALENDAR,
    "suspensiones": Icon.PAUSE,
}
_ABOUT = (
    "Puntos en que la ley admite más de una lectura. La que la entidad escoja se usa "
    "en sus cálculos y se imprime en cada resultado."
)


class LegalPage(Page):
    """Tables at the left, the chosen one at the right, what is missing on top."""

    def __init__(self, source: LegalSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.health = HealthPanel(shell.theme)
        self.list = QListWidget()
        self.entity = QComboBox()
        self.switches = SwitchesView(shell.theme)
        self.message = MessagePanel(shell.theme)
        self._dialogs = LegalDialogs(source, shell, self)
        self._dialogs.done.connect(self._done)
        self._dialogs.failed.connect(self.message.show_error)
        self._dialogs.told.connect(self.message.tell)
        self.signed = QToolButton()
        self.recount = QPushButton("Recontar los términos a&biertos…")
        self._adds = False
        """Whether a value is to be added to the table that is being read."""
        self._title = label(part="title")
        self._about = label(part="muted", wrap=True)
        self._stack = QStackedWidget()
        self._views = {t.id: self._view(t) for t in source.tables()}
        self._build()
        self._wire()
        self.list.setCurrentRow(0)

    @property
    def values(self) -> ValuesView | None:
        """The table that is shown; None while the readings are."""
        row = self.list.currentRow()
        views = list(self._views.values())
        return views[row] if 0 <= row < len(views) else None

    @Slot(str)
    def show_table(self, tabla: str) -> None:
        """Go to a table."""
        self.list.setCurrentRow(list(self._views).index(tabla))

    @override
    def reload(self) -> None:
        """Read what is shown and what is missing anew."""
        source = self._source
        self._shell.jobs.reader.start(
            lambda _progress: source.health(),
            on_done=self.health.show_warnings,
            on_error=self.message.show_error,
        )
        self._read()

    def _view(self, tabla: TablaLegal) -> ValuesView:
        view = ValuesView(tabla, self._shell.theme)
        self._dialogs.serve(view, lambda: self._where(view))
        self._stack.addWidget(view)
        return view

    def _build(self) -> None:
        for view in self._views.values():
            self.list.addItem(QListWidgetItem(view.tabla.nombre))
        self.list.addItem(QListWidgetItem(SWITCHES))
        self._stack.addWidget(self.switches)
        menu = QMenu(self.signed)
        menu.addAction("Recibir valores firmados…", self._dialogs.receive)
        menu.addAction("Publicar los de esta oficina…", self._dialogs.publish)
        self.signed.setText("Archivo firmado")
        self.signed.setToolTip("Valores que viajan entre oficinas con firma")
        self.signed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.signed.setMenu(menu)
        self.list.setAccessibleName("Tablas de la ley")
        self.entity.setAccessibleName("Entidad")
        for sigla, name in self._source.entities():
            self.entity.addItem(name, sigla)
        side = QFrame()
        set_part(side, "places")
        column = QVBoxLayout(side)
        column.setContentsMargins(6, 8, 6, 8)
        column.addWidget(self.list)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        scaled = self._shell.theme.scaled
        split.setSizes([scaled(240), scaled(900)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.message)
        layout.addWidget(self.health)
        layout.addWidget(split, 1)
        self._dress()

    def _right(self) -> QWidget:
        panel = QFrame()
        set_part(panel, "panel")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.entity)
        head.addWidget(self.signed)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        about = QHBoxLayout()
        about.addWidget(self._about, 1)
        about.addWidget(self.recount)
        column.addLayout(about)
        column.addWidget(self._stack, 1)
        return panel

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(self._chosen)
        self.entity.currentIndexChanged.connect(self._read)
        self.health.table_asked.connect(self.show_table)
        self.health.value_asked.connect(self._put_right)
        self.switches.chosen.connect(self._choose)
        self.recount.clicked.connect(self._recount)
        self._shell.theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        theme = self._shell.theme
        self.list.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        icons = [_ICONS.get(name, Icon.TITLE) for name in self._views]
        for row, icon in enumerate([*icons, Icon.TITLE]):
            item = self.list.item(row)
            item.setIcon(theme.icon(icon, Tone.MUTED))
            item.setSizeHint(QSize(0, theme.row_height + theme.scaled(2)))

    @Slot(int)
    def _chosen(self, row: int) -> None:
        view = self.values
        self._stack.setCurrentIndex(row)
        of_entity = view is None or view.tabla.de_entidad
        self.entity.setVisible(of_entity)
        self.recount.setVisible(of_entity and self._shell.recounts is not None)
        if view is None:
            self._title.setText(SWITCHES)
            self._about.setText(_ABOUT)
        else:
            self._title.setText(view.tabla.nombre)
            parts = (view.tabla.autoridad, f"{view.tabla.norma}.")
            self._about.setText(" ".join(parts))
        self._read()

    @Slot()
    def _read(self) -> None:
        source, view = self._source, self.values
        if view is None:
            sigla = str(self.entity.currentData())
            self._asked.start(
                lambda _progress: source.switches(sigla),
                on_done=self.switches.show_switches,
                on_error=self.message.show_error,
            )
            return
        where, shown = self._where(view), view

        def rows(found: Sequence[FilaParametro]) -> None:
            shown.show_rows(found)
            if self._adds:
                self._adds = False
                shown.add_asked.emit()

        self._asked.start(
            lambda _progress: source.rows(where),
            on_done=rows,
            on_error=self.message.show_error,
        )

    def _where(self, view: ValuesView) -> Where:
        sigla = str(self.entity.currentData()) if view.tabla.de_entidad else ""
        return Where(view.tabla.id, sigla)

    @Slot(str)
    def _put_right(self, tabla: str) -> None:
        self._adds = True
        self.show_table(tabla)
        self._read()

    @Slot(str, str, str)
    def _choose(self, clave: str, valor: str, sustento: str) -> None:
        source, sigla = self._source, str(self.entity.currentData())
        self._shell.jobs.writer.start(
            lambda _progress: source.choose(sigla, clave, valor, sustento),
            on_done=self._done,
            on_error=self._refused,
        )

    @Slot()
    def _recount(self) -> None:
        """Show what today's calendar moves in the entity, and move it."""
        from cobro_ui.parametros.recount_dialog import RecountDialog

        recounts, sigla = self._shell.recounts, str(self.entity.currentData())
        if recounts is not None:
            dialog = RecountDialog(recounts, sigla, self._shell, self)
            dialog.recorded.connect(self._done)
            dialog.open()

    def _refused(self, error: BaseException) -> None:
        self.message.show_error(error)
        self._read()

    @Slot(object)
    def _done(self, changes: Changes) -> None:
        self.message.tell(changes.resumen)
        self.reload()
        self.changed.emit(changes)
