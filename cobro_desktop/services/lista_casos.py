"""The case list as a file, with the columns and the order that one asks for (F14)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna
from cobro_desktop.services.consultas import valores_de_consulta
from cobro_desktop.services.cuadro_deudores import ESTADOS, ETAPAS
from cobro_desktop.services.listas import Lista

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.lista import ExpedienteSummary, Filtro, Orden

_PAGINA: Final = 1_000


@dataclass(frozen=True, slots=True)
class PedidoLista:
    """Which cases to take out, in which order, and what to say of them."""

    consulta: str = ""
    orden: str = "numero"
    """A column; `-` before it turns the order round."""
    columnas: Sequence[str] = ()
    """In their order; empty for all."""
    procedimiento: str = ""
    """Code of the procedure; empty for all of the base."""


class _Campo(NamedTuple):
    columna: Columna
    valor: Callable[[ExpedienteSummary, Workspace], Celda]


def lista_de_casos(workspace: Workspace, hoy: dt.date, pedido: PedidoLista) -> Lista:
    """Return the list; its rows are read as they are written.

    Raises:
        ConsultaError: the query cannot be understood; says where.
        InvalidDataError: there is no such column.
        NotFoundError: there is no such procedure.
    """
    from cobro_desktop.domain.consulta import interpretar, y
    from cobro_desktop.storage.queries import lista

    unknown = [name for name in pedido.columnas if name not in _CAMPOS]
    if unknown:
        message = (
            f"No hay una columna «{unknown[0]}». Las que hay son: {', '.join(_CAMPOS)}."
        )
        raise InvalidDataError(message, {"columnas": list(_CAMPOS)})
    chosen = [_CAMPOS[name] for name in dict.fromkeys(pedido.columnas or _CAMPOS)]
    values = valores_de_consulta(workspace, hoy)
    nodo = interpretar(pedido.consulta, values)
    if pedido.procedimiento:
        codigo = workspace.catalogo.buscar(pedido.procedimiento).codigo
        nodo = y(interpretar(f'procedimiento="{codigo}"', values), nodo)
    filtro = lista.Filtro(consulta=nodo)
    orden = lista.Orden(
        pedido.orden.removeprefix("-"), descendente=pedido.orden.startswith("-")
    )
    with workspace.base.read() as session:
        total = lista.contar(session, filtro).total
        lista.pagina(session, filtro, orden, desde=0, cuantos=1, total=total)
    return Lista(
        "Expedientes",
        f"Consulta: {pedido.consulta}" if pedido.consulta else "",
        tuple(campo.columna for campo in chosen),
        (
            tuple(campo.valor(row, workspace) for campo in chosen)
            for row in _filas(workspace, filtro, orden, total)
        ),
        total,
    )


def _filas(
    workspace: Workspace, filtro: Filtro, orden: Orden, total: int
) -> Iterator[ExpedienteSummary]:
    from cobro_desktop.storage.queries import lista

    for start in range(0, total, _PAGINA):
        with workspace.base.read() as session:
            page = lista.pagina(
                session, filtro, orden, desde=start, cuantos=_PAGINA, total=total
            )
        yield from islice(page, total - start)


def _actividad(row: ExpedienteSummary, workspace: Workspace) -> str:
    """Return number and name, as the newest version of the procedure calls it."""
    known = workspace.catalogo.buscar(row.procedimiento).actividades.get(row.actividad)
    return f"{row.actividad}. {known.nombre}" if known else row.actividad


_CAMPOS: Final[Mapping[str, _Campo]] = MappingProxyType(
    {
        "numero": _Campo(
            Columna("Expediente", Clase.CODIGO, 18), lambda r, _: r.numero
        ),
        "deudor": _Campo(DEUDOR, lambda r, _: r.deudor),
        "nit": _Campo(
            Columna("Identificación", Clase.CODIGO, 16), lambda r, _: r.identificacion
        ),
        "saldo": _Campo(
            Columna("Saldo", Clase.DINERO, 18, suma=True), lambda r, _: r.saldo
        ),
        "etapa": _Campo(
            Columna("Etapa", ancho=16), lambda r, _: ETAPAS.get(r.etapa, r.etapa)
        ),
        "actividad": _Campo(Columna("Actividad", ancho=38), _actividad),
        "estado": _Campo(
            Columna("Estado", ancho=18), lambda r, _: ESTADOS.get(r.estado, r.estado)
        ),
        "vence": _Campo(
            Columna("Próximo término", Clase.FECHA, 13), lambda r, _: r.vence
        ),
        "prescribe": _Campo(
            Columna("Prescripción (fecha segura)", Clase.FECHA, 14),
            lambda r, _: r.fecha_segura,
        ),
        "responsable": _Campo(
            Columna("Responsable", ancho=26),
            lambda r, _: r.responsable or "Sin repartir",
        ),
        "procedimiento": _Campo(
            Columna("Procedimiento", Clase.CODIGO, 18), lambda r, _: r.procedimiento
        ),
    }
)
