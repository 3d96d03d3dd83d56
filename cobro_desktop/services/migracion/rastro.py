"""What a batch changed in each row, so that it can be put back as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.storage.rows import (
    BorradorRow,
    DocumentoRow,
    ExpedienteRow,
    LoteCambioRow,
    ObligacionRow,
    PersonaRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cobro_desktop.storage.base import Row

ACTO: Final = "actuacion"
"""`tabla` of the change that names the act of a case."""
NUEVA: Final = "nueva"
"""`campo` of a row that the batch added; undoing annuls it."""
_DIAS: Final = frozenset(
    {
        "desde", "vence", "cumplido", "actividad_desde", "notificado", "ejecutoria",
        "abono_fecha",
    }
)  # fmt: skip
_TABLAS: Final[dict[str, type[Row]]] = {
    row.__tablename__: row
    for row in (
        ExpedienteRow,
        TerminoRow,
        BorradorRow,
        DocumentoRow,
        ObligacionRow,
        PersonaRow,
        TituloRow,
    )
}


@dataclass(frozen=True, slots=True)
class Rastro:
    """Writes on the rows of a batch, remembering what was there."""

    session: Session
    lote_id: int

    def poner(self, row: Any, campo: str, valor: object) -> None:
        """Change a field of a row that existed, if it is not so already."""
        before = getattr(row, campo)
        if before == valor:
            return
        self.session.add(
            LoteCambioRow(
                lote_id=self.lote_id,
                tabla=row.__tablename__,
                fila_id=row.id,
                campo=campo,
                antes=_escrito(before),
                despues=_escrito(valor),
            )
        )
        setattr(row, campo, valor)

    def anotar(self, tabla: str, fila_id: int, campo: str, valor: int) -> None:
        """Remember a row that the move added."""
        self.session.add(
            LoteCambioRow(
                lote_id=self.lote_id,
                tabla=tabla,
                fila_id=fila_id,
                campo=campo,
                antes=None,
                despues=str(valor),
            )
        )


def cambios(session: Session, lote_id: int) -> list[LoteCambioRow]:
    """Return what a batch changed, the last first."""
    query = (
        select(LoteCambioRow)
        .where(LoteCambioRow.lote_id == lote_id)
        .order_by(LoteCambioRow.id.desc())
    )
    return list(session.scalars(query))


def reponer(session: Session, cambio: LoteCambioRow) -> None:
    """Put a field back; a row that is gone, as a draft that was closed, stays gone."""
    row = session.get(_TABLAS[cambio.tabla], cambio.fila_id)
    if row is not None:
        setattr(row, cambio.campo, _leido(cambio.campo, cambio.antes))


def _escrito(valor: object) -> str | None:
    return None if valor is None else json.dumps(valor, default=str, ensure_ascii=False)


def _leido(campo: str, texto: str | None) -> object:
    value: object = None if texto is None else json.loads(texto)
    if isinstance(value, str) and campo in _DIAS:
        return dt.date.fromisoformat(value)
    return value
