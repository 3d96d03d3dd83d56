"""*Marcar un hecho*: what only a person knows of a case, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.hechos_marcables import (
    HECHOS,
    POR_CLAVE,
    ClaseHecho,
    leer_valor,
)
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.expediente.analisis_source import MarkRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.domain.hechos_marcables import Hecho, HechoConocido
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.expediente.analisis_source import AnalysisSource
    from cobro_ui.ports import Shell

_ANSWERS = (("si", "Sí"), ("no", "No"), ("desconocido", "No se sabe"))
_AIDS = {
    ClaseHecho.RESPUESTA: "",
    ClaseHecho.PORCENTAJE: "Un porcentaje de 0 a 100, o «desconocido».",
    ClaseHecho.PESOS: "Un valor en pesos sin centavos, o «desconocido».",
}


class MarkDialog(ActDialog):
    """A fact, its answer, and the support of it."""

    def __init__(
        self,
        source: AnalysisSource,
        case: tuple[int, str],
        fact: HechoConocido,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Marcar un hecho", shell, parent)
        self._source = source
        self._id, number = case
        self.fact = QComboBox()
        fill_options(self.fact, [(h.clave, h.pregunta) for h in HECHOS])
        self.answer = QComboBox()
        fill_options(self.answer, _ANSWERS)
        self.figure = QLineEdit()
        self.reason = QLineEdit()
        self.ask("&Hecho", self.fact)
        self._answer = self.ask("&Respuesta", self.answer)
        self._figure = self.ask("&Valor", self.figure)
        aid = "En qué se apoya: una respuesta, un certificado, una constancia."
        self.ask("&Soporte", self.reason, aid)
        self.fact.setCurrentIndex(self.fact.findData(fact.hecho.clave))
        self.answer.setCurrentIndex(max(0, self.answer.findData(fact.valor)))
        self.figure.setText(fact.numero)
        self.fact.currentIndexChanged.connect(self._changed)
        self.answer.currentIndexChanged.connect(self.answered)
        self.figure.textChanged.connect(self.answered)
        self.blocked = False
        told = (
            "Queda en el expediente con su nombre y la fecha; cuenta la última marca."
        )
        self.about(number, told)
        self._changed()

    @property
    def chosen(self) -> Hecho:
        """The fact that is marked."""
        return POR_CLAVE[str(self.fact.currentData())]

    @override
    def button(self) -> str:
        return "&Marcar en el expediente"

    @override
    def ready(self) -> bool:
        if self.chosen.clase is ClaseHecho.RESPUESTA:
            return True
        text = self.figure.text().strip()
        try:
            leer_valor(self.chosen, text)
        except InvalidDataError:
            problem = _AIDS[self.chosen.clase] if text else ""
            self._figure.tell(problem)
            return False
        self._figure.tell("")
        return True

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, fact = self._source, self.chosen
        answers = fact.clase is ClaseHecho.RESPUESTA
        value = str(self.answer.currentData()) if answers else self.figure.text()
        request = MarkRequest(
            self._id, fact.clave, value.strip(), self.reason.text().strip()
        )
        return lambda _progress: source.mark(request)

    @Slot()
    def _changed(self) -> None:
        answers = self.chosen.clase is ClaseHecho.RESPUESTA
        self._answer.show(wanted=answers)
        self._figure.show(wanted=not answers)
        if not answers:
            self.figure.setPlaceholderText(_AIDS[self.chosen.clase])
        self.answered()
