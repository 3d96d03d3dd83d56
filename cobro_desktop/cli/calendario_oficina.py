"""`calendario-oficina`: what the office owes this year, and what is done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha

Anio = Annotated[
    int | None, typer.Option("--anio", metavar="AAAA", help="Si falta, el de hoy.")
]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(help="Lo que la oficina debe cada año, y lo que ya hizo.")
    group.command("ver")(ver)
    group.command("hecha")(hecha)
    group.command("exportar")(exportar)
    app.add_typer(group, name="calendario-oficina")


def ver(
    ctx: typer.Context,
    anio: Anio = None,
    entidad: Annotated[str, typer.Option(metavar="SIGLA")] = "",
) -> None:
    """Muestra las tareas del año: su ventana, su norma y cómo van."""
    from cobro_desktop.formats import fecha_corta
    from cobro_desktop.services.cartera.calendario import ver_calendario

    state = state_of(ctx)
    found = ver_calendario(state.workspace, anio or state.hoy.year, state.hoy, entidad)
    datos: dict[str, object] = {
        "tareas": [
            {
                **t._asdict(),
                "estado": str(t.estado),
                "desde": t.desde.isoformat(),
                "vence": t.vence.isoformat(),
                "hecha": t.hecha.isoformat() if t.hecha else None,
            }
            for t in found
        ]
    }
    lines = [
        f"{t.sigla} · {t.clave} · {t.estado.nombre} · del {fecha_corta(t.desde)} al "
        f"{fecha_corta(t.vence)}\n    {t.nombre} ({t.norma})"
        + ("" if t.verificado else " Sin verificar: confirme la fecha.")
        + (
            f"\n    Hecha el {fecha_corta(t.hecha)} por {t.hizo}. {t.nota}"
            if t.hecha
            else ""
        )
        for t in found
    ]
    text = "\n".join(lines) or "Ninguna entidad de esta base tiene tareas en ese año."
    emit(state, datos, lambda console: console.print(text, markup=False))


def hecha(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Argument(metavar="SIGLA", help="De quién es.")],
    tarea: Annotated[str, typer.Argument(metavar="TAREA", help="Como bdme:junio.")],
    fecha_: Annotated[
        dt.date | None,
        typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
    ] = None,
    anio: Anio = None,
    nota: Annotated[str, typer.Option(help="Radicado, observaciones.")] = "",
    corrida: Annotated[
        str, typer.Option(metavar="CORRIDA", help="La corrida que la cumplió.")
    ] = "",
    documento: Annotated[
        int | None, typer.Option(metavar="ID", help="El documento que la prueba.")
    ] = None,
) -> None:
    """Registra que una tarea del año se hizo: quién, cuándo y con qué."""
    from cobro_desktop.services.cartera.calendario import MarcarHecha, marcar_hecha

    state = state_of(ctx)
    command = MarcarHecha(
        sigla=entidad,
        clave=tarea,
        anio=anio or state.hoy.year,
        fecha=fecha_ or state.hoy,
        nota=nota,
        corrida=corrida,
        documento_id=documento,
    )
    done = marcar_hecha(command, state.workspace, state.contexto)
    emit(
        state,
        dict(done.datos),
        lambda console: console.print(done.resumen, markup=False),
    )


def exportar(
    ctx: typer.Context,
    salida: Annotated[
        Path, typer.Argument(metavar="ARCHIVO.ics", help="Dónde se escribe.")
    ],
    anio: Anio = None,
) -> None:
    """Escribe lo que falta del año como recordatorios para otra agenda."""
    from cobro_desktop.services.cartera.calendario import exportar_calendario

    state = state_of(ctx)
    year = anio or state.hoy.year
    done = exportar_calendario(salida, state.workspace, year, state.hoy)
    emit(
        state,
        dict(done.datos),
        lambda console: console.print(done.resumen, markup=False),
    )
