"""*Anexar archivo*: a file into the case, as what the procedure asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import fecha_larga, miles
from cobro_ui.actuaciones.choices import add_heading, literal, shortened, tame
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.actuaciones.ports import AttachRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase, Acts, EvidenceOption
    from cobro_ui.ports import Shell

MAX_RADICADO = 80
_NOTHING = "Ninguna de estas: solo dejarlo en el expediente"


class AttachDialog(ActDialog):
    """A file, what it proves, and its date; or several that were dropped."""

    def __init__(
        self,
        acts: Acts,
        expediente_id: int,
        shell: Shell,
        parent: QWidget,
        files: Sequence[Path] = (),
    ) -> None:
        super().__init__("Anexar al expediente", shell, parent)
        self._acts = acts
        self._id = expediente_id
        self._dropped = tuple(files) if len(files) > 1 else ()
        self.file = FileField()
        self.evidence = QComboBox()
        self.day = DateField(shell.days, shell.theme)
        tame(self.evidence)
        self.evidence.addItem(_NOTHING, "")
        if self._dropped:
            names = data_label("\n".join(f.name for f in self._dropped), wrap=True)
            self._file = self.ask("Archivos", names)
        else:
            self._file = self.ask("&Archivo", self.file)
        self._evidence = self.ask("¿&Qué prueba?", self.evidence)
        self._day = self.ask(
            "&Fecha del archivo",
            self.day,
            "La del documento que contiene; si la deja vacía, la de hoy.",
        )
        self.filed = QLineEdit()
        self.filed.setMaxLength(MAX_RADICADO)
        if not self._dropped:
            self.ask(
                "&Radicado de llegada",
                self.filed,
                "El que le dio la correspondencia (SIGA u otro); vacío, si no tiene.",
            )
        self.file.changed.connect(self.answered)
        self.evidence.currentIndexChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        if len(files) == 1:
            self.file.set_value(str(files[0]))
        self.answered()
        self.read("caso", lambda: acts.case(expediente_id), self._show_case)
        self.read("evidencias", lambda: acts.evidence(expediente_id), self._offer)

    @override
    def button(self) -> str:
        if self._dropped:
            return f"Ane&xar {miles(len(self._dropped))} archivos"
        name = Path(self.file.value()).name
        if not name:
            return "Ane&xar"
        return f"Ane&xar «{literal(shortened(name))}»"

    @override
    def ready(self) -> bool:
        day = self.day.value()
        late = day is not None and day > self.shell.today
        problem = f"No puede ser posterior a hoy, {fecha_larga(self.shell.today)}."
        self._day.tell(self.day.problem() or (problem if late else ""))
        self._file.tell("" if self._dropped else self.file.problem())
        fine = not self.day.problem() and not late
        return fine and all(path.is_file() for path in self._files())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        acts = self._acts
        request = AttachRequest(
            self._id,
            self._files(),
            str(self.evidence.currentData() or ""),
            self.day.value(),
            self.filed.text().strip(),
        )
        return lambda progress: acts.attach(request, progress)

    def _files(self) -> tuple[Path, ...]:
        return self._dropped or (Path(self.file.value()),)

    def _show_case(self, case: ActCase) -> None:
        self.about_case(case)

    def _offer(self, options: Sequence[EvidenceOption]) -> None:
        combo = self.evidence
        with QSignalBlocker(combo):
            combo.clear()
            group = ""
            for option in options:
                if option.actividad != group:
                    group = option.actividad
                    now = "Ahora · " if option.actual else ""
                    add_heading(combo, f"{now}{group}")
                here = " (ya consta)" if option.consta else ""
                combo.addItem(f"{option.etiqueta}{here}", option.id)
            combo.addItem(_NOTHING, "")
            combo.setCurrentIndex(_first(combo, options))
        self.answered()


def _first(combo: QComboBox, options: Sequence[EvidenceOption]) -> int:
    """Return the line of the first thing that the activity still lacks."""
    lacking = (o.id for o in options if o.actual and not o.consta)
    return combo.findData(next(lacking, ""))
