"""*Oficinas*: which there are, and to which each person belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import miles
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.models.table import Field
from cobro_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.trabajo.oficinas import Oficina
    from cobro_ui.ports import Shell
    from cobro_ui.trabajo.ports import PersonOffices, WorkSource

_CLASES = {
    "central": "Nivel central",
    "delegacion": "Delegación",
    "distrital": "Distrital",
}
FIELDS: tuple[Field[Oficina], ...] = (
    Field("Oficina", lambda o: o.nombre, 290),
    Field("Clase", lambda o: _CLASES.get(o.clase, o.clase), 110),
    Field("Expedientes", lambda o: miles(o.expedientes), 90, figure=True),
    Field("Personas", lambda o: ", ".join(o.personas) or "Ninguna", 150),
    Field("También la ven", lambda o: ", ".join(o.encargadas), 140),
)
_FREE = "Ninguna: ve los expedientes de todas"


class OfficesDialog(ActDialog):
    """Who sees what; and a new office."""

    def __init__(self, source: WorkSource, shell: Shell, parent: QWidget) -> None:
        super().__init__("Oficinas", shell, parent)
        self._source = source
        self._people: dict[str, PersonOffices] = {}
        self.table: RowsTable[Oficina] = RowsTable("Oficinas", FIELDS, shell.theme)
        self.table.setFixedHeight(shell.theme.scaled(190))
        self.person = QComboBox()
        self.own = QComboBox()
        self.others = QListWidget()
        self.others.setFixedHeight(shell.theme.scaled(120))
        self.new = QLineEdit()
        self.create_it = QPushButton("C&rear")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.new, 1)
        line.addWidget(self.create_it)
        row.setFocusProxy(self.new)
        self.ask("&Nueva oficina", row, "El nombre con que la citan los documentos.")
        self.ask("&Persona", self.person)
        self.ask("P&ertenece a", self.own)
        self.ask("&También ve", self.others, "Las que además se le encargan.")
        layout = self.layout()
        assert layout is not None
        self.column.addWidget(self.table)
        self.create_it.clicked.connect(self._create)
        self.new.textChanged.connect(self._typed)
        self.person.currentIndexChanged.connect(self._chosen)
        self.own.currentIndexChanged.connect(self.answered)
        self.others.itemChanged.connect(self.answered)
        self.setMinimumWidth(shell.theme.scaled(760))
        self.resize(shell.theme.scaled(820), 0)
        self.blocked = False
        self.about(
            "Cada persona ve y trabaja los expedientes de sus oficinas",
            "La administración y la jefatura del nivel central ven todas.",
        )
        self._typed()
        self._read()

    @override
    def button(self) -> str:
        return "&Guardar oficinas de la persona"

    @override
    def ready(self) -> bool:
        return bool(self._login()) and self.own.count() > 0

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, login = self._source, self._login()
        own = self.own.currentData()
        others = self._marked()
        number = int(own) if own else None
        return lambda _progress: source.give_offices(login, number, others)

    def _login(self) -> str:
        return str(self.person.currentData() or "")

    def _marked(self) -> tuple[int, ...]:
        items = (self.others.item(n) for n in range(self.others.count()))
        return tuple(
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _read(self) -> None:
        source = self._source
        self.read(
            "oficinas", lambda: (source.offices(), source.people()), self._show_all
        )

    def _show_all(
        self, found: tuple[Sequence[Oficina], Sequence[PersonOffices]]
    ) -> None:
        offices, people = found
        self._people = {person.login: person for person in people}
        self.table.rows.show_rows(offices)
        options = [("", _FREE), *((str(o.id), o.nombre) for o in offices)]
        fill_options(self.own, options)
        self.others.blockSignals(True)  # noqa: FBT003
        self.others.clear()
        for office in offices:
            item = QListWidgetItem(office.nombre)
            item.setData(Qt.ItemDataRole.UserRole, office.id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.others.addItem(item)
        self.others.blockSignals(False)  # noqa: FBT003
        fill_options(self.person, [(p.login, p.nombre) for p in people])
        self._chosen()

    def _chosen(self) -> None:
        person = self._people.get(self._login())
        if person is None:
            return
        self.own.setCurrentIndex(max(0, self.own.findData(str(person.propia or ""))))
        for number in range(self.others.count()):
            item = self.others.item(number)
            marked = item.data(Qt.ItemDataRole.UserRole) in person.otras
            state = Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.answered()

    def _typed(self) -> None:
        self.create_it.setEnabled(bool(self.new.text().strip()))

    def _create(self) -> None:
        source, name = self._source, self.new.text().strip()
        self.create_it.setEnabled(False)
        self.shell.jobs.writer.start(
            lambda _progress: source.create_office(name),
            on_done=self._created,
            on_error=self.message.show_error,
            title="Crear oficina",
        )

    def _created(self, changes: Changes) -> None:
        self.new.clear()
        self.message.tell(changes.resumen)
        self._read()
