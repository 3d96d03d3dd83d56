"""*Archivo › Importaciones y lotes…*: what was done at once, and how to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_corta, instante, miles, pesos
from cobro_ui.icons import Icon
from cobro_ui.jobs.progress_dialog import ProgressDialog
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.empty_state import say
from cobro_ui.widgets.marks import Mark
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.rows_table import TableTab
from cobro_ui.widgets.text import card, data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.lotes import Alcance, Lote
    from cobro_ui.ports import Batches, Shell

T = TypeVar("T")
VIGENTE = Mark("Vigente", Icon.OK, Tone.OK)
_SIZE = (960, 520)
"""Of the dialog at 100 %."""
_CONTENTS = {
    "titulos": "Títulos",
    "cartera": "Cartera",
    "pagos": "Pagos",
    "saldos": "Saldos contables",
    "rnmc": "LICO y RNMC",
    "cope": "COPE",
    "respuesta-sdh": "Respuestas SDH",
    "siga": "Radicados SIGA",
    "aplicativo": "Aplicativo",
    "reparto": "Reparto de expedientes",
    "migracion": "Cambio de versión",
}

_NAMES = {"reparto": "reparto", "migracion": "cambio de versión"}
_BACK = {
    "reparto": ("vuelve a quien lo tenía", "vuelven a quien los tenía"),
    "migracion": ("vuelve a su versión anterior", "vuelven a su versión anterior"),
}


class BatchesDialog(QDialog):
    """The batches, the latest first; undoing one is asked in the same page."""

    undone = Signal(object)
    """The `Changes` of an undo."""

    def __init__(self, batches: Batches, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._batches = batches
        self._shell = shell
        self._lote: Lote | None = None
        self._alcance: Alcance | None = None
        self._open = True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Importaciones y lotes")
        self.resize(*(shell.theme.scaled(length) for length in _SIZE))
        self.message = MessagePanel(shell.theme)
        self.list: TableTab[Lote] = TableTab(
            "Importaciones",
            _FIELDS,
            shell.theme,
            say(
                Icon.IMPORT,
                shell.theme,
                "No se ha importado ni repartido nada",
                "Aquí queda cada archivo que se trae, y cada reparto o cambio de "
                "versión de muchos expedientes. Se puede deshacer mientras nadie haya "
                "actuado después en esos expedientes.",
            ),
        )
        self.list.show_view(filled=True)  # that there is none is not known yet
        self.words = data_label(wrap=True)
        self.undo = QPushButton()
        self.confirm = QPushButton()
        self.keep = QPushButton("&Conservar")
        self._card = card()
        self._build()
        self._wire()
        self._read()

    def _build(self) -> None:
        set_part(self.confirm, "main")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(10)
        inside.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch()
        for button in (self.undo, self.keep, self.confirm):
            button.setAutoDefault(False)
            row.addWidget(button)
        inside.addLayout(row)
        close = QPushButton("C&errar")
        close.clicked.connect(self.reject)
        close.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        text = "Elija un renglón para ver qué hizo y, si hace falta, deshacerlo."
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.message)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._card)
        layout.addLayout(foot)
        self._card.hide()

    def _wire(self) -> None:
        selection = self.list.table.selectionModel()
        selection.currentRowChanged.connect(self._choose)
        self.undo.clicked.connect(self._ask)
        self.keep.clicked.connect(self._tell)
        self.confirm.clicked.connect(self._undo)

    def _read(self) -> None:
        batches = self._batches
        self._shell.jobs.reader.start(
            lambda _progress: batches.list(),
            on_done=self._while_open(self._show),
            on_error=self._while_open(self.message.show_error),
        )

    def _show(self, lotes: Sequence[Lote]) -> None:
        chosen = self._lote.id if self._lote else None
        self._card.hide()
        self.list.show_rows(lotes)
        numbers = [lote.id for lote in lotes]
        if numbers:
            row = numbers.index(chosen) if chosen in numbers else 0
            self.list.table.selectRow(row)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not now.isValid():
            return
        lote = self.list.table.rows.row(now.row())
        self._lote, self._alcance = lote, None
        batches = self._batches

        def counted(alcance: Alcance) -> None:
            if self._lote is lote:  # else another row is in focus by now
                self._alcance = alcance
                self._tell()

        self._shell.jobs.reader.start(
            lambda _progress: batches.reach(lote.id),
            on_done=self._while_open(counted),
            on_error=self._while_open(self.message.show_error),
        )

    @Slot()
    def _tell(self) -> None:
        """Say what the chosen import brought, and offer to undo it."""
        if self._lote is None or self._alcance is None:
            return
        self.words.setText(_sentence(self._lote, self._alcance))
        what = _NAMES.get(self._lote.formato, "importación")
        things = _things(self._lote, self._alcance)
        self.undo.setText(f"&Deshacer {what} de {things}…")
        self._offer(undo=not self._lote.deshecho_por, confirm=False)

    @Slot()
    def _ask(self) -> None:
        """Say exactly what undoing would annul."""
        if self._lote is None or self._alcance is None:
            return
        self.message.hide()
        self.words.setText(_warning(self._lote, self._alcance))
        verb = "&Devolver" if self._alcance.vuelven else "&Anular"
        self.confirm.setText(f"{verb} {_things(self._lote, self._alcance)}")
        self._offer(undo=False, confirm=True)
        self.keep.setFocus()

    def _offer(self, *, undo: bool, confirm: bool) -> None:
        self.undo.setVisible(undo)
        self.keep.setVisible(confirm)
        self.confirm.setVisible(confirm)
        self._card.show()

    @Slot()
    def _undo(self) -> None:
        if self._lote is None:
            return
        batches, number = self._batches, self._lote.id
        self.setEnabled(False)
        job = self._shell.jobs.writer.start(
            lambda progress: batches.undo(number, progress),
            on_done=self._while_open(self._done),
            on_error=self._while_open(self._refused),
            title="Deshacer un lote",
        )
        ProgressDialog(job, self)

    def _done(self, changes: Changes) -> None:
        self.setEnabled(True)
        self.message.tell(changes.resumen)
        self.undone.emit(changes)
        self._read()

    def _refused(self, error: BaseException) -> None:
        self.setEnabled(True)
        self._tell()
        self.message.show_error(error)

    def _while_open(self, act: Callable[[T], None]) -> Callable[[T], None]:
        """Return what to do with an answer that may come after the dialog is gone."""

        def hear(answer: T) -> None:
            if self._open:
                act(answer)

        return hear

    @override
    def done(self, result: int) -> None:
        """Hear no answer from now on: the widgets are about to be deleted."""
        self._open = False
        super().done(result)


def _state(lote: Lote) -> Mark:
    if not lote.deshecho_por or lote.deshecho_en is None:
        return VIGENTE
    when = instante(lote.deshecho_en)
    told = f"La deshizo {lote.deshecho_por}, {when}."
    return Mark("Deshecha", Icon.UNDO, Tone.NEUTRAL, told)


_FIELDS: tuple[Field[Lote], ...] = (
    Field(
        "Fecha",
        lambda lote: fecha_corta(lote.fecha),
        100,
        tip=lambda lote: f"Registrada {instante(lote.creado_en)}",
    ),
    Field("Archivo", lambda lote: lote.archivo, 230),
    Field("Contenido", lambda lote: _CONTENTS.get(lote.formato, lote.formato), 130),
    Field("Entidad", lambda lote: lote.sigla, 80),
    Field("Nuevas", lambda lote: miles(lote.cuentas.get("nuevas", 0)), 70, figure=True),
    Field(
        "Cambios",
        lambda lote: miles(lote.cuentas.get("cambiadas", 0)),
        75,
        figure=True,
    ),
    Field("Estado", lambda lote: _state(lote).word, 100, mark=_state),
    Field("Quién", lambda lote: lote.quien, 110),
)


def _things(lote: Lote, alcance: Alcance) -> str:
    cases = cantidad(alcance.expedientes, "expediente")
    paid = cantidad(alcance.pagos, "pago")
    if alcance.expedientes and alcance.pagos:
        return f"{cases} y {paid}"
    if alcance.expedientes:
        return cases
    return paid if alcance.pagos else _rows(lote)


def _rows(lote: Lote) -> str:
    """Count the rows of a file that says things of cases that exist."""
    cuentas = lote.cuentas
    return cantidad(cuentas.get("nuevas", 0) + cuentas.get("cambiadas", 0), "fila")


def _sentence(lote: Lote, alcance: Alcance) -> str:
    if alcance.vuelven:
        cases = cantidad(alcance.expedientes, "expediente")
        told = f"{_CONTENTS[lote.formato]}: {cases} ({_span(alcance)})."
        return f"{told} {_state(lote).detail}".strip()
    parts = []
    if alcance.expedientes:
        cases = cantidad(alcance.expedientes, "expediente")
        parts.append(f"creó {cases} ({_span(alcance)}), saldo {pesos(alcance.saldo)}")
    if alcance.pagos:
        paid = cantidad(alcance.pagos, "pago")
        parts.append(f"registró {paid} por {pesos(alcance.valor_pagos)}")
    if not parts:
        parts.append(f"anotó {_rows(lote)} en lo que ya estaba")
    elif lote.cuentas.get("cambiadas"):
        parts.append("cambió datos de expedientes que ya existían")
    told = f"«{lote.archivo}» {'; '.join(parts)}."
    return f"{told} {_state(lote).detail}".strip()


def _warning(lote: Lote, alcance: Alcance) -> str:
    if alcance.vuelven:
        one, many = _BACK[lote.formato]
        cases = cantidad(
            alcance.expedientes, f"expediente {one}", f"expedientes {many}"
        )
        return (
            f"{cases}. Lo que se anotó en cada uno se conserva, y se anota que se "
            "deshizo."
        )
    parts = []
    if alcance.expedientes:
        cases = cantidad(alcance.expedientes, "expediente")
        parts.append(
            f"Se anulan {cases} ({_span(alcance)}), con sus títulos y obligaciones: "
            f"salen de todas las listas con su saldo de {pesos(alcance.saldo)}. Sus "
            "números no se vuelven a usar."
        )
    if alcance.pagos:
        paid = cantidad(alcance.pagos, "pago")
        parts.append(
            f"Se anulan {paid} por {pesos(alcance.valor_pagos)}; lo que pagaron se "
            "debe otra vez."
        )
    if not parts and lote.cuentas.get("nuevas"):
        parts.append("Se anula lo que sus filas nuevas anotaron.")
    if lote.cuentas.get("cambiadas"):
        parts.append("Los datos que cambió vuelven a ser los de antes.")
    parts.append(
        "El archivo y el registro de la importación se conservan, y el archivo se "
        "puede volver a importar."
    )
    return " ".join(parts)


def _span(alcance: Alcance) -> str:
    if alcance.primero == alcance.ultimo:
        return alcance.primero
    return f"{alcance.primero} a {alcance.ultimo}"
