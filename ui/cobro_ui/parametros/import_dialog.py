"""Bring a file of values into a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from cobro_ui.parametros.source import FileRequest, Where
from cobro_ui.parametros.trial_dialog import FileTrialDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.parametros.source import LegalSource
    from cobro_ui.ports import Shell


class LegalImportDialog(FileTrialDialog):
    """A workbook or a CSV with the columns of the table."""

    def __init__(
        self,
        source: LegalSource,
        tabla: TablaLegal,
        sigla: str,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        needed = ", ".join(
            c.clave for c in tabla.campos if c.obligatorio and c.clave != "fuente"
        )
        about = (
            "Un libro de Excel o un CSV con un título por columna, en cualquier orden: "
            f"{needed}. Primero se revisa, sin guardar nada."
        )
        super().__init__(f"Importar {tabla.nombre}", about, shell, parent)
        self._source = source
        self._where = Where(tabla.id, sigla)

    @override
    def prepare(self, archivo: Path, *, simular: bool) -> Callable[[Progress], Changes]:
        reason = self.reason.text().strip()
        request = FileRequest(self._where, archivo, reason, simular=simular)
        source = self._source
        return lambda progress: source.bring(request, progress)
