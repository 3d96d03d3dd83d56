"""*Cerrar el mes*: which one, and why when it was closed before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from typing_extensions import override

from cobro_desktop.formats import mes_y_anio
from cobro_desktop.services.cierres.registro import CerrarMes
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.cierres.ports import ClosingsSource
    from cobro_ui.ports import Shell

_MONTHS: Final = 60
"""How far back it offers; older months are closed from the command line."""


class CloseMonthDialog(ActDialog):
    """Offers the months that ended, the last one first."""

    def __init__(
        self,
        source: ClosingsSource,
        about: tuple[str, Collection[dt.date]],
        shell: Shell,
        parent: QWidget,
    ) -> None:
        super().__init__("Cerrar el mes", shell, parent)
        self._source = source
        self._sigla, self._closed = about
        self.blocked = False
        self.about(
            f"Cartera de {self._sigla}",
            "Se congelan las cifras del mes con su huella. Lo que se registre después "
            "con fecha de ese mes se dice aparte y no las cambia.",
        )
        self.month = QComboBox()
        months = list(_ended(shell.today))
        fill_options(self.month, [(f"{day:%Y-%m}", self._name(day)) for day in months])
        pending = [n for n, day in enumerate(months) if day not in self._closed]
        self.month.setCurrentIndex(pending[0] if pending else 0)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(shell.theme.scaled(80))
        self.ask("&Mes", self.month)
        self._reason = self.ask(
            "&Por qué se cierra otra vez",
            self.reason,
            "El cierre anterior se conserva; el certificado imprime el motivo.",
        )
        self.month.currentIndexChanged.connect(self.answered)
        self.reason.textChanged.connect(self.answered)
        self.answered()

    @override
    def button(self) -> str:
        return "Cerrar &otra vez" if self._again() else "Ce&rrar el mes"

    @override
    def ready(self) -> bool:
        again = self._again()
        self._reason.show(wanted=again)
        return not again or bool(self.reason.toPlainText().strip())

    @override
    def work(self) -> Callable[[Progress], Changes]:
        reason = self.reason.toPlainText() if self._again() else ""
        command = CerrarMes(str(self.month.currentData()), self._sigla, reason)
        source = self._source
        return lambda _progress: source.close(command)

    def _again(self) -> bool:
        key = self.month.currentData()
        return any(f"{day:%Y-%m}" == key for day in self._closed)

    def _name(self, day: dt.date) -> str:
        name = mes_y_anio(day).capitalize()
        return f"{name} (ya cerrado)" if day in self._closed else name


def _ended(today: dt.date) -> Iterator[dt.date]:
    """Yield the last day of each month that ended before today, the latest first."""
    day = today
    for _ in range(_MONTHS):
        day = day.replace(day=1) - dt.timedelta(days=1)
        yield day
