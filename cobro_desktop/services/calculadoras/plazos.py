"""When a term ends and when the collection action prescribes (RULES 3 and 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.caducidad import perdida_ejecutoriedad
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.plazos import (
    NotificacionElectronica,
    sumar_calendario,
    sumar_habiles,
    sumar_meses,
    termino_electronico,
)
from cobro_desktop.domain.prescripcion import Riesgo, prescripcion
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga
from cobro_desktop.services.calculadoras.calculo import (
    Calculo,
    Tabla,
    lecturas_de,
    traza_en_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cobro_desktop.domain.interrupcion import HechosPrescripcion, Interrupcion
    from cobro_desktop.domain.plazos import Termino
    from cobro_desktop.domain.prescripcion import Prescripcion
    from cobro_desktop.services.calculadoras.calculo import Marco

ELECTRONICA = "notificacion.electronica"
ALARMA = "prescripcion.anios_alarma"
_CALENDARIO = ("festivos.ley2578", "workdays")
_RIESGO = {
    Riesgo.RIESGO: "En riesgo de prescripción.",
    Riesgo.SIN_RIESGO: "Sin riesgo de prescripción.",
    Riesgo.NO_APLICA: "Enviada a la Secretaría de Hacienda: no se marca riesgo.",
}


@dataclass(frozen=True, slots=True)
class Plazo:
    """A term to count; the day of the act does not count."""

    desde: date
    numero: int
    unidad: Unidad = Unidad.HABILES
    electronica: bool = False
    """Working days after an electronic notification, as the entity reads it."""


def calcular_termino(marco: Marco, plazo: Plazo) -> Calculo:
    """Count a term and say which days counted and which did not.

    Raises:
        InvalidDataError: a negative or absurdly long term.
        MissingParameterError: holidays that are not known.
    """
    used = (*_CALENDARIO, *((ELECTRONICA,) if plazo.electronica else ()))
    found = _count(marco, plazo)
    return Calculo(
        titular=f"Vence el {fecha_larga(found.vence)}",
        frases=(
            f"Vence el {fecha_larga(found.vence)}.",
            *(paso.detalle for paso in found.traza),
            *(f"No contó {d.fecha}: {d.motivo}." for d in found.saltados),
        ),
        datos={
            "desde": found.desde.isoformat(),
            "vence": found.vence.isoformat(),
            "contados": [day.isoformat() for day in found.contados],
            "saltados": [
                {"fecha": day.fecha.isoformat(), "motivo": day.motivo}
                for day in found.saltados
            ],
            "traza": traza_en_json(found.traza),
            "opciones": marco.opciones.en_vigor(used),
        },
        traza=found.traza,
        lecturas=lecturas_de(marco.opciones, used),
        tabla=Tabla(
            ("Día que no contó", "Por qué"),
            tuple((fecha_corta(d.fecha), d.motivo) for d in found.saltados),
        ),
    )


def calcular_prescripcion(
    marco: Marco, hechos: HechosPrescripcion, remitido: date | None = None
) -> Calculo:
    """Return when the action prescribes, the safe date and the risk mark.

    The reading that an entity chose decides on the shorter term to watch; the one
    by default is the term of ET 817 itself, and shortens no other.

    Raises:
        MissingParameterError: the holidays of the safe date's year are not known.
    """
    opciones, hoy = marco.opciones, marco.hoy
    watched = opciones.entero(ALARMA)
    matters = ALARMA in opciones.elegidas or hechos.anios <= watched
    hechos = replace(hechos, anios_alarma=watched if matters else None)
    found = prescripcion(hechos, marco.calendario)
    acts = [e.fecha for e in hechos.interrupciones if e.causa is Causa.MANDAMIENTO]
    lost = perdida_ejecutoriedad(hechos.ejecutoria, acts, hoy)
    used = (*_CALENDARIO, *((ALARMA,) if matters else ()))
    verb = "Prescribió" if found.prescrita(hoy) else "Prescribe"
    return Calculo(
        titular=f"{verb} el {fecha_larga(found.fecha_legal)}",
        frases=tuple(_frases(found, hoy, remitido)),
        datos=_en_json(found, hoy, remitido)
        | {
            "perdida_ejecutoriedad": {
                "vence": lost.vence.isoformat(),
                "perdida": lost.perdida,
            },
            "opciones": opciones.en_vigor(used),
        },
        traza=found.traza,
        lecturas=lecturas_de(opciones, used),
        advertencias=found.advertencias,
        tabla=Tabla(
            ("Desde", "Hasta", "El término", "Por qué", "Norma"),
            tuple(
                (
                    fecha_corta(t.desde),
                    fecha_corta(t.hasta),
                    str(t.efecto.value),
                    t.motivo,
                    t.norma,
                )
                for t in found.tramos
            ),
        ),
    )


def con_incumplimiento(
    eventos: Iterable[Interrupcion], incumplimiento: date | None
) -> tuple[Interrupcion, ...]:
    """Give the last facilidad granted before a breach that day as its end.

    Raises:
        InvalidDataError: there is a breach and no facilidad before it.
    """
    eventos = tuple(eventos)
    if incumplimiento is None:
        return eventos
    granted = [
        e for e in eventos if e.causa is Causa.FACILIDAD and e.fecha <= incumplimiento
    ]
    if not granted:
        message = (
            "--incumplimiento necesita una facilidad anterior: escriba --interrumpe "
            "facilidad=AAAA-MM-DD."
        )
        raise InvalidDataError(message)
    last = max(granted, key=lambda e: e.fecha)
    return tuple(replace(e, fin=incumplimiento) if e is last else e for e in eventos)


def _count(marco: Marco, plazo: Plazo) -> Termino:
    if plazo.unidad is Unidad.MESES:
        return sumar_meses(plazo.desde, plazo.numero, marco.calendario)
    if plazo.unidad is Unidad.CALENDARIO:
        return sumar_calendario(plazo.desde, plazo.numero, marco.calendario)
    if plazo.electronica:
        regla = NotificacionElectronica(marco.opciones[ELECTRONICA])
        cal = marco.calendario
        return termino_electronico(plazo.desde, plazo.numero, cal, regla=regla)
    return sumar_habiles(plazo.desde, plazo.numero, marco.calendario)


def _en_json(
    found: Prescripcion, hoy: date, remitido: date | None
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
        "traza": traza_en_json(found.traza),
    }


def _frases(found: Prescripcion, hoy: date, remitido: date | None) -> Iterator[str]:
    verb = "Prescribió" if found.prescrita(hoy) else "Prescribe"
    yield f"{verb} el {fecha_larga(found.fecha_legal)}."
    left = found.dias_restantes(hoy)
    about = f"faltan {cantidad(left, 'día')}" if left >= 0 else "ya pasó"
    yield f"Último día seguro para actuar: {fecha_larga(found.fecha_segura)} ({about})."
    yield _RIESGO[found.riesgo(hoy, remitido)]
    for t in found.tramos:
        yield f"{t.desde} a {t.hasta}: {t.efecto}. {t.motivo} ({t.norma})."
