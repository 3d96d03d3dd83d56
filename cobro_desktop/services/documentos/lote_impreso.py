"""The PDF of a batch for the printer, and the report of what was not done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.documents.libreoffice import NoConvertidoError, a_pdf
from cobro_desktop.documents.union import unir
from cobro_desktop.services.documentos.vida import ultima
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import (
    ExpedienteRow,
    LoteDocumentoItemRow,
    LoteDocumentoRow,
)

if TYPE_CHECKING:
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

_INFORME = "informe-del-lote.csv"


def imprimir_lote(lote_id: int, workspace: Workspace, contexto: Contexto) -> str:
    """Join the documents of a batch in one PDF and close it; returns what to tell.

    A Word kind needs LibreOffice; without it the batch keeps its Word files.

    Raises:
        StorageError: its folder cannot be written.
    """
    contents, folder, name = _leer(workspace, lote_id)
    note, joined = "", ""
    if contents:
        try:
            joined = f"{name}-para-imprimir.pdf"
            escribir_atomico(folder / joined, unir(_en_pdf(contents)))
        except NoConvertidoError as error:
            note, joined = error.mensaje, ""
    with transaction(workspace, contexto, "cerrar_lote_documentos") as tx:
        row = tx.session.get_one(LoteDocumentoRow, lote_id)
        items = tx.session.execute(
            select(LoteDocumentoItemRow, ExpedienteRow.numero)
            .join(ExpedienteRow, ExpedienteRow.id == LoteDocumentoItemRow.expediente_id)
            .where(LoteDocumentoItemRow.lote_id == lote_id)
            .order_by(LoteDocumentoItemRow.orden)
        ).all()
        row.archivo_unido = str(folder / joined) if joined else ""
        if all(item.estado == "hecho" for item, _ in items):
            row.estado, row.terminado_en = "terminado", tx.ahora
        report = ["orden;expediente;estado;archivo;motivo"]
        report += [
            f"{i.orden};{numero};{i.estado};{i.archivo};"
            f"{' '.join(i.motivo.replace(';', ',').split())}"
            for i, numero in items
        ]
        tx.touch("lote_documento", lote_id)
        tx.tell(f"Se cerró una vuelta del lote de documentos {lote_id}.")
    escribir_atomico(folder / _INFORME, "\n".join(report).encode("utf-8-sig"))
    return note


def _leer(workspace: Workspace, lote_id: int) -> tuple[list[bytes], Path, str]:
    with workspace.base.read() as session:
        row = session.get_one(LoteDocumentoRow, lote_id)
        made = session.scalars(
            select(LoteDocumentoItemRow.documento_id)
            .where(
                LoteDocumentoItemRow.lote_id == lote_id,
                LoteDocumentoItemRow.estado == "hecho",
                LoteDocumentoItemRow.documento_id.is_not(None),
            )
            .order_by(LoteDocumentoItemRow.orden)
        ).all()
        contents = [
            workspace.contenido.leer(session, ultima(session, one).sha256)
            for one in made
            if one is not None
        ]
        return contents, Path(row.carpeta), f"{row.tipo}-lote-{row.id}"


def _en_pdf(contents: list[bytes]) -> list[bytes]:
    words = [n for n, content in enumerate(contents) if content.startswith(b"PK")]
    turned = a_pdf([contents[n] for n in words]) if words else []
    found = dict(zip(words, turned, strict=True))
    return [found.get(n, content) for n, content in enumerate(contents)]
