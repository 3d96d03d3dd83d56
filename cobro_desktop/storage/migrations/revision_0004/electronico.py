"""The electronic file of a case: its pieces in order, and the closings of its index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cobro_desktop.storage.migrations.columns import (
    clave,
    datos,
    de,
    dia,
    entero,
    huella,
    instante,
    texto,
)


def create() -> None:
    """Create the closings and the pieces that they fix."""
    op.create_table(
        "indice_corte",
        clave(),
        de("expediente_id", "expediente.id"),
        entero("orden"),
        dia("fecha"),
        texto("usuario"),
        instante("cerrado_en"),
        entero("folios"),
        datos("canonico"),
        huella("huella"),
        huella("xml_sha256"),
        de("actuacion_id", "actuacion.id", nullable=True),
        sa.UniqueConstraint("expediente_id", "orden"),
    )
    op.create_table(
        "pieza",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("documento_id", "documento.id", unique=True),
        entero("orden"),
        texto("nombre", server_default=""),
        dia("fecha", nullable=True),
        dia("incorporada"),
        texto("origen"),
        entero("paginas", nullable=True),
        texto("conteo", server_default=""),
        texto("aviso", server_default=""),
        huella("sha256"),
        de("corte_id", "indice_corte.id", nullable=True),
    )
