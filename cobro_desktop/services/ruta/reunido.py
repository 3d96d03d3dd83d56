"""What the hoja de ruta says of a case, gathered in one read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.bandas import dias_que_quedan
from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.errors import MissingParameterError, NotFoundError
from cobro_desktop.services.acuerdos.registro import reglas_de
from cobro_desktop.services.acuerdos.seguimiento import seguidos
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.incidentes.tipos import load_incidentes
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.services.medidor import medir_en
from cobro_desktop.services.recorrido import recorrer_en
from cobro_desktop.storage.queries import (
    bienes,
    detalle,
    dinero,
    historia,
    novedades,
)
from cobro_desktop.storage.queries.incidentes import incidentes_de
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.conceptos import Concepto
    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_desktop.services.medidor import Medicion
    from cobro_desktop.services.recorrido import Recorrido
    from cobro_desktop.services.workspace import Workspace

_TODAS = 1_000_000


@dataclass(frozen=True, slots=True)
class IncidenteAbierto:
    """An incident that is not decided yet."""

    nombre: str
    abierto: dt.date
    vence: dt.date | None


@dataclass(frozen=True, slots=True)
class Reunido:
    """A case whole on a day."""

    hoy: dt.date
    ficha: detalle.ExpedienteDetalle
    conceptos: Mapping[str, Concepto]
    """What its institution collects, by id."""
    recorrido: Recorrido
    medicion: Medicion
    deudores: Sequence[detalle.Deudor]
    titulos: Sequence[dinero.Titulo]
    obligaciones: Sequence[dinero.Obligacion]
    pagos: Sequence[dinero.Pago]
    actuaciones: Sequence[historia.Actuacion]
    """The oldest first, without those that were annulled."""
    terminos: Sequence[historia.Termino]
    """The open ones, by due day."""
    documentos: Sequence[historia.Documento]
    """The latest first, without those that were annulled."""
    incidentes: Sequence[IncidenteAbierto]
    suspensiones: Sequence[novedades.Suspension]
    """Those that stop something on the day."""
    acuerdo: AcuerdoSeguido | None
    """The latest one."""
    medidas: Sequence[bienes.Medida]
    """Those in force first."""
    depositos: Sequence[bienes.Deposito]
    """The latest first."""
    liquidado: LiquidacionCaso | None
    sin_liquidar: str
    """Why the balance of the day is not known; empty when it is, or is nothing."""
    quedan: Mapping[dt.date, int]
    """Due day → working days left; empty if the holidays are not known."""
    primer_dia: dt.date | None
    """The next working day; None if the holidays are not known."""


def reunir(
    session: Session, workspace: Workspace, expediente_id: int, hoy: dt.date
) -> Reunido:
    """Read a case whole.

    Raises:
        NotFoundError: there is no such case.
    """
    found = detalle.expediente(session, expediente_id)
    if found is None:
        message = "Ese expediente no existe."
        raise NotFoundError(message)
    row = session.get_one(ExpedienteRow, expediente_id)
    terms = [
        t for t in historia.terminos(session, expediente_id) if t.estado == "abierto"
    ]
    agreements = seguidos(
        session, expediente_id, hoy, reglas_de(session, found.entidad)
    )
    liquidated, why = _saldo(session, workspace, expediente_id, hoy)
    calendar = calendario_de(session, workspace, row, hoy)
    left, first = _dias(calendar, [t.vence for t in terms], hoy)
    return Reunido(
        hoy=hoy,
        ficha=found,
        conceptos={c.id: c for c in load_conceptos(found.entidad, workspace.recursos)},
        recorrido=recorrer_en(session, workspace, expediente_id, hoy),
        medicion=medir_en(session, workspace, expediente_id, hoy),
        deudores=detalle.deudores(session, expediente_id),
        titulos=dinero.titulos(session, expediente_id),
        obligaciones=dinero.obligaciones(session, expediente_id),
        pagos=[
            p for p in dinero.pagos(session, expediente_id) if p.estado != "anulado"
        ],
        actuaciones=_actuaciones(session, expediente_id),
        terminos=terms,
        documentos=[
            d
            for d in historia.documentos(session, expediente_id)
            if d.estado != "anulado"
        ],
        incidentes=_incidentes(session, expediente_id),
        suspensiones=[
            s for s in novedades.suspensiones(session, expediente_id) if s.cubre(hoy)
        ],
        acuerdo=agreements[0] if agreements else None,
        medidas=bienes.medidas_de(session, expediente_id),
        depositos=bienes.depositos_de(session, expediente_id),
        liquidado=liquidated,
        sin_liquidar=why,
        quedan=left,
        primer_dia=first,
    )


def _actuaciones(session: Session, expediente_id: int) -> list[historia.Actuacion]:
    """Return the acts that stand, on the day that they were corrected to."""
    corrected = novedades.fechas_corregidas(session, expediente_id)
    found = historia.actuaciones(session, expediente_id, cuantas=_TODAS)
    stand = (
        act._replace(fecha=corrected.get(act.id, act.fecha))
        for act in found
        if act.anulada_por is None and act.tipo != "anulacion"
    )
    return sorted(stand, key=lambda act: (act.fecha, act.id))


def _incidentes(session: Session, expediente_id: int) -> list[IncidenteAbierto]:
    kinds = load_incidentes()
    return [
        IncidenteAbierto(kinds[i.tipo].nombre, i.abierto, i.vence)
        for i in incidentes_de(session, expediente_id)
        if i.cerrado is None
    ]


def _saldo(
    session: Session, workspace: Workspace, expediente_id: int, hoy: dt.date
) -> tuple[LiquidacionCaso | None, str]:
    """Return the balance of the day, or why it is not known."""
    try:
        return liquidar_caso_en(session, workspace, expediente_id, hoy), ""
    except NotFoundError:
        return None, ""
    except MissingParameterError as error:
        return None, error.mensaje


def _dias(
    calendario: Calendario, vencen: Sequence[dt.date], hoy: dt.date
) -> tuple[Mapping[dt.date, int], dt.date | None]:
    """Count in working days; a page does not fail because a year has no holidays."""
    try:
        left = dias_que_quedan(vencen, hoy, calendario)
        return left, calendario.habil_o_siguiente(hoy + UN_DIA)
    except MissingParameterError:
        return {}, None
