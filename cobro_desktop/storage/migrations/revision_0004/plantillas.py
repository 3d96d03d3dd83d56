"""Templates and clauses of the office, working copies and batches of documents."""

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
    """Create the tables, and let a version of a document say who wrote it."""
    op.add_column("documento_version", texto("origen", server_default=""))
    op.create_table(
        "clausula",
        clave(),
        de("entidad_id", "entidad.id", index=True),
        texto("clave"),
        texto("nombre"),
        texto("texto"),
        texto("fundamento"),
        dia("desde"),
        dia("hasta", nullable=True),
        si_no("verificado"),
        texto("motivo"),
        texto("usuario"),
        instante("registrada_en"),
        texto("anulada_por", nullable=True),
        instante("anulada_en", nullable=True),
        texto("motivo_anulacion", server_default=""),
    )
    _plantilla()
    _copia_trabajo()
    _lote_documento()


def _plantilla() -> None:
    op.create_table(
        "plantilla",
        clave(),
        de("entidad_id", "entidad.id"),
        texto("tipo"),
        entero("orden"),
        texto("archivo"),
        huella("sha256"),
        entero("tamano"),
        texto("estado"),
        dia("desde", nullable=True),
        dia("hasta", nullable=True),
        texto("nota"),
        datos("examen"),
        texto("importada_por"),
        instante("importada_en"),
        texto("validada_por", nullable=True),
        instante("validada_en", nullable=True),
        texto("activada_por", nullable=True),
        instante("activada_en", nullable=True),
        texto("derogada_por", nullable=True),
        instante("derogada_en", nullable=True),
        texto("motivo_derogacion", server_default=""),
        version(),
        sa.UniqueConstraint("entidad_id", "tipo", "orden"),
    )


def _copia_trabajo() -> None:
    op.create_table(
        "copia_trabajo",
        clave(),
        de("documento_id", "documento.id", index=True),
        entero("orden"),
        huella("sha256"),
        texto("ruta"),
        texto("equipo"),
        texto("usuario"),
        instante("abierta_en"),
        instante("cerrada_en", nullable=True),
        texto("cierre", server_default=""),
    )


def _lote_documento() -> None:
    op.create_table(
        "lote_documento",
        clave(),
        de("entidad_id", "entidad.id", nullable=True),
        texto("tipo"),
        texto("consulta"),
        dia("fecha"),
        datos("datos"),
        texto("carpeta"),
        texto("archivo_unido", server_default=""),
        texto("estado"),
        texto("usuario"),
        texto("equipo"),
        instante("creado_en"),
        instante("terminado_en", nullable=True),
    )
    op.create_table(
        "lote_documento_item",
        clave(),
        de("lote_id", "lote_documento.id"),
        entero("orden"),
        de("expediente_id", "expediente.id", index=True),
        texto("estado"),
        de("documento_id", "documento.id", nullable=True),
        texto("archivo", server_default=""),
        texto("motivo", server_default=""),
        instante("hecho_en", nullable=True),
        sa.UniqueConstraint("lote_id", "orden"),
    )
