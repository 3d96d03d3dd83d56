"""The services' side of what the shell asks: reads and commands, nothing drawn.

Everything here runs in the reader or writer lanes, never on the GUI thread.
"""

from __future__ import annotations

from cobro_ui.backend.office import open_office
from cobro_ui.backend.shell import make_shell

__all__ = ["make_shell", "open_office"]
