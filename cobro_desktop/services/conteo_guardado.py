"""Counts a stored term anew and tells why its date would be another today (B14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.plazos import (
    NotificacionElectronica,
    sumar,
    termino_electronico,
)
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.calendario import build_calendario

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.plazos import Termino
    from cobro_desktop.domain.procedimiento import Unidad


@dataclass(frozen=True, slots=True)
class ConteoGuardado:
    """How a stored term is counted, to be done again with other calendars."""

    desde: dt.date
    cantidad: int
    unidad: Unidad
    electronica: bool
    """Whether the five days of ET 566-1 go before it."""

    def con(self, cal: Calendario) -> Termino:
        """Count it with a calendar."""
        if self.electronica:
            rule = NotificacionElectronica.ET_566_1
            return termino_electronico(self.desde, self.cantidad, cal, regla=rule)
        return sumar(self.desde, self.cantidad, self.unidad, cal)


@dataclass(frozen=True, slots=True)
class Calendarios:
    """The days of today: of the case, of its entity, and the readings behind them."""

    caso: Calendario
    """With the suspensions of the case."""
    entidad: Calendario
    opciones: Opciones


def diferencia(
    conteo: ConteoGuardado, vence: dt.date, hoy: Calendarios
) -> Iterator[str]:
    """Say that the stored date is another, and what it was counted without."""
    now = conteo.con(hoy.caso)
    if now.vence == vence:
        return
    yield (
        f"La fecha guardada es el {fecha_larga(vence)}, y con el calendario de hoy "
        f"sería el {fecha_larga(now.vence)}. Rige la guardada mientras nadie la "
        "recalcule."
    )
    for why, other in _otros(hoy, _cierres(now, hoy.caso)):
        if conteo.con(other).vence == vence:
            yield why
            return
    if (
        conteo.electronica
        and replace(conteo, electronica=False).con(hoy.caso).vence == vence
    ):
        yield (
            "Se contó desde la entrega del correo, sin los cinco días de espera que "
            "pide la lectura de la entidad (ET 566-1)."
        )
        return
    if (
        not conteo.electronica
        and replace(conteo, electronica=True).con(hoy.caso).vence == vence
    ):
        yield (
            "Se contó con los cinco días de espera del artículo 566-1 del Estatuto "
            "Tributario, que la lectura de la entidad ya no pide."
        )
        return
    yield (
        "Ni los cierres, ni las suspensiones, ni las lecturas de la ley explican por "
        "sí solos la diferencia: revise el acto que lo inició y el plazo."
    )


def _cierres(now: Termino, cal: Calendario) -> str:
    """Name the closures that a term meets: `el 8 de abril de 2026 (Resolución 7)`."""
    met = [d for d in now.saltados if d.motivo == cal.cierres.get(d.fecha)]
    return "; ".join(f"el {fecha_larga(day.fecha)}, {day.motivo}" for day in met[:3])


def _otros(hoy: Calendarios, cierres: str) -> Iterator[tuple[str, Calendario]]:
    """Yield the calendars that a term may have been counted with, and what changed."""
    cal, general, opciones = hoy.caso, hoy.entidad, hoy.opciones
    yield (
        "Se contó antes de registrar la suspensión de los términos del expediente.",
        general,
    )
    yield (
        f"Se contó antes de cargar días de cierre que caen en él: {cierres}.",
        replace(cal, cierres={}),
    )
    own = tuple(s for s in cal.suspensiones if s not in general.suspensiones)
    yield (
        "Se contó antes de cargar una suspensión general de términos de la entidad.",
        replace(cal, suspensiones=own),
    )
    yield (
        "Se contó sin los cierres ni las suspensiones que hoy están cargados.",
        replace(cal, cierres={}, suspensiones=()),
    )
    law = "false" if opciones.activa("festivos.ley2578") else "true"
    week = "LUN_SAB" if opciones["workdays"] != "LUN_SAB" else "LUN_VIE"
    for clave, valor, why in (
        ("festivos.ley2578", law, "el festivo de la Ley 2578 de 2026"),
        ("workdays", week, "los días que trabaja la entidad"),
    ):
        yield (
            f"Se contó con otra lectura de la ley: cambió {why}.",
            build_calendario(
                opciones.con({clave: valor}),
                cierres=cal.cierres,
                suspensiones=cal.suspensiones,
            ),
        )
