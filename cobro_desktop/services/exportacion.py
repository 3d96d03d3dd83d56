"""Workbooks for other offices, written whole or not at all (EXCHANGE)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.consultas import valores_de_consulta
from cobro_desktop.services.cuadro_deudores import CuadroDeudores
from cobro_desktop.services.listas_externas import ListaCope, ListaRadicacion
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.consulta import Nodo
    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


class Exportable(Protocol):
    """A report of chosen cases."""

    def informe(self) -> Informe:
        """Return what is written besides the rows."""

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield the rows."""


FORMATOS: dict[
    str,
    Callable[[Session, Workspace, Sequence[int], Sequence[str], dt.date], Exportable],
] = {"cartera": CuadroDeudores, "cope": ListaCope, "siga": ListaRadicacion}


@dataclass(frozen=True, slots=True)
class Exportar:
    """Write the cases that a query asks for as a workbook."""

    formato: str
    salida: Path
    consulta: str = ""
    """In the query language; empty for all."""
    procedimiento: str = ""
    """Code of the procedure; empty for all of the base."""


def exportar(command: Exportar, workspace: Workspace, contexto: Contexto) -> Changes:
    """Write the workbook; the file that was there stays until the new one is whole.

    Raises:
        InvalidDataError: no such format, or more rows than a sheet can hold.
        NotFoundError: no such procedure.
        ConsultaError: the query cannot be understood.
        StorageError: the file cannot be written.
    """
    from cobro_desktop.exchange.libro import escribir_libro

    if command.formato not in FORMATOS:
        known = ", ".join(FORMATOS)
        message = f"No existe el formato «{command.formato}». Los que hay son: {known}."
        raise InvalidDataError(message, {"formatos": list(FORMATOS)})
    if command.salida.suffix.lower() != ".xlsx":
        message = f"«{command.salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    nodo = _pedido(command, workspace, contexto.hoy)
    count = 0

    def write(path: Path) -> None:
        nonlocal count
        count = escribir_libro(path, informe.informe(), informe.filas())

    with workspace.base.read() as session:
        cases = _expedientes(session, nodo)
        informe = FORMATOS[command.formato](
            session, workspace, cases, _siglas(session, cases), contexto.hoy
        )
        escribir_atomico(command.salida, write)
    rows = cantidad(count, "fila", "filas")
    texto = f"Se exportó «{command.salida.name}» ({command.formato}): {rows}."
    with transaction(workspace, contexto, f"exportar:{command.formato}") as tx:
        tx.tell(texto)
    return Changes(
        resumen=texto, datos={"filas": count, "archivo": str(command.salida)}
    )


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
