"""Which obligations a run could take, and why: the program proposes, people accept.

Prescription is read from the titles; remisión (ET 820), cost against benefit and the
class of hard to collect, from the same analysis that the card of the case shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import or_, select

from cobro_desktop.domain.cartera import Mora
from cobro_desktop.domain.errors import MissingParameterError, NotFoundError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.partida import campos_de_partida
from cobro_desktop.domain.remision import MESES_MEDIANA
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.analisis import depuracion
from cobro_desktop.services.analisis.clasificacion import cobrabilidad
from cobro_desktop.services.analisis.contexto import leer_caso
from cobro_desktop.services.cartera.comun import ABIERTA
from cobro_desktop.services.cartera.partidas import Entrante
from cobro_desktop.services.expedientes import ABIERTO
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.storage.rows import (
    CorridaItemRow,
    CorridaRow,
    ExpedienteRow,
    ObligacionRow,
    ProcedimientoRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Campo
    from cobro_desktop.services.analisis.contexto import CasoAnalizado
    from cobro_desktop.services.workspace import Workspace

LIMITE: Final = 300
"""Cases that are analysed in one proposal; the oldest debts first."""
_ENDED: Final = ("ARCHIVADO", "DEVUELTO", "ACUMULADO")


class Candidata(NamedTuple):
    """An obligation that could enter a run."""

    obligacion_id: int
    expediente_id: int
    expediente: str
    deudor: str
    titulo: str
    capital: int
    """In centavos."""
    causal: str
    """As the fichas name it; empty where it is only hard to collect."""
    motivo: str
    """Why it is proposed, in a sentence."""
    falta: str
    """What would still have to be proved; empty if nothing."""


@dataclass(frozen=True, slots=True)
class Propuesta:
    """What the program found."""

    candidatas: tuple[Candidata, ...]
    revisados: int
    """Cases that were analysed."""
    quedan: bool
    """There were more than are analysed at once."""


def proponer(workspace: Workspace, corrida_id: int) -> Propuesta:
    """Find obligations for a run; writes nothing.

    Raises:
        NotFoundError: there is no such run.
    """
    with workspace.base.read() as session:
        corrida = session.get(CorridaRow, corrida_id)
        if corrida is None:
            message = f"No existe la corrida {corrida_id}."
            raise NotFoundError(message)
        cases = _por_mirar(session, corrida)
        found: list[Candidata] = []
        for case in cases[:LIMITE]:
            found += _del_caso(session, workspace, case, corrida.corte)
        taken = _ocupadas(session)
        kept = tuple(c for c in found if c.obligacion_id not in taken)
        seen = min(len(cases), LIMITE)
        return Propuesta(kept, seen, len(cases) > LIMITE)


def como_partidas(
    workspace: Workspace, corrida_id: int, candidatas: Sequence[Candidata]
) -> tuple[Entrante, ...]:
    """Turn what a person accepted into items, with the cause where the ficha has it."""
    with workspace.base.read() as session:
        corrida = session.get_one(CorridaRow, corrida_id)
        procedimiento = workspace.procedimiento(session, corrida.procedimiento_id)
    asked = {
        c.nombre: c
        for group in campos_de_partida(procedimiento).values()
        for c in group
    }
    return tuple(
        Entrante(c.obligacion_id, c.motivo, _respuestas(asked, c)) for c in candidatas
    )


def _respuestas(asked: dict[str, Campo], one: Candidata) -> dict[str, str]:
    given: dict[str, str] = {}
    if "causal" in asked and one.causal in dict(asked["causal"].opciones):
        given["causal"] = one.causal
        if "tratamiento" in asked:
            given["tratamiento"] = "baja"
    return given


def _por_mirar(session: Session, corrida: CorridaRow) -> list[ExpedienteRow]:
    """Return the cases whose debt is old enough for any of the causes, oldest first."""
    old = mas_meses(corrida.corte, -MESES_MEDIANA)
    rows = session.scalars(
        select(ExpedienteRow)
        .where(
            ExpedienteRow.entidad_id == corrida.entidad_id,
            ExpedienteRow.procedimiento_id.in_(_versiones(session, corrida)),
            ExpedienteRow.lote_anulado_id.is_(None),
            ExpedienteRow.estado.not_in(_ENDED),
            ExpedienteRow.saldo > 0,
            or_(
                ExpedienteRow.fecha_legal < corrida.corte,
                ExpedienteRow.exigible <= old,
                ExpedienteRow.estado != ABIERTO,
            ),
        )
        .order_by(ExpedienteRow.fecha_legal, ExpedienteRow.exigible, ExpedienteRow.id)
        .limit(LIMITE + 1)
    )
    return list(rows)


def _versiones(session: Session, corrida: CorridaRow) -> Sequence[int]:
    """Return every version of the procedure of the run."""
    own = session.get_one(ProcedimientoRow, corrida.procedimiento_id)
    return session.scalars(
        select(ProcedimientoRow.id).where(
            ProcedimientoRow.entidad_id == own.entidad_id,
            ProcedimientoRow.codigo == own.codigo,
        )
    ).all()


def _ocupadas(session: Session) -> set[int]:
    rows = session.scalars(
        select(CorridaItemRow.obligacion_id)
        .join(CorridaRow, CorridaRow.id == CorridaItemRow.corrida_id)
        .where(CorridaItemRow.retirada == "", CorridaRow.estado == ABIERTA)
    )
    return set(rows)


def _del_caso(
    session: Session, workspace: Workspace, case: ExpedienteRow, corte: dt.date
) -> Iterator[Candidata]:
    rows = session.execute(
        select(ObligacionRow, TituloRow)
        .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
        .where(ObligacionRow.expediente_id == case.id, ObligacionRow.estado == VIGENTE)
        .order_by(ObligacionRow.id)
    ).all()
    reason: tuple[str, str, str] | None = None
    asked = False
    for obligacion, titulo in rows:
        if titulo.fecha_legal is not None and titulo.fecha_legal < corte:
            end = fecha_larga(titulo.fecha_legal)
            why = (
                "prescripcion",
                f"La acción de cobro prescribió el {end} (ET 817).",
                "",
            )
        else:
            if not asked:
                reason, asked = _por_analisis(session, workspace, case, corte), True
            if reason is None:
                continue
            why = reason
        yield Candidata(
            obligacion.id,
            case.id,
            case.numero,
            case.deudor,
            titulo.numero,
            obligacion.saldo_capital,
            *why,
        )


def _por_analisis(
    session: Session, workspace: Workspace, case: ExpedienteRow, corte: dt.date
) -> tuple[str, str, str] | None:
    """Return cause, reason and what lacks proof, of the first cause that fits."""
    caso = leer_caso(session, workspace, case.id, corte)
    return _remision(caso) or _costo(caso) or _dificil(caso)


def _remision(caso: CasoAnalizado) -> tuple[str, str, str] | None:
    try:
        found = depuracion.remision(caso)
    except MissingParameterError:
        return None
    if found.datos.get("inciso") is None:
        return None
    missing = found.datos.get("faltan")
    lacks = " ".join(map(str, missing)) if isinstance(missing, list) else ""
    why = (
        f"Cabe en el inciso {found.datos['inciso']} del artículo 820 del ET: capital "
        f"de {pesos(caso.capital)}."
    )
    return "remision", why, lacks


def _costo(caso: CasoAnalizado) -> tuple[str, str, str] | None:
    found = depuracion.costo(caso)
    if found.datos.get("candidata") is not True:
        return None
    return "costo_beneficio", " ".join(s.detalle for s in found.traza), ""


def _dificil(caso: CasoAnalizado) -> tuple[str, str, str] | None:
    found = cobrabilidad(caso)
    if found.datos["clase"] != Mora.DIFICIL_COBRO:
        return None
    criteria = found.datos["criterios"]
    assert isinstance(criteria, list), "cobrabilidad lists them"
    held = [str(c["texto"]) for c in criteria if c["valor"] == "si"]
    return "", f"De difícil cobro: {'; '.join(held)}.", ""
