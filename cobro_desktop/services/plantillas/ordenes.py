"""Importing, validating, activating and repealing a template of the office."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cobro_desktop.documents.doctor.paquete import MAXIMO
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
    UnmetRequirementsError,
    UnreadableFileError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_desktop.services.plantillas.examen import examinar_archivo
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import EntidadRow, PlantillaRow

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.documents.doctor.examen import Examen
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

IMPORTAN = (Rol.ADM, Rol.COO, Rol.JEF)
RESPONDEN = (Rol.COO, Rol.JEF)
"""Who validates a template and puts it in force."""


@dataclass(frozen=True, slots=True)
class ImportarPlantilla:
    """Bring a Word file as the template of a kind of document."""

    sigla: str
    tipo: str
    archivo: Path
    nota: str = ""


@dataclass(frozen=True, slots=True)
class ValidarPlantilla:
    """Answer for a template after looking at its trials."""

    plantilla_id: int


@dataclass(frozen=True, slots=True)
class ActivarPlantilla:
    """Write documents with a template, from a day on."""

    plantilla_id: int
    desde: dt.date


@dataclass(frozen=True, slots=True)
class DerogarPlantilla:
    """Write no more documents with a template after a day."""

    plantilla_id: int
    hasta: dt.date
    """Last day, inclusive."""
    motivo: str


def importar_plantilla(
    command: ImportarPlantilla, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep a template as a draft, with what the doctor found in it.

    Raises:
        NotAllowedError: the user may not, or the kind has no Word template.
        NotFoundError: there is no such institution, kind or file.
        UnreadableFileError: it is no Word document.
        PlantillaPeligrosaError: it brings what a template may not.
    """
    sigla = workspace.perfil(command.sigla).sigla
    content = leer_archivo(command.archivo)
    with transaction(workspace, contexto, "importar_plantilla") as tx:
        tx.require_role(IMPORTAN, "importar plantillas")
        exam = examinar_archivo(
            tx.session,
            workspace,
            contenido=content,
            nombre=command.archivo.name,
            tipo=command.tipo,
            sigla=sigla,
        )
        entidad = workspace.entidad(tx.session, sigla).id
        row = PlantillaRow(
            entidad_id=entidad,
            tipo=command.tipo,
            orden=_siguiente(tx, entidad, command.tipo),
            archivo=command.archivo.name,
            sha256=workspace.contenido.guardar(tx.session, content),
            tamano=len(content),
            estado=EstadoPlantilla.BORRADOR,
            nota=command.nota.strip(),
            examen=_guardado(exam),
            importada_por=contexto.usuario,
            importada_en=tx.ahora,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("plantilla", row.id)
        name = tipo_documento(command.tipo).nombre_en(sigla)
        texto = (
            f"{sigla}: se importó la versión {row.orden} de la plantilla de «{name}», "
            f"{_dictamen(exam)}."
        )
        tx.tell(texto, despues=row.sha256)
        datos: dict[str, object] = {
            "plantilla": row.id,
            "version": row.orden,
            "estado": str(row.estado),
            "sirve": exam.sirve,
            "hallazgos": [asdict(h) for h in exam.hallazgos],
        }
    return Changes(resumen=texto, datos=datos)


def validar_plantilla(
    command: ValidarPlantilla, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Examine a draft again and mark it valid.

    Raises:
        NotAllowedError: the user may not, or it is no draft.
        UnmetRequirementsError: the doctor finds errors; lists them.
    """
    with transaction(workspace, contexto, "validar_plantilla") as tx:
        tx.require_role(RESPONDEN, "validar plantillas")
        row, sigla = _tomar(tx, command.plantilla_id)
        _exigir_estado(row, EstadoPlantilla.BORRADOR, "validar")
        exam = examinar_archivo(
            tx.session,
            workspace,
            contenido=workspace.contenido.leer(tx.session, row.sha256),
            nombre=row.archivo,
            tipo=row.tipo,
            sigla=sigla,
        )
        row.examen = _guardado(exam)
        if not exam.sirve:
            faults = [h.texto for h in exam.hallazgos if h.peso == "error"]
            faults += [p for e in exam.ensayos if not e.contenido for p in e.problemas]
            message = f"La plantilla no se puede validar. {' '.join(faults)}"
            raise UnmetRequirementsError(message, {"hallazgos": faults})
        row.estado = EstadoPlantilla.VALIDADA
        row.validada_por, row.validada_en = contexto.usuario, tx.ahora
        texto = f"{sigla}: se validó {_nombrada(row, sigla)}, {_dictamen(exam)}."
        tx.tell(texto, despues=row.sha256)
        datos: dict[str, object] = {
            "plantilla": row.id,
            "estado": str(row.estado),
            "hallazgos": [asdict(h) for h in exam.hallazgos],
        }
    return Changes(resumen=texto, datos=datos)


def activar_plantilla(
    command: ActivarPlantilla, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Put a validated template in force; the one before it rules until the eve.

    Raises:
        NotAllowedError: the user may not, or it is not validated.
        InvalidDataError: it would begin before the one that is in force.
    """
    with transaction(workspace, contexto, "activar_plantilla") as tx:
        tx.require_role(RESPONDEN, "activar plantillas")
        row, sigla = _tomar(tx, command.plantilla_id)
        _exigir_estado(row, EstadoPlantilla.VALIDADA, "activar")
        for other in _vigentes(tx, row):
            _reemplazar(other, row, command.desde, contexto.usuario, tx.ahora)
        row.estado = EstadoPlantilla.VIGENTE
        row.desde, row.hasta = command.desde, None
        row.activada_por, row.activada_en = contexto.usuario, tx.ahora
        texto = (
            f"{sigla}: {_nombrada(row, sigla)} rige desde el "
            f"{fecha_larga(command.desde)}. Los actos ya emitidos conservan la suya."
        )
        tx.tell(texto, despues=row.sha256)
        datos: dict[str, object] = {"plantilla": row.id, "estado": str(row.estado)}
    return Changes(resumen=texto, datos=datos)


def derogar_plantilla(
    command: DerogarPlantilla, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Repeal a template: later documents use the one of the program.

    Raises:
        NotAllowedError: the user may not, or it is not in force.
        InvalidDataError: no reason is given, or it would end before it began.
    """
    reason = command.motivo.strip().rstrip(".")
    if not reason:
        message = "Escriba por qué se deroga la plantilla. No se cambió nada."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "derogar_plantilla") as tx:
        tx.require_role(RESPONDEN, "derogar plantillas")
        row, sigla = _tomar(tx, command.plantilla_id)
        _exigir_estado(row, EstadoPlantilla.VIGENTE, "derogar")
        if row.desde is not None and command.hasta < row.desde - dt.timedelta(days=1):
            message = (
                f"Rige desde el {fecha_larga(row.desde)}: no puede terminar antes."
            )
            raise InvalidDataError(message)
        row.estado = EstadoPlantilla.DEROGADA
        row.hasta, row.motivo_derogacion = command.hasta, reason
        row.derogada_por, row.derogada_en = contexto.usuario, tx.ahora
        texto = (
            f"{sigla}: {_nombrada(row, sigla)} rige hasta el "
            f"{fecha_larga(command.hasta)}: {reason}."
        )
        tx.tell(texto)
        datos: dict[str, object] = {"plantilla": row.id, "estado": str(row.estado)}
    return Changes(resumen=texto, datos=datos)


def leer_archivo(path: Path) -> bytes:
    """Return the bytes of a file that may be a template.

    Raises:
        NotFoundError: there is no such file.
        UnreadableFileError: it is too big or another program holds it.
    """
    exigir_archivo(path)
    try:
        if path.stat().st_size > MAXIMO:
            message = f"«{path.name}» pesa más de 20 MB: no es una plantilla."
            raise UnreadableFileError(message)
        return path.read_bytes()
    except OSError as error:
        message = (
            f"No se puede leer «{path.name}». Ciérrelo en Word e intente de nuevo."
        )
        raise UnreadableFileError(message, {"causa": str(error)}) from error


def _tomar(tx: Transaction, plantilla_id: int) -> tuple[PlantillaRow, str]:
    row = tx.session.get(PlantillaRow, plantilla_id, with_for_update=True)
    if row is None:
        message = f"No existe la plantilla {plantilla_id}."
        raise NotFoundError(message)
    tx.touch("plantilla", row.id)
    return row, tx.session.get_one(EntidadRow, row.entidad_id).sigla


def _exigir_estado(row: PlantillaRow, estado: EstadoPlantilla, accion: str) -> None:
    if row.estado != estado:
        now = EstadoPlantilla(row.estado).nombre.lower()
        message = (
            f"La versión {row.orden} está {now}: para {accion} debe estar "
            f"{estado.nombre.lower()}. No se cambió nada."
        )
        raise NotAllowedError(message, {"estado": row.estado})


def _vigentes(tx: Transaction, row: PlantillaRow) -> list[PlantillaRow]:
    return list(
        tx.session.scalars(
            select(PlantillaRow).where(
                PlantillaRow.entidad_id == row.entidad_id,
                PlantillaRow.tipo == row.tipo,
                PlantillaRow.estado == EstadoPlantilla.VIGENTE,
            )
        )
    )


def _reemplazar(
    other: PlantillaRow, row: PlantillaRow, desde: dt.date, login: str, now: dt.datetime
) -> None:
    if other.desde is not None and desde < other.desde:
        message = (
            f"La versión {other.orden} rige desde el {fecha_larga(other.desde)}: la "
            "nueva no puede empezar antes. Escoja otra fecha."
        )
        raise InvalidDataError(message)
    other.estado = EstadoPlantilla.DEROGADA
    other.hasta = desde - dt.timedelta(days=1)
    other.motivo_derogacion = f"La reemplaza la versión {row.orden}"
    other.derogada_por, other.derogada_en = login, now


def _siguiente(tx: Transaction, entidad: int, tipo: str) -> int:
    last = tx.session.scalar(
        select(func.max(PlantillaRow.orden)).where(
            PlantillaRow.entidad_id == entidad, PlantillaRow.tipo == tipo
        )
    )
    return (last or 0) + 1


def _nombrada(row: PlantillaRow, sigla: str) -> str:
    name = tipo_documento(row.tipo).nombre_en(sigla)
    return f"la versión {row.orden} de la plantilla de «{name}»"


def _guardado(exam: Examen) -> dict[str, object]:
    return {
        "hallazgos": [
            {"peso": str(h.peso), "texto": h.texto, "donde": h.donde}
            for h in exam.hallazgos
        ],
        "ensayos": [
            {"nombre": e.nombre, "problemas": list(e.problemas)} for e in exam.ensayos
        ],
    }


def _dictamen(exam: Examen) -> str:
    errors = sum(h.peso == "error" for h in exam.hallazgos)
    notices = len(exam.hallazgos) - errors
    if not exam.hallazgos:
        return "sin hallazgos"
    said = [
        cantidad(count, one, many)
        for count, one, many in (
            (errors, "error", "errores"),
            (notices, "aviso", "avisos"),
        )
        if count
    ]
    return f"con {' y '.join(said)}"
