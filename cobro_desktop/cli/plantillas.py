"""`plantillas`: the Word templates of the office, from the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.output import KNOWN_PROBLEM, emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha
from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from cobro_desktop.documents.doctor.examen import Examen
    from cobro_desktop.services.plantillas.consulta import Plantilla

Sigla = Annotated[str, typer.Option("--entidad", metavar="SIGLA", help="Institución.")]
_Id = Annotated[int, typer.Argument(metavar="ID", help="Id de la plantilla.")]
_Tipo = Annotated[str, typer.Argument(metavar="TIPO", help="Como auto-avoca.")]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    group = typer.Typer(help="Las plantillas de Word de la oficina.")
    for command in (listar, importar, doctor, validar, activar, derogar, exportar):
        group.command(command.__name__)(command)
    group.command("campos")(campos)
    app.add_typer(group, name="plantillas")


def listar(ctx: typer.Context, entidad: Sigla) -> None:
    """Muestra las plantillas de Word de una institución y cuál rige."""
    from cobro_desktop.services.plantillas.consulta import listar_plantillas

    state = state_of(ctx)
    found = listar_plantillas(state.workspace, entidad.upper(), state.contexto.hoy)
    text = "\n".join(
        f"{'*' if p.vigente else ' '} {p.tipo} · {p.version}"
        + (f" · id {p.id}" if p.id else "")
        + f" · {p.estado.nombre}{_vigencia(p)}"
        for p in found
    )
    emit(
        state,
        {"entidad": entidad.upper(), "plantillas": [_json(p) for p in found]},
        lambda console: console.print(text or "No hay plantillas.", markup=False),
    )


def importar(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Documento de Word (.docx).")],
    tipo: Annotated[str, typer.Option(help="Documento al que sirve.")],
    entidad: Sigla,
    nota: Annotated[str, typer.Option(help="Qué cambia.")] = "",
) -> None:
    """Trae una plantilla: queda como borrador, con lo que encontró el doctor."""
    from cobro_desktop.services.plantillas.ordenes import (
        ImportarPlantilla,
        importar_plantilla,
    )

    state = state_of(ctx)
    command = ImportarPlantilla(entidad.upper(), tipo, archivo, nota)
    changes = importar_plantilla(command, state.workspace, state.contexto)
    found = changes.datos["hallazgos"]
    lines = [changes.resumen]
    if isinstance(found, list):
        lines += [f"- {h['texto']}" for h in found]
    emit(
        state,
        changes.datos,
        lambda console: console.print("\n".join(lines), markup=False),
    )


def doctor(
    ctx: typer.Context,
    archivo: Annotated[Path, typer.Argument(help="Documento de Word (.docx).")],
    tipo: Annotated[str, typer.Option(help="Documento al que serviría.")],
    entidad: Sigla,
    salida: Annotated[
        Path | None, typer.Option(help="Carpeta donde deja los ensayos.")
    ] = None,
) -> None:
    """Examina un archivo como plantilla, sin guardarlo: sale 3 si no sirve."""
    from cobro_desktop.services.plantillas.examen import examinar_archivo
    from cobro_desktop.services.plantillas.ordenes import leer_archivo

    state = state_of(ctx)
    with state.workspace.base.read() as session:
        exam = examinar_archivo(
            session,
            state.workspace,
            contenido=leer_archivo(archivo),
            nombre=archivo.name,
            tipo=tipo,
            sigla=entidad.upper(),
        )
    files = _ensayos(exam, archivo, salida) if salida else []
    text = "\n".join(h.texto for h in exam.hallazgos) or "Sin hallazgos."
    emit(
        state,
        {
            "sirve": exam.sirve,
            "hallazgos": [asdict(h) for h in exam.hallazgos],
            "ensayos": [
                {"nombre": e.nombre, "problemas": list(e.problemas)}
                for e in exam.ensayos
            ],
            "archivos": files,
        },
        lambda console: console.print(text, markup=False),
    )
    if not exam.sirve:
        raise typer.Exit(KNOWN_PROBLEM)


def validar(ctx: typer.Context, plantilla: _Id) -> None:
    """Da por buena una plantilla después de ver sus ensayos."""
    from cobro_desktop.services.plantillas.ordenes import (
        ValidarPlantilla,
        validar_plantilla,
    )

    state = state_of(ctx)
    command = ValidarPlantilla(plantilla)
    emit_changes(state, validar_plantilla(command, state.workspace, state.contexto))


def activar(
    ctx: typer.Context,
    plantilla: _Id,
    desde: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Primer día; hoy."),
    ] = None,
) -> None:
    """Pone en vigencia una plantilla validada; la anterior rige hasta la víspera."""
    from cobro_desktop.services.plantillas.ordenes import (
        ActivarPlantilla,
        activar_plantilla,
    )

    state = state_of(ctx)
    command = ActivarPlantilla(plantilla, desde or state.contexto.hoy)
    emit_changes(state, activar_plantilla(command, state.workspace, state.contexto))


def derogar(
    ctx: typer.Context,
    plantilla: _Id,
    motivo: Annotated[str, typer.Option(help="Por qué.")],
    hasta: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Último día; hoy."),
    ] = None,
) -> None:
    """Deja de usar una plantilla de la oficina; vuelve a regir la del programa."""
    from cobro_desktop.services.plantillas.ordenes import (
        DerogarPlantilla,
        derogar_plantilla,
    )

    state = state_of(ctx)
    command = DerogarPlantilla(plantilla, hasta or state.contexto.hoy, motivo)
    emit_changes(state, derogar_plantilla(command, state.workspace, state.contexto))


def exportar(
    ctx: typer.Context,
    salida: Annotated[Path, typer.Option(help="Archivo que se escribe.")],
    plantilla: Annotated[
        int | None, typer.Option("--id", help="Una de la oficina.")
    ] = None,
    tipo: Annotated[str, typer.Option(help="La que trae el programa.")] = "",
    entidad: Annotated[
        str, typer.Option(metavar="SIGLA", help="La suya antes que la común.")
    ] = "",
) -> None:
    """Escribe una plantilla en un archivo, para cambiarla en Word."""
    from cobro_desktop.services.plantillas.consulta import exportar_plantilla

    if (plantilla is None) != bool(tipo and entidad):
        message = "Diga --id, o bien --tipo y --entidad."
        raise typer.BadParameter(message)
    state = state_of(ctx)
    path = exportar_plantilla(
        state.workspace,
        salida,
        plantilla_id=plantilla,
        tipo=tipo,
        sigla=entidad.upper(),
    )
    emit(state, {"archivo": str(path)}, lambda console: console.print(str(path)))


def campos(ctx: typer.Context, tipo: _Tipo) -> None:
    """Muestra los campos que admite la plantilla de un documento, con su marca."""
    from cobro_desktop.services.plantillas.consulta import campos as campos_de

    state = state_of(ctx)
    found = campos_de(tipo)
    lines = [f"{{{{ {c.nombre} }}}}  {c.etiqueta} ({c.clase})" for c in found]
    emit(
        state,
        {
            "documento": tipo,
            "campos": [
                {
                    "nombre": c.nombre,
                    "etiqueta": c.etiqueta,
                    "clase": str(c.clase),
                    "obligatorio": c.obligatorio,
                    "marca": c.marca,
                    "filas": [f.nombre for f in c.filas],
                }
                for c in found
            ],
        },
        lambda console: console.print("\n".join(lines), markup=False),
    )


def _ensayos(exam: Examen, archivo: Path, folder: Path) -> list[str]:
    from cobro_desktop.storage.archivos import crear_carpeta, escribir_atomico

    crear_carpeta(folder)
    written = []
    for number, trial in enumerate(exam.ensayos, start=1):
        if trial.contenido:
            path = folder / f"{archivo.stem}-ensayo-{number}.docx"
            escribir_atomico(path, trial.contenido)
            written.append(str(path))
    return written


def _vigencia(one: Plantilla) -> str:
    start = f" desde {fecha_corta(one.desde)}" if one.desde else ""
    end = f" hasta {fecha_corta(one.hasta)}" if one.hasta else ""
    return start + end


def _json(one: Plantilla) -> dict[str, Any]:
    return one._asdict() | {
        "estado": str(one.estado),
        "desde": one.desde.isoformat() if one.desde else None,
        "hasta": one.hasta.isoformat() if one.hasta else None,
        "hallazgos": [asdict(h) for h in one.hallazgos],
    }
