"""*Comité*: who sat and what it says of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.domain.partida import Recomendacion
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.cartera.comite import Dictamen, RegistrarSesion
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.cartera.words import what
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.layouts import scrolled
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.cartera.lectura import Partida, Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.ports import Shell


class _Line:
    """An item, its cause verified or not, and what is said of it."""

    def __init__(self, item: Partida) -> None:
        self.item = item
        self.verified = QCheckBox("Causal &verificada")
        self.said = QComboBox()
        self.said.addItem("Sin decidir", "")
        for one in Recomendacion:
            self.said.addItem(one.nombre, str(one))
        self.why = QLineEdit()
        self.why.setPlaceholderText("Razón, o el soporte que falta")
        name = item.nombre
        self.verified.setAccessibleName(f"Causal verificada de {name}")
        self.said.setAccessibleName(f"Recomendación de {name}")
        self.why.setAccessibleName(f"Razón de {name}")
        self.said.setCurrentIndex(max(self.said.findData(item.decision), 0))
        self.verified.setChecked(item.decision == Recomendacion.RECOMIENDA)
        self.why.setText(item.razon)

    def dictamen(self) -> Dictamen | None:
        """Return what is said, if something is."""
        value = str(self.said.currentData())
        if not value:
            return None
        return Dictamen(
            Recomendacion(value), self.verified.isChecked(), self.why.text()
        )

    def problem(self) -> str:
        """Say what is missing of the line."""
        said = self.dictamen()
        if said is None:
            return "falta la recomendación"
        if said.recomendacion is Recomendacion.RECOMIENDA:
            return "" if said.verificada else "no se recomienda lo que no se verificó"
        return "" if said.razon.strip() else "falta la razón"


class SessionDialog(ActDialog):
    """A line for each item; the button waits until all have their word."""

    def __init__(
        self, view: Vista, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Sesión del comité", shell, parent)
        self._view, self._source = view, source
        self.blocked = False
        self.about(f"{view.numero} · {view.nombre}")
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        self.president, self.secretary, self.place = (
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
        )
        self.others = QLineEdit()
        self._day = self.ask("&Fecha", self.day)
        self.ask("&Preside", self.president)
        self.ask("&Secretaría", self.secretary)
        self.ask("&Lugar", self.place)
        self.ask("&Otros asistentes", self.others, "Separados por punto y coma.")
        self.lines = [_Line(item) for item in view.partidas]
        self._missing = label(part="muted", wrap=True)
        self._lay_lines()
        for signal in (
            self.day.changed,
            self.president.textChanged,
            self.secretary.textChanged,
        ):
            signal.connect(self.answered)
        self.answered()

    def _lay_lines(self) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for row, line in enumerate(self.lines):
            top = 3 * row
            grid.addWidget(data_label(line.item.nombre, wrap=True), top, 0, 1, 3)
            about = f"{pesos(line.item.capital)} · {what(line.item)}"
            grid.addWidget(label(about, "muted", wrap=True), top + 1, 0, 1, 3)
            grid.addWidget(line.verified, top + 2, 0)
            grid.addWidget(line.said, top + 2, 1)
            grid.addWidget(line.why, top + 2, 2)
            line.verified.toggled.connect(self.answered)
            line.said.currentIndexChanged.connect(self.answered)
            line.why.textChanged.connect(self.answered)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(3 * len(self.lines), 1)
        area = scrolled(box)
        scaled = self.shell.theme.scaled
        area.setMinimumHeight(scaled(min(100 * max(len(self.lines), 1) + 8, 300)))
        self.setMinimumWidth(scaled(760))
        self.column.addWidget(area)
        self.column.addWidget(self._missing)

    @override
    def button(self) -> str:
        return "&Registrar la sesión"

    @override
    def ready(self) -> bool:
        day, today = self.day.value(), self.shell.today
        late = day is not None and day > today
        problem = f"No puede pasar de hoy, {fecha_larga(today)}." if late else ""
        self._day.tell(problem or self.day.problem())
        wrong = [
            f"{line.item.expediente}: {text}"
            for line in self.lines
            if (text := line.problem())
        ]
        more = f" y {len(wrong) - 3} más" if len(wrong) > 3 else ""
        self._missing.setText("; ".join(wrong[:3]) + more)
        self._missing.setVisible(bool(wrong))
        sat = self.president.text().strip() and self.secretary.text().strip()
        return bool(sat and day is not None and not late and not wrong)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        day = self.day.value()
        assert day is not None, "ready() holds it"
        said = {line.item.id: line.dictamen() for line in self.lines}
        command = RegistrarSesion(
            corrida_id=self._view.id,
            fecha=day,
            presidente=self.president.text(),
            secretario=self.secretary.text(),
            asistentes=tuple(self.others.text().split(";")),
            dictamenes={item: one for item, one in said.items() if one is not None},
            lugar=self.place.text(),
            version=self._view.version,
        )
        source = self._source
        return lambda _progress: source.sit(command)
