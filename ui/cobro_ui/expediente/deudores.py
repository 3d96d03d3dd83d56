"""Tab *Deudores*: who owes, who answers with them, where to find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cobro_desktop.domain.calidades import nombre_de
from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.expediente.debtor_bar import DebtorBar
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import Emptiness, say
from cobro_ui.widgets.layouts import column, scrolled
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.reads_case import DeudorLine, DireccionLine, ExpedienteView
    from cobro_ui.theme.theme import Theme

_CLASES = {"direccion": "Dirección", "correo": "Correo", "telefono": "Teléfono"}
_ABOUT = (
    "Como llegó y en una sola escritura. Al cambiar de dirección, la anterior sigue "
    "siendo válida tres meses (ET, art. 563)."
)


def _odd(line: DeudorLine) -> Mark | None:
    if not line.aviso:
        return None
    return Mark(line.identificacion, Icon.WARNING, Tone.WARN, line.aviso)


def _place(line: DireccionLine) -> Mark | None:
    if not line.devolucion:
        return None
    return Mark(line.texto, Icon.WARNING, Tone.WARN, f"Devuelta: {line.devolucion}")


def _kind(line: DeudorLine) -> str:
    return ". ".join(part for part in (line.documento, line.aviso) if part)


def _role(line: DeudorLine) -> str:
    most = f", hasta {pesos(line.tope)}" if line.tope else ""
    return f"{nombre_de(line.rol)}{most}"


_FIELDS: tuple[Field[DeudorLine], ...] = (
    Field("Nombre", lambda d: d.nombre, 220),
    Field("Identificación", lambda d: d.identificacion, 160, mark=_odd, tip=_kind),
    Field("Calidad", _role, 150, tip=_role),
    Field("Dirección", lambda d: d.direccion, 200),
    Field("Municipio", lambda d: d.municipio, 120),
    Field("Correo", lambda d: d.correo, 190),
    Field("Teléfono", lambda d: d.telefono, 90),
)
_PLACES: tuple[Field[DireccionLine], ...] = (
    Field("Persona", lambda d: d.persona, 180),
    Field("Clase", lambda d: _CLASES.get(d.clase, d.clase), 75),
    Field("Como llegó", lambda d: d.texto, 200, mark=_place),
    Field("Normalizada", lambda d: d.normalizada, 150),
    Field("Municipio (DIVIPOLA)", lambda d: d.municipio, 185),
    Field("Fuente", lambda d: d.fuente, 155),
    Field("Desde", lambda d: fecha_corta(d.desde), 90),
    Field("Hasta", lambda d: fecha_corta(d.hasta), 70),
)


class DeudoresTab(Emptiness):
    """The people of the case, and every way to reach them."""

    shown = Signal()
    """A case was shown, and its debtors may be somewhere else too."""

    def __init__(self, theme: Theme) -> None:
        self.people: Sequence[DeudorLine] = ()
        self.bar = DebtorBar()
        self.table: RowsTable[DeudorLine] = RowsTable("Deudores", _FIELDS, theme)
        self.places: RowsTable[DireccionLine] = RowsTable(
            "Formas de ubicarlos", _PLACES, theme
        )
        self._where = (
            label("Formas de ubicarlos", "heading"),
            label(_ABOUT, "muted", wrap=True),
            self.places,
        )
        empty = say(
            Icon.DEBTORS,
            theme,
            "Este expediente no tiene deudores",
            "Aquí se ven el deudor principal, los solidarios, los herederos y sus "
            "representantes, con todas las direcciones conocidas de cada uno.",
        )
        super().__init__(scrolled(column(self.bar, self.table, *self._where)), empty)

    def show_case(self, view: ExpedienteView) -> None:
        """Show a case."""
        self.table.rows.show_rows(view.deudores)
        self.table.fit()
        places = [place for person in view.deudores for place in person.direcciones]
        self.places.rows.show_rows(places)
        self.places.fit()
        for piece in self._where:
            piece.setVisible(bool(places))
        self.show_view(filled=bool(view.deudores))
        self.people = view.deudores
        self.shown.emit()
