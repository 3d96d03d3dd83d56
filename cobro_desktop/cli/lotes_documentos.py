"""Many documents at once, their PDF and their checks, from the command line."""

from __future__ import annotations

import datetime as dt
import os.path
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import KNOWN_PROBLEM, emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from cobro_desktop.services.documentos.comprobacion import Hallado

_TODOS = 100_000


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("lote-documentos")(lote)
    app.command("lotes-documentos")(lotes)
    app.command("verificar-documento")(comprobar)
    app.command("paquete-documento")(paquete)
    app.command("documento-pdf")(pdf)


def lote(
    ctx: typer.Context,
    tipo: Annotated[str, typer.Argument(help="Como oficio-persuasivo.")] = "",
    consulta: Annotated[str, typer.Option(help="Los expedientes que la cumplen.")] = "",
    salida: Annotated[Path | None, typer.Option(help="Carpeta del lote.")] = None,
    campo: Annotated[
        list[str] | None,
        typer.Option(metavar="clave=valor", help="Un dato, igual para todos."),
    ] = None,
    dia: Annotated[
        dt.date | None,
        typer.Option(
            "--fecha", parser=fecha, metavar="AAAA-MM-DD", help="La que llevan escrita."
        ),
    ] = None,
    emitir: Annotated[
        bool, typer.Option("--emitir", help="Numerarlos y firmarlos.")
    ] = False,
    seguir: Annotated[
        int | None, typer.Option(metavar="LOTE", help="Sigue uno que quedó a medias.")
    ] = None,
) -> None:
    """Escribe un documento por expediente y un PDF con todos; sigue si uno falla."""
    from cobro_desktop.services.consultas import Pedido, listar
    from cobro_desktop.services.documentos.lotes import (
        AbrirLote,
        abrir_lote,
        seguir_lote,
    )
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    number = seguir
    if number is None:
        if not tipo or salida is None:
            message = "Diga TIPO y --salida, o --seguir LOTE."
            raise typer.BadParameter(message)
        asked = Pedido(consulta, "numero", _TODOS)
        found = listar(state.workspace, state.hoy, asked)
        command = AbrirLote(
            tipo=tipo,
            expedientes=[line.id for line in found.filas],
            carpeta=salida,
            consulta=consulta,
            datos=dict(par(text) for text in campo or []),
            fecha=dia,
            emitir=emitir,
        )
        opened = abrir_lote(command, state.workspace, state.contexto)
        number = int(str(opened.datos["lote"]))
    changes = seguir_lote(number, state.workspace, state.contexto, SilentProgress())
    lines = [changes.resumen]
    results = changes.datos["resultados"]
    if isinstance(results, list):
        lines += [f"{r['expediente']}: {r['motivo']}" for r in results if r["motivo"]]
    emit(
        state,
        changes.datos,
        lambda console: console.print("\n".join(lines), markup=False),
    )


def lotes(ctx: typer.Context) -> None:
    """Muestra los lotes de documentos, el último primero."""
    from cobro_desktop.services.documentos.lotes import lotes as todos

    state = state_of(ctx)
    found = todos(state.workspace)
    lines = [
        f"{one.id} · {one.nombre} · {one.estado} · hechos {one.hechos} · fallidos "
        f"{one.fallos} · pendientes {one.pendientes} · {one.carpeta}"
        for one in found
    ]
    emit(
        state,
        {
            "lotes": [
                one._asdict()
                | {
                    "fecha": one.fecha.isoformat(),
                    "creado_en": one.creado_en.isoformat(),
                }
                for one in found
            ]
        },
        lambda console: console.print(
            "\n".join(lines) or "No hay lotes.", markup=False
        ),
    )


def comprobar(
    ctx: typer.Context,
    que: Annotated[
        str, typer.Argument(metavar="ARCHIVO|CODIGO", help="O el texto del QR.")
    ],
) -> None:
    """Dice si un archivo o un código impreso es de un documento de esta base."""
    from cobro_desktop.services.documentos.comprobacion import (
        comprobar_archivo,
        comprobar_codigo,
    )

    state = state_of(ctx)
    path = Path(que)
    found = (
        comprobar_archivo(_contenido(path), state.workspace)
        if path.suffix or os.path.exists(que)  # noqa: PTH110 -- a code may be long
        else comprobar_codigo(que, state.workspace)
    )
    emit(
        state,
        found._asdict(),
        lambda console: console.print(_dicho(found), markup=False),
    )
    if not found.contenido_coincide or found.archivo_coincide is False:
        raise typer.Exit(KNOWN_PROBLEM)


def _contenido(path: Path) -> bytes:
    from cobro_desktop.exchange.ajenos import exigir_archivo

    exigir_archivo(path)
    try:
        return path.read_bytes()
    except OSError as error:
        message = (
            f"No se puede leer «{path.name}». Ciérrelo en el programa que lo tenga "
            "abierto, revise que se pueda leer e intente de nuevo."
        )
        raise InvalidDataError(message) from error


def paquete(
    ctx: typer.Context,
    documento: Annotated[int, typer.Argument(metavar="ID", help="Id del acto.")],
) -> None:
    """Dice qué pide un acto una vez aprobado: documentos y términos."""
    from cobro_desktop.services.documentos.paquetes import paquete_de

    state = state_of(ctx)
    found = paquete_de(state.workspace, documento)
    lines = [
        f"{'hecho' if p.hecho else 'falta'} · {p.tipo} · {p.nombre}. {p.porque}"
        for p in found.documentos
    ]
    lines += list(found.terminos)
    emit(
        state,
        {
            "documento": documento,
            "documentos": [p._asdict() for p in found.documentos],
            "terminos": list(found.terminos),
        },
        lambda console: console.print(
            "\n".join(lines) or "No pide otros documentos.", markup=False
        ),
    )


def pdf(
    ctx: typer.Context,
    documento: Annotated[int, typer.Argument(metavar="ID", help="Id del documento.")],
    salida: Annotated[Path, typer.Option(help="Archivo .pdf que se escribe.")],
) -> None:
    """Escribe un documento en PDF; uno de Word necesita LibreOffice."""
    from cobro_desktop.services.documentos.vista import pdf_de
    from cobro_desktop.storage.archivos import escribir_atomico

    state = state_of(ctx)
    content = pdf_de(state.workspace, documento)
    escribir_atomico(salida, content)
    emit(state, {"archivo": str(salida)}, lambda console: console.print(str(salida)))


def _dicho(found: Hallado) -> str:
    yes_no = {True: "sí", False: "NO", None: "no se dio un archivo"}
    lines = [
        f"{found.nombre} n.º {found.numero} del {found.fecha}, {found.estado}",
        f"Expediente {found.expediente}",
        *filter(None, (found.emitio,)),
        f"El contenido da el código impreso: {yes_no[found.contenido_coincide]}",
        f"El archivo es el aprobado: {yes_no[found.archivo_coincide]}",
        *found.advertencias,
    ]
    return "\n".join(lines)
