"""What comes in from other offices: balances, states, profiles, payments in parts."""

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
    huella,
    instante,
    numero,
    texto,
    version,
)


def create() -> None:
    """Create the tables of the exchange, and what payments remember of their file."""
    _saldo_contable()
    _estado_externo()
    _perfil_importacion()
    op.create_table(
        "pago_parte",
        numero("pago_id", primary_key=True),
        de("origen_id", "pago.id", index=True),
        sa.ForeignKeyConstraint(["pago_id"], ["pago.id"]),
    )
    op.add_column("pago", datos("datos", server_default="{}"))
    op.add_column("pago", texto("motivo", server_default=""))


def _saldo_contable() -> None:
    op.create_table(
        "saldo_contable",
        clave(),
        de("entidad_id", "entidad.id"),
        de("lote_id", "lote.id", index=True),
        de("obligacion_id", "obligacion.id", index=True, nullable=True),
        dia("corte"),
        dinero("capital"),
        dinero("intereses"),
        dinero("total"),
        texto("referencia"),
        texto("identificacion"),
        texto("nombre"),
        texto("titulo"),
        texto("cuenta"),
        entero("fila"),
        de("lote_anulado_id", "lote.id", nullable=True),
    )
    op.create_index(
        "ix_saldo_contable_corte", "saldo_contable", ["entidad_id", "corte"]
    )


def _estado_externo() -> None:
    op.create_table(
        "estado_externo",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("lote_id", "lote.id", index=True, nullable=True),
        texto("sistema"),
        texto("estado"),
        dia("fecha", nullable=True),
        dia("consultado"),
        texto("referencia"),
        texto("detalle"),
        datos("datos"),
        de("actuacion_id", "actuacion.id", nullable=True),
        de("lote_anulado_id", "lote.id", nullable=True),
    )


def _perfil_importacion() -> None:
    op.create_table(
        "perfil_importacion",
        clave(),
        texto("nombre", unique=True),
        texto("formato"),
        texto("hoja"),
        entero("encabezado", nullable=True),
        datos("columnas"),
        huella("huella"),
        entero("usos"),
        instante("usado_en"),
        texto("creado_por"),
        instante("creado_en"),
        version(),
    )
