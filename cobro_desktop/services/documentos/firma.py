"""Signing the version that was approved, and what comes after: radicado, delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.ciclo_documento import Decision, Papel, Paso
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    UserError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.aprobacion import aprobar_en, exigir_version
from cobro_desktop.services.documentos.asunto import (
    anotar,
    asunto_abierto,
    asunto_firmado,
)
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.documentos.vida import (
    con_rol,
    firmantes,
    mover,
    responder,
    tomar,
    ultima,
)
from cobro_desktop.services.electronico.piezas import incorporar
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.tras_acto import tras_documento

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.asunto import Asunto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow

ENTREGAN = (Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)
"""Who takes a signed document to the registry and to its addressee."""


@dataclass(frozen=True, slots=True)
class EmitirDocumento:
    """Approve, number and sign a draft at once: one person who may do it all."""

    documento_id: int


@dataclass(frozen=True, slots=True)
class FirmarDocumento:
    """Sign what was approved."""

    documento_id: int
    sha256: str = ""
    """The version that the person read; empty for the last."""


@dataclass(frozen=True, slots=True)
class RadicarDocumento:
    """Write the number that the registry of correspondence gave."""

    documento_id: int
    numero: str
    fecha: dt.date


@dataclass(frozen=True, slots=True)
class ComunicarDocumento:
    """Say that a document that is not notified reached its addressee."""

    documento_id: int
    fecha: dt.date
    como: str = ""


class Firmado(NamedTuple):
    """What happened to one of several documents."""

    documento_id: int
    hecho: bool
    texto: str


def emitir_documento(
    command: EmitirDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Give the draft its number, print it with its code and sign it.

    The number is taken here and never given again (F59).

    Raises:
        NotAllowedError: the user may not sign it, or it is not a draft.
        UnmetRequirementsError: a check that blocks is not met; lists every one.
        MissingFieldsError: mandatory data are missing; lists them.
    """
    with transaction(workspace, contexto, "emitir_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        roles = firmantes(tx.session, workspace, row)
        tx.require_role(roles, f"firmar «{row.nombre}»")
        warnings: list[str] = []
        if row.estado != EstadoDocumento.APROBADO.nombre:
            warnings = aprobar_en(tx, row, asunto)
        texto = _firmar(tx, row, asunto, "Se emitió y firmó", warnings)
        datos = _datos(row, ultima(tx.session, row.id).sha256, warnings)
    return Changes(asunto.casos, resumen=texto, datos=datos)


def firmar_documento(
    command: FirmarDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Sign the version that was approved; no other.

    Raises:
        NotFoundError: no such document.
        NotAllowedError: the user is not who it names as its signatory, it is not
            approved, or its last version is not the approved one.
    """
    with transaction(workspace, contexto, "firmar_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_abierto(tx, row)
        exigir_version(tx, row, command.sha256)
        texto = _firmar(tx, row, asunto, "Se firmó", [])
        datos = _datos(row, ultima(tx.session, row.id).sha256, [])
    return Changes(asunto.casos, resumen=texto, datos=datos)


def firmar_varios(
    ids: Sequence[int], workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Sign several documents, each on its own; one that fails stops no other."""
    results = []
    touched: set[int] = set()
    for number, documento_id in enumerate(ids, start=1):
        try:
            changes = firmar_documento(
                FirmarDocumento(documento_id), workspace, contexto
            )
        except UserError as error:
            results.append(Firmado(documento_id, hecho=False, texto=error.mensaje))
        else:
            touched |= changes.expedientes
            results.append(Firmado(documento_id, hecho=True, texto=changes.resumen))
        progress.report(number, len(ids), results[-1].texto)
    done = sum(r.hecho for r in results)
    resumen = f"Se firmaron {done} de {cantidad(len(ids), 'documento')}."
    datos: dict[str, object] = {"resultados": [r._asdict() for r in results]}
    return Changes(frozenset(touched), resumen=resumen, datos=datos)


def radicar_documento(
    command: RadicarDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the external number of a signed document.

    Raises:
        InvalidDataError: without number, or dated before the document or after today.
        NotAllowedError: it is not signed, or was radicado already.
    """
    with transaction(workspace, contexto, "radicar_documento") as tx:
        return radicar_en(tx, command)


def radicar_en(tx: Transaction, command: RadicarDocumento) -> Changes:
    """Do `radicar_documento` inside a transaction that is open.

    Raises:
        InvalidDataError: without number, or dated before the document or after today.
        NotAllowedError: it is not signed, or was radicado already.
    """
    number = command.numero.strip()
    if not number:
        message = "Escriba el número de radicado. No se cambió nada."
        raise InvalidDataError(message)
    row = tomar(tx, command.documento_id)
    asunto = asunto_firmado(tx, row)
    tx.require_role(ENTREGAN, f"radicar «{row.nombre}»")
    _fecha(tx, row, command.fecha)
    mover(tx, row, Paso.RADICAR)
    row.radicado = number
    texto = (
        f"«{row.nombre}» n.º {printed_number(row)} se radicó con el n.º {number} "
        f"el {fecha_larga(command.fecha)}."
    )
    _anotar(tx, row, asunto, command.fecha, texto)
    datos: dict[str, object] = {"documento": row.id, "radicado": number}
    return Changes(asunto.casos, resumen=texto, datos=datos)


def comunicar_documento(
    command: ComunicarDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record that a signed document was delivered.

    Raises:
        InvalidDataError: dated before the document or after today.
        NotAllowedError: it is not signed.
    """
    with transaction(workspace, contexto, "comunicar_documento") as tx:
        row = tomar(tx, command.documento_id)
        asunto = asunto_firmado(tx, row)
        tx.require_role(ENTREGAN, f"comunicar «{row.nombre}»")
        _fecha(tx, row, command.fecha)
        mover(tx, row, Paso.COMUNICAR)
        how = f" {command.como.strip()}" if command.como.strip() else ""
        texto = (
            f"«{row.nombre}» n.º {printed_number(row)} se comunicó{how} el "
            f"{fecha_larga(command.fecha)}."
        )
        _anotar(tx, row, asunto, command.fecha, texto)
    datos: dict[str, object] = {"documento": row.id}
    return Changes(asunto.casos, resumen=texto, datos=datos)


def _firmar(
    tx: Transaction,
    row: DocumentoRow,
    asunto: Asunto,
    verb: str,
    warnings: Sequence[str],
) -> str:
    roles = firmantes(tx.session, tx.workspace, row)
    tx.require_role(roles, f"firmar «{row.nombre}»")
    mover(tx, row, Paso.FIRMAR)
    version = ultima(tx.session, row.id)
    _exigir_aprobada(tx, row, version.sha256)
    row.firmo = tx.contexto.usuario
    responder(tx, row, Papel.FIRMO, Decision.CONFORME, "")
    incorporar(tx, row)
    numero = printed_number(row)
    texto = f"{verb} «{row.nombre}» n.º {numero}."
    datos = {"documento": row.id, "numero": numero, "huella": version.sha256}
    if warnings:
        datos["advertencias"] = list(warnings)
    anotar(
        tx,
        asunto,
        Acto(
            tipo=TipoActuacion.DOCUMENTO_EMITIDO,
            texto=texto,
            fecha=row.fecha,
            datos=datos,
        ),
    )
    if asunto.expediente is not None:
        tras_documento(tx, asunto.expediente, row)
    audited = " ".join([f"{asunto.numero}: {texto}", *warnings])
    tx.tell(audited, despues=version.sha256)
    return " ".join([texto, *warnings])


def _exigir_aprobada(tx: Transaction, row: DocumentoRow, sha256: str) -> None:
    if row.contexto.get("aprobada") != sha256:
        message = (
            f"La última versión de «{row.nombre}» no es la que se aprobó: no se firma. "
            "Anúlelo y elabore otro."
        )
        raise NotAllowedError(message)
    signer = row.contexto.get("firmante")
    if signer != tx.contexto.usuario:
        able = con_rol(tx.session, firmantes(tx.session, tx.workspace, row))
        names = {u.login: u.nombre for u in able}
        message = (
            f"«{row.nombre}» n.º {printed_number(row)} lleva el nombre de "
            f"{names.get(str(signer), signer)}: solo lo firma esa persona."
        )
        raise NotAllowedError(message, {"firmante": signer})


def _fecha(tx: Transaction, row: DocumentoRow, day: dt.date) -> None:
    if row.fecha <= day <= tx.contexto.hoy:
        return
    message = (
        f"La fecha {fecha_larga(day)} no puede ser: el documento es del "
        f"{fecha_larga(row.fecha)} y hoy es {fecha_larga(tx.contexto.hoy)}. "
        "No se cambió nada."
    )
    raise InvalidDataError(message)


def _anotar(
    tx: Transaction,
    row: DocumentoRow,
    asunto: Asunto,
    day: dt.date,
    texto: str,
) -> None:
    anotar(
        tx,
        asunto,
        Acto(
            tipo=TipoActuacion.NOTA,
            texto=texto,
            fecha=day,
            actividad=row.actividad,
            datos={"documento": row.id},
        ),
    )
    tx.tell(f"{asunto.numero}: {texto}")


def _datos(
    row: DocumentoRow, sha256: str, warnings: Sequence[str]
) -> dict[str, object]:
    return {
        "documento": row.id,
        "numero": printed_number(row),
        "huella": sha256,
        "faltantes": [],
        "advertencias": list(warnings),
    }
