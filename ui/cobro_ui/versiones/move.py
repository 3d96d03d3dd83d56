"""*Pasar expedientes a otra versión*: the pairs, each case foreseen, and the move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from cobro_desktop.services.migracion.plan import MigrarCasos
from cobro_ui.icons import Icon
from cobro_ui.mapa.saving import PDF, ask_target
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.versiones.review import ReviewDialog
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.migracion.mudanza import Movido
    from cobro_desktop.services.migracion.orden import Prevista
    from cobro_desktop.services.migracion.plan import Renglon
    from cobro_ui.ports import Shell
    from cobro_ui.versiones.ports import VersionSource

_ABOUT = (
    "Cada expediente pasa con su registro: quién, cuándo, por qué, de dónde y a dónde. "
    "Se deshace todo junto en Archivo › Importaciones y lotes mientras no se actúe "
    "después."
)
_NONE = "Ninguna la continúa"
_ALL = "Todos los que pueden pasar"
_SOME = "Solo los que marque en la tabla, con Ctrl o Mayús"


class MoveDialog(ReviewDialog["Movido"]):
    """From which version to which, activity by activity, and what becomes of each."""

    def __init__(
        self,
        source: VersionSource,
        shell: Shell,
        parent: QWidget,
        which: tuple[str, int, int],
    ) -> None:
        codigo, de, a = which
        super().__init__(
            shell, parent, title=f"Pasar expedientes de {codigo}", about=_ABOUT
        )
        self._source = source
        self._codigo = codigo
        self._found: Prevista | None = None
        self._pairs: Sequence[Renglon] = ()
        self._written: dict[str, str] = {}
        self.before, self.after = QLineEdit(str(de)), QLineEdit(str(a))
        for line in (self.before, self.after):
            line.setValidator(QIntValidator(1, 9_999, line))
            line.setFixedWidth(shell.theme.scaled(70))
        self.activity, self.goes_on = QComboBox(), QComboBox()
        self.who = QComboBox()
        self.who.addItems([_ALL, _SOME])
        self.why = QLineEdit()
        self.why.setPlaceholderText("Por ejemplo: acta del comité que adopta el manual")
        self.look = QPushButton("&Revisar")
        self.extra.addWidget(self.look)
        self.table = self.build(
            [
                ("&De la versión", self._versions()),
                ("A&ctividad que deja", self._pair()),
                ("C&uáles", self.who),
                ("&Motivo", self.why),
            ],
            _FIELDS,
            (
                "No hay expedientes que mostrar",
                "Aquí verá, uno por uno, los expedientes abiertos de esa versión.",
            ),
        )
        self._wire()
        self._look()

    def _versions(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.before.setAccessibleName("Versión que dejan")
        self.after.setAccessibleName("Versión a la que pasan")
        layout.addWidget(self.before)
        layout.addWidget(label("a la versión"))
        layout.addWidget(self.after)
        layout.addStretch()
        row.setFocusProxy(self.before)
        return row

    def _pair(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.activity.setAccessibleName("Actividad de la versión que dejan")
        self.goes_on.setAccessibleName("Actividad que la continúa")
        layout.addWidget(self.activity, 1)
        layout.addWidget(label("la continúa"))
        layout.addWidget(self.goes_on, 1)
        row.setFocusProxy(self.activity)
        return row

    def _wire(self) -> None:
        self.look.clicked.connect(self._look)
        self.act.clicked.connect(self._move)
        self.why.textChanged.connect(self._ready)
        self.before.textEdited.connect(self._stale)
        self.after.textEdited.connect(self._stale)
        self.activity.currentIndexChanged.connect(self._show_pair)
        self.goes_on.activated.connect(self._choose)
        self.who.currentIndexChanged.connect(self._ready)
        self.table.table.selectionModel().selectionChanged.connect(self._ready)

    def chosen(self) -> list[Movido]:
        """Return the cases that would move: every one that can, or those marked."""
        able = self._found.pasan if self._found else []
        if self.who.currentIndex() == 0:
            return able
        view = self.table.table
        rows = {index.row() for index in view.selectionModel().selectedRows()}
        marked = {view.rows.row(row).id for row in rows}
        return [case for case in able if case.id in marked]

    @property
    def command(self) -> MigrarCasos:
        """What the dialog asks for now, of every case of the version."""
        return MigrarCasos(
            codigo=self._codigo,
            de=int(self.before.text() or 0),
            a=int(self.after.text() or 0),
            mapa=tuple(self._written.items()),
            motivo=self.why.text().strip(),
        )

    @Slot()
    def _stale(self) -> None:
        """Other versions: what was foreseen or chosen is of no use."""
        self._written.clear()
        self._pairs = ()
        self._found = None
        self.activity.clear()
        self.table.show_rows(())
        self.told.hide()
        self._ready()

    @Slot()
    def _look(self) -> None:
        command, source = self.command, self._source
        self.read(
            lambda progress: source.foresee_move(command, progress),
            self._show,
            "Revisar los expedientes",
        )

    def _show(self, found: Prevista) -> None:
        self._found = found
        self._pairs = found.correspondencia
        self.told.setText(found.resumen)
        self.told.show()
        self.table.show_rows(found.casos)
        here = max(self.activity.currentIndex(), 0)
        self.activity.blockSignals(True)  # noqa: FBT003
        self.activity.clear()
        for pair in self._pairs:
            look = "" if pair.segura else "  (revísela)"
            self.activity.addItem(f"{pair.de} {pair.nombre}{look}")
        self.activity.blockSignals(False)  # noqa: FBT003
        self.activity.setCurrentIndex(here)
        self._show_pair()
        self._ready()

    @Slot()
    def _show_pair(self) -> None:
        row = self.activity.currentIndex()
        self.goes_on.clear()
        if not 0 <= row < len(self._pairs):
            return
        self.goes_on.addItem(_NONE, "")
        for a, nombre in self._found.actividades.items() if self._found else ():
            self.goes_on.addItem(f"{a} {nombre}", a)
        self.goes_on.setCurrentIndex(max(self.goes_on.findData(self._pairs[row].a), 0))

    @Slot()
    def _choose(self) -> None:
        pair = self._pairs[self.activity.currentIndex()]
        self._written[pair.de] = str(self.goes_on.currentData() or "")
        self._look()

    @Slot()
    def _ready(self) -> None:
        moving = len(self.chosen())
        self.act.setText(f"&Pasar {moving}" if moving else "&Pasar")
        self.act.setEnabled(bool(moving and self.why.text().strip()))

    @Slot()
    def _move(self) -> None:
        source = self._source
        command = self.command
        if self.who.currentIndex():
            ids = tuple(case.id for case in self.chosen())
            command = replace(command, expedientes=ids)
        self.write(
            lambda progress: source.move(command, progress),
            self._moved,
            "Pasar los expedientes",
        )

    def _moved(self, changes: Changes) -> None:
        """Offer the acta; what was done is told whatever one answers."""
        lote = int(str(changes.datos["lote"]))
        target = ask_target(self, f"Acta de cambio de versión {lote}.pdf", PDF)
        if target is None:
            self.finished_with(changes)
            return
        source = self._source
        self.read(
            lambda _progress: source.save_acta(lote, target),
            lambda _saved: self.finished_with(changes),
            "Guardar el acta",
        )


def _state(case: Movido) -> Mark:
    if case.impide:
        return Mark("Se queda", Icon.PAUSE, Tone.WARN, case.impide)
    return Mark("Pasa", Icon.OK, Tone.OK, f"Pasa a {case.a}.")


def _what(case: Movido) -> str:
    return case.impide or " ".join(case.efectos) or "Nada más cambia."


_FIELDS: tuple[Field[Movido], ...] = (
    Field("Expediente", lambda c: c.numero, 140, tip=lambda c: c.deudor),
    Field("Estado", lambda c: _state(c).word, 90, mark=_state),
    Field("Está en", lambda c: c.de, 190, tip=lambda c: c.de),
    Field("Pasa a", lambda c: c.a or "—", 190, tip=lambda c: c.a),
    Field("Qué ocurre", _what, 260, tip=_what),
)
