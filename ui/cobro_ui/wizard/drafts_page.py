"""*Mis borradores*: the steps that one left half way, to go on or to let go (F41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.jobs.latest import Latest
from cobro_ui.models.table import Field
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.ports import Shell
    from cobro_ui.wizard.drafts import DraftLine, Drafts

_STALE = "El expediente ya salió de esa actividad: el borrador no se puede registrar."
_GONE = "Ya no sirve"
_EMPTY = (
    "Lo que responda en un trámite se guarda solo, y aquí queda hasta que lo "
    "registre. Nadie más ve sus borradores."
)
FIELDS: tuple[Field[DraftLine], ...] = (
    Field("Expediente", lambda d: d.numero, width=150),
    Field("Deudor", lambda d: d.deudor, width=230),
    Field("Actividad", lambda d: f"{d.actividad} · {d.nombre}", width=260),
    Field(
        "Respuestas",
        lambda d: cantidad(d.respuestas, "respuesta", "respuestas"),
        width=110,
    ),
    Field(
        "Guardado",
        lambda d: f"{fecha_corta(d.guardado.date())}, {d.guardado:%H:%M}",
        width=130,
    ),
    Field("Estado", lambda d: "Vigente" if d.vigente else _GONE, width=100),
)


class DraftsPage(Page):
    """The drafts on a table; one is resumed where it was left, or discarded."""

    resume_asked = Signal(object)
    """The `CaseRef` whose step goes on."""

    def __init__(self, drafts: Drafts, shell: Shell) -> None:
        super().__init__()
        self._drafts = drafts
        self._shell = shell
        self._asked = Latest(shell.jobs.reader, self)
        self.message = MessagePanel(shell.theme)
        self.table: RowsTable[DraftLine] = RowsTable(
            "Mis borradores", FIELDS, shell.theme
        )
        self._empty = EmptyState(Icon.NOTE, shell.theme)
        self._body = Emptiness(self.table, self._empty)
        self.resume = QPushButton("&Retomar")
        self.discard = QPushButton("&Descartar")
        self._build()

    @override
    def reload(self) -> None:
        """Read the drafts anew."""
        drafts = self._drafts
        self._asked.start(
            lambda _progress: drafts.list(),
            on_done=self._show,
            on_error=self._failed,
        )

    @Slot()
    def resume_current(self) -> None:
        """Go on with the draft in focus."""
        found = self.current()
        if found is not None and found.vigente:
            case = CaseRef(found.expediente_id, found.numero, found.deudor)
            self.resume_asked.emit(case)

    @Slot()
    def discard_current(self) -> None:
        """Forget the draft in focus."""
        found, drafts = self.current(), self._drafts
        if found is None:
            return
        told = (
            f"Se descartó el borrador de {found.numero}, actividad {found.actividad}."
        )

        def done(_nothing: None) -> None:
            self.message.tell(told)
            self.reload()

        self._shell.jobs.writer.start(
            lambda _progress: drafts.discard(found.expediente_id, found.actividad),
            on_done=done,
            on_error=self.message.show_error,
            title="Descartar el borrador",
            owner=self,
        )

    def current(self) -> DraftLine | None:
        """Return the draft in focus."""
        indexes = self.table.selectionModel().selectedRows()
        return self.table.rows.row(indexes[0].row()) if indexes else None

    def _show(self, found: Sequence[DraftLine]) -> None:
        self.table.rows.show_rows(found)
        self._empty.say("No tiene borradores", _EMPTY)
        self._body.show_view(filled=bool(found))
        if found:
            self.table.selectRow(0)
        self._moved()

    def _failed(self, error: BaseException) -> None:
        self._empty.say("No se pudieron leer los borradores", "")
        self.message.show_error(error)

    @Slot()
    def _moved(self) -> None:
        found = self.current()
        self.discard.setEnabled(found is not None)
        self.resume.setEnabled(found is not None and found.vigente)
        if found is not None and not found.vigente:
            self.message.tell(_STALE, Tone.WARN)
        elif self.message.text == _STALE:
            self.message.hide()

    def _build(self) -> None:
        bar = QFrame()
        set_part(bar, "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(label("Trámites que dejó a medias", "heading"))
        top.addStretch()
        for button in (self.discard, self.resume):
            top.addWidget(button)
        set_part(self.resume, "main")
        self.table.activated.connect(self.resume_current)
        self.table.selectionModel().selectionChanged.connect(self._moved)
        self.resume.clicked.connect(self.resume_current)
        self.discard.clicked.connect(self.discard_current)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (bar, self.message, self._body):
            layout.addWidget(widget)
        layout.setStretch(2, 1)
        self._empty.say("Leyendo los borradores…", "")
        self._moved()
