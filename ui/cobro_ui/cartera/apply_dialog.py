"""*Aplicar*: what each case would suffer, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.cartera.words import EFFECTS
from cobro_ui.icons import Icon
from cobro_ui.widgets.empty_state import Emptiness, EmptyState
from cobro_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.cartera.efectos import Efecto
    from cobro_desktop.services.cartera.lectura import Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class ApplyDialog(ActDialog):
    """A line for each item: what would be done, or why it cannot be."""

    def __init__(
        self, view: Vista, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Aplicar a los expedientes", shell, parent)
        self._run, self._source = view.id, source
        theme = shell.theme
        self.table: RowsTable[Efecto] = RowsTable("Efectos previstos", EFFECTS, theme)
        self._empty = EmptyState(Icon.CASES, theme)
        self._body = Emptiness(self.table, self._empty)
        self._body.setMinimumSize(theme.scaled(880), theme.scaled(260))
        self.column.addWidget(self._body)
        self.setMinimumWidth(theme.scaled(920))
        self._empty.say("Previendo…", "Se ensaya cada partida sin guardar nada.")
        self.about(f"{view.numero} · {view.nombre}")
        self.read("efectos", lambda: source.effects(view.id), self._show)
        self.answered()

    def _show(self, found: Sequence[Efecto]) -> None:
        can = sum(e.hecho for e in found)
        self.blocked = not can
        self.table.rows.show_rows(found)
        self._body.show_view(filled=bool(found))
        self._empty.say("Nada por aplicar", "Todas las partidas ya se aplicaron.")
        self.about(
            f"Se pueden aplicar {can} de {cantidad(len(found), 'partida')}",
            "Cada baja termina su obligación en su expediente, que pasa al archivo si "
            "era la última. Lo que no se puede queda pendiente con su razón.",
        )
        self.answered()

    @override
    def button(self) -> str:
        return "&Aplicar"

    @override
    def ready(self) -> bool:
        return self.table.rows.rowCount() > 0

    @override
    def work(self) -> Callable[[Progress], Changes]:
        run, source = self._run, self._source
        return lambda _progress: source.apply(run)
