"""Many documents of one kind: a file per case, one PDF to print, a report (F58)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError, UserError
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_en,
    emitir_documento,
)
from cobro_desktop.services.documentos.lote_impreso import imprimir_lote
from cobro_desktop.services.documentos.preparacion import check_kind
from cobro_desktop.services.documentos.vida import ultima
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.progress import CancelledByUserError
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico
from cobro_desktop.storage.rows import (
    DocumentoRow,
    ExpedienteRow,
    LoteDocumentoItemRow,
    LoteDocumentoRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

PENDIENTE, HECHO, FALLO = "pendiente", "hecho", "fallo"
ABIERTO, TERMINADO = "abierto", "terminado"


@dataclass(frozen=True, slots=True)
class AbrirLote:
    """Write one kind of document for many cases."""

    tipo: str
    expedientes: Sequence[int]
    """In the order in which they are printed."""
    carpeta: Path
    consulta: str = ""
    """What chose the cases; empty for a selection by hand."""
    datos: Mapping[str, str] = field(default_factory=dict)
    """What is typed once for all."""
    fecha: dt.date | None = None
    """Date of every document; today if not told."""
    emitir: bool = False
    """Number and sign each, if the person may."""


class Resultado(NamedTuple):
    """What became of a case of a batch."""

    expediente_id: int
    expediente: str
    deudor: str
    estado: str
    documento_id: int | None
    archivo: str
    motivo: str


class LoteVisto(NamedTuple):
    """A batch as people look at it."""

    id: int
    tipo: str
    nombre: str
    consulta: str
    fecha: dt.date
    carpeta: str
    archivo_unido: str
    estado: str
    usuario: str
    creado_en: dt.datetime
    hechos: int
    fallos: int
    pendientes: int


def abrir_lote(command: AbrirLote, workspace: Workspace, contexto: Contexto) -> Changes:
    """Write down which cases a batch has; `seguir_lote` does the work.

    Raises:
        NotFoundError: a kind that the program does not write.
        InvalidDataError: no case was chosen.
        StorageError: its folder cannot be made.
    """
    check_kind(command.tipo)
    cases = list(dict.fromkeys(command.expedientes))
    if not cases:
        message = "Ningún expediente cumple la consulta: no hay documentos que hacer."
        raise InvalidDataError(message)
    crear_carpeta(command.carpeta)
    with transaction(workspace, contexto, "abrir_lote_documentos") as tx:
        row = LoteDocumentoRow(
            tipo=command.tipo,
            consulta=command.consulta,
            fecha=command.fecha or contexto.hoy,
            datos={"campos": dict(command.datos), "emitir": command.emitir},
            carpeta=str(command.carpeta.absolute()),
            estado=ABIERTO,
            usuario=contexto.usuario,
            equipo=contexto.equipo,
            creado_en=tx.ahora,
        )
        tx.session.add(row)
        tx.session.flush()
        for orden, expediente_id in enumerate(cases, start=1):
            tx.session.add(
                LoteDocumentoItemRow(
                    lote_id=row.id,
                    orden=orden,
                    expediente_id=expediente_id,
                    estado=PENDIENTE,
                )
            )
        tx.touch("lote_documento", row.id)
        many = cantidad(len(cases), "expediente", "expedientes")
        name = tipo_documento(command.tipo).nombre
        texto = f"Se abrió un lote de «{name}» para {many}."
        tx.tell(texto)
        datos: dict[str, object] = {"lote": row.id, "expedientes": len(cases)}
    return Changes(resumen=texto, datos=datos)


def seguir_lote(
    lote_id: int, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Do what a batch still lacks, and what failed before; one failure stops no other.

    Raises:
        NotFoundError: there is no such batch.
        StorageError: its folder cannot be written.
    """
    lote, items = _por_hacer(workspace, lote_id)
    touched: set[int] = set()
    stopped = False
    for number, (item_id, numero) in enumerate(items):
        try:
            progress.report(number, len(items), numero)
        except CancelledByUserError:
            stopped = True
            break
        touched |= _uno(lote, item_id, workspace, contexto)
    note = "" if stopped else imprimir_lote(lote_id, workspace, contexto)
    found = ver_lote(workspace, lote_id)
    results = resultados(workspace, lote_id)
    return Changes(
        frozenset(touched),
        resumen=_resumen(found, note, stopped=stopped),
        datos={
            "lote": lote_id,
            "estado": found.estado,
            "hechos": found.hechos,
            "fallos": found.fallos,
            "pendientes": found.pendientes,
            "archivo": found.archivo_unido,
            "nota": note,
            "resultados": [r._asdict() for r in results],
        },
    )


def ver_lote(workspace: Workspace, lote_id: int) -> LoteVisto:
    """Return a batch with its counts.

    Raises:
        NotFoundError: there is no such batch.
    """
    found = next((one for one in lotes(workspace) if one.id == lote_id), None)
    if found is None:
        raise _no_existe(lote_id)
    return found


def lotes(workspace: Workspace) -> list[LoteVisto]:
    """Return the batches, the latest first."""
    with workspace.base.read() as session:
        counted = session.execute(
            select(
                LoteDocumentoItemRow.lote_id, LoteDocumentoItemRow.estado, func.count()
            ).group_by(LoteDocumentoItemRow.lote_id, LoteDocumentoItemRow.estado)
        )
        counts = {(lote, state): number for lote, state, number in counted}
        rows = session.scalars(
            select(LoteDocumentoRow).order_by(LoteDocumentoRow.id.desc())
        )
        return [
            LoteVisto(
                row.id,
                row.tipo,
                tipo_documento(row.tipo).nombre,
                row.consulta,
                row.fecha,
                row.carpeta,
                row.archivo_unido,
                row.estado,
                row.usuario,
                row.creado_en,
                counts.get((row.id, HECHO), 0),
                counts.get((row.id, FALLO), 0),
                counts.get((row.id, PENDIENTE), 0),
            )
            for row in rows
        ]


def resultados(workspace: Workspace, lote_id: int) -> list[Resultado]:
    """Return what became of each case of a batch, in its order."""
    with workspace.base.read() as session:
        rows = session.execute(
            select(LoteDocumentoItemRow, ExpedienteRow.numero, ExpedienteRow.deudor)
            .join(ExpedienteRow, ExpedienteRow.id == LoteDocumentoItemRow.expediente_id)
            .where(LoteDocumentoItemRow.lote_id == lote_id)
            .order_by(LoteDocumentoItemRow.orden)
        )
        return [
            Resultado(
                item.expediente_id,
                numero,
                deudor,
                item.estado,
                item.documento_id,
                item.archivo,
                item.motivo,
            )
            for item, numero, deudor in rows
        ]


class _Lote(NamedTuple):
    tipo: str
    fecha: dt.date
    datos: Mapping[str, str]
    emitir: bool
    carpeta: Path


def _por_hacer(
    workspace: Workspace, lote_id: int
) -> tuple[_Lote, list[tuple[int, str]]]:
    with workspace.base.read() as session:
        row = session.get(LoteDocumentoRow, lote_id)
        if row is None:
            raise _no_existe(lote_id)
        lote = _Lote(
            row.tipo,
            row.fecha,
            row.datos["campos"],
            row.datos["emitir"],
            Path(row.carpeta),
        )
        found = session.execute(
            select(LoteDocumentoItemRow.id, ExpedienteRow.numero)
            .join(ExpedienteRow, ExpedienteRow.id == LoteDocumentoItemRow.expediente_id)
            .where(
                LoteDocumentoItemRow.lote_id == lote_id,
                LoteDocumentoItemRow.estado != HECHO,
            )
            .order_by(LoteDocumentoItemRow.orden)
        )
        return lote, [(item, numero) for item, numero in found]


def _uno(
    lote: _Lote, item_id: int, workspace: Workspace, contexto: Contexto
) -> set[int]:
    """Make the document of a case; what goes wrong is written beside it."""
    try:
        document, case = _proyectar(lote, item_id, workspace, contexto)
        if lote.emitir:
            emitir_documento(EmitirDocumento(document), workspace, contexto)
        _terminar(lote, item_id, document, workspace, contexto)
    except UserError as error:
        with transaction(workspace, contexto, "lote_documento_fallo") as tx:
            item = tx.session.get_one(LoteDocumentoItemRow, item_id)
            item.estado, item.motivo = FALLO, error.mensaje
            tx.tell(f"No se hizo un documento de un lote: {error.mensaje}")
        return set()
    return {case}


def _proyectar(
    lote: _Lote, item_id: int, workspace: Workspace, contexto: Contexto
) -> tuple[int, int]:
    """Draft the document and remember it together, so that it is never done twice."""
    with transaction(workspace, contexto, "lote_documento") as tx:
        item = tx.session.get_one(LoteDocumentoItemRow, item_id)
        if item.documento_id is not None:
            abierto(tx, item.expediente_id)
            return item.documento_id, item.expediente_id
        command = CrearDocumento(item.expediente_id, lote.tipo, lote.datos, lote.fecha)
        row, _sha256 = crear_en(tx, command)
        item.documento_id = row.id
        return row.id, item.expediente_id


def _terminar(
    lote: _Lote,
    item_id: int,
    documento_id: int,
    workspace: Workspace,
    contexto: Contexto,
) -> None:
    """Write the file of a case in the folder of the batch."""
    with workspace.base.read() as session:
        version = ultima(session, documento_id)
        content = workspace.contenido.leer(session, version.sha256)
        name = version.archivo.replace("-borrador", f"-{documento_id}")
        state = session.get_one(DocumentoRow, documento_id).estado
    escribir_atomico(lote.carpeta / name, content)
    with transaction(workspace, contexto, "lote_documento_archivo") as tx:
        item = tx.session.get_one(LoteDocumentoItemRow, item_id)
        item.estado, item.archivo, item.motivo = HECHO, name, ""
        item.hecho_en = tx.ahora
        tx.touch("documento", documento_id)
        tx.tell(f"Se escribió «{name}» ({state}).")


def _resumen(found: LoteVisto, note: str, *, stopped: bool) -> str:
    done = cantidad(found.hechos, "documento hecho", "documentos hechos")
    failed = cantidad(found.fallos, "fallido", "fallidos") if found.fallos else ""
    left = f"{found.pendientes} sin hacer" if found.pendientes else ""
    said = ", ".join(filter(None, (done, failed, left)))
    head = "Se detuvo el lote" if stopped else "Lote terminado"
    tail = " Puede seguirlo después desde donde quedó." if stopped else ""
    return f"{head}: {said}.{tail}{f' {note}' if note else ''}"


def _no_existe(lote_id: int) -> NotFoundError:
    message = f"No existe el lote de documentos {lote_id}."
    return NotFoundError(message)
