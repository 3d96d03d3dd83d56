"""The counts that SQLite keeps of the cases (`resumen`, `resumen_dia`), from scratch.

Triggers keep them one case at a time; here is what they must add up to.
"""

from __future__ import annotations

from typing import Final

POR_FACETAS: Final = (
    "SELECT procedimiento_id, estado, etapa, situacion, actividad, "
    "coalesce(responsable_id, 0), count(*), count(vence_proximo), "
    "count(fecha_segura), count(entra_en_riesgo), sum(saldo), sum(capital) "
    "FROM expediente WHERE lote_anulado_id IS NULL GROUP BY 1, 2, 3, 4, 5, 6"
)
"""The rows of `resumen`."""
DIAS: Final = {
    "vence": "vence_proximo",
    "prescribe": "fecha_segura",
    "riesgo": "entra_en_riesgo",
}
"""Kind of day of `resumen_dia` and the column of the case that has it."""


def por_dia(columna: str) -> str:
    """Return the query of what `resumen_dia` keeps of a kind, without the kind."""
    return (
        f"SELECT {columna}, procedimiento_id, count(*), sum(saldo) FROM expediente "  # noqa: S608 -- names of our own
        f"WHERE lote_anulado_id IS NULL AND {columna} IS NOT NULL "
        "AND estado IN ('ABIERTO', 'SUSPENDIDO') GROUP BY 1, 2"
    )
