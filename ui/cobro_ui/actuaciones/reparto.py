"""*Repartir*: many cases among several people, each to who has the least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import cantidad, miles
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.ports import ShareRequest
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import Acts, Person
    from cobro_ui.ports import Shell


class ShareDialog(ActDialog):
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
        self._effects = data_label(wrap=True)
        self.ask("&Entre quiénes", self.people, "Marque a quienes los van a trabajar.")
        self._reason = self.ask(
            "&Motivo", self.reason, "Queda en cada expediente que cambia de manos."
        )
        self._reason.show(wanted=False)
        self.column.addWidget(self._effects)
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

    @Slot()
    @override
    def look_ahead(self) -> None:
        self._effects.setText("")
        if self.ready():
            request, acts = self._request(), self._acts
            self.read(
                "efectos",
                lambda: acts.preview_share(request),
                self._show_effects,
                self._show_refusal,
            )

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

    def _show_effects(self, sentences: Sequence[str]) -> None:
        restyle(self._effects, "tone", "")
        self._effects.setText("\n".join(f"• {text}" for text in sentences))

    def _show_refusal(self, error: BaseException) -> None:
        restyle(self._effects, "tone", "danger")
        said = error.mensaje if isinstance(error, UserError) else str(error)
        self._effects.setText(said)
