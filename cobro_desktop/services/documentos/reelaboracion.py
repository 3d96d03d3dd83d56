"""Gathers again what a document that exists already says: of its case or the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.services.documentos.oficina import preparar_de_oficina
from cobro_desktop.services.documentos.preparacion import preparar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.contextos.comun import Emitido
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import DocumentoRow


class _Pedido(NamedTuple):
    """A document of a case as it would be written again."""

    expediente_id: int
    tipo: str
    datos: Mapping[str, str]
    fecha: dt.date | None


def preparar_fila(
    session: Session,
    workspace: Workspace,
    contexto: Contexto,
    row: DocumentoRow,
    *,
    datos: Mapping[str, str] | None = None,
    firmado: bool = False,
) -> Emitido:
    """Build the context of a document again; once numbered, with its number.

    `datos` is what is typed now; by default, what was typed before.

    Raises:
        NotFoundError: a kind that the program does not write.
        MissingParameterError: it states interest and a rate is not loaded.
        InvalidDataError: a datum that the document does not have.
        NotAllowedError: it tells of something that its case does not have.
    """
    if row.expediente_id is None:
        return preparar_de_oficina(
            session, workspace, contexto, row, datos=datos, firmado=firmado
        )
    typed = row.contexto["datos"] if datos is None else datos
    asked = _Pedido(row.expediente_id, row.tipo, typed, row.fecha)
    return preparar(session, workspace, contexto, asked, row if firmado else None)
