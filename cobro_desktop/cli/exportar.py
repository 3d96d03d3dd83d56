"""Workbooks for other offices from the command line."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.progress import ConsoleProgress
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.cli.state import State
    from cobro_desktop.services.lista_casos import PedidoLista

LISTA = "lista"
"""The format that is no report: the case list, as one asks for it."""
ALIAS = MappingProxyType(
    {"for-gju-130-003": "cartera", "pa02-pr19-f01": "seguimiento-etapas"}
)
"""The codes that the institutions give to their forms."""
OTRAS = MappingProxyType(
    {
        "conciliacion": "conciliar --salida",
        "bdme": "bdme --salida",
        "plan-pagos": "acuerdo NUMERO exportar",
        "liquidacion": "liquidacion NUMERO --excel",
        "expediente": "paquete crear",
    }
)
"""What other commands take out."""


def register(app: typer.Typer) -> None:
    """Add `exportar`."""
    app.command("exportar")(exportar)


def exportar(
    ctx: typer.Context,
    formato: Annotated[
        str,
        typer.Argument(
            help="cartera, edades, prescripcion, clasificacion, deterioro, "
            "seguimiento-etapas, gestion, pagos-mes, pagos-contribuciones, "
            "pagos-multas, cobros-en-curso, seguimiento, cope, rnmc, aplicativo o "
            "siga; y "
            "«lista», la de los expedientes."
        ),
    ],
    salida: Annotated[
        Path,
        typer.Option(help="Libro que se escribe (.xlsx); de «lista», también .pdf."),
    ],
    consulta: Annotated[
        str, typer.Option(help="Como «etapa:coactivo saldo>5smlmv»; todo, si falta.")
    ] = "",
    procedimiento: Annotated[str, typer.Option(metavar="CODIGO")] = "",
    corte: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha, metavar="AAAA-MM-DD", help="Día de los saldos; hoy, si falta."
        ),
    ] = None,
    desde: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha,
            metavar="AAAA-MM-DD",
            help="Primer día de un informe de periodo; el primero del mes, si falta.",
        ),
    ] = None,
    orden: Annotated[
        str, typer.Option(help="De «lista»: columna; con «-» delante, al revés.")
    ] = "",
    columnas: Annotated[
        str, typer.Option(help="De «lista»: como numero,deudor,saldo; todas, si falta.")
    ] = "",
) -> None:
    """Escribe un informe de la cartera, o la lista de expedientes."""
    from cobro_desktop.services.exportacion import Exportar
    from cobro_desktop.services.exportacion import exportar as write

    state = state_of(ctx)
    formato = ALIAS.get(formato.lower(), formato)
    if formato in OTRAS:
        message = f"«{formato}» sale con otra orden: «{OTRAS[formato]}»."
        raise InvalidDataError(message)
    if formato == LISTA:
        _lista(state, salida, _de_lista(consulta, procedimiento, orden, columnas))
        return
    if orden or columnas:
        message = f"«--orden» y «--columnas» son de «exportar {LISTA}»."
        raise InvalidDataError(message)
    command = Exportar(
        formato,
        salida,
        consulta,
        procedimiento,
        corte=corte,
        desde=desde,
    )
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = write(command, state.workspace, state.contexto, progress=progress)

    def show(console: Console) -> None:
        console.print(changes.resumen)

    emit(state, changes.datos, show)


def _de_lista(
    consulta: str, procedimiento: str, orden: str, columnas: str
) -> PedidoLista:
    from cobro_desktop.services.lista_casos import PedidoLista

    names = [name.strip() for name in columnas.split(",") if name.strip()]
    return PedidoLista(consulta, orden or "numero", names, procedimiento)


def _lista(state: State, salida: Path, pedido: PedidoLista) -> None:
    from cobro_desktop.services.lista_casos import lista_de_casos
    from cobro_desktop.services.listas import escribir_lista

    lista = lista_de_casos(state.workspace, state.hoy, pedido)
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = escribir_lista(
            lista, salida, state.workspace, state.contexto, progress=progress
        )
    emit(state, changes.datos, lambda console: console.print(changes.resumen))
