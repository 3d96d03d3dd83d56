"""`bdme`: the bulletin of debtors of the State at a cut, and its withdrawals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.output import emit
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import fecha, par
from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from cobro_desktop.services.bdme.modelo import FilaBdme, InformeBdme
    from cobro_desktop.services.bdme.retiros import Retiros

Plantilla = Annotated[
    Path | None,
    typer.Option(
        "--plantilla",
        metavar="F",
        help="Formulario .xlsx o .xlsm de la CGN; se llena una copia en --salida.",
    ),
]
Columnas = Annotated[
    list[str] | None,
    typer.Option(
        "--columna",
        metavar="CAMPO=LETRA",
        help="Dónde va cada dato en el formulario; se recuerda por entidad.",
    ),
]
MAX_SHOWN = 20
"""Debtors of a section that the screen lists; the workbook has all."""


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("bdme")(bdme)


def bdme(
    ctx: typer.Context,
    corte: Annotated[
        dt.date | None,
        typer.Option(parser=fecha, metavar="D", help="31 de mayo o 30 de noviembre."),
    ] = None,
    salida: Annotated[
        Path | None, typer.Option(metavar="F", help="Libro .xlsx que se escribe.")
    ] = None,
    entidad: Annotated[
        str, typer.Option(help="Sigla; hace falta si la base tiene varias.")
    ] = "",
    registrar: Annotated[
        bool,
        typer.Option(
            "--registrar",
            help="Conservar el informe (o, con --retiros, los retiros) como queda.",
        ),
    ] = False,
    retiros: Annotated[
        bool,
        typer.Option(
            "--retiros",
            help="Quiénes del último informe pagaron o firmaron un acuerdo.",
        ),
    ] = False,
    deudor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DOCUMENTO",
            help="Con --retiros, solo el de este deudor. Puede repetirse.",
        ),
    ] = None,
    plantilla: Plantilla = None,
    seccion: Annotated[
        str, typer.Option(help="Sección que va al formulario.")
    ] = "reporte_semestral",
    columna: Columnas = None,
    hoja: Annotated[str, typer.Option(help="Hoja del formulario.")] = "",
    fila: Annotated[
        int,
        typer.Option(
            min=0,
            show_default=False,
            help="Primera fila de datos; si falta, la que sigue a los títulos.",
        ),
    ] = 0,
) -> None:
    """Hace el informe del Boletín de Deudores Morosos del Estado (Ley 901 de 2004)."""
    state = state_of(ctx)
    if retiros:
        _retiros(state, entidad, deudor or (), registrar=registrar)
        return
    if corte is None or salida is None:
        message = (
            "Diga el corte y el libro que se escribe: "
            "cobro-desktop bdme --corte 2026-05-31 --salida bdme.xlsx"
        )
        raise InvalidDataError(message)
    from cobro_desktop.services.bdme.informe import PedidoBdme, informe_bdme
    from cobro_desktop.services.bdme.registro import (
        ConservarBdme,
        conservar_bdme,
        exportar_bdme,
    )

    pedido = PedidoBdme(corte, entidad)
    found = informe_bdme(state.workspace, pedido, state.hoy)
    if plantilla is None:
        done = exportar_bdme(found, salida, state.workspace, state.contexto)
    else:
        from cobro_desktop.services.bdme.formulario import (
            LlenarFormulario,
            llenar_formulario,
        )

        fill = LlenarFormulario(
            plantilla, salida, seccion, dict(map(par, columna or ())), hoja, fila
        )
        done = llenar_formulario(fill, found, state.workspace, state.contexto)
    datos = informe_json(found) | done.datos
    if registrar:
        kept = conservar_bdme(ConservarBdme(found), state.workspace, state.contexto)
        datos |= {"registrado": kept.datos}
    emit(state, datos, lambda console: _show(console, found, done.resumen))


def informe_json(found: InformeBdme) -> dict[str, object]:
    """Return the report as scripts read it (DESIGN), in pesos."""
    from cobro_desktop.domain.bdme_novedades import SeccionBdme
    from cobro_desktop.domain.dinero import en_pesos

    told = found.secciones
    return {
        "entidad": found.sigla,
        "corte": found.corte.isoformat(),
        "smlmv": en_pesos(found.regla.smlmv),
        "umbral": en_pesos(found.regla.umbral),
        "opciones": dict(found.opciones),
        "advertencias": list(found.advertencias),
        "anterior": found.anterior and found.anterior.corte.isoformat(),
        "incluidos": [_fila_json(fila) for fila in found.reportados],
        "excluidos": [_fila_json(f) for f in told[SeccionBdme.EXCLUIDOS]],
        "retiros": [_fila_json(fila) for fila in found.salidas],
        "actualizaciones": [_fila_json(f) for f in told[SeccionBdme.ACTUALIZACION]],
    }


def _fila_json(fila: FilaBdme) -> dict[str, object]:
    from cobro_desktop.domain.dinero import en_pesos

    before = fila.valor_anterior
    return {
        "deudor": fila.nombre,
        "tipo_documento": fila.tipo_documento,
        "documento": fila.documento,
        "seccion": fila.seccion.value,
        "valor": en_pesos(fila.valor),
        "motivo": fila.motivo,
        "novedad": fila.novedad.value,
        "valor_anterior": None if before is None else en_pesos(before),
        "obligaciones": [
            {
                "expediente": acto.expediente,
                "acto": f"{acto.acto} {acto.numero}",
                "fecha": acto.fecha.isoformat(),
                "valor": en_pesos(acto.valor),
                "vencimiento": acto.vencimiento.isoformat(),
                "extincion": acto.extincion and acto.extincion.isoformat(),
            }
            for acto in fila.actos
        ],
    }


def _retiros(
    state: State, entidad: str, deudores: Sequence[str], *, registrar: bool
) -> None:
    from cobro_desktop.domain.dinero import en_pesos
    from cobro_desktop.services.bdme.retiros import (
        RegistrarRetiros,
        registrar_retiros,
        retiros_pendientes,
    )

    found = retiros_pendientes(state.workspace, entidad, state.hoy)
    if deudores:
        found = _elegidos(found, deudores)
    datos: dict[str, object] = {
        "entidad": found.sigla,
        "corte": found.corte and found.corte.isoformat(),
        "reportados": found.reportados,
        "retiros": [
            {
                "deudor": one.nombre,
                "documento": one.documento,
                "seccion": one.seccion.value,
                "valor": en_pesos(one.valor),
                "desde": one.desde and one.desde.isoformat(),
                "motivo": one.motivo,
            }
            for one in found.pendientes
        ],
    }
    if registrar:
        people = frozenset(one.persona_id for one in found.pendientes)
        command = RegistrarRetiros(found.sigla, people if deudores else None)
        done = registrar_retiros(command, state.workspace, state.contexto)
        datos |= {"registrado": done.datos}
    emit(state, datos, lambda console: _show_retiros(console, found))


def _show(console: Console, found: InformeBdme, done: str) -> None:
    from cobro_desktop.formats import fecha_larga, pesos
    from cobro_desktop.services.bdme.modelo import SECCIONES

    lines = [
        f"{found.entidad} · corte: {fecha_larga(found.corte)}",
        f"Se reporta lo que pasa de {found.regla.umbral_en_palabras}.",
        *(f"Atención: {warning}" for warning in found.advertencias),
    ]
    if found.anterior is not None:
        lines.append(
            f"Se compara con el informe al {fecha_larga(found.anterior.corte)}."
        )
    for seccion, rows in found.secciones.items():
        total = pesos(sum(f.valor for f in rows))
        lines.append(f"{SECCIONES[seccion]}: {len(rows)}, {total}")
        lines += [f"  {f.nombre}: {f.motivo}" for f in rows[:MAX_SHOWN]]
        if len(rows) > MAX_SHOWN:
            lines.append(f"  … y {len(rows) - MAX_SHOWN} más (en el libro).")
    for line in [*lines, done]:
        console.print(line, markup=False, soft_wrap=True)


def _elegidos(found: Retiros, deudores: Sequence[str]) -> Retiros:
    """Keep the withdrawals of some debtors, by their document, however written."""
    known = {key: one for one in found.pendientes for key in _numeros(one.documento)}
    kept = []
    for text in deudores:
        one = next((known[key] for key in _numeros(text) if key in known), None)
        if one is None:
            message = (
                f"«{text}» no tiene un retiro pendiente. No se registró nada: "
                "«bdme --retiros» dice quiénes lo tienen."
            )
            raise InvalidDataError(message, {"deudor": text})
        kept.append(one)
    return replace(found, pendientes=tuple(dict.fromkeys(kept)))


def _numeros(documento: str) -> list[str]:
    """Return the digits of a document, with its check digit and without it."""
    whole = "".join(filter(str.isdigit, documento))
    number, _, _ = documento.partition("-")
    return [whole, "".join(filter(str.isdigit, number))]


def _show_retiros(console: Console, found: Retiros) -> None:
    from cobro_desktop.formats import cantidad, fecha_larga

    if found.corte is None:
        line = "Todavía no se ha conservado un informe del boletín."
    else:
        pending = len(found.pendientes)
        count = cantidad(pending, "retiro pendiente", "retiros pendientes")
        line = f"{count} del informe al {fecha_larga(found.corte)}."
    told = [f"{one.nombre}, {one.documento}: {one.motivo}" for one in found.pendientes]
    for text in [line, *told]:
        console.print(text, markup=False, soft_wrap=True)
