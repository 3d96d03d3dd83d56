"""The readings of the law of an entity, each with its norm and who chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import COLOMBIA, fecha_corta
from cobro_ui.widgets.calm_combo import CalmCombo
from cobro_ui.widgets.key_values import clear_layout
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.parametros.elecciones import OpcionVigente
    from cobro_ui.theme.theme import Theme


class SwitchesView(QWidget):
    """A card per switch; nothing changes until its own button is pressed."""

    chosen = Signal(str, str, str)
    """(key, reading, what it rests on)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: dict[str, SwitchCard] = {}
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))
        self.setAccessibleName("Lecturas de la ley")

    def show_switches(self, switches: Sequence[OpcionVigente]) -> None:
        """Replace what is shown."""
        clear_layout(self._column)
        self._cards = {}
        for switch in switches:
            shown = SwitchCard(switch, self._theme)
            shown.chosen.connect(self.chosen)
            self._cards[switch.opcion.clave] = shown
            self._column.addWidget(shown)
        self._column.addStretch()

    def card(self, clave: str) -> SwitchCard:
        """Return the card of a switch."""
        return self._cards[clave]


class SwitchCard(QFrame):
    """A switch: its readings, and what to say when another is chosen."""

    chosen = Signal(str, str, str)

    def __init__(self, switch: OpcionVigente, theme: Theme) -> None:
        super().__init__()
        set_part(self, "card")
        self._switch = switch
        opcion = switch.opcion
        self.readings = CalmCombo()
        self.readings.setAccessibleName(opcion.etiqueta)
        self.readings.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow
        )
        for reading in opcion.valores:
            self.readings.addItem(reading.etiqueta, reading.valor)
        self.readings.setCurrentIndex(self.readings.findData(switch.valor))
        self.ground = QLineEdit()
        self.ground.setAccessibleName("Sustento del cambio")
        self.ground.setPlaceholderText("¿En qué se apoya? Concepto, circular, acta…")
        self.save = QPushButton("Cambiar la lectura")
        set_part(self.save, "main")
        self._back = QPushButton("Dejar como estaba")
        self._bar = QWidget()
        self._build(theme)
        self._changed()

    def _build(self, theme: Theme) -> None:
        opcion = self._switch.opcion
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        name = label(opcion.etiqueta, "heading", wrap=True)
        name.setBuddy(self.readings)
        column.addWidget(name)
        line = QHBoxLayout()
        self.readings.setMaximumWidth(theme.scaled(560))
        line.addWidget(self.readings)
        line.addStretch()
        column.addLayout(line)
        notes = (f"{opcion.norma}.", opcion.nota)
        text = " ".join(note for note in notes if note.strip("."))
        column.addWidget(label(text, "muted", wrap=True))
        whose = label(_whose(self._switch), "muted", wrap=True)
        if self._switch.eleccion is not None:
            restyle(whose, "tone", "accent")
        column.addWidget(whose)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 4, 0, 0)
        bar.addWidget(self.ground, 1)
        bar.addWidget(self._back)
        bar.addWidget(self.save)
        column.addWidget(self._bar)
        self.readings.currentIndexChanged.connect(self._changed)
        self._back.clicked.connect(self._restore)
        self.save.clicked.connect(self._choose)

    @Slot()
    def _changed(self) -> None:
        self._bar.setVisible(self.readings.currentData() != self._switch.valor)

    @Slot()
    def _restore(self) -> None:
        self.readings.setCurrentIndex(self.readings.findData(self._switch.valor))

    @Slot()
    def _choose(self) -> None:
        self.save.setEnabled(False)
        reading = str(self.readings.currentData())
        clave = self._switch.opcion.clave
        kept = "" if reading == self._switch.perfil else reading
        self.chosen.emit(clave, kept, self.ground.text().strip())


def _whose(switch: OpcionVigente) -> str:
    chosen = switch.eleccion
    if chosen is None:
        return "Como viene con el programa."
    day = fecha_corta(chosen.en.astimezone(COLOMBIA).date())
    ground = f" {chosen.sustento}." if chosen.sustento else ""
    profile = switch.opcion.etiqueta_de(switch.perfil)
    return f"Lo escogió {chosen.por} el {day}.{ground} El perfil dice: {profile}."
