"""Workbooks for other offices, written whole or not at all (EXCHANGE)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.consultas import valores_de_consulta
from cobro_desktop.services.informes.catalogo import INFORMES
from cobro_desktop.services.informes.modelo import Pedido, Periodo
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow, ProcedimientoRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.consulta import Nodo
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.informes.modelo import TipoInforme
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace


_CADA: Final = 500
"""Rows between two reports."""


@dataclass(frozen=True, slots=True)
class Exportar:
    """Write the cases that a query asks for as a workbook."""

    formato: str
    salida: Path
    consulta: str = ""
    """In the query language; empty for all."""
    procedimiento: str = ""
    """Code of the procedure; empty for all of the base."""
    corte: dt.date | None = None
    """Day up to which balances and ages are told; today if not told."""
    desde: dt.date | None = None
    """First day of a report of some days; the first of the month of the cut."""


def exportar(
    command: Exportar,
    workspace: Workspace,
    contexto: Contexto,
    *,
    progress: Progress | None = None,
) -> Changes:
    """Write the workbook; the file that was there stays until the new one is whole.

    Raises:
        InvalidDataError: no such format, or more rows than a sheet can hold.
        NotFoundError: no such procedure.
        ConsultaError: the query cannot be understood.
        StorageError: the file cannot be written.
        CancelledByUserError: the person stopped it; the file stays as it was.
    """
    from cobro_desktop.exchange.libro import escribir_hojas
    from cobro_desktop.exchange.sello import sellar

    tipo = tipo_de(command.formato)
    if command.salida.suffix.lower() != ".xlsx":
        message = f"«{command.salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    periodo = _periodo(command, contexto.hoy)
    nodo = _pedido(command, workspace, contexto.hoy)
    counts: list[int] = []

    def write(path: Path) -> None:
        counts.extend(escribir_hojas(path, sheets))

    with workspace.base.read() as session:
        cases = _expedientes(session, nodo, tipo)
        watch = progress or SilentProgress()
        watch.report(0, 0, f"Reuniendo {cantidad(len(cases), 'expediente')}")
        siglas = _siglas(session, cases) or sorted(tipo.siglas)
        sheets = [
            sellar(informe, _contadas(informe.hoja, filas, watch))
            for informe, filas in tipo.hojas(
                Pedido(session, workspace, cases, siglas, periodo.hasta, periodo)
            )
        ]
        escribir_atomico(command.salida, write)
    rows = cantidad(sum(counts), "fila", "filas")
    texto = f"Se exportó «{command.salida.name}» ({command.formato}): {rows}."
    with transaction(workspace, contexto, f"exportar:{command.formato}") as tx:
        tx.tell(texto)
    return Changes(
        resumen=texto, datos={"filas": counts[0], "archivo": str(command.salida)}
    )


def contar(command: Exportar, workspace: Workspace, contexto: Contexto) -> int:
    """Count the cases that a report would take in.

    Raises:
        InvalidDataError: no such format, or the cases are of another institution.
        NotFoundError: no such procedure.
        ConsultaError: the query cannot be understood.
    """
    tipo = tipo_de(command.formato)
    nodo = _pedido(command, workspace, contexto.hoy)
    with workspace.base.read() as session:
        return len(_expedientes(session, nodo, tipo))


def procedimientos_con_casos(workspace: Workspace) -> list[tuple[str, str]]:
    """Return (code, name) of the procedures that some case follows."""
    case = select(ExpedienteRow.id).where(
        ExpedienteRow.procedimiento_id == ProcedimientoRow.id
    )
    query = select(ProcedimientoRow.codigo).where(case.exists()).distinct()
    with workspace.base.read() as session:
        codes = sorted(session.scalars(query))
    found = [workspace.catalogo.buscar(code) for code in codes]
    return [(p.codigo, f"{p.sigla} · {p.nombre} ({p.codigo})") for p in found]


def tipo_de(formato: str) -> TipoInforme:
    """Return a report by the name of its format.

    Raises:
        InvalidDataError: there is none; lists them.
    """
    if tipo := INFORMES.get(formato):
        return tipo
    known = ", ".join(INFORMES)
    message = f"No existe el formato «{formato}». Los que hay son: {known}."
    raise InvalidDataError(message, {"formatos": list(INFORMES)})


def _contadas(
    hoja: str, filas: Iterable[tuple[Celda, ...]], progress: Progress
) -> Iterator[tuple[Celda, ...]]:
    """Yield the rows of a sheet, and tell how many there have been."""
    done = 0
    for done, row in enumerate(filas, start=1):
        if done % _CADA == 1:
            progress.report(done - 1, 0, f"Escribiendo «{hoja}»")
        yield row
    progress.report(done, done, f"Escribiendo «{hoja}»")


def _periodo(command: Exportar, hoy: dt.date) -> Periodo:
    until = command.corte or hoy
    since = command.desde or until.replace(day=1)
    if since > until:
        message = (
            f"El periodo empieza el {fecha_larga(since)}, después de su corte, el "
            f"{fecha_larga(until)}. Corrija una de las dos fechas."
        )
        raise InvalidDataError(message)
    return Periodo(since, until)


def _pedido(command: Exportar, workspace: Workspace, hoy: dt.date) -> Nodo | None:
    from cobro_desktop.domain.consulta import interpretar, y

    valores = valores_de_consulta(workspace, hoy)
    asked = interpretar(command.consulta, valores)
    if not command.procedimiento:
        return asked
    codigo = workspace.catalogo.buscar(command.procedimiento).codigo
    return y(interpretar(f'procedimiento="{codigo}"', valores), asked)


def _expedientes(session: Session, nodo: Nodo | None, tipo: TipoInforme) -> list[int]:
    """Return the cases that were asked for, of the institutions of the report.

    Raises:
        InvalidDataError: the report is of another institution than the cases.
    """
    from cobro_desktop.storage.queries.lista import Filtro, Orden, ids

    found = ids(session, Filtro(consulta=nodo), Orden("numero"))
    if not tipo.siglas or not found:
        return found
    own = set(
        session.scalars(
            select(ExpedienteRow.id)
            .join(EntidadRow, EntidadRow.id == ExpedienteRow.entidad_id)
            .where(EntidadRow.sigla.in_(tipo.siglas))
        )
    )
    kept = [case_id for case_id in found if case_id in own]
    if not kept:
        whose = ", ".join(sorted(tipo.siglas))
        message = (
            f"«{tipo.nombre}» es un informe de {whose}, y ninguno de los expedientes "
            "pedidos es de esa entidad. No se escribió nada."
        )
        raise InvalidDataError(message, {"entidades": sorted(tipo.siglas)})
    return kept


def _siglas(session: Session, cases: Sequence[int]) -> list[str]:
    """Return the institutions of the cases, in order; all when there is no case."""
    found = set()
    for chunk in trozos(cases, 10_000):
        query = select(EntidadRow.sigla).join(
            ExpedienteRow, ExpedienteRow.entidad_id == EntidadRow.id
        )
        found |= set(
            session.scalars(query.where(ExpedienteRow.id.in_(chunk)).distinct())
        )
    return sorted(found) or list(session.scalars(select(EntidadRow.sigla)))
