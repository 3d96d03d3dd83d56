"""What every command on a portfolio run has in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.formats import fecha_larga
from cobro_desktop.storage.rows import (
    CorridaActoRow,
    CorridaItemRow,
    CorridaRow,
    EntidadRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.services.transaction import Transaction

ABIERTA: Final = "ABIERTA"
TERMINADA: Final = "TERMINADA"
APERTURA: Final = "apertura"
CIERRE: Final = "cierre"
COMITE: Final = "comite"
PARTIDAS: Final = "partidas"
EFECTO: Final = "efecto"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActoCorrida:
    """What is recorded of a run."""

    tipo: str
    texto: str
    """What happened, in one Spanish sentence."""
    fecha: dt.date
    actividad: str = ""
    """The current one if not told."""
    resultado: str = ""
    datos: Mapping[str, Any] = field(default_factory=dict)


def tomar(
    tx: Transaction, corrida_id: int, *, version: int | None = None
) -> CorridaRow:
    """Return a run for writing.

    `version` is what the person was looking at, when it is known.

    Raises:
        NotFoundError: there is no such run.
        ConflictError: somebody moved it since; says who and what.
    """
    row = tx.session.get(CorridaRow, corrida_id, with_for_update=True)
    if row is None:
        message = f"No existe la corrida {corrida_id}."
        raise NotFoundError(message)
    if version is not None and row.version != version:
        last = actos_de(tx.session, row.id)[-1]
        message = (
            f"La corrida {row.numero} cambió mientras usted trabajaba: "
            f"{quien(tx.session, last.usuario)} registró «{last.texto}». No se guardó "
            "nada de lo suyo; mírela de nuevo y vuelva a intentarlo."
        )
        raise ConflictError(message, {"usuario": last.usuario, "texto": last.texto})
    return row


def abierta(
    tx: Transaction, corrida_id: int, *, version: int | None = None
) -> CorridaRow:
    """Return a run that has not ended, for writing.

    Raises: as `tomar`, and
        NotAllowedError: it ended.
    """
    row = tomar(tx, corrida_id, version=version)
    if row.estado != ABIERTA:
        message = f"La corrida {row.numero} ya terminó. No se registró nada."
        raise NotAllowedError(message)
    return row


def item_de(tx: Transaction, item_id: int) -> CorridaItemRow:
    """Return an item that is in its run, for writing.

    Raises:
        NotFoundError: there is none.
        NotAllowedError: it was taken out.
    """
    row = tx.session.get(CorridaItemRow, item_id, with_for_update=True)
    if row is None:
        message = f"No existe la partida {item_id}."
        raise NotFoundError(message)
    if row.retirada:
        message = f"Esa partida ya salió de la corrida: {row.retirada}."
        raise NotAllowedError(message)
    return row


def registrar(
    tx: Transaction, corrida: CorridaRow, acto: ActoCorrida
) -> CorridaActoRow:
    """Append an act to a run and mark the run as changed."""
    row = CorridaActoRow(
        corrida_id=corrida.id,
        tipo=acto.tipo,
        actividad=acto.actividad or corrida.actividad,
        resultado=acto.resultado,
        fecha=acto.fecha,
        registrada_en=tx.ahora,
        usuario=tx.contexto.usuario,
        texto=acto.texto,
        datos=dict(acto.datos),
    )
    tx.session.add(row)
    # Its version tells others that the run is not what they saw.
    flag_modified(corrida, "nombre")
    tx.session.flush()
    tx.touch("corrida", corrida.id)
    tx.touch("corrida_acto", row.id)
    return row


def revisar_fecha(tx: Transaction, corrida: CorridaRow, fecha: dt.date) -> None:
    """Refuse a day after today, or before the last closing of the run.

    Raises:
        InvalidDataError: says which and why.
    """
    if fecha > tx.contexto.hoy:
        message = (
            f"La fecha {fecha_larga(fecha)} es posterior a hoy, "
            f"{fecha_larga(tx.contexto.hoy)}. No se registró nada."
        )
        raise InvalidDataError(message)
    last = tx.session.scalar(
        select(func.max(CorridaActoRow.fecha)).where(
            CorridaActoRow.corrida_id == corrida.id,
            CorridaActoRow.tipo.in_([APERTURA, CIERRE, COMITE]),
        )
    )
    if last and fecha < last:
        message = (
            f"La fecha {fecha_larga(fecha)} es anterior al último acto de la corrida, "
            f"del {fecha_larga(last)}. Corríjala; no se registró nada."
        )
        raise InvalidDataError(message)


def actos_de(session: Session, corrida_id: int) -> Sequence[CorridaActoRow]:
    """Return what was done in a run, the oldest first."""
    return session.scalars(
        select(CorridaActoRow)
        .where(CorridaActoRow.corrida_id == corrida_id)
        .order_by(CorridaActoRow.id)
    ).all()


def partidas_de(session: Session, corrida_id: int) -> Sequence[CorridaItemRow]:
    """Return the items that are in a run, in the order in which they came."""
    return session.scalars(
        select(CorridaItemRow)
        .where(CorridaItemRow.corrida_id == corrida_id, CorridaItemRow.retirada == "")
        .order_by(CorridaItemRow.id)
    ).all()


def actividad_actual(procedimiento: Procedimiento, corrida: CorridaRow) -> Actividad:
    """Return the activity that a run is in."""
    return procedimiento.actividades[corrida.actividad]


def sigla_de(session: Session, corrida: CorridaRow) -> str:
    """Return the institution of a run."""
    return session.get_one(EntidadRow, corrida.entidad_id).sigla


def quien(session: Session, login: str) -> str:
    """Return the name of a person."""
    found = session.scalar(select(UsuarioRow.nombre).where(UsuarioRow.login == login))
    return found or login


def corrida_id_de(session: Session, numero: str) -> int:
    """Return the run that a number names.

    Raises:
        NotFoundError: none has it.
    """
    found = session.scalar(
        select(CorridaRow.id).where(func.upper(CorridaRow.numero) == numero.upper())
    )
    if found is None:
        message = (
            f"No existe la corrida «{numero}». Con «cartera listar» se ven las que hay."
        )
        raise NotFoundError(message)
    return found
