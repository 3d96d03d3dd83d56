"""Files from outside that prove something was done (DECISIONS 30)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Evidencia, TipoEvidencia
from cobro_desktop.exchange.adjuntos import revisar_adjunto
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.correos import leer_correo
from cobro_desktop.exchange.correos_outlook import leer_msg
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.vida import guardar_version
from cobro_desktop.services.electronico.piezas import incorporar
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.hechos import ANEXO
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.tras_acto import tras_documento
from cobro_desktop.storage.rows import DocumentoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.adjuntos import Adjunto
    from cobro_desktop.exchange.correos import Correo
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow

MAX_BYTES = 300 * 1024 * 1024
_CORREOS: Final = {"eml": leer_correo, "msg": leer_msg}


@dataclass(frozen=True, slots=True)
class AnexarArchivo:
    """Put a file into a case, as the evidence of something or just in it."""

    expediente_id: int
    archivo: Path
    evidencia: str = ""
    """Evidence id of the procedure, or a document id of the catalogue; empty for a
    file that proves nothing asked."""
    fecha: dt.date | None = None
    """Date of what the file holds; today if not told."""
    radicado: str = ""
    """Number that the registry gave to it when it came in (S3)."""


def anexar(command: AnexarArchivo, workspace: Workspace, contexto: Contexto) -> Changes:
    """Store a file by its content and note what it proves.

    Raises:
        NotFoundError: no such file, case or evidence id (lists those that exist).
        InvalidDataError: empty, too large, or dated after today.
    """
    content = leer_archivo(command.archivo)
    with transaction(workspace, contexto, "anexar") as tx:
        expediente = abierto(tx, command.expediente_id)
        datos, texto = adjuntar(tx, expediente, command, content)
        tx.tell(f"{expediente.numero}: {texto}", despues=str(datos["huella"]))
    return Changes(frozenset({command.expediente_id}), resumen=texto, datos=datos)


def adjuntar(
    tx: Transaction, expediente: ExpedienteRow, command: AnexarArchivo, content: bytes
) -> tuple[dict[str, object], str]:
    """Put a file into a case, inside a command; returns its ids and what was done.

    Raises:
        NotFoundError: no such evidence id (lists those that exist).
        InvalidDataError: dated after today, or a kind of file that may not come in.
    """
    contexto = tx.contexto
    fecha = command.fecha or contexto.hoy
    if fecha > contexto.hoy:
        message = "El documento no puede tener fecha posterior a hoy. No se anexó."
        raise InvalidDataError(message)
    procedimiento = tx.workspace.procedimiento(tx.session, expediente.procedimiento_id)
    evidencia = _evidencia(procedimiento, command.evidencia)
    adjunto = revisar_adjunto(command.archivo.name, content)
    read = _CORREOS.get(adjunto.formato)
    correo = read(content) if read else None
    documento = _documento(tx, expediente, evidencia, command.evidencia, adjunto)
    documento.fecha = fecha
    documento.radicado = command.radicado.strip()
    warnings = list(adjunto.avisos)
    if correo is not None:
        _rotular(documento, correo, command.fecha, contexto.hoy)
    sha256 = _guardar(tx, documento, adjunto.nombre, content)
    proves = f" como «{evidencia.etiqueta}»" if evidencia else ""
    filed = f", radicado {documento.radicado}" if documento.radicado else ""
    texto = f"Se anexó el archivo «{adjunto.nombre}»{proves}{filed}."
    inside = _del_correo(tx, expediente, documento, correo, warnings)
    if inside:
        texto += f" Del correo salieron {cantidad(len(inside), 'documento')}."
    texto = " ".join([texto, *warnings])
    registrar(
        tx,
        expediente,
        Acto(
            tipo=TipoActuacion.RESPUESTA,
            texto=texto,
            fecha=documento.fecha,
            datos={"documento": documento.id, "evidencia": command.evidencia},
        ),
    )
    tras_documento(tx, expediente, documento)
    datos: dict[str, object] = {
        "documento": documento.id,
        "huella": sha256,
        "del_correo": inside,
        "advertencias": warnings,
    }
    return datos, texto


def leer_archivo(path: Path) -> bytes:
    """Return the content of a file that can be put into a case.

    Raises:
        NotFoundError: no such file.
        InvalidDataError: empty or too large.
    """
    exigir_archivo(path)
    size = path.stat().st_size
    if not 0 < size <= MAX_BYTES:
        message = (
            f"«{path.name}» está vacío o pasa de 300 MB, y no se anexó. Divídalo o "
            "guárdelo con menos resolución."
        )
        raise InvalidDataError(message)
    return path.read_bytes()


def evidencias(procedimiento: Procedimiento) -> Mapping[str, Evidencia]:
    """Return everything that a procedure asks to have on file, by its id."""
    return {
        evidencia.id: evidencia
        for actividad in procedimiento.actividades
        for evidencia in procedimiento.evidencias(actividad)
        if evidencia.tipo is not TipoEvidencia.CAMPO
    }


def _evidencia(procedimiento: Procedimiento, wanted: str) -> Evidencia | None:
    if not wanted:
        return None
    known = evidencias(procedimiento)
    if wanted in CATALOGO and wanted not in known:
        # A document of the catalogue that came signed from outside.
        kind = CATALOGO[wanted]
        name = kind.nombre_en(procedimiento.sigla)
        return Evidencia(wanted, name, TipoEvidencia.DOCUMENTO, wanted)
    if wanted not in known:
        message = (
            f"El procedimiento no pide ninguna evidencia «{wanted}». "
            f"Las que pide son: {', '.join(known)}."
        )
        raise NotFoundError(message, {"evidencias": list(known)})
    return known[wanted]


def _documento(
    tx: Transaction,
    expediente: ExpedienteRow,
    evidencia: Evidencia | None,
    wanted: str,
    adjunto: Adjunto,
) -> DocumentoRow:
    is_document = evidencia and evidencia.tipo is TipoEvidencia.DOCUMENTO
    row = DocumentoRow(
        entidad_id=expediente.entidad_id,
        expediente_id=expediente.id,
        tipo=evidencia.referencia if evidencia and is_document else ANEXO,
        nombre=evidencia.etiqueta if evidencia else PurePath(adjunto.nombre).stem,
        actividad=expediente.actividad,
        evidencia=wanted,
        estado=ANEXO,
        formato=adjunto.formato,
        fecha=tx.contexto.hoy,
        elaboro=tx.contexto.usuario,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("documento", row.id)
    return row


def _guardar(tx: Transaction, row: DocumentoRow, name: str, content: bytes) -> str:
    sha256 = guardar_version(tx, row, content, name).sha256
    incorporar(tx, row)
    return sha256


def _rotular(
    row: DocumentoRow, correo: Correo, asked: dt.date | None, hoy: dt.date
) -> None:
    """Keep what the head of a mail says: who, to whom, about what, when."""
    if correo.asunto and not row.evidencia:
        row.nombre = f"Correo: {correo.asunto}"
    if asked is None and correo.fecha and correo.fecha <= hoy:
        row.fecha = correo.fecha
    row.contexto = {
        "correo": {
            "de": correo.de,
            "para": correo.para,
            "asunto": correo.asunto,
            "fecha": correo.fecha.isoformat() if correo.fecha else "",
            "cuerpo": correo.cuerpo,
        }
    }


def _del_correo(
    tx: Transaction,
    expediente: ExpedienteRow,
    mail: DocumentoRow,
    correo: Correo | None,
    warnings: list[str],
) -> list[int]:
    """Give each file of a mail its own place; what may not come in stays in it."""
    found = []
    for name, content in correo.archivos if correo else ():
        try:
            adjunto = revisar_adjunto(name, content)
        except InvalidDataError as error:
            warnings.append(f"{error.mensaje} Queda dentro del correo.")
            continue
        warnings += adjunto.avisos
        row = _documento(tx, expediente, None, "", adjunto)
        row.fecha, row.contexto = mail.fecha, {"del_correo": mail.id}
        _guardar(tx, row, adjunto.nombre, content)
        found.append(row.id)
    return found
