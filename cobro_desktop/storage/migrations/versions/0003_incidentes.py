"""Incidents, assets and measures of a case; what reviewers said of a document."""

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
    texto,
    version,
)

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _incidente()
    _bien()
    _consulta_de_bienes()
    _medida()
    _deposito()
    _revision_documento()
    # Alone it answers how many open terms of which cases fall due when.
    op.create_index(
        "ix_termino_agenda", "termino", ["estado", "vence", "expediente_id"]
    )


def _incidente() -> None:
    op.create_table(
        "incidente",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        texto("tipo"),
        texto("estado"),
        dia("abierto"),
        dia("cerrado", nullable=True),
        texto("resultado"),
        de("deudor_id", "deudor.id", nullable=True),
        datos("datos"),
        de("suspension_id", "suspension.id", nullable=True),
        de("actuacion_id", "actuacion.id", nullable=True),
        de("cierre_id", "actuacion.id", nullable=True),
        version(),
    )


def _bien() -> None:
    op.create_table(
        "bien",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("deudor_id", "deudor.id", nullable=True),
        texto("clase"),
        texto("descripcion"),
        texto("identificacion"),
        texto("entidad"),
        dinero("valor", nullable=True),
        texto("fuente"),
        dia("fecha"),
        texto("estado"),
        datos("datos"),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )


def _consulta_de_bienes() -> None:
    op.create_table(
        "consulta_bienes",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("deudor_id", "deudor.id", nullable=True),
        de("documento_id", "documento.id", nullable=True),
        texto("destinatario"),
        dia("enviada"),
        dia("vence", nullable=True),
        dia("respondida", nullable=True),
        texto("resultado"),
        texto("respuesta"),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )
    op.create_index(
        "ix_consulta_bienes_resultado_vence", "consulta_bienes", ["resultado", "vence"]
    )


def _medida() -> None:
    op.create_table(
        "medida",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("bien_id", "bien.id", nullable=True),
        de("deudor_id", "deudor.id", nullable=True),
        texto("tipo"),
        texto("destinatario"),
        dinero("limite"),
        texto("estado"),
        dia("decretada"),
        dia("comunicada", nullable=True),
        dia("registrada", nullable=True),
        dia("levantada", nullable=True),
        texto("observacion"),
        de("documento_id", "documento.id", nullable=True),
        de("levantamiento_id", "documento.id", nullable=True),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )
    op.create_index("ix_medida_estado", "medida", ["estado"])


def _deposito() -> None:
    op.create_table(
        "deposito",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("medida_id", "medida.id", nullable=True),
        de("padre_id", "deposito.id", nullable=True),
        texto("numero"),
        dia("fecha"),
        dinero("valor"),
        texto("banco"),
        texto("estado"),
        dia("fecha_estado"),
        de("pago_id", "pago.id", nullable=True),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )


def _revision_documento() -> None:
    op.create_table(
        "revision_documento",
        clave(),
        de("documento_id", "documento.id", index=True),
        entero("orden"),
        huella("sha256"),
        texto("papel"),
        texto("decision"),
        texto("texto"),
        texto("usuario"),
        instante("hecha_en"),
        sa.UniqueConstraint("documento_id", "orden", "papel", "usuario"),
    )
