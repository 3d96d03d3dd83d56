"""Composition root: the only module of the core that knows the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_desktop.cli.state import State


def main() -> None:
    """Run what the command line asks; without a subcommand, the window."""
    if sys.argv[1:] == ["--leer-archivo"]:
        from cobro_desktop.exchange.worker import main as read_file

        sys.exit(read_file())
    from cobro_desktop.cli.app import run

    sys.exit(run(sys.argv[1:], open_window))


def open_window(state: State) -> int:
    """Open the window on the given data folder and return its exit code."""
    from cobro_ui.application import run_window

    return run_window(state)


if __name__ == "__main__":
    main()
