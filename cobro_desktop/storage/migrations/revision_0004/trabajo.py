"""Who works what, in which order, and what went back or was joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cobro_desktop.storage.migrations.columns import (
    clave,
    datos,
    de,
    dia,
    dinero,
    entero,
    texto,
)

_ALIVE = sa.text("lote_anulado_id IS NULL")
_IN_FORCE = sa.text("quitada IS NULL")


def create() -> None:
    """Create offices of people, marks of priority, returns and joined cases."""
    op.add_column("dependencia", texto("clase", server_default=""))
    op.create_table(
        "usuario_dependencia",
        de("usuario_id", "usuario.id", primary_key=True),
        de("dependencia_id", "dependencia.id", primary_key=True),
    )
    _movement()
    _priority()
    op.create_table(
        "devolucion",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("entidad_id", "entidad.id"),
        dia("fecha"),
        texto("actividad"),
        texto("origen"),
        datos("causas"),
        datos("hallazgos"),
        texto("observaciones"),
        dinero("saldo"),
        de("actuacion_id", "actuacion.id", nullable=True),
        dia("reingreso", nullable=True),
    )
    op.create_index(
        "ix_devolucion_entidad_fecha", "devolucion", ["entidad_id", "fecha"]
    )
    op.create_table(
        "acumulacion",
        clave(),
        de("absorbido_id", "expediente.id", index=True),
        de("absorbente_id", "expediente.id", index=True),
        dia("fecha"),
        texto("motivo"),
        texto("estado_anterior"),
        datos("terminos"),
        de("actuacion_id", "actuacion.id", nullable=True),
        dia("anulada", nullable=True),
        texto("motivo_anulacion", server_default=""),
    )


def _movement() -> None:
    """Keep the day something last moved a case, and what a person says of it."""
    op.add_column("expediente", dia("movimiento", nullable=True))
    op.add_column("expediente", texto("situacion_nota", server_default=""))
    op.execute(
        "UPDATE expediente SET movimiento = coalesce((SELECT max(actuacion.fecha) "
        "FROM actuacion WHERE actuacion.expediente_id = expediente.id AND "
        "actuacion.tipo NOT IN ('asignacion', 'nota', 'migracion', 'correccion')), "
        "recibido)"
    )
    op.create_index(
        "ix_lista_movimiento",
        "expediente",
        [
            "movimiento",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "saldo",
            "vence_proximo",
            "fecha_segura",
            "entra_en_riesgo",
        ],
        sqlite_where=_ALIVE,
        postgresql_where=_ALIVE,
    )


def _priority() -> None:
    op.create_table(
        "prioridad",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        texto("causa"),
        entero("orden"),
        texto("motivo"),
        dia("puesta"),
        texto("usuario"),
        dia("quitada", nullable=True),
        texto("quitada_por", server_default=""),
        texto("motivo_quita", server_default=""),
    )
    op.create_index(
        "uq_prioridad_viva",
        "prioridad",
        ["expediente_id", "causa"],
        unique=True,
        sqlite_where=_IN_FORCE,
        postgresql_where=_IN_FORCE,
    )
