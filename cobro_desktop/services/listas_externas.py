"""What has to be registered in other systems: COPE, and the registry of documents.

Each list has room for the numbers that they give back, and comes back as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.importacion.radicados import clave_de
from cobro_desktop.services.informes.modelo import nombres
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    EstadoExternoRow,
    ExpedienteRow,
    ReferenciaRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.workspace import Workspace

EN_COPE: Final = ("1", "2", "3", "4", "5", "9")
"""Activities of the SDSCJ that are registered in COPE (PROCEDURES 1)."""
_LLENAR: Final = "Se llenan las columnas de título verde; las demás están protegidas."


@dataclass(frozen=True)
class ListaCope:
    """The closings that COPE has not acknowledged yet."""

    session: Session
    workspace: Workspace
    expedientes: Sequence[int]
    siglas: Sequence[str]
    corte: dt.date

    def informe(self) -> Informe:
        """Return what is written besides the rows."""
        columns = (
            Columna("Expediente", Clase.CODIGO, 20),
            Columna("Comparendo", Clase.CODIGO, 20),
            Columna("Deudor", ancho=34),
            Columna("Identificación", Clase.CODIGO, 16),
            Columna("Actividad", ancho=34),
            Columna("Fecha de la actividad", Clase.FECHA, 13),
            Columna("Resultado", ancho=26),
            Columna("Saldo del expediente", Clase.DINERO, 16),
            Columna("Número en COPE", Clase.CODIGO, 18, editable=True),
            Columna("Radicado SIGA", Clase.CODIGO, 18, editable=True),
            Columna("Fecha registro COPE", Clase.FECHA, 13, editable=True),
            Columna("Observaciones", ancho=34, editable=True),
        )
        return _informe(self, "Por registrar en COPE", columns)

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield a row per closing, the oldest first."""
        act, case = ActuacionRow, ExpedienteRow
        for chunk in trozos(self.expedientes):
            references = _referencias(self.session, chunk)
            known = self._registradas(chunk)
            query = (
                select(act, case)
                .join(case, case.id == act.expediente_id)
                .where(
                    act.expediente_id.in_(chunk),
                    act.tipo == "cierre_actividad",
                    act.actividad.in_(EN_COPE),
                    act.fecha <= self.corte,
                )
                .order_by(act.id)
            )
            for closing, expediente in self.session.execute(query):
                proc = self.workspace.procedimiento(
                    self.session, expediente.procedimiento_id
                )
                name = _nombre(proc, closing.actividad)
                if (expediente.id, name) in known:
                    continue
                numbers = references.get(expediente.id, {})
                yield (
                    expediente.numero,
                    numbers.get("comparendo"),
                    expediente.deudor,
                    expediente.identificacion,
                    name,
                    closing.fecha,
                    _resultado(proc, closing),
                    expediente.saldo,
                    None,
                    numbers.get("siga"),
                    None,
                    None,
                )

    def _registradas(self, chunk: Sequence[int]) -> set[tuple[int, str]]:
        row = EstadoExternoRow
        states = self.session.execute(
            select(row.expediente_id, row.datos).where(
                row.expediente_id.in_(chunk),
                row.sistema == "cope",
                row.lote_anulado_id.is_(None),
            )
        )
        return {(case, str(datos.get("actividad", ""))) for case, datos in states}


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
            Columna("Documento", ancho=38),
            Columna("Número interno", Clase.CODIGO, 18),
            Columna("Fecha del documento", Clase.FECHA, 13),
            Columna("Deudor", ancho=34),
            Columna("Identificación", Clase.CODIGO, 16),
            Columna("Firmó", ancho=24),
            Columna("Radicado SIGA", Clase.CODIGO, 20, editable=True),
            Columna("Fecha radicado", Clase.FECHA, 13, editable=True),
            Columna("Clave documento", Clase.OCULTA, 12),
        )
        return _informe(self, "Documentos por radicar", columns)

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield a row per document, the oldest first."""
        paper, case = DocumentoRow, ExpedienteRow
        for chunk in trozos(self.expedientes):
            query = (
                select(paper, case)
                .join(case, case.id == paper.expediente_id)
                .where(
                    paper.expediente_id.in_(chunk),
                    paper.estado == EstadoDocumento.FIRMADO.nombre,
                    paper.radicado == "",
                )
                .order_by(paper.id)
            )
            for row, expediente in self.session.execute(query):
                yield (
                    expediente.numero,
                    row.nombre,
                    printed_number(row),
                    row.fecha,
                    expediente.deudor,
                    expediente.identificacion,
                    row.firmo,
                    None,
                    None,
                    clave_de(row.id),
                )


def _nombre(proc: Procedimiento, actividad: str) -> str:
    return f"{actividad}. {proc.actividades[actividad].nombre}"


def _resultado(proc: Procedimiento, closing: ActuacionRow) -> str:
    """Return how an activity ended, as its procedure says it."""
    salida = proc.salida(closing.actividad, closing.resultado)
    return salida.etiqueta if salida else closing.resultado.replace("_", " ")


def _informe(
    lista: ListaCope | ListaRadicacion, titulo: str, columns: tuple[Columna, ...]
) -> Informe:
    lines = (
        nombres(lista.workspace, lista.siglas),
        titulo,
        f"Hasta: {fecha_larga(lista.corte)}",
        _LLENAR,
    )
    return Informe(titulo, lines, columns, lista.corte, fijas=1)


def _referencias(
    session: Session, chunk: Sequence[int]
) -> Mapping[int, Mapping[str, Any]]:
    rows = session.execute(
        select(
            ReferenciaRow.expediente_id, ReferenciaRow.tipo, ReferenciaRow.valor
        ).where(ReferenciaRow.expediente_id.in_(chunk))
    )
    found: dict[int, dict[str, str]] = {}
    for case, kind, value in rows:
        found.setdefault(case, {})[kind.lower()] = value
    return found
