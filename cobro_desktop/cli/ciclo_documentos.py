"""The life of a document from the command line: review, approval, signature."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par

if TYPE_CHECKING:
    from cobro_desktop.services.documentos.bandejas import Pendiente

_Id = Annotated[int, typer.Argument(metavar="ID", help="Id del documento.")]
_Dia = Annotated[
    dt.date,
    typer.Option("--fecha", parser=fecha, metavar="AAAA-MM-DD", help="Cuándo fue."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of trays and steps."""
    app.command("documentos")(documentos)
    app.command("enviar-a-revision")(enviar)
    app.command("rehacer-documento")(rehacer)
    app.command("revisar")(revisar)
    app.command("aprobar")(aprobar)
    app.command("firmar")(firmar)
    app.command("radicar")(radicar)
    app.command("comunicar")(comunicar)
    app.command("anular-documento")(anular)


def documentos(
    ctx: typer.Context,
    bandeja: Annotated[
        str,
        typer.Option(metavar="revision|firma|devueltos|sin-notificar"),
    ] = "",
) -> None:
    """Muestra los documentos que esperan a la persona, por bandeja."""
    from cobro_desktop.domain.ciclo_documento import Bandeja
    from cobro_desktop.services.documentos.bandejas import bandejas, contar

    if bandeja and bandeja not in set(Bandeja):
        known = ", ".join(Bandeja)
        message = f"No hay una bandeja «{bandeja}». Las que hay son: {known}."
        raise typer.BadParameter(message)
    state = state_of(ctx)
    found = bandejas(state.workspace, state.contexto)
    counts = {str(tray): n for tray, n in contar(found).items()}
    shown = [p for p in found if not bandeja or p.bandeja == bandeja]
    lines = [
        f"{p.bandeja.nombre} · {p.id} · {p.expediente} · {p.nombre} · {p.estado}"
        for p in shown
    ]
    text = "\n".join(lines) or "No hay documentos que esperen."
    emit(
        state,
        {"bandejas": counts, "documentos": [_linea(p) for p in shown]},
        lambda console: console.print(text),
    )


def enviar(ctx: typer.Context, documento: _Id) -> None:
    """Pone un borrador en la bandeja de quien lo revisa."""
    from cobro_desktop.services.documentos.revision import (
        EnviarARevision,
        enviar_a_revision,
    )

    state = state_of(ctx)
    command = EnviarARevision(documento)
    emit_changes(state, enviar_a_revision(command, state.workspace, state.contexto))


def rehacer(
    ctx: typer.Context,
    documento: _Id,
    campo: Annotated[
        list[str] | None, typer.Option(metavar="clave=valor", help="Un dato.")
    ] = None,
) -> None:
    """Elabora de nuevo un borrador: queda como otra versión."""
    from cobro_desktop.services.documentos.revision import (
        RehacerDocumento,
        rehacer_documento,
    )

    state = state_of(ctx)
    command = RehacerDocumento(documento, dict(par(text) for text in campo or []))
    emit_changes(state, rehacer_documento(command, state.workspace, state.contexto))


def revisar(
    ctx: typer.Context,
    documento: _Id,
    conforme: Annotated[
        bool, typer.Option("--conforme", help="La versión está bien.")
    ] = False,
    observar: Annotated[
        str, typer.Option(metavar="TEXTO", help="Lo que debe cambiar; lo devuelve.")
    ] = "",
) -> None:
    """Dice de la última versión que está conforme, o la devuelve con observaciones."""
    from cobro_desktop.services.documentos.revision import (
        RevisarDocumento,
        revisar_documento,
    )

    if conforme == bool(observar.strip()):
        message = (
            "Diga una sola cosa: --conforme, o --observar con lo que debe cambiar."
        )
        raise typer.BadParameter(message)
    state = state_of(ctx)
    command = RevisarDocumento(documento, observar)
    emit_changes(state, revisar_documento(command, state.workspace, state.contexto))


def aprobar(ctx: typer.Context, documento: _Id) -> None:
    """Aprueba la última versión y le da su número."""
    from cobro_desktop.services.documentos.aprobacion import (
        AprobarDocumento,
        aprobar_documento,
    )

    state = state_of(ctx)
    command = AprobarDocumento(documento)
    emit_changes(state, aprobar_documento(command, state.workspace, state.contexto))


def firmar(ctx: typer.Context, documento: _Id) -> None:
    """Firma la versión que se aprobó."""
    from cobro_desktop.services.documentos.firma import (
        FirmarDocumento,
        firmar_documento,
    )

    state = state_of(ctx)
    command = FirmarDocumento(documento)
    emit_changes(state, firmar_documento(command, state.workspace, state.contexto))


def radicar(
    ctx: typer.Context,
    documento: _Id,
    numero: Annotated[str, typer.Option(help="El que dio la correspondencia.")],
    dia: _Dia,
) -> None:
    """Escribe el número de radicado de un documento firmado."""
    from cobro_desktop.services.documentos.firma import (
        RadicarDocumento,
        radicar_documento,
    )

    state = state_of(ctx)
    command = RadicarDocumento(documento, numero, dia)
    emit_changes(state, radicar_documento(command, state.workspace, state.contexto))


def comunicar(
    ctx: typer.Context,
    documento: _Id,
    dia: _Dia,
    como: Annotated[str, typer.Option(help="Como «por correo interno».")] = "",
) -> None:
    """Dice que un documento firmado llegó a su destinatario."""
    from cobro_desktop.services.documentos.firma import (
        ComunicarDocumento,
        comunicar_documento,
    )

    state = state_of(ctx)
    command = ComunicarDocumento(documento, dia, como)
    emit_changes(state, comunicar_documento(command, state.workspace, state.contexto))


def anular(
    ctx: typer.Context,
    documento: _Id,
    motivo: Annotated[str, typer.Option(help="Por qué se anula.")],
) -> None:
    """Anula un documento que no se ha notificado; su número no se repite."""
    from cobro_desktop.services.documentos.anulacion import (
        AnularDocumento,
        anular_documento,
    )

    state = state_of(ctx)
    command = AnularDocumento(documento, motivo)
    emit_changes(state, anular_documento(command, state.workspace, state.contexto))


def _linea(pending: Pendiente) -> dict[str, object]:
    values = pending._asdict()
    return values | {
        "bandeja": str(pending.bandeja),
        "fecha": pending.fecha.isoformat(),
    }
