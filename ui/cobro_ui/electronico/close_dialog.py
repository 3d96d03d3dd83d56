"""*Cerrar el índice*: what closing means, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from cobro_desktop.formats import cantidad, miles
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.electronico.ports import ElectronicFile, FileView
    from cobro_ui.ports import Shell

_NAMED = 5
"""Pieces without counting that are named."""


class CloseIndexDialog(ActDialog):
    """Says what will be fixed, what will be filed, and what may still come."""

    def __init__(
        self,
        expediente_id: int,
        view: FileView,
        source: ElectronicFile,
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Cerrar el índice electrónico", shell, parent)
        self._id = expediente_id
        self._source = source
        self._new = [piece for piece in view.piezas if not piece.corte]
        without = [piece.nombre for piece in self._new if piece.paginas is None]
        # With nothing new the service still files the pages that a closing lacks.
        self.blocked = bool(without)
        self.about(f"{view.numero} · {view.deudor}", "Un índice cerrado no se abre.")
        for sentence in _meaning(view):
            self.column.addWidget(label(f"• {sentence}", wrap=True))
        if without:
            named = ", ".join(f"«{name}»" for name in without[:_NAMED])
            more = len(without) - _NAMED
            named += f" y {miles(more)} más" if more > 0 else ""
            text = f"Antes de cerrar, escriba las páginas de {named}."
            self.message.tell(text, Tone.WARN)
        self.answered()
        (self._cancel if self.blocked else self.go).setFocus()

    @override
    def button(self) -> str:
        if not self._new:
            return "&Cerrar el índice"
        return f"&Cerrar el índice con {cantidad(len(self._new), 'documento')}"

    @override
    def ready(self) -> bool:
        return True

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, case = self._source, self._id
        return lambda _progress: source.close(case)


def _meaning(view: FileView) -> list[str]:
    """Say in sentences what closing does."""
    new = [piece for piece in view.piezas if not piece.corte]
    cut = len(view.cortes) + 1
    if not new:
        return [
            "Nada ha llegado desde el último cierre.",
            (
                "Si a ese cierre le faltan la hoja de control y el índice en PDF, se "
                "archivan ahora."
            ),
        ]
    first, last = new[0].folios, new[-1].folios
    pages = (
        f", folios {miles(first.inicio)} a {miles(last.fin)}" if first and last else ""
    )
    return [
        (
            f"Quedan fijos el orden, los títulos y las páginas de "
            f"{cantidad(len(new), 'documento')}{pages}. No se podrán mover ni corregir."
        ),
        (
            "La huella de todo el índice queda en la historia del expediente, y "
            "«verificar» la comprueba."
        ),
        (
            "La hoja de control y el índice se archivan en PDF, en la pestaña "
            "Documentos. Son del cierre: no se folian."
        ),
        f"Lo que llegue después irá en el corte {cut + 1}, con los folios que siguen.",
    ]
