"""Contacts made to collect: one by one, or many at once in a campaign (F83)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cobro_desktop.storage.migrations.columns import clave, de, dia, si_no, texto


def create() -> None:
    """Create campaigns and whom each one reached."""
    op.create_table(
        "campana",
        clave(),
        de("entidad_id", "entidad.id", index=True),
        texto("nombre"),
        texto("clase"),
        texto("canal"),
        texto("mensaje"),
        dia("desde"),
        dia("hasta"),
        texto("usuario"),
        de("documento_id", "documento.id", nullable=True),
        sa.UniqueConstraint("entidad_id", "nombre"),
    )
    op.create_table(
        "campana_contacto",
        clave(),
        de("campana_id", "campana.id", index=True),
        de("expediente_id", "expediente.id", index=True, nullable=True),
        texto("comparendo", server_default=""),
        texto("nombre"),
        texto("identificacion"),
        texto("destino"),
        dia("fecha"),
        texto("resultado"),
        si_no("cuenta"),
        texto("razon", server_default=""),
        de("actuacion_id", "actuacion.id", nullable=True),
    )
