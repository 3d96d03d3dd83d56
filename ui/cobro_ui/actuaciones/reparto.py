"""*Repartir*: many cases among several people, each to who has the least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from cobro_desktop.formats import cantidad, miles
from cobro_ui.actuaciones.ports import ShareRequest
from cobro_ui.actuaciones.previsto import ForeseeingDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import Acts, Person
    from cobro_ui.ports import Shell


class ShareDialog(ForeseeingDialog):
    """People with a mark beside each; says how many each would get."""

    def __init__(
        self, acts: Acts, expedientes: Sequence[int], shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Repartir expedientes", shell, parent)
        self._acts = acts
        self._ids = tuple(expedientes)
        self._held = 0
        self.people = QListWidget()
        self.people.setFixedHeight(shell.theme.scaled(180))
        self.reason = QLineEdit()
        self.ask("&Entre quiénes", self.people, "Marque a quienes los van a trabajar.")
        self._reason = self.ask(
            "&Motivo", self.reason, "Queda en cada expediente que cambia de manos."
        )
        self._reason.show(wanted=False)
        self.column.addWidget(self.effects)
        self.people.itemChanged.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.blocked = False
        self.about(cantidad(len(self._ids), "expediente"))
        ids = self._ids
        self.read("personas", acts.people, self._offer)
        self.read("responsables", lambda: acts.assigned(ids), self._show_now)

    @override
    def button(self) -> str:
        return f"&Repartir {miles(len(self._ids))} expedientes"

    @override
    def ready(self) -> bool:
        return bool(self._chosen())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        request, acts = self._request(), self._acts
        return lambda progress: acts.share(request, progress)

    @override
    def foresee(self) -> Callable[[], Sequence[str]]:
        request, acts = self._request(), self._acts
        return lambda: acts.preview_share(request)

    def choose(self, *logins: str) -> None:
        """Mark people as if the person had."""
        for row in range(self.people.count()):
            item = self.people.item(row)
            marked = item.data(Qt.ItemDataRole.UserRole) in logins
            state = Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked
            item.setCheckState(state)

    def _chosen(self) -> tuple[str, ...]:
        items = (self.people.item(row) for row in range(self.people.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _request(self) -> ShareRequest:
        return ShareRequest(self._ids, self._chosen(), self.reason.text().strip())

    def _offer(self, people: Sequence[Person]) -> None:
        for person in people:
            post = f" · {person.cargo}" if person.cargo else ""
            item = QListWidgetItem(f"{person.nombre}{post}")
            item.setData(Qt.ItemDataRole.UserRole, person.login)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.people.addItem(item)
        self.answered()

    def _show_now(self, now: Mapping[int, str]) -> None:
        self._reason.show(wanted=bool(now))
        held = cantidad(len(now), "ya tiene responsable", "ya tienen responsable")
        text = cantidad(len(self._ids), "expediente")
        self.about(text, f"{held}." if now else "Ninguno está repartido.")
