"""What can be done with the debtors of a case, and what the program suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from cobro_desktop.formats import cantidad, pesos
from cobro_ui.widgets.text import data_label
from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_ui.trabajo.ports import DebtorLines

_MOST = 6
"""Numbers of other cases that are written."""


class DebtorBar(QFrame):
    """Five buttons always; joining only where there is something to join."""

    def __init__(self) -> None:
        super().__init__()
        set_part(self, "card")
        self.words = data_label(wrap=True)
        self.whole = QPushButton("Todo lo que &debe…")
        self.join = QPushButton("A&cumular…")
        self.link = QPushButton("&Vincular a otra persona…")
        self.unlink = QPushButton("Desvincula&r…")
        self.address = QPushButton("Agregar d&irección…")
        self.close_it = QPushButton("Cerrar una direcci&ón…")
        buttons = QHBoxLayout()
        people = (self.whole, self.join, self.link, self.unlink)
        for button in (*people, self.address, self.close_it):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        self.words.hide()
        self.join.hide()
        self.hide()

    def serve(
        self,
        *,
        whole: Callable[[], None],
        join: Callable[[], None],
        link: Callable[[], None],
        unlink: Callable[[], None],
        address: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        """Say what each button does."""
        self.whole.clicked.connect(lambda _checked=False: whole())
        self.join.clicked.connect(lambda _checked=False: join())
        self.link.clicked.connect(lambda _checked=False: link())
        self.unlink.clicked.connect(lambda _checked=False: unlink())
        self.address.clicked.connect(lambda _checked=False: address())
        self.close_it.clicked.connect(lambda _checked=False: close())
        self.show()

    def show_found(self, found: DebtorLines) -> None:
        """Tell the other cases of the debtor, and those inside this one."""
        said = list(filter(None, [suggestion(found)]))
        said += [
            f"{one.numero} sigue dentro de este: título {one.titulo}, saldo "
            f"{pesos(one.saldo)}."
            for one in found.acumulados
        ]
        self.words.setText("\n".join(said))
        self.words.setVisible(bool(said))
        self.join.setVisible(bool(found.candidatos))


def suggestion(found: DebtorLines) -> str:
    """Say that the debtor has other cases to join; empty when there are none."""
    if not found.candidatos:
        return ""
    numbers = ", ".join(c.numero for c in found.candidatos[:_MOST])
    many = len(found.candidatos)
    more = f" y {many - _MOST} más" if many > _MOST else ""
    count = cantidad(many, "expediente vivo más", "expedientes vivos más")
    return (
        f"Este deudor tiene {count} en este procedimiento: {numbers}{more}. Se pueden "
        "acumular (ET, art. 825)."
    )
