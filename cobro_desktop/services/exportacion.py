"""Workbooks for other offices, written whole or not at all (EXCHANGE)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.consultas import valores_de_consulta
from cobro_desktop.services.informes.catalogo import INFORMES
from cobro_desktop.services.informes.modelo import Pedido, Periodo
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.consulta import Nodo
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.informes.modelo import TipoInforme
    from cobro_desktop.services.workspace import Workspace


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


def exportar(command: Exportar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Write the workbook; the file that was there stays until the new one is whole.

    Raises:
        InvalidDataError: no such format, or more rows than a sheet can hold.
        NotFoundError: no such procedure.
        ConsultaError: the query cannot be understood.
        StorageError: the file cannot be written.
    """
    from cobro_desktop.exchange.libro import escribir_hojas

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
        cases = _expedientes(session, nodo)
        siglas = _siglas(session, cases)
        _revisar_entidad(tipo, siglas)
        sheets = tipo.hojas(
            Pedido(session, workspace, cases, siglas, periodo.hasta, periodo)
        )
        escribir_atomico(command.salida, write)
    rows = cantidad(sum(counts), "fila", "filas")
    texto = f"Se exportó «{command.salida.name}» ({command.formato}): {rows}."
    with transaction(workspace, contexto, f"exportar:{command.formato}") as tx:
        tx.tell(texto)
    return Changes(
        resumen=texto, datos={"filas": counts[0], "archivo": str(command.salida)}
    )


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


def _revisar_entidad(tipo: TipoInforme, siglas: Sequence[str]) -> None:
    """Refuse a report that is another institution's own.

    Raises:
        InvalidDataError: says whose it is.
    """
    if not tipo.siglas or set(siglas) <= tipo.siglas:
        return
    whose = ", ".join(sorted(tipo.siglas))
    message = (
        f"«{tipo.nombre}» es un informe de {whose} y la consulta trae expedientes de "
        f"{', '.join(siglas)}. Agregue a la consulta un procedimiento de {whose}."
    )
    raise InvalidDataError(message, {"entidades": list(siglas)})


def _pedido(command: Exportar, workspace: Workspace, hoy: dt.date) -> Nodo | None:
    from cobro_desktop.domain.consulta import interpretar, y

    valores = valores_de_consulta(workspace, hoy)
    asked = interpretar(command.consulta, valores)
    if not command.procedimiento:
        return asked
    codigo = workspace.catalogo.buscar(command.procedimiento).codigo
    return y(interpretar(f'procedimiento="{codigo}"', valores), asked)


def _expedientes(session: Session, nodo: Nodo | None) -> list[int]:
    from cobro_desktop.storage.queries.lista import Filtro, Orden, ids

    return ids(session, Filtro(consulta=nodo), Orden("numero"))


def _siglas(session: Session, cases: Sequence[int]) -> list[str]:
    """Return the institutions of the cases, in order; all when there is no case."""
    found = set()
    for start in range(0, len(cases), 10_000):
        query = select(EntidadRow.sigla).join(
            ExpedienteRow, ExpedienteRow.entidad_id == EntidadRow.id
        )
        chunk = cases[start : start + 10_000]
        found |= set(
            session.scalars(query.where(ExpedienteRow.id.in_(chunk)).distinct())
        )
    return sorted(found) or list(session.scalars(select(EntidadRow.sigla)))
