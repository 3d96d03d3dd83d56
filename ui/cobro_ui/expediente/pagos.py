"""Tab *Pagos*: what entered, and to what it was applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.reads_case import PagoLine
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.rows_table import TableTab

if TYPE_CHECKING:
    from cobro_desktop.domain.dinero import Centavos
    from cobro_ui.reads_case import ExpedienteView
    from cobro_ui.theme.theme import Theme


def _amount(value: Centavos | None) -> str:
    return "por imputar" if value is None else pesos(value)


_FIELDS: tuple[Field[PagoLine], ...] = (
    Field("Fecha", lambda p: fecha_corta(p.fecha), 100),
    Field("Valor", lambda p: pesos(p.valor), 120, figure=True),
    Field("A capital", lambda p: _amount(p.capital), 120, figure=True),
    Field("A intereses", lambda p: _amount(p.interes), 120, figure=True),
    Field("A costas", lambda p: _amount(p.costas), 110, figure=True),
    Field("Estado", lambda p: p.estado.replace("_", " ").capitalize(), 120),
    Field("Banco", lambda p: p.banco, 150),
    Field("Referencia", lambda p: p.referencia, 150),
)


class PagosTab(TableTab[PagoLine]):
    """The payments of the case."""

    def __init__(self, theme: Theme) -> None:
        empty = say(
            Icon.MONEY,
            theme,
            "No hay pagos registrados",
            "Los pagos que reporta el área financiera se ven aquí, con lo que cada "
            "uno abonó a capital, intereses y costas.",
        )
        super().__init__("Pagos", _FIELDS, theme, empty)

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.show_rows(view.pagos)
