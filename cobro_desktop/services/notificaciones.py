"""Notifications of an act to each debtor, and what they start (RULES 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import ConflictError, NotFoundError
from cobro_desktop.domain.notificacion import CITACION, Medio, Resultado
from cobro_desktop.domain.orden_notificacion import MEDIOS
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.anexos import AnexarArchivo, adjuntar, leer_archivo
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.entrega import seguir_notificaciones
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.hechos import A_NOTIFICAR
from cobro_desktop.services.notificacion import direcciones, efectos
from cobro_desktop.services.notificacion.conteo import MANDAMIENTO
from cobro_desktop.services.notificacion.examen import (
    DILIGENCIAS,
    Antecedente,
    Examen,
    examinar,
    exigir_motivo,
)
from cobro_desktop.services.notificacion.orden import Notificar
from cobro_desktop.services.notificacion.previsto import frases
from cobro_desktop.services.notificacion.seguimiento import (
    deudores,
    leer,
    nombre_de,
)
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import DocumentoRow, ExpedienteRow, NotificacionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.notificacion.seguimiento import Lectura
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ActuacionRow

__all__ = ["MEDIOS", "Notificar", "notificar", "prever"]
_ROLES = (Rol.PRO, Rol.JEF, Rol.AUX, Rol.COO)
_SE_CONSERVA = ("direcciones", "soporte", "autorizacion", "enviada", "cita")
"""What an attempt told that its result keeps."""


@dataclass(frozen=True, slots=True)
class _Caso:
    """A notification in its case."""

    expediente: ExpedienteRow
    antecedentes: Sequence[Antecedente]
    examen: Examen
    lectura: Lectura


def notificar(command: Notificar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Record a notification; an effective one of the mandamiento interrupts.

    An attempt by the same means whose result was awaited gets its result.

    Raises:
        InvalidDataError: dated after today, or neither effective nor with a cause.
        NotFoundError: no such case, or nobody with that document in it.
        ConflictError: the mandamiento has reached everyone already.
        UnmetRequirementsError: it lacks what its means needs, or skips the order,
            and carries no reason.
    """
    content = leer_archivo(command.soporte) if command.soporte else b""
    with transaction(workspace, contexto, "notificar") as tx:
        tx.require_role(_ROLES, "registrar notificaciones")
        expediente = abierto(tx, command.expediente_id)
        _exigir_conocido(tx, expediente, command.documento)
        caso = _caso(tx.session, workspace, expediente, command, contexto.hoy)
        exigir_motivo(command, caso.examen, caso.lectura.reglas)
        texto = _texto(command, caso, sigla_de(tx.session, expediente))
        act = _acto(tx, caso, command, texto, content)
        for one in caso.antecedentes:
            _fila(tx, caso, one, command, act)
        tx.session.flush()
        seguir_notificaciones(tx, _documento(tx, expediente, command.documento))
        started = efectos.empezar(tx, expediente, command, caso.examen, act)
        if caso.examen.resultado is not Resultado.PENDIENTE:
            ids = [one.deudor_id for one in caso.antecedentes]
            efectos.terminar_citacion(tx, expediente, command.documento, ids, act.fecha)
        tx.tell(f"{expediente.numero}: {texto}")
        datos: dict[str, object] = {
            "actuacion": act.id,
            "terminos": started,
            "resultado": str(caso.examen.resultado),
            "pendientes": list(caso.examen.pendientes),
            "advertencias": _sin_acto(caso, command),
        }
    return Changes(frozenset({command.expediente_id}), resumen=texto, datos=datos)


def _exigir_conocido(tx: Transaction, expediente: ExpedienteRow, tipo: str) -> None:
    """Refuse a document that neither the program nor the case knows.

    Raises:
        NotFoundError: says how those of its institution are called.
    """
    if tipo in CATALOGO or _documento(tx, expediente, tipo) is not None:
        return
    message = (
        f"No hay un documento «{tipo}» que se notifique. Escríbalo como "
        f"{MANDAMIENTO}, auto-avoca o resolucion-excepciones. No se registró nada."
    )
    raise NotFoundError(message)


def _sin_acto(caso: _Caso, command: Notificar) -> list[str]:
    """Say that the mandamiento that was notified is not in the case."""
    told = command.documento == MANDAMIENTO and caso.examen.efectiva is not None
    if not told or MANDAMIENTO in caso.lectura.archivo:
        return []
    return ["El mandamiento de pago no está en el expediente: anéxelo o emítalo."]


def prever(
    command: Notificar, workspace: Workspace, hoy: dt.date | None = None
) -> list[str]:
    """Say in sentences what a notification would start; writes nothing.

    A suspension of the case that is still open counts up to `hoy`, by default the
    day of the notification.

    Raises:
        InvalidDataError: what recording it would refuse.
        NotFoundError: no such case, or nobody with that document in it.
    """
    day = hoy or command.efectiva or command.hecho or command.enviada
    with workspace.base.read() as session:
        expediente = session.get(ExpedienteRow, command.expediente_id)
        if expediente is None:
            message = "Ese expediente no existe."
            raise NotFoundError(message)
        caso = _caso(
            session, workspace, expediente, command, day or expediente.recibido
        )
        opciones = workspace.opciones(sigla_de(session, expediente))
    return frases(command, caso.examen, caso.antecedentes, caso.lectura, opciones)


def _caso(
    session: Session,
    workspace: Workspace,
    expediente: ExpedienteRow,
    command: Notificar,
    hoy: dt.date,
) -> _Caso:
    found = leer(session, workspace, expediente, hoy)
    people = [
        Antecedente(
            deudor_id,
            nombre,
            found.de(command.documento, deudor_id),
            found.pendiente(command.documento, deudor_id, command.medio),
            found.autorizacion(deudor_id),
        )
        for deudor_id, nombre in _deudores(session, expediente, command.deudor)
    ]
    before = _por_notificar(expediente, command, people)
    examen = examinar(
        command,
        found.reglas,
        before,
        hoy=hoy,
        calendario=found.calendario,
        probado=not found.archivo.isdisjoint(DILIGENCIAS),
    )
    return _Caso(expediente, before, examen, found)


def _por_notificar(
    expediente: ExpedienteRow, command: Notificar, people: Sequence[Antecedente]
) -> Sequence[Antecedente]:
    """Leave out whom the mandamiento has reached: a second one would move no term.

    Raises:
        ConflictError: it has reached everyone already; says when.
    """
    reached = [one for one in people if one.seguimiento.notificado is not None]
    if command.documento != MANDAMIENTO or not reached:
        return people
    if rest := [one for one in people if one not in reached]:
        return rest
    days = "; ".join(
        f"{one.nombre}, el {fecha_larga(one.seguimiento.notificado)}"
        for one in reached
        if one.seguimiento.notificado
    )
    message = (
        f"El mandamiento del expediente {expediente.numero} ya está notificado: "
        f"{days}. Si esa notificación no vale, anúlela antes de registrar otra. No se "
        "registró nada."
    )
    raise ConflictError(message)


def _deudores(
    session: Session, expediente: ExpedienteRow, numero: str
) -> list[tuple[int, str]]:
    found = [
        (deudor_id, nombre)
        for deudor_id, nombre, number, rol in deudores(session, expediente.id)
        if (number == numero if numero else rol in A_NOTIFICAR)
    ]
    if not found:
        message = (
            f"En el expediente {expediente.numero} no hay un deudor con documento "
            f"«{numero}»."
        )
        raise NotFoundError(message)
    return found


def _acto(
    tx: Transaction, caso: _Caso, command: Notificar, texto: str, content: bytes
) -> ActuacionRow:
    """Record the act, with the address, the proof and the reasons."""
    examen, expediente = caso.examen, caso.expediente
    fecha = examen.efectiva or examen.hecho or examen.enviada or tx.contexto.hoy
    datos: dict[str, Any] = {
        "documento": command.documento,
        "medio": str(command.medio),
        "resultado": str(examen.resultado),
    }
    if command.documento == CITACION:
        datos["cita"] = command.cita
    datos |= _de_antes(caso)
    ids = [one.deudor_id for one in caso.antecedentes]
    kind = examen.paso.direccion if examen.paso else ""
    used = direcciones.usar(tx, ids, kind, command.direccion.strip(), fecha)
    if used and (command.direccion or "direcciones" not in datos):
        datos["direcciones"] = [[u.deudor_id, u.direccion_id, u.texto] for u in used]
    if command.soporte is not None:
        file = AnexarArchivo(expediente.id, command.soporte)
        filed, _ = adjuntar(tx, expediente, file, content)
        datos["soporte"] = filed["documento"]
    told = {
        "autorizacion": command.autorizacion.strip(),
        "motivo": command.motivo.strip(),
        "hecho": examen.hecho.isoformat() if examen.hecho else "",
        "enviada": examen.enviada.isoformat() if examen.enviada else "",
        "administracion": _introduccion(caso),
        "pendientes": list(examen.pendientes),
        "sin": list(examen.objeciones),
    }
    datos |= {name: value for name, value in told.items() if value}
    if command.cierra_direccion and examen.causa_texto:
        marked = [entry[1] for entry in datos.get("direcciones", ())]
        closed = direcciones.cerrar(tx, marked, fecha, examen.causa_texto)
        datos |= {"direcciones_cerradas": closed} if closed else {}
    return registrar(
        tx,
        expediente,
        Acto(tipo=TipoActuacion.NOTIFICACION, texto=texto, fecha=fecha, datos=datos),
    )


def _de_antes(caso: _Caso) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for one in caso.antecedentes:
        before = one.pendiente.datos if one.pendiente else {}
        kept |= {name: before[name] for name in _SE_CONSERVA if name in before}
    return kept


def _introduccion(caso: _Caso) -> str:
    """Return when the first mail left: it counts for the administration (ET 568)."""
    paso = caso.examen.paso
    if caso.examen.efectiva is None or paso is None or paso.norma != "ET 568":
        return ""
    sent = [
        intento.enviada
        for one in caso.antecedentes
        for intento in one.seguimiento.intentos
        if intento.medio is Medio.CORREO and not intento.citacion and intento.enviada
    ]
    return min(sent).isoformat() if sent else ""


def _fila(
    tx: Transaction,
    caso: _Caso,
    antecedente: Antecedente,
    command: Notificar,
    act: ActuacionRow,
) -> None:
    """Write the attempt of a debtor, or the result of the one that was awaited."""
    waiting, examen = antecedente.pendiente, caso.examen
    if waiting is not None:
        row = tx.session.get_one(NotificacionRow, waiting.id)
    else:
        row = NotificacionRow(
            expediente_id=caso.expediente.id,
            documento_id=_documento(tx, caso.expediente, command.documento),
            que=command.documento,
            deudor_id=antecedente.deudor_id,
            medio=str(command.medio),
        )
        tx.session.add(row)
    row.enviada = examen.enviada or row.enviada or act.fecha
    row.guia = command.guia or row.guia or ""
    row.resultado = str(examen.resultado)
    row.causa = examen.causa_texto
    row.efectiva = examen.efectiva
    row.actuacion_id = act.id
    tx.session.flush()
    tx.touch("notificacion", row.id)


def _documento(tx: Transaction, expediente: ExpedienteRow, tipo: str) -> int | None:
    return tx.session.scalar(
        select(DocumentoRow.id)
        .where(
            DocumentoRow.expediente_id == expediente.id,
            DocumentoRow.tipo == tipo,
            DocumentoRow.estado != "anulado",
        )
        .order_by(DocumentoRow.id.desc())
        .limit(1)
    )


def _texto(command: Notificar, caso: _Caso, sigla: str) -> str:
    examen = caso.examen
    que = nombre_de(command.documento, sigla)
    who = ", ".join(one.nombre for one in caso.antecedentes)
    how = MEDIOS[command.medio]
    reason = command.motivo.strip().rstrip(".")
    why = f" Se registró así por este motivo: {reason}." if reason else ""
    if examen.resultado is Resultado.PENDIENTE:
        sent = f" el {fecha_larga(examen.enviada)}" if examen.enviada else ""
        guide = f", guía {command.guia}" if command.guia else ""
        return f"Se envió «{que}» {how} a {who}{sent}{guide}; falta el resultado.{why}"
    if examen.efectiva is None:
        return f"No se pudo notificar «{que}» {how} a {who}: {examen.causa_texto}.{why}"
    day = fecha_larga(examen.efectiva)
    if command.documento == CITACION:
        return f"La citación se entregó {how} a {who} el {day}.{why}"
    return f"«{que}» quedó notificado {how} a {who} el {day}.{why}"
