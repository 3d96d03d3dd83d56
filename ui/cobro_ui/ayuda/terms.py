"""Texts of help whose terms open their definition."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QToolTip

from cobro_ui.widgets.validity import set_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.glosario import Entrada

_LINKS = (
    Qt.TextInteractionFlag.LinksAccessibleByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    | Qt.TextInteractionFlag.TextSelectableByMouse
)
_TOO_COMMON = frozenset({"pago", "título", "prueba", "poder", "deudor", "archivo"})
"""Everyday words: a text full of links would not be read."""


class TermLabel(QLabel):
    """A text of ours, never data, whose known terms are links."""

    def __init__(self, glossary: Sequence[Entrada], part: str = "") -> None:
        super().__init__()
        self._glossary = {entry.termino: entry for entry in glossary}
        self.setWordWrap(True)
        if part:
            set_part(self, part)
        self.linkHovered.connect(self._tell)
        self.linkActivated.connect(self._open)

    def say(self, text: str, *, help_text: bool = False) -> None:
        """Show a text; only one that ships as help gets links."""
        linked = linked_terms(text, tuple(self._glossary)) if help_text else ""
        if linked:
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setTextInteractionFlags(_LINKS)
            self.setText(linked)
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.setText(text)
        self.setAccessibleName(text)

    @Slot(str)
    def _tell(self, term: str) -> None:
        entry = self._glossary.get(term)
        if entry is None:
            QToolTip.hideText()
        else:
            told = f"<p style='white-space:pre-wrap'>{escape(entry.definicion)}</p>"
            QToolTip.showText(QCursor.pos(), told, self)

    @Slot(str)
    def _open(self, term: str) -> None:
        from cobro_ui.ayuda.glossary import GlossaryDialog

        GlossaryDialog(tuple(self._glossary.values()), self.window(), term).open()


def linked_terms(text: str, terms: Sequence[str]) -> str:
    """Return a text as HTML with the first sight of each term as a link.

    Empty when it has none. A longer term wins over the shorter one inside it.
    """
    wanted = [t for t in terms if t.casefold() not in _TOO_COMMON]
    wanted.sort(key=len, reverse=True)
    if not wanted:
        return ""
    pattern = "|".join(f"(?P<t{n}>{_spelling(t)})" for n, t in enumerate(wanted))
    seen: set[str] = set()
    parts: list[str] = []
    end = 0
    for found in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
        term = wanted[int(str(found.lastgroup)[1:])]
        if term in seen:
            continue
        seen.add(term)
        parts.append(escape(text[end : found.start()]))
        parts.append(f'<a href="{escape(term)}">{escape(found[0])}</a>')
        end = found.end()
    return "".join([*parts, escape(text[end:])]) if parts else ""


def _spelling(term: str) -> str:
    """Match a term in the singular or in the plural."""
    return r"\s+".join(rf"{re.escape(word)}(?:es|s)?" for word in term.split())
