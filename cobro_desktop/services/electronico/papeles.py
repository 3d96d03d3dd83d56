"""The sheet of control and the index that each closing leaves printed (RULES 12.3).

They tell of a closing, so they belong to it and are no pieces of any: were they
listed, each closing would leave two more documents for the next one to close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.documents.campos import MissingFieldsError
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.indice import DESCRIPTIVOS
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.documentos.vida import ANEXO, guardar_version
from cobro_desktop.services.electronico.escritos import impreso
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    DocumentoVersionRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow, IndiceCorteRow

CLAVE: Final = "papeles"
"""Where the act of a closing says the hash of each page it left, by its kind."""


def archivar_papeles(
    tx: Transaction, expediente: ExpedienteRow, corte: IndiceCorteRow
) -> tuple[Mapping[str, str], str]:
    """File the two pages of a closing; returns their hashes by kind, and a sentence.

    Where the institution has not written what they print, none is filed and the
    sentence says so: closing again files them.
    """
    try:
        pages = {
            tipo: impreso(tx.session, tipo, expediente.id, tx.workspace, tx.contexto)
            for tipo in DESCRIPTIVOS
        }
    except MissingFieldsError as error:
        lacking = "; ".join(map(str, error.faltantes))
        return {}, (
            "No se archivaron en PDF la hoja de control ni el índice, porque faltan "
            f"datos: {lacking}. Complételos y cierre otra vez el índice: quedarán "
            "archivados."
        )
    hashes = {
        tipo: _archivar(tx, expediente, corte, tipo, page)
        for tipo, page in pages.items()
    }
    return hashes, "La hoja de control y el índice quedaron en PDF en el expediente."


def papeles_por_cierre(
    session: Session, expediente_id: int
) -> Mapping[str, Mapping[str, str]]:
    """Return the hashes by kind that the acts of a case tell, by hash of the closing.

    The acts cannot be changed, so this is what was filed, whatever is there now.
    """
    told = session.scalars(
        select(ActuacionRow.datos).where(
            ActuacionRow.expediente_id == expediente_id,
            ActuacionRow.tipo == str(TipoActuacion.NOTA),
        )
    )
    return {datos["huella"]: datos[CLAVE] for datos in told if datos.get(CLAVE)}


def fallas_de_papeles(
    session: Session, expediente_id: int, papeles: Mapping[str, str]
) -> Iterator[str]:
    """Name each page of a closing that the case does not keep as it was filed."""
    found = session.execute(
        select(DocumentoRow.tipo, DocumentoVersionRow.sha256)
        .join(DocumentoVersionRow, DocumentoVersionRow.documento_id == DocumentoRow.id)
        .where(
            DocumentoRow.expediente_id == expediente_id,
            DocumentoRow.tipo.in_(DESCRIPTIVOS),
        )
    )
    kept = {(tipo, sha256) for tipo, sha256 in found}
    for tipo, sha256 in papeles.items():
        if (tipo, sha256) not in kept:
            yield tipo_documento(tipo).nombre


def _archivar(
    tx: Transaction,
    expediente: ExpedienteRow,
    corte: IndiceCorteRow,
    tipo: str,
    page: bytes,
) -> str:
    name = tipo_documento(tipo).nombre_en(sigla_de(tx.session, expediente))
    row = DocumentoRow(
        entidad_id=expediente.entidad_id,
        expediente_id=expediente.id,
        tipo=tipo,
        nombre=f"{name} (corte {corte.orden})",
        actividad=expediente.actividad,
        evidencia=tipo,
        estado=ANEXO,
        formato="pdf",
        fecha=corte.fecha,
        elaboro=tx.contexto.usuario,
        contexto={"corte": corte.orden, "huella": corte.huella},
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("documento", row.id)
    return guardar_version(tx, row, page, f"{tipo}-corte-{corte.orden}.pdf").sha256
