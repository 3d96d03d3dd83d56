"""Cases that travel between offices."""

from __future__ import annotations

from cobro_desktop.storage.migrations.revision_0005 import traslados

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables of every part."""
    traslados.create()
