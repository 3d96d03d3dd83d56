"""*Asignar*: who works a case, or many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from cobro_desktop.formats import cantidad, miles
from cobro_ui.actuaciones.choices import literal, shortened, tame
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.ports import AssignRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase, Acts, Person
    from cobro_ui.ports import Shell

_WHY = "Este cambio queda en el expediente con su motivo."


class AssignDialog(ActDialog):
    """A person; and the reason, where somebody else had the case."""

    def __init__(
        self, acts: Acts, expedientes: Sequence[int], shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Asignar", shell, parent)
        self._acts = acts
        self._ids = tuple(expedientes)
        self._now: Mapping[int, str] = {}
        self._names: dict[str, str] = {}
        self.person = QComboBox()
        tame(self.person)
        self.person.setPlaceholderText("Elija una persona")
        self.reason = QComboBox()
        self.reason.setEditable(True)
        tame(self.reason)
        self.reason.addItems(list(acts.reasons()))
        self.reason.setCurrentIndex(-1)
        typed = self.reason.lineEdit()
        assert typed is not None, "an editable list has one"
        typed.setPlaceholderText("Elija una causa o escríbala")
        self.ask("&Persona", self.person)
        self._reason = self.ask("&Motivo", self.reason, _WHY)
        self._reason.show(wanted=False)
        self.person.currentIndexChanged.connect(self.answered)
        self.reason.editTextChanged.connect(self.answered)
        self.answered()
        ids = self._ids
        self.read("personas", acts.people, self._offer)
        self.read("responsables", lambda: acts.assigned(ids), self._show_now)
        if len(ids) == 1:
            self.read("caso", lambda: acts.case(ids[0]), self._show_case)
        else:
            self.blocked = False
            self.about(cantidad(len(ids), "expediente"))

    @override
    def button(self) -> str:
        verb = "Re&asignar" if self._changes() else "&Asignar"
        if len(self._ids) > 1:
            verb = "&Asignar"
            return f"{verb} {miles(len(self._ids))} expedientes"
        name = self._names.get(self._login(), "")
        return f"{verb} a {literal(shortened(name))}" if name else verb

    @override
    def ready(self) -> bool:
        moved = self._changes()
        self._reason.show(wanted=bool(moved))
        if not self._login() or self._same():
            return False
        return not moved or bool(self.reason.currentText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        acts = self._acts
        cause = self.reason.currentText().strip() if self._changes() else ""
        request = AssignRequest(self._ids, self._login(), cause)
        return lambda progress: acts.assign(request, progress)

    def _login(self) -> str:
        return str(self.person.currentData() or "")

    def _changes(self) -> int:
        """Count the cases that somebody else has."""
        login = self._login()
        return sum(who != login for who in self._now.values()) if login else 0

    def _same(self) -> bool:
        """Tell whether that person has them all already."""
        login = self._login()
        return all(self._now.get(one) == login for one in self._ids)

    def _show_case(self, case: ActCase) -> None:
        self.about_case(case, self._standing())

    def _offer(self, people: Sequence[Person]) -> None:
        self._names = {person.login: person.nombre for person in people}
        with QSignalBlocker(self.person):
            self.person.clear()
            for person in people:
                post = f" · {person.cargo}" if person.cargo else ""
                self.person.addItem(f"{person.nombre}{post}", person.login)
            self.person.setCurrentIndex(-1)
        self._tell_standing()

    def _show_now(self, now: Mapping[int, str]) -> None:
        self._now = now
        self._tell_standing()

    def _tell_standing(self) -> None:
        self._about.setText(self._standing())
        self._about.setVisible(bool(self._standing()))
        self.answered()

    def _standing(self) -> str:
        held = len(self._now)
        if len(self._ids) == 1:
            who = next(iter(self._now.values()), "")
            return f"Lo tiene {self._names.get(who, who)}." if who else "Sin repartir."
        if not held:
            return "Ninguno está repartido."
        return f"{miles(held)} ya tienen responsable."
