"""Tab *Deudores*: who owes, who answers with them, where to find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.expediente.tab import TableTab, say
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.reads_case import DeudorLine

if TYPE_CHECKING:
    from cobro_ui.reads_case import ExpedienteView
    from cobro_ui.theme.theme import Theme

_ROLES = {
    "principal": "Deudor principal",
    "solidario": "Deudor solidario",
    "representante": "Representante legal",
    "apoderado": "Apoderado",
    "heredero": "Heredero",
}
_FIELDS: tuple[Field[DeudorLine], ...] = (
    Field("Nombre", lambda d: d.nombre, 260),
    Field("Identificación", lambda d: d.identificacion, 150, figure=True),
    Field("Calidad", lambda d: _ROLES.get(d.rol, d.rol), 140),
    Field("Dirección", lambda d: d.direccion, 220),
    Field("Municipio", lambda d: d.municipio, 130),
    Field("Correo", lambda d: d.correo, 200),
    Field("Teléfono", lambda d: d.telefono, 120),
)


class DeudoresTab(TableTab[DeudorLine]):
    """The people of the case."""

    def __init__(self, theme: Theme) -> None:
        empty = say(
            Icon.DEBTORS,
            theme,
            "Este expediente no tiene deudores",
            "Aquí se ven el deudor principal, los solidarios, los herederos y sus "
            "representantes, con la última dirección conocida de cada uno.",
        )
        super().__init__("Deudores", _FIELDS, theme, empty)

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.show_rows(view.deudores)
