"""`termino` and `prescripcion`: when a term ends and when the action prescribes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cobro_desktop.cli.calculos import (
    Entidad,
    Lecturas,
    Suspensiones,
    answer,
    opciones_de,
    pasos,
)
from cobro_desktop.cli.ley import calendario_de
from cobro_desktop.cli.state import state_of
from cobro_desktop.cli.values import fecha, par
from cobro_desktop.domain.caducidad import perdida_ejecutoriedad
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.interrupcion import (
    ANIOS,
    Causa,
    HechosPrescripcion,
    Interrupcion,
)
from cobro_desktop.domain.plazos import (
    NotificacionElectronica,
    Termino,
    sumar_calendario,
    sumar_habiles,
    sumar_meses,
    termino_electronico,
)
from cobro_desktop.domain.prescripcion import Prescripcion, Riesgo, prescripcion
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def interrupcion(text: str) -> Interrupcion:
    """Read `TIPO=D`, or `TIPO=D..D` with the day on which it ended."""
    name, days = par(text)
    try:
        causa = Causa(name.casefold())
    except ValueError:
        known = ", ".join(Causa)
        message = f"«{name}» no interrumpe la prescripción. Use uno de estos: {known}."
        raise typer.BadParameter(message) from None
    start, _, end = days.partition("..")
    return Interrupcion(causa, fecha(start), fecha(end) if end else None)


Desde = Annotated[
    dt.date,
    typer.Option(parser=fecha, metavar="D", help="El hecho o acto; ese día no cuenta."),
]
Dias = Annotated[int | None, typer.Option(metavar="N", help="Días del término.")]
Meses = Annotated[
    int | None, typer.Option(metavar="N", help="Meses, de fecha a fecha.")
]
EnCalendario = Annotated[
    bool, typer.Option("--calendario", help="Días calendario; si falta, hábiles.")
]
Electronica = Annotated[
    bool,
    typer.Option(
        "--electronica",
        help="Días desde una notificación electrónica, según la entidad.",
    ),
]
Cierres = Annotated[
    list[dt.date] | None,
    typer.Option(
        "--cierre", parser=fecha, metavar="D", help="Día sin servicio; puede repetirse."
    ),
]
Ejecutoria = Annotated[
    dt.date,
    typer.Option(parser=fecha, metavar="D", help="Cuándo quedó en firme el acto."),
]
Anios = Annotated[int, typer.Option(metavar="N", help="Años del término.")]
Interrupciones = Annotated[
    list[Interrupcion] | None,
    typer.Option(
        "--interrumpe",
        parser=interrupcion,
        metavar="TIPO=D",
        help="mandamiento, facilidad, concordato o liquidacion; puede repetirse. "
        "Con TIPO=D..D, también el día en que terminó.",
    ),
]
Incumplimiento = Annotated[
    dt.date | None,
    typer.Option(
        parser=fecha, metavar="D", help="Cuándo se incumplió la última facilidad."
    ),
]
RemitidoSdh = Annotated[
    dt.date | None,
    typer.Option(
        parser=fecha, metavar="D", help="Cuándo se envió a la Secretaría de Hacienda."
    ),
]
Exigible = Annotated[
    dt.date | None,
    typer.Option(
        parser=fecha,
        metavar="D",
        help="Desde cuándo cuenta el riesgo; si falta, la ejecutoria.",
    ),
]
_RIESGO = {
    Riesgo.RIESGO: "En riesgo de prescripción.",
    Riesgo.SIN_RIESGO: "Sin riesgo de prescripción.",
    Riesgo.NO_APLICA: "Enviada a la Secretaría de Hacienda: no se marca riesgo.",
}


def register(app: typer.Typer) -> None:
    """Add the commands to the root."""
    app.command("termino")(termino)
    app.command("prescripcion")(prescribe)


def termino(
    ctx: typer.Context,
    desde: Desde,
    dias: Dias = None,
    meses: Meses = None,
    calendario: EnCalendario = False,
    electronica: Electronica = False,
    cierre: Cierres = None,
    suspende: Suspensiones = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Cuenta un término y dice qué días contó y cuáles saltó."""
    if (dias is None) == (meses is None) or (meses is not None and calendario):
        message = "escriba --dias N [--calendario] o --meses N, uno de los dos."
        raise typer.BadParameter(message, param_hint="--dias o --meses")
    if electronica and (calendario or dias is None):
        message = "se cuenta con --dias N, en días hábiles."
        raise typer.BadParameter(message, param_hint="--electronica")
    state = state_of(ctx)
    opciones = opciones_de(state, entidad, opcion)
    cal = calendario_de(
        state,
        entidad,
        opciones,
        cierres=dict.fromkeys(cierre or (), "cierre de la entidad"),
        suspensiones=suspende or (),
    )
    used = ["festivos.ley2578", "workdays"]
    if dias is None:
        found = sumar_meses(desde, meses or 0, cal)
    elif calendario:
        found = sumar_calendario(desde, dias, cal)
    elif electronica:
        used.append("notificacion.electronica")
        regla = NotificacionElectronica(opciones["notificacion.electronica"])
        found = termino_electronico(desde, dias, cal, regla=regla)
    else:
        found = sumar_habiles(desde, dias, cal)
    datos = _termino_json(found) | {"opciones": opciones.en_vigor(used)}
    answer(state, datos, _termino_lines(found))


def prescribe(
    ctx: typer.Context,
    ejecutoria: Ejecutoria,
    anios: Anios = ANIOS,
    interrumpe: Interrupciones = None,
    incumplimiento: Incumplimiento = None,
    suspende: Suspensiones = None,
    remitido_sdh: RemitidoSdh = None,
    exigible: Exigible = None,
    entidad: Entidad = None,
    opcion: Lecturas = None,
) -> None:
    """Dice cuándo prescribe la acción de cobro y si está en riesgo."""
    state = state_of(ctx)
    opciones = opciones_de(state, entidad, opcion)
    hechos = HechosPrescripcion(
        ejecutoria=ejecutoria,
        anios=anios,
        anios_alarma=opciones.entero("prescripcion.anios_alarma"),
        exigibilidad=exigible,
        interrupciones=_with_breach(interrumpe or (), incumplimiento),
        suspensiones=tuple(suspende or ()),
    )
    found = prescripcion(hechos, calendario_de(state, entidad, opciones))
    acts = [e.fecha for e in hechos.interrupciones if e.causa is Causa.MANDAMIENTO]
    lost = perdida_ejecutoriedad(ejecutoria, acts, state.hoy)
    used = ("festivos.ley2578", "prescripcion.anios_alarma", "workdays")
    datos = _prescripcion_json(found, state.hoy, remitido_sdh) | {
        "perdida_ejecutoriedad": {
            "vence": lost.vence.isoformat(),
            "perdida": lost.perdida,
        },
        "opciones": opciones.en_vigor(used),
    }
    answer(state, datos, _prescripcion_lines(found, state.hoy, remitido_sdh))


def _with_breach(
    events: Iterable[Interrupcion], breach: dt.date | None
) -> tuple[Interrupcion, ...]:
    events = tuple(events)
    if breach is None:
        return events
    granted = [e for e in events if e.causa is Causa.FACILIDAD and e.fecha <= breach]
    if not granted:
        message = (
            "--incumplimiento necesita una facilidad anterior: escriba --interrumpe "
            "facilidad=AAAA-MM-DD."
        )
        raise InvalidDataError(message)
    last = max(granted, key=lambda e: e.fecha)
    return tuple(replace(e, fin=breach) if e is last else e for e in events)


def _termino_json(found: Termino) -> dict[str, object]:
    return {
        "desde": found.desde.isoformat(),
        "vence": found.vence.isoformat(),
        "contados": [day.isoformat() for day in found.contados],
        "saltados": [
            {"fecha": day.fecha.isoformat(), "motivo": day.motivo}
            for day in found.saltados
        ],
        "traza": pasos(found.traza),
    }


def _termino_lines(found: Termino) -> Iterator[str]:
    yield f"Vence el {fecha_larga(found.vence)}."
    yield from (paso.detalle for paso in found.traza)
    yield from (f"No contó {d.fecha}: {d.motivo}." for d in found.saltados)


def _prescripcion_json(
    found: Prescripcion, hoy: dt.date, remitido: dt.date | None
) -> dict[str, object]:
    riesgo = found.riesgo(hoy, remitido)
    return {
        "inicio": found.inicio.isoformat(),
        "fecha_legal": found.fecha_legal.isoformat(),
        "fecha_segura": found.fecha_segura.isoformat(),
        "prescrita": found.prescrita(hoy),
        "en_riesgo": riesgo is Riesgo.RIESGO,
        "riesgo": riesgo.value,
        "entra_en_riesgo": found.entra_en_riesgo.isoformat(),
        "dias_restantes": found.dias_restantes(hoy),
        "tramos": [
            {
                "desde": t.desde.isoformat(),
                "hasta": t.hasta.isoformat(),
                "efecto": t.efecto.value,
                "motivo": t.motivo,
                "norma": t.norma,
            }
            for t in found.tramos
        ],
        "advertencias": list(found.advertencias),
        "traza": pasos(found.traza),
    }


def _prescripcion_lines(
    found: Prescripcion, hoy: dt.date, remitido: dt.date | None
) -> Iterator[str]:
    verb = "Prescribió" if found.prescrita(hoy) else "Prescribe"
    yield f"{verb} el {fecha_larga(found.fecha_legal)}."
    yield (
        f"Último día seguro para actuar: {fecha_larga(found.fecha_segura)} "
        f"({found.dias_restantes(hoy)} días)."
    )
    yield _RIESGO[found.riesgo(hoy, remitido)]
    for t in found.tramos:
        yield f"{t.desde} a {t.hasta}: {t.efecto}. {t.motivo} ({t.norma})."
    yield from (f"Atención: {note}" for note in found.advertencias)
