"""Versions of procedures by date, and the packs that bring an institution."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cobro_desktop.storage.migrations.columns import (
    clave,
    de,
    dia,
    entero,
    huella,
    instante,
    texto,
)


def create() -> None:
    """Date the versions of a procedure, and make room for the packs."""
    op.add_column("procedimiento", dia("desde", nullable=True))
    op.add_column("procedimiento", texto("usuario", server_default=""))
    op.create_table(
        "paquete_entidad",
        clave(),
        de("entidad_id", "entidad.id", index=True),
        texto("archivo"),
        huella("sha256"),
        texto("clave_publica"),
        texto("emisor"),
        instante("creado_en"),
        texto("instalado_por"),
        instante("instalado_en"),
        texto("retirado_por", nullable=True),
        instante("retirado_en", nullable=True),
    )
    op.create_table(
        "paquete_archivo",
        clave(),
        de("paquete_id", "paquete_entidad.id"),
        texto("ruta"),
        huella("sha256"),
        entero("tamano"),
        sa.UniqueConstraint("paquete_id", "ruta"),
    )
