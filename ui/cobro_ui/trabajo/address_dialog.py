"""*Dirección*: a new way to reach a debtor, or why one is no good any more (F80)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.trabajo.ports import NewAddress
from cobro_ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.ports import Shell
    from cobro_ui.reads_case import DeudorLine
    from cobro_ui.trabajo.ports import WorkSource

KINDS = (
    ("direccion", "Dirección"),
    ("correo", "Correo electrónico"),
    ("telefono", "Teléfono"),
)


class AddressDialog(ActDialog):
    """Asks whose it is, what, where it was learnt and since when."""

    def __init__(
        self,
        source: WorkSource,
        case: tuple[int, Sequence[DeudorLine]],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Agregar dirección", shell, parent)
        self._source = source
        self._case, people = case
        self.person = QComboBox()
        self.kind = QComboBox()
        self.text = QLineEdit()
        self.town = QLineEdit()
        self.origin = QLineEdit()
        self.since = DateField(shell.days, shell.theme)
        self.since.set_value(shell.today)
        self.change = QCheckBox("El deudor informó que cambió de dirección")
        fill_options(self.person, [(_number(p), p.nombre) for p in people])
        fill_options(self.kind, KINDS)
        self.ask("&De quién", self.person)
        self.ask("C&lase", self.kind)
        self.ask("D&ato", self.text, "Como lo informó quien lo dio.")
        self._town = self.ask("M&unicipio", self.town)
        self.ask("&Fuente", self.origin, "RUES, carta del deudor, respuesta de la EPS…")
        self.ask("D&esde", self.since)
        self.ask(
            "Ca&mbio",
            self.change,
            "La anterior sigue siendo válida tres meses (ET, art. 563).",
        )
        for field in (self.text, self.origin):
            field.textChanged.connect(self.answered)
        self.kind.currentIndexChanged.connect(self.answered)
        self.since.changed.connect(self.answered)
        self.blocked = False
        self.about("Queda en la historia del deudor, con su fuente y su fecha.")
        self.answered()

    @override
    def button(self) -> str:
        return "A&gregar dirección"

    @override
    def ready(self) -> bool:
        self._town.show(wanted=self.kind.currentData() == "direccion")
        written = self.text.text().strip() and self.origin.text().strip()
        return bool(written) and self.since.value() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, case = self._source, self._case
        address = NewAddress(
            str(self.person.currentData() or ""),
            str(self.kind.currentData()),
            self.text.text().strip(),
            self.town.text().strip(),
            self.origin.text().strip(),
            self.since.value() or self.shell.today,
            self.change.isChecked(),
        )
        return lambda _progress: source.add_address(case, address)


class CloseAddressDialog(ActDialog):
    """Asks which address is no good any more, why, and since when."""

    def __init__(
        self,
        source: WorkSource,
        case: tuple[int, Sequence[DeudorLine]],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Cerrar una dirección", shell, parent)
        self._source = source
        self._case, people = case
        self._open_ones = [
            (person, place)
            for person in people
            for place in person.direcciones
            if place.hasta is None
        ]
        self.which = QComboBox()
        self.cause = QComboBox()
        self.cause.setEditable(True)
        self.day = DateField(shell.days, shell.theme)
        self.day.set_value(shell.today)
        names = dict(KINDS)
        fill_options(
            self.which,
            [
                (str(n), f"{names[place.clase]}: {place.texto} · {person.nombre}")
                for n, (person, place) in enumerate(self._open_ones)
            ],
        )
        self.ask("C&uál", self.which)
        self.ask("&Por qué", self.cause, "Una de la lista, o lo que anotó el correo.")
        self.ask("D&esde", self.day)
        self.cause.editTextChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.blocked = not self._open_ones
        about = "Deja de ofrecerse al escribir y notificar; queda en la historia."
        empty = "No hay ninguna dirección vigente que cerrar."
        self.about(about if self._open_ones else empty)
        number = self._case
        self.read("causas", lambda: source.return_causes(number), self._offer)
        self.answered()

    @override
    def button(self) -> str:
        return "Ce&rrar dirección"

    @override
    def ready(self) -> bool:
        chosen = self._open_ones and self.cause.currentText().strip()
        return bool(chosen) and self.day.value() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, case = self._source, self._case
        person, place = self._open_ones[int(self.which.currentData())]
        address = NewAddress(
            _number(person),
            place.clase,
            place.texto,
            "",
            "",
            self.day.value() or self.shell.today,
            cambio=False,
        )
        cause = self.cause.currentText().strip()
        return lambda _progress: source.close_address(case, address, cause)

    def _offer(self, causes: Sequence[str]) -> None:
        self.cause.addItems(list(causes))
        self.cause.setCurrentIndex(-1)


def _number(person: DeudorLine) -> str:
    """Return the number of a document as it is kept: no points, no check digit."""
    _, _, written = person.identificacion.partition(" ")
    return written.split("-")[0].replace(".", "")
