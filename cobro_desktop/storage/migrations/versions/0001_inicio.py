"""The first schema: tables, triggers that keep the past, indexes of the list."""

from __future__ import annotations

from cobro_desktop.storage.migrations.revision_0001 import (
    actuaciones,
    disparadores,
    documentos,
    entidades,
    expedientes,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    entidades.create()
    expedientes.create()
    actuaciones.create()
    documentos.create()
    disparadores.create()
