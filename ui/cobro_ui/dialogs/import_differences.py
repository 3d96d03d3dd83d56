"""Step 4: each difference, old → new, accepted or refused one by one or by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad, miles
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import data_label, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_ui.dialogs.import_report import Difference, ImportReport
    from cobro_ui.ports import Shell

PROTEGIDO = Mark(
    "Se conserva",
    Icon.RISK,
    Tone.WARN,
    "Es del área jurídica: el archivo no lo cambia. Si el dato nuevo es el correcto, "
    "corríjalo en el expediente.",
)
SE_CAMBIA = Mark("Se cambia", Icon.OK, Tone.OK, "El archivo lo actualiza.")
RECHAZADA = Mark("No se cambia", Icon.CANCEL, Tone.NEUTRAL, "Usted la rechazó.")
ACA = Mark(
    "Cambió acá",
    Icon.INFO,
    Tone.ACCENT,
    "Se cambió en el programa después de exportar el libro: se conserva lo de acá.",
)
CONFLICTO = Mark(
    "Conflicto: elija",
    Icon.WARNING,
    Tone.DANGER,
    "Cambió acá y también en el libro. Mientras no elija, se conserva lo de acá.",
)
SIN_BASE = Mark(
    CONFLICTO.word,
    CONFLICTO.icon,
    CONFLICTO.tone,
    "El libro y el programa dicen cosas distintas, y su fila no trae con qué salió: no "
    "se sabe cuál cambió. Mientras no elija, se conserva lo de acá.",
)
ALL = "*"


class DifferencesPage(QWidget):
    """The differences of a file and what the person decided on each."""

    decided = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._labels: dict[str, str] = {}
        self._rows: Sequence[Difference] = ()
        self.fields: dict[str, bool] = {}
        """Field → all of its differences accepted, or refused."""
        self.rows: dict[tuple[str, int], bool] = {}
        """(field, row) → that one accepted, or refused."""
        self.told = label(part="muted", wrap=True)
        self.table: TableTab[Difference] = TableTab(
            "Diferencias",
            self._fields(),
            shell.theme,
            say(
                Icon.OK,
                shell.theme,
                "No hay diferencias",
                "Lo que el archivo dice de los expedientes que ya están es lo "
                "registrado.",
            ),
        )
        self.accept = QPushButton("Ace&ptar")
        self.refuse = QPushButton("&Rechazar")
        self.kind = QComboBox()
        self.accept_kind = QPushButton("Aceptar t&odas")
        self.refuse_kind = QPushButton("Rechazar to&das")
        self._whole = data_label(wrap=True)
        self._build()

    def _build(self) -> None:
        view = self.table.table
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.selectionModel().currentRowChanged.connect(self._current)
        self.kind.setAccessibleName("Dato cuyas diferencias se deciden juntas")
        bar = QHBoxLayout()
        bar.addWidget(self.accept)
        bar.addWidget(self.refuse)
        bar.addStretch()
        bar.addWidget(label("Todas las de"))
        bar.addWidget(self.kind)
        bar.addWidget(self.accept_kind)
        bar.addWidget(self.refuse_kind)
        self.accept.clicked.connect(lambda: self._decide(accepted=True))
        self.refuse.clicked.connect(lambda: self._decide(accepted=False))
        self.accept_kind.clicked.connect(lambda: self._decide_kind(accepted=True))
        self.refuse_kind.clicked.connect(lambda: self._decide_kind(accepted=False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._whole)
        layout.addLayout(bar)

    def forget(self) -> None:
        """Forget what was decided, of another file."""
        self.fields, self.rows = {}, {}

    def show_report(
        self, report: ImportReport, labels: Sequence[tuple[str, str]]
    ) -> None:
        """Show the differences of a trial."""
        self._labels = dict(labels)
        self._rows = report.diferencias
        counts = report.por_campo()
        total = sum(counts.values())
        words = cantidad(total, "diferencia", "diferencias")
        shown = len(self._rows)
        more = f" Se muestran {miles(shown)}; las demás, por su dato." * (total > shown)
        self.told.setText(f"{words}. Nada cambia sin que usted lo vea.{more}")
        self.kind.clear()
        for name, count in counts.items():
            self.kind.addItem(f"{self._label(name)} ({miles(count)})", name)
        self.kind.addItem("todos los datos", ALL)
        self.table.show_rows(self._rows)
        self._enable()
        if self._rows:
            self.table.table.selectRow(0)

    def fate(self, row: Difference) -> Mark:
        """Say what would be done with a difference."""
        if row.clase == "cambio_aca":
            return ACA
        if row.protegido:
            return _no_se_toma(row) if row.donde else PROTEGIDO
        conflict = row.clase == "conflicto"
        every = self.fields.get(ALL)
        told = self.rows.get((row.campo, row.fila), self.fields.get(row.campo, None))
        if told is None and not (every and conflict):
            told = every
        if told is None:
            return _conflicto(row) if conflict else SE_CAMBIA
        return SE_CAMBIA if told else RECHAZADA

    def decisions(
        self,
    ) -> tuple[Mapping[str, bool], Mapping[tuple[str, int], bool]]:
        """Return what was decided by field and by row."""
        return dict(self.fields), dict(self.rows)

    def _decide(self, *, accepted: bool) -> None:
        chosen = self.table.table.selectionModel().selectedRows()
        for index in chosen:
            row = self._rows[index.row()]
            self.rows[row.campo, row.fila] = accepted
        self._redraw()

    def _decide_kind(self, *, accepted: bool) -> None:
        name = str(self.kind.currentData())
        self.rows = {
            key: told for key, told in self.rows.items() if name not in {key[0], ALL}
        }
        if name == ALL:
            self.fields = {}
        self.fields[name] = accepted
        self._redraw()

    def _redraw(self) -> None:
        view = self.table.table
        current = view.currentIndex().row()
        chosen = [index.row() for index in view.selectionModel().selectedRows()]
        self.table.table.rows.show_rows(self._rows)
        for number in chosen or [max(current, 0)]:
            view.selectRow(number)
        self.decided.emit()

    def _enable(self) -> None:
        for widget in (
            self.accept,
            self.refuse,
            self.kind,
            self.accept_kind,
            self.refuse_kind,
        ):
            widget.setEnabled(bool(self._rows))

    def _fields(self) -> tuple[Field[Difference], ...]:
        return (
            Field("Celda", lambda d: d.celda or f"fila {d.fila}", 70),
            Field("Expediente", lambda d: d.expediente, 150),
            Field("Dato", lambda d: self._label(d.campo), 140),
            Field("Está", lambda d: d.antes or "(nada)", 150),
            Field("Dice el archivo", lambda d: d.despues or "(nada)", 150),
            Field("Qué se hace", lambda d: self.fate(d).word, 120, mark=self.fate),
        )

    def _label(self, name: str) -> str:
        plain = name.replace("_", " ").capitalize()
        return self._labels.get(name, plain)

    @Slot(QModelIndex, QModelIndex)
    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not now.isValid():
            return
        row = self._rows[now.row()]
        old, new = row.antes or "(nada)", row.despues or "(nada)"
        base = f" Cuando salió el libro decía {row.base}." if row.base else ""
        free = not row.protegido and row.clase != "cambio_aca"
        self.accept.setEnabled(free)
        self.refuse.setEnabled(free)
        label_ = self._label(row.campo)
        self._whole.setText(f"{label_}: {old} → {new}.{base} {self.fate(row).detail}")


def _no_se_toma(row: Difference) -> Mark:
    """Say of a locked column, written over all the same, where it is changed."""
    return Mark("No se toma", Icon.RISK, Tone.WARN, f"No se toma: {row.donde}.")


def _conflicto(row: Difference) -> Mark:
    return SIN_BASE if row.sin_base else CONFLICTO
