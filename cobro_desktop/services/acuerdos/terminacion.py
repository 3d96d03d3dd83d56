"""What every way of ending an agreement in force does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.services.actuaciones import registrar
from cobro_desktop.services.acuerdos.efectos import fijar_termino, reanudar
from cobro_desktop.services.acuerdos.registro import (
    abrir,
    check_fecha,
    uno_en_curso,
)
from cobro_desktop.services.changes import Changes

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.actuaciones import Acto
    from cobro_desktop.services.acuerdos.registro import CasoConAcuerdos
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import AcuerdoRow


class OrdenDeCierre(Protocol):
    """What ends an agreement of a case on a day."""

    @property
    def expediente_id(self) -> int: ...  # noqa: D102
    @property
    def fecha(self) -> dt.date: ...  # noqa: D102


def en_vigor(
    session: Session,
    command: OrdenDeCierre,
    contexto: Contexto,
    *,
    tx: Transaction | None = None,
) -> tuple[CasoConAcuerdos, AcuerdoSeguido]:
    """Return the agreement in force, as it stood on the day of the act."""
    caso = abrir(session, command.expediente_id, command.fecha, tx=tx)
    found = uno_en_curso(caso, EstadoAcuerdo.VIGENTE)
    check_fecha(caso, command.fecha, contexto.hoy, desde=found.acuerdo.firma)
    return caso, found


def cerrar(
    tx: Transaction,
    caso: CasoConAcuerdos,
    row: AcuerdoRow,
    estado: EstadoAcuerdo,
    acto: Acto,
) -> Changes:
    """Record the act, close the row, its term and the suspension."""
    expediente = caso.expediente
    act = registrar(tx, expediente, acto)
    row.estado, row.cerrado = str(estado), acto.fecha
    tx.session.flush()
    fijar_termino(tx, expediente, None)
    valida = estado is not EstadoAcuerdo.ANULADO
    reanudar(tx, expediente, acto.fecha, valida=valida)
    tx.touch("acuerdo", row.id)
    tx.tell(f"{expediente.numero}: {acto.texto}")
    datos: dict[str, object] = {
        "acuerdo": row.id,
        "estado": str(estado),
        "actuacion": act.id,
    }
    return Changes(frozenset({expediente.id}), resumen=acto.texto, datos=datos)
