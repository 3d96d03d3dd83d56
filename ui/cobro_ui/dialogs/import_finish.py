"""Step 5: what will be written, its progress, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cobro_desktop.formats import cantidad, miles
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from cobro_ui.dialogs.import_report import ImportReport
    from cobro_ui.ports import ImportRequest, Shell


class FinishPage(QWidget):
    """A card that says it all before writing; afterwards, the number of the batch."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.card = KeyValueCard("Lo que se va a guardar", shell.theme)
        self.note = label(part="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Avance de la importación")
        self.pace = label(part="muted")
        self.save = QPushButton("&Guardar filas rechazadas…")
        self.again = QPushButton("Importar &otro archivo…")
        more = QHBoxLayout()
        more.addWidget(self.save)
        more.addWidget(self.again)
        more.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.card)
        layout.addWidget(self.note)
        layout.addLayout(more)
        layout.addStretch()

    def show_report(self, report: ImportReport, request: ImportRequest) -> None:
        """Show what importing would do."""
        lines = [
            KeyValue("Archivo", request.archivo.name),
            KeyValue("Filas", report.cuentas()),
            KeyValue("Pagos", report.pagos()),
            KeyValue("Suma de las aceptadas", report.suma(), mark=report.cuadra()),
            KeyValue("Diferencias", report.decisiones()),
        ]
        lines = [line for line in lines if line.value]
        if report.rechazadas:
            rows = cantidad(report.rechazadas, "fila", "filas")
            lines.append(KeyValue("Quedan por fuera", f"{rows}, con su motivo"))
        if request.guardar_perfil:
            lines.append(KeyValue("Perfil que se guarda", request.guardar_perfil))
        self.card.set_title("Lo que se va a guardar")
        self.card.show_lines(lines)
        self.save.hide()
        self.again.hide()
        self.note.setText(
            "Entra todo en un solo paso: si algo falla o usted cancela, no queda nada. "
            "Después se puede deshacer en Archivo › Importaciones y lotes, mientras "
            "nada dependa de ello."
        )

    def show_done(self, report: ImportReport) -> None:
        """Show what was written, and what one may do next."""
        self.card.set_title("Lo que se guardó")
        self.save.setVisible(report.rechazadas > 0)
        self.again.show()
        lote = report.datos.get("lote")
        if lote:
            self.note.setText(
                f"Quedó como la importación n.º {miles(int(lote))}. Para deshacerla: "
                "Archivo › Importaciones y lotes."
            )
