"""Step 2: which column is each datum, how sure that is, and the profile to keep it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.expediente.tab import scrolled
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.badge import Badge
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.importacion.mirada import ColumnaVista, Vista
    from cobro_ui.ports import Shell

SURE, LIKELY = 85, 60
GIVEN = Mark("Elegida por usted", Icon.CHECK, Tone.ACCENT)
SAFE = Mark("Segura", Icon.OK, Tone.OK, "Por el título de la columna y sus celdas.")
PROBABLE = Mark("Probable", Icon.INFO, Tone.NEUTRAL, "Compruebe los ejemplos.")
DOUBTFUL = Mark("Compruébela", Icon.WARNING, Tone.WARN, "Su título es otro.")
NEEDED = Mark("Falta", Icon.ERROR, Tone.DANGER, "Sin este dato no se puede importar.")
ABSENT = Mark("No está", Icon.PENDING, Tone.MUTED)


class MappingPage(QWidget):
    """A line per datum: its column, how sure, examples of its cells."""

    chosen = Signal(str, str)
    """(field, letters of the column)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._theme = shell.theme
        self.combos: dict[str, QComboBox] = {}
        self.marks: dict[str, Mark] = {}
        self.missing = MessagePanel(shell.theme)
        self.keep = QCheckBox("&Guardar estas columnas como perfil de quien lo envía:")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Por ejemplo: Financiera, cuadro mensual")
        self.name.setAccessibleName("Nombre del perfil")
        self.name.setEnabled(False)
        self.name.setMaxLength(80)
        self.keep.toggled.connect(self.name.setEnabled)
        self.keep.toggled.connect(self._focus_name)
        self._area = scrolled(QWidget())
        text = (
            "Cada dato se reconoce por el título de su columna y por lo que contiene. "
            "Si uno no es, elija su columna."
        )
        bottom = QHBoxLayout()
        bottom.addWidget(self.keep)
        bottom.addWidget(self.name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.missing)
        layout.addWidget(self._area, 1)
        layout.addLayout(bottom)

    @property
    def profile(self) -> str:
        """The name under which to keep the columns; empty to keep nothing."""
        return self.name.text().strip() if self.keep.isChecked() else ""

    def show_view(
        self,
        view: Vista,
        fields: Sequence[tuple[str, str]],
        needed: Sequence[str],
        fixed: Mapping[str, str],
    ) -> None:
        """Show the columns of a file; what is found stands first, in its order."""
        self.combos, self.marks = {}, {}
        found = {c.campo: c for c in view.columnas if c.campo}
        by_letter = {c.letra: c for c in view.columnas}
        given = {name: by_letter[at] for name, at in fixed.items() if at in by_letter}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for column, stretch in ((1, 3), (3, 4)):
            grid.setColumnStretch(column, stretch)
        for column, text in enumerate(("Dato", "Columna", "¿Es?", "Ejemplos")):
            grid.addWidget(label(text, "muted"), 0, column)
        order = sorted(fields, key=lambda f: _rank(f[0], {*found, *given}, needed))
        for row, (name, text) in enumerate(order, start=1):
            column_of = given.get(name) or found.get(name)
            mark = _mark(name, column_of, needed, given)
            self._add(grid, row, (name, text), view, column_of, mark)
        body = QWidget()
        body.setLayout(grid)
        grid.setRowStretch(len(order) + 1, 1)
        self._area.setWidget(body)
        self._tell_missing(fields, needed)

    def _add(  # a line of the grid
        self,
        grid: QGridLayout,
        row: int,
        field: tuple[str, str],
        view: Vista,
        column: ColumnaVista | None,
        mark: Mark,
    ) -> None:
        name, text = field
        combo = _combo(view.columnas, column.letra if column else "")
        combo.setAccessibleName(f"Columna de {text}")
        combo.activated.connect(partial(self._choose, name))
        title = label(text)
        title.setBuddy(combo)
        sample = label(" · ".join(column.ejemplos) if column else "", "muted")
        sample.setToolTip("\n".join(column.ejemplos) if column else "")
        sample.setMinimumWidth(1)
        for place, widget in enumerate(
            (title, combo, Badge(mark, self._theme), sample)
        ):
            grid.addWidget(widget, row, place)
        self.combos[name], self.marks[name] = combo, mark

    def _tell_missing(
        self, fields: Sequence[tuple[str, str]], needed: Sequence[str]
    ) -> None:
        lacking = [t for n, t in fields if n in needed and self.marks[n] is NEEDED]
        if not lacking:
            self.missing.hide()
            return
        names = ", ".join(f"«{text}»" for text in lacking)
        text = f"Falta decir en qué columna está {names}. Sin eso no se puede importar."
        self.missing.tell(text, Tone.WARN)

    def _choose(self, field: str, number: int) -> None:
        letters = self.combos[field].itemData(number)
        if letters:
            self.chosen.emit(field, letters)

    @Slot(bool)
    def _focus_name(self, checked: bool) -> None:  # noqa: FBT001  # Qt's signal
        if checked:
            self.name.setFocus()


def _mark(
    name: str,
    column: ColumnaVista | None,
    needed: Sequence[str],
    given: Mapping[str, ColumnaVista],
) -> Mark:
    if name in given:
        return GIVEN
    if column is None:
        return NEEDED if name in needed else ABSENT
    words = f"Confianza: {column.confianza} de 100."
    mark = SAFE if column.confianza >= SURE else DOUBTFUL
    if LIKELY < column.confianza < SURE:
        mark = PROBABLE
    return mark._replace(
        word=f"{mark.word} · {column.confianza} %", detail=f"{words} {mark.detail}"
    )


def _rank(
    name: str, found: set[str | None], needed: Sequence[str]
) -> tuple[bool, bool]:
    """Put first what is needed and is not there, then what was found."""
    lacking = name in needed and name not in found
    return not lacking, name not in found


def _combo(columns: Sequence[ColumnaVista], letters: str) -> QComboBox:
    combo = QComboBox()
    combo.setMinimumContentsLength(16)
    combo.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    if not letters:
        combo.addItem("No está en la hoja", "")
    for column in columns:
        title = " ".join(column.titulo.split()) or "(sin título)"
        combo.addItem(f"{column.letra} · {title}", column.letra)
    combo.setCurrentIndex(max(combo.findData(letters), 0))
    return combo
