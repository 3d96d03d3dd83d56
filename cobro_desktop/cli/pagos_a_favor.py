"""`pagos`: taking a payment back from its case, and what was paid over the debt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.imputaciones import reading_lines, readings_data
from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.recaudo.a_favor import SaldoAFavor

Pago = Annotated[int, typer.Argument(help="Número del pago (pagos a-favor).")]
Valor = Annotated[str, typer.Option(help="Cuánto; si no se dice, todo.")]


def register(family: typer.Typer) -> None:
    """Add the commands to `pagos`."""
    for name, function in (
        ("deshacer", deshacer),
        ("imputar", imputar),
        ("a-favor", a_favor),
        ("aplicar-saldo", aplicar),
        ("devolver-saldo", devolver),
    ):
        family.command(name)(function)


def deshacer(
    ctx: typer.Context,
    pago: Annotated[int, typer.Argument(help="Número del pago en su expediente.")],
    motivo: Annotated[str, typer.Option(help="Por qué no era de ese expediente.")],
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué cambiaría.")
    ] = False,
) -> None:
    """Quita un pago de su expediente y lo devuelve a los que están por identificar."""
    from cobro_desktop.services.efectos import otros_efectos
    from cobro_desktop.services.recaudo import devolver as service

    state = state_of(ctx)
    command = service.DevolverABandeja(pago, motivo)
    if simular:
        seen = service.prever_devolucion(command, state.workspace, state.contexto)
        told = "\n".join(seen.frases())
        emit(state, seen.datos(), lambda console: console.print(told, markup=False))
        return
    done = service.devolver_a_bandeja(command, state.workspace, state.contexto)
    text = "\n".join([done.resumen, *otros_efectos(done)])
    emit(state, done.datos, lambda console: console.print(text, markup=False))


def imputar(ctx: typer.Context) -> None:
    """Imputa los pagos de un expediente que esperaban una tasa que faltaba."""
    import contextlib

    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.services.recaudo.espera import imputar_en_espera

    state = state_of(ctx)
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        done = imputar_en_espera(state.workspace, state.contexto, progress)
    emit(state, done.datos, lambda console: console.print(done.resumen, markup=False))


def a_favor(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Option(help="Solo los de esta entidad.")] = "",
) -> None:
    """Lista lo que se pagó de más y sigue a favor de cada deudor."""
    from cobro_desktop.services.recaudo.a_favor import saldos_a_favor

    state = state_of(ctx)
    found = saldos_a_favor(state.workspace, entidad)

    def show(console: Console) -> None:
        from rich.table import Column, Table

        if not found:
            console.print("No hay saldos a favor.")
            return
        table = Table(
            "Pago",
            "Fecha",
            Column("Expediente", no_wrap=True),
            "Deudor",
            Column("Pagó", justify="right", no_wrap=True),
            Column("A favor", justify="right", no_wrap=True),
        )
        for item in found:
            table.add_row(
                str(item.pago_id), fecha_corta(item.fecha), item.numero, item.deudor,
                pesos(item.valor), pesos(item.saldo),
            )  # fmt: skip
        console.print(table)

    emit(state, {"saldos": [_saldo(item) for item in found]}, show)


def aplicar(
    ctx: typer.Context,
    pago: Pago,
    expediente: Annotated[str, typer.Option(help="Otro del mismo deudor.")],
    *,
    valor: Valor = "",
    motivo: Annotated[str, typer.Option(help="Qué lo autoriza.")] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo muestra las dos imputaciones.")
    ] = False,
) -> None:
    """Paga otro expediente del deudor con un saldo a favor."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.recaudo import a_favor as service

    state = state_of(ctx)
    amount = dinero(valor) if valor else 0
    target = id_de(state.workspace, expediente)
    command = service.AplicarSaldo(pago, target, amount, motivo)
    if simular:
        seen = service.prever_aplicacion(command, state.workspace)
        lines = [f"{seen.numero}: {pesos(seen.valor)}"]
        lines += reading_lines(seen.lecturas, seen.vigente)
        answer = {
            "expediente": seen.numero,
            "valor": en_pesos(seen.valor),
            "vigente": str(seen.vigente),
            "lecturas": readings_data(seen.lecturas),
        }
        emit(
            state, answer, lambda console: console.print("\n".join(lines), markup=False)
        )
        return
    done = service.aplicar_saldo(command, state.workspace, state.contexto)
    emit_changes(state, done)


def devolver(
    ctx: typer.Context,
    pago: Pago,
    acto: Annotated[str, typer.Option(help="Acto que ordenó la devolución.")],
    *,
    valor: Valor = "",
) -> None:
    """Anota que un saldo a favor se devolvió al deudor."""
    from cobro_desktop.services.recaudo.a_favor import DevolverSaldo, devolver_saldo

    state = state_of(ctx)
    command = DevolverSaldo(pago, acto, dinero(valor) if valor else 0)
    done = devolver_saldo(command, state.workspace, state.contexto)
    emit_changes(state, done)


def _saldo(item: SaldoAFavor) -> dict[str, Any]:
    return {
        "pago": item.pago_id,
        "entidad": item.sigla,
        "expediente": item.numero,
        "deudor": item.deudor,
        "identificacion": item.identificacion,
        "fecha": item.fecha.isoformat(),
        "referencia": item.referencia,
        "valor": en_pesos(item.valor),
        "a_favor": en_pesos(item.saldo),
    }
