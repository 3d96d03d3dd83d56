"""What was typed into a calculator, read by kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cobro_ui.calculadoras.ports import Answer


class Typed:
    """Answers by name; what the form left out reads as nothing."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    def maybe_amount(self, name: str) -> int | None:
        """Return a number or an amount, or None."""
        value = self._answers.get(name)
        return value if isinstance(value, int) else None

    def amount(self, name: str) -> int:
        """Return an amount in centavos; nothing is zero."""
        return self.maybe_amount(name) or 0

    number = amount

    def maybe_day(self, name: str) -> date | None:
        """Return a day, or None."""
        value = self._answers.get(name)
        return value if isinstance(value, date) else None

    def day(self, name: str) -> date:
        """Return a day; the form does not ask before there is one."""
        value = self.maybe_day(name)
        assert value is not None, "the form waits for what is needed"
        return value

    def text(self, name: str) -> str:
        """Return a text or the value of a choice."""
        value = self._answers.get(name)
        return value if isinstance(value, str) else ""

    def yes(self, name: str) -> bool:
        """Return whether a box is marked."""
        return self._answers.get(name) is True

    def rows(self, name: str) -> Iterator[Typed]:
        """Yield the rows of a list."""
        value = self._answers.get(name)
        for row in value if isinstance(value, list) else ():
            yield Typed(dict(row))
