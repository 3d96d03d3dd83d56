"""Acts, prescription events, terms, drafts and the audit log."""

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
    numero,
    si_no,
    texto,
)


def create() -> None:
    """Create the tables of this part."""
    _actuacion()
    _evento_prescripcion()
    _termino()
    _borrador()
    _bitacora()
    _bitacora_texto()


def _actuacion() -> None:
    op.create_table(
        "actuacion",
        clave(),
        de("expediente_id", "expediente.id"),
        texto("tipo"),
        texto("actividad"),
        texto("resultado"),
        dia("fecha"),
        instante("registrada_en"),
        texto("usuario"),
        texto("texto"),
        datos("datos"),
        de("anula_id", "actuacion.id", nullable=True),
        de("lote_id", "lote.id", nullable=True, index=True),
    )
    op.create_index(
        "ix_actuacion_expediente_id_id", "actuacion", ["expediente_id", "id"]
    )


def _evento_prescripcion() -> None:
    op.create_table(
        "evento_prescripcion",
        clave(),
        de("titulo_id", "titulo.id", index=True),
        texto("tipo"),
        dia("fecha"),
        dia("hasta", nullable=True),
        si_no("valida"),
        de("actuacion_id", "actuacion.id", nullable=True),
    )


def _termino() -> None:
    op.create_table(
        "termino",
        clave(),
        de("expediente_id", "expediente.id", index=True),
        de("actuacion_id", "actuacion.id", nullable=True),
        texto("actividad"),
        texto("nombre"),
        dia("desde"),
        entero("cantidad"),
        texto("unidad"),
        dia("vence"),
        texto("estado"),
        dia("cumplido", nullable=True),
    )
    op.create_index("ix_termino_estado_vence", "termino", ["estado", "vence"])


def _borrador() -> None:
    op.create_table(
        "borrador",
        clave(),
        de("usuario_id", "usuario.id"),
        de("expediente_id", "expediente.id", index=True),
        texto("actividad"),
        datos("respuestas"),
        texto("seccion"),
        instante("actualizado_en"),
        sa.UniqueConstraint("usuario_id", "expediente_id", "actividad"),
    )


def _bitacora() -> None:
    op.create_table(
        "bitacora",
        numero("seq", primary_key=True, autoincrement=False),
        texto("entrada"),
        huella("anterior"),
        huella("huella"),
    )


def _bitacora_texto() -> None:
    op.create_table(
        "bitacora_texto",
        de("seq", "bitacora.seq", primary_key=True),
        texto("texto"),
        texto("antes"),
        texto("despues"),
        texto("sal"),
    )
