"""A request of agreement: recorded, refused, or sent to who is competent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo, Garantia
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.plan_pagos import CUOTAS_MAXIMAS, Metodo
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.acuerdos.efectos import (
    fijar_termino,
    fijar_traslado,
    reanudar,
    suspender,
)
from cobro_desktop.services.acuerdos.registro import (
    abrir,
    check_fecha,
    exigir_motivo,
    sin_otro,
    uno_en_curso,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import AcuerdoRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.acuerdo import ReglasAcuerdo
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

RECIBEN = (Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)
DECIDEN = (Rol.PRO, Rol.COO, Rol.JEF)


@dataclass(frozen=True, slots=True)
class Propuesta:
    """What the debtor offers; granting may change any of it."""

    cuotas: int = 1
    primera: dt.date | None = None
    metodo: Metodo = Metodo.CAPITAL_CONSTANTE
    cuota_inicial: Centavos = 0
    garantia: Garantia = Garantia.NINGUNA
    garantia_detalle: str = ""
    garantia_valor: Centavos = 0


@dataclass(frozen=True, slots=True)
class SolicitarAcuerdo:
    """Record that the debtor asks for an agreement."""

    expediente_id: int
    fecha: dt.date
    """The day on which the request came in."""
    propuesta: Propuesta = field(default_factory=Propuesta)


@dataclass(frozen=True, slots=True)
class NegarAcuerdo:
    """Record that a request was refused, withdrawn or never signed."""

    expediente_id: int
    fecha: dt.date
    motivo: str


def prever_solicitud(
    command: SolicitarAcuerdo, workspace: Workspace, contexto: Contexto
) -> list[str]:
    """Say in sentences what recording a request would do; writes nothing.

    Raises:
        UserError: what `solicitar_acuerdo` would refuse, with the same words.
    """
    _check_propuesta(command.propuesta)
    with workspace.base.read() as session:
        found = abrir(session, command.expediente_id, contexto.hoy)
        check_fecha(found, command.fecha, contexto.hoy)
        sin_otro(found)
    reglas = found.reglas
    told = [f"Queda registrada la solicitud del {fecha_larga(command.fecha)}."]
    if reglas.competente:
        return [*told, "El proceso sigue: pedir un acuerdo no lo suspende."]
    vence = sumar_habiles(
        command.fecha, reglas.dias_traslado, workspace.calendario(found.sigla)
    ).vence
    return [*told, *_remision(reglas, vence)]


def solicitar_acuerdo(
    command: SolicitarAcuerdo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record a request; an entity that grants none suspends and must send it on.

    Raises:
        InvalidDataError: dated after today, or an offer that cannot be.
        NotAllowedError: the case ended or has an agreement already, or the role.
        NotFoundError: no such case.
    """
    _check_propuesta(command.propuesta)
    with transaction(workspace, contexto, "solicitar_acuerdo") as tx:
        tx.require_role(RECIBEN, "recibir solicitudes de acuerdo")
        found = abrir(tx.session, command.expediente_id, contexto.hoy, tx=tx)
        check_fecha(found, command.fecha, contexto.hoy)
        sin_otro(found)
        expediente, reglas = found.expediente, found.reglas
        texto = _texto(command)
        act = registrar(
            tx,
            expediente,
            Acto(tipo=TipoActuacion.ACUERDO, texto=texto, fecha=command.fecha),
        )
        offer = command.propuesta
        row = AcuerdoRow(
            expediente_id=expediente.id,
            estado=str(EstadoAcuerdo.SOLICITADO),
            solicitado=command.fecha,
            primera=offer.primera,
            metodo=str(offer.metodo),
            cuotas=offer.cuotas,
            cuota_inicial=offer.cuota_inicial,
            garantia=str(offer.garantia),
            garantia_detalle=offer.garantia_detalle,
            garantia_valor=offer.garantia_valor,
            actuacion_id=act.id,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("acuerdo", row.id)
        told = ""
        if not reglas.competente:
            suspender(tx, expediente, command.fecha, reglas.norma_suspension)
            vence = fijar_traslado(tx, expediente, act, reglas)
            told = " " + " ".join(_remision(reglas, vence))
        tx.tell(f"{expediente.numero}: {texto}")
    datos: dict[str, object] = {
        "acuerdo": row.id,
        "estado": row.estado,
        "remite_a": reglas.remite_a,
        "actuacion": act.id,
    }
    return Changes(frozenset({expediente.id}), resumen=texto + told, datos=datos)


def prever_negacion(
    command: NegarAcuerdo, workspace: Workspace, contexto: Contexto
) -> list[str]:
    """Say in sentences what refusing would do; writes nothing.

    Raises:
        UserError: what `negar_acuerdo` would refuse, with the same words.
    """
    exigir_motivo(command.motivo, "se niega el acuerdo")
    with workspace.base.read() as session:
        found = abrir(session, command.expediente_id, contexto.hoy)
        asked = uno_en_curso(found, EstadoAcuerdo.SOLICITADO)
        check_fecha(found, command.fecha, contexto.hoy, desde=asked.acuerdo.solicitado)
    told = ["La solicitud queda negada y el cobro sigue donde estaba."]
    if not found.reglas.competente:
        told.append("Se reanuda la gestión que se había suspendido.")
    return told


def negar_acuerdo(
    command: NegarAcuerdo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record that a request was refused, withdrawn or never signed.

    Raises:
        InvalidDataError: without a reason, or a date that cannot be.
        NotAllowedError: nothing is asked for, or the role.
        NotFoundError: no such case.
    """
    exigir_motivo(command.motivo, "se niega el acuerdo")
    with transaction(workspace, contexto, "negar_acuerdo") as tx:
        tx.require_role(DECIDEN, "negar acuerdos de pago")
        found = abrir(tx.session, command.expediente_id, contexto.hoy, tx=tx)
        asked = uno_en_curso(found, EstadoAcuerdo.SOLICITADO)
        check_fecha(found, command.fecha, contexto.hoy, desde=asked.acuerdo.solicitado)
        expediente = found.expediente
        row = tx.session.get_one(AcuerdoRow, asked.acuerdo.id)
        row.estado = str(EstadoAcuerdo.NEGADO)
        row.cerrado, row.motivo = command.fecha, command.motivo
        texto = f"No se concedió el acuerdo de pago: {command.motivo.strip()}"
        acto = Acto(
            tipo=TipoActuacion.ACUERDO,
            texto=texto,
            fecha=command.fecha,
            datos={"acuerdo": row.id, "estado": row.estado},
        )
        act = registrar(tx, expediente, acto)
        reanudar(tx, expediente, command.fecha)
        fijar_termino(tx, expediente, None)
        tx.touch("acuerdo", row.id)
        tx.tell(f"{expediente.numero}: {texto}")
    datos: dict[str, object] = {
        "acuerdo": row.id,
        "estado": str(EstadoAcuerdo.NEGADO),
        "actuacion": act.id,
    }
    return Changes(frozenset({expediente.id}), resumen=texto, datos=datos)


def _check_propuesta(propuesta: Propuesta) -> None:
    problem = ""
    if not 1 <= propuesta.cuotas <= CUOTAS_MAXIMAS:
        problem = f"El número de cuotas va de 1 a {CUOTAS_MAXIMAS}."
    elif min(propuesta.cuota_inicial, propuesta.garantia_valor) < 0:
        problem = "Ni la cuota inicial ni la garantía pueden ser negativas."
    if problem:
        message = f"{problem} No se registró nada."
        raise InvalidDataError(message)


def _texto(command: SolicitarAcuerdo) -> str:
    offer = command.propuesta
    initial = (
        f", con una cuota inicial de {pesos(offer.cuota_inicial)}"
        if offer.cuota_inicial
        else ""
    )
    return (
        f"El deudor solicitó un acuerdo de pago en "
        f"{cantidad(offer.cuotas, 'cuota')}{initial}."
    )


def _remision(reglas: ReglasAcuerdo, vence: dt.date) -> list[str]:
    return [
        (
            "La entidad no concede acuerdos: la gestión queda suspendida y la "
            f"solicitud se remite con la carpeta a {reglas.remite_a} "
            f"({reglas.norma_competencia})."
        ),
        f"El traslado se hace a más tardar el {fecha_larga(vence)} (CPACA, art. 21).",
    ]
