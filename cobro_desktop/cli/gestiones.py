"""`gestion`, `campana` and `estado-cuenta`: asking to be paid, and telling how much."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit, emit_changes
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, rango
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from cobro_desktop.services.cuentas import Cuentas

Numero = Annotated[str, typer.Argument(help="Número del expediente.")]


def register(app: typer.Typer) -> None:
    """Add the three commands, and the reports of the office."""
    app.command("gestion")(gestion)
    app.command("campana")(campana)
    app.command("estado-cuenta")(estado_cuenta)
    app.command("informe-gestion")(informe_gestion)


def gestion(
    ctx: typer.Context,
    numero: Numero,
    medio: Annotated[
        str, typer.Argument(help="llamada, visita, correo, sms, carta o presencial.")
    ],
    a: Annotated[str, typer.Option("--a", help="Número, correo o dirección.")],
    resultado: Annotated[
        str,
        typer.Option(help="informado, promesa, recado, no_contesta, equivocado…"),
    ],
    hora: Annotated[str, typer.Option(metavar="HH:MM")] = "",
    contesto: Annotated[str, typer.Option(help="Quién contestó y qué es.")] = "",
    compromiso: Annotated[str, typer.Option(help="A qué se comprometió.")] = "",
    para: Annotated[
        dt.date | None,
        typer.Option("--para", parser=fecha, metavar="D", help="Cuándo lo cumplirá."),
    ] = None,
    fecha_: Annotated[
        dt.date | None,
        typer.Option("--fecha", parser=fecha, metavar="D", help="Si falta, hoy."),
    ] = None,
    nota: Annotated[str, typer.Option(help="Observaciones.")] = "",
) -> None:
    """Registra una gestión persuasiva: llamada, visita o mensaje."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.gestiones.registro import (
        RegistrarGestion,
        registrar_gestion,
    )

    state = state_of(ctx)
    command = RegistrarGestion(
        expediente_id=id_de(state.workspace, numero),
        medio=medio,
        fecha=fecha_ or state.hoy,
        resultado=resultado,
        destino=a,
        hora=hora,
        contesto=contesto,
        compromiso=compromiso,
        fecha_compromiso=para,
        observaciones=nota,
    )
    done = registrar_gestion(command, state.workspace, state.contexto)
    datos = {**done.datos, "resumen": done.resumen}
    emit_changes(state, done, datos)


def campana(
    ctx: typer.Context,
    nombre: Annotated[str, typer.Argument(help="Nombre de la campaña.")],
    consulta: Annotated[
        str, typer.Option(help="Qué expedientes: «entidad:SDSCJ etapa:persuasivo».")
    ],
    clase: Annotated[str, typer.Option(help="cobro o sensibilizacion.")],
    canal: Annotated[str, typer.Option(help="sms, correo, llamada o carta.")],
    mensaje: Annotated[str, typer.Option(help="Texto que se envió.")],
    dias: Annotated[
        str, typer.Option(metavar="D..D", help="Días de la campaña; si falta, hoy.")
    ] = "",
    simular: Annotated[
        bool, typer.Option("--simular", help="Solo dice en cuántos contaría.")
    ] = False,
    salida: Annotated[
        Path | None, typer.Option(help="Libro de Excel con los destinatarios.")
    ] = None,
) -> None:
    """Registra una campaña en cada expediente y proyecta su registro."""
    from cobro_desktop.services.consultas import Pedido, listar
    from cobro_desktop.services.documentos.campanas import exportar_campana
    from cobro_desktop.services.gestiones.campana import (
        RegistrarCampana,
        prever_campana,
        registrar_campana,
    )

    state = state_of(ctx)
    found = listar(state.workspace, state.hoy, Pedido(consulta, "numero", 100_000))
    desde, hasta = rango(dias) if dias else (state.hoy, state.hoy)
    command = RegistrarCampana(
        nombre=nombre,
        clase=clase,
        canal=canal,
        mensaje=mensaje,
        desde=desde,
        hasta=hasta,
        expedientes=[row.id for row in found.filas],
    )
    if simular:
        told = prever_campana(command, state.workspace, state.contexto)
        answer = {"expedientes": len(found.filas), "resumen": told}
        emit(state, answer, lambda console: console.print(told, markup=False))
        return
    done = registrar_campana(command, state.workspace, state.contexto)
    datos = {**done.datos, "resumen": done.resumen}
    if salida is not None:
        number = int(str(done.datos["campana"]))
        exportar_campana(number, salida, state.workspace, state.contexto)
        datos["archivo"] = str(salida)
    emit_changes(state, done, datos)


def estado_cuenta(
    ctx: typer.Context,
    numero: Numero,
    si_paga: Annotated[
        list[dt.datetime] | None,
        typer.Option(
            "--si-paga",
            formats=["%Y-%m-%d"],
            metavar="D",
            help="Día en que pagaría; puede repetirse.",
        ),
    ] = None,
    salida: Annotated[
        Path | None, typer.Option(help="Archivo .pdf o .xlsx donde se escribe.")
    ] = None,
) -> None:
    """Dice cuánto se debe hoy, mes a mes, y con cuánto se paga otro día."""
    from cobro_desktop.services.cuentas import cuentas_de
    from cobro_desktop.services.documentos.cuenta import (
        fechas_propuestas,
        imprimir_estado,
    )
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    expediente = id_de(state.workspace, numero)
    days = tuple(moment.date() for moment in si_paga or [])
    days = days or fechas_propuestas(state.hoy)
    if salida is None:
        found = cuentas_de(state.workspace, expediente, state.hoy, days)
    else:
        found = imprimir_estado(
            expediente, salida, state.workspace, state.contexto, days
        )
    datos = _en_json(found) | ({"archivo": str(salida)} if salida else {})
    lines = _lineas(found)
    emit(state, datos, lambda console: console.print("\n".join(lines), markup=False))


def informe_gestion(
    ctx: typer.Context,
    sigla: Annotated[str, typer.Argument(help="SDSCJ o IDPYBA.")],
    tipo: Annotated[
        str, typer.Argument(help="informe-seguimiento o informe-cobros-en-curso.")
    ],
    salida: Annotated[Path, typer.Option(help="Archivo .pdf o .xlsx.")],
    dias: Annotated[
        str, typer.Option(metavar="D..D", help="Período; si falta, el mes.")
    ] = "",
    para: Annotated[
        str, typer.Option(help="financiera o lico: a quién va el de seguimiento.")
    ] = "financiera",
) -> None:
    """Escribe un informe de la oficina: en PDF queda como borrador numerable."""
    from cobro_desktop.services.documentos.emision import exportar_documento
    from cobro_desktop.services.documentos.oficina import (
        check_oficina,
        crear_documento_oficina,
    )
    from cobro_desktop.services.documentos.seguimiento import DESTINATARIOS
    from cobro_desktop.services.exportacion import Exportar, exportar
    from cobro_desktop.services.informes.documentos import de_documento, proyecto

    if para not in DESTINATARIOS:
        message = f"«{para}» no es un destinatario. Los que hay son: financiera y lico."
        raise InvalidDataError(message, {"para": list(DESTINATARIOS)})
    sigla = sigla.upper()
    state = state_of(ctx)
    period = rango(dias) if dias else (state.hoy.replace(day=1), state.hoy)
    datos: dict[str, object] = {"archivo": str(salida)}
    kind = de_documento(tipo)
    check_oficina(tipo, sigla)
    if salida.suffix.lower() == ".xlsx":
        asked = Exportar(kind.id, salida, corte=period[1], desde=period[0])
        written = exportar(asked, state.workspace, state.contexto)
        datos["filas"] = written.datos["filas"]
    else:
        command = proyecto(kind, period, para)
        done = crear_documento_oficina(command, state.workspace, state.contexto)
        exportar_documento(int(str(done.datos["documento"])), salida, state.workspace)
        datos |= done.datos
    emit(state, datos, lambda console: console.print(str(salida), markup=False))


def _lineas(found: Cuentas) -> list[str]:
    from cobro_desktop.formats import fecha_larga, pesos

    owed = found.saldo
    head = f"{found.numero} · {found.deudor}: {pesos(owed.total)} al "
    return [
        f"{head}{fecha_larga(found.corte)}",
        *(
            f"Si paga el {fecha_larga(p.fecha)}: "
            f"{pesos(p.saldo.total) if p.saldo else 'falta certificar la tasa'}"
            for p in found.posibles
        ),
    ]


def _en_json(found: Cuentas) -> dict[str, object]:
    from cobro_desktop.domain.dinero import en_pesos

    return {
        "expediente": found.numero,
        "corte": found.corte.isoformat(),
        "total": en_pesos(found.saldo.total),
        "capital": en_pesos(found.saldo.capital),
        "intereses": en_pesos(found.saldo.intereses),
        "costas": en_pesos(found.saldo.costas),
        "meses": len(found.meses),
        "pagos": len(found.pagos),
        "si_paga": [
            {
                "fecha": p.fecha.isoformat(),
                "total": en_pesos(p.saldo.total) if p.saldo else None,
            }
            for p in found.posibles
        ],
    }
