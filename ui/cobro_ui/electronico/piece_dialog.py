"""*Corregir*: what the index says of a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.indice import Origen
from cobro_desktop.formats import fecha_larga
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.electronico.ports import PieceRequest
from cobro_ui.electronico.table import MAX_PAGES
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.progress import Progress
    from cobro_ui.electronico.ports import ElectronicFile
    from cobro_ui.ports import Shell


class PieceDialog(ActDialog):
    """The title, the two dates, the origin and the pages of a piece."""

    def __init__(
        self, piece: Pieza, source: ElectronicFile, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Corregir lo que dice el índice", shell, parent)
        self._piece = piece
        self._source = source
        self.blocked = False
        self.about(piece.nombre, f"{piece.tipologia}. El archivo no cambia.")
        self.name = QLineEdit(piece.nombre)
        self.day = DateField(shell.days, shell.theme)
        self.came = DateField(shell.days, shell.theme)
        self.origin = QComboBox()
        self.pages = NumberField(shell.theme, 0, MAX_PAGES)
        self.day.set_value(piece.fecha)
        self.came.set_value(piece.incorporada)
        for origin in Origen:
            self.origin.addItem(origin.nombre, origin)
        self.origin.setCurrentIndex(self.origin.findData(piece.origen))
        self.pages.setMaximumWidth(shell.theme.scaled(190))
        self.pages.setSpecialValueText("Sin contar")
        self.pages.setValue(piece.paginas or 0)
        self._name = self.ask("&Título", self.name)
        self._day = self.ask("&Fecha del documento", self.day)
        self._came = self.ask("Fecha en que se &incorporó", self.came)
        self.ask(
            "&Origen",
            self.origin,
            "Digitalizado: se hizo en papel y se escaneó. Electrónico: nació así.",
        )
        self._pages = self.ask("&Páginas", self.pages)
        self.name.textChanged.connect(self.answered)
        self.day.changed.connect(self.answered)
        self.came.changed.connect(self.answered)
        self.origin.currentIndexChanged.connect(self.answered)
        self.pages.valueChanged.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "&Guardar los cambios"

    @override
    def ready(self) -> bool:
        today = self.shell.today
        late = f"No puede ser posterior a hoy, {fecha_larga(today)}."
        fine = bool(self.name.text().strip())
        self._name.tell("" if fine else "Escriba cómo se lista en el índice.")
        for question, field in ((self._day, self.day), (self._came, self.came)):
            value = field.value()
            problem = field.problem()
            if value is None:
                problem = problem or "Escriba la fecha."
            elif value > today:
                problem = late
            question.tell(problem)
            fine = fine and not problem
        lost = self._piece.paginas is not None and not self.pages.value()
        self._pages.tell("Escriba cuántas páginas tiene." if lost else "")
        return fine and not lost and self._request() != self._same()

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, request = self._source, self._request()
        return lambda _progress: source.describe(request)

    def _same(self) -> PieceRequest:
        return PieceRequest(self._piece.documento_id)

    def _request(self) -> PieceRequest:
        """Return what is not as it was."""
        piece = self._piece
        name = self.name.text().strip()
        day, came = self.day.value(), self.came.value()
        origin = Origen(self.origin.currentData())
        pages = self.pages.value() or None
        return PieceRequest(
            piece.documento_id,
            name if name != piece.nombre else None,
            day if day != piece.fecha else None,
            came if came != piece.incorporada else None,
            origin if origin is not piece.origen else None,
            pages if pages != piece.paginas else None,
        )
