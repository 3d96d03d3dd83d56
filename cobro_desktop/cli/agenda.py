"""`agenda`, `explicar-termino` and `libro-terminos`: what runs, until when and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.clase_termino import ClaseTermino
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.formats import fecha_corta, fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from cobro_desktop.services.agenda import LineaAgenda, ResumenAgenda
    from cobro_desktop.services.terminos_explicados import TerminoExplicado


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("agenda")(agenda)
    app.command("explicar-termino")(explicar_termino)
    app.command("libro-terminos")(libro_terminos)


def agenda(
    ctx: typer.Context,
    desde: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="D", help="Primer vencimiento, incluido."),
    ] = None,
    hasta: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="D", help="Último vencimiento, incluido."),
    ] = None,
    responsable: Annotated[
        str, typer.Option(metavar="L", help="Usuario, o «nadie».")
    ] = "",
    entidad: Annotated[str, typer.Option(metavar="SIGLA", help="Solo de esa.")] = "",
    expediente: Annotated[
        str, typer.Option(metavar="NUMERO", help="Solo de ese.")
    ] = "",
    clase: Annotated[ClaseTermino | None, typer.Option(help="De dónde sale.")] = None,
    nivel: Annotated[Nivel | None, typer.Option(help="Qué tan cerca vence.")] = None,
    escalados: Annotated[
        bool, typer.Option("--escalados", help="Los que se le escalan a quien pide.")
    ] = False,
    limite: Annotated[int, typer.Option(metavar="N", min=0, help="Cuántos.")] = 100,
    ics: Annotated[
        Path | None,
        typer.Option(metavar="F.ics", help="Recordatorios para otro calendario."),
    ] = None,
    excel: Annotated[
        Path | None, typer.Option(metavar="F.xlsx", help="Libro de Excel.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="F.pdf", help="Páginas para imprimir.")
    ] = None,
) -> None:
    """Lista los términos abiertos por vencimiento, con sus alertas."""
    from cobro_desktop.services.agenda import FiltroAgenda, listar, resumir
    from cobro_desktop.services.agenda_exportada import ExportarAgenda, exportar_agenda
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    filtro = FiltroAgenda(
        responsable=responsable,
        clase=clase,
        nivel=nivel,
        escalados=escalados,
        entidad=entidad,
        expediente_id=id_de(state.workspace, expediente) if expediente else None,
        desde=desde,
        hasta=hasta,
    )
    files = _por_escribir(((ics, ".ics"), (excel, ".xlsx"), (pdf, ".pdf")))
    for path in files:
        command = ExportarAgenda(path, filtro)
        exportar_agenda(command, state.workspace, state.contexto)
    found = resumir(state.workspace, state.contexto, filtro)
    lines = listar(state.workspace, state.contexto, filtro, cuantos=limite)
    datos = {
        "total": found.total,
        "bandas": {str(band): count for band, count in found.bandas.items()},
        "niveles": {str(level): count for level, count in found.niveles.items()},
        "terminos": [_linea(line) for line in lines],
        "ics": str(ics) if ics else None,
        "excel": str(excel) if excel else None,
        "pdf": str(pdf) if pdf else None,
    }
    written = [str(path) for path in files]
    emit(state, datos, lambda console: _show(console, found, lines, written))


def explicar_termino(
    ctx: typer.Context,
    numero: Annotated[str, typer.Argument(help="Número del expediente.")],
    termino: Annotated[
        int | None,
        typer.Option(metavar="ID", help="El de «agenda»; si falta, los abiertos."),
    ] = None,
) -> None:
    """Dice día por día por qué un término vence cuando vence."""
    from cobro_desktop.services import terminos_explicados as services
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    case = id_de(state.workspace, numero)
    wanted = (
        services.abiertos_de(state.workspace, case) if termino is None else [termino]
    )
    found = [
        services.explicar_termino(state.workspace, number, state.hoy)
        for number in wanted
    ]
    if any(item.expediente_id != case for item in found):
        message = f"El término {termino} no es del expediente {numero}."
        raise NotFoundError(message)
    datos = {"expediente": numero, "terminos": [_explicado(item) for item in found]}
    emit(state, datos, lambda console: _show_all(console, numero, found))


def libro_terminos(
    ctx: typer.Context,
    desde: Annotated[
        dt.date, typer.Option(parser=fecha, metavar="D", help="Primer día, incluido.")
    ],
    hasta: Annotated[
        dt.date, typer.Option(parser=fecha, metavar="D", help="Último día, incluido.")
    ],
    entidad: Annotated[
        str, typer.Option(metavar="SIGLA", help="De quién es el libro.")
    ],
    salida: Annotated[
        Path, typer.Option(metavar="F", help="Se escribe como .pdf o como .xlsx.")
    ],
) -> None:
    """Escribe el libro de términos de unos días, para firmar y archivar."""
    from cobro_desktop.services.libro_terminos import PedirLibro, escribir_libro

    state = state_of(ctx)
    pedido = PedirLibro(entidad.upper(), desde, hasta)
    changes = escribir_libro(pedido, salida, state.workspace, state.contexto)
    told = changes.resumen
    emit(state, changes.datos, lambda console: console.print(told, markup=False))


def _por_escribir(asked: Iterable[tuple[Path | None, str]]) -> list[Path]:
    """Return the files that are asked for, before any of them is written.

    Raises:
        InvalidDataError: one has not the ending of its kind.
    """
    files = []
    for path, ending in asked:
        if path is None:
            continue
        if path.suffix.casefold() != ending:
            message = f"«{path.name}» debe terminar en {ending}. No se escribió nada."
            raise InvalidDataError(message, {"archivo": str(path)})
        files.append(path)
    return files


def _linea(line: LineaAgenda) -> dict[str, object]:
    return {
        "id": line.id,
        "expediente": line.numero,
        "deudor": line.deudor,
        "entidad": line.entidad,
        "procedimiento": line.procedimiento,
        "actividad": line.actividad,
        "termino": line.termino,
        "norma": line.norma,
        "clase": str(line.clase),
        "desde": line.desde.isoformat(),
        "plazo": line.plazo,
        "vence": line.vence.isoformat(),
        "quedan": None if line.suspendido else line.quedan,
        "nivel": None if line.suspendido else str(line.nivel),
        "suspendido": line.suspendido,
        "responsable": line.responsable or None,
    }


def _explicado(found: TerminoExplicado) -> dict[str, object]:
    told = found.explicacion
    return {
        "id": found.id,
        "termino": found.nombre,
        "norma": found.norma,
        "clase": str(found.clase),
        "actividad": found.actividad,
        "acto": found.acto,
        "desde": told.desde.isoformat(),
        "plazo": found.plazo,
        "estado": found.estado,
        "cumplido": found.cumplido.isoformat() if found.cumplido else None,
        "vence": found.vence.isoformat(),
        "vence_hoy": told.vence.isoformat(),
        "coincide": found.coincide,
        "diferencia": list(found.diferencia),
        "suspendido": found.suspendido or None,
        "nivel": str(found.nivel),
        "quedan": found.quedan,
        "avisos": [day.isoformat() for day in found.avisos],
        "contados": [d.fecha.isoformat() for d in told.dias if d.numero],
        "saltados": [
            {"fecha": d.fecha.isoformat(), "motivo": d.motivo} for d in told.saltados
        ],
        "dias": [
            {
                "fecha": d.fecha.isoformat(),
                "clase": str(d.clase),
                "numero": d.numero,
                "motivo": d.motivo,
            }
            for d in told.dias
        ],
        "porque": list(told.frases),
    }


def _show(
    console: Console,
    found: ResumenAgenda,
    lines: list[LineaAgenda],
    files: list[str],
) -> None:
    from cobro_desktop.services.agenda_exportada import BANDAS, cuanto_falta

    for band, count in found.bandas.items():
        console.print(f"{BANDAS[band]}: {count}")
    for line in lines:
        what = f"{line.termino} ({line.norma})" if line.norma else line.termino
        console.print(
            f"{fecha_corta(line.vence)}  {line.numero}  {what}: {cuanto_falta(line)}; "
            f"{line.responsable or 'sin repartir'}",
            markup=False,
        )
    if not found.total:
        console.print("No corre ningún término.")
    for path in files:
        console.print(path, markup=False)


def _show_all(console: Console, numero: str, found: list[TerminoExplicado]) -> None:
    for item in found:
        console.print(
            f"{item.nombre} ({item.norma}), {item.plazo}: vence el "
            f"{fecha_larga(item.vence)}.",
            markup=False,
        )
        for text in (item.acto, *item.explicacion.frases, *item.diferencia):
            console.print(f"  {text}", markup=False)
        for day in item.explicacion.saltados:
            console.print(f"  No contó {day.fecha}: {day.motivo}.", markup=False)
    if not found:
        console.print(f"En {numero} no corre ningún término.", markup=False)
