"""A debtor over all their cases, and the cases of one debtor that go on as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.domain.dinero import en_pesos

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.trabajo.acumulacion import DeudorRepetido
    from cobro_desktop.services.trabajo.deudor import Deudor360


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("deudor")(deudor)
    app.command("deudores-repetidos")(deudores_repetidos)
    app.command("acumular")(acumular)


def deudor(
    ctx: typer.Context,
    identificacion: Annotated[
        str, typer.Argument(help="Con puntos y DV, o sin ellos.")
    ],
) -> None:
    """Muestra todo lo que debe una persona, en todos sus expedientes."""
    from cobro_desktop.services.trabajo.deudor import deudor_360

    state = state_of(ctx)
    found = deudor_360(state.workspace, identificacion)
    emit(state, _datos(found), lambda console: _show(console, found))


def deudores_repetidos(ctx: typer.Context) -> None:
    """Muestra los deudores con varios expedientes vivos que se pueden acumular."""
    from cobro_desktop.services.trabajo.acumulacion import (
        deudores_repetidos as repeated,
    )

    state = state_of(ctx)
    found = repeated(state.workspace)
    rows = [{**one._asdict(), "saldo": en_pesos(one.saldo)} for one in found]
    emit(state, {"deudores": rows}, lambda console: _show_repeated(console, found))


def acumular(
    ctx: typer.Context,
    absorbido: Annotated[str, typer.Argument(help="El que sigue dentro de otro.")],
    motivo: Annotated[str, typer.Option(help="Por qué, con el acto si lo hay.")],
    a: Annotated[
        str, typer.Option(metavar="EXPEDIENTE", help="El que lo recibe.")
    ] = "",
    aunque_difieran: Annotated[
        bool,
        typer.Option("--aunque-difieran", help="Aunque estén en etapas distintas."),
    ] = False,
    anular: Annotated[
        bool, typer.Option("--anular", help="Deshace la acumulación.")
    ] = False,
) -> None:
    """Acumula un expediente a otro del mismo deudor, o deshace la acumulación."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.trabajo.acumulacion import (
        Acumular,
        DeshacerAcumulacion,
        deshacer_acumulacion,
    )
    from cobro_desktop.services.trabajo.acumulacion import acumular as join

    state = state_of(ctx)
    guest = id_de(state.workspace, absorbido)
    if anular:
        undo = DeshacerAcumulacion(guest, motivo)
        done = deshacer_acumulacion(undo, state.workspace, state.contexto)
    else:
        host = id_de(state.workspace, a) if a else guest
        command = Acumular(guest, host, motivo, aunque_difieran)
        done = join(command, state.workspace, state.contexto)
    datos = {**done.datos, "resumen": done.resumen}
    emit_changes(state, done, datos)


def _datos(found: Deudor360) -> dict[str, object]:
    first = found.primera_fecha
    return {
        "nombre": found.nombre,
        "tipo_documento": found.tipo_documento,
        "numero": found.numero,
        "expedientes": found.casos,
        "saldo": en_pesos(found.saldo),
        "primera_fecha_segura": first.isoformat() if first else None,
        "obligaciones": [
            {
                "expediente": o.numero,
                "entidad": o.entidad,
                "procedimiento": o.procedimiento,
                "etapa": o.etapa,
                "estado": o.estado,
                "acumulado_en": o.acumulado_en or None,
                "rol": o.rol,
                "titulo": o.titulo,
                "concepto": o.concepto,
                "vigencia": o.vigencia,
                "capital": en_pesos(o.capital),
                "saldo": en_pesos(o.saldo),
                "obligacion": o.obligacion,
                "fecha_segura": o.fecha_segura.isoformat() if o.fecha_segura else None,
            }
            for o in found.obligaciones
        ],
        "direcciones": [
            {
                "tipo": u.tipo,
                "texto": u.texto,
                "municipio": u.municipio,
                "fuente": u.fuente,
                "desde": u.desde.isoformat(),
                "hasta": u.hasta.isoformat() if u.hasta else None,
                "causa_devolucion": u.causa_devolucion or None,
            }
            for u in found.ubicaciones
        ],
    }


def _show(console: Console, found: Deudor360) -> None:
    from rich.table import Column, Table

    from cobro_desktop.formats import cantidad, fecha_corta, pesos

    cases = cantidad(found.casos, "expediente")
    line = f"{found.nombre} · {found.tipo_documento} {found.numero} · {cases}"
    console.print(f"{line} · debe {pesos(found.saldo)} de capital.", markup=False)
    table = Table(
        Column("Expediente", no_wrap=True),
        "Título",
        "Concepto",
        "Estado",
        Column("Saldo", justify="right"),
        "Fecha segura",
    )
    for o in found.obligaciones:
        where = f"{o.estado} en {o.acumulado_en}" if o.acumulado_en else o.estado
        safe = fecha_corta(o.fecha_segura)
        table.add_row(o.numero, o.titulo, o.concepto, where, pesos(o.saldo), safe)
    console.print(table)


def _show_repeated(console: Console, found: list[DeudorRepetido]) -> None:
    from rich.table import Column, Table

    from cobro_desktop.formats import pesos

    table = Table(
        "Deudor",
        "Identificación",
        "Procedimiento",
        Column("Expedientes", justify="right"),
        Column("Saldo", justify="right"),
    )
    for one in found:
        what = f"{one.entidad} {one.procedimiento}"
        table.add_row(
            one.nombre, one.identificacion, what, str(one.casos), pesos(one.saldo)
        )
    console.print(table)
