"""*Recibir un paquete*: what it brings, what differs, and which side each takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.paquetes.ports import ReceiveRequest
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import data_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.traslado.comparacion import Diferencia
    from cobro_desktop.services.traslado.vista import CasoVisto, PaqueteVisto
    from cobro_ui.jobs.runner import Job
    from cobro_ui.paquetes.ports import PackageSource
    from cobro_ui.ports import Shell

HERE, PACKAGE = "aqui", "paquete"
_SIZE: Final = (980, 680)
_CASES: Final = {
    "nuevo": Mark("Nuevo aquí", Icon.ADD, Tone.ACCENT),
    "igual": Mark("Igual", Icon.OK, Tone.NEUTRAL),
    "cambio_aqui": Mark("Solo cambió aquí", Icon.OK, Tone.NEUTRAL),
    "cambio_alla": Mark("Se pone al día", Icon.IMPORT, Tone.ACCENT),
    "cambio_en_ambos": Mark("Se une con lo de aquí", Icon.IMPORT, Tone.ACCENT),
    "conflicto": Mark("Tiene conflictos", Icon.WARNING, Tone.DANGER),
    "bloqueado": Mark("No se puede recibir", Icon.ERROR, Tone.DANGER),
}
_TAKE = Mark("Lo del paquete", Icon.IMPORT, Tone.OK)
_KEEP = Mark("Lo de aquí", Icon.OK, Tone.NEUTRAL)
_CHOOSE = Mark("Conflicto: elija", Icon.WARNING, Tone.DANGER)
_ABOUT: Final = (
    "Primero se comprueba y se muestra qué trae; nada cambia hasta que usted lo una. "
    "Las actuaciones y los documentos se suman; antes se deja una copia de la base."
)


class Line(NamedTuple):
    """A case of the package, or one of its differences."""

    caso: CasoVisto
    diferencia: Diferencia | None = None


class ReceiveDialog(ActDialog):
    """Shows the package against the base, and merges it once everything is chosen."""

    def __init__(self, source: PackageSource, shell: Shell, parent: QWidget) -> None:
        super().__init__("Recibir un paquete", shell, parent)
        self._source = source
        self._looking: Job | None = None
        self.seen: PaqueteVisto | None = None
        self.choices: dict[str, str] = {}
        """Difference → side that a person chose."""
        self.file = FileField()
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.fingerprint = QLineEdit()
        self.fingerprint.setPlaceholderText("Solo la primera vez: 3f2a 9b10 …")
        self.other = QCheckBox("Recibir expedientes de una entidad que aquí no hay")
        self.told = data_label(wrap=True)
        self.whole = data_label(wrap=True)
        self.table: TableTab[Line] = TableTab(
            "Lo que trae el paquete",
            self._fields(),
            shell.theme,
            say(
                Icon.IMPORT,
                shell.theme,
                "Elija el paquete que le enviaron",
                "Aquí verá cada expediente que trae y cada dato que difiere, antes de "
                "cambiar nada.",
            ),
        )
        self.keep = QPushButton("&Dejar lo de aquí")
        self.take = QPushButton("&Tomar lo del paquete")
        self.keep_all = QPushButton("E&n todos los conflictos, lo de aquí")
        self.take_all = QPushButton("En todos, lo del pa&quete")
        self._ask()
        self._lay_out()
        self.about("Un paquete de expedientes de otra oficina", _ABOUT)
        self.blocked = False
        self._clear()
        self.resize(*(shell.theme.scaled(length) for length in _SIZE))

    @override
    def button(self) -> str:
        cases = self.seen.casos if self.seen else ()
        count = sum(c.estado != "bloqueado" for c in cases)
        return f"&Unir {cantidad(count, 'expediente')}" if count else "&Unir"

    @override
    def ready(self) -> bool:
        seen = self.seen
        if seen is None or self._looking is not None or seen.nada:
            return False
        blocked = all(c.estado == "bloqueado" for c in seen.casos)
        return not blocked and not any(self.side(d) == "" for d in seen.diferencias)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, request = self._source, self._request()
        return lambda progress: source.receive(request, progress)

    @override
    def reject(self) -> None:
        """Stop looking first; close when nothing runs."""
        if self._looking is not None:
            self._looking.cancel()
        else:
            super().reject()

    @override
    def done(self, result: int) -> None:
        """Stop looking: nobody waits for it."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        super().done(result)

    def side(self, one: Diferencia) -> str:
        """Return the side that a difference takes; empty while a conflict waits."""
        default = {"cambio_alla": PACKAGE, "cambio_aca": HERE}.get(one.clase, "")
        return self.choices.get(one.clave, default)

    def choose(self, side: str) -> None:
        """Decide the differences that are selected."""
        model = self.table.table.rows
        for index in self.table.table.selectionModel().selectedRows():
            line = model.row(index.row())
            if line.diferencia is not None:
                self.choices[line.diferencia.clave] = side
        self._redraw()

    def choose_all(self, side: str) -> None:
        """Decide every conflict."""
        for one in self.seen.diferencias if self.seen else ():
            if one.clase == "conflicto":
                self.choices[one.clave] = side
        self._redraw()

    def _ask(self) -> None:
        self.ask("&Archivo", self.file)
        self.ask("C&ontraseña", self.secret, "Si el paquete está cifrado.")
        self.ask("&Huella de la clave", self.fingerprint)
        self.ask("", self.other)
        self.file.changed.connect(self.look)
        self.secret.editingFinished.connect(self.look)
        self.fingerprint.editingFinished.connect(self.look)
        self.other.toggled.connect(self.look)
        self.keep.clicked.connect(lambda: self.choose(HERE))
        self.take.clicked.connect(lambda: self.choose(PACKAGE))
        self.keep_all.clicked.connect(lambda: self.choose_all(HERE))
        self.take_all.clicked.connect(lambda: self.choose_all(PACKAGE))

    def _lay_out(self) -> None:
        view = self.table.table
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.selectionModel().currentRowChanged.connect(self._current)
        bar = QHBoxLayout()
        for button in (self.keep, self.take):
            bar.addWidget(button)
        bar.addStretch()
        for button in (self.keep_all, self.take_all):
            bar.addWidget(button)
        for button in (self.keep, self.take, self.keep_all, self.take_all):
            button.setAutoDefault(False)
        box = QVBoxLayout()
        box.setSpacing(8)
        box.addWidget(self.told)
        box.addWidget(self.table, 1)
        box.addWidget(self.whole)
        box.addLayout(bar)
        self.table.setMinimumHeight(self.shell.theme.scaled(220))
        self.column.addLayout(box)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.setStretchFactor(self.column, 1)

    @Slot()
    def look(self) -> None:
        """Open the file that is named, with what was written of it."""
        self._clear()
        if not self.file.value() or self.file.problem() or self._looking is not None:
            return
        source, request = self._source, self._request()
        self.message.hide()

        def show(seen: PaqueteVisto) -> None:
            self._looked(request)
            if request == self._request():
                self._show(seen)

        def refuse(error: BaseException) -> None:
            self._looked(request)
            if request == self._request():
                self.message.show_error(error)

        self._looking = self.shell.jobs.reader.start(
            lambda progress: source.look(request, progress),
            on_done=show,
            on_error=refuse,
            title="Revisar el paquete",
            owner=self.told,
        )
        self._looking.progressed.connect(self._progressed)
        self._bar.show()
        self.answered()

    def _looked(self, request: ReceiveRequest) -> None:
        self._looking = None
        self._bar.hide()
        self._pace.hide()
        self.answered()
        if request != self._request():
            self.look()

    def _request(self) -> ReceiveRequest:
        return ReceiveRequest(
            Path(self.file.value()),
            self.secret.text(),
            self.fingerprint.text().strip(),
            self.other.isChecked(),
            dict(self.choices),
        )

    def _clear(self) -> None:
        self.seen, self.choices = None, {}
        self.told.hide()
        self.whole.hide()
        self.table.show_rows(())
        self._enable()
        self.answered()

    def _show(self, seen: PaqueteVisto) -> None:
        self.seen = seen
        sign = f"Firmado, huella {seen.huella}" if seen.huella else "Sin firma"
        states = [c.estado for c in seen.casos]
        new = states.count("nuevo")
        counts = cantidad(len(states), "expediente")
        fresh = f", {cantidad(new, 'nuevo', 'nuevos')} aquí" if new else ""
        self.told.setText(
            f"{seen.autor} ({seen.entidad}), {seen.dia}. {sign}. {counts}{fresh}; "
            f"{cantidad(len(seen.diferencias), 'dato distinto', 'datos distintos')}."
        )
        self.told.show()
        self.table.show_rows(list(_lines(seen)))
        if seen.nada:
            self.message.tell("Todo lo que trae ya está aquí.", Tone.ACCENT)
        self._enable()
        self.table.table.selectRow(0)
        self.answered()

    def _enable(self) -> None:
        some = bool(self.seen and self.seen.diferencias)
        conflict = some and any(
            d.clase == "conflicto" for d in (self.seen.diferencias if self.seen else ())
        )
        self.keep.setEnabled(some)
        self.take.setEnabled(some)
        self.keep_all.setEnabled(conflict)
        self.take_all.setEnabled(conflict)

    def _redraw(self) -> None:
        view = self.table.table
        chosen = [index.row() for index in view.selectionModel().selectedRows()]
        if self.seen is not None:
            view.rows.show_rows(list(_lines(self.seen)))
        for number in chosen[:1]:
            view.selectRow(number)
        self.answered()

    def _fate(self, line: Line) -> Mark:
        if line.diferencia is None:
            return _CASES[line.caso.estado]
        side = self.side(line.diferencia)
        return {PACKAGE: _TAKE, HERE: _KEEP}.get(side, _CHOOSE)

    def _fields(self) -> tuple[Field[Line], ...]:
        return (
            Field("Expediente", lambda x: x.caso.numero, 150),
            Field("Qué", _what, 210, tip=_what),
            Field("Dato", lambda x: x.diferencia.campo if x.diferencia else "", 130),
            Field("Aquí", _here, 150, tip=_here),
            Field("En el paquete", _there, 150, tip=_there),
            Field("Qué se hace", lambda x: self._fate(x).word, 150, mark=self._fate),
        )

    @Slot(QModelIndex, QModelIndex)
    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not now.isValid():
            return
        line = self.table.table.rows.row(now.row())
        one = line.diferencia
        free = one is not None and one.clase != "cambio_aca"
        self.keep.setEnabled(free)
        self.take.setEnabled(free)
        if one is None:
            notes = [line.caso.bloqueo.capitalize(), *line.caso.avisos]
            text = " ".join(n for n in notes if n)
        else:
            before = f" Antes, en las dos: {one.antes}." if one.antes != "—" else ""
            text = (
                f"{one.que}, {one.campo}. Aquí: {one.aqui}. En el paquete: "
                f"{one.paquete}.{before}"
            )
        self.whole.setText(text)
        self.whole.setVisible(bool(text))


def _lines(seen: PaqueteVisto) -> Iterator[Line]:
    """Yield the cases, each with its differences, those that wait first."""
    order = {"conflicto": 0, "cambio_alla": 1}
    cases = sorted(seen.casos, key=lambda c: c.estado not in {"conflicto", "bloqueado"})
    for case in cases:
        yield Line(case)
        ones = sorted(case.diferencias, key=lambda d: order.get(d.clase, 2))
        yield from (Line(case, one) for one in ones)


def _what(line: Line) -> str:
    return line.diferencia.que if line.diferencia else line.caso.deudor


def _here(line: Line) -> str:
    if line.diferencia:
        return line.diferencia.aqui
    number = line.caso.numero_aqui
    return number if number and number != line.caso.numero else ""


def _there(line: Line) -> str:
    if line.diferencia:
        return line.diferencia.paquete
    count = sum(n for _, n in line.caso.llegan)
    return f"{cantidad(count, 'registro nuevo', 'registros nuevos')}" if count else ""
