"""*Herramientas › Procedimientos*: the table of each, to be searched, and its map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.domain.procedimiento import Ambito
from cobro_desktop.formats import cantidad
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.mapa.painter import Spot
from cobro_ui.mapa.panel import FlowPanel
from cobro_ui.mapa.ports import Which
from cobro_ui.mapa.saving import open_sheet, save_sheet
from cobro_ui.mapa.table import ActivitiesTable
from cobro_ui.pages import Page
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cobro_desktop.services.mapa import ProcedimientoListado
    from cobro_ui.mapa.ports import Flow, FlowSource
    from cobro_ui.ports import Shell
    from cobro_ui.versiones.review import ReviewDialog

_PAUSE_MS = 150


class ProceduresPage(Page):
    """The procedures at the left; table or map of the chosen one at the right."""

    def __init__(self, source: FlowSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self._flow: Flow | None = None
        self._listed: Sequence[ProcedimientoListado] = ()
        self.message = MessagePanel(shell.theme)
        self.list = QListWidget()
        self.search = QLineEdit()
        self.table = ActivitiesTable(shell.theme)
        self.map = FlowPanel(shell.theme, "&Volver a la tabla")
        self._title = label(part="title", wrap=True)
        self._about = label(part="muted", wrap=True)
        self._see = QPushButton("Ver &mapa")
        self._portfolio = QPushButton("Mapa de &cartera")
        self._print = QPushButton("&Imprimir tabla")
        self._save = QPushButton("&Guardar PDF…")
        self.install = QPushButton("I&nstalar versión…")
        self.migrate = QPushButton("&Pasar expedientes…")
        self._side = QFrame()
        self._stack = QStackedWidget()
        self._rows = QStackedWidget()
        self._pause = QTimer(self)
        self._build()
        self._wire()

    @property
    def which(self) -> Which | None:
        """The chosen procedure."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._listed):
            return None
        found = self._listed[row].procedimiento
        return Which(found.codigo, found.version)

    @override
    def reload(self) -> None:
        """Read the procedures anew."""
        source = self._source
        self._shell.jobs.reader.start(
            lambda _progress: source.procedures(),
            on_done=self._show_list,
            on_error=self.message.show_error,
            owner=self,
        )

    def see_map(self, ambito: Ambito = Ambito.EXPEDIENTE) -> None:
        """Show the map, at the activity of the current row."""
        if self._flow is None:
            return
        self.map.show_flow(self._flow, ambito)
        self._stack.setCurrentWidget(self.map)
        self._side.hide()
        if (activity := self.table.current_activity()) and ambito is Ambito.EXPEDIENTE:
            self.map.go(Spot(activity))
        self.map.view.setFocus()

    def _build(self) -> None:
        theme = self._shell.theme
        side = self._side
        set_part(side, "places")
        column = QVBoxLayout(side)
        column.setContentsMargins(6, 8, 6, 8)
        column.addWidget(self.list)
        for button in (self.install, self.migrate):
            column.addWidget(button)
            button.setVisible(self._shell.versions is not None)
        self.list.setAccessibleName("Procedimientos")
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        self.search.setPlaceholderText("Buscar en la tabla")
        self.search.setAccessibleName("Buscar en la tabla de actividades")
        self.search.setClearButtonEnabled(True)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        none = EmptyState(Icon.SEARCH, theme).say(
            "Ninguna actividad dice eso",
            "Se busca en todas las columnas, sin distinguir tildes ni mayúsculas.",
        )
        self._rows.addWidget(self.table)
        self._rows.addWidget(none)
        self._stack.addWidget(self._table_side())
        self._stack.addWidget(self.map)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setSizes([theme.scaled(210), theme.scaled(960)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)

    def _table_side(self) -> QWidget:
        panel = QFrame()
        set_part(panel, "panel")
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        for button in (self._see, self._portfolio, self._print, self._save):
            row.addWidget(button)
        set_part(self._see, "main")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(row)
        column.addWidget(self._rows, 1)
        return panel

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(self._read)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._seek)
        self._see.clicked.connect(lambda: self.see_map(Ambito.EXPEDIENTE))
        self._portfolio.clicked.connect(lambda: self.see_map(Ambito.CARTERA))
        self.table.activated.connect(lambda _row: self.see_map(Ambito.EXPEDIENTE))
        self.map.closed.connect(self._back)
        self.map.print_asked.connect(lambda: self._print_map(save=False))
        self.map.save_asked.connect(lambda: self._print_map(save=True))
        self._print.clicked.connect(lambda: self._print_table(save=False))
        self._save.clicked.connect(lambda: self._print_table(save=True))
        self.install.clicked.connect(self._install)
        self.migrate.clicked.connect(self._move)

    def _show_list(self, listed: Sequence[ProcedimientoListado]) -> None:
        chosen = max(self.list.currentRow(), 0)
        self._listed = listed
        theme = self._shell.theme
        self.list.blockSignals(True)  # noqa: FBT003
        self.list.clear()
        for found in listed:
            p = found.procedimiento
            item = QListWidgetItem(f"{p.sigla} · {p.codigo}\nversión {p.version}")
            item.setIcon(theme.icon(Icon.PROCEDURE, Tone.MUTED))
            item.setToolTip(p.nombre)
            self.list.addItem(item)
        self.list.blockSignals(False)  # noqa: FBT003
        self.list.setCurrentRow(min(chosen, len(listed) - 1))
        self._read()

    @Slot()
    def _read(self) -> None:
        which = self.which
        if which is None:
            return
        source = self._source
        self._asked.start(
            lambda _progress: source.of_procedure(which),
            on_done=self._show_flow,
            on_error=self.message.show_error,
        )

    def _show_flow(self, flow: Flow) -> None:
        self._flow = flow
        found, p = self._listed[self.list.currentRow()], flow.procedimiento
        self._title.setText(f"{p.codigo}, versión {p.version}: {p.nombre}")
        used = cantidad(found.expedientes, "expediente")
        state = f"Lo siguen {used}." if found.instalado else "Ningún expediente lo usa."
        older = "" if found.vigente else " Los expedientes nuevos siguen otra versión."
        count = cantidad(len(p.actividades), "actividad", "actividades")
        self._about.setText(f"{p.sigla} · {count}. {state}{older}")
        self._portfolio.setVisible(bool(p.inicio_cartera))
        self.table.show_rows(flow.filas)
        self._seek()
        if self._stack.currentWidget() is self.map:
            self.map.show_flow(flow)

    @Slot()
    def _install(self) -> None:
        from cobro_ui.versiones.install import InstallDialog

        source = self._shell.versions
        if source is not None:
            self._ask(InstallDialog(source, self._shell, self))

    @Slot()
    def _move(self) -> None:
        from cobro_ui.versiones.move import MoveDialog

        source, which = self._shell.versions, self.which
        if source is not None and which is not None:
            others = (
                p.procedimiento.version
                for p in self._listed
                if p.procedimiento.codigo == which.codigo
                and p.procedimiento.version != which.version
            )
            newest = max(others, default=which.version)
            versions = (min(which.version, newest), max(which.version, newest))
            self._ask(MoveDialog(source, self._shell, self, (which.codigo, *versions)))

    def _ask(self, dialog: ReviewDialog[Any]) -> None:
        dialog.done_with.connect(lambda changes: self.message.tell(changes.resumen))
        dialog.done_with.connect(lambda _changes: self.reload())
        dialog.open()

    @Slot()
    def _seek(self) -> None:
        self.table.seek(self.search.text())
        self._rows.setCurrentIndex(int(self.table.searched.rowCount() == 0))

    @Slot()
    def _back(self) -> None:
        self._side.show()
        self._stack.setCurrentIndex(0)
        self.table.setFocus()

    def _print_table(self, *, save: bool) -> None:
        which, source = self.which, self._source
        if which is not None:
            self._send(lambda target: source.print_table(which, target),
                       f"Tabla {which.codigo}.pdf", save=save)  # fmt: skip

    def _print_map(self, *, save: bool) -> None:
        which, source = self.which, self._source
        portfolio = self.map.ambito is Ambito.CARTERA
        if which is not None:
            self._send(
                lambda target: source.print_map(
                    which, portfolio=portfolio, target=target
                ),
                f"Mapa {which.codigo}.pdf",
                save=save,
            )

    def _send(
        self, write: Callable[[Path | None], Path], name: str, *, save: bool
    ) -> None:
        jobs, message = self._shell.jobs, self._told
        if save:
            save_sheet(jobs, message, write, name)
        else:
            open_sheet(jobs, message, write, "Preparar la impresión")

    @property
    def _told(self) -> MessagePanel:
        """Where to say how it went: on the map, while it is in sight."""
        mapped = self._stack.currentWidget() is self.map
        return self.map.message if mapped else self.message
