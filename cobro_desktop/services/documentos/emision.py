"""Drafting a document and taking it out (DOCUMENTS)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.documents.registro import CONTEXTOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.asunto import asunto_de
from cobro_desktop.services.documentos.firma import EmitirDocumento, emitir_documento
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.preparacion import (
    check_kind,
    con_elecciones,
    preparar,
)
from cobro_desktop.services.documentos.vida import guardar_version
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

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

__all__ = [
    "CrearDocumento",
    "EmitirDocumento",
    "crear_documento",
    "emitir_documento",
    "exportar_documento",
    "faltantes",
    "tipos_emitibles",
]


@dataclass(frozen=True, slots=True)
class CrearDocumento:
    """Draft a document of a case."""

    expediente_id: int
    tipo: str
    datos: Mapping[str, str] = field(default_factory=dict)
    """What the person typed, by field of the document; a list has an item per line."""
    fecha: dt.date | None = None
    """Date of the document; today if not told."""


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
        day = command.fecha or contexto.hoy
        renderer = generador_de(session, workspace, sigla, day)
    return renderer.faltantes(command.tipo, sigla, context)


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
    with transaction(workspace, contexto, "crear_documento") as tx:
        row, sha256 = crear_en(tx, command)
        datos: dict[str, object] = {
            "documento": row.id,
            "huella": sha256,
            "faltantes": [],
        }
        texto = tx.texto
    return Changes(frozenset({command.expediente_id}), resumen=texto, datos=datos)


def crear_en(tx: Transaction, command: CrearDocumento) -> tuple[DocumentoRow, str]:
    """Draft a document inside an open transaction; returns it with its hash.

    Raises: as `crear_documento`.
    """
    check_kind(command.tipo)
    workspace, contexto = tx.workspace, tx.contexto
    expediente = abierto(tx, command.expediente_id)
    sigla = sigla_de(tx.session, expediente)
    prepared = con_elecciones(tx.session, workspace, contexto, command)
    context = prepared.contexto
    day = command.fecha or contexto.hoy
    renderer = generador_de(tx.session, workspace, sigla, day)
    generated = renderer.render(command.tipo, sigla, context)
    nombre = tipo_documento(command.tipo).nombre_en(sigla)
    row = DocumentoRow(
        entidad_id=expediente.entidad_id,
        expediente_id=expediente.id,
        tipo=command.tipo,
        nombre=nombre,
        actividad=expediente.actividad,
        estado=EstadoDocumento.BORRADOR.nombre,
        formato=generated.extension,
        fecha=day,
        plantilla=generated.plantilla,
        plantilla_version=generated.version_plantilla,
        contexto={
            "datos": {**command.datos, **prepared.guardado},
            "impreso": asdict(context),
        },
        elaboro=contexto.usuario,
    )
    tx.session.add(row)
    tx.session.flush()
    name = asunto_de(tx.session, row).archivo(row, generated.extension)
    sha256 = guardar_version(tx, row, generated.contenido, name).sha256
    tx.tell(f"{expediente.numero}: se proyectó «{nombre}».", despues=sha256)
    return row, sha256


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
            .join(DocumentoRow, DocumentoRow.id == DocumentoVersionRow.documento_id)
            .where(DocumentoRow.id == documento_id)
            .order_by(DocumentoVersionRow.orden.desc())
            .limit(1)
        )
        if sha256 is None:
            message = f"No existe el documento {documento_id}."
            raise NotFoundError(message)
        content = workspace.contenido.leer(session, sha256)
    escribir_atomico(destino, content)
    return destino
