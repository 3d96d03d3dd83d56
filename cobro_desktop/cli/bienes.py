"""`bien`, `medida` and `deposito`: what answers for the debt (RULES 13)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import dinero, fecha

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.services.changes import Changes

Numero = Annotated[str, typer.Argument(metavar="NUMERO", help="Número del expediente.")]
Dia = Annotated[
    dt.date | None,
    typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
]
Valor = Annotated[int, typer.Option(parser=dinero, metavar="N", help="En pesos.")]
Deudor = Annotated[str, typer.Option(help="Documento del deudor, si hay varios.")]


def register(app: typer.Typer) -> None:
    """Add the three families to the root."""
    goods = typer.Typer(help="Bienes: a quién se preguntó y qué se halló.")
    goods.command("oficios")(oficios)
    goods.command("consultar")(consultar)
    goods.command("responder")(responder)
    goods.command("agregar")(agregar)
    goods.command("ver")(ver)
    app.add_typer(goods, name="bien")
    measures = typer.Typer(help="Medidas cautelares, del decreto al levantamiento.")
    measures.command("decretar")(decretar)
    measures.command("actualizar")(actualizar)
    measures.command("por-levantar")(pendientes)
    app.add_typer(measures, name="medida")
    deposits = typer.Typer(help="Títulos de depósito: aplicar, fraccionar, devolver.")
    deposits.command("constituir")(constituir)
    deposits.command("disponer")(disponer)
    deposits.command("fraccionar")(fraccionar)
    app.add_typer(deposits, name="deposito")


def oficios(
    ctx: typer.Context,
    numero: Annotated[
        str, typer.Argument(help="Expediente; vacío si se da una consulta.")
    ] = "",
    a: Annotated[
        list[str] | None, typer.Option("--a", help="A quién; puede repetirse.")
    ] = None,
    limite: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="D", help="Último día para responder."),
    ] = None,
    consulta: Annotated[
        str, typer.Option(help="Varios expedientes, como «etapa:coactivo».")
    ] = "",
) -> None:
    """Proyecta los oficios que preguntan por bienes, uno por destinatario."""
    from cobro_desktop.services.bienes.oficios import (
        ProyectarOficios,
        destinatarios,
        proyectar_oficios,
    )
    from cobro_desktop.services.faltantes import expedientes_de

    state = state_of(ctx)
    if not a or limite is None:
        known = [name for name, _ in destinatarios()]
        emit(
            state,
            {"destinatarios": known},
            lambda console: console.print("\n".join(known)),
        )
        return
    cases = (
        expedientes_de(state.workspace, state.contexto, consulta)
        if consulta
        else (_id(state, numero),)
    )
    command = ProyectarOficios(
        expedientes=tuple(cases), destinatarios=tuple(a), limite=limite
    )
    _done(state, proyectar_oficios(command, state.workspace, state.contexto))


def consultar(
    ctx: typer.Context,
    numero: Numero,
    a: Annotated[list[str], typer.Option("--a", help="A quién; puede repetirse.")],
    fecha_: Dia = None,
    dias: Annotated[int, typer.Option(help="Días hábiles para responder.")] = 0,
    deudor: Deudor = "",
) -> None:
    """Anota las solicitudes de información que se enviaron."""
    from cobro_desktop.services.bienes import investigacion

    state = state_of(ctx)
    command = investigacion.Consultar(
        expediente_id=_id(state, numero),
        destinatarios=tuple(a),
        fecha=fecha_ or state.hoy,
        dias=dias,
        deudor=deudor,
    )
    _done(state, investigacion.consultar(command, state.workspace, state.contexto))


def responder(
    ctx: typer.Context,
    consulta: Annotated[int, typer.Argument(metavar="ID", help="Véalo con bien ver.")],
    resultado: Annotated[str, typer.Option(help="con_bienes, sin_bienes o silencio.")],
    fecha_: Dia = None,
    texto: Annotated[str, typer.Option(help="Qué dijo.")] = "",
) -> None:
    """Anota lo que respondió alguien, o su silencio."""
    from cobro_desktop.services.bienes import investigacion

    state = state_of(ctx)
    command = investigacion.Responder(
        consulta_id=consulta,
        resultado=resultado,
        fecha=fecha_ or state.hoy,
        texto=texto,
    )
    _done(state, investigacion.responder(command, state.workspace, state.contexto))


def agregar(
    ctx: typer.Context,
    numero: Numero,
    clase: Annotated[str, typer.Option(help="cuenta, inmueble, vehiculo, salario…")],
    descripcion: Annotated[str, typer.Option(help="Qué es y cómo se identifica.")],
    identificacion: Annotated[str, typer.Option(help="Matrícula, placa, cuenta…")] = "",
    entidad: Annotated[str, typer.Option(help="Banco, registro, pagador…")] = "",
    valor: Annotated[
        int | None, typer.Option(parser=dinero, metavar="N", help="En pesos.")
    ] = None,
    fuente: Annotated[str, typer.Option(help="Quién lo informó.")] = "",
    fecha_: Dia = None,
    deudor: Deudor = "",
) -> None:
    """Anota un bien del deudor que se halló."""
    from cobro_desktop.services.bienes import investigacion

    state = state_of(ctx)
    command = investigacion.RegistrarBien(
        expediente_id=_id(state, numero),
        clase=clase,
        descripcion=descripcion,
        fecha=fecha_ or state.hoy,
        identificacion=identificacion,
        entidad=entidad,
        valor=valor,
        fuente=fuente,
        deudor=deudor,
    )
    _done(state, investigacion.registrar_bien(command, state.workspace, state.contexto))


def ver(ctx: typer.Context, numero: Numero) -> None:
    """Muestra bienes, consultas, medidas y títulos de un expediente."""
    from cobro_desktop.services.bienes.lectura import bienes_en_json, renglones

    state = state_of(ctx)
    expediente_id = _id(state, numero)
    datos: dict[str, object] = {**bienes_en_json(state.workspace, expediente_id)}
    lines = renglones(state.workspace, expediente_id)
    shown = "\n".join(lines) or "No hay bienes, consultas, medidas ni títulos."
    emit(state, datos, lambda console: console.print(shown, markup=False))


def decretar(
    ctx: typer.Context,
    numero: Numero,
    tipo: Annotated[str, typer.Option(help="embargo_cuentas, embargo_bien…")],
    a: Annotated[str, typer.Option("--a", help="A quién se le ordena.")],
    fecha_: Dia = None,
    limite: Annotated[
        int | None,
        typer.Option(parser=dinero, metavar="N", help="Si falta, el de la ley."),
    ] = None,
    bien: Annotated[
        int | None, typer.Option(metavar="ID", help="Sobre cuál; véalo con bien ver.")
    ] = None,
    deudor: Deudor = "",
    forzar: Annotated[
        str, typer.Option(metavar="MOTIVO", help="Para pasar del límite.")
    ] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice qué pasaría.")
    ] = False,
) -> None:
    """Decreta una medida, con su límite comprobado (ET 838)."""
    from cobro_desktop.services.bienes import medidas

    state = state_of(ctx)
    command = medidas.DecretarMedida(
        expediente_id=_id(state, numero),
        tipo=tipo,
        destinatario=a,
        fecha=fecha_ or state.hoy,
        limite=limite,
        bien_id=bien,
        deudor=deudor,
        forzar=forzar,
    )
    if simular:
        seen = medidas.prever_medida(command, state.workspace, state.contexto)
        told = "\n".join(seen.frases())
        emit(state, seen.datos(), lambda console: console.print(told, markup=False))
        return
    _done(state, medidas.decretar_medida(command, state.workspace, state.contexto))


def actualizar(
    ctx: typer.Context,
    medida: Annotated[int, typer.Argument(metavar="ID", help="Véalo con bien ver.")],
    estado: Annotated[
        str, typer.Option(help="comunicada, registrada, no_acatada o levantada.")
    ],
    fecha_: Dia = None,
    texto: Annotated[str, typer.Option(help="Qué dijo, o por qué se levanta.")] = "",
) -> None:
    """Anota qué pasó con una medida."""
    from cobro_desktop.services.bienes import medidas

    state = state_of(ctx)
    command = medidas.ActualizarMedida(
        medida_id=medida, estado=estado, fecha=fecha_ or state.hoy, texto=texto
    )
    _done(state, medidas.actualizar_medida(command, state.workspace, state.contexto))


def pendientes(ctx: typer.Context) -> None:
    """Lista a quienes ya no deben y siguen embargados."""
    from cobro_desktop.formats import fecha_corta
    from cobro_desktop.services.bienes.lectura import pagaron_y_siguen

    state = state_of(ctx)
    found = pagaron_y_siguen(state.workspace)
    datos: dict[str, object] = {
        "medidas": [
            {
                "expediente": row.numero,
                "deudor": row.deudor,
                "identificacion": row.identificacion,
                "medida": row.medida_id,
                "tipo": row.tipo,
                "destinatario": row.destinatario,
                "decretada": row.decretada.isoformat(),
            }
            for row in found
        ]
    }
    lines = "\n".join(
        f"{row.numero} {row.deudor}: {row.tipo} a cargo de {row.destinatario}, desde "
        f"{fecha_corta(row.decretada)}"
        for row in found
    )
    shown = lines or "Nadie que ya no deba sigue embargado."
    emit(state, datos, lambda console: console.print(shown, markup=False))


def constituir(
    ctx: typer.Context,
    numero: Numero,
    titulo: Annotated[str, typer.Option(help="Número del título de depósito.")],
    valor: Valor,
    fecha_: Dia = None,
    medida: Annotated[
        int | None, typer.Option(metavar="ID", help="La que lo trajo.")
    ] = None,
) -> None:
    """Anota un título de depósito."""
    from cobro_desktop.services.bienes import depositos

    state = state_of(ctx)
    command = depositos.ConstituirDeposito(
        expediente_id=_id(state, numero),
        numero=titulo,
        fecha=fecha_ or state.hoy,
        valor=valor,
        medida_id=medida,
    )
    _done(
        state, depositos.constituir_deposito(command, state.workspace, state.contexto)
    )


def disponer(
    ctx: typer.Context,
    deposito: Annotated[int, typer.Argument(metavar="ID", help="Véalo con bien ver.")],
    destino: Annotated[str, typer.Option(help="aplicado o devuelto.")],
    fecha_: Dia = None,
    motivo: Annotated[
        str, typer.Option(help="A quién se devuelve, o por qué se aplica antes.")
    ] = "",
) -> None:
    """Aplica un título a la deuda, o lo devuelve."""
    from cobro_desktop.services.bienes import depositos

    state = state_of(ctx)
    command = depositos.DisponerDeposito(
        deposito_id=deposito,
        destino=destino,
        fecha=fecha_ or state.hoy,
        motivo=motivo,
    )
    _done(state, depositos.disponer_deposito(command, state.workspace, state.contexto))


def fraccionar(
    ctx: typer.Context,
    deposito: Annotated[int, typer.Argument(metavar="ID", help="Véalo con bien ver.")],
    valor: Annotated[
        list[int], typer.Option(parser=dinero, metavar="N", help="De cada parte.")
    ],
    fecha_: Dia = None,
) -> None:
    """Parte un título en dos o más."""
    from cobro_desktop.services.bienes import depositos

    state = state_of(ctx)
    command = depositos.FraccionarDeposito(
        deposito_id=deposito, fecha=fecha_ or state.hoy, valores=tuple(valor)
    )
    _done(
        state, depositos.fraccionar_deposito(command, state.workspace, state.contexto)
    )


def _id(state: State, numero: str) -> int:
    from cobro_desktop.services.expedientes import id_de

    return id_de(state.workspace, numero)


def _done(state: State, changes: Changes) -> None:
    emit(state, dict(changes.datos), lambda console: _print(console, changes))


def _print(console: Console, changes: Changes) -> None:
    console.print(changes.resumen, markup=False)
    from cobro_desktop.services.efectos import otros_efectos

    for text in otros_efectos(changes):
        console.print(f"  {text}", markup=False)
