"""What changes dates or money of a case after the fact, from the command line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import dinero, fecha
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.interrupcion import Causa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.efectos import Efectos

Numero = Annotated[
    str, typer.Argument(help="Número del expediente, o el que le dio otro sistema.")
]
Simular = Annotated[
    bool, typer.Option("--simular", help="Solo decir qué cambiaría; no guarda nada.")
]
Motivo = Annotated[str, typer.Option(metavar="T", help="Por qué; queda registrado.")]


def partes(text: str) -> list[str]:
    """Read `terminos,prescripcion,intereses`, in any order."""
    from cobro_desktop.services.suspension_revisada import DETIENE

    names = [part.strip().casefold() for part in text.split(",") if part.strip()]
    unknown = [name for name in names if name not in DETIENE]
    if unknown or not names:
        known = ", ".join(DETIENE)
        message = f"«{text}» no se puede detener. Use uno o varios de: {known}."
        raise typer.BadParameter(message)
    return names


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("suspender")(suspender)
    app.command("reanudar")(reanudar)
    app.command("corregir-fecha")(corregir_fecha)
    app.command("anular-notificacion")(anular_notificacion)
    app.command("evento-prescripcion")(evento_prescripcion)
    app.command("gasto")(gasto)
    app.command("anular-gasto")(anular_gasto)
    app.command("recontar-terminos")(recontar_terminos)


def suspender(
    ctx: typer.Context,
    numero: Numero,
    desde: Annotated[
        dt.date, typer.Option(parser=fecha, metavar="D", help="Primer día detenido.")
    ],
    causa: Annotated[str, typer.Option(metavar="T", help="Qué lo suspende.")],
    detiene: Annotated[
        list[str],
        typer.Option(
            parser=partes,
            metavar="terminos,prescripcion,intereses",
            help="Qué se detiene: uno o varios, separados por comas.",
        ),
    ],
    hasta: Annotated[
        dt.date | None,
        typer.Option(
            parser=fecha, metavar="D", help="Último día detenido, si ya se sabe."
        ),
    ] = None,
    norma: Annotated[str, typer.Option(metavar="T", help="La norma.")] = "",
    simular: Simular = False,
) -> None:
    """Suspende los términos, la prescripción o los intereses de un expediente."""
    from cobro_desktop.services import suspensiones

    state = state_of(ctx)
    stopped = {name for part in detiene for name in _flat(part)}
    command = suspensiones.AbrirSuspension(
        expediente_id=_id(state, numero),
        causa=causa,
        desde=desde,
        hasta=hasta,
        norma=norma,
        terminos="terminos" in stopped,
        prescripcion="prescripcion" in stopped,
        intereses="intereses" in stopped,
    )
    _answer(
        state,
        simular,
        lambda: suspensiones.prever_suspension(
            command, state.workspace, state.contexto
        ),
        lambda: suspensiones.abrir_suspension(command, state.workspace, state.contexto),
    )


def reanudar(
    ctx: typer.Context,
    numero: Numero,
    fecha_acto: Annotated[
        dt.date,
        typer.Option(
            "--fecha",
            parser=fecha,
            metavar="D",
            help="Primer día que vuelve a contar; el anterior es el último detenido.",
        ),
    ],
    suspension: Annotated[
        int | None,
        typer.Option(metavar="ID", help="Cuál, si hay varias abiertas."),
    ] = None,
    motivo: Motivo = "",
    simular: Simular = False,
) -> None:
    """Levanta la suspensión de un expediente."""
    from cobro_desktop.services import suspensiones

    state = state_of(ctx)
    command = suspensiones.LevantarSuspension(
        _id(state, numero), fecha_acto, suspension, motivo
    )
    _answer(
        state,
        simular,
        lambda: suspensiones.prever_levantamiento(
            command, state.workspace, state.contexto
        ),
        lambda: suspensiones.levantar_suspension(
            command, state.workspace, state.contexto
        ),
    )


def corregir_fecha(
    ctx: typer.Context,
    numero: Numero,
    actuacion: Annotated[
        int, typer.Option(metavar="ID", help="La actuación de fecha errada.")
    ],
    fecha_acto: Annotated[
        dt.date,
        typer.Option("--fecha", parser=fecha, metavar="D", help="La fecha correcta."),
    ],
    motivo: Motivo,
    simular: Simular = False,
) -> None:
    """Corrige la fecha de una actuación y recuenta lo que salió de ella."""
    from cobro_desktop.services import correcciones

    state = state_of(ctx)
    command = correcciones.CorregirFecha(
        _id(state, numero), actuacion, fecha_acto, motivo
    )
    _answer(
        state,
        simular,
        lambda: correcciones.prever_correccion(
            command, state.workspace, state.contexto
        ),
        lambda: correcciones.corregir_fecha(command, state.workspace, state.contexto),
    )


def anular_notificacion(
    ctx: typer.Context,
    numero: Numero,
    notificacion: Annotated[
        int, typer.Option(metavar="ID", help="La que quedó sin validez.")
    ],
    motivo: Motivo,
    simular: Simular = False,
) -> None:
    """Deja una notificación sin validez y retira lo que produjo."""
    from cobro_desktop.services import correcciones

    state = state_of(ctx)
    command = correcciones.AnularNotificacion(_id(state, numero), notificacion, motivo)
    _answer(
        state,
        simular,
        lambda: correcciones.prever_nulidad(command, state.workspace, state.contexto),
        lambda: correcciones.anular_notificacion(
            command, state.workspace, state.contexto
        ),
    )


def evento_prescripcion(
    ctx: typer.Context,
    numero: Numero,
    soporte: Annotated[
        str, typer.Option(metavar="T", help="Con qué se prueba, o por qué se anula.")
    ],
    causa: Annotated[
        Causa | None, typer.Option(help="concordato (insolvencia) o liquidacion.")
    ] = None,
    fecha_acto: Annotated[
        dt.date | None,
        typer.Option("--fecha", parser=fecha, metavar="D", help="De la admisión."),
    ] = None,
    hasta: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="D", help="Cuándo terminó."),
    ] = None,
    titulo: Annotated[
        int | None,
        typer.Option(metavar="ID", help="Un solo título; si falta, todos."),
    ] = None,
    evento: Annotated[
        int | None,
        typer.Option(metavar="ID", help="El ya registrado que termina o se anula."),
    ] = None,
    anular: Annotated[
        bool, typer.Option("--anular", help="Dejar sin validez el de --evento.")
    ] = False,
    simular: Simular = False,
) -> None:
    """Registra, termina o anula una insolvencia o liquidación del deudor (ET 818)."""
    from cobro_desktop.services import eventos_prescripcion as eventos

    state = state_of(ctx)
    case, place = _id(state, numero), (state.workspace, state.contexto)
    if evento is not None and anular:
        void = eventos.AnularEvento(case, evento, soporte)
        _answer(
            state,
            simular,
            lambda: eventos.prever_nulidad(void, *place),
            lambda: eventos.anular_evento(void, *place),
        )
    elif evento is not None and hasta is not None:
        end = eventos.TerminarEvento(case, evento, hasta, soporte)
        _answer(
            state,
            simular,
            lambda: eventos.prever_terminacion(end, *place),
            lambda: eventos.terminar_evento(end, *place),
        )
    elif evento is None and causa is not None and fecha_acto is not None:
        new = eventos.RegistrarEvento(case, causa, fecha_acto, soporte, hasta, titulo)
        _answer(
            state,
            simular,
            lambda: eventos.prever_evento(new, *place),
            lambda: eventos.registrar_evento(new, *place),
        )
    else:
        message = (
            "Escriba --causa y --fecha para registrar un hecho; --evento y --hasta "
            "para terminarlo; o --evento y --anular para dejarlo sin validez."
        )
        raise InvalidDataError(message)


def gasto(
    ctx: typer.Context,
    numero: Numero,
    fecha_acto: Annotated[
        dt.date,
        typer.Option(
            "--fecha", parser=fecha, metavar="D", help="Desde cuándo se debe."
        ),
    ],
    concepto: Annotated[str, typer.Option(metavar="T", help="En qué se gastó.")],
    valor: Annotated[int, typer.Option(parser=dinero, metavar="PESOS")],
    soporte: Annotated[str, typer.Option(metavar="T", help="Con qué se prueba.")],
    obligacion: Annotated[
        int | None,
        typer.Option(metavar="ID", help="A cuál se carga, si hay varias."),
    ] = None,
    simular: Simular = False,
) -> None:
    """Registra un gasto del cobro, que el deudor también debe (ET 836-1)."""
    from cobro_desktop.services import gastos

    state = state_of(ctx)
    command = gastos.RegistrarGasto(
        _id(state, numero), fecha_acto, concepto, valor, soporte, obligacion
    )
    _answer(
        state,
        simular,
        lambda: gastos.prever_gasto(command, state.workspace, state.contexto),
        lambda: gastos.registrar_gasto(command, state.workspace, state.contexto),
    )


def anular_gasto(
    ctx: typer.Context,
    numero: Numero,
    gasto_id: Annotated[int, typer.Option("--gasto", metavar="ID", help="Cuál.")],
    motivo: Motivo,
    simular: Simular = False,
) -> None:
    """Anula un gasto del cobro que no debió cargarse."""
    from cobro_desktop.services import gastos

    state = state_of(ctx)
    command = gastos.AnularGasto(_id(state, numero), gasto_id, motivo)
    _answer(
        state,
        simular,
        lambda: gastos.prever_anulacion(command, state.workspace, state.contexto),
        lambda: gastos.anular_gasto(command, state.workspace, state.contexto),
    )


def recontar_terminos(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Option(metavar="SIGLA", help="De qué entidad.")],
    simular: Simular = False,
) -> None:
    """Recuenta los términos abiertos con el calendario y las lecturas de hoy."""
    from cobro_desktop.services.recuentos import Recontar, prever_recuento, recontar

    state = state_of(ctx)
    if simular:
        found = prever_recuento(state.workspace, entidad, state.hoy)
        datos = {"simulado": True, **found.datos()}
        emit(state, datos, lambda console: console.print("\n".join(found.frases())))
        return
    changes = recontar(Recontar(entidad), state.workspace, state.contexto)
    datos = {"simulado": False, **changes.datos}
    emit_changes(state, changes, datos)


def _answer(
    state: State,
    simular: bool,  # noqa: FBT001 -- private
    prever: Callable[[], Efectos],
    hacer: Callable[[], Changes],
) -> None:
    if simular:
        efectos = prever()
        _tell(state, {"simulado": True, **efectos.datos()}, efectos.frases())
        return
    changes = hacer()
    told = changes.datos["efectos"]
    sentences = [str(text) for text in told] if isinstance(told, list) else []
    datos = {"simulado": False, **changes.datos}
    _tell(state, datos, [changes.resumen, *sentences])


def _tell(state: State, datos: dict[str, object], sentences: Sequence[str]) -> None:
    emit(state, datos, lambda console: console.print("\n".join(sentences)))


def _flat(part: str | list[str]) -> list[str]:
    """Return what a `--detiene` says; typer gives a list for each of its values."""
    return [part] if isinstance(part, str) else list(part)


def _id(state: State, numero: str) -> int:
    from cobro_desktop.services.expedientes import id_de

    return id_de(state.workspace, numero)
