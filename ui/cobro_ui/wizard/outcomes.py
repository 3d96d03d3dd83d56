"""The outcomes of an activity, and where each one leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.models.columns import ESTADOS
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from cobro_desktop.domain.procedimiento import Procedimiento, Salida
    from cobro_desktop.services.pasos import Paso
    from cobro_ui.theme.theme import Theme


class OutcomeChoice(QWidget):
    """The activity's own outcomes; the common ones unfold on demand."""

    changed = Signal()

    def __init__(self, paso: Paso, theme: Theme) -> None:
        super().__init__()
        procedimiento, salidas = paso.procedimiento, paso.salidas
        self._group = QButtonGroup(self)
        self._values: list[str] = []
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        own = {s.resultado for s in paso.actividad.salidas}
        for salida in salidas:
            if salida.resultado in own:
                self._add(self._layout, salida, procedimiento)
        self._others = QWidget()
        others = QVBoxLayout(self._others)
        others.setContentsMargins(0, 0, 0, 0)
        self._own = tuple(self._values)
        common = [s for s in salidas if s.resultado not in own]
        for salida in common:
            self._add(others, salida, procedimiento)
        self._unfold = QPushButton("Otras formas de terminar el cobro…")
        set_part(self._unfold, "link")
        self._unfold.clicked.connect(self._show_others)
        self._unfold.setVisible(bool(common))
        self._layout.addWidget(self._unfold)
        self._layout.addWidget(self._others)
        self._others.hide()
        self._group.buttonToggled.connect(self._toggled)

    def value(self) -> str:
        """Return the chosen outcome; empty while there is none."""
        chosen = self._group.checkedId()
        return self._values[chosen] if chosen >= 0 else ""

    @property
    def only(self) -> str:
        """The activity's own outcome, when it has just one."""
        return self._own[0] if len(self._own) == 1 else ""

    def set_value(self, resultado: str) -> None:
        """Choose an outcome by its name."""
        if resultado not in self._values:
            return
        button = self._group.button(self._values.index(resultado))
        button.setChecked(True)
        if not button.isVisibleTo(self):
            self._show_others()

    def _add(
        self, layout: QVBoxLayout, salida: Salida, procedimiento: Procedimiento
    ) -> None:
        button = QRadioButton(salida.etiqueta.replace("&", "&&"))
        where = destination(salida, procedimiento)
        button.setAccessibleDescription(where)
        self._group.addButton(button, len(self._values))
        self._values.append(salida.resultado)
        words = f"{salida.ayuda} {where}".strip()
        note = label(words, "muted", wrap=True)
        note.setIndent(self._theme.scaled(28))
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(button)
        box.addWidget(note)
        layout.addLayout(box)

    @Slot()
    def _show_others(self) -> None:
        self._unfold.hide()
        self._others.show()

    @Slot(QAbstractButton, bool)
    def _toggled(self, _button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001
        if checked:
            self.changed.emit()


def destination(salida: Salida, procedimiento: Procedimiento) -> str:
    """Say where an outcome leads."""
    if salida.fin is not None:
        return f"Termina el expediente: {ESTADOS.get(salida.fin, salida.fin).lower()}."
    if salida.permanece:
        return "El expediente sigue en esta actividad."
    if salida.regresa:
        return "Vuelve a la actividad de donde vino."
    siguiente = procedimiento.actividades[str(salida.siguiente)]
    stop = "" if siguiente.nombre.endswith(".") else "."
    return f"Pasa a {siguiente.id} · {siguiente.nombre}{stop}"
