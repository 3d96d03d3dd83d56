"""Closes an incident, and lets go on what it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.incidentes import Sigue
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.efectos import (
    Efectos,
    Hecho,
    comparar,
    ensayar,
    fotografiar,
    realizar,
)
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.incidentes.comun import (
    ABIERTO,
    CERRADO,
    QUIENES,
    marca_de_termino,
    revisar_fecha,
)
from cobro_desktop.services.incidentes.consecuencias import (
    soltar,
    terminar_interrupcion,
)
from cobro_desktop.services.incidentes.tipos import buscar_tipo
from cobro_desktop.storage.rows import DocumentoRow, IncidenteRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.incidentes import ResultadoIncidente, TipoIncidente
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow

_SIGUE: Final = {
    Sigue.CONTINUA: "El expediente sigue donde está.",
    Sigue.REGRESA: "Lo que estaba suspendido sigue donde quedó.",
    Sigue.ARCHIVA: (
        "Con esto se extingue la obligación: cierre la actividad con la salida de "
        "extinción del procedimiento, con su acto."
    ),
    Sigue.DEVUELVE: (
        "El título se devuelve: cierre la actividad con la salida de devolución."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CerrarIncidente:
    """Close an open incident with its outcome."""

    incidente_id: int
    resultado: str
    fecha: dt.date
    forzar: str = ""
    """Reason to close it without the document that decides it; stays on record."""


def cerrar_incidente(
    command: CerrarIncidente, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Close an incident and let go on what it stopped.

    Raises:
        NotFoundError: no such incident or outcome.
        ConflictError: it is closed already.
        InvalidDataError: a date before it was opened, or after today.
        NotAllowedError: the document that decides it is not signed and no reason
            was given, the case ended, or the role may not.
    """
    return realizar(
        workspace, contexto, "cerrar_incidente", lambda tx: _cerrar(tx, command)
    )


def prever_cierre(
    command: CerrarIncidente, workspace: Workspace, contexto: Contexto
) -> Efectos:
    """Tell what closing an incident would change; raises what doing it would."""
    return ensayar(workspace, contexto, lambda tx: _cerrar(tx, command))


def _cerrar(tx: Transaction, command: CerrarIncidente) -> Hecho:
    tx.require_role(QUIENES, "cerrar incidentes")
    row = tx.session.get(IncidenteRow, command.incidente_id)
    if row is None:
        message = f"No existe el incidente {command.incidente_id}."
        raise NotFoundError(message)
    expediente = abierto(tx, row.expediente_id)
    tipo = buscar_tipo(row.tipo)
    if row.estado != ABIERTO:
        message = f"El incidente «{tipo.nombre}» ya está cerrado. No se cambió nada."
        raise ConflictError(message)
    resultado = _resultado(tipo, command.resultado)
    revisar_fecha(command.fecha, row.abierto, tx.contexto.hoy)
    _exigir_documento(tx, expediente, resultado, command.forzar)
    before = fotografiar(tx, expediente)
    row.estado, row.cerrado = CERRADO, command.fecha
    row.resultado = resultado.id
    reason = f" Motivo: {command.forzar.strip()}." if command.forzar.strip() else ""
    texto = f"Se cerró el incidente «{tipo.nombre}»: {resultado.etiqueta}.{reason}"
    act = registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.INCIDENTE_CERRADO,
            texto=texto,
            fecha=command.fecha,
            resultado=resultado.id,
            datos={
                "incidente": row.id,
                "tipo": tipo.id,
                "sigue": str(resultado.sigue),
                "forzado": command.forzar.strip(),
            },
        ),
    )
    row.cierre_id = act.id
    terminos.cumplir(tx, expediente, marca_de_termino(row.id), command.fecha)
    if tipo.interrumpe is not None:
        terminar_interrupcion(tx, expediente, row, command.fecha)
    if row.suspension_id is not None:
        soltar(tx, expediente, row.suspension_id, command.fecha)
    tx.touch("incidente", row.id)
    after = fotografiar(tx, expediente)
    efectos = comparar(before, after, notas=[_SIGUE[resultado.sigue]])
    datos = {
        "actuacion": act.id,
        "incidente": row.id,
        "sigue": str(resultado.sigue),
    }
    return Hecho(expediente.id, expediente.numero, texto, efectos, datos)


def _resultado(tipo: TipoIncidente, wanted: str) -> ResultadoIncidente:
    found = tipo.resultado(wanted)
    if found is None:
        listed = ", ".join(r.id for r in tipo.resultados)
        message = (
            f"«{tipo.nombre}» no se cierra con «{wanted}». Se cierra con: {listed}."
        )
        raise NotFoundError(message, {"resultados": [r.id for r in tipo.resultados]})
    return found


def _exigir_documento(
    tx: Transaction,
    expediente: ExpedienteRow,
    resultado: ResultadoIncidente,
    forzar: str,
) -> None:
    if not resultado.documento or forzar.strip():
        return
    signed = tx.session.scalar(
        select(DocumentoRow.id)
        .where(
            DocumentoRow.expediente_id == expediente.id,
            DocumentoRow.tipo == resultado.documento,
            DocumentoRow.estado.in_(
                ["firmado", "radicado", "comunicado", "notificado", "anexo"]
            ),
        )
        .limit(1)
    )
    if signed is None:
        known = CATALOGO.get(resultado.documento)
        sigla = sigla_de(tx.session, expediente)
        name = known.nombre_en(sigla) if known else resultado.documento
        message = (
            f"Para cerrar con «{resultado.etiqueta}» falta en el expediente el "
            f"documento «{name}» firmado. Emítalo o anéxelo, o escriba "
            "por qué se cierra sin él. No se registró nada."
        )
        raise NotAllowedError(message, {"documento": resultado.documento})
