"""`clausulas`: the sentences that documents share, from the command line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from cobro_desktop.services.clausulas.consulta import Redaccion

Sigla = Annotated[str, typer.Option("--entidad", metavar="SIGLA", help="Institución.")]
_Clave = Annotated[str, typer.Argument(metavar="ID", help="Como proteccion_datos.")]
_Motivo = Annotated[str, typer.Option("--motivo", help="Por qué.")]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(help="Lo que se repite en los documentos, escrito una vez.")
    group.command("listar")(listar)
    group.command("ver")(ver)
    group.command("cambiar")(cambiar)
    group.command("anular")(anular)
    group.command("afectados")(afectados_por)
    app.add_typer(group, name="clausulas")


def listar(ctx: typer.Context, entidad: Sigla) -> None:
    """Muestra las cláusulas de una institución con su fundamento y su vigencia."""
    from cobro_desktop.services.clausulas.consulta import listar_clausulas

    state = state_of(ctx)
    found = listar_clausulas(state.workspace, entidad.upper(), state.contexto.hoy)
    text = "\n".join(f"{r.clave}: {r.nombre} · {_vigencia(r)}" for r in found)
    emit(
        state,
        {"entidad": entidad.upper(), "clausulas": [_json(r) for r in found]},
        lambda console: console.print(text or "No hay cláusulas.", markup=False),
    )


def ver(ctx: typer.Context, clave: _Clave, entidad: Sigla) -> None:
    """Muestra todos los textos que ha tenido una cláusula, el más nuevo primero."""
    from cobro_desktop.services.clausulas.consulta import ver_clausula

    state = state_of(ctx)
    today = state.contexto.hoy
    found = ver_clausula(state.workspace, entidad.upper(), clave, today)
    text = "\n\n".join(
        f"{r.nombre} · {_vigencia(r)}\n{r.texto}\nFundamento: {r.fundamento}"
        + (f"\nMotivo: {r.motivo} ({r.usuario})" if r.motivo else "")
        for r in found
    )
    emit(
        state,
        {"clausula": clave, "textos": [_json(r) for r in found]},
        lambda console: console.print(text, markup=False),
    )


def cambiar(
    ctx: typer.Context,
    clave: _Clave,
    texto: Annotated[str, typer.Option(help="El texto nuevo, completo.")],
    desde: Annotated[
        dt.date, typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Primer día.")
    ],
    motivo: _Motivo,
    entidad: Sigla,
    hasta: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Último día."),
    ] = None,
    nombre: Annotated[str, typer.Option(help="Solo si es nueva o cambia.")] = "",
    fundamento: Annotated[str, typer.Option(help="Solo si es nueva o cambia.")] = "",
    verificado: Annotated[
        bool, typer.Option("--verificado", help="La norma se leyó en su fuente.")
    ] = False,
) -> None:
    """Cambia el texto de una cláusula desde un día; lo emitido conserva el suyo."""
    from cobro_desktop.services.clausulas.cambio import (
        CambiarClausula,
        cambiar_clausula,
    )

    state = state_of(ctx)
    command = CambiarClausula(
        sigla=entidad.upper(),
        clave=clave,
        texto=texto,
        desde=desde,
        motivo=motivo,
        hasta=hasta,
        nombre=nombre,
        fundamento=fundamento,
        verificado=verificado,
    )
    changes = cambiar_clausula(command, state.workspace, state.contexto)
    emit_changes(state, changes)


def anular(
    ctx: typer.Context,
    texto: Annotated[int, typer.Argument(metavar="ID", help="Id del texto.")],
    motivo: _Motivo,
) -> None:
    """Anula un texto que escribió la oficina; vuelve a regir el anterior."""
    from cobro_desktop.services.clausulas.cambio import AnularClausula, anular_clausula

    state = state_of(ctx)
    command = AnularClausula(texto, motivo)
    changes = anular_clausula(command, state.workspace, state.contexto)
    emit_changes(state, changes)


def afectados_por(ctx: typer.Context, clave: _Clave, entidad: Sigla) -> None:
    """Dice qué plantillas y qué borradores sin aprobar llevan una cláusula."""
    from cobro_desktop.services.clausulas.consulta import afectados

    state = state_of(ctx)
    found = afectados(state.workspace, entidad.upper(), clave, dt.date.min)
    lines = ["Plantillas:", *(f"  {p.tipo} · {p.nombre}" for p in found.plantillas)]
    lines += ["Borradores sin aprobar:"]
    lines += [f"  {b.id} · {b.expediente} · {b.nombre}" for b in found.borradores]
    drafts = [b._asdict() | {"fecha": b.fecha.isoformat()} for b in found.borradores]
    emit(
        state,
        {
            "clausula": clave,
            "plantillas": [p._asdict() for p in found.plantillas],
            "borradores": drafts,
        },
        lambda console: console.print("\n".join(lines), markup=False),
    )


def _vigencia(one: Redaccion) -> str:
    start = f"desde {fecha_corta(one.desde)}"
    end = f" hasta {fecha_corta(one.hasta)}" if one.hasta else ""
    mark = "vigente" if one.vigente else "no rige hoy"
    return f"{one.origen}, {start}{end}, {mark}"


def _json(one: Redaccion) -> dict[str, Any]:
    return one._asdict() | {
        "desde": one.desde.isoformat(),
        "hasta": one.hasta.isoformat() if one.hasta else None,
    }
