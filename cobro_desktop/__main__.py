"""Composition root: the only module of the core that knows the window."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cobro_desktop.cli.state import State


PACE: Final = gc.get_threshold()
"""How often Python looks for cyclic garbage."""
SELDOM: Final = (50_000, *PACE[1:])
"""A command that loads 200,000 rows makes millions of objects and few cycles: looking
for them at the pace of a small script takes a fifth of its time."""


def main() -> None:
    """Run what the command line asks; without a subcommand, the window."""
    if sys.argv[1:] == ["--leer-archivo"]:
        from cobro_desktop.exchange.worker import main as read_file

        sys.exit(read_file())
    from cobro_desktop.cli.app import run

    gc.set_threshold(*SELDOM)
    sys.exit(run(sys.argv[1:], open_window))


def open_window(state: State) -> int:
    """Open the window on the given data folder and return its exit code."""
    gc.set_threshold(*PACE)
    from cobro_ui.application import run_window

    return run_window(state)


if __name__ == "__main__":
    main()
