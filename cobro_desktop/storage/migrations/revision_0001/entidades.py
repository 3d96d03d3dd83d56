"""Institutions, offices, users, procedures, series and batches."""

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
    si_no,
    texto,
    version,
)


def create() -> None:
    """Create the tables of this part."""
    _entidad()
    _dependencia()
    _usuario()
    _procedimiento()
    _parametro()
    _serie()
    _lote()
    _lote_cambio()


def _entidad() -> None:
    op.create_table(
        "entidad",
        clave(),
        texto("sigla", unique=True),
        texto("nombre"),
    )


def _dependencia() -> None:
    op.create_table(
        "dependencia",
        clave(),
        de("entidad_id", "entidad.id"),
        texto("nombre"),
        de("padre_id", "dependencia.id", nullable=True),
        sa.UniqueConstraint("entidad_id", "nombre"),
    )


def _usuario() -> None:
    op.create_table(
        "usuario",
        clave(),
        texto("login", unique=True),
        texto("nombre"),
        texto("cargo"),
        datos("roles"),
        de("dependencia_id", "dependencia.id", nullable=True),
        si_no("activo"),
        version(),
    )


def _procedimiento() -> None:
    op.create_table(
        "procedimiento",
        clave(),
        de("entidad_id", "entidad.id"),
        texto("codigo"),
        version(),
        si_no("vigente"),
        huella("sha256"),
        texto("contenido"),
        instante("instalado_en"),
        sa.UniqueConstraint("codigo", "version"),
    )


def _parametro() -> None:
    op.create_table(
        "parametro",
        clave(),
        de("entidad_id", "entidad.id", nullable=True),
        texto("clave"),
        texto("valor"),
        dia("desde", nullable=True),
        dia("hasta", nullable=True),
        texto("fuente"),
        si_no("verificado"),
        texto("registrado_por"),
        instante("registrado_en"),
    )
    op.create_index("ix_parametro_clave_desde", "parametro", ["clave", "desde"])


def _serie() -> None:
    op.create_table(
        "serie",
        de("entidad_id", "entidad.id", primary_key=True),
        texto("serie", primary_key=True),
        entero("anio", primary_key=True),
        entero("ultimo"),
    )


def _lote() -> None:
    op.create_table(
        "lote",
        clave(),
        de("entidad_id", "entidad.id"),
        texto("tipo"),
        texto("archivo"),
        texto("sha256"),
        datos("resumen"),
        texto("usuario"),
        dia("hoy"),
        instante("creado_en"),
        texto("anulado_por", nullable=True),
        instante("anulado_en", nullable=True),
    )


def _lote_cambio() -> None:
    op.create_table(
        "lote_cambio",
        clave(),
        de("lote_id", "lote.id", index=True),
        texto("tabla"),
        entero("fila_id"),
        texto("campo"),
        texto("antes", nullable=True),
        texto("despues", nullable=True),
    )
