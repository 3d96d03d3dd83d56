"""Cases that travel between bases, and those that are lent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cobro_desktop.storage.migrations.columns import (
    clave,
    datos,
    de,
    dia,
    huella,
    instante,
    numero,
    si_no,
    texto,
)


def create() -> None:
    """Create the names of shared rows, the states exchanged and the loans."""
    op.create_table(
        "fila_compartida",
        texto("tabla", primary_key=True),
        texto("uid", primary_key=True),
        numero("fila_id"),
        de("expediente_id", "expediente.id", index=True),
        datos("ajeno"),
    )
    op.create_index("ix_fila_compartida_fila", "fila_compartida", ["tabla", "fila_id"])
    op.create_table(
        "estado_caso",
        clave(),
        de("expediente_id", "expediente.id"),
        huella("sha256"),
        si_no("guardado"),
        texto("sentido"),
        texto("base"),
        texto("clave", server_default=""),
        texto("archivo", server_default=""),
        texto("usuario"),
        instante("registrado_en"),
        sa.UniqueConstraint("expediente_id", "sha256"),
    )
    op.create_table(
        "prestamo",
        clave(),
        texto("uid", index=True),
        de("expediente_id", "expediente.id", index=True),
        texto("sentido"),
        texto("quien"),
        dia("desde"),
        dia("hasta", nullable=True),
        texto("motivo", server_default=""),
        texto("usuario"),
        dia("devuelto", nullable=True),
        texto("cierre", server_default=""),
    )
