"""*Elaborar un documento* and *Anexar*: the papers of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.cartera.lectura import Partida, Vista
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cartera.ports import Kind, PortfolioSource
    from cobro_ui.ports import Shell


class DraftDialog(ActDialog):
    """Which document; for a ficha, of one item or of all."""

    def __init__(
        self,
        view: Vista,
        item: Partida | None,
        source: PortfolioSource,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Elaborar un documento", shell, parent)
        self._run, self._item, self._source = view.id, item, source
        self._kinds: Sequence[Kind] = ()
        self._typed: dict[str, QPlainTextEdit] = {}
        self.about(f"{view.numero} · {view.nombre}")
        self.kind = QComboBox()
        self.of = QComboBox()
        short = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        for combo in (self.kind, self.of):
            combo.setSizeAdjustPolicy(short)
            combo.setMinimumContentsLength(36)
        self.ask("&Documento", self.kind)
        self._of = self.ask("De &cuál partida", self.of)
        if item is not None:
            self.of.addItem(item.nombre)
        self.of.addItem("De todas las que no tienen ficha")
        self._box = QWidget()
        self._fields = QVBoxLayout(self._box)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._box)
        self.kind.currentIndexChanged.connect(self._other)
        self.read("clases", lambda: source.kinds(view.id), self._show)
        self.answered()

    def _show(self, kinds: Sequence[Kind]) -> None:
        self._kinds = kinds
        self.blocked = not kinds
        for kind in kinds:
            self.kind.addItem(kind.name)
        self._other()

    def _other(self) -> None:
        kind = self._kind()
        self._of.show(wanted=kind is not None and kind.of_item)
        self._show_fields(())
        if kind is not None:
            run, source, one = self._run, self._source, kind.id
            self.read("datos", lambda: source.lacking(run, one), self._show_fields)
        self.answered()

    def _show_fields(self, fields: Sequence[DatoPedido]) -> None:
        while (child := self._fields.takeAt(0)) is not None:
            if (widget := child.widget()) is not None:
                widget.deleteLater()
        self._typed = {}
        for field in fields:
            edit = QPlainTextEdit()
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(self.shell.theme.scaled(56 if field.lista else 34))
            edit.setAccessibleName(field.etiqueta)
            self._fields.addWidget(label(field.etiqueta))
            self._fields.addWidget(edit)
            self._typed[field.nombre] = edit

    def _kind(self) -> Kind | None:
        place = self.kind.currentIndex()
        return self._kinds[place] if 0 <= place < len(self._kinds) else None

    @override
    def button(self) -> str:
        return "&Elaborar"

    @override
    def ready(self) -> bool:
        return self._kind() is not None

    @override
    def work(self) -> Callable[[Progress], Changes]:
        kind = self._kind()
        assert kind is not None, "ready() holds it"
        typed = {name: edit.toPlainText() for name, edit in self._typed.items()}
        one = self._item is not None and self.of.currentIndex() == 0
        item = self._item.id if kind.of_item and one and self._item else None
        run, source = self._run, self._source
        return lambda _progress: source.draft(run, kind.id, typed, item)


class AttachDialog(ActDialog):
    """Which file, and what it proves."""

    def __init__(
        self, view: Vista, source: PortfolioSource, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Anexar un archivo a la corrida", shell, parent)
        self._run, self._source = view.id, source
        self._evidences: Sequence[tuple[str, str]] = ()
        self.about(f"{view.numero} · {view.nombre}")
        self.file = FileField()
        self.evidence = QComboBox()
        self.ask("&Archivo", self.file)
        self.ask("&Qué prueba", self.evidence)
        self.file.changed.connect(self.answered)
        self.read("evidencias", lambda: source.evidences(view.id), self._show)
        self.answered()

    def _show(self, evidences: Sequence[tuple[str, str]]) -> None:
        self._evidences = evidences
        self.blocked = not evidences
        for _, name in evidences:
            self.evidence.addItem(name)
        self.answered()

    @override
    def button(self) -> str:
        return "A&nexar"

    @override
    def ready(self) -> bool:
        return bool(self.file.value() and not self.file.problem() and self._evidences)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        run, file = self._run, Path(self.file.value())
        evidence = self._evidences[self.evidence.currentIndex()][0]
        source = self._source
        return lambda _progress: source.attach(run, file, evidence)
