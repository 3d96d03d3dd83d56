"""*Instalar versión…*: a procedure file, what it changes, and then its installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from cobro_ui.mapa.saving import BOOK_OR_PDF, ask_target
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.versiones.review import ReviewDialog
from cobro_ui.widgets.file_field import FileField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cobro_desktop.domain.diferencias import Diferencia
    from cobro_desktop.services.versiones.instalacion import Instalacion
    from cobro_ui.ports import Shell
    from cobro_ui.versiones.ports import VersionSource

_ABOUT = (
    "Primero se revisa el archivo y se muestra qué cambia, sin guardar nada. Los "
    "expedientes nuevos toman la versión desde su fecha; los abiertos siguen en la "
    "suya hasta que alguien los pase."
)


class InstallDialog(ReviewDialog["Diferencia"]):
    """First the differences, then the button that installs."""

    def __init__(self, source: VersionSource, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            shell,
            parent,
            title="Instalar una versión del procedimiento",
            about=_ABOUT,
        )
        self._source = source
        self._found: Instalacion | None = None
        self.file = FileField()
        self.save = QPushButton("&Guardar diferencias…")
        self.extra.addWidget(self.save)
        self.table = self.build(
            [("&Archivo del procedimiento", self.file)],
            DIFFERENCES,
            (
                "Elija el archivo de la versión nueva",
                "Aquí verá, renglón por renglón, todo lo que cambia.",
            ),
        )
        self.file.changed.connect(self._look)
        self.act.clicked.connect(self._install)
        self.save.clicked.connect(self._save)
        self._idle()

    def _idle(self) -> None:
        self._found = None
        self.told.hide()
        self.table.show_rows(())
        self.act.setText("&Instalar")
        self.act.setEnabled(False)
        self.save.setEnabled(False)

    @Slot()
    def _look(self) -> None:
        self._idle()
        path, source = self.file.value(), self._source
        if path and not self.file.problem():
            self.read(
                lambda _progress: source.foresee(Path(path)),
                self._show,
                "Revisar el archivo",
            )

    def _show(self, found: Instalacion) -> None:
        self._found = found
        self.told.setText(found.resumen)
        self.told.show()
        self.table.show_rows(found.diferencias)
        self.act.setText(f"&Instalar la versión {found.procedimiento.version}")
        self.act.setEnabled(not found.igual)
        self.save.setEnabled(bool(found.diferencias))
        if found.igual:
            self.message.tell("No hay nada que instalar.", Tone.ACCENT)

    @Slot()
    def _install(self) -> None:
        path, source = Path(self.file.value()), self._source
        self.write(
            lambda _progress: source.install(path),
            self.finished_with,
            "Instalar el procedimiento",
        )

    @Slot()
    def _save(self) -> None:
        found, source = self._found, self._source
        if found is None or found.anterior is None:
            return
        from cobro_desktop.services.versiones.comparacion import Comparacion

        name = f"Diferencias {found.procedimiento.codigo}.xlsx"
        target = ask_target(self, name, BOOK_OR_PDF)
        if target is not None:
            compared = Comparacion(
                found.anterior, found.procedimiento, found.diferencias
            )
            self.shell.jobs.reader.start(
                lambda _progress: source.save_comparison(compared, target),
                on_done=lambda changes: self.message.tell(changes.resumen),
                on_error=self.message.show_error,
                title="Guardar las diferencias",
                owner=self.message,
            )


DIFFERENCES: tuple[Field[Diferencia], ...] = (
    Field("N.º", lambda d: d.numero, 70),
    Field("Actividad", lambda d: d.actividad, 190, tip=lambda d: d.actividad),
    Field("Qué cambia", lambda d: d.que, 170, tip=lambda d: d.texto),
    Field("Antes", lambda d: d.antes or "—", 210, tip=lambda d: d.antes),
    Field("Ahora", lambda d: d.despues or "—", 210, tip=lambda d: d.despues),
)
"""A row of differences; what does not fit is in its tip."""
