"""What the office keeps beside its cases, and what it exchanges."""

from __future__ import annotations

from cobro_desktop.storage.migrations.revision_0004 import (
    campanas,
    cartera,
    conciliacion,
    documentos,
    electronico,
    intercambio,
    paquetes,
    plantillas,
    trabajo,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables of every part."""
    documentos.create()
    intercambio.create()
    paquetes.create()
    trabajo.create()
    cartera.create()
    campanas.create()
    plantillas.create()
    conciliacion.create()
    electronico.create()
