"""The signed papers of a run, which each case it touches receives a copy of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.partida import ACTA, ACTO
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.cartera.hechos import documentos_de
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.documentos.vida import ultima
from cobro_desktop.services.hechos import ANEXO
from cobro_desktop.storage.rows import DocumentoRow, DocumentoVersionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import CorridaRow, ExpedienteRow


@dataclass(frozen=True, slots=True)
class Papeles:
    """The act that orders, and the acta that recommends; each may be missing."""

    acto: DocumentoRow | None
    acta: DocumentoRow | None


def papeles_de(tx: Transaction, corrida: CorridaRow) -> Papeles:
    """Return the last ones that are signed."""
    signed = [d for d in documentos_de(tx.session, corrida.id) if firmado(d)]
    return Papeles(_del_tipo(signed, ACTO), _del_tipo(signed, ACTA))


def firmado(row: DocumentoRow) -> bool:
    """Tell whether a document is signed, here or outside."""
    if row.estado == ANEXO:
        return True
    return estado_documento(row.estado) >= EstadoDocumento.FIRMADO


def llamado(row: DocumentoRow) -> str:
    """Name a document: what it is, its number and its day."""
    number = f" n.º {printed_number(row)}" if row.numero else ""
    return f"«{row.nombre}»{number} del {fecha_larga(row.fecha)}"


def copiar(tx: Transaction, expediente: ExpedienteRow, paper: DocumentoRow) -> None:
    """File in the case a copy of a paper of the run, once."""
    version = ultima(tx.session, paper.id)
    known = tx.session.scalar(
        select(DocumentoRow.id)
        .join(DocumentoVersionRow, DocumentoVersionRow.documento_id == DocumentoRow.id)
        .where(
            DocumentoRow.expediente_id == expediente.id,
            DocumentoRow.tipo == paper.tipo,
            DocumentoVersionRow.sha256 == version.sha256,
        )
        .limit(1)
    )
    if known is not None:
        return
    row = DocumentoRow(
        entidad_id=expediente.entidad_id,
        expediente_id=expediente.id,
        tipo=paper.tipo,
        nombre=paper.nombre,
        actividad=expediente.actividad,
        evidencia=paper.tipo,
        estado=ANEXO,
        formato=paper.formato,
        fecha=paper.fecha,
        elaboro=tx.contexto.usuario,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.session.add(
        DocumentoVersionRow(
            documento_id=row.id,
            orden=1,
            sha256=version.sha256,
            tamano=version.tamano,
            archivo=version.archivo,
            estado=ANEXO,
            usuario=tx.contexto.usuario,
            creada_en=tx.ahora,
        )
    )
    tx.session.flush()
    tx.touch("documento", row.id)


def _del_tipo(rows: Sequence[DocumentoRow], tipo: str) -> DocumentoRow | None:
    return next((d for d in reversed(rows) if d.tipo == tipo), None)
