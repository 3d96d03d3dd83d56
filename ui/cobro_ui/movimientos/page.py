"""The list of what would move, chosen by a person and moved as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.models.table import Field
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, say
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.movimientos import Movimiento
    from cobro_ui.movimientos.ports import Movements
    from cobro_ui.ports import Shell

MUEVE = Mark("Se puede mover", Icon.OK, Tone.OK)
ESPERA = Mark("Espera", Icon.PAUSE, Tone.NEUTRAL, "Todavía no se ha verificado.")


def _fate(row: Movimiento) -> Mark:
    return MUEVE if row.resultado else ESPERA


_FIELDS: tuple[Field[Movimiento], ...] = (
    Field("Expediente", lambda m: m.numero, 150),
    Field("Deudor", lambda m: m.deudor, 160),
    Field("Está en", lambda m: m.actividad, 190),
    Field("Dice", lambda m: f"{m.sistema.upper()}: {m.estado}", 125),
    Field("Consulta", lambda m: fecha_corta(m.consultado), 95),
    Field("Qué pasa", lambda m: _fate(m).word, 125, mark=_fate),
    Field("Iría a", lambda m: m.destino, 330),
    Field("Comparendo", lambda m: m.comparendo, 130),
)


class MovementsPage(Page):
    """A table, and one button that says how many it would move."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(self, movements: Movements, shell: Shell) -> None:
        super().__init__()
        self._movements = movements
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self._busy = False
        self.message = MessagePanel(shell.theme)
        self.told = label(part="muted", wrap=True)
        self.table: RowsTable[Movimiento] = RowsTable(
            "Expedientes terminados en LICO y RNMC", _FIELDS, shell.theme
        )
        empty = say(
            Icon.PROCEDURE,
            shell.theme,
            "Nada que mover",
            "Cuando se importa una consulta de LICO o del RNMC, aquí quedan los "
            "expedientes abiertos que aparecen pagados o conmutados.",
        )
        self._body = Emptiness(self.table, empty)
        self.move_ = QPushButton("&Mover los elegidos")
        self.open_ = QPushButton("Abrir el e&xpediente")
        self._build()

    def _build(self) -> None:
        self.told.setText(
            "Lo pagado o conmutado antes de la admisión se devuelve (4); después, se "
            "archiva (10). Nada se mueve hasta que usted lo elija."
        )
        set_part(self.move_, "main")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._moved)
        self.move_.clicked.connect(self.move_selected)
        self.open_.clicked.connect(self._open)
        top = QHBoxLayout()
        top.addWidget(self.told, 1)
        top.addWidget(self.open_)
        top.addWidget(self.move_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.message)
        layout.addLayout(top)
        layout.addWidget(self._body, 1)
        self._moved()

    @override
    def reload(self) -> None:
        """Read the proposals anew."""
        movements = self._movements
        self._asked.start(
            lambda _progress: movements.proposed(),
            on_done=self._show,
            on_error=self.message.show_error,
        )

    def _show(self, found: Sequence[Movimiento]) -> None:
        self.table.rows.show_rows(found)
        self._body.show_view(filled=bool(found))
        if found:
            self.table.selectAll()
        self._moved()

    def selected(self) -> list[Movimiento]:
        """Return the rows that are selected."""
        indexes = self.table.selectionModel().selectedRows()
        return [self.table.rows.row(i.row()) for i in indexes]

    @Slot()
    def _moved(self) -> None:
        chosen = self.selected()
        ready = [m for m in chosen if m.resultado]
        how_many = cantidad(len(ready), "expediente") if ready else "los elegidos"
        self.move_.setText(f"&Mover {how_many}")
        self.move_.setEnabled(bool(ready) and not self._busy)
        self.open_.setEnabled(len(chosen) == 1)

    @Slot()
    def move_selected(self) -> None:
        """Move what is selected and can move."""
        cases = [m.expediente_id for m in self.selected() if m.resultado]
        movements = self._movements
        self._busy = True
        self._moved()
        self._shell.jobs.writer.start(
            lambda progress: movements.apply(cases, progress),
            on_done=self._done,
            on_error=self._failed,
            title="Mover expedientes",
            owner=self,
        )

    @Slot()
    def _open(self) -> None:
        (found,) = self.selected()
        self.open_asked.emit(CaseRef(found.expediente_id, found.numero, found.deudor))

    def _done(self, changes: Changes) -> None:
        self._busy = False
        datos: dict[str, Any] = changes.datos
        failed = [r for r in datos["movidos"] if not r["hecho"]]
        more = " ".join(f"{r['numero']}: {r['texto']}" for r in failed[:3])
        tone = Tone.WARN if failed else Tone.OK
        self.message.tell(f"{changes.resumen} {more}".strip(), tone)
        self.reload()
        self.changed.emit(changes)

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._moved()
        self.message.show_error(error)
