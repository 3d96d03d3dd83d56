"""*Proponer*: what the program found, with its reason; a person accepts each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget
from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.cartera.words import CANDIDATES
from cobro_ui.icons import Icon
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.lectura import Vista
    from cobro_desktop.services.cartera.propuestas import Candidata, Propuesta
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class ProposalsDialog(ActDialog):
    """Nothing is chosen at the start: who accepts, chooses."""

    def __init__(
        self, view: Vista, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Lo que el programa propone", shell, parent)
        self._run, self._source = view.id, source
        theme = shell.theme
        self.table: RowsTable[Candidata] = RowsTable("Propuestas", CANDIDATES, theme)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._empty = EmptyState(Icon.CASES, theme)
        self._body = Emptiness(self.table, self._empty)
        self._body.setMinimumSize(theme.scaled(880), theme.scaled(300))
        self.column.addWidget(self._body)
        self.setMinimumWidth(theme.scaled(920))
        self._empty.say("Buscando…", "Se analizan las obligaciones más antiguas.")
        self.about(f"{view.numero} · {view.nombre}")
        self.table.selectionModel().selectionChanged.connect(self.answered)
        self.read("propuestas", lambda: source.proposals(view.id), self._show)
        self.answered()

    def chosen(self) -> list[Candidata]:
        """Return what is selected."""
        indexes = self.table.selectionModel().selectedRows()
        return [self.table.rows.row(i.row()) for i in indexes]

    def _show(self, found: Propuesta) -> None:
        self.blocked = False
        self.table.rows.show_rows(found.candidatas)
        self._body.show_view(filled=bool(found.candidatas))
        self._empty.say(
            "Nada que proponer",
            "Ninguna obligación está prescrita, es remisible, cuesta más de lo que "
            "trae ni es de difícil cobro con lo que consta.",
        )
        more = " Hay más: vuelva a proponer después." if found.quedan else ""
        seen = cantidad(found.revisados, "expediente revisado", "expedientes revisados")
        self.about(
            f"{cantidad(len(found.candidatas), 'obligación', 'obligaciones')}",
            f"{seen}.{more} Elija las que acepta con Ctrl o Mayús; lo que no se sabe "
            "no se propone.",
        )
        self.answered()

    @override
    def button(self) -> str:
        count = len(self.chosen())
        return f"&Aceptar {count}" if count else "&Aceptar las elegidas"

    @override
    def ready(self) -> bool:
        return bool(self.chosen())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        run, chosen, source = self._run, self.chosen(), self._source
        return lambda _progress: source.accept(run, chosen)
