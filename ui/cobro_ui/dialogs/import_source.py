"""Step 1: the file, what it holds, and its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import miles
from cobro_ui.actuaciones.dropping import FileDrop
from cobro_ui.dialogs.import_example import ExampleRow
from cobro_ui.dialogs.import_preview import PreviewTable
from cobro_ui.icons import Icon
from cobro_ui.widgets.empty_state import Emptiness, say
from cobro_ui.widgets.file_field import FileField
from cobro_ui.widgets.number_field import NumberField
from cobro_ui.widgets.text import label
from cobro_ui.widgets.validity import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.importacion.mirada import Mirada
    from cobro_ui.ports import Importer, Shell

NO_PROFILE = "Ninguno: reconocer las columnas"
MAX_HEADER = 120


class SourcePage(QWidget):
    """What is asked before a file is looked at, and what it looks like."""

    changed = Signal()
    """The file, its content, its procedure or its profile is another."""
    sheet_chosen = Signal()
    header_chosen = Signal()
    forget_asked = Signal(str)
    """Somebody wants to forget a profile."""

    def __init__(self, importer: Importer, shell: Shell) -> None:
        super().__init__()
        self._importer = importer
        self._theme = shell.theme
        self._moved = False
        self._profile_said = False
        self.file = FileField()
        self.content = _combo(importer.formats())
        self.procedure = _combo(importer.procedures())
        self.example = ExampleRow(importer, shell)
        self.profile = QComboBox()
        self.forget = QPushButton("&Olvidarlo")
        self.sheet = QComboBox()
        self.header = NumberField(shell.theme, 0, MAX_HEADER)
        self.found = label(part="muted")
        self.preview = PreviewTable(shell.theme)
        empty = say(
            Icon.IMPORT,
            shell.theme,
            "Elija un archivo",
            "Aquí se ven sus primeras filas. Sirven libros de Excel, LibreOffice y "
            "archivos de texto con columnas; nada se guarda hasta el último paso.",
        )
        self._body = Emptiness(self.preview, empty)
        self._form = QFormLayout()
        self._build()
        self._wire()
        self.show_profiles()
        self.example.show_format(str(self.content.currentData()))

    def _build(self) -> None:
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(8)
        content = QVBoxLayout()
        content.setSpacing(6)
        content.addWidget(self.content)
        content.addWidget(self.example)
        profile = QHBoxLayout()
        profile.setSpacing(10)
        profile.addWidget(self.profile, 1)
        profile.addWidget(self.forget)
        self.header.setSpecialValueText("—")
        self.header.setKeyboardTracking(False)
        self.header.setMinimumWidth(self._theme.scaled(96))
        header = QHBoxLayout()
        header.setSpacing(10)
        header.addWidget(self.header)
        header.addWidget(self.found, 1)
        for text, widget, holder in (
            ("&Archivo", self.file, self.file),
            ("Con&tenido", self.content, content),
            ("&Procedimiento", self.procedure, self.procedure),
            ("Per&fil", self.profile, profile),
            ("&Hoja", self.sheet, self.sheet),
            ("&Encabezado en la fila", self.header, header),
        ):
            name = QLabel(text)
            name.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            self._form.addRow(name, holder)
        self.profile.setToolTip("Cómo se leen los archivos de quien envía este")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._form)
        layout.addWidget(self._body, 1)

    def _wire(self) -> None:
        self.file.changed.connect(self._restart)
        FileDrop(self).dropped.connect(self._take)
        self.content.currentIndexChanged.connect(self._other_content)
        self.procedure.currentIndexChanged.connect(self._restart)
        self.profile.activated.connect(self._other_profile)
        self.forget.clicked.connect(
            lambda: self.forget_asked.emit(self.profile.currentText())
        )
        self.sheet.activated.connect(self._other_sheet)
        self.header.valueChanged.connect(self._move_header)
        self.preview.header_chosen.connect(self.header.setValue)

    @property
    def ready(self) -> bool:
        """Whether there is a file to look at."""
        return bool(self.file.value()) and not self.file.problem()

    @property
    def chosen_header(self) -> int | None:
        """The row that the person moved the header to; None when nobody did."""
        return self.header.value() if self._moved else None

    @property
    def chosen_profile(self) -> str | None:
        """The profile to read with; empty for none, None to recognise the sender."""
        name = str(self.profile.currentData() or "")
        return name if name or self._profile_said else None

    def show_profiles(self, current: str = "") -> None:
        """Offer the profiles of the content."""
        self.profile.clear()
        self.profile.addItem(NO_PROFILE, "")
        for name in self._importer.profiles(str(self.content.currentData())):
            self.profile.addItem(name, name)
        self.profile.setCurrentIndex(max(self.profile.findData(current), 0))
        self.forget.setEnabled(bool(self.chosen_profile))

    def show_look(self, seen: Mirada) -> None:
        """Show what a file looks like."""
        view = seen.vista
        self.sheet.clear()
        self.sheet.addItems([sheet.nombre or "" for sheet in view.hojas])
        self.sheet.setCurrentText(view.hoja or "")
        self._form.setRowVisible(self.sheet, len(view.hojas) > 1)
        self.header.blockSignals(True)  # noqa: FBT003  # Qt's own signature
        self.header.setValue(view.encabezado or 0)
        self.header.blockSignals(False)  # noqa: FBT003
        self.profile.setCurrentIndex(max(self.profile.findData(seen.perfil), 0))
        self.forget.setEnabled(bool(self.chosen_profile))
        self.found.setText(_found(seen, moved=self._moved))
        restyle(self.found, "tone", "neutral" if view.encabezado else "warn")
        self.preview.show_view(view)
        self._body.show_view(filled=True)
        self._show_details(shown=True)

    def put_away(self) -> None:
        """Show nothing of a file that was not looked at."""
        self._body.show_view(filled=False)
        self._show_details(shown=False)

    def _show_details(self, *, shown: bool) -> None:
        several = shown and self.sheet.count() > 1
        self._form.setRowVisible(self.sheet, several)
        row = self._form.rowCount() - 1
        self._form.setRowVisible(row, shown)

    @Slot(object)
    def _take(self, files: Sequence[Path]) -> None:
        self.file.set_value(str(files[0]))

    @Slot()
    def _restart(self) -> None:
        self._moved = False
        if not (self._profile_said and self.chosen_profile):
            self._profile_said = False
            self.profile.setCurrentIndex(0)
        self.sheet.clear()
        self.changed.emit()

    @Slot()
    def _other_content(self) -> None:
        self.example.show_format(str(self.content.currentData()))
        self.show_profiles()
        self._restart()

    @Slot()
    def _other_profile(self) -> None:
        self._profile_said = True
        self.forget.setEnabled(bool(self.chosen_profile))
        self._moved = False
        self.changed.emit()

    @Slot()
    def _other_sheet(self) -> None:
        self._moved = False
        self.sheet_chosen.emit()

    @Slot()
    def _move_header(self) -> None:
        self._moved = self.header.value() > 0
        self.header_chosen.emit()


def _found(seen: Mirada, *, moved: bool) -> str:
    view = seen.vista
    if view.encabezado is None:
        return "No se encontró: revise el contenido, o diga la fila (doble clic abajo)."
    parts = ["movido por usted" if moved else "encontrado por el programa"]
    if view.filas_encabezado > 1:
        parts.append("en dos filas")
    if view.total:
        parts.append(f"la hoja llega hasta la fila {miles(view.total)}")
    if seen.perfil:
        parts.append(f"con el perfil «{seen.perfil}»")
    return ", ".join(parts)


def _combo(options: Sequence[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    for value, text in options:
        combo.addItem(text, value)
    return combo
