"""Consecutive numbers, taken inside the writing transaction (DECISIONS 6 and 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.storage.rows import (
    DocumentoRow,
    EntidadRow,
    ExpedienteRow,
    SerieRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

EXPEDIENTE = "expediente"
"""The series of case numbers."""


def tomar(
    session: Session, *, entidad_id: int, serie: str, anio: int, cuantos: int = 1
) -> list[int]:
    """Take the next `cuantos` numbers of a series; they are never given again.

    One that a case or a document from another office already has is passed over.
    """
    row = session.get(SerieRow, (entidad_id, serie, anio), with_for_update=True)
    if row is None:
        row = SerieRow(entidad_id=entidad_id, serie=serie, anio=anio, ultimo=0)
        session.add(row)
    found: list[int] = []
    while len(found) < cuantos:
        asked = range(row.ultimo + 1, row.ultimo + 1 + cuantos - len(found))
        taken = _ocupados(session, row, asked)
        found += [number for number in asked if number not in taken]
        row.ultimo = asked[-1]
    session.flush()
    return found


def numero_expediente(sigla: str, anio: int, consecutivo: int) -> str:
    """Write a case number: `SVSP-2026-000153`."""
    return f"{sigla}-{anio}-{consecutivo:06d}"


def _ocupados(session: Session, serie: SerieRow, asked: range) -> set[int]:
    """Return the numbers of a range that somebody gave outside this base."""
    first, last = asked[0], asked[-1]
    if serie.serie == EXPEDIENTE:
        sigla = session.get_one(EntidadRow, serie.entidad_id).sigla
        low, high = (numero_expediente(sigla, serie.anio, n) for n in (first, last))
        found = session.scalars(
            select(ExpedienteRow.numero).where(
                ExpedienteRow.entidad_id == serie.entidad_id,
                ExpedienteRow.numero.between(low, high),
            )
        )
        wanted = {numero_expediente(sigla, serie.anio, n): n for n in asked}
        return {wanted[numero] for numero in found if numero in wanted}
    numbers = session.scalars(
        select(DocumentoRow.numero).where(
            DocumentoRow.entidad_id == serie.entidad_id,
            DocumentoRow.serie == serie.serie,
            DocumentoRow.anio == serie.anio,
            DocumentoRow.numero.between(first, last),
        )
    )
    return {number for number in numbers if number is not None}
