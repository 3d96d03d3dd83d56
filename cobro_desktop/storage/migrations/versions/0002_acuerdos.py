"""Agreements, suspensions and expenses of a case; kept liquidations are kept."""

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
    si_no,
    texto,
    version,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, and say where the new columns of old ones stand."""
    _acuerdo()
    _cuota()
    _suspension()
    _gasto()
    op.add_column("evento_prescripcion", texto("motivo", server_default=""))
    op.add_column("parametro", huella("soporte", nullable=True))
    op.add_column("parametro", texto("soporte_nombre", server_default=""))
    _keep_liquidations()


def _acuerdo() -> None:
    op.create_table(
        "acuerdo",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        texto("estado"),
        dia("solicitado"),
        dia("firma", nullable=True),
        dia("primera", nullable=True),
        texto("metodo"),
        entero("cuotas"),
        dinero("cuota_inicial"),
        texto("garantia"),
        texto("garantia_detalle"),
        dinero("garantia_valor"),
        dinero("capital"),
        dinero("intereses"),
        dinero("costas"),
        datos("plan"),
        dia("incumplido_desde", nullable=True),
        dia("cerrado", nullable=True),
        texto("motivo"),
        de("documento_id", "documento.id", nullable=True),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )


def _cuota() -> None:
    op.create_table(
        "cuota",
        clave(),
        de("acuerdo_id", "acuerdo.id"),
        entero("numero"),
        dia("nominal"),
        dia("vence"),
        dinero("capital"),
        dinero("interes_causado"),
        dinero("interes_plazo"),
        dinero("costas"),
        dinero("total"),
        sa.UniqueConstraint("acuerdo_id", "numero"),
    )
    op.create_index("ix_cuota_vence", "cuota", ["vence"])


def _suspension() -> None:
    op.create_table(
        "suspension",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        texto("causa"),
        texto("norma"),
        dia("desde"),
        dia("hasta", nullable=True),
        si_no("terminos"),
        si_no("prescripcion"),
        si_no("intereses"),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )


def _gasto() -> None:
    op.create_table(
        "gasto",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("obligacion_id", "obligacion.id", index=True),
        dia("fecha"),
        texto("concepto"),
        dinero("valor"),
        texto("soporte"),
        texto("estado"),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )


def _keep_liquidations() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER liquidacion_no_{verb.lower()} BEFORE {verb} ON "
                "liquidacion BEGIN SELECT RAISE(ABORT, 'liquidacion is append-only'); "
                "END"
            )
    else:
        op.execute(
            "CREATE TRIGGER liquidacion_solo_agregar "
            "BEFORE UPDATE OR DELETE OR TRUNCATE ON liquidacion "
            "FOR EACH STATEMENT EXECUTE FUNCTION solo_agregar()"
        )
