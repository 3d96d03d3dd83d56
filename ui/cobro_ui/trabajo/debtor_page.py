"""A debtor whole: every obligation over every case, and where to find them (F12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout
from typing_extensions import override

from cobro_desktop.formats import cantidad, fecha_corta, miles, pesos
from cobro_ui.icons import Icon
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.trabajo.rows import DEBTS, PLACES
from cobro_ui.trabajo.section import Section
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.trabajo.deudor import (
        Deudor360,
        ObligacionDeDeudor,
        Ubicacion,
    )
    from cobro_ui.ports import Shell
    from cobro_ui.trabajo.ports import WorkSource


class DebtorPage(Page):
    """Shows a person; another one is a document number away."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""

    def __init__(self, source: WorkSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        self._look: Callable[[], Deudor360] | None = None
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.name = data_label(part="title", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Cédula o NIT de otra persona")
        self.search.setAccessibleName("Documento de la persona")
        self.go = QPushButton("&Ver")
        self.card = KeyValueCard("", theme)
        self.debts: Section[ObligacionDeDeudor] = Section(
            "Obligaciones", DEBTS, Icon.TITLE, theme
        )
        self.places: Section[Ubicacion] = Section(
            "Formas de ubicarlo", PLACES, Icon.MAIL, theme
        )
        self._build()
        self._nobody()

    def show_person(self, persona_id: int) -> None:
        """Show a person."""
        source = self._source
        self._look = lambda: source.debtor(persona_id)
        self.reload()

    @override
    def reload(self) -> None:
        look = self._look
        if look is None:
            return
        self._shell.jobs.reader.start(
            lambda _progress: look(),
            on_done=self._show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        self.search.setFixedWidth(self._shell.theme.scaled(230))
        head.addWidget(self.search)
        head.addWidget(self.go)
        set_part(self.go, "main")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.card)
        layout.addWidget(label("Lo que debe", "heading"))
        layout.addWidget(self.debts, 3)
        layout.addWidget(label("Dónde ubicarlo", "heading"))
        layout.addWidget(self.places, 2)
        self.go.clicked.connect(self._find)
        self.search.returnPressed.connect(self._find)
        self.debts.open_asked.connect(self._open)

    def _nobody(self) -> None:
        self.name.setText("Deudor")
        self.card.hide()
        self.debts.say(
            "Elija una persona",
            "Escriba arriba su cédula o NIT, con puntos o sin ellos: aquí se ve todo "
            "lo que debe, en todos sus expedientes.",
        )
        self.places.say("", "")

    def _show(self, found: Deudor360) -> None:
        self.message.hide()
        dv = f"-{found.dv}" if found.dv else ""
        number = miles(int(found.numero)) if found.numero.isdigit() else found.numero
        self.name.setText(f"{found.nombre} · {found.tipo_documento} {number}{dv}")
        alive = found.vigentes
        first = fecha_corta(found.primera_fecha) or "Sin calcular"
        self.card.show_lines(
            [
                KeyValue("Debe de capital", pesos(found.saldo), strong=True),
                KeyValue("Obligaciones vigentes", miles(len(alive))),
                KeyValue("Expedientes", miles(found.casos)),
                KeyValue("Primera fecha segura", first),
            ]
        )
        self.card.show()
        cases = cantidad(found.casos, "expediente")
        self.debts.show_rows(found.obligaciones, f"{cases}; doble clic para abrir uno.")
        if found.ubicaciones:
            self.places.show_rows(found.ubicaciones, "")
        else:
            self.places.say(
                "No se sabe dónde ubicarlo",
                "Las direcciones se agregan en la pestaña Deudores de un expediente.",
            )

    @Slot()
    def _find(self) -> None:
        written, source = self.search.text().strip(), self._source
        if written:
            self._look = lambda: source.find_debtor(written)
            self.reload()

    @Slot(object)
    def _open(self, row: ObligacionDeDeudor) -> None:
        self.open_asked.emit(CaseRef(row.expediente_id, row.numero, ""))
