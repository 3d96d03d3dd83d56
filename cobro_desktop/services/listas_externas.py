"""The documents that wait for the number that the registry of the institution gives.

The list has room for the numbers, and comes back as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.importacion.radicados import DE_LA_OFICINA, clave_de
from cobro_desktop.services.listas_llenar import por_llenar
from cobro_desktop.storage.rows import DocumentoRow, EntidadRow, ExpedienteRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class ListaRadicacion:
    """The signed documents that have no filing number yet."""

    session: Session
    workspace: Workspace
    expedientes: Sequence[int]
    siglas: Sequence[str]
    corte: dt.date

    def informe(self) -> Informe:
        """Return what is written besides the rows."""
        columns = (
            Columna("Expediente", Clase.CODIGO, 20),
            Columna("Documento", ancho=38, ajusta=True),
            Columna("Número interno", Clase.CODIGO, 18),
            Columna("Fecha del documento", Clase.FECHA, 13),
            DEUDOR,
            Columna("Identificación", Clase.CODIGO, 16),
            Columna("Firmó", ancho=24, ajusta=True),
            Columna("Radicado SIGA", Clase.CODIGO, 20, editable=True),
            Columna("Fecha radicado", Clase.FECHA, 13, editable=True),
            Columna("Clave documento", Clase.OCULTA, 12),
        )
        return por_llenar(self, "Documentos por radicar", columns)

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield a row per document, the oldest first; last, those of no case."""
        paper = DocumentoRow
        for chunk in trozos(self.expedientes):
            yield from self._filas(paper.expediente_id.in_(chunk))
        office = select(EntidadRow.id).where(EntidadRow.sigla.in_(self.siglas))
        yield from self._filas(
            paper.expediente_id.is_(None), paper.entidad_id.in_(office)
        )

    def _filas(self, *cuales: ColumnElement[bool]) -> Iterator[tuple[Celda, ...]]:
        paper, case = DocumentoRow, ExpedienteRow
        query = (
            select(paper, case)
            .outerjoin(case, case.id == paper.expediente_id)
            .where(
                *cuales,
                paper.estado == EstadoDocumento.FIRMADO.nombre,
                paper.radicado == "",
            )
            .order_by(paper.id)
        )
        for row, expediente in self.session.execute(query):
            yield (
                expediente.numero if expediente else DE_LA_OFICINA,
                row.nombre,
                printed_number(row),
                row.fecha,
                expediente.deudor if expediente else None,
                expediente.identificacion if expediente else None,
                row.firmo,
                None,
                None,
                clave_de(row.id),
            )
