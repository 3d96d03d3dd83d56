"""`pagos`: what came in and is of no case yet (F78)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli import pagos_a_favor
from cobro_desktop.cli.imputaciones import reading_lines, readings_data
from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import dinero
from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.cli.state import State
    from cobro_desktop.services.recaudo.bandeja import Pendiente, Propuesta
    from cobro_desktop.services.recaudo.identificar import (
        Parte,
        PartePrevista,
    )

Pago = Annotated[int, typer.Argument(help="Número del pago (pagos pendientes).")]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    family = typer.Typer(help="Pagos por identificar y saldos a favor.")
    for name, function in (
        ("pendientes", pendientes),
        ("candidatos", candidatos),
        ("identificar", identificar),
        ("anular", anular),
    ):
        family.command(name)(function)
    pagos_a_favor.register(family)
    app.add_typer(family, name="pagos")


def pendientes(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Option(help="Solo los de esta entidad.")] = "",
) -> None:
    """Lista los pagos que no son de ningún expediente todavía."""
    from cobro_desktop.services.recaudo import bandeja

    state = state_of(ctx)
    found = bandeja.pendientes(state.workspace, entidad)

    def show(console: Console) -> None:
        from rich.table import Column, Table

        if not found:
            console.print("No hay pagos por identificar.")
            return
        table = Table(
            "Pago",
            Column("Fecha", no_wrap=True),
            Column("Valor", justify="right", no_wrap=True),
            "Referencia",
            "Quién",
            Column("Mejor", no_wrap=True),
            Column("Puntos", justify="right"),
        )
        for p in found:
            best = p.mejor or "ninguno"
            table.add_row(
                str(p.id), fecha_corta(p.fecha), pesos(p.valor), p.referencia,
                p.nombre or p.identificacion, best, str(p.puntos),
            )  # fmt: skip
        console.print(table)

    emit(state, {"pagos": [_pendiente(p) for p in found]}, show)


def candidatos(
    ctx: typer.Context,
    pago: Pago,
    buscar: Annotated[
        str, typer.Option(help="También los de este deudor, cédula o número.")
    ] = "",
) -> None:
    """Dice de qué expedientes puede ser un pago, y por qué."""
    from cobro_desktop.services.recaudo import bandeja

    state = state_of(ctx)
    found = bandeja.proponer(state.workspace, pago, buscar)

    def show(console: Console) -> None:
        if not found:
            console.print("Ningún expediente se parece. Use --buscar.")
        for item in found:
            head = f"{item.numero} · {item.deudor} · saldo {pesos(item.saldo)}"
            console.print(f"{item.puntos:>3} puntos  {head}", markup=False)
            for label, points in item.cumple:
                console.print(f"     +{points} {label}", markup=False)

    emit(state, {"candidatos": [_propuesta(p) for p in found]}, show)


def identificar(
    ctx: typer.Context,
    pago: Pago,
    expediente: Annotated[
        list[str],
        typer.Option(
            metavar="NUMERO[=VALOR]",
            help="De quién es; se repite, con su valor, si es de varios.",
        ),
    ],
    obligacion: Annotated[
        list[int] | None, typer.Option(help="Obligación que se paga primero.")
    ] = None,
    motivo: Annotated[str, typer.Option(help="Cómo se supo.")] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo muestra las dos imputaciones.")
    ] = False,
) -> None:
    """Entrega un pago a su expediente, o a varios, y lo imputa."""
    from cobro_desktop.services.recaudo.identificar import (
        IdentificarPago,
        identificar_pago,
        prever_identificacion,
    )

    state = state_of(ctx)
    parts = _partes(state, pago, expediente, tuple(obligacion or ()))
    command = IdentificarPago(pago, parts, motivo)
    if simular:
        seen = prever_identificacion(command, state.workspace)
        answer = {"partes": [_prevista(part) for part in seen]}
        emit(state, answer, lambda console: _show_readings(console, seen))
        return
    done = identificar_pago(command, state.workspace, state.contexto)
    emit_changes(state, done)


def anular(
    ctx: typer.Context, pago: Pago, motivo: Annotated[str, typer.Option()]
) -> None:
    """Saca de la lista un pago que no es de nadie aquí; queda con su motivo."""
    from cobro_desktop.services.recaudo.identificar import (
        AnularPendiente,
        anular_pendiente,
    )

    state = state_of(ctx)
    command = AnularPendiente(pago, motivo)
    done = anular_pendiente(command, state.workspace, state.contexto)
    emit_changes(state, done)


def _partes(
    state: State, pago: int, words: list[str], debts: tuple[int, ...]
) -> tuple[Parte, ...]:
    """Read `NUMERO=VALOR`; the only case without value takes the whole payment."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.recaudo.bandeja import valor_de
    from cobro_desktop.services.recaudo.identificar import Parte

    parts = []
    for word in words:
        number, _, amount = word.partition("=")
        if not amount:
            if len(words) > 1:
                message = (
                    "El pago es de varios expedientes: diga cuánto le toca a "
                    f"{number}, como {number}=500000."
                )
                raise InvalidDataError(message)
            whole = valor_de(state.workspace, pago)
            parts.append(Parte(id_de(state.workspace, number), whole, debts))
            continue
        value = dinero(amount)
        parts.append(Parte(id_de(state.workspace, number), value, debts))
    return tuple(parts)


def _show_readings(console: Console, seen: list[PartePrevista]) -> None:
    for part in seen:
        console.print(f"{part.numero}: {pesos(part.valor)}", markup=False)
        for line in reading_lines(part.lecturas, part.vigente):
            console.print(line, markup=False)


def _prevista(part: PartePrevista) -> dict[str, Any]:
    return {
        "expediente": part.numero,
        "valor": en_pesos(part.valor),
        "vigente": str(part.vigente),
        "lecturas": readings_data(part.lecturas),
    }


def _pendiente(p: Pendiente) -> dict[str, Any]:
    return {
        "pago": p.id,
        "entidad": p.sigla,
        "fecha": p.fecha.isoformat(),
        "valor": en_pesos(p.valor),
        "banco": p.banco,
        "referencia": p.referencia,
        "identificacion": p.identificacion,
        "nombre": p.nombre,
        "concepto": p.concepto,
        "titulo": p.titulo,
        "archivo": p.archivo,
        "candidatos": p.candidatos,
        "mejor": p.mejor or None,
        "puntos": p.puntos,
        "duplicado": p.duplicado or None,
    }


def _propuesta(p: Propuesta) -> dict[str, Any]:
    return {
        "expediente": p.numero,
        "deudor": p.deudor,
        "identificacion": p.identificacion,
        "titulo": p.titulo,
        "estado": p.estado,
        "saldo": en_pesos(p.saldo),
        "puntos": p.puntos,
        "cumple": [{"criterio": label, "puntos": n} for label, n in p.cumple],
        "obligaciones": [
            {
                "id": o.id,
                "concepto": o.concepto,
                "vigencia": o.vigencia,
                "saldo": en_pesos(o.saldo),
            }
            for o in p.obligaciones
        ],
    }
