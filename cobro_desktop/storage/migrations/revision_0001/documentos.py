"""Documents, notifications, payments and liquidations."""

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
    octetos,
    si_no,
    texto,
    version,
)


def create() -> None:
    """Create the tables of this part."""
    _documento()
    _documento_version()
    _contenido()
    _notificacion()
    _pago()
    _imputacion()
    _liquidacion()


def _documento() -> None:
    op.create_table(
        "documento",
        clave(),
        de("entidad_id", "entidad.id"),
        de("expediente_id", "expediente.id"),
        texto("tipo"),
        texto("nombre"),
        texto("actividad"),
        texto("evidencia"),
        texto("estado"),
        texto("formato"),
        dia("fecha"),
        texto("serie", nullable=True),
        entero("anio", nullable=True),
        entero("numero", nullable=True),
        texto("radicado"),
        texto("plantilla"),
        texto("plantilla_version"),
        datos("contexto"),
        texto("elaboro"),
        texto("reviso"),
        texto("aprobo"),
        texto("firmo"),
        texto("motivo_anulacion"),
        version(),
        sa.UniqueConstraint("entidad_id", "serie", "anio", "numero"),
    )
    op.create_index(
        "ix_documento_expediente_id_id", "documento", ["expediente_id", "id"]
    )


def _documento_version() -> None:
    op.create_table(
        "documento_version",
        clave(),
        de("documento_id", "documento.id"),
        entero("orden"),
        huella("sha256"),
        entero("tamano"),
        texto("archivo"),
        texto("estado"),
        texto("usuario"),
        instante("creada_en"),
        sa.UniqueConstraint("documento_id", "orden"),
    )


def _contenido() -> None:
    op.create_table(
        "contenido",
        huella("sha256", primary_key=True),
        octetos("datos"),
    )


def _notificacion() -> None:
    op.create_table(
        "notificacion",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("documento_id", "documento.id", nullable=True),
        texto("que"),
        de("deudor_id", "deudor.id"),
        texto("medio"),
        dia("enviada", nullable=True),
        texto("guia"),
        texto("resultado"),
        texto("causa"),
        dia("efectiva", nullable=True),
        si_no("valida"),
        de("actuacion_id", "actuacion.id", nullable=True),
    )


def _pago() -> None:
    op.create_table(
        "pago",
        clave(),
        de("entidad_id", "entidad.id"),
        de("expediente_id", "expediente.id", nullable=True, index=True),
        dia("fecha"),
        dinero("valor"),
        texto("banco"),
        texto("referencia"),
        texto("identificacion"),
        texto("nombre"),
        texto("concepto"),
        texto("titulo"),
        texto("estado"),
        de("lote_id", "lote.id", nullable=True, index=True),
        de("actuacion_id", "actuacion.id", nullable=True),
        version(),
    )
    op.create_index(
        "uq_pago_identidad",
        "pago",
        ["entidad_id", "referencia", "fecha", "valor", "banco"],
        unique=True,
        sqlite_where=sa.text("estado <> 'anulado'"),
        postgresql_where=sa.text("estado <> 'anulado'"),
    )


def _imputacion() -> None:
    op.create_table(
        "imputacion",
        clave(),
        de("pago_id", "pago.id", index=True),
        de("obligacion_id", "obligacion.id", index=True),
        dinero("capital"),
        dinero("interes"),
        dinero("costas"),
        dinero("saldo_a_favor"),
        texto("regla"),
    )


def _liquidacion() -> None:
    op.create_table(
        "liquidacion",
        clave(),
        de("obligacion_id", "obligacion.id", index=True),
        dia("corte"),
        dinero("capital"),
        dinero("interes"),
        dinero("total"),
        texto("huella"),
        texto("motor"),
        datos("entrada"),
        datos("resultado"),
        texto("usuario"),
        instante("creada_en"),
    )
