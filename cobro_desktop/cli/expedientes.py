"""Cases from the command line: move them on, give them evidence and money."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cobro_desktop.cli.output import emit, emit_changes, emit_refusal
from cobro_desktop.cli.pistas import pistas
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import dinero, fecha, par
from cobro_desktop.domain.errors import UnmetRequirementsError
from cobro_desktop.domain.notificacion import Medio, Resultado

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from cobro_desktop.services.changes import Changes

Numero = Annotated[
    str, typer.Argument(help="Número del expediente, o el que le dio otro sistema.")
]
Fecha = Annotated[
    dt.date | None,
    typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Fecha del acto."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("avanzar")(avanzar)
    app.command("anexar")(anexar)
    app.command("notificar")(notificar)
    app.command("pago")(pago)
    app.command("anular-pago")(anular_pago)
    app.command("asignar")(asignar)


def avanzar(
    ctx: typer.Context,
    numero: Numero,
    resultado: Annotated[str, typer.Option(help="Resultado de la actividad.")],
    campo: Annotated[
        list[str] | None, typer.Option(metavar="clave=valor", help="Una respuesta.")
    ] = None,
    fecha_acto: Annotated[
        dt.date | None,
        typer.Option("--fecha", parser=fecha, metavar="AAAA-MM-DD", help="Del acto."),
    ] = None,
    forzar: Annotated[
        str, typer.Option(metavar="MOTIVO", help="Seguir aunque falte algo.")
    ] = "",
    actividad: Annotated[
        str,
        typer.Option(metavar="ID", help="Una que esté abierta al lado de la actual."),
    ] = "",
) -> None:
    """Cierra la actividad actual de un expediente y lo lleva a la que sigue."""
    from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad

    state = state_of(ctx)
    command = CerrarActividad(
        expediente_id=_id(state, numero),
        resultado=resultado,
        fecha=fecha_acto or state.hoy,
        respuestas=dict(par(text) for text in campo or []),
        forzar=forzar,
        actividad=actividad,
    )
    try:
        changes = cerrar_actividad(command, state.workspace, state.contexto)
    except UnmetRequirementsError as error:
        emit_refusal(state, {"a": None, "actuacion": None, **error.detalle})
        if state.json:
            raise
        hints = "\n".join((error.mensaje, *pistas(error.detalle, f"anexar {numero}")))
        raise UnmetRequirementsError(hints, error.detalle) from error
    emit(state, changes.datos, lambda console: _print_acts(console, changes))


def anexar(
    ctx: typer.Context,
    numero: Numero,
    archivo: Annotated[Path, typer.Argument(help="El archivo que se anexa.")],
    evidencia: Annotated[
        str, typer.Option(metavar="ID", help="Qué evidencia del procedimiento es.")
    ] = "",
    fecha_documento: Annotated[
        dt.date | None,
        typer.Option(
            "--fecha", parser=fecha, metavar="AAAA-MM-DD", help="Si falta, hoy."
        ),
    ] = None,
    radicado: Annotated[
        str, typer.Option(metavar="N", help="El de su llegada: SIGA u otro gestor.")
    ] = "",
) -> None:
    """Anexa un archivo al expediente."""
    from cobro_desktop.services.anexos import AnexarArchivo
    from cobro_desktop.services.anexos import anexar as attach

    state = state_of(ctx)
    command = AnexarArchivo(
        _id(state, numero), archivo, evidencia, fecha_documento, radicado
    )
    emit_changes(state, attach(command, state.workspace, state.contexto))


def notificar(
    ctx: typer.Context,
    numero: Numero,
    documento: Annotated[str, typer.Option(help="Como mandamiento-pago.")],
    medio: Annotated[Medio, typer.Option(help="Cómo se notificó.")],
    efectiva: Fecha = None,
    deudor: Annotated[str, typer.Option(help="Documento de un solo deudor.")] = "",
    guia: Annotated[str, typer.Option(help="Número de guía del correo.")] = "",
    causa: Annotated[str, typer.Option(help="Por qué no se pudo.")] = "",
    entrega: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha,
            metavar="AAAA-MM-DD",
            help="Día de la entrega, la publicación o el acceso.",
        ),
    ] = None,
    enviada: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="AAAA-MM-DD", help="Día del envío."),
    ] = None,
    resultado: Annotated[
        Resultado | None, typer.Option(help="Cómo resultó el intento.")
    ] = None,
    direccion: Annotated[str, typer.Option(help="Dirección que se usó.")] = "",
    soporte: Annotated[
        Path | None, typer.Option(help="Archivo que prueba la notificación.")
    ] = None,
    autorizacion: Annotated[
        str, typer.Option(help="Dónde aceptó el deudor el medio electrónico.")
    ] = "",
    motivo: Annotated[
        str, typer.Option(help="Por qué se registra aunque falte algo.")
    ] = "",
    *,
    cierra_direccion: Annotated[
        bool, typer.Option("--cierra-direccion", help="La dirección ya no sirve.")
    ] = False,
) -> None:
    """Registra la notificación de un acto a los deudores."""
    from cobro_desktop.services.notificaciones import Notificar
    from cobro_desktop.services.notificaciones import notificar as record

    state = state_of(ctx)
    command = Notificar(
        expediente_id=_id(state, numero),
        documento=documento,
        medio=medio,
        efectiva=efectiva,
        deudor=deudor,
        guia=guia,
        causa=causa,
        hecho=entrega,
        enviada=enviada,
        resultado=resultado,
        direccion=direccion,
        soporte=soporte,
        autorizacion=autorizacion,
        motivo=motivo,
        cierra_direccion=cierra_direccion,
    )
    done = record(command, state.workspace, state.contexto)
    emit(state, done.datos, lambda console: _print_acts(console, done))


def pago(
    ctx: typer.Context,
    numero: Numero,
    valor: Annotated[int, typer.Option(parser=dinero, metavar="PESOS")],
    referencia: Annotated[str, typer.Option(help="Referencia del banco.")],
    fecha_pago: Annotated[
        dt.date | None,
        typer.Option(
            "--fecha", parser=fecha, metavar="AAAA-MM-DD", help="Si falta, hoy."
        ),
    ] = None,
    banco: Annotated[str, typer.Option(help="Banco.")] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo muestra las dos imputaciones.")
    ] = False,
) -> None:
    """Registra un pago confirmado y lo imputa."""
    from cobro_desktop.services.pagos import (
        RegistrarPago,
        previsualizar,
        registrar_pago,
    )

    state = state_of(ctx)
    command = RegistrarPago(
        _id(state, numero), fecha_pago or state.hoy, valor, referencia, banco
    )
    if simular:
        from cobro_desktop.cli.imputaciones import emit_readings

        emit_readings(state, previsualizar(command, state.workspace, state.hoy))
        return
    done = registrar_pago(command, state.workspace, state.contexto)
    told = f"{done.resumen}\nEs el pago {done.datos['pago']}."
    emit(state, done.datos, lambda console: console.print(told))


def anular_pago(
    ctx: typer.Context,
    pago_id: Annotated[
        int, typer.Argument(metavar="ID", help="El número que dijo «pago».")
    ],
    motivo: Annotated[str, typer.Option(help="Por qué; queda en el expediente.")],
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué cambiaría.")
    ] = False,
) -> None:
    """Anula un pago mal registrado: lo que pagó se debe otra vez."""
    from cobro_desktop.services import anulacion_pagos
    from cobro_desktop.services.efectos import otros_efectos

    state = state_of(ctx)
    command = anulacion_pagos.AnularPago(pago_id, motivo)
    if simular:
        seen = anulacion_pagos.prever_anulacion(
            command, state.workspace, state.contexto
        )
        told = "\n".join(seen.frases())
        emit(state, seen.datos(), lambda console: console.print(told, markup=False))
        return
    done = anulacion_pagos.anular_pago(command, state.workspace, state.contexto)
    text = "\n".join([done.resumen, *otros_efectos(done)])
    emit(state, done.datos, lambda console: console.print(text, markup=False))


def asignar(
    ctx: typer.Context,
    numero: Numero,
    login: Annotated[str, typer.Argument(help="Usuario que lo recibe.")],
    causa: Annotated[str, typer.Option(help="Motivo del cambio.")] = "",
) -> None:
    """Asigna un expediente a una persona."""
    from cobro_desktop.services.asignaciones import Asignar
    from cobro_desktop.services.asignaciones import asignar as assign

    state = state_of(ctx)
    command = Asignar(_id(state, numero), login, causa)
    emit_changes(state, assign(command, state.workspace, state.contexto))


def _id(state: State, numero: str) -> int:
    from cobro_desktop.services.expedientes import id_de

    return id_de(state.workspace, numero)


def _print_acts(console: Console, changes: Changes) -> None:
    """Print what was done, the terms that it starts and what it leaves to do."""
    from cobro_desktop.formats import fecha_larga

    console.print(changes.resumen)
    for one in cast("Sequence[Mapping[str, str]]", changes.datos["terminos"]):
        day = fecha_larga(dt.date.fromisoformat(one["vence"]))
        console.print(f"  Término «{one['nombre']}»: vence el {day}.")
    for text in cast("Sequence[str]", changes.datos.get("advertencias", ())):
        console.print(f"  Atención: {text}")
    lacks = cast("Sequence[str]", changes.datos.get("pendientes", ()))
    if lacks:
        console.print(f"  Falta por completar: {'; '.join(lacks)}.")
