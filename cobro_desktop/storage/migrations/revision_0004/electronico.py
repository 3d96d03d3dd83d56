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
    """Create the closings, the pieces that they fix, and the words of documents."""
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
    op.create_table(
        "texto_documento",
        de("documento_id", "documento.id", primary_key=True),
        huella("sha256"),
        texto("texto"),
        texto("plegado"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _search_on_sqlite()
    else:
        op.execute(
            "CREATE INDEX ix_texto_documento_palabras ON texto_documento "
            "USING gin (to_tsvector('spanish', plegado))"
        )


def _search_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE texto_fts USING fts5(plegado, "
        "content='texto_documento', content_rowid='documento_id', "
        "tokenize='unicode61')"
    )
    add = "INSERT INTO texto_fts(rowid, plegado) VALUES (new.documento_id, new.plegado)"
    remove = (
        "INSERT INTO texto_fts(texto_fts, rowid, plegado) "
        "VALUES ('delete', old.documento_id, old.plegado)"
    )
    events = {
        "ai": f"AFTER INSERT ON texto_documento BEGIN {add}; END",
        "ad": f"AFTER DELETE ON texto_documento BEGIN {remove}; END",
        "au": f"AFTER UPDATE ON texto_documento BEGIN {remove}; {add}; END",
    }
    for suffix, body in events.items():
        op.execute(f"CREATE TRIGGER texto_fts_{suffix} {body}")
