"""What the palette offers for what is typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.texto import plegar
from cobro_ui.icons import Icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cobro_ui.actions import CommandSet
    from cobro_ui.reads import ExpedienteLine

_WORD = re.compile(r"\w+")


class Choice(NamedTuple):
    """A line of the palette."""

    text: str
    detail: str
    """Said after it, muted: keys, debtor, why it cannot be done now."""
    icon: Icon
    run: Callable[[], object]


def commands_for(commands: CommandSet, typed: str, skip: str) -> list[Choice]:
    """Return the commands that can be run now and answer to what is typed.

    Every word typed begins a word of the name or of the hint; those whose name begins
    with what is typed come first, then those that have every word in the name.
    """
    words = plegar(typed).split()
    ranked = []
    for order, command in enumerate(commands.commands):
        action = commands[command.name]
        if command.name == skip or not action.isEnabled():
            continue
        name = plegar(command.label)
        rank = _rank(words, name, plegar(command.hint))
        if rank is not None:
            keys = action.shortcut().toString()
            icon = command.icon or Icon.NEXT
            choice = Choice(command.label, keys, icon, action.trigger)
            ranked.append((rank, order, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda r: r[:2])]


def cases_for(
    lines: Iterable[ExpedienteLine], open_case: Callable[[ExpedienteLine], object]
) -> list[Choice]:
    """Return a line for each case."""
    return [
        Choice(
            line.numero,
            f"{line.deudor} · {line.identificacion}",
            Icon.CASE,
            lambda line=line: open_case(line),  # type: ignore[misc]
        )
        for line in lines
    ]


def _rank(words: Sequence[str], name: str, hint: str) -> int | None:
    if not words:
        return 0
    if name.startswith(" ".join(words)):
        return 0
    for rank, text in ((1, name), (2, f"{name} {hint}")):
        have = _WORD.findall(text)
        if all(any(h.startswith(word) for h in have) for word in words):
            return rank
    return None
