"""Files of other offices from the command line."""

from __future__ import annotations

import contextlib
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from cobro_desktop.exchange.resultado import OpcionesLectura, ResumenLectura
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress

MAX_SHOWN = 30
"""Rejected cells listed on the screen; all go to --json and to the workbook."""


def register(app: typer.Typer) -> None:
    """Add `importar` and `deshacer-lote`."""
    app.command("importar")(importar)
    app.command("deshacer-lote")(deshacer)


def importar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Libro de Excel, ODS, CSV o texto.")],
    formato: Annotated[
        str,
        typer.Option(
            help="titulos, cartera, pagos, saldos, rnmc, cope, respuesta-sdh, siga o "
            "aplicativo; «perfiles ejemplo» escribe uno de cada uno."
        ),
    ],
    procedimiento: Annotated[str, typer.Option(metavar="CODIGO")],
    hoja: Annotated[str | None, typer.Option(help="Si no es la que parece.")] = None,
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría.")
    ] = False,
    rechazos: Annotated[
        Path | None, typer.Option(help="Libro donde dejar las filas rechazadas.")
    ] = None,
    encabezado: Annotated[
        int | None, typer.Option(min=1, help="Última fila del encabezado.")
    ] = None,
    columna: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CAMPO=LETRA",
            help="Puede repetirse: capital=H. Sin letra (abonos=), no se trae.",
        ),
    ] = None,
    perfil: Annotated[
        str, typer.Option(help="Cómo se lee a quien lo envía (perfiles listar).")
    ] = "",
    guardar_perfil: Annotated[
        str, typer.Option(metavar="NOMBRE", help="Guarda cómo se leyó este archivo.")
    ] = "",
    aceptar: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CAMPO[=FILA]", help="Diferencias que se aceptan; «todo» es todas."
        ),
    ] = None,
    rechazar: Annotated[
        list[str] | None,
        typer.Option(metavar="CAMPO[=FILA]", help="Diferencias que se rechazan."),
    ] = None,
) -> None:
    """Trae un archivo a la base: todo o nada."""
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.exchange.resultado import OpcionesLectura
    from cobro_desktop.services.importacion.decisiones import (
        campos_de,
        leer_decisiones,
    )

    state = state_of(ctx)
    decided = leer_decisiones(aceptar or (), rechazar or (), campos_de(formato))
    said = OpcionesLectura(
        state.hoy, hoja, encabezado, columnas=_columnas(columna or ())
    )
    with (
        contextlib.closing(ConsoleProgress(quiet=state.json)) as progress,
        tempfile.TemporaryDirectory(prefix="cobro-lectura-") as folder,
    ):
        read = None
        if not perfil:
            read = _leer_antes(archivo, formato, said, Path(folder), progress)
        from cobro_desktop.services.importacion.orden import Importar
        from cobro_desktop.services.importacion.orden import importar as bring

        command = Importar(
            archivo,
            formato,
            procedimiento,
            hoja,
            said.columnas,
            encabezado,
            decided,
            perfil,
            guardar_perfil,
            simular=simular,
            rechazos=rechazos,
            leido=read,
        )
        changes = bring(command, state.workspace, state.contexto, progress)
    emit(state, changes.datos, lambda console: _show(console, changes))


def deshacer(
    ctx: typer.Context,
    lote: Annotated[int, typer.Argument(help="Número del lote.")],
) -> None:
    """Deshace una importación, si nada depende de ella todavía."""
    from cobro_desktop.cli.progress import ConsoleProgress
    from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote

    state = state_of(ctx)
    command = DeshacerLote(lote)
    with contextlib.closing(ConsoleProgress(quiet=state.json)) as progress:
        changes = deshacer_lote(command, state.workspace, state.contexto, progress)
    emit_changes(state, changes)


def _leer_antes(
    archivo: Path,
    formato: str,
    opciones: OpcionesLectura,
    carpeta: Path,
    progress: Progress,
) -> ResumenLectura | None:
    """Read a file before the base is opened: what is no table costs no more."""
    from cobro_desktop.exchange.formatos import codigos
    from cobro_desktop.exchange.lectura import leer

    if formato not in codigos():
        return None  # the import tells which there are
    return leer(archivo, formato, opciones, carpeta=carpeta, progress=progress.report)


def _columnas(words: Sequence[str]) -> dict[str, str]:
    """Read `campo=Letra`, or `campo=` for one that the file does not bring."""
    columns = {}
    for word in words:
        name, equals, letters = word.partition("=")
        if not equals or not (letters.strip().isalpha() or not letters.strip()):
            message = (
                f"«{word}» no dice qué columna es: se escribe campo=Letra, como "
                "capital=H, o campo= si no se trae."
            )
            raise InvalidDataError(message, {"columna": word})
        columns[name.strip()] = letters.strip().upper()
    return columns


def _show(console: Console, changes: Changes) -> None:
    from rich.table import Table

    datos: dict[str, Any] = changes.datos
    console.print(changes.resumen)
    for line in _reading(datos):
        console.print(line)
    if datos["lote"]:
        console.print(f"Lote {datos['lote']}; se deshace con: deshacer-lote")
    _show_differences(console, datos["diferencias"])
    errores = datos["errores"]
    if not errores:
        return
    table = Table("Celda", "Columna", "Valor", "Motivo", title="Filas rechazadas")
    for error in errores[:MAX_SHOWN]:
        table.add_row(
            error["celda"], error["columna"], str(error["valor"]), error["motivo"]
        )
    console.print(table)
    if len(errores) > MAX_SHOWN:
        console.print(f"… y {len(errores) - MAX_SHOWN} más (use --rechazos).")


def _reading(datos: dict[str, Any]) -> Iterator[str]:
    """Say how the sheet was read: what was no data, its own total, what to look at."""
    from cobro_desktop.services.importacion.informe import como_vuelve

    header = f"encabezado en la fila {datos['fila_encabezado']}"
    sheet = datos["hoja"]
    yield f"Hoja «{sheet}», {header}." if sheet else f"Texto, {header}."
    left = datos["ignoradas"]
    if any(left.values()):
        yield (
            f"No son datos: {cantidad(left['vacias'], 'fila vacía', 'filas vacías')}, "
            f"{cantidad(left['subtotales'], 'total o nota', 'totales o notas')} y "
            f"{cantidad(left['repetidas'], 'repetida', 'repetidas')}."
        )
    if datos["total_hoja"] is not None:
        total = pesos(round(Decimal(datos["total_hoja"]) * 100))
        same = "es esa misma suma" if datos["cuadra"] else "no es esa suma: compruébelo"
        yield f"El total que trae la hoja, {total}, {same}."
    if "conciliados" in datos:
        known, waiting = datos["conciliados"], datos["sin_identificar"]
        whose = "es" if known == 1 else "son"
        yield (
            f"Se sabe de quién {whose} {cantidad(known, 'pago')}; "
            f"{cantidad(waiting, 'espera', 'esperan')} en «pagos pendientes»."
        )
    if datos["regreso"]:
        yield f"Desde que se exportó: {como_vuelve(datos['regreso'])}."
    for item in datos["reingresos"][:MAX_SHOWN]:
        yield (
            f"El título de la fila {item['fila']} se había devuelto: vuelve al "
            f"expediente {item['expediente']} y no crea otro."
        )
    yield from (f"Atención: {notice}" for notice in datos["avisos"])
    locked = [c for c in datos["avisos_celdas"] if c["codigo"] == "locked_column"]
    yield from (f"{c['celda']}: {c['motivo']}" for c in locked[:MAX_SHOWN])
    if len(datos["avisos_celdas"]) > len(locked[:MAX_SHOWN]):
        yield "Hay celdas que se leyeron pero conviene mirar: use --json."


def _show_differences(console: Console, found: Sequence[dict[str, Any]]) -> None:
    from rich.table import Table

    if not found:
        return
    table = Table(
        "Celda", "Expediente", "Dato", "Está", "Dice el archivo", "Qué se hace",
        title="Diferencias",
    )  # fmt: skip
    for item in found[:MAX_SHOWN]:
        kept = "se conserva" if item["protegido"] else "cambia"
        fate = str(item.get("decision") or kept)
        table.add_row(
            item.get("celda") or f"fila {item['fila']}",
            item["expediente"] or "",
            item["campo"],
            item["antes"] or "(nada)",
            item["despues"] or "(nada)",
            fate,
        )
    console.print(table)
    if len(found) > MAX_SHOWN:
        console.print(f"… y {len(found) - MAX_SHOWN} más (use --json).")
