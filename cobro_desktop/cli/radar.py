"""`radar` and `simular-prescripcion`: what is about to be lost, and what if."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.calculos import Suspensiones
from cobro_desktop.cli.output import emit
from cobro_desktop.cli.plazos import Interrupciones
from cobro_desktop.cli.state import state_of

if TYPE_CHECKING:
    from rich.console import Console

    from cobro_desktop.domain.prescripcion import Prescripcion
    from cobro_desktop.services.radar import Radar
    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_desktop.services.simulacion import Simulacion

Anula = Annotated[
    list[int] | None,
    typer.Option(
        metavar="ID", help="Evento registrado que no contaría; puede repetirse."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("radar")(radar)
    app.command("simular-prescripcion")(simular_prescripcion)


def radar(
    ctx: typer.Context,
    entidad: Annotated[str, typer.Option(help="Sigla; si falta, todas.")] = "",
    procedimiento: Annotated[str, typer.Option(help="Código del procedimiento.")] = "",
    meses: Annotated[int, typer.Option(min=1, max=120)] = 24,
    casos: Annotated[
        int, typer.Option(min=0, max=1_000, help="Cuántos títulos urgentes mostrar.")
    ] = 20,
) -> None:
    """Suma lo que prescribe cada mes y dice qué se debe hacer primero."""
    from cobro_desktop.services.radar import Filtro
    from cobro_desktop.services.radar import radar as leer
    from cobro_desktop.services.radar_titulos import Pagina, filas

    state = state_of(ctx)
    filtro = Filtro(entidad.upper(), procedimiento)
    found = leer(state.workspace, state.hoy, filtro, meses=meses)
    page = Pagina(lineas=range(casos))
    urgent = filas(state.workspace, state.hoy, filtro, page) if casos else []
    datos = _radar_json(found) | {"urgentes": [_fila_json(row) for row in urgent]}
    emit(state, datos, lambda console: _show_radar(console, found, urgent))


def simular_prescripcion(
    ctx: typer.Context,
    numero: Annotated[
        str, typer.Argument(help="Número del expediente, o el de otro sistema.")
    ],
    interrumpe: Interrupciones = None,
    anula: Anula = None,
    suspende: Suspensiones = None,
    titulo: Annotated[
        int | None, typer.Option(help="Id del título, si el expediente tiene varios.")
    ] = None,
) -> None:
    """Calcula qué pasaría con la prescripción de un título; no guarda nada."""
    from cobro_desktop.services.expedientes import id_de
    from cobro_desktop.services.simulacion import Supuesto, lineas, simular

    state = state_of(ctx)
    supuesto = Supuesto(
        tuple(interrumpe or ()), tuple(anula or ()), suspende=tuple(suspende or ())
    )
    found = simular(
        state.workspace,
        id_de(state.workspace, numero),
        supuesto,
        state.hoy,
        titulo_id=titulo,
    )

    def show(console: Console) -> None:
        for line in lineas(found, state.hoy):
            console.print(line, markup=False, soft_wrap=True)

    emit(state, _simulacion_json(found), show)


def _radar_json(found: Radar) -> dict[str, object]:
    from cobro_desktop.domain.dinero import en_pesos

    return {
        "hoy": found.hoy.isoformat(),
        "titulos": found.titulos,
        "saldo": en_pesos(found.saldo),
        "sin_fecha": {
            "titulos": found.sin_fecha,
            "saldo": en_pesos(found.saldo_sin_fecha),
        },
        "bandas": [
            {
                "banda": total.banda.value,
                "titulos": total.titulos,
                "saldo": en_pesos(total.saldo),
            }
            for total in found.bandas
        ],
        "barras": [
            {
                "nombre": bar.nombre,
                "desde": bar.desde and bar.desde.isoformat(),
                "hasta": bar.hasta and bar.hasta.isoformat(),
                "titulos": bar.titulos,
                "saldo": en_pesos(bar.saldo),
                "titulos_ventana_vencida": bar.titulos_tarde,
                "saldo_ventana_vencida": en_pesos(bar.saldo_tarde),
            }
            for bar in found.barras
        ],
    }


def _fila_json(row: FilaRadar) -> dict[str, object]:
    from cobro_desktop.domain.dinero import en_pesos

    window = row.ventana
    return {
        "numero": row.numero,
        "deudor": row.deudor,
        "procedimiento": row.procedimiento,
        "actividad": row.actividad,
        "responsable": row.responsable,
        "saldo": en_pesos(row.saldo),
        "banda": row.banda.value,
        "fecha_legal": row.fecha_legal.isoformat(),
        "fecha_segura": row.fecha_segura.isoformat(),
        "entra_en_riesgo": row.entra_en_riesgo.isoformat(),
        "orden": window.orden if window else row.motivo,
        "hitos": [
            {
                "actividad": hito.actividad,
                "que": hito.que,
                "clase": hito.clase.value,
                "hasta": hito.hasta.isoformat(),
            }
            for hito in (window.hitos if window else ())
        ],
        "avisos": list(window.avisos) if window else [],
    }


def _show_radar(console: Console, found: Radar, urgent: list[FilaRadar]) -> None:
    from rich.table import Column, Table

    from cobro_desktop.formats import cantidad, fecha_corta, pesos

    table = Table(
        "Fecha segura",
        Column("Títulos", justify="right"),
        Column("Capital", justify="right", no_wrap=True),
        Column("Con ventana vencida", justify="right", no_wrap=True),
    )
    for bar in found.barras:
        if not bar.titulos:
            continue
        table.add_row(
            bar.nombre, f"{bar.titulos}", pesos(bar.saldo), pesos(bar.saldo_tarde)
        )
    console.print(table)
    console.print(
        f"{cantidad(found.titulos, 'título')} con saldo: {pesos(found.saldo)}."
    )
    if found.sin_fecha:
        console.print(
            f"Sin ejecutoria registrada: {cantidad(found.sin_fecha, 'título')}, "
            f"{pesos(found.saldo_sin_fecha)}; nadie sabe cuándo prescriben."
        )
    for row in urgent:
        said = row.ventana.orden if row.ventana else row.motivo
        safe = fecha_corta(row.fecha_segura)
        console.print(
            f"{row.numero} · {row.deudor} · {pesos(row.saldo)} · segura {safe}\n"
            f"  {said}",
            markup=False,
            soft_wrap=True,
        )


def _simulacion_json(found: Simulacion) -> dict[str, object]:
    from cobro_desktop.services.simulacion import NADA_SE_GUARDA

    return {
        "titulo": {"id": found.titulo.titulo_id, "numero": found.titulo.numero},
        "supuestos": list(found.cambios),
        "eventos": [
            {
                "id": event.id,
                "tipo": event.causa.value,
                "fecha": event.fecha.isoformat(),
                "hasta": event.fin and event.fin.isoformat(),
                "valida": event.valida,
            }
            for event in found.titulo.eventos
        ],
        "antes": _fechas_json(found.antes),
        "despues": _fechas_json(found.despues),
        "alarma": {
            "antes": found.titulo.alarma and found.titulo.alarma.isoformat(),
            "despues": found.alarma and found.alarma.isoformat(),
        },
        "dias_fecha_legal": found.dias_legal,
        "dias_fecha_segura": found.dias_segura,
        "guardado": False,
        "nota": NADA_SE_GUARDA,
    }


def _fechas_json(found: Prescripcion) -> dict[str, object]:
    return {
        "inicio": found.inicio.isoformat(),
        "fecha_legal": found.fecha_legal.isoformat(),
        "fecha_segura": found.fecha_segura.isoformat(),
        "entra_en_riesgo": found.entra_en_riesgo.isoformat(),
        "advertencias": list(found.advertencias),
        "traza": [
            {"norma": step.norma, "detalle": step.detalle} for step in found.traza
        ],
    }
