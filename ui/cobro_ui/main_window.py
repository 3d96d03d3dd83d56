"""The main window: places, list or cases, the case at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QTabBar,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_ui.actions import CommandSet
from cobro_ui.actuaciones.commands import offer_on_case, offer_on_list
from cobro_ui.actuaciones.quien import ask_who
from cobro_ui.agenda.commands import serve_terms
from cobro_ui.appearance_menu import AppearanceMenu
from cobro_ui.commands import window_commands
from cobro_ui.documentos.commands import count_documents, serve_documents
from cobro_ui.geometry import WindowGeometry
from cobro_ui.liquidacion.commands import serve_liquidation
from cobro_ui.lista.glance import GlancePanel
from cobro_ui.lista.places import PlacesPanel
from cobro_ui.lista.view import ExpedientesView
from cobro_ui.listas.commands import offer_lists
from cobro_ui.paquetes.commands import offer_packages
from cobro_ui.status_bar import WindowStatusBar
from cobro_ui.theme.roles import Tone
from cobro_ui.trabajo.commands import offer_work, serve_debtors
from cobro_ui.widgets.message_panel import MessagePanel

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QMenu

    from cobro_desktop.services.changes import Changes
    from cobro_ui.expediente.view import ExpedienteTab
    from cobro_ui.ports import Place, Shell
    from cobro_ui.reads import CaseRef, ExpedienteLine

_WIDTHS = (196, 830, 340)
"""Of the three columns at 100 %."""
_NARROWEST = 560
"""Width at 100 % below which the middle column is not squeezed."""


class MainWindow(QMainWindow):
    """Puts the pieces side by side; what they do is their own."""

    changed = Signal(object, object)
    """(`Changes`, who made them): every view decides whether to look again."""

    def __init__(self, shell: Shell, settings: QSettings) -> None:
        super().__init__()
        self.shell = shell
        self.settings = settings
        self._cases: dict[int, ExpedienteTab] = {}
        self.setObjectName("Window")
        self.setWindowTitle("Cobro")
        self.commands = CommandSet(self, shell.theme, window_commands(self))
        self.list = ExpedientesView(shell, self.commands.get("importar"))
        self.places = PlacesPanel(shell, self.commands)
        self.glance = GlancePanel(shell)
        self.tabs = QTabWidget()
        self.message = MessagePanel(shell.theme)
        self.notice = MessagePanel(shell.theme)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.status = WindowStatusBar(shell)
        self._appearance = AppearanceMenu(shell, self)
        self._build()
        self._wire()
        header = self.list.table.horizontalHeader()
        self._geometry = WindowGeometry(self, self.columns, header)
        self._geometry.restore(settings)

    def open_case(self, line: ExpedienteLine | CaseRef) -> ExpedienteTab:
        """Show a case in a tab of its own, or go to the one it has."""
        found = self._cases.get(line.id)
        if found is None:
            # The tabs of a case are read from disk with the first case (P8).
            from cobro_ui.expediente.view import ExpedienteTab

            found = ExpedienteTab(line.id, self.shell)
            self._cases[line.id] = found
            found.changed.connect(self._case_changed)
            offer_on_case(self, found)
            serve_terms(self, found)
            serve_liquidation(self, found)
            serve_documents(self, found)
            serve_debtors(self, found)
            number = self.tabs.addTab(found, line.numero)
            self.tabs.setTabToolTip(number, line.deudor)
            found.reload()
        self.tabs.setCurrentWidget(found)
        return found

    def case_in_focus(self) -> int | None:
        """Return the case of the tab in sight; in the list, the one in focus."""
        for expediente_id, case in self._cases.items():
            if case is self.tabs.currentWidget():
                return expediente_id
        line = self.list.current()
        return None if line is None else line.id

    def leave_steps(self) -> None:
        """Save and put away the guided steps that are open."""
        for case in self._cases.values():
            case.leave_step()

    def continue_case(self) -> None:
        """Open the guided step of the case in focus."""
        line = self.list.current()
        here = [c for c in self._cases.values() if c is self.tabs.currentWidget()]
        if here:
            here[0].continue_step()
        elif line is not None:
            self.open_case(line).continue_step()

    def open_current(self) -> None:
        """Open the case in focus."""
        line = self.list.current()
        if line is not None:
            self.open_case(line)

    def close_tab(self, number: int | None = None) -> None:
        """Close a case; the list stays."""
        number = self.tabs.currentIndex() if number is None else number
        page = self.tabs.widget(number)
        if page is None or page is self.list:
            return
        self._cases = {k: case for k, case in self._cases.items() if case is not page}
        self.tabs.removeTab(number)
        page.deleteLater()

    def go_to_filter(self) -> None:
        """Go to the filter box."""
        self.tabs.setCurrentWidget(self.list)
        self.list.filter.setFocus()
        self.list.filter.selectAll()

    @Slot(str)
    def show_query(self, query: str) -> None:
        """Show what a query finds in the list."""
        self.tabs.setCurrentWidget(self.list)
        self.list.set_query(query)

    def select_all(self) -> None:
        """Select the whole list."""
        self.list.table.selectAll()

    def refresh(self) -> None:
        """Read everything on the screen anew."""
        self.list.refresh()
        self.places.refresh()
        for case in self._cases.values():
            case.reload()

    def begin(self) -> None:
        """Read the first time; called once the window is on the screen."""
        ask_who(self)
        self.refresh()
        count_documents(self)

    def show_place(self) -> None:
        """Say where one works, and who."""
        self.shell.jobs.reader.start(
            lambda _progress: self.shell.load_place(),
            on_done=self._show_place,
            on_error=self.message.show_error,
        )

    def _show_place(self, place: Place) -> None:
        self.setWindowTitle(f"Cobro · {place.entidad}")
        self.status.show_place(place)

    def tell_change(self, changes: Changes, initiator: QWidget | None) -> None:
        """Tell every view what changed."""
        self.changed.emit(changes, initiator)

    def tell_done(self, changes: Changes) -> None:
        """Say what was done, and show it everywhere."""
        here = [c for c in self._cases.values() if c is self.tabs.currentWidget()]
        if here and changes.expedientes == {here[0].expediente_id}:
            here[0].tell(changes.resumen)
        else:
            self.message.tell(changes.resumen)
        self.tell_change(changes, None)

    def _build(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setTabsClosable(True)
        self.tabs.setMovable(False)
        self.tabs.addTab(self.list, "Expedientes")
        for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
            self.tabs.tabBar().setTabButton(0, side, None)
        for part in (self.places, self.tabs, self.glance):
            self.columns.addWidget(part)
        # A wide page that is out of sight must not widen the window of a small screen.
        self.tabs.setMinimumWidth(self.shell.theme.scaled(_NARROWEST))
        self.columns.setChildrenCollapsible(False)
        self.columns.setStretchFactor(1, 1)
        self.columns.setHandleWidth(1)
        scaled = self.shell.theme.scaled
        self.columns.setSizes([scaled(width) for width in _WIDTHS])
        center = QWidget()
        layout = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self.message)
        layout.addWidget(self.columns, 1)
        self.setCentralWidget(center)
        self.setStatusBar(self.status)
        toolbar = QToolBar("Herramientas principales")
        toolbar.setMovable(False)
        toolbar.setIconSize(QSize(scaled(18), scaled(18)))
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.commands.fill_toolbar(toolbar)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        toolbar.addWidget(space)
        toolbar.addAction(self.commands["paleta"])
        self.addToolBar(toolbar)
        self.commands.fill(self.menuBar(), self._extra_menus)
        self.resize(scaled(1320), scaled(800))

    def _extra_menus(self, name: str, menu: QMenu) -> None:
        if name == "ver":
            self._appearance.add_to(menu)

    def _wire(self) -> None:
        self.list.current_changed.connect(self.glance.show_line)
        self.list.selection_changed.connect(self.status.show_selection)
        self.list.open_asked.connect(self.open_case)
        self.list.filter.query_changed.connect(self.places.follow)
        self.places.query_asked.connect(self.show_query)
        self.glance.continue_asked.connect(self._continue_glance)
        self.tabs.tabCloseRequested.connect(self.close_tab)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.changed.connect(self._look_again)
        self._appearance.failed.connect(self.message.show_error)
        if self.shell.notices is not None:
            self.shell.notices.told.connect(self._warn)
        offer_on_list(self)
        offer_work(self)
        offer_lists(self)
        offer_packages(self)

    @Slot(str)
    def _warn(self, notice: str) -> None:
        self.notice.tell(notice, Tone.WARN)

    @Slot(int)
    def _continue_glance(self, _expediente_id: int) -> None:
        self.continue_case()

    @Slot(int)
    def _tab_changed(self, number: int) -> None:
        self.glance.setVisible(number == 0 and self.commands["panel_caso"].isChecked())

    @Slot(object)
    def _case_changed(self, changes: Changes) -> None:
        self.tell_change(changes, None)

    @Slot(object, object)
    def _look_again(self, changes: Changes, initiator: object) -> None:
        if initiator is not self.list:
            self.list.refresh()
            self.places.refresh()
        for case in self._cases.values():
            if case.expediente_id in changes.expedientes:
                case.follow()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the geometry."""
        self._geometry.save(self.settings)
        super().closeEvent(event)
