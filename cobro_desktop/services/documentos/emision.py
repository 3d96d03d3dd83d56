"""Drafting a document, issuing it with its number, taking it out (DOCUMENTS)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cobro_desktop.documents.generar import CONTEXTOS, Generador
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import (
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services import numeracion
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.preparacion import (
    check_kind,
    preparar,
    printed_number,
)
from cobro_desktop.services.entidades import load_entidad
from cobro_desktop.services.expedientes import abierto, sigla_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    ExpedienteRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from cobro_desktop.documents.generar import DocumentoGenerado
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CrearDocumento:
    """Draft a document of a case."""

    expediente_id: int
    tipo: str
    datos: Mapping[str, str] = field(default_factory=dict)
    """What the person typed, by field of the document; a list has an item per line."""
    fecha: dt.date | None = None
    """Date of the document; today if not told."""


@dataclass(frozen=True, slots=True)
class EmitirDocumento:
    """Approve, number and sign a draft."""

    documento_id: int


def tipos_emitibles(workspace: Workspace, expediente_id: int) -> list[tuple[str, str]]:
    """Return the (id, name) of what can be written for a case now.

    First what its current activity produces, then the rest of its procedure.
    """
    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, expediente_id)
        sigla = sigla_de(session, expediente)
        procedimiento = workspace.procedimiento(session, expediente.procedimiento_id)
        current = procedimiento.actividades[expediente.actividad].documentos
    rest = (d for a in procedimiento.actividades.values() for d in a.documentos)
    able = [d for d in dict.fromkeys((*current, *rest)) if d in CONTEXTOS]
    return [(d, tipo_documento(d).nombre_en(sigla)) for d in able]


def faltantes(
    command: CrearDocumento, workspace: Workspace, contexto: Contexto
) -> list[str]:
    """Name what a document still lacks, as the screens call it.

    Raises:
        NotFoundError: no such case or kind of document.
        MissingParameterError: it states interest and a rate is not loaded.
    """
    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, command.expediente_id)
        context = preparar(session, workspace, contexto, command)
        sigla = sigla_de(session, expediente)
    return Generador().faltantes(command.tipo, sigla, context)


def crear_documento(
    command: CrearDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Render a draft, file it in the case and keep its first version.

    Raises:
        MissingFieldsError: mandatory data are missing; lists them.
        NotFoundError: no such case, or a kind that the program does not write.
        NotAllowedError: the case ended.
        MissingParameterError: it states interest and a rate is not loaded.
    """
    check_kind(command.tipo)
    with transaction(workspace, contexto, "crear_documento") as tx:
        expediente = abierto(tx, command.expediente_id)
        sigla = sigla_de(tx.session, expediente)
        context = preparar(tx.session, workspace, contexto, command)
        generated = Generador().render(command.tipo, sigla, context)
        nombre = tipo_documento(command.tipo).nombre_en(sigla)
        row = DocumentoRow(
            entidad_id=expediente.entidad_id,
            expediente_id=expediente.id,
            tipo=command.tipo,
            nombre=nombre,
            actividad=expediente.actividad,
            estado=EstadoDocumento.BORRADOR.nombre,
            formato=generated.extension,
            fecha=command.fecha or contexto.hoy,
            plantilla=generated.plantilla,
            plantilla_version=generated.version_plantilla,
            contexto={"datos": dict(command.datos), "impreso": asdict(context)},
            elaboro=contexto.usuario,
        )
        tx.session.add(row)
        tx.session.flush()
        sha256 = _keep(tx, expediente, row, generated)
        texto = f"{expediente.numero}: se proyectó «{nombre}»."
        tx.tell(texto, despues=sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "huella": sha256,
            "faltantes": [],
        }
    return Changes(frozenset({command.expediente_id}), resumen=texto, datos=datos)


def emitir_documento(
    command: EmitirDocumento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Give the draft its number, print it with its code and sign it.

    The number is taken here and never given again (F59).

    Raises:
        NotAllowedError: the user may not sign it, or it is not a draft.
        MissingFieldsError: mandatory data are missing; lists them.
    """
    with transaction(workspace, contexto, "emitir_documento") as tx:
        row = _borrador(tx, command.documento_id)
        expediente = abierto(tx, row.expediente_id)
        sigla = sigla_de(tx.session, expediente)
        _number(tx, row, sigla)
        row.reviso = row.aprobo = row.firmo = contexto.usuario
        again = CrearDocumento(
            expediente.id, row.tipo, row.contexto["datos"], row.fecha
        )
        context = preparar(tx.session, workspace, contexto, again, row)
        generated = Generador().render(row.tipo, sigla, context)
        row.estado = EstadoDocumento.FIRMADO.nombre
        row.plantilla_version = generated.version_plantilla
        row.contexto = row.contexto | {
            "impreso": asdict(context),
            "codigo": generated.codigo_verificacion,
        }
        sha256 = _keep(tx, expediente, row, generated)
        numero = printed_number(row)
        texto = f"Se emitió y firmó «{row.nombre}» n.º {numero}."
        registrar(
            tx,
            expediente,
            Acto(
                tipo=TipoActuacion.DOCUMENTO_EMITIDO,
                texto=texto,
                fecha=row.fecha,
                datos={"documento": row.id, "numero": numero, "huella": sha256},
            ),
        )
        tx.touch("documento", row.id)
        tx.tell(f"{expediente.numero}: {texto}", despues=sha256)
        datos: dict[str, object] = {
            "documento": row.id,
            "numero": numero,
            "huella": sha256,
            "faltantes": [],
        }
    return Changes(frozenset({expediente.id}), resumen=texto, datos=datos)


def _borrador(tx: Transaction, documento_id: int) -> DocumentoRow:
    """Return a draft that the user may sign."""
    row = tx.session.get(DocumentoRow, documento_id, with_for_update=True)
    if row is None:
        message = f"No existe el documento {documento_id}."
        raise NotFoundError(message)
    tx.require_role(tipo_documento(row.tipo).firma, f"firmar «{row.nombre}»")
    if row.estado != EstadoDocumento.BORRADOR.nombre:
        message = f"«{row.nombre}» ya no es un borrador: está {row.estado}."
        raise NotAllowedError(message)
    return row


def exportar_documento(documento_id: int, destino: Path, workspace: Workspace) -> Path:
    """Write the current version of a document to a file, after checking its hash.

    Raises:
        NotFoundError: no such document.
        StorageError: it cannot be written, or its content is damaged.
    """
    from cobro_desktop.storage.archivos import escribir_atomico

    with workspace.base.read() as session:
        sha256 = session.scalar(
            select(DocumentoVersionRow.sha256)
            .where(DocumentoVersionRow.documento_id == documento_id)
            .order_by(DocumentoVersionRow.orden.desc())
            .limit(1)
        )
        if sha256 is None:
            message = f"No existe el documento {documento_id}."
            raise NotFoundError(message)
        content = workspace.contenido.leer(session, sha256)
    escribir_atomico(destino, content)
    return destino


def _number(tx: Transaction, row: DocumentoRow, sigla: str) -> None:
    serie = load_entidad(sigla).serie(row.tipo)
    anio = row.fecha.year
    taken = numeracion.tomar(
        tx.session, entidad_id=row.entidad_id, serie=serie, anio=anio
    )
    row.serie, row.anio, row.numero = serie, anio, taken.start


def _keep(
    tx: Transaction,
    expediente: ExpedienteRow,
    row: DocumentoRow,
    generated: DocumentoGenerado,
) -> str:
    """Store the bytes as the next version of a document; returns their hash."""
    sha256 = tx.workspace.contenido.guardar(tx.session, generated.contenido)
    last = tx.session.scalar(
        select(func.max(DocumentoVersionRow.orden)).where(
            DocumentoVersionRow.documento_id == row.id
        )
    )
    number = f"-{row.numero:06d}" if row.numero else "-borrador"
    tx.session.add(
        DocumentoVersionRow(
            documento_id=row.id,
            orden=(last or 0) + 1,
            sha256=sha256,
            tamano=len(generated.contenido),
            archivo=f"{expediente.numero}-{row.tipo}{number}.{generated.extension}",
            estado=row.estado,
            usuario=tx.contexto.usuario,
            creada_en=tx.ahora,
        )
    )
    return sha256
