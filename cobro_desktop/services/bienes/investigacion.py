"""The search for goods: who was asked, what came back, what was found (F81, S10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import ConflictError, NotFoundError
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.bienes.comun import (
    QUIENES,
    hecho,
    revisar_dia,
)
from cobro_desktop.services.efectos import realizar
from cobro_desktop.services.expedientes import abierto, deudor_de, sigla_de
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.storage.rows import BienRow, ConsultaBienesRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.efectos import Hecho
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

CLASES: Final = {
    "cuenta": "cuenta bancaria",
    "inmueble": "inmueble",
    "vehiculo": "vehículo",
    "salario": "salario",
    "establecimiento": "establecimiento de comercio",
    "remanente": "remanente de otro proceso",
    "credito": "crédito o contrato",
    "otro": "otro bien",
}
PENDIENTE: Final = "pendiente"
RESULTADOS: Final = {
    "con_bienes": "informó bienes",
    "sin_bienes": "informó que no hay bienes",
    "silencio": "no respondió en el término",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultar:
    """Ask somebody who may know of goods, with the oficio that was sent."""

    expediente_id: int
    destinatarios: tuple[str, ...]
    fecha: dt.date
    """The day they received it."""
    dias: int = 0
    """Business days to answer, as the oficio says; 0 when it fixed none."""
    deudor: str = ""
    """Document number of the debtor asked about; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responder:
    """Record what somebody answered, or that they did not."""

    consulta_id: int
    resultado: str
    """`con_bienes sin_bienes silencio`."""
    fecha: dt.date
    texto: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrarBien:
    """Write down something of the debtor that was found."""

    expediente_id: int
    clase: str
    descripcion: str
    fecha: dt.date
    identificacion: str = ""
    entidad: str = ""
    valor: Centavos | None = None
    fuente: str = ""
    """Who told of it: an answer, a registry, a visit."""
    deudor: str = ""


def consultar(command: Consultar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Record requests for information, one per addressee.

    Raises:
        InvalidDataError: nobody to ask, or a day that has not come.
        NotFoundError: no such case or debtor.
        NotAllowedError: the case ended, or the role may not.
    """
    return realizar(
        workspace, contexto, "consultar_bienes", lambda tx: _consultar(tx, command)
    )


def responder(command: Responder, workspace: Workspace, contexto: Contexto) -> Changes:
    """Record an answer, or the silence once the term is over.

    Raises:
        NotFoundError: no such request.
        ConflictError: it was answered already.
        InvalidDataError: an unknown result, a wrong day, or a silence before its time.
    """
    return realizar(
        workspace, contexto, "responder_consulta", lambda tx: _responder(tx, command)
    )


def registrar_bien(
    command: RegistrarBien, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write down an asset.

    Raises:
        InvalidDataError: an unknown kind, nothing described, or a negative value.
        NotFoundError: no such case or debtor.
        NotAllowedError: the case ended, or the role may not.
    """
    return realizar(
        workspace, contexto, "registrar_bien", lambda tx: _registrar_bien(tx, command)
    )


def _consultar(tx: Transaction, command: Consultar) -> Hecho:
    tx.require_role(QUIENES, "investigar bienes")
    expediente = abierto(tx, command.expediente_id)
    revisar_dia("La consulta", command.fecha, tx.contexto.hoy)
    names = tuple(dict.fromkeys(n.strip() for n in command.destinatarios if n.strip()))
    if not names:
        rehusar("Diga a quién se consultó.")
    if not 0 <= command.dias <= 365:
        rehusar("El término para responder va de cero a 365 días hábiles.")
    calendario = tx.workspace.calendario(sigla_de(tx.session, expediente))
    vence = None
    if command.dias:
        vence = sumar_habiles(command.fecha, command.dias, calendario).vence
    deudor = deudor_de(tx, expediente, command.deudor)
    rows = [
        ConsultaBienesRow(
            expediente_id=expediente.id,
            deudor_id=deudor,
            destinatario=name,
            enviada=command.fecha,
            vence=vence,
        )
        for name in names
    ]
    tx.session.add_all(rows)
    tx.session.flush()
    ids = [row.id for row in rows]
    tx.touch("consulta_bienes", *ids)
    until = f" Deben responder hasta el {fecha_larga(vence)}." if vence else ""
    texto = f"Se preguntó por bienes y ubicación a: {', '.join(names)}.{until}"
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        datos={"consultas": ids},
    )
    return hecho(tx, expediente, acto, datos={"consultas": ids})


def _responder(tx: Transaction, command: Responder) -> Hecho:
    tx.require_role((*QUIENES, "AUX"), "registrar respuestas")
    row = tx.session.get(ConsultaBienesRow, command.consulta_id)
    if row is None:
        message = f"No existe la consulta {command.consulta_id}."
        raise NotFoundError(message)
    expediente = abierto(tx, row.expediente_id)
    if command.resultado not in RESULTADOS:
        rehusar(f"El resultado es uno de estos: {', '.join(RESULTADOS)}.")
    if row.resultado not in {PENDIENTE, "silencio"}:
        message = f"{row.destinatario} ya había respondido. No se cambió nada."
        raise ConflictError(message)
    revisar_dia("La respuesta", command.fecha, tx.contexto.hoy)
    if command.fecha < row.enviada:
        rehusar(f"La consulta se hizo después, el {fecha_larga(row.enviada)}.")
    silent = command.resultado == "silencio"
    if silent and (row.vence is None or tx.contexto.hoy <= row.vence):
        rehusar("Todavía no vence el término para responder.")
    row.resultado, row.respuesta = command.resultado, command.texto.strip()
    row.respondida = None if silent else command.fecha
    tx.touch("consulta_bienes", row.id)
    more = f": {row.respuesta}" if row.respuesta else ""
    texto = f"{row.destinatario} {RESULTADOS[command.resultado]}{more}."
    acto = Acto(
        tipo=TipoActuacion.RESPUESTA,
        texto=texto,
        fecha=command.fecha,
        resultado=command.resultado,
        datos={"consulta": row.id},
    )
    return hecho(tx, expediente, acto, datos={"consulta": row.id})


def _registrar_bien(tx: Transaction, command: RegistrarBien) -> Hecho:
    tx.require_role(QUIENES, "registrar bienes")
    expediente = abierto(tx, command.expediente_id)
    if command.clase not in CLASES:
        rehusar(f"La clase de bien es una de estas: {', '.join(CLASES)}.")
    if not command.descripcion.strip():
        rehusar("Describa el bien: es lo que se leerá en la medida.")
    if command.valor is not None and command.valor < 0:
        rehusar(f"El valor no puede ser negativo ({pesos(command.valor)}).")
    revisar_dia("El hallazgo", command.fecha, tx.contexto.hoy)
    row = BienRow(
        expediente_id=expediente.id,
        deudor_id=deudor_de(tx, expediente, command.deudor),
        clase=command.clase,
        descripcion=command.descripcion.strip(),
        identificacion=command.identificacion.strip(),
        entidad=command.entidad.strip(),
        valor=command.valor,
        fuente=command.fuente.strip(),
        fecha=command.fecha,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("bien", row.id)
    source = f", según {row.fuente}" if row.fuente else ""
    texto = f"Se halló un bien ({CLASES[row.clase]}): {row.descripcion}{source}."
    acto = Acto(
        tipo=TipoActuacion.MEDIDA,
        texto=texto,
        fecha=command.fecha,
        datos={"bien": row.id},
    )
    return hecho(tx, expediente, acto, datos={"bien": row.id})
