"""What a document lets choose, on the card of the guided step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from cobro_ui.wizard.document_list import DocumentList
from cobro_ui.wizard.paso import DatoDocumento, DocumentoPosible

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cobro_ui.theme.theme import Theme

BANCOS = ("Banco del Norte", "Banco del Sur")
OFICIO = DocumentoPosible(
    "oficio-embargo",
    "Oficio de embargo",
    "PDF",
    campos=(
        DatoDocumento(
            "oficio-embargo/destinatario", "A quién se dirige", opciones=BANCOS
        ),
    ),
    faltantes=("A quién se dirige",),
)


def lista(theme: Theme, qtbot: QtBot) -> tuple[DocumentList, QComboBox]:
    found = DocumentList(theme)
    qtbot.addWidget(found)
    found.show_documents([OFICIO])
    box = found.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    return found, box


def test_the_addressee_is_chosen_and_nothing_is_chosen_before(
    theme: Theme, qtbot: QtBot
) -> None:
    found, box = lista(theme, qtbot)

    assert box.currentIndex() == -1
    assert box.accessibleName() == "A quién se dirige"
    with qtbot.waitSignal(found.changed):
        box.setCurrentIndex(1)
    assert found.answers() == {"oficio-embargo/destinatario": "Banco del Sur"}


def test_what_was_chosen_comes_back_with_the_draft(theme: Theme, qtbot: QtBot) -> None:
    found, box = lista(theme, qtbot)

    found.fill({"oficio-embargo/destinatario": "Banco del Sur"})

    assert box.currentText() == "Banco del Sur"
