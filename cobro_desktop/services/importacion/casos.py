"""Which case a row of another office speaks of, by any number that names it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select

from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.resultado import ErrorDeCelda
from cobro_desktop.storage.queries.reaperturas import ultimo_cierre
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow, ReferenciaRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.workspace import Workspace

_DESCONOCIDO = (
    "«{}» no es el número de ningún expediente de esta entidad, ni el que otro "
    "sistema le dio. Corríjalo e importe la fila otra vez."
)


class Caso(NamedTuple):
    """A case that a number names."""

    id: int
    numero: str
    actividad: str
    estado: str
    identificacion: str
    cerrado: dt.date | None
    """The day of its last closed activity: for a case that ended, when it did."""


@dataclass(frozen=True, slots=True)
class Rechazo:
    """A row that the base of cases does not take."""

    fila: int
    campo: str
    codigo: Codigo
    valor: str
    motivo: str


def entidad_de(session: Session, workspace: Workspace, codigo: str) -> int:
    """Return the institution of a procedure; 0 while the base does not have it."""
    sigla = workspace.catalogo.buscar(codigo).sigla
    query = select(EntidadRow.id).where(EntidadRow.sigla == sigla)
    return session.scalar(query) or 0


def casos_por_numero(
    session: Session, entidad_id: int, numeros: Iterable[str]
) -> Mapping[str, Sequence[Caso]]:
    """Find the cases that some numbers name: ours, or given by another system."""
    found: dict[str, dict[int, Caso]] = defaultdict(dict)
    wanted = {number for number in numeros if number}
    row = ExpedienteRow
    columns = (row.id, row.numero, row.actividad, row.estado, row.identificacion,
               ultimo_cierre())  # fmt: skip
    for chunk in trozos(sorted(wanted)):
        query = (
            select(*columns, ReferenciaRow.valor)
            .outerjoin(ReferenciaRow, ReferenciaRow.expediente_id == row.id)
            .where(
                row.entidad_id == entidad_id,
                row.lote_anulado_id.is_(None),
                or_(row.numero.in_(chunk), ReferenciaRow.valor.in_(chunk)),
            )
        )
        for *values, reference in session.execute(query):
            case = Caso._make(values)
            for number in (case.numero, reference):
                if number:
                    found[number][case.id] = case
    return {number: tuple(cases.values()) for number, cases in found.items()}


def sin_caso(
    filas: Iterable[tuple[int, str]],
    casos: Mapping[str, Sequence[Caso]],
    campo: str,
) -> list[Rechazo]:
    """Reject the rows (row, number) whose number names no case, or several."""
    rejected = []
    for fila, number in filas:
        cases = casos.get(number, ())
        if len(cases) == 1:
            continue
        if cases:
            names = ", ".join(case.numero for case in cases)
            why = f"«{number}» corresponde a varios expedientes: {names}."
            rejected.append(Rechazo(fila, campo, Codigo.AMBIGUOUS_CASE, number, why))
        else:
            why = _DESCONOCIDO.format(number)
            rejected.append(Rechazo(fila, campo, Codigo.UNKNOWN_CASE, number, why))
    return rejected


def celdas(resumen: ResumenLectura, rechazos: Iterable[Rechazo]) -> list[ErrorDeCelda]:
    """Say in which cell of the sheet each rejection stands."""
    columns = {c.campo: c for c in resumen.columnas if c.campo}
    cells = []
    for rejected in rechazos:
        column = columns.get(rejected.campo)
        cells.append(
            ErrorDeCelda(
                hoja=resumen.hoja,
                celda=f"{column.letra if column else 'A'}{rejected.fila}",
                fila=rejected.fila,
                columna=column.titulo if column else "",
                valor=rejected.valor,
                motivo=rejected.motivo,
                codigo=rejected.codigo,
            )
        )
    return cells
