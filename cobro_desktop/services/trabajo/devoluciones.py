"""Titles that went back: the causes kept as data, and who sends bad ones (F27, B21)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain import estudio
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.recursos import perfil_en
from cobro_desktop.storage.rows import (
    ActuacionRow,
    BorradorRow,
    DevolucionRow,
    EntidadRow,
    ExpedienteRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.documentos.lectura import Lectura
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

SIN_CAUSA: Final = "Sin causa anotada"
SIN_ORIGEN: Final = "Origen sin anotar"


class Devolucion(NamedTuple):
    """A title that went back."""

    expediente_id: int
    numero: str
    deudor: str
    entidad: str
    origen: str
    fecha: dt.date
    causas: tuple[str, ...]
    hallazgos: tuple[str, ...]
    saldo: Centavos
    reingreso: dt.date | None
    estado: str
    autoridad: str = ""
    """Who sent it as the case writes it; empty where it does not."""


class Emisor(NamedTuple):
    """Who sent titles, and how many of them had to go back."""

    entidad: str
    origen: str
    recibidos: int
    """Cases received in the period."""
    devueltos: int
    saldo: Centavos
    """Capital of those that went back."""
    causas: tuple[tuple[str, int], ...]
    """(cause, titles), the most frequent first."""
    reingresados: int
    autoridad: str = ""
    """As the cases write it, to look for them; empty where they do not."""

    @property
    def porcentaje(self) -> int:
        """Return how many of a hundred went back, rounded down."""
        return self.devueltos * 100 // self.recibidos if self.recibidos else 0


@dataclass(frozen=True, slots=True)
class Estadistica:
    """Returns of a period by who sent the titles."""

    desde: dt.date | None
    hasta: dt.date | None
    emisores: tuple[Emisor, ...]
    """Those with most returns first; who had none is not listed."""
    causas: tuple[tuple[str, int], ...]
    devoluciones: tuple[Devolucion, ...] = field(default=())


def guardar(
    tx: Transaction,
    expediente: ExpedienteRow,
    procedimiento: Procedimiento,
    act: ActuacionRow,
) -> None:
    """Keep why a title goes back, from the answers of its study."""
    answers = respuestas_del_estudio(tx.session, expediente.id)
    typed = estudio.causas(procedimiento, answers)
    row = DevolucionRow(
        expediente_id=expediente.id,
        entidad_id=expediente.entidad_id,
        fecha=act.fecha,
        actividad=act.actividad,
        origen=expediente.autoridad,
        causas=[name for _, name in typed],
        hallazgos=list(estudio.hallazgos(procedimiento, answers)),
        observaciones=answers.get("observaciones", ""),
        saldo=expediente.saldo,
        actuacion_id=act.id,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("devolucion", row.id)


def respuestas_del_estudio(session: Session, expediente_id: int) -> dict[str, str]:
    """Return what was answered in a case so far; a draft completes what is closed."""
    found: dict[str, str] = {}
    drafts = session.scalars(
        select(BorradorRow.respuestas)
        .where(BorradorRow.expediente_id == expediente_id)
        .order_by(BorradorRow.actualizado_en)
    )
    for draft in drafts:
        found |= _texts(draft)
    acts = session.scalars(
        select(ActuacionRow.datos)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
        )
        .order_by(ActuacionRow.id)
    )
    for datos in acts:
        found |= _texts(datos.get("respuestas") or {})
    return found


def devoluciones(
    workspace: Workspace, desde: dt.date | None = None, hasta: dt.date | None = None
) -> list[Devolucion]:
    """Return the titles that went back in a period, both days included; last first."""
    with workspace.base.read() as session:
        return _devoluciones(session, desde, hasta)


def estadistica(
    workspace: Workspace, desde: dt.date | None = None, hasta: dt.date | None = None
) -> Estadistica:
    """Count the returns of a period by who sent the titles, and why."""
    with workspace.base.read() as session:
        found = _devoluciones(session, desde, hasta)
        received = _recibidos(session, desde, hasta)
        names = {
            (one.entidad, one.autoridad): origen_de(session, one.entidad, one.autoridad)
            for one in found
        }
    by_origin: dict[tuple[str, str], list[Devolucion]] = {}
    for one in found:
        by_origin.setdefault((one.entidad, one.autoridad), []).append(one)
    senders = [
        Emisor(
            entidad,
            names[entidad, autoridad],
            max(received[entidad, autoridad], len(mine)),
            len(mine),
            sum(one.saldo for one in mine),
            _por_causa(mine),
            sum(one.reingreso is not None for one in mine),
            autoridad,
        )
        for (entidad, autoridad), mine in by_origin.items()
    ]
    senders.sort(key=lambda s: (-s.devueltos, s.entidad, s.origen))
    return Estadistica(desde, hasta, tuple(senders), _por_causa(found), tuple(found))


def origen_de(session: Session, sigla: str, autoridad: str) -> str:
    """Name who sends a title: who issued it, or the office that always does."""
    return autoridad or perfil_en(session, sigla).remitente("") or SIN_ORIGEN


def propio_oficio(lectura: Lectura) -> Mapping[str, Any]:
    """Give the causes of an oficio that returns a title, from the study."""
    procedimiento, answers = _del_estudio(lectura)
    typed = [name for _, name in estudio.causas(procedimiento, answers)]
    found = (*typed, *estudio.hallazgos(procedimiento, answers))
    return {"causas": found} if found else {}


def propio_memorando(lectura: Lectura) -> Mapping[str, Any]:
    """Give the findings of a memorando that returns a title, from the study."""
    procedimiento, answers = _del_estudio(lectura)
    typed = [f"{name}." for _, name in estudio.causas(procedimiento, answers)]
    found = (*typed, *estudio.hallazgos(procedimiento, answers))
    return {"hallazgos": found} if found else {}


PROPIOS: Final[Mapping[str, Callable[[Lectura], Mapping[str, Any]]]] = {
    "oficio-devolucion": propio_oficio,
    "memorando-devolucion": propio_memorando,
}
"""What each document of a return takes from the study of the title."""


def _del_estudio(lectura: Lectura) -> tuple[Procedimiento, dict[str, str]]:
    answers = respuestas_del_estudio(lectura.session, lectura.caso.expediente.id)
    return lectura.caso.procedimiento, answers


def _devoluciones(
    session: Session, desde: dt.date | None, hasta: dt.date | None
) -> list[Devolucion]:
    row, case = DevolucionRow, ExpedienteRow
    query = (
        select(row, case, EntidadRow.sigla)
        .join(case, case.id == row.expediente_id)
        .join(EntidadRow, EntidadRow.id == row.entidad_id)
        .where(case.lote_anulado_id.is_(None))
        .order_by(row.fecha.desc(), row.id.desc())
    )
    if desde is not None:
        query = query.where(row.fecha >= desde)
    if hasta is not None:
        query = query.where(row.fecha <= hasta)
    return [
        Devolucion(
            owner.id,
            owner.numero,
            owner.deudor,
            sigla,
            origen_de(session, sigla, one.origen),
            one.fecha,
            tuple(one.causas) or (SIN_CAUSA,),
            tuple(one.hallazgos),
            one.saldo,
            one.reingreso,
            owner.estado,
            one.origen,
        )
        for one, owner, sigla in session.execute(query)
    ]


def _recibidos(
    session: Session, desde: dt.date | None, hasta: dt.date | None
) -> Counter[tuple[str, str]]:
    case = ExpedienteRow
    query = (
        select(EntidadRow.sigla, case.autoridad, func.count())
        .join(EntidadRow, EntidadRow.id == case.entidad_id)
        .where(case.lote_anulado_id.is_(None))
        .group_by(EntidadRow.sigla, case.autoridad)
    )
    if desde is not None:
        query = query.where(case.recibido >= desde)
    if hasta is not None:
        query = query.where(case.recibido <= hasta)
    found: Counter[tuple[str, str]] = Counter()
    for sigla, autoridad, count in session.execute(query):
        found[sigla, autoridad] += int(count)
    return found


def _por_causa(found: Sequence[Devolucion]) -> tuple[tuple[str, int], ...]:
    counts = Counter(cause for one in found for cause in one.causas)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    return {k: v for k, v in answers.items() if isinstance(v, str) and v}
