"""What the base knows of a case, as the engine needs it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from cobro_desktop.domain.calidades import OBLIGADOS
from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.firmeza import firmes
from cobro_desktop.domain.hechos import (
    AcuerdoHecho,
    CierreHecho,
    Hechos,
    NotificacionHecha,
    Pieza,
)
from cobro_desktop.domain.incidentes import HechoDeIncidente
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import esta_suspendido, sigla_de
from cobro_desktop.services.incidentes.tipos import load_incidentes
from cobro_desktop.services.notificacion import conteo
from cobro_desktop.storage.queries.bdme import en_boletin
from cobro_desktop.storage.queries.bienes import medidas_en_vigor
from cobro_desktop.storage.queries.incidentes import tipos_abiertos
from cobro_desktop.storage.queries.migraciones import actividad_de_hoy, migraciones
from cobro_desktop.storage.queries.novedades import fechas_corregidas
from cobro_desktop.storage.rows import (
    ActuacionRow,
    CampanaContactoRow,
    CampanaRow,
    DeudorRow,
    DocumentoRow,
    EventoPrescripcionRow,
    NotificacionRow,
    ObligacionRow,
    ReferenciaRow,
    TerminoRow,
    TituloRow,
)

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow

ANEXO = "anexo"
EXCEPCIONES = "resolucion-excepciones"
RECURSO = "recurso"
"""The incident that keeps that resolution from being final (ET 834)."""
MANDAMIENTO = conteo.MANDAMIENTO
DIAS_DE_TRASLADO = 5
"""Working days to send a request to who is competent (CPACA 21)."""
HORARIO, MARGEN = "contacto.ley2300", "sdscj.margen_sdh.months"
A_NOTIFICAR = OBLIGADOS
"""Roles of the debtors who are notified one by one (PROCEDURES, rule 9)."""


def hechos_de(
    session: Session, workspace: Workspace, expediente: ExpedienteRow, hoy: dt.date
) -> Hechos:
    """Gather the facts of a case on a day."""
    notificaciones = _notificaciones(session, expediente.id, hoy)
    calendario = calendario_de(session, workspace, expediente, hoy)
    opciones = workspace.opciones(sigla_de(session, expediente))
    rige = conteo.que_rige(session, expediente.id, opciones, calendario)
    incidentes = _de_incidentes(session, expediente.id)
    hechos = Hechos(
        hoy=hoy,
        entrada=expediente.actividad_desde,
        piezas=_piezas(session, expediente.id),
        notificaciones=notificaciones,
        deudores=_deudores(session, expediente.id),
        referencias=_referencias(session, expediente.id),
        cierres=_cierres(session, expediente.id),
        saldo=_saldo(session, expediente.id),
        gestiones=_gestiones(session, expediente.id),
        acuerdo=_acuerdo(session, expediente, hoy),
        suspendido=esta_suspendido(session, expediente, hoy),
        insolvencia=_en_insolvencia(session, expediente.id),
        demanda_pendiente=HechoDeIncidente.DEMANDA in incidentes,
        excepciones_pendientes=HechoDeIncidente.EXCEPCIONES in incidentes,
        medidas_vigentes=medidas_en_vigor(session, expediente.id),
        en_bdme=en_boletin(session, expediente.entidad_id, expediente.id),
        recepcion=expediente.recibido,
        exigibilidad=expediente.exigible,
        ejecutoria=expediente.ejecutoria,
        notificacion=max(
            (n.fecha for n in notificaciones if n.documento == MANDAMIENTO),
            default=None,
        ),
        vence_excepciones=rige.vence if rige else None,
        vence_actividad=_vence(session, expediente),
        entra_en_riesgo=expediente.entra_en_riesgo,
        fecha_legal=expediente.fecha_legal,
        fecha_segura=expediente.fecha_segura,
        vence_traslado=_vence_traslado(session, expediente.id, calendario),
        limite_remision=_limite_remision(expediente, opciones),
        horario_ley_2300=opciones[HORARIO] == "true",
        festivos=calendario.festivos,
    )
    return _con_firmeza(session, expediente.id, hechos, calendario)


def _con_firmeza(
    session: Session, expediente_id: int, hechos: Hechos, calendario: Calendario
) -> Hechos:
    """Mark the acts that nobody may dispute any more; an open recurso disputes one."""
    standing = firmes(hechos, calendario)
    if not standing:
        return hechos
    if RECURSO in tipos_abiertos(session, expediente_id):
        standing -= {EXCEPCIONES}
    return replace(
        hechos,
        piezas=tuple(replace(p, firme=p.tipo in standing) for p in hechos.piezas),
    )


def _vence_traslado(
    session: Session, expediente_id: int, calendario: Calendario
) -> dt.date | None:
    """Count the days to send on the facilidad that was asked for; None if none was."""
    row = session.execute(
        select(ActuacionRow.resultado, ActuacionRow.fecha, ActuacionRow.datos)
        .where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
            ActuacionRow.resultado.in_(("facilidad", "facilidad_desistida")),
        )
        .order_by(ActuacionRow.id.desc())
        .limit(1)
    ).first()
    if row is None or row.resultado != "facilidad":
        return None
    asked = row.datos.get("respuestas", {}).get("fecha_solicitud_facilidad")
    since = dt.date.fromisoformat(asked) if asked else row.fecha
    return sumar(since, DIAS_DE_TRASLADO, Unidad.HABILES, calendario).vence


def _limite_remision(expediente: ExpedienteRow, opciones: Opciones) -> dt.date | None:
    """Count back from the prescription the months that Hacienda needs."""
    months = opciones.entero(MARGEN)
    if not months or expediente.fecha_segura is None:
        return None
    return mas_meses(expediente.fecha_segura, -months)


def _piezas(session: Session, expediente_id: int) -> tuple[Pieza, ...]:
    rows = session.execute(
        select(
            DocumentoRow.tipo,
            DocumentoRow.estado,
            DocumentoRow.fecha,
            DocumentoRow.evidencia,
        ).where(
            or_(
                DocumentoRow.expediente_id == expediente_id,
                DocumentoRow.id.in_(_campanas(expediente_id)),
            ),
            DocumentoRow.estado != EstadoDocumento.ANULADO.nombre,
        )
    )
    return tuple(
        Pieza(
            tipo="" if tipo == ANEXO else tipo,
            estado=(
                EstadoDocumento.FIRMADO if estado == ANEXO else estado_documento(estado)
            ),
            fecha=fecha,
            evidencia=evidencia,
        )
        for tipo, estado, fecha, evidencia in rows
    )


def _campanas(expediente_id: int) -> Select[int | None]:
    """Find the registros of the campaigns that count as gestión of a case."""
    return (
        select(CampanaRow.documento_id)
        .join(CampanaContactoRow, CampanaContactoRow.campana_id == CampanaRow.id)
        .where(
            CampanaContactoRow.expediente_id == expediente_id,
            CampanaContactoRow.cuenta,
            CampanaRow.documento_id.is_not(None),
        )
    )


def _notificaciones(
    session: Session, expediente_id: int, hoy: dt.date
) -> tuple[NotificacionHecha, ...]:
    """Return those in force; an aviso that was delivered today notifies tomorrow."""
    rows = session.execute(
        select(
            NotificacionRow.que, NotificacionRow.deudor_id, NotificacionRow.efectiva
        ).where(
            NotificacionRow.expediente_id == expediente_id,
            NotificacionRow.efectiva <= hoy,
            NotificacionRow.valida,
        )
    )
    return tuple(
        NotificacionHecha(que, str(deudor), efectiva)
        for que, deudor, efectiva in rows
        if efectiva is not None
    )


def _referencias(session: Session, expediente_id: int) -> frozenset[str]:
    """Return the kinds of foreign number on file, as procedures write them."""
    kinds = session.scalars(
        select(ReferenciaRow.tipo).where(ReferenciaRow.expediente_id == expediente_id)
    )
    return frozenset(kind.upper() for kind in kinds)


def _cierres(session: Session, expediente_id: int) -> tuple[CierreHecho, ...]:
    rows = session.execute(
        select(
            ActuacionRow.id,
            ActuacionRow.actividad,
            ActuacionRow.resultado,
            ActuacionRow.fecha,
        )
        .where(
            ActuacionRow.expediente_id == expediente_id,
            or_(
                ActuacionRow.tipo == TipoActuacion.CIERRE_ACTIVIDAD,
                # A case that ended and came back tells by which door it did.
                and_(
                    ActuacionRow.tipo == TipoActuacion.REANUDACION,
                    ActuacionRow.resultado != "",
                ),
            ),
        )
        .order_by(ActuacionRow.id)
    )
    corrected = fechas_corregidas(session, expediente_id)
    moves = migraciones(session, expediente_id)
    return tuple(
        CierreHecho(
            actividad_de_hoy(moves, act, actividad),
            resultado,
            corrected.get(act, fecha),
        )
        for act, actividad, resultado, fecha in rows
    )


def _deudores(session: Session, expediente_id: int) -> frozenset[str]:
    ids = session.scalars(
        select(DeudorRow.id).where(
            DeudorRow.expediente_id == expediente_id, DeudorRow.rol.in_(A_NOTIFICAR)
        )
    )
    return frozenset(str(deudor) for deudor in ids)


def _en_insolvencia(session: Session, expediente_id: int) -> bool:
    """Tell whether an insolvency or a liquidation that was recorded goes on."""
    query = (
        select(EventoPrescripcionRow.id)
        .join(TituloRow, TituloRow.id == EventoPrescripcionRow.titulo_id)
        .where(
            TituloRow.expediente_id == expediente_id,
            EventoPrescripcionRow.tipo.in_([Causa.CONCORDATO, Causa.LIQUIDACION]),
            EventoPrescripcionRow.valida,
            EventoPrescripcionRow.hasta.is_(None),
        )
    )
    return session.scalar(query.limit(1)) is not None


def _de_incidentes(session: Session, expediente_id: int) -> frozenset[HechoDeIncidente]:
    """Return what the open incidents tell: a suit (ET 835), excepciones (ET 832)."""
    kinds = load_incidentes()
    told = (
        kinds[tipo].hecho
        for tipo in tipos_abiertos(session, expediente_id)
        if tipo in kinds
    )
    return frozenset(hecho for hecho in told if hecho is not None)


def _saldo(session: Session, expediente_id: int) -> int:
    total = session.scalar(
        select(func.sum(ObligacionRow.saldo_capital)).where(
            ObligacionRow.expediente_id == expediente_id,
            ObligacionRow.estado == "VIGENTE",
        )
    )
    return int(total or 0)


def _acuerdo(
    session: Session, expediente: ExpedienteRow, hoy: dt.date
) -> AcuerdoHecho | None:
    # A profile and the plans are read only where a case has an agreement.
    from cobro_desktop.services.acuerdos.seguimiento import acuerdo_hecho, tiene
    from cobro_desktop.services.recursos import perfil_en

    if not tiene(session, expediente.id):
        return None
    reglas = perfil_en(session, sigla_de(session, expediente)).acuerdo
    return acuerdo_hecho(session, expediente.id, hoy, reglas)


def _gestiones(session: Session, expediente_id: int) -> int:
    count = session.scalar(
        select(func.count()).where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == TipoActuacion.GESTION,
        )
    )
    return int(count or 0)


def _vence(session: Session, expediente: ExpedienteRow) -> dt.date | None:
    return session.scalar(
        select(func.max(TerminoRow.vence)).where(
            TerminoRow.expediente_id == expediente.id,
            TerminoRow.actividad == expediente.actividad,
            TerminoRow.estado == "abierto",
        )
    )
