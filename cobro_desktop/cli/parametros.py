"""`parametros`: the values of the law that people load, and their health."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli import parametros_firmados as paquetes
from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.parametros import Periodo, vigencia_de_mes
from cobro_desktop.formats import instante

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.parametros.consulta import FilaParametro

_MOSTRADAS = 24
"""Rows of a table on the screen; --todos and --json give all."""

Entidad = Annotated[
    str, typer.Option("--entidad", metavar="SIGLA", help="En tablas de cada entidad.")
]
Motivo = Annotated[
    str, typer.Option("--motivo", help="Por qué cambia lo que ya está cargado.")
]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(help="Los valores de la ley: tasas, salarios, unidades, días.")
    group.command("listar")(listar)
    group.command("agregar")(agregar)
    group.command("retirar")(retirar)
    group.command("importar")(importar)
    group.command("soporte")(soporte)
    group.command("opcion")(opcion)
    group.command("salud")(salud)
    paquetes.register(group)
    app.add_typer(group, name="parametros")


def listar(
    ctx: typer.Context,
    tabla: Annotated[str, typer.Argument(help="Vacía: qué tablas hay.")] = "",
    entidad: Entidad = "",
    todos: Annotated[
        bool, typer.Option("--todos", help="También los más antiguos.")
    ] = False,
) -> None:
    """Muestra una tabla, lo último primero; sin nombre, dice qué tablas hay."""
    from cobro_desktop.services.parametros.consulta import tablas, ver_tabla

    state = state_of(ctx)
    if not tabla:
        found = tablas()
        datos: dict[str, object] = {
            "tablas": [
                {
                    "id": t.id,
                    "nombre": t.nombre,
                    "norma": t.norma,
                    "campos": [c.clave for c in t.campos],
                }
                for t in found
            ]
        }
        listed = "\n".join(f"{t.id}: {t.nombre}. {t.autoridad}" for t in found)
        emit(state, datos, lambda console: console.print(listed))
        return
    rows = ver_tabla(state.workspace, tabla, entidad)
    datos = {"tabla": tabla, "valores": [_fila(row) for row in rows]}
    shown = rows if todos else rows[:_MOSTRADAS]
    emit(state, datos, lambda console: _print_rows(console, shown, len(rows)))


def agregar(
    ctx: typer.Context,
    tabla: Annotated[str, typer.Argument(help="Por ejemplo tasas_interes.")],
    datos: Annotated[
        list[str], typer.Argument(metavar="clave=valor…", help="Los datos del valor.")
    ],
    motivo: Motivo = "",
    entidad: Entidad = "",
) -> None:
    """Carga un valor; con --motivo, reemplaza el de las mismas fechas.

    En las tasas, mes=2026-10 vale por las dos fechas del mes.
    """
    from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor

    state = state_of(ctx)
    command = CargarValor(tabla, _campos(tabla, datos), motivo, entidad)
    changes = cargar_valor(command, state.workspace, state.contexto)
    answer = changes.datos | {"resumen": changes.resumen}
    emit(state, answer, lambda console: _print_change(console, changes))


def retirar(
    ctx: typer.Context,
    tabla: Annotated[str, typer.Argument(help="Por ejemplo cierres.")],
    desde: Annotated[
        dt.date,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Primer día del valor."),
    ],
    motivo: Motivo,
    entidad: Entidad = "",
) -> None:
    """Retira un valor mal cargado; queda en el historial."""
    from cobro_desktop.services.parametros.ordenes import RetirarValor, retirar_valor

    state = state_of(ctx)
    command = RetirarValor(tabla, desde, motivo, entidad)
    changes = retirar_valor(command, state.workspace, state.contexto)
    answer = changes.datos | {"resumen": changes.resumen}
    emit(state, answer, lambda console: _print_change(console, changes))


def importar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Libro de Excel, ODS o CSV.")],
    tabla: Annotated[str, typer.Option(help="Por ejemplo tasas_interes.")],
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría.")
    ] = False,
    motivo: Motivo = "",
    entidad: Entidad = "",
    hoja: Annotated[str, typer.Option(help="Si no es la que parece.")] = "",
) -> None:
    """Trae un archivo con las columnas de la tabla, en un solo paso."""
    from cobro_desktop.services.parametros.importacion import (
        ImportarParametros,
        importar_parametros,
    )
    from cobro_desktop.services.progress import SilentProgress

    state = state_of(ctx)
    command = ImportarParametros(archivo, tabla, simular, motivo, entidad, hoja)
    changes = importar_parametros(
        command, state.workspace, state.contexto, SilentProgress()
    )
    emit(state, changes.datos, lambda console: _print_import(console, changes))


def soporte(
    ctx: typer.Context,
    tabla: Annotated[str, typer.Argument(help="Por ejemplo tasas_interes.")],
    desde: Annotated[
        dt.date,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Primer día del valor."),
    ],
    archivo: Annotated[
        Path | None, typer.Option(help="La resolución o el decreto, para guardarlo.")
    ] = None,
    salida: Annotated[
        Path | None, typer.Option(help="Dónde dejar una copia del que está guardado.")
    ] = None,
    entidad: Entidad = "",
) -> None:
    """Guarda el acto que dice un valor, con su huella, o saca una copia."""
    from cobro_desktop.services.parametros.consulta import ver_tabla
    from cobro_desktop.services.parametros.soportes import (
        AdjuntarSoporte,
        adjuntar_soporte,
        exportar_soporte,
    )

    if (archivo is None) == (salida is None):
        message = "escriba --archivo F para guardarlo o --salida F para copiarlo."
        raise typer.BadParameter(message, param_hint="--archivo o --salida")
    state = state_of(ctx)
    if archivo is not None:
        command = AdjuntarSoporte(tabla, desde, archivo, entidad)
        changes = adjuntar_soporte(command, state.workspace, state.contexto)
        emit_changes(state, changes)
    elif salida is not None:
        rows = ver_tabla(state.workspace, tabla, entidad)
        row = next((r for r in rows if r.valor.vigencia.desde == desde), None)
        if row is None or row.soporte is None:
            message = f"El valor de «{tabla}» del {desde} no tiene guardado su acto."
            raise NotFoundError(message)
        target = exportar_soporte(row, salida, state.workspace)
        answer = {"archivo": str(target), "sha256": row.soporte.sha256}
        emit(state, answer, lambda console: console.print(f"{target}"))


def opcion(
    ctx: typer.Context,
    sigla: Annotated[str, typer.Argument(help="SDSCJ, SVSP, RNEC, IDPYBA…")],
    clave: Annotated[str, typer.Argument(help="Vacía: todas las de la entidad.")] = "",
    valor: Annotated[
        str, typer.Argument(help="La lectura; «perfil» vuelve a la del perfil.")
    ] = "",
    sustento: Annotated[
        str, typer.Option(help="En qué se apoya: concepto, circular, instrucción.")
    ] = "",
) -> None:
    """Muestra las lecturas de la ley de una entidad, o escoge una."""
    from cobro_desktop.services.parametros import elecciones

    state = state_of(ctx)
    if clave and valor:
        wanted = "" if valor.casefold() == "perfil" else valor
        command = elecciones.FijarOpcion(sigla, clave, wanted, sustento)
        changes = elecciones.fijar_opcion(command, state.workspace, state.contexto)
        answer = changes.datos | {"resumen": changes.resumen}
        emit(state, answer, lambda console: _print_change(console, changes))
        return
    shown = [
        o
        for o in elecciones.ver_opciones(state.workspace, sigla)
        if clave in {"", o.opcion.clave}
    ]
    datos: dict[str, object] = {
        "entidad": sigla.upper(),
        "opciones": [
            {
                "clave": o.opcion.clave,
                "etiqueta": o.opcion.etiqueta,
                "valor": o.valor,
                "perfil": o.perfil,
                "norma": o.opcion.norma,
                "valores": [v.valor for v in o.opcion.valores],
                "sustento": o.eleccion.sustento if o.eleccion else "",
            }
            for o in shown
        ],
    }
    lines = "\n".join(
        f"{o.opcion.clave} = {o.valor}: {o.opcion.etiqueta}, "
        f"{o.opcion.etiqueta_de(o.valor)} ({o.opcion.norma})"
        for o in shown
    )
    emit(state, datos, lambda console: console.print(lines))


def salud(ctx: typer.Context) -> None:
    """Dice qué valor falta o conviene revisar, y qué deja de funcionar."""
    from cobro_desktop.services.parametros.salud import salud as check

    state = state_of(ctx)
    found = check(state.workspace, state.hoy)
    datos: dict[str, object] = {
        "hoy": state.hoy.isoformat(),
        "avisos": [asdict(aviso) for aviso in found],
    }
    lines = "\n".join(f"{a.gravedad}: {a.titulo}. {a.detalle}" for a in found)
    healthy = "No falta ningún valor de la ley para trabajar hoy."
    emit(state, datos, lambda console: console.print(lines or healthy))


def _campos(tabla: str, datos: list[str]) -> dict[str, object]:
    """Read `clave=valor`, by key or alias; `mes=2026-10` is both dates of a rate."""
    from cobro_desktop.services.parametros.tablas import buscar_tabla

    found = buscar_tabla(tabla)
    names = {name: c.clave for c in found.campos for name in c.alias}
    known = {c.clave for c in found.campos}
    read: dict[str, object] = {}
    for key, value in (par(text) for text in datos):
        if key == "mes" and found.periodo is Periodo.TRAMO:
            month = fecha(f"{value}-01")
            first, last = vigencia_de_mes(month.year, month.month)
            read |= {"desde": first.isoformat(), "hasta": last.isoformat()}
        elif key in known or key in names:
            read[key if key in known else names[key]] = value
        else:
            message = f"«{key}» no es un dato de {found.id}: {', '.join(known)}."
            raise typer.BadParameter(message)
    return read


def _fila(row: FilaParametro) -> dict[str, object]:
    return {
        "desde": row.valor.vigencia.desde.isoformat(),
        "hasta": row.valor.vigencia.hasta.isoformat(),
        **row.valor.campos,
        "fuente": row.valor.fuente,
        "verificado": row.valor.verificado,
        "nota": row.valor.nota,
        "cargado": row.cargado,
        "por": row.por,
        "en": row.en.isoformat() if row.en else None,
        "motivo": row.motivo,
        "soporte": row.soporte._asdict() if row.soporte else None,
    }


def _print_rows(console: Console, rows: list[FilaParametro], total: int) -> None:
    for row in rows:
        who = f" [{row.por}, {instante(row.en)}]" if row.en else ""
        console.print(f"{row.vigencia}: {row.resumen}{who}", markup=False)
    if not rows:
        console.print("La tabla no tiene valores.")
    if total > len(rows):
        console.print(f"… y {total - len(rows)} anteriores (use --todos).")


def _print_change(console: Console, changes: Changes) -> None:
    console.print(changes.resumen, markup=False)
    for text in _list(changes.datos, "avisos"):
        console.print(f"Atención: {text}", markup=False)


def _print_import(console: Console, changes: Changes) -> None:
    _print_change(console, changes)
    for error in _list(changes.datos, "errores"):
        console.print(f"  {error['celda']}: {error['motivo']}", markup=False)


def _list(datos: dict[str, Any], key: str) -> list[Any]:
    found = datos.get(key)
    return found if isinstance(found, list) else []
