"""A datum of step 2: its column, how sure that is, and examples of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout

from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.calm_combo import CalmCombo
from cobro_ui.widgets.elided import ElidedLabel
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.importacion.mirada import ColumnaVista, Vista
    from cobro_ui.theme.theme import Theme

SURE, LIKELY = 85, 60
GIVEN = Mark("Elegida por usted", Icon.CHECK, Tone.ACCENT)
SAFE = Mark("Segura", Icon.OK, Tone.OK, "Por el título de la columna y sus celdas.")
PROBABLE = Mark("Probable", Icon.INFO, Tone.NEUTRAL, "Compruebe los ejemplos.")
DOUBTFUL = Mark("Compruébela", Icon.WARNING, Tone.WARN, "Su título es otro.")
SPARE = Mark("Sirve otra", Icon.OK, Tone.OK, "Se toma de la columna de otro dato.")
NEEDED = Mark("Falta", Icon.ERROR, Tone.DANGER, "Sin este dato no se puede importar.")
LEFT = Mark("No se trae", Icon.CANCEL, Tone.ACCENT, "Usted dijo que no está.")
ABSENT = Mark("No está", Icon.PENDING, Tone.MUTED)


class ColumnLine(QObject):
    """The line of a datum, in the grid of all of them."""

    chosen = Signal(str, str)
    """(field, letters of the column; empty when none is it)."""

    def __init__(
        self,
        name: str,
        text: str,
        columns: Sequence[ColumnaVista],
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.title = label(text)
        self.combo = _combo(columns)
        self.combo.setAccessibleName(f"Columna de {text}")
        self.combo.activated.connect(self._choose)
        self.title.setBuddy(self.combo)
        self.mark = ABSENT
        self._badge = Badge(ABSENT, theme)
        self._sample = ElidedLabel("muted")

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Stand in a row of the grid."""
        parts = (self.title, self.combo, self._badge, self._sample)
        for place, widget in enumerate(parts):
            grid.addWidget(widget, row, place)

    def show_column(self, column: ColumnaVista | None, mark: Mark, spare: str) -> None:
        """Show where the datum is; `spare` names the one that serves for it."""
        self.mark = mark
        self._badge.set_mark(mark)
        letters = column.letra if column else ""
        self.combo.setCurrentIndex(max(self.combo.findData(letters), 0))
        examples = column.ejemplos if column else ()
        text = f"Se toma de «{spare}»." if mark is SPARE else " · ".join(examples)
        self._sample.setText(text)
        self._sample.setToolTip("\n".join(examples))

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.chosen.emit(self._name, self.combo.itemData(number))


def mark_of(
    name: str, column: ColumnaVista | None, view: Vista, fixed: Mapping[str, str]
) -> Mark:
    """Say how sure the column of a datum is, or what it means that it has none."""
    if column is None:
        spared = any(name == lacking for lacking, _ in view.respaldos)
        if name in view.faltan:
            return NEEDED
        return SPARE if spared else LEFT if name in fixed else ABSENT
    if name in fixed:
        return GIVEN
    words = f"Confianza: {column.confianza} de 100."
    mark = SAFE if column.confianza >= SURE else DOUBTFUL
    if LIKELY < column.confianza < SURE:
        mark = PROBABLE
    return mark._replace(
        word=f"{mark.word} · {column.confianza} %", detail=f"{words} {mark.detail}"
    )


def _combo(columns: Sequence[ColumnaVista]) -> QComboBox:
    combo = CalmCombo()
    combo.setMinimumContentsLength(16)
    combo.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    combo.addItem("No está en la hoja", "")
    for column in columns:
        title = " ".join(column.titulo.split()) or "(sin título)"
        combo.addItem(f"{column.letra} · {title}", column.letra)
    return combo
