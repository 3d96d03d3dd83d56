"""`cartera`: the runs of the portfolio, from their opening to their effects."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.pistas import pistas
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par
from cobro_desktop.domain.errors import UnmetRequirementsError
from cobro_desktop.domain.partida import Recomendacion

if TYPE_CHECKING:
    from cobro_desktop.cli.state import State
    from cobro_desktop.services.cartera.comite import Dictamen
    from cobro_desktop.services.changes import Changes

Corrida = Annotated[
    str, typer.Argument(metavar="CORRIDA", help="Como SVSP-CAR-2026-0001.")
]
Item = Annotated[int, typer.Argument(metavar="PARTIDA", help="Véala con ver.")]
Dia = Annotated[
    dt.date | None,
    typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
]
Campos = Annotated[
    list[str] | None, typer.Option("--campo", metavar="k=v", help="Una respuesta.")
]


def register(app: typer.Typer) -> None:
    """Add the family to the root."""
    from cobro_desktop.cli.corridas_libros import movimientos, relacion

    group = typer.Typer(help="Depuración y cartera: corridas, comité, acto y efectos.")
    for name, command in (
        ("abrir", abrir),
        ("listar", listar),
        ("ver", ver),
        ("agregar", agregar),
        ("proponer", proponer),
        ("retirar", retirar),
        ("ficha", ficha),
        ("comite", comite),
        ("documento", documento),
        ("acto", acto),
        ("anexar", anexar),
        ("avanzar", avanzar),
        ("aplicar", aplicar),
        ("relacion", relacion),
        ("movimientos", movimientos),
    ):
        group.command(name)(command)
    app.add_typer(group, name="cartera")


def abrir(
    ctx: typer.Context,
    procedimiento: Annotated[str, typer.Argument(metavar="PROCEDIMIENTO")],
    corte: Annotated[
        dt.date | None, typer.Option(parser=fecha, metavar="D", help="Si falta, hoy.")
    ] = None,
    entrada: Annotated[
        str, typer.Option(metavar="ACTIVIDAD", help="D1, 19, 21, P1, P2 o P3.")
    ] = "",
    nombre: Annotated[str, typer.Option(help="Cómo la llama la oficina.")] = "",
) -> None:
    """Abre una corrida de las actividades de cartera de un procedimiento."""
    from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_corrida

    state = state_of(ctx)
    command = AbrirCorrida(procedimiento, corte or state.hoy, entrada, nombre)
    _tell(state, abrir_corrida(command, state.workspace, state.contexto))


def listar(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Option(metavar="SIGLA")] = "",
) -> None:
    """Muestra las corridas; primero las que siguen abiertas."""
    from cobro_desktop.domain.dinero import en_pesos
    from cobro_desktop.formats import pesos
    from cobro_desktop.services.cartera import lectura

    state = state_of(ctx)
    found = lectura.listar(state.workspace, entidad)
    datos: dict[str, object] = {
        "corridas": [
            {
                **r._asdict(),
                "corte": r.corte.isoformat(),
                "abierta": r.abierta.isoformat(),
                "capital": en_pesos(r.capital),
            }
            for r in found
        ]
    }
    lines = [
        f"{r.numero} · {r.estado.capitalize()} · {r.actividad} {r.actividad_nombre} · "
        f"{r.partidas} partidas · {pesos(r.capital)}"
        + (f" · faltan {r.por_aplicar} por aplicar" if r.por_aplicar else "")
        for r in found
    ]
    text = "\n".join(lines) or "No hay corridas. Abra una con «cartera abrir»."
    emit(state, datos, lambda console: console.print(text, markup=False))


def ver(ctx: typer.Context, corrida: Corrida) -> None:
    """Muestra una corrida: dónde está, sus partidas, documentos y actos."""
    from cobro_desktop.cli.corridas_texto import en_json, en_texto
    from cobro_desktop.services.cartera import lectura

    state = state_of(ctx)
    found = lectura.ver(
        state.workspace, lectura.id_de_corrida(state.workspace, corrida)
    )
    text = "\n".join(en_texto(found))
    emit(state, en_json(found), lambda console: console.print(text, markup=False))


def agregar(
    ctx: typer.Context,
    corrida: Corrida,
    expedientes: Annotated[
        list[str], typer.Argument(metavar="EXPEDIENTE…", help="Uno o más.")
    ],
    motivo: Annotated[str, typer.Option(help="Por qué se llevan.")] = "",
) -> None:
    """Lleva a una corrida lo que se debe en unos expedientes."""
    from cobro_desktop.services.cartera.partidas import (
        AgregarPartidas,
        Entrante,
        agregar_partidas,
        obligaciones_de,
    )
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    ids = [id_de(state.workspace, numero) for numero in expedientes]
    owed = [o for i in ids for o in obligaciones_de(state.workspace, i)]
    command = AgregarPartidas(
        _id(state, corrida), tuple(Entrante(o, motivo) for o in owed)
    )
    _tell(state, agregar_partidas(command, state.workspace, state.contexto))


def proponer(
    ctx: typer.Context,
    corrida: Corrida,
    aceptar: Annotated[
        list[int] | None,
        typer.Option(metavar="OBLIGACION", help="La que se acepta; puede repetirse."),
    ] = None,
) -> None:
    """Dice qué obligaciones podrían depurarse y por qué; con --aceptar las agrega."""
    from cobro_desktop.domain.dinero import en_pesos
    from cobro_desktop.formats import pesos
    from cobro_desktop.services.cartera import propuestas
    from cobro_desktop.services.cartera.partidas import (
        AgregarPartidas,
        agregar_partidas,
    )

    state, run = state_of(ctx), _id(state_of(ctx), corrida)
    found = propuestas.proponer(state.workspace, run)
    if aceptar:
        wanted = [c for c in found.candidatas if c.obligacion_id in set(aceptar)]
        if missing := set(aceptar) - {c.obligacion_id for c in wanted}:
            message = f"no están entre las propuestas: {sorted(missing)}"
            raise typer.BadParameter(message, param_hint="--aceptar")
        items = propuestas.como_partidas(state.workspace, run, wanted)
        command = AgregarPartidas(run, items)
        _tell(state, agregar_partidas(command, state.workspace, state.contexto))
        return
    datos: dict[str, object] = {
        "candidatas": [
            {**c._asdict(), "capital": en_pesos(c.capital)} for c in found.candidatas
        ],
        "revisados": found.revisados,
        "quedan": found.quedan,
    }
    lines = [
        f"{c.obligacion_id}: {c.expediente} · {c.deudor} · {pesos(c.capital)}\n"
        f"    {c.motivo}" + (f" Falta: {c.falta}" if c.falta else "")
        for c in found.candidatas
    ]
    text = "\n".join(lines) or "No se encontró ninguna obligación que proponer."
    emit(state, datos, lambda console: console.print(text, markup=False))


def retirar(
    ctx: typer.Context,
    partida: Item,
    motivo: Annotated[str, typer.Option(help="Por qué sale.")],
) -> None:
    """Saca una partida de su corrida."""
    from cobro_desktop.services.cartera.partidas import RetirarPartida, retirar_partida

    state = state_of(ctx)
    command = RetirarPartida(partida, motivo)
    _tell(state, retirar_partida(command, state.workspace, state.contexto))


def ficha(ctx: typer.Context, partida: Item, campo: Campos = None) -> None:
    """Llena la ficha de una partida."""
    from cobro_desktop.services.cartera.partidas import LlenarFicha, llenar_ficha

    state = state_of(ctx)
    command = LlenarFicha(partida, dict(par(text) for text in campo or ()))
    _tell(state, llenar_ficha(command, state.workspace, state.contexto))


def comite(
    ctx: typer.Context,
    corrida: Corrida,
    presidente: Annotated[str, typer.Option(metavar="NOMBRE")],
    secretario: Annotated[str, typer.Option(metavar="NOMBRE")],
    recomienda: Annotated[
        list[int] | None,
        typer.Option(metavar="PARTIDA", help="Verificada y recomendada; se repite."),
    ] = None,
    no_recomienda: Annotated[
        list[str] | None, typer.Option(metavar="PARTIDA=RAZON", help="Se repite.")
    ] = None,
    falta_soporte: Annotated[
        list[str] | None, typer.Option(metavar="PARTIDA=SOPORTE", help="Se repite.")
    ] = None,
    asistente: Annotated[list[str] | None, typer.Option(metavar="NOMBRE")] = None,
    lugar: Annotated[str, typer.Option()] = "",
    fecha_: Dia = None,
) -> None:
    """Registra la sesión del comité y lo que dijo de cada partida."""
    from cobro_desktop.services.cartera.comite import (
        Dictamen,
        RegistrarSesion,
        registrar_sesion,
    )

    state = state_of(ctx)
    said = {
        i: Dictamen(Recomendacion.RECOMIENDA, verificada=True) for i in recomienda or ()
    }
    said |= _dictamenes(no_recomienda, Recomendacion.NO_RECOMIENDA, verificada=True)
    said |= _dictamenes(falta_soporte, Recomendacion.FALTA_SOPORTE, verificada=False)
    command = RegistrarSesion(
        corrida_id=_id(state, corrida),
        fecha=fecha_ or state.hoy,
        presidente=presidente,
        secretario=secretario,
        asistentes=tuple(asistente or ()),
        dictamenes=said,
        lugar=lugar,
    )
    _tell(state, registrar_sesion(command, state.workspace, state.contexto))


def documento(
    ctx: typer.Context,
    corrida: Corrida,
    tipo: Annotated[str, typer.Argument(metavar="TIPO", help="Como acto-depuracion.")],
    partida: Annotated[
        int | None, typer.Option(metavar="PARTIDA", help="De quién es la ficha.")
    ] = None,
    campo: Campos = None,
    fecha_: Dia = None,
) -> None:
    """Proyecta un documento de la corrida; una ficha sin --partida, la de todas."""
    from cobro_desktop.services.cartera.documentos import (
        DocumentoDeCorrida,
        crear_documento_de_corrida,
        crear_fichas,
    )
    from cobro_desktop.services.cartera.hechos import FICHAS

    state = state_of(ctx)
    run = _id(state, corrida)
    if tipo in FICHAS and partida is None:
        _tell(state, crear_fichas(run, tipo, state.workspace, state.contexto))
        return
    typed = dict(par(text) for text in campo or ())
    command = DocumentoDeCorrida(run, tipo, typed, fecha_, partida)
    _tell(state, crear_documento_de_corrida(command, state.workspace, state.contexto))


def acto(ctx: typer.Context, corrida: Corrida, campo: Campos = None) -> None:
    """Proyecta el acto que ordena lo que el comité recomendó; lo firma REP."""
    documento(ctx, corrida, "acto-depuracion", None, campo, None)


def anexar(
    ctx: typer.Context,
    corrida: Corrida,
    archivo: Path,
    evidencia: Annotated[str, typer.Option(metavar="ID", help="Lo que prueba.")],
    fecha_: Dia = None,
) -> None:
    """Guarda un archivo en la corrida, como prueba de algo que pide."""
    from cobro_desktop.services.cartera.documentos import (
        AnexarACorrida,
        anexar_a_corrida,
    )

    state = state_of(ctx)
    command = AnexarACorrida(_id(state, corrida), archivo, evidencia, fecha_)
    _tell(state, anexar_a_corrida(command, state.workspace, state.contexto))


def avanzar(
    ctx: typer.Context,
    corrida: Corrida,
    resultado: Annotated[str, typer.Option(metavar="R", help="Véalos con ver.")],
    campo: Campos = None,
    fecha_: Dia = None,
    forzar: Annotated[
        str,
        typer.Option(metavar="MOTIVO", help="Pasa sin lo que falta; queda escrito."),
    ] = "",
) -> None:
    """Cierra la actividad en que está una corrida."""
    from cobro_desktop.services.cartera.avance import AvanzarCorrida, avanzar_corrida

    state = state_of(ctx)
    command = AvanzarCorrida(
        _id(state, corrida),
        resultado,
        fecha_ or state.hoy,
        dict(par(text) for text in campo or ()),
        forzar,
    )
    try:
        changes = avanzar_corrida(command, state.workspace, state.contexto)
    except UnmetRequirementsError as error:
        if state.json:
            raise
        hints = pistas(error.detalle, f"cartera anexar {corrida}")
        text = "\n".join((error.mensaje, *hints))
        raise UnmetRequirementsError(text, error.detalle) from error
    _tell(state, changes)


def aplicar(
    ctx: typer.Context,
    corrida: Corrida,
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría; no guarda nada.")
    ] = False,
) -> None:
    """Termina en cada expediente lo que el acto ordenó."""
    from cobro_desktop.services.cartera.efectos import aplicar_efectos, prever_efectos

    state = state_of(ctx)
    run = _id(state, corrida)
    if simular:
        found = prever_efectos(run, state.workspace, state.contexto)
        datos: dict[str, object] = {"efectos": [e._asdict() for e in found]}
        text = "\n".join(f"{e.partida}: {e.texto}" for e in found) or "No falta nada."
        emit(state, datos, lambda console: console.print(text, markup=False))
        return
    done = aplicar_efectos(run, state.workspace, state.contexto)
    effects = done.datos["efectos"]
    assert isinstance(effects, list), "aplicar_efectos lists them"
    lines = "\n".join(str(e["texto"]) for e in effects)
    emit(
        state,
        dict(done.datos),
        lambda console: console.print(f"{done.resumen}\n{lines}".strip(), markup=False),
    )


def _dictamenes(
    said: list[str] | None, recomendacion: Recomendacion, *, verificada: bool
) -> dict[int, Dictamen]:
    from cobro_desktop.services.cartera.comite import Dictamen

    found = {}
    for text in said or ():
        item, reason = par(text)
        if not item.isdigit():
            message = f"«{item}» no es el número de una partida."
            raise typer.BadParameter(message)
        found[int(item)] = Dictamen(recomendacion, verificada, reason)
    return found


def _id(state: State, numero: str) -> int:
    from cobro_desktop.services.cartera.lectura import id_de_corrida

    return id_de_corrida(state.workspace, numero)


def _tell(state: State, changes: Changes) -> None:
    text = changes.resumen
    emit(state, dict(changes.datos), lambda console: console.print(text, markup=False))
