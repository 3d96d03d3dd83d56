"""Triggers: the past is not rewritten, and the search index follows the cases."""

from __future__ import annotations

from typing import Final

from alembic import op

from cobro_desktop.storage.migrations.revision_0001 import resumen

_APPEND_ONLY: Final = ("actuacion", "bitacora")


def create() -> None:
    """Create the triggers of the database at hand."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _APPEND_ONLY:
            _refuse_on_sqlite(table)
        _search_on_sqlite()
        resumen.create()
    else:
        _refuse_on_postgresql()
        _search_on_postgresql()


def _refuse_on_sqlite(table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION solo_agregar() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_solo_agregar "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION solo_agregar()"
        )


def _search_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE expediente_fts USING fts5(busqueda, "
        "content='expediente', content_rowid='id', "
        "tokenize='trigram remove_diacritics 1', columnsize=0)"
    )
    add = "INSERT INTO expediente_fts(rowid, busqueda) VALUES (new.id, new.busqueda);"
    remove = (
        "INSERT INTO expediente_fts(expediente_fts, rowid, busqueda) "
        "VALUES ('delete', old.id, old.busqueda);"
    )
    events = {
        "ai": f"AFTER INSERT ON expediente BEGIN {add} END",
        "ad": f"AFTER DELETE ON expediente BEGIN {remove} END",
        "au": "AFTER UPDATE OF busqueda ON expediente "
        f"WHEN old.busqueda IS NOT new.busqueda BEGIN {remove} {add} END",
    }
    for suffix, body in events.items():
        op.execute(f"CREATE TRIGGER expediente_fts_{suffix} {body}")


def _search_on_postgresql() -> None:
    # pg_trgm is a contrib module: without it the search reads the whole table.
    op.execute(
        "DO $$ BEGIN "
        "CREATE EXTENSION IF NOT EXISTS pg_trgm; "
        "CREATE INDEX ix_expediente_busqueda_trgm ON expediente "
        "USING gin (busqueda gin_trgm_ops); "
        "EXCEPTION WHEN undefined_file OR feature_not_supported "
        "OR insufficient_privilege OR undefined_object THEN NULL; END $$"
    )
