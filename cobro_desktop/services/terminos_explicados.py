"""Explains a stored term day by day, and if today's calendar still agrees (B14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.alertas import avisos, cortes
from cobro_desktop.domain.bandas import dias_que_quedan
from cobro_desktop.domain.clase_termino import (
    ClaseTermino,
    clase_de,
    se_suspende,
    sin_norma,
)
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.explicacion import explicar
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.plazos import HABILES_566_1
from cobro_desktop.domain.procedimiento import Desde, Unidad
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.agenda import fuente_de, plazo_en_palabras
from cobro_desktop.services.alertas import load_alertas
from cobro_desktop.services.conteo_guardado import (
    Calendarios,
    ConteoGuardado,
    diferencia,
)
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.notificacion.conteo import con_lectura
from cobro_desktop.storage.queries.novedades import suspensiones
from cobro_desktop.storage.queries.terminos import ABIERTO, proximo
from cobro_desktop.storage.rows import (
    ActuacionRow,
    ExpedienteRow,
    ProcedimientoRow,
    TerminoRow,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.alertas import Nivel
    from cobro_desktop.domain.explicacion import Explicacion
    from cobro_desktop.services.workspace import Workspace

CONTEO: Final = "Ley 4 de 1913, arts. 59 a 62; CGP, art. 118"
"""The norms that every count follows."""
_DESDE: Final = {
    Desde.ENTRADA: "El expediente entró a la actividad",
    Desde.EXIGIBILIDAD: "La obligación se hizo exigible",
    Desde.EJECUTORIA: "El título quedó ejecutoriado",
    Desde.NOTIFICACION: "Se notificó el acto",
    Desde.RECEPCION: "Se recibió el título",
}


@dataclass(frozen=True, slots=True)
class TerminoExplicado:
    """A stored term with the reason of its date."""

    id: int
    expediente_id: int
    numero: str
    deudor: str
    entidad: str
    nombre: str
    norma: str
    """What gives the term; for one of the procedure, its code and activity."""
    clase: ClaseTermino
    actividad: str
    """Number and name; empty if no activity gives it."""
    acto: str
    """What started it, in a sentence."""
    plazo: str
    estado: str
    cumplido: dt.date | None
    vence: dt.date
    """The stored date, which is the one in force."""
    explicacion: Explicacion
    """As it counts with the calendar of today."""
    diferencia: tuple[str, ...]
    """Why the stored date is not that of today's calendar; empty when it is."""
    suspendido: str
    """The act that keeps it from running today; empty when it runs."""
    nivel: Nivel
    quedan: int
    """Working days left, the last one included; negative ones have gone by since."""
    avisos: tuple[dt.date, dt.date]
    """Days of the two warnings of the stored date."""

    @property
    def coincide(self) -> bool:
        """Whether today's calendar gives the stored date."""
        return not self.diferencia


def explicar_termino(
    workspace: Workspace, termino_id: int, hoy: dt.date
) -> TerminoExplicado:
    """Explain a term, counted anew from its stored row; writes nothing.

    Raises:
        NotFoundError: there is no such term.
        MissingParameterError: it runs over years whose holidays are not known.
    """
    with workspace.base.read() as session:
        row = session.get(TerminoRow, termino_id)
        if row is None:
            message = "Ese término no existe."
            raise NotFoundError(message)
        return _explicado(session, workspace, row, hoy)


def explicar_proximo(
    workspace: Workspace, expediente_id: int, hoy: dt.date
) -> TerminoExplicado:
    """Explain the open term of a case that ends first.

    Raises:
        NotFoundError: no term runs in that case.
    """
    with workspace.base.read() as session:
        found = proximo(session, expediente_id)
    if found is None:
        message = "En ese expediente no corre ningún término."
        raise NotFoundError(message)
    return explicar_termino(workspace, found, hoy)


def abiertos_de(workspace: Workspace, expediente_id: int) -> list[int]:
    """Return the ids of the open terms of a case, by due day."""
    with workspace.base.read() as session:
        query = (
            select(TerminoRow.id)
            .where(
                TerminoRow.expediente_id == expediente_id,
                TerminoRow.estado == ABIERTO,
            )
            .order_by(TerminoRow.vence, TerminoRow.id)
        )
        return list(session.scalars(query))


def _explicado(
    session: Session, workspace: Workspace, row: TerminoRow, hoy: dt.date
) -> TerminoExplicado:
    case = session.get_one(ExpedienteRow, row.expediente_id)
    sigla = sigla_de(session, case)
    act = session.get(ActuacionRow, row.actuacion_id) if row.actuacion_id else None
    general = workspace.calendario(sigla)
    stops = se_suspende(row.actividad)
    cal = calendario_de(session, workspace, case, hoy) if stops else general
    opciones = workspace.opciones(sigla)
    por_correo = row.unidad == HABILES_566_1 or _por_correo(act)
    counted = con_lectura(row.unidad, opciones, por_correo=por_correo)
    waits = counted == HABILES_566_1
    conteo = ConteoGuardado(
        row.desde,
        row.cantidad,
        Unidad.HABILES if waits else Unidad(counted),
        electronica=waits,
    )
    found = explicar(conteo.con(cal), row.cantidad, conteo.unidad, cal)
    stopped = _hoy_suspendido(session, case.id, hoy) if stops else ""
    told = (
        (_al_reanudar(stopped, found.vence, row),)
        if stopped and row.estado == ABIERTO
        else tuple(diferencia(conteo, row.vence, Calendarios(cal, general, opciones)))
    )
    alertas = load_alertas(sigla, workspace.recursos)
    return TerminoExplicado(
        id=row.id,
        expediente_id=case.id,
        numero=case.numero,
        deudor=case.deudor,
        entidad=sigla,
        nombre=sin_norma(row.nombre),
        norma=_fuente(session, case, row),
        clase=clase_de(row.nombre, row.actividad),
        actividad=_actividad(session, workspace, case, row),
        acto=_acto(session, workspace, case, row, act),
        plazo=plazo_en_palabras(row.cantidad, row.unidad),
        estado=row.estado,
        cumplido=row.cumplido,
        vence=row.vence,
        explicacion=found,
        diferencia=told,
        suspendido=stopped,
        nivel=cortes(alertas, hoy, general).nivel(row.vence),
        quedan=dias_que_quedan([row.vence], hoy, general)[row.vence],
        avisos=avisos(alertas, row.vence, general),
    )


def _hoy_suspendido(session: Session, expediente_id: int, hoy: dt.date) -> str:
    """Name what keeps the terms of a case from running today; empty when they run."""
    found = suspensiones(session, expediente_id)
    return next((s.motivo for s in found if s.terminos and s.cubre(hoy)), "")


def _al_reanudar(act: str, vence: dt.date, row: TerminoRow) -> str:
    return (
        f"No corre mientras dure la suspensión: {act}. Si los términos se reanudaran "
        f"mañana, vencería el {fecha_larga(vence)}; la fecha guardada es el "
        f"{fecha_larga(row.vence)}."
    )


def _por_correo(act: ActuacionRow | None) -> bool:
    return (
        act is not None
        and act.tipo == TipoActuacion.NOTIFICACION
        and act.datos.get("medio") == Medio.ELECTRONICA
    )


def _fuente(session: Session, case: ExpedienteRow, row: TerminoRow) -> str:
    procedure = session.get_one(ProcedimientoRow, case.procedimiento_id)
    code = f"{procedure.codigo} v{procedure.version}"
    return fuente_de(row.nombre, row.actividad, code)


def _actividad(
    session: Session, workspace: Workspace, case: ExpedienteRow, row: TerminoRow
) -> str:
    procedimiento = workspace.procedimiento(session, case.procedimiento_id)
    found = procedimiento.actividades.get(row.actividad)
    return f"{row.actividad} · {found.nombre}" if found else ""


def _acto(
    session: Session,
    workspace: Workspace,
    case: ExpedienteRow,
    row: TerminoRow,
    act: ActuacionRow | None,
) -> str:
    """Say what started the term: the act, or the date that its time counts from."""
    if act is not None and act.fecha == row.desde:
        return act.texto
    if clase_de(row.nombre, row.actividad) is ClaseTermino.ACUERDO:
        return "Es la fecha que fija el plan de pagos del acuerdo."
    procedimiento = workspace.procedimiento(session, case.procedimiento_id)
    found = procedimiento.actividades.get(row.actividad)
    since = found.plazo.desde if found and found.plazo else Desde.ENTRADA
    told = f"{_DESDE[since]} el {fecha_larga(row.desde)}."
    return f"{told} Lo puso a correr: {act.texto}" if act is not None else told
