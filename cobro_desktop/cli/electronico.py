"""The electronic file of a case from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.indice import Origen

if TYPE_CHECKING:
    from cobro_desktop.services.electronico.piezas import Pieza

_Numero = Annotated[str, typer.Argument(help="Número del expediente.")]
_Salida = Annotated[Path, typer.Option(metavar="ARCHIVO", help="Dónde se escribe.")]


def register(app: typer.Typer) -> None:
    """Add `electronico` and its parts."""
    family = typer.Typer(
        help="Ordena, folia y cierra el expediente electrónico de un caso."
    )
    family.command("ver")(ver)
    family.command("contar")(contar)
    family.command("ordenar")(ordenar)
    family.command("pieza")(pieza)
    family.command("cerrar")(cerrar)
    family.command("indice")(indice)
    family.command("hoja-control")(hoja_control)
    app.add_typer(family, name="electronico")


def ver(ctx: typer.Context, numero: _Numero) -> None:
    """Muestra las piezas en su orden, con sus folios, y los cierres del índice."""
    from cobro_desktop.services.electronico.piezas import cortes_de, piezas_de

    state = state_of(ctx)
    case = _id(state, numero)
    with state.workspace.base.read() as session:
        piezas = piezas_de(session, state.workspace, case)
        cortes = [
            {
                "corte": corte.orden,
                "fecha": corte.fecha.isoformat(),
                "folios": corte.folios,
                "huella": corte.huella,
                "usuario": corte.usuario,
            }
            for corte in cortes_de(session, case)
        ]
    lines = [_linea(one) for one in piezas] or ["El expediente no tiene piezas."]
    lines += [f"Corte {c['corte']}, {c['fecha']}: {c['huella']}" for c in cortes]
    emit(
        state,
        {"piezas": [_datos(one) for one in piezas], "cortes": cortes},
        lambda console: console.print("\n".join(lines)),
    )


def contar(ctx: typer.Context, numero: _Numero) -> None:
    """Cuenta las páginas de lo que falte; Word, con LibreOffice si está instalado."""
    from cobro_desktop.services.electronico.orden import contar_piezas

    state = state_of(ctx)
    case = _id(state, numero)
    emit_changes(state, contar_piezas(case, state.workspace, state.contexto))


def ordenar(
    ctx: typer.Context,
    numero: _Numero,
    documentos: Annotated[
        list[int], typer.Argument(help="Ids de las piezas sin cerrar, en su orden.")
    ],
) -> None:
    """Cambia el orden de las piezas que el índice no ha cerrado."""
    from cobro_desktop.services.electronico.orden import OrdenarPiezas, ordenar_piezas

    state = state_of(ctx)
    command = OrdenarPiezas(_id(state, numero), tuple(documentos))
    emit_changes(state, ordenar_piezas(command, state.workspace, state.contexto))


def pieza(
    ctx: typer.Context,
    documento: Annotated[int, typer.Argument(metavar="ID", help="Id del documento.")],
    *,
    nombre: Annotated[str | None, typer.Option(help="Cómo se lista.")] = None,
    fecha_documento: Annotated[
        dt.date | None,
        typer.Option(
            "--fecha", parser=fecha, metavar="AAAA-MM-DD", help="La del documento."
        ),
    ] = None,
    incorporada: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha, metavar="AAAA-MM-DD", help="Cuándo entró al expediente."
        ),
    ] = None,
    origen: Annotated[Origen | None, typer.Option(help="Cómo se hizo.")] = None,
    paginas: Annotated[
        int | None, typer.Option(help="Cuántas páginas tiene, si no se contaron.")
    ] = None,
) -> None:
    """Corrige lo que el índice dice de una pieza: nombre, fechas, origen, páginas."""
    from cobro_desktop.services.electronico.orden import DescribirPieza, describir_pieza

    state = state_of(ctx)
    command = DescribirPieza(
        documento, nombre, fecha_documento, incorporada, origen, paginas
    )
    emit_changes(state, describir_pieza(command, state.workspace, state.contexto))


def cerrar(ctx: typer.Context, numero: _Numero) -> None:
    """Cierra el índice con la huella de todo; lo que llegue irá en otro corte."""
    from cobro_desktop.services.electronico.cierre import CerrarIndice, cerrar_indice

    state = state_of(ctx)
    command = CerrarIndice(_id(state, numero))
    emit_changes(state, cerrar_indice(command, state.workspace, state.contexto))


def indice(
    ctx: typer.Context,
    numero: _Numero,
    *,
    salida: _Salida,
    corte: Annotated[
        int, typer.Option(help="Un cierre, tal como quedó (solo .xml).")
    ] = 0,
) -> None:
    """Escribe el índice electrónico en .xml, .pdf o .xlsx."""
    from cobro_desktop.services.electronico.escritos import (
        EscribirIndice,
        escribir_indice,
    )

    state = state_of(ctx)
    command = EscribirIndice(_id(state, numero), salida, corte)
    _written(state, salida, escribir_indice(command, state.workspace, state.contexto))


def hoja_control(ctx: typer.Context, numero: _Numero, *, salida: _Salida) -> None:
    """Escribe la hoja de control en PDF."""
    from cobro_desktop.services.electronico.escritos import escribir_hoja

    state = state_of(ctx)
    case = _id(state, numero)
    _written(
        state, salida, escribir_hoja(case, salida, state.workspace, state.contexto)
    )


def _id(state: State, numero: str) -> int:
    from cobro_desktop.services.expedientes import id_de

    return id_de(state.workspace, numero)


def _linea(one: Pieza) -> str:
    folios = f"{one.folios.inicio}-{one.folios.fin}" if one.folios else "sin foliar"
    notice = f" · {one.aviso}" if one.aviso else ""
    closed = f" · corte {one.corte}" if one.corte else ""
    return (
        f"{one.orden} · {one.documento_id} · {one.nombre} · {one.incorporada} · "
        f"{folios}{notice}{closed}"
    )


def _datos(one: Pieza) -> dict[str, Any]:
    return {
        **one._asdict(),
        "fecha": one.fecha.isoformat(),
        "incorporada": one.incorporada.isoformat(),
        "origen": str(one.origen),
        "folios": list(one.folios) if one.folios else None,
    }


def _written(state: State, salida: Path, texto: str) -> None:
    datos = {"archivo": str(salida)}
    emit(state, datos, lambda console: console.print(texto))
