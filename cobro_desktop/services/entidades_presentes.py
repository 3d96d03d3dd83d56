"""Which institutions have cases in the base, and which one is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def sigla_de(session: Session, wanted: str) -> str:
    """Return the institution that is meant; empty for the only one.

    Raises:
        NotFoundError: the base has no case of it.
        InvalidDataError: there are several and none was named.
    """
    present = entidades_con_casos(session)
    if wanted:
        if wanted.upper() not in present:
            message = f"En esta base no hay expedientes de «{wanted}»."
            raise NotFoundError(message, {"entidad": wanted})
        return wanted.upper()
    if not present:
        message = "En esta base no hay expedientes."
        raise NotFoundError(message)
    if len(present) > 1:
        message = (
            "Esto se hace por entidad y en esta base hay varias: "
            f"{', '.join(present)}. Diga de cuál."
        )
        raise InvalidDataError(message, {"entidades": list(present)})
    return present[0]


def entidades_con_casos(session: Session) -> list[str]:
    """Return the institutions that have cases in the base."""
    case = select(ExpedienteRow.id).where(
        ExpedienteRow.entidad_id == EntidadRow.id,
        ExpedienteRow.lote_anulado_id.is_(None),
    )
    query = select(EntidadRow.sigla).where(case.exists()).order_by(EntidadRow.sigla)
    return list(session.scalars(query))
