"""Lists of one sheet that other offices fill in or file, as reports."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from cobro_desktop.services.cuadro_deudores import CuadroDeudores
from cobro_desktop.services.lista_rnmc import ListaRnmc
from cobro_desktop.services.listas_externas import ListaRadicacion
from cobro_desktop.services.listas_registro import APLICATIVO, COPE, ListaRegistro

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.informes.modelo import Hoja, Pedido
    from cobro_desktop.services.workspace import Workspace


class _Lista(Protocol):
    def informe(self) -> Informe: ...
    def filas(self) -> Iterator[tuple[Celda, ...]]: ...


def cartera(pedido: Pedido) -> list[Hoja]:
    """Return the cuadro de deudores of the institution."""
    return _hoja(CuadroDeudores, pedido)


def cope(pedido: Pedido) -> list[Hoja]:
    """Return what is registered in COPE."""
    return _hoja(partial(ListaRegistro, COPE), pedido)


def aplicativo(pedido: Pedido) -> list[Hoja]:
    """Return what is registered in the Aplicativo de Cobros Coactivos."""
    return _hoja(partial(ListaRegistro, APLICATIVO), pedido)


def rnmc(pedido: Pedido) -> list[Hoja]:
    """Return how the fines are here, in LICO and in the RNMC."""
    return _hoja(ListaRnmc, pedido)


def siga(pedido: Pedido) -> list[Hoja]:
    """Return the documents that wait for a filing number."""
    return _hoja(ListaRadicacion, pedido)


def _hoja(
    kind: Callable[[Session, Workspace, Sequence[int], Sequence[str], dt.date], _Lista],
    pedido: Pedido,
) -> list[Hoja]:
    made = kind(
        pedido.session,
        pedido.workspace,
        pedido.expedientes,
        pedido.siglas,
        pedido.corte,
    )
    return [(made.informe(), made.filas())]
