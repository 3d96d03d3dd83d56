"""*Desvincular*: who entered a case by mistake, and why they go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.calidades import nombre_de
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.trabajo.desvinculacion import Vinculado
    from cobro_ui.ports import Shell
    from cobro_ui.trabajo.ports import WorkSource


class UnlinkDialog(ActDialog):
    """Asks whom and why; says what keeps somebody in the case."""

    def __init__(
        self, source: WorkSource, expediente_id: int, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Desvincular a una persona", shell, parent)
        self._source = source
        self._case = expediente_id
        self._found: Sequence[Vinculado] = ()
        self.person = QComboBox()
        self.reason = QLineEdit()
        self._who = self.ask("&Persona", self.person)
        self.ask("&Motivo", self.reason, "Por qué no debió entrar al expediente.")
        self.person.currentIndexChanged.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.about(
            "Quitar del expediente a quien se vinculó por error",
            "Queda en la historia quién era, en qué calidad estaba y por qué sale.",
        )
        self.answered()
        self.read("people", lambda: source.linked(expediente_id), self._show)

    @override
    def button(self) -> str:
        return "&Desvincular"

    @override
    def ready(self) -> bool:
        found = self._chosen()
        keeps = "; ".join(found.apoyos) if found else ""
        self._who.tell(f"No se puede quitar: hay a su nombre {keeps}." if keeps else "")
        return found is not None and not keeps and bool(self.reason.text().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, case, found = self._source, self._case, self._chosen()
        assert found is not None, "the button is off"
        document, role, why = found.documento, found.rol, self.reason.text().strip()
        return lambda _progress: source.unlink(case, document, role, why)

    def _chosen(self) -> Vinculado | None:
        place = self.person.currentIndex()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _show(self, found: Sequence[Vinculado]) -> None:
        self._found = found
        options = [
            (str(place), f"{one.nombre} · {one.documento} · {nombre_de(one.rol)}")
            for place, one in enumerate(found)
        ]
        fill_options(self.person, options)
        if not found:
            self.about(
                "En este expediente solo está el deudor principal",
                "El deudor principal viene con el título y no se desvincula.",
            )
        self.blocked = not found
        self.answered()
