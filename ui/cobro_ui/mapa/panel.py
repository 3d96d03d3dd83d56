"""The flow of a procedure or of a case: map or list at the left, words at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.procedimiento import Ambito
from cobro_desktop.formats import cantidad
from cobro_ui.icons import Icon
from cobro_ui.mapa.details import FlowDetails, common_outcomes
from cobro_ui.mapa.painter import Spot
from cobro_ui.mapa.tree import FlowTree
from cobro_ui.mapa.view import FlowView
from cobro_ui.widgets.empty_state import EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label, rule
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_ui.mapa.ports import Flow
    from cobro_ui.theme.theme import Theme

_FOLDED_HEIGHT = 180


class FlowPanel(QWidget):
    """Shows a flow; who owns it says where the flow comes from."""

    print_asked = Signal()
    save_asked = Signal()
    closed = Signal()
    """The person goes back to where they were."""

    def __init__(self, theme: Theme, back: str = "") -> None:
        """Make it; `back` is what the button to leave says, if there is one."""
        super().__init__()
        self._theme = theme
        self._flow: Flow | None = None
        self._ambito = Ambito.EXPEDIENTE
        self._title = label(part="title")
        self._where = data_label(part="muted", wrap=True)
        self._back = QPushButton(back)
        self._back.setVisible(bool(back))
        self.message = MessagePanel(theme)
        self.view = FlowView(theme)
        self.tree = FlowTree(theme)
        self.details = FlowDetails()
        self._stack = QStackedWidget()
        self.as_list = self._tool("&Lista", "Ver lo mismo como una lista", Icon.TASKS)
        self.as_list.setCheckable(True)
        self.folded = self._tool("", "Ver los resultados que ofrece cualquiera")
        self.folded.setCheckable(True)
        self._common = data_label(wrap=True)
        self._common_box = QScrollArea()
        self._here = self._tool(
            "Ir a la &actual", "Ir a la actividad en que está el expediente", Icon.THIS
        )
        self._tools: list[QToolButton] = []
        self._empty = EmptyState(Icon.PROCEDURE, theme)
        self._build()
        self._wire()
        self.show_nothing("Leyendo el procedimiento…", "")

    @property
    def flow(self) -> Flow | None:
        """What is shown."""
        return self._flow

    @property
    def ambito(self) -> Ambito:
        """Which of its two graphs."""
        return self._ambito

    def show_flow(self, flow: Flow, ambito: Ambito = Ambito.EXPEDIENTE) -> None:
        """Show a flow, where its case is or from its first activity."""
        self._flow, self._ambito = flow, ambito
        procedure, way = flow.procedimiento, flow.recorrido
        name = f"{procedure.codigo} v{procedure.version} · {procedure.nombre}"
        self._title.setText(f"Mapa de {way.numero}" if way else name)
        self._where.setText(f"{way.deudor} · {name}" if way else procedure.sigla)
        self._here.setVisible(bool(flow.actual))
        self.view.show_flow(flow, ambito)
        if self.view.mapa is not None:
            self.tree.show_flow(flow, self.view.mapa)
        self.tree.go(self.view.spot)
        self.details.show_spot(flow, self.view.spot)
        self.view.centre(self.view.spot.activity)
        common = common_outcomes(flow) if ambito is Ambito.EXPEDIENTE else []
        count = cantidad(len(common), "resultado", "resultados")
        self.folded.setText(f"Además, desde cualquier actividad: {count}")
        self._offer(able=True)
        self._stack.setCurrentWidget(
            self.tree if self.as_list.isChecked() else self.view
        )
        self.folded.setVisible(bool(common))
        self._common.setText("\n".join(common))
        if not common:
            self.folded.setChecked(False)

    def show_nothing(self, title: str, text: str) -> None:
        """Say why there is no map."""
        self._flow = None
        self._empty.say(title, text)
        self._stack.setCurrentWidget(self._empty)
        self._title.setText("Mapa")
        self._where.setText("")
        self._offer(able=False)

    def go(self, spot: Spot) -> None:
        """Go to an activity or an outcome, on map and list."""
        self.view.go(spot)

    def _build(self) -> None:
        head = QFrame()
        set_part(head, "bar")
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self._title)
        names.addWidget(self._where, 1)
        names.addWidget(self._back)
        tools = QHBoxLayout()
        self._tools = self._make_tools()
        for tool in self._tools:
            tools.addWidget(tool)
        tools.addStretch()
        rows = QVBoxLayout(head)
        rows.setContentsMargins(16, 8, 16, 4)
        rows.setSpacing(2)
        rows.addLayout(names)
        rows.addLayout(tools)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.tree)
        self._common.setMargin(12)
        self._common_box.setWidget(self._common)
        self._common_box.setWidgetResizable(True)
        self._common_box.setMaximumHeight(self._theme.scaled(_FOLDED_HEIGHT))
        self._common_box.setFrameShape(QFrame.Shape.NoFrame)
        self._common_box.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.folded)
        column.addWidget(self._common_box)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        scaled = self._theme.scaled
        split.setSizes([scaled(840), scaled(320)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (head, rule(), self.message, split):
            layout.addWidget(widget)
        layout.setStretch(3, 1)

    def _offer(self, *, able: bool) -> None:
        """Offer the tools and the words only with a map."""
        for tool in self._tools:
            tool.setEnabled(able)
        self.details.setVisible(able)
        self.folded.setVisible(able)

    def _make_tools(self) -> list[QToolButton]:
        view = self.view
        return [
            self._here,
            self.as_list,
            self._tool("−", "Alejar", run=view.zoom_out),
            self._tool("100 %", "Tamaño normal", run=view.natural_size),
            self._tool("+", "Acercar", run=view.zoom_in),
            self._tool("Al ancho", "Ajustar al ancho", run=view.fit_width),
            self._tool("Todo", "Ver el mapa completo", run=view.fit_whole),
            self._tool("&Imprimir", "Abrirlo como PDF, para imprimirlo",
                       run=self.print_asked.emit),
            self._tool("&Guardar PDF…", "Guardarlo como PDF",
                       run=self.save_asked.emit),
        ]  # fmt: skip

    def _tool(
        self,
        text: str,
        hint: str,
        icon: Icon | None = None,
        *,
        run: Callable[[], object] | None = None,
    ) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if icon is not None:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(self._theme.icon(icon))
        if run is not None:
            button.clicked.connect(lambda _checked=False: run())
        return button

    def _wire(self) -> None:
        self._back.clicked.connect(self.closed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._escape)
        self.as_list.toggled.connect(self._change)
        self.folded.toggled.connect(self._common_box.setVisible)
        self._here.clicked.connect(self._go_here)
        self.view.spot_changed.connect(self._moved)
        self.tree.spot_changed.connect(self._moved)

    @Slot()
    def _escape(self) -> None:
        if self.view.spot.outcome:
            self.view.leave_outcome()
        elif self._back.isVisible():
            self.closed.emit()

    @Slot(bool)
    def _change(self, as_list: bool) -> None:  # noqa: FBT001 - Qt's signal
        shown = self.tree if as_list else self.view
        self._stack.setCurrentWidget(shown)
        shown.setFocus()

    @Slot()
    def _go_here(self) -> None:
        if self._flow is not None and self._flow.actual:
            self.view.go(Spot(self._flow.actual))
            self.view.centre(self._flow.actual)
            (self.tree if self.as_list.isChecked() else self.view).setFocus()

    @Slot(object)
    def _moved(self, spot: Spot) -> None:
        if self._flow is None:
            return
        if self.sender() is self.tree:
            self.view.go(spot)
        else:
            self.tree.go(spot)
        self.details.show_spot(self._flow, spot)
        self.view.setAccessibleDescription(self.view.say(spot))
