"""Consecutive numbers, taken inside the writing transaction (DECISIONS 6 and 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.storage.rows import SerieRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

EXPEDIENTE = "expediente"
"""The series of case numbers."""


def tomar(
    session: Session, *, entidad_id: int, serie: str, anio: int, cuantos: int = 1
) -> range:
    """Take the next `cuantos` numbers of a series; they are never given again."""
    row = session.get(SerieRow, (entidad_id, serie, anio), with_for_update=True)
    if row is None:
        row = SerieRow(entidad_id=entidad_id, serie=serie, anio=anio, ultimo=0)
        session.add(row)
    first = row.ultimo + 1
    row.ultimo += cuantos
    session.flush()
    return range(first, first + cuantos)


def numero_expediente(sigla: str, anio: int, consecutivo: int) -> str:
    """Write a case number: `SVSP-2026-000153`."""
    return f"{sigla}-{anio}-{consecutivo:06d}"
