"""What people said of the differences with the books, and the months closed."""

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
    """Create the tables of this part."""
    op.create_table(
        "diferencia_anotada",
        clave(),
        de("entidad_id", "entidad.id"),
        dia("corte"),
        texto("clave"),
        texto("causa"),
        texto("nota"),
        texto("usuario"),
        instante("registrada_en"),
        sa.UniqueConstraint("entidad_id", "corte", "clave"),
    )
    op.create_table(
        "cierre_mes",
        clave(),
        de("entidad_id", "entidad.id"),
        dia("mes"),
        entero("orden"),
        datos("datos"),
        huella("huella"),
        texto("anterior"),
        texto("bitacora"),
        texto("motivo"),
        texto("usuario"),
        instante("creado_en"),
        sa.UniqueConstraint("entidad_id", "mes", "orden"),
    )
