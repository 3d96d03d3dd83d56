"""The action window: the last day on which the next act still leaves time (B3).

Counted backwards from the safe date of the título through the times of the procedure
itself: working days with `restar_habiles`, months and years date to date. Each day of
the result is worked, as one signs and delivers on working days.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.plazos import restar_habiles, sumar_calendario, sumar_meses
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.domain.ruta import Clase, Meta
from cobro_desktop.domain.traza import Paso, Traza
from cobro_desktop.formats import cantidad, fecha_larga

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.ruta import Escala, Ruta

_HORIZONTE: Final = 3_660
"""Calendar days in which a way through a procedure fits; ten years."""
_PALABRAS = {
    Unidad.HABILES: ("día hábil", "días hábiles"),
    Unidad.CALENDARIO: ("día calendario", "días calendario"),
    Unidad.MESES: ("mes", "meses"),
    Unidad.ANIOS: ("año", "años"),
}


class Banda(StrEnum):
    """How urgent a título is, the worst first."""

    PRESCRITO = "prescrito"
    VENTANA_VENCIDA = "ventana_vencida"
    """With the procedure's own times it cannot be saved any more."""
    VENTANA_MES = "ventana_mes"
    """The last day for the next act is in this month."""
    EN_RIESGO = "en_riesgo"
    """More than a third of the term is gone (RULES 3.8)."""
    SIN_RIESGO = "sin_riesgo"


@dataclass(frozen=True, slots=True)
class Hito:
    """A milestone with its last day, that day included."""

    clase: Clase
    actividad: str
    que: str
    hasta: date


@dataclass(frozen=True, slots=True)
class Ventana:
    """The last days of what is still to be done, in order."""

    meta: Meta
    limite: date
    hitos: tuple[Hito, ...]
    avisos: tuple[str, ...]
    traza: Traza

    @property
    def siguiente(self) -> Hito:
        """What has to be done first."""
        return self.hitos[0]

    @property
    def firma(self) -> Hito | None:
        """The signature of the mandamiento, if it is still to come."""
        found = (h for h in self.hitos if h.clase is Clase.FIRMAR)
        return next(found, None)

    @property
    def decisivo(self) -> Hito:
        """The act that decides: signing, or citing once it is signed, or sending."""
        return self.firma or (
            self.hitos[-1] if self.meta is Meta.REMITIR else self.siguiente
        )

    @property
    def orden(self) -> str:
        """Say the act that decides, before which day, and its last one."""
        act = self.decisivo
        return (
            f"{act.que} antes del {fecha_larga(act.hasta + UN_DIA)}: "
            f"el último día es el {fecha_larga(act.hasta)}."
        )


@dataclass(frozen=True, slots=True)
class FechasTitulo:
    """The dates of a título that decide its band."""

    legal: date
    segura: date
    riesgo: date
    """First day with the risk mark."""


def ventana(ruta: Ruta, limite: date, cal: Calendario) -> Ventana:
    """Count a way backwards, so that its last milestone falls by `limite`.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    day = cal.habil_o_anterior(limite)
    last = ruta.escalas[-1]
    hitos = [Hito(last.clase, last.actividad, last.que, day)]
    steps = [
        Paso(
            "ventana.limite",
            last.norma,
            f"{last.que} a más tardar el {fecha_larga(day)}, último día seguro.",
        )
    ]
    for escala in reversed(ruta.escalas[:-1]):
        after = day
        day = cal.habil_o_anterior(restar(after, escala, cal))
        hitos.append(Hito(escala.clase, escala.actividad, escala.que, day))
        steps.append(_step(escala, after, day))
    return Ventana(ruta.meta, limite, tuple(reversed(hitos)), ruta.avisos, tuple(steps))


def restar(hasta: date, escala: Escala, cal: Calendario) -> date:
    """Return the last day from which the time of a milestone still ends by `hasta`.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    amount, unit = escala.cantidad, escala.unidad
    if not amount or unit is Unidad.INMEDIATO:
        return hasta
    if unit is Unidad.HABILES:
        return restar_habiles(hasta, amount, cal)
    if unit is Unidad.CALENDARIO:
        day = hasta - timedelta(days=amount)
        while sumar_calendario(day, amount, cal).vence > hasta:
            day -= UN_DIA
        return day
    months = amount * (12 if unit is Unidad.ANIOS else 1)
    day = _after_month_end(hasta, months)
    while sumar_meses(day, months, cal).vence > hasta:
        day -= UN_DIA
    return day


def segura_minima(ruta: Ruta, desde: date, cal: Calendario) -> date:
    """Return the earliest safe date whose window is still open on a day.

    A título whose safe date is before it cannot be saved with these times. It is the
    window turned round: `ventana(ruta, d).siguiente.hasta >= desde` from this day on.

    Raises:
        MissingParameterError: holidays that are not known.
    """

    def reached(days: int) -> bool:
        found = ventana(ruta, desde + timedelta(days=days), cal)
        return found.siguiente.hasta >= desde

    days = range(_HORIZONTE)
    return desde + timedelta(days=bisect_left(days, x=True, key=reached))


def banda(
    fechas: FechasTitulo, hoy: date, cierre: date | None, fin_de_mes: date
) -> Banda:
    """Return how urgent a título is on a day.

    `cierre` is the last day for its next act, None where no act is left to be done;
    `fin_de_mes`, the last day of this month.
    """
    if hoy > fechas.legal:
        return Banda.PRESCRITO
    if hoy > fechas.segura or (cierre is not None and hoy > cierre):
        return Banda.VENTANA_VENCIDA
    if cierre is not None and cierre <= fin_de_mes:
        return Banda.VENTANA_MES
    return Banda.EN_RIESGO if hoy >= fechas.riesgo else Banda.SIN_RIESGO


def _after_month_end(hasta: date, months: int) -> date:
    """Return a day from which the months surely end on `hasta` or after it."""
    day = mas_meses(hasta, -months)
    while mas_meses(day + UN_DIA, months) <= hasta:
        day += UN_DIA
    return day


def _step(escala: Escala, after: date, day: date) -> Paso:
    if not escala.cantidad or escala.unidad is Unidad.INMEDIATO:
        text = f"{escala.que} a más tardar el {fecha_larga(day)}."
    else:
        time = cantidad(escala.cantidad, *_PALABRAS[escala.unidad])
        text = (
            f"{escala.que} a más tardar el {fecha_larga(day)}: {time} antes del "
            f"{fecha_larga(after)} ({escala.porque})."
        )
    return Paso(f"ventana.{escala.clase}", escala.norma, text)
