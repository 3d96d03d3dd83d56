"""Triggers: the past is not rewritten, and the search index follows the cases."""

from __future__ import annotations

from typing import Final

from alembic import op

_APPEND_ONLY: Final = ("actuacion", "bitacora")


def create() -> None:
    """Create the triggers of the database at hand."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _APPEND_ONLY:
            _refuse_on_sqlite(table)
        _search_on_sqlite()
        _summary_on_sqlite()
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


def _summary_on_sqlite() -> None:
    """Keep counts and sums per combination of what lists are filtered by.

    Only here: on PostgreSQL every writer would wait for the same few rows, and its
    own parallel counting is fast enough.
    """
    keys = (
        "procedimiento_id",
        "estado",
        "etapa",
        "situacion",
        "actividad",
        "responsable_id",
    )
    op.execute(
        "CREATE TABLE resumen (procedimiento_id INTEGER NOT NULL, "
        "estado TEXT NOT NULL, etapa TEXT NOT NULL, situacion TEXT NOT NULL, "
        "actividad TEXT NOT NULL, responsable_id INTEGER NOT NULL, "
        "casos INTEGER NOT NULL, con_vence INTEGER NOT NULL, "
        "con_prescribe INTEGER NOT NULL, con_riesgo INTEGER NOT NULL, "
        "saldo INTEGER NOT NULL, capital INTEGER NOT NULL, "
        f"PRIMARY KEY ({', '.join(keys)})) WITHOUT ROWID"
    )
    add, remove = _summary_step("new", "+"), _summary_step("old", "-")
    watched = (
        *keys,
        "vence_proximo",
        "fecha_segura",
        "entra_en_riesgo",
        "saldo",
        "capital",
        "lote_anulado_id",
    )
    events = {
        "ai": f"AFTER INSERT ON expediente BEGIN {add} END",
        "ad": f"AFTER DELETE ON expediente BEGIN {remove} END",
        "au": f"AFTER UPDATE OF {', '.join(watched)} ON expediente "
        f"BEGIN {remove} {add} END",
    }
    for suffix, body in events.items():
        op.execute(f"CREATE TRIGGER resumen_{suffix} {body}")


def _summary_step(row: str, sign: str) -> str:
    measures = {
        "casos": "1",
        "con_vence": f"{row}.vence_proximo IS NOT NULL",
        "con_prescribe": f"{row}.fecha_segura IS NOT NULL",
        "con_riesgo": f"{row}.entra_en_riesgo IS NOT NULL",
        "saldo": f"{row}.saldo",
        "capital": f"{row}.capital",
    }
    values = ", ".join(f"{sign}({value})" for value in measures.values())
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in measures)
    return (
        f"INSERT INTO resumen SELECT {row}.procedimiento_id, {row}.estado, "
        f"{row}.etapa, {row}.situacion, {row}.actividad, "
        f"coalesce({row}.responsable_id, 0), {values} "
        f"WHERE {row}.lote_anulado_id IS NULL ON CONFLICT DO UPDATE SET {sums};"
    )


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
