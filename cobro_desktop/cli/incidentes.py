"""`incidente`: what runs beside the path of a case."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from cobro_desktop.domain.incidentes import TipoIncidente
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.efectos import Efectos

Numero = Annotated[str, typer.Argument(metavar="NUMERO", help="Número del expediente.")]
Dia = Annotated[
    dt.date | None,
    typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
]
Simular = Annotated[
    bool, typer.Option("--simular", help="Solo dice qué pasaría; no guarda nada.")
]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(help="Lo que corre al lado del trámite: peticiones, recursos…")
    group.command("tipos")(tipos)
    group.command("abrir")(abrir)
    group.command("cerrar")(cerrar)
    group.command("ver")(ver)
    app.add_typer(group, name="incidente")


def tipos(ctx: typer.Context) -> None:
    """Dice qué incidentes hay, qué preguntan y cómo se cierran."""
    from cobro_desktop.services.incidentes.tipos import load_incidentes

    found = load_incidentes().values()
    datos: dict[str, object] = {
        "tipos": [
            {
                "id": t.id,
                "nombre": t.nombre,
                "norma": t.norma,
                "verificado": t.verificado,
                "plazo": t.termino.plazo.texto if t.termino else None,
                "detiene": sorted(t.detiene),
                "campos": [c.nombre for c in t.campos],
                "preguntas": [
                    {
                        "nombre": c.nombre,
                        "etiqueta": c.etiqueta,
                        "tipo": str(c.tipo),
                        "obligatorio": c.obligatorio,
                        "opciones": [value for value, _ in c.opciones],
                    }
                    for c in t.campos
                ],
                "resultados": [
                    {"id": r.id, "etiqueta": r.etiqueta, "sigue": str(r.sigue)}
                    for r in t.resultados
                ],
            }
            for t in found
        ]
    }
    lines = "\n".join(line for t in found for line in _tipo(t))
    emit(state_of(ctx), datos, lambda console: console.print(lines, markup=False))


def abrir(
    ctx: typer.Context,
    numero: Numero,
    tipo: Annotated[str, typer.Argument(metavar="TIPO", help="Véalos con tipos.")],
    fecha_: Dia = None,
    campo: Annotated[
        list[str] | None, typer.Option("--campo", metavar="k=v", help="Una respuesta.")
    ] = None,
    limite: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="D", help="La que fijó un juez u otra ley."),
    ] = None,
    deudor: Annotated[
        str, typer.Option(help="Documento del deudor, si es de uno solo.")
    ] = "",
    simular: Simular = False,
) -> None:
    """Abre un incidente: su término, lo que detiene y lo que interrumpe."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.incidentes import apertura

    state = state_of(ctx)
    command = apertura.AbrirIncidente(
        expediente_id=id_de(state.workspace, numero),
        tipo=tipo,
        fecha=fecha_ or state.hoy,
        respuestas=dict(par(text) for text in campo or ()),
        deudor=deudor,
        limite=limite,
    )
    if simular:
        seen = apertura.prever_apertura(command, state.workspace, state.contexto)
        emit(state, seen.datos(), lambda console: _print(console, seen))
        return
    done = apertura.abrir_incidente(command, state.workspace, state.contexto)
    emit(state, dict(done.datos), lambda console: _print_done(console, done))


def cerrar(
    ctx: typer.Context,
    incidente: Annotated[int, typer.Argument(metavar="ID", help="Véalo con ver.")],
    resultado: Annotated[
        str, typer.Option(metavar="R", help="En qué terminó; véalos con tipos.")
    ],
    fecha_: Dia = None,
    forzar: Annotated[
        str, typer.Option(metavar="MOTIVO", help="Sin el documento que lo decide.")
    ] = "",
    simular: Simular = False,
) -> None:
    """Cierra un incidente y deja seguir lo que detuvo."""
    from cobro_desktop.services.incidentes import cierre

    state = state_of(ctx)
    command = cierre.CerrarIncidente(
        incidente_id=incidente,
        resultado=resultado,
        fecha=fecha_ or state.hoy,
        forzar=forzar,
    )
    if simular:
        seen = cierre.prever_cierre(command, state.workspace, state.contexto)
        emit(state, seen.datos(), lambda console: _print(console, seen))
        return
    done = cierre.cerrar_incidente(command, state.workspace, state.contexto)
    emit(state, dict(done.datos), lambda console: _print_done(console, done))


def ver(ctx: typer.Context, numero: Numero) -> None:
    """Muestra los incidentes de un expediente."""
    from cobro_desktop.formats import fecha_corta
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.incidentes.tipos import load_incidentes
    from cobro_desktop.storage.queries.incidentes import incidentes_de

    state = state_of(ctx)
    expediente_id = id_de(state.workspace, numero)
    with state.workspace.base.read() as session:
        found = incidentes_de(session, expediente_id)
    names = load_incidentes()
    datos: dict[str, object] = {
        "incidentes": [
            {
                "id": i.id,
                "tipo": i.tipo,
                "estado": i.estado,
                "abierto": i.abierto.isoformat(),
                "cerrado": i.cerrado.isoformat() if i.cerrado else None,
                "resultado": i.resultado,
                "vence": i.vence.isoformat() if i.vence else None,
                "suspende": i.suspende,
                "datos": i.datos,
            }
            for i in found
        ]
    }
    lines = "\n".join(
        f"{i.id}: {names[i.tipo].nombre}, abierto el {fecha_corta(i.abierto)}"
        + (f", vence {fecha_corta(i.vence)}" if i.vence and not i.cerrado else "")
        + (f"; cerrado el {fecha_corta(i.cerrado)}" if i.cerrado else "")
        for i in found
    )
    shown = lines or "El expediente no tiene incidentes."
    emit(state, datos, lambda console: console.print(shown, markup=False))


def _tipo(tipo: TipoIncidente) -> Iterator[str]:
    """Tell a kind as a person needs it to open and close one."""
    yield f"{tipo.id}: {tipo.nombre} ({tipo.norma})"
    for campo in tipo.campos:
        choices = f": {', '.join(v for v, _ in campo.opciones)}" * bool(campo.opciones)
        needed = " (obligatorio)" if campo.obligatorio else ""
        yield f"    --campo {campo.nombre}=…  {campo.etiqueta}{needed}{choices}"
    if tipo.pide_limite:
        yield "    --limite D  La fecha límite que otro fijó (obligatorio)"
    closes = ", ".join(r.id for r in tipo.resultados)
    yield f"    se cierra con --resultado: {closes}"


def _print(console: Console, efectos: Efectos) -> None:
    for text in efectos.frases():
        console.print(text, markup=False)


def _print_done(console: Console, changes: Changes) -> None:
    console.print(changes.resumen, markup=False)
    from cobro_desktop.services.efectos import otros_efectos

    for text in otros_efectos(changes):
        console.print(f"  {text}", markup=False)
