"""`migrar-casos` and `acta-migracion`: cases that change version (B6)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.migracion.orden import Prevista

MAX_SHOWN = 30
"""Cases listed on the screen; --json gives all."""


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("migrar-casos")(migrar)
    app.command("acta-migracion")(acta)


def migrar(
    ctx: typer.Context,
    codigo: Annotated[str, typer.Argument(help="Código o alias del procedimiento.")],
    de: Annotated[int, typer.Option(metavar="V", help="Versión que dejan.")],
    a: Annotated[
        int | None,
        typer.Option(metavar="V", help="Versión a la que pasan; si falta, la vigente."),
    ] = None,
    numero: Annotated[
        list[str] | None,
        typer.Option("--expediente", metavar="N", help="Puede repetirse."),
    ] = None,
    consulta: Annotated[
        str, typer.Option(help="Qué expedientes: «responsable:lrojas etapa:coactivo».")
    ] = "",
    mapa: Annotated[
        list[str] | None,
        typer.Option(metavar="DE=A", help="La actividad A continúa a DE; «DE=», nada."),
    ] = None,
    motivo: Annotated[str, typer.Option(help="Por qué; queda registrado.")] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría con cada uno.")
    ] = False,
) -> None:
    """Pasa expedientes abiertos a otra versión; se deshace con deshacer-lote."""
    from cobro_desktop.services.migracion import orden
    from cobro_desktop.services.migracion.plan import MigrarCasos
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    command = MigrarCasos(
        codigo=codigo,
        de=de,
        a=a,
        expedientes=_elegidos(state, numero, consulta),
        mapa=tuple(_pareja(text) for text in mapa or ()),
        motivo=motivo,
    )
    quiet = SilentProgress()
    if simular:
        seen = orden.prever_migracion(command, state.workspace, state.contexto, quiet)
        emit(state, orden.prevista_json(seen), lambda console: _print(console, seen))
        return
    done = orden.migrar_casos(command, state.workspace, state.contexto, quiet)
    emit_changes(state, done)


def acta(
    ctx: typer.Context,
    lote: Annotated[int, typer.Argument(help="Número del lote.")],
    salida: Annotated[Path, typer.Option(help="Archivo PDF del acta.")],
) -> None:
    """Escribe el acta de los expedientes que cambiaron de versión."""
    from cobro_desktop.services.migracion.acta import escribir_acta

    state = state_of(ctx)
    done = escribir_acta(lote, salida, state.workspace, state.contexto)
    emit_changes(state, done)


def _elegidos(
    state: State, numeros: list[str] | None, consulta: str
) -> tuple[int, ...] | None:
    from cobro_desktop.services.consultas import Pedido, listar
    from cobro_desktop.services.expedientes import id_de

    if not numeros and not consulta:
        return None
    ids = [id_de(state.workspace, numero) for numero in numeros or ()]
    if consulta:
        asked = Pedido(consulta, "numero", 100_000)
        ids += [row.id for row in listar(state.workspace, state.hoy, asked).filas]
    return tuple(ids)


def _pareja(text: str) -> tuple[str, str]:
    de, sign, a = (part.strip() for part in text.partition("="))
    if not sign or not de:
        message = f"«{text}» no se entiende: escriba DE=A, como 6=7."
        raise InvalidDataError(message)
    return de, a


def _print(console: Console, seen: Prevista) -> None:
    console.print(seen.resumen, markup=False)
    for pair in seen.correspondencia:
        goes = f"{pair.a} {pair.nombre_a}" if pair.a else "nada la continúa"
        look = "" if pair.segura or not pair.a else "  (revísela)"
        console.print(f"  {pair.de} {pair.nombre} → {goes}{look}", markup=False)
    for case in seen.casos[:MAX_SHOWN]:
        told = case.impide or " ".join((f"pasa a {case.a}.", *case.efectos))
        console.print(f"• {case.numero}, en {case.de}: {told}", markup=False)
    if len(seen.casos) > MAX_SHOWN:
        console.print(f"… y {len(seen.casos) - MAX_SHOWN} más (use --json).")
