"""Opens an incident on a live case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
)
from cobro_desktop.domain.procedimiento import ETAPAS
from cobro_desktop.domain.respuestas import normalizar
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import abierto, deudor_de
from cobro_desktop.services.incidentes.comun import ABIERTO, QUIENES, revisar_fecha
from cobro_desktop.services.incidentes.consecuencias import (
    detener,
    iniciar_termino,
    interrumpir,
)
from cobro_desktop.services.incidentes.tipos import buscar_tipo
from cobro_desktop.storage.rows import IncidenteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.domain.incidentes import TipoIncidente
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AbrirIncidente:
    """Open an incident on a live case."""

    expediente_id: int
    tipo: str
    fecha: dt.date
    """The day it was filed or known; its term counts from it. Not after today."""
    respuestas: Mapping[str, str] = field(default_factory=dict)
    """Field of the kind → text as typed."""
    deudor: str = ""
    """Document number of the debtor it concerns; empty for the whole case."""
    limite: dt.date | None = None
    """Last day that somebody else fixed (a judge, another law); wins over the term."""


def abrir_incidente(
    command: AbrirIncidente, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Open an incident, start its term and stop what it stops.

    Raises:
        NotFoundError: no such case, kind or debtor.
        InvalidDataError: a wrong answer or date.
        ConflictError: the same kind is open already for the same debtor.
        NotAllowedError: the case ended, the role may not, or not in this stage.
    """
    return realizar(
        workspace, contexto, "abrir_incidente", lambda tx: _abrir(tx, command)
    )


def prever_apertura(
    command: AbrirIncidente, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what opening an incident would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _abrir(tx, command))


def _abrir(tx: Transaction, command: AbrirIncidente) -> Hecho:
    tx.require_role(QUIENES, "abrir incidentes")
    tipo = buscar_tipo(command.tipo)
    expediente = abierto(tx, command.expediente_id)
    _revisar(tx, expediente, tipo, command)
    answers = _respuestas(tipo, command.respuestas, tx.contexto.hoy)
    row = IncidenteRow(
        expediente_id=expediente.id,
        tipo=tipo.id,
        abierto=command.fecha,
        deudor_id=_deudor(tx, expediente, tipo, command.deudor),
        datos=answers,
    )
    before = fotografiar(tx, expediente)
    tx.session.add(row)
    tx.session.flush()
    texto = f"Se abrió el incidente «{tipo.nombre}» el {fecha_larga(command.fecha)}."
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.INCIDENTE_ABIERTO,
            texto=texto,
            fecha=command.fecha,
            datos={"incidente": row.id, "tipo": tipo.id, "respuestas": answers},
        ),
    )
    row.actuacion_id = act.id
    notas = iniciar_termino(tx, expediente, (tipo, row, command.limite), act)
    if tipo.interrumpe is not None:
        interrumpir(tx, expediente, tipo, act)
    if tipo.detiene:
        row.suspension_id = detener(tx, expediente, tipo, act)
    tx.touch("incidente", row.id)
    if not tipo.verificado:
        notas.append(f"Norma sin cotejar con su fuente: {tipo.norma}.")
    efectos = comparar(before, fotografiar(tx, expediente), notas=notas)
    datos = {"actuacion": act.id, "incidente": row.id}
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _revisar(
    tx: Transaction,
    expediente: ExpedienteRow,
    tipo: TipoIncidente,
    command: AbrirIncidente,
) -> None:
    if tipo.etapas and expediente.etapa not in tipo.etapas:
        stages = " o ".join(ETAPAS[stage].lower() for stage in tipo.etapas)
        message = (
            f"«{tipo.nombre}» solo cabe en la etapa de {stages}. El expediente "
            f"{expediente.numero} está en la de "
            f"{ETAPAS[expediente.etapa].lower()}. No se registró nada."
        )
        raise NotAllowedError(message)
    revisar_fecha(command.fecha, None, tx.contexto.hoy)
    if command.limite is not None and command.limite < command.fecha:
        message = (
            f"La fecha límite, {fecha_larga(command.limite)}, es anterior a la del "
            f"incidente, {fecha_larga(command.fecha)}. No se registró nada."
        )
        raise InvalidDataError(message)
    if tipo.pide_limite and command.limite is None:
        message = (
            f"Escriba la fecha límite de «{tipo.nombre}»: la fija quien lo pide, no "
            "la ley. No se registró nada."
        )
        raise InvalidDataError(message)


def _respuestas(
    tipo: TipoIncidente, given: Mapping[str, str], hoy: dt.date
) -> dict[str, str]:
    """Read the answers; every fault is told at once."""
    known = {campo.nombre: campo for campo in tipo.campos}
    faults = [
        f"El incidente no pregunta «{name}». Pregunta: {', '.join(known) or 'nada'}."
        for name in given
        if name not in known
    ]
    read: dict[str, str] = {}
    for name, campo in known.items():
        text = given.get(name, "")
        try:
            read[name] = normalizar(campo, text, hoy) if text.strip() else ""
        except InvalidDataError as error:
            faults.append(error.mensaje)
            continue
        if campo.obligatorio and not read[name]:
            faults.append(f"Falta responder «{campo.etiqueta}» ({name}).")
    if faults:
        message = f"{' '.join(faults)} No se registró nada."
        raise InvalidDataError(message, {"errores": faults})
    return {name: value for name, value in read.items() if value}


def _deudor(
    tx: Transaction, expediente: ExpedienteRow, tipo: TipoIncidente, numero: str
) -> int | None:
    deudor_id = deudor_de(tx, expediente, numero)
    same = tx.session.scalar(
        select(IncidenteRow.abierto).where(
            IncidenteRow.expediente_id == expediente.id,
            IncidenteRow.tipo == tipo.id,
            IncidenteRow.estado == ABIERTO,
            IncidenteRow.deudor_id.is_(None)
            if deudor_id is None
            else IncidenteRow.deudor_id == deudor_id,
        )
    )
    # Petitions come one after another; of the rest, one at a time is open.
    if same is not None and tipo.termino is None and not tipo.pide_limite:
        message = (
            f"Ya hay un incidente «{tipo.nombre}» abierto desde el "
            f"{fecha_larga(same)}. Ciérrelo antes de abrir otro."
        )
        raise ConflictError(message)
    return deudor_id
