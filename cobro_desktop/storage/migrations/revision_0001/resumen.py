"""Counts and sums that triggers keep on SQLite, so that nobody counts a million.

Not on PostgreSQL: there every writer would wait for the same few rows, and its own
parallel counting is fast enough.
"""

from __future__ import annotations

from typing import Final

from alembic import op

_KEYS: Final = (
    "procedimiento_id",
    "estado",
    "etapa",
    "situacion",
    "actividad",
    "responsable_id",
)
_DAYS: Final = {
    "vence": "vence_proximo",
    "prescribe": "fecha_segura",
    "riesgo": "entra_en_riesgo",
}
_ACTIVE: Final = "('ABIERTO', 'SUSPENDIDO')"


def create() -> None:
    """Create both summaries and what keeps them."""
    op.execute(
        "CREATE TABLE resumen (procedimiento_id INTEGER NOT NULL, "
        "estado TEXT NOT NULL, etapa TEXT NOT NULL, situacion TEXT NOT NULL, "
        "actividad TEXT NOT NULL, responsable_id INTEGER NOT NULL, "
        "casos INTEGER NOT NULL, con_vence INTEGER NOT NULL, "
        "con_prescribe INTEGER NOT NULL, con_riesgo INTEGER NOT NULL, "
        "saldo INTEGER NOT NULL, capital INTEGER NOT NULL, "
        f"PRIMARY KEY ({', '.join(_KEYS)})) WITHOUT ROWID"
    )
    op.execute(
        "CREATE TABLE resumen_dia (clase TEXT NOT NULL, dia DATE NOT NULL, "
        "procedimiento_id INTEGER NOT NULL, casos INTEGER NOT NULL, "
        "saldo INTEGER NOT NULL, "
        "PRIMARY KEY (clase, dia, procedimiento_id)) WITHOUT ROWID"
    )
    add, remove = _step("new", "+"), _step("old", "-")
    watched = (*_KEYS, *_DAYS.values(), "saldo", "capital", "lote_anulado_id")
    events = {
        "ai": f"AFTER INSERT ON expediente BEGIN {add} END",
        "ad": f"AFTER DELETE ON expediente BEGIN {remove} END",
        "au": f"AFTER UPDATE OF {', '.join(watched)} ON expediente "
        f"BEGIN {remove} {add} END",
    }
    for suffix, body in events.items():
        op.execute(f"CREATE TRIGGER resumen_{suffix} {body}")


def _step(row: str, sign: str) -> str:
    """Return what adds a row to the summaries, or takes it out of them."""
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
    cases = (
        f"INSERT INTO resumen SELECT {row}.procedimiento_id, {row}.estado, "
        f"{row}.etapa, {row}.situacion, {row}.actividad, "
        f"coalesce({row}.responsable_id, 0), {values} "
        f"WHERE {row}.lote_anulado_id IS NULL ON CONFLICT DO UPDATE SET {sums};"
    )
    days = " ".join(
        f"INSERT INTO resumen_dia SELECT '{kind}', {row}.{column}, "
        f"{row}.procedimiento_id, {sign}1, {sign}{row}.saldo "
        f"WHERE {row}.lote_anulado_id IS NULL AND {row}.{column} IS NOT NULL "
        f"AND {row}.estado IN {_ACTIVE} ON CONFLICT DO UPDATE "
        "SET casos = casos + excluded.casos, saldo = saldo + excluded.saldo;"
        for kind, column in _DAYS.items()
    )
    return f"{cases} {days}"
