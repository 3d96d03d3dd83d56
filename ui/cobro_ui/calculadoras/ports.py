"""What the calculator asks of the services, and the answers that travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cobro_desktop.services.calculadoras.calculo import Calculo

Value: TypeAlias = "int | str | date | bool | None"
"""Centavos or a number, a text or the value of a choice, a day, yes or no."""
Row: TypeAlias = "dict[str, Value]"
Answer: TypeAlias = "Value | list[Row]"


@dataclass(frozen=True, slots=True)
class Question:
    """A calculation that somebody wants, with what was typed."""

    calculator: str
    answers: Mapping[str, Answer]
    entity: str = ""
    """Whose readings of the law count; empty for the usual ones."""


class Told(NamedTuple):
    """A result, and the same as text to be pasted into a document."""

    result: Calculo
    text: str


class Calculators(Protocol):
    """The sums; called from the reader lane."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions."""

    def calculate(self, question: Question) -> Told:
        """Answer a question.

        Raises:
            InvalidDataError: what was typed cannot be.
            MissingParameterError: a value of the law is not loaded; says which.
        """
