"""Why another figure is not ours: the verdict, the causes and the periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cobro_desktop.domain.comparador import PRIMEROS
from cobro_desktop.domain.comparador_supuestos import Causa
from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import RowsTable
from cobro_ui.widgets.text import card, data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.comparador import Comparacion, Explicacion
    from cobro_desktop.domain.comparador_filas import FilaComparada
    from cobro_desktop.domain.dinero import Centavos
    from cobro_ui.theme.theme import Theme

_CAUSES = {
    Causa.LECTURA: ("Lectura de la ley", Icon.TITLE),
    Causa.REGIMEN: ("Régimen", Icon.TITLE),
    Causa.TASA: ("Tasa", Icon.INTEREST),
    Causa.DIAS: ("Días", Icon.CALENDAR),
    Causa.BASE: ("Base", Icon.MONEY),
    Causa.ABONO: ("Abonos", Icon.MONEY),
    Causa.REDONDEO: ("Redondeo", Icon.NOTE),
}


class AmountRow(NamedTuple):
    """The same concept in both liquidations."""

    concept: str
    other: Centavos
    ours: Centavos


_AMOUNTS: tuple[Field[AmountRow], ...] = (
    Field("Concepto", lambda a: a.concept, 140),
    Field("La otra", lambda a: pesos(a.other), 140, figure=True),
    Field("Esta", lambda a: pesos(a.ours), 140, figure=True),
    Field("Diferencia", lambda a: pesos(a.other - a.ours), 140, figure=True),
)
_ROWS: tuple[Field[FilaComparada], ...] = (
    Field("Desde", lambda f: fecha_corta(f.ajena.desde), 96),
    Field("Hasta", lambda f: fecha_corta(f.ajena.hasta), 96),
    Field("La otra", lambda f: pesos(f.ajena.interes), 110, figure=True),
    Field("Esta", lambda f: pesos(f.interes), 110, figure=True),
    Field("Diferencia", lambda f: pesos(f.diferencia), 110, figure=True),
    Field("Qué cambia", lambda f: "; ".join(f.causas), 300),
)


class ComparisonView(QWidget):
    """The answer, from the sentence to the detail."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self.message = MessagePanel(theme)
        self.amounts: RowsTable[AmountRow] = RowsTable(
            "Las dos cifras", _AMOUNTS, theme
        )
        self.amounts.horizontalHeader().setStretchLastSection(False)
        self._causes = QVBoxLayout()
        self._causes.setSpacing(6)
        self._heading = label("Período por período", "heading")
        self.rows: RowsTable[FilaComparada] = RowsTable("Períodos", _ROWS, theme)
        self._copy = QPushButton("C&opiar la explicación")
        set_part(self._copy, "link")
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._to_clipboard)
        foot = QHBoxLayout()
        foot.addWidget(self._copy)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addWidget(self.amounts)
        layout.addLayout(self._causes)
        layout.addWidget(self._heading)
        layout.addWidget(self.rows)
        layout.addLayout(foot)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        clear_layout(self._causes)
        for widget in (
            self.message, self.amounts, self._heading, self.rows, self._copy
        ):  # fmt: skip
            widget.hide()

    def show_error(self, error: BaseException) -> None:
        """Say why there is no answer."""
        self.clear()
        self.message.show_error(error)

    def show_comparison(self, found: Comparacion) -> None:
        """Show both figures and what makes them differ."""
        self.clear()
        self._text = found.texto
        tone = Tone.OK if found.coincide else Tone.WARN
        if not found.coincide and found.explicaciones:
            tone = Tone.ACCENT
        self.message.tell(_verdict(found), tone)
        self.amounts.rows.show_rows(list(_amounts(found)))
        self.amounts.fit()
        self.amounts.show()
        for number, (lead, explanation) in enumerate(_causes(found), start=1):
            self._causes.addWidget(self._cause(number, lead, explanation))
        self.rows.rows.show_rows(found.filas)
        self.rows.fit(8)
        for widget in (self._heading, self.rows):
            widget.setVisible(bool(found.filas))
        self._copy.setVisible(not found.coincide)

    def _cause(self, number: int, lead: str, explanation: Explicacion) -> QWidget:
        frame = card()
        frame.setAccessibleName(f"Causa {number}")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        for cause in dict.fromkeys(s.causa for s in explanation.supuestos):
            word, icon = _CAUSES[cause]
            row.addWidget(Badge(Mark(word, icon, Tone.ACCENT), self._theme))
        row.addWidget(data_label(f"{lead} {explanation.texto}.", wrap=True), 1)
        return frame

    @Slot()
    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def _verdict(found: Comparacion) -> str:
    if found.coincide:
        return f"Coinciden: {pesos(found.nuestro.interes)} de intereses."
    gap = found.diferencia
    more = "de más" if gap > 0 else "de menos"
    told = f"La otra liquidación cobra {pesos(abs(gap))} {more} de intereses."
    if not gap:
        told = "Los intereses son los mismos; la diferencia está en el total."
    if found.explicaciones:
        return f"{told} La causa está abajo y la explica peso por peso."
    if found.cercana:
        left = pesos(abs(found.cercana.resto))
        return (
            f"{told} Ninguna causa conocida la explica entera; la más cercana deja "
            f"{left} por explicar. Pida la liquidación período por período."
        )
    return (
        f"{told} Ninguna causa conocida la explica, ni dos a la vez. Pida la "
        "liquidación período por período."
    )


def _amounts(found: Comparacion) -> Iterator[AmountRow]:
    other, ours = found.ajena, found.nuestro
    yield AmountRow("Intereses", redondear_al_peso(other.interes), ours.interes)
    if other.total is not None:
        yield AmountRow("Total", redondear_al_peso(other.total), ours.total)


def _causes(found: Comparacion) -> Iterator[tuple[str, Explicacion]]:
    for number, explanation in enumerate(found.explicaciones[:PRIMEROS]):
        yield (
            ("También sale si" if number else "La otra cifra sale exacta si"),
            (explanation),
        )
    if not found.explicaciones and found.cercana and found.cercana.supuestos:
        yield "Se acerca si", found.cercana
