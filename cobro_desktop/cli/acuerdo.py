"""`acuerdo`: agreements of payment of a case, from the request to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cobro_desktop.cli.expedientes import Numero
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.plan_pagos import metodo_de
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import dinero, fecha
from cobro_desktop.domain.acuerdo import Garantia
from cobro_desktop.domain.dinero import Centavos
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.services.acuerdos.otorgamiento import (
        AcuerdoPrevisto,
        OtorgarAcuerdo,
    )
    from cobro_desktop.services.acuerdos.plan import Condiciones
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido


class Accion(StrEnum):
    """What is done with the agreement."""

    VER = "ver"
    SOLICITAR = "solicitar"
    OTORGAR = "otorgar"
    NEGAR = "negar"
    INCUMPLIR = "incumplir"
    CUMPLIR = "cumplir"
    ANULAR = "anular"
    EXPORTAR = "exportar"


Dia = Annotated[
    dt.date | None,
    typer.Option("--fecha", parser=fecha, metavar="D", help="Del acto; si falta, hoy."),
]
Cuotas = Annotated[
    int | None, typer.Option(metavar="N", help="Cuántas, mes a mes.", min=1)
]
Firma = Annotated[
    dt.date | None,
    typer.Option(parser=fecha, metavar="D", help="Día de la firma; si falta, hoy."),
]
Primera = Annotated[
    dt.date | None,
    typer.Option(parser=fecha, metavar="D", help="Primera cuota; si falta, en un mes."),
]
MetodoDe = Annotated[
    Metodo | None,
    typer.Option(
        parser=metodo_de, metavar="A|B", help="A capital constante, B cuota fija."
    ),
]
Inicial = Annotated[
    Centavos | None,
    typer.Option(
        "--inicial", parser=dinero, metavar="N", help="Cuota inicial, el día de firmar."
    ),
]
GarantiaDe = Annotated[Garantia | None, typer.Option(help="Qué respalda el acuerdo.")]
Detalle = Annotated[
    str | None, typer.Option("--garantia-detalle", help="Cuál es, con su avalúo.")
]
Valor = Annotated[
    Centavos | None,
    typer.Option(
        "--garantia-valor", parser=dinero, metavar="N", help="Cuánto respalda."
    ),
]
EnBdme = Annotated[
    bool,
    typer.Option("--en-bdme", help="Está en el boletín por incumplir un acuerdo."),
]
Incumplio = Annotated[
    bool,
    typer.Option("--incumplio", help="Incumplió otro acuerdo en el último año."),
]
Motivo = Annotated[
    str, typer.Option(help="Por qué se niega, se anula o se concede con reparos.")
]
Simular = Annotated[
    bool, typer.Option("--simular", help="Dice qué haría y no escribe nada.")
]
Salida = Annotated[
    Path | None, typer.Option(help="Archivo de Excel de «exportar», con el plan.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("acuerdo")(acuerdo)


def acuerdo(
    ctx: typer.Context,
    numero: Numero,
    accion: Annotated[Accion, typer.Argument(help="Qué se hace.")] = Accion.VER,
    dia: Dia = None,
    cuotas: Cuotas = None,
    firma: Firma = None,
    primera: Primera = None,
    metodo: MetodoDe = None,
    inicial: Inicial = None,
    garantia: GarantiaDe = None,
    garantia_detalle: Detalle = None,
    garantia_valor: Valor = None,
    en_bdme: EnBdme = False,
    incumplio: Incumplio = False,
    motivo: Motivo = "",
    salida: Salida = None,
    simular: Simular = False,
) -> None:
    """Registra y sigue el acuerdo de pago de un expediente."""
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    case_id = id_de(state.workspace, numero)
    asked: dict[str, Any] = {
        "cuotas": cuotas,
        "primera": primera,
        "metodo": metodo,
        "cuota_inicial": inicial,
        "garantia": garantia,
        "garantia_detalle": garantia_detalle,
        "garantia_valor": garantia_valor,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    if accion is Accion.VER:
        _show(state, case_id)
    elif accion is Accion.EXPORTAR:
        _export(state, case_id, salida)
    elif accion is Accion.OTORGAR:
        flags = {
            "en_bdme_por_incumplimiento": en_bdme,
            "incumplio_hace_un_anio": incumplio,
            "motivo": motivo,
        }
        day = firma or dia or state.hoy
        _grant(state, _order(state, case_id, day, given, flags), simular=simular)
    else:
        order = _command(accion, case_id, dia or state.hoy, (given, motivo))
        _run(state, accion, order, simular=simular)


def _order(
    state: State,
    case_id: int,
    day: dt.date,
    given: dict[str, Any],
    flags: dict[str, Any],
) -> OtorgarAcuerdo:
    """Return the granting; what is not said is what the request offers."""
    from dataclasses import replace

    from cobro_desktop.services.acuerdos.lectura import ver_acuerdos
    from cobro_desktop.services.acuerdos.otorgamiento import OtorgarAcuerdo
    from cobro_desktop.services.acuerdos.plan import Condiciones
    from cobro_desktop.services.acuerdos.seguimiento import condiciones_de

    current = ver_acuerdos(state.workspace, case_id, state.hoy).ultimo
    offered: Condiciones | None = None
    if current is not None and current.acuerdo.estado == "solicitado":
        offered = condiciones_de(current.acuerdo, day)
    if offered is None and "cuotas" not in given:
        message = "Diga en cuántas cuotas, con --cuotas: no hay una solicitud."
        raise typer.BadParameter(message)
    base = offered or Condiciones(firma=day, cuotas=1)
    conditions = replace(base, **(given | {"firma": day}))
    return OtorgarAcuerdo(case_id, conditions, **flags)


def _grant(state: State, order: OtorgarAcuerdo, *, simular: bool) -> None:
    from cobro_desktop.services.acuerdos.lectura import plan_en_json, reparo_en_json
    from cobro_desktop.services.acuerdos.otorgamiento import (
        otorgar_acuerdo,
        prever_otorgamiento,
    )

    if not simular:
        changes = otorgar_acuerdo(order, state.workspace, state.contexto)
        _show(state, order.expediente_id, changes.resumen)
        return
    told = prever_otorgamiento(order, state.workspace, state.contexto)
    datos = plan_en_json(told.plan) | {
        "estado": "previsto",
        "en_mora": 0,
        "reparos": [reparo_en_json(r) for r in told.reparos],
        "efectos": list(told.efectos),
    }
    _answer(state, datos, _preview(told))


def _command(
    accion: Accion, case_id: int, day: dt.date, asked: tuple[dict[str, Any], str]
) -> object:
    from cobro_desktop.services.acuerdos import cierre, incumplimiento, solicitud

    given, motivo = asked
    if accion is Accion.SOLICITAR:
        offer = solicitud.Propuesta(**given)
        return solicitud.SolicitarAcuerdo(case_id, day, offer)
    if accion is Accion.NEGAR:
        return solicitud.NegarAcuerdo(case_id, day, motivo)
    if accion is Accion.INCUMPLIR:
        return incumplimiento.DeclararIncumplimiento(case_id, day)
    if accion is Accion.CUMPLIR:
        return cierre.CumplirAcuerdo(case_id, day)
    return cierre.AnularAcuerdo(case_id, day, motivo)


def _run(state: State, accion: Accion, order: Any, *, simular: bool) -> None:
    from cobro_desktop.services.acuerdos import cierre, incumplimiento, solicitud

    pairs: dict[Accion, tuple[Callable[..., list[str]], Callable[..., Any]]] = {
        Accion.SOLICITAR: (solicitud.prever_solicitud, solicitud.solicitar_acuerdo),
        Accion.NEGAR: (solicitud.prever_negacion, solicitud.negar_acuerdo),
        Accion.INCUMPLIR: (
            incumplimiento.prever_incumplimiento,
            incumplimiento.declarar_incumplimiento,
        ),
        Accion.CUMPLIR: (cierre.prever_cumplimiento, cierre.cumplir_acuerdo),
        Accion.ANULAR: (cierre.prever_anulacion, cierre.anular_acuerdo),
    }
    foresee, act = pairs[accion]
    if simular:
        told = foresee(order, state.workspace, state.contexto)
        _answer(state, {"efectos": told}, told)
        return
    changes = act(order, state.workspace, state.contexto)
    _show(state, order.expediente_id, changes.resumen)


def _show(state: State, case_id: int, done: str = "") -> None:
    """Print the latest agreement, after what was done to it."""
    from cobro_desktop.services.acuerdos.lectura import acuerdo_en_json, ver_acuerdos

    found = ver_acuerdos(state.workspace, case_id, state.hoy)
    datos: dict[str, object] = {"expediente": found.numero}
    if found.ultimo is None:
        datos |= {"estado": None, "en_mora": 0, "cuotas": []}
    else:
        datos |= acuerdo_en_json(found.ultimo, state.hoy)
    if not found.reglas.competente:
        datos["remite_a"] = found.reglas.remite_a
    if done:
        datos["resumen"] = done
    _answer(state, datos, _lines(found, done))


def _export(state: State, case_id: int, salida: Path | None) -> None:
    if salida is None:
        message = "Diga en qué archivo, con --salida."
        raise typer.BadParameter(message)
    from cobro_desktop.services.acuerdos.libro import exportar_plan

    exportar_plan(state.workspace, case_id, state.hoy, salida)
    _answer(state, {"archivo": str(salida)}, [f"El plan quedó en {salida}."])


def _answer(state: State, datos: Mapping[str, object], lines: Iterable[str]) -> None:
    """Print the result: JSON, or the lines for a person."""
    shown = list(lines)
    emit(state, datos, lambda console: console.print("\n".join(shown), soft_wrap=True))


def _preview(told: AcuerdoPrevisto) -> Iterator[str]:
    from cobro_desktop.services.acuerdos.revision import con_norma

    yield from _table(told.plan.cuotas)
    for reparo in told.reparos:
        lead = "No se puede" if reparo.impide else "Atención"
        yield f"{lead}: {con_norma(reparo)}"
    yield from told.efectos


def _lines(found: AcuerdosDelCaso, done: str) -> Iterator[str]:
    from cobro_desktop.services.acuerdos.lectura import estado_en_palabras

    if done:
        yield done
    latest = found.ultimo
    if latest is None:
        yield f"El expediente {found.numero} no tiene acuerdos de pago."
        return
    yield f"Acuerdo de pago: {estado_en_palabras(latest)}."
    if latest.acuerdo.filas:
        yield from _table(latest.acuerdo.filas, latest)


def _table(
    rows: Iterable[Any], followed: AcuerdoSeguido | None = None
) -> Iterator[str]:
    shown = list(rows)
    head = ("N.º", "Vence", "Capital", "Causado", "Plazo", "Costas", "Total", "Abonado")
    yield "{:>3}  {:<11} {:>15} {:>13} {:>13} {:>12} {:>15} {:>15}".format(*head)
    paid = [c.abonado for c in followed.cuotas] if followed else [0] * len(shown)
    for c, abonado in zip(shown, paid, strict=True):
        yield (
            f"{c.numero:>3}  {fecha_corta(c.vence):<11} {pesos(c.capital):>15} "
            f"{pesos(c.interes_causado):>13} {pesos(c.interes_plazo):>13} "
            f"{pesos(c.costas):>12} {pesos(c.total):>15} {pesos(abonado):>15}"
        )
    yield f"Total: {pesos(sum(c.total for c in shown))}"
