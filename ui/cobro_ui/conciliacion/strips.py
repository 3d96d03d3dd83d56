"""The totals of both sides, and the causes of what they differ in."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.domain.conciliacion import NOMBRES, CausaDiferencia, Cifras
from cobro_desktop.formats import miles, pesos
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.services.conciliacion.comparacion import Conciliacion
    from cobro_ui.theme.theme import Theme

DIFFERENT: Final = ""
"""Besides the causes: every debt on which the sides differ."""
_ACROSS: Final = 5
"""At most, in a row."""


class TotalsStrip(QWidget):
    """What collection says, what the books say, and the difference."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.figures = [data_label(part="figure") for _ in range(3)]
        self._splits = [data_label(part="muted") for _ in range(3)]
        for title, figure, split in zip(
            ("En cobro", "En libros", "Diferencia"),
            self.figures,
            self._splits,
            strict=True,
        ):
            frame = QFrame()
            set_part(frame, "card")
            column = QVBoxLayout(frame)
            column.setContentsMargins(12, 6, 12, 6)
            column.setSpacing(1)
            column.addWidget(label(title, "muted"))
            column.addWidget(figure)
            column.addWidget(split)
            figure.setAccessibleName(title)
            layout.addWidget(frame, 1)

    def show_totals(self, found: Conciliacion) -> None:
        """Show the totals of both sides."""
        ours, books = found.cobro, found.libros
        gap = Cifras(ours.capital - books.capital, ours.intereses - books.intereses)
        sides = (ours, books, gap)
        for side, figure, split in zip(sides, self.figures, self._splits, strict=True):
            figure.setText(pesos(side.total))
            split.setText(
                f"Capital {pesos(side.capital)} · intereses y gastos "
                f"{pesos(side.intereses)}"
            )


class CauseStrip(QWidget):
    """A button per cause that there is; one is chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.buttons: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)

    def show_causes(self, found: Conciliacion) -> None:
        """Offer the causes, with their debts and their pesos."""
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        causes = list(_causes(found))
        across = ceil(len(causes) / ceil(len(causes) / _ACROSS))
        for place, (key, title, count, total) in enumerate(causes):
            said = f"{miles(count)} · {pesos(total)}"
            button = QPushButton(f"{title}\n{said}")
            button.setCheckable(True)
            button.setAccessibleName(f"{title}: {said}")
            button.setToolTip(title)
            policy = QSizePolicy.Policy
            button.setSizePolicy(policy.Expanding, policy.Preferred)
            button.setMinimumHeight(self._theme.scaled(46))
            set_part(button, "band")
            button.clicked.connect(lambda _on=False, k=key: self.choose(k))
            self.buttons[key] = button
            self._grid.addWidget(button, place // across, place % across)

    def choose(self, key: str) -> None:
        """Choose a cause; one that there is no more becomes all the differences."""
        wanted = key if key in self.buttons else DIFFERENT
        for each, button in self.buttons.items():
            button.setChecked(each == wanted)
        self.chosen.emit(wanted)


def _causes(found: Conciliacion) -> Iterator[tuple[str, str, int, int]]:
    """Yield the key, title, debts and centavos of each button; what agrees, last."""
    yield DIFFERENT, "Con diferencia", len(found.diferencias), found.diferencia
    sums = found.por_causa()
    for total in sorted(sums, key=lambda s: s.causa is CausaDiferencia.COINCIDE):
        yield str(total.causa), NOMBRES[total.causa], total.partidas, total.diferencia
