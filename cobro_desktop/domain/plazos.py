"""How a term is counted, day by day, with the reason of each day left out (RULES 4.1).

The day of the notification never counts: the first day is the next one (CGP 118).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario import UN_DIA, Calendario
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.domain.traza import Paso, Traza
from cobro_desktop.formats import cantidad, fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable

DIAS_MAXIMOS = 36_600
"""A century; a longer term is a mistyped one."""
DIAS_DE_RECURSO = 10
"""Working days to file reposición or apelación (CPACA 76)."""
DIAS_DE_ESPERA = 5
"""Days before the debtor's term starts after an e-mail (ET 566-1)."""
HABILES_566_1 = "habiles_566_1"
"""Unit of a stored term that starts after the five days of ET 566-1.

Its `desde` stays the delivery of the e-mail, so that a new calendar or a corrected
date counts the wait again with the rest.
"""
LEY_4 = "Ley 4 de 1913, art. 62"


@dataclass(frozen=True, slots=True)
class DiaSaltado:
    """A day that did not count."""

    fecha: date
    motivo: str


@dataclass(frozen=True, slots=True)
class Termino:
    """A counted term; it ends at midnight of `vence`.

    Each day after `desde` up to `vence` is either in `contados` or in `saltados`.
    """

    desde: date
    vence: date
    contados: tuple[date, ...]
    saltados: tuple[DiaSaltado, ...]
    traza: Traza


class NotificacionElectronica(StrEnum):
    """When an e-mail notifies (switch `notificacion.electronica`)."""

    CPACA_56 = "CPACA_56"
    """At the access, certified, of who accepted this means."""
    ET_566_1 = "ET_566_1"
    """On delivery; the debtor's term starts five days later."""


class CasoFirmeza(StrEnum):
    """The events after which an act becomes final (CPACA 87)."""

    SIN_RECURSO = "sin_recurso"
    """No recurso lies; the date is the notification's."""
    RECURSO_DECIDIDO = "recurso_decidido"
    """The date is the notification of the decision on the recursos."""
    SIN_INTERPONER = "sin_interponer"
    """Nobody filed; the date is the notification's, and the ten days are counted."""
    RENUNCIA = "renuncia"
    """All waived their recursos, expressly, on the date."""
    DESISTIMIENTO = "desistimiento"
    """The date is the notification of the acceptance."""
    SILENCIO_POSITIVO = "silencio_positivo"
    """The date is the protocolización's."""


_NUMERAL = {
    CasoFirmeza.SIN_RECURSO: 1,
    CasoFirmeza.RECURSO_DECIDIDO: 2,
    CasoFirmeza.SIN_INTERPONER: 3,
    CasoFirmeza.RENUNCIA: 3,
    CasoFirmeza.DESISTIMIENTO: 4,
    CasoFirmeza.SILENCIO_POSITIVO: 5,
}


def sumar(desde: date, numero: int, unidad: Unidad, cal: Calendario) -> Termino:
    """Count a term in any of the units of a procedure.

    Raises:
        InvalidDataError: a negative or absurdly long term.
        MissingParameterError: holidays that are not known.
    """
    if unidad is Unidad.HABILES:
        return sumar_habiles(desde, numero, cal)
    if unidad is Unidad.CALENDARIO:
        return sumar_calendario(desde, numero, cal)
    if unidad is Unidad.INMEDIATO:
        return sumar_calendario(desde, 0, cal)
    return sumar_meses(desde, numero * (12 if unidad is Unidad.ANIOS else 1), cal)


def contar_guardado(desde: date, numero: int, unidad: str, cal: Calendario) -> Termino:
    """Count a stored term, whose unit may carry the wait of ET 566-1.

    Raises:
        InvalidDataError: a negative or absurdly long term.
        MissingParameterError: holidays that are not known.
    """
    if unidad == HABILES_566_1:
        rule = NotificacionElectronica.ET_566_1
        return termino_electronico(desde, numero, cal, regla=rule)
    return sumar(desde, numero, Unidad(unidad), cal)


def sumar_habiles(desde: date, dias: int, cal: Calendario) -> Termino:
    """Count working days; holidays, closures and suspended days do not count.

    Raises:
        InvalidDataError: a negative or absurdly long term.
        MissingParameterError: holidays that are not known.
    """
    _check(dias)
    day = desde
    counted: list[date] = []
    skipped: list[DiaSaltado] = []
    while len(counted) < dias:
        day = _next(day)
        reason = cal.motivo_inhabil(day) or cal.motivo_suspension(day)
        if reason:
            skipped.append(DiaSaltado(day, reason))
        else:
            counted.append(day)
    text = f"{cantidad(dias, 'día hábil', 'días hábiles')} desde el"
    return _termino(desde, day, counted, skipped, text)


def sumar_calendario(desde: date, dias: int, cal: Calendario) -> Termino:
    """Count calendar days; only suspended days do not count, and it may end on one.

    Raises:
        InvalidDataError: a negative or absurdly long term.
    """
    _check(dias)
    day = desde
    counted: list[date] = []
    skipped: list[DiaSaltado] = []
    while len(counted) < dias:
        day = _next(day)
        if reason := cal.motivo_suspension(day):
            skipped.append(DiaSaltado(day, reason))
        else:
            counted.append(day)
    text = f"{cantidad(dias, 'día calendario', 'días calendario')} desde el"
    return _termino(desde, day, counted, skipped, text)


def sumar_meses(
    desde: date, meses: int, cal: Calendario, *, extender: bool = True
) -> Termino:
    """Count months date to date; suspended days are added at the end.

    With `extender`, an end on a day that is not worked moves to the next working day;
    no months at all end on the day itself.

    Raises:
        InvalidDataError: a negative or absurdly long term.
        MissingParameterError: holidays that are not known.
    """
    _check(meses * 30)
    skipped: dict[date, str] = {}
    day, end = desde, mas_meses(desde, meses)
    while day < end:
        day = _next(day)
        if reason := cal.motivo_suspension(day):
            skipped[day] = reason
            end = _next(end)
    while (extender and meses) and (
        reason := cal.motivo_inhabil(end) or cal.motivo_suspension(end)
    ):
        skipped[end] = reason
        end = _next(end)
    counted = [d for d in _days(desde, end) if d not in skipped]
    text = f"{cantidad(meses, 'mes', 'meses')}, de fecha a fecha, desde el"
    skipped_days = [DiaSaltado(d, reason) for d, reason in sorted(skipped.items())]
    return _termino(desde, end, counted, skipped_days, text)


def contar_habiles(desde: date, hasta: date, cal: Calendario) -> int:
    """Return how many counted days there are after `desde`, up to `hasta` included.

    Raises:
        InvalidDataError: `hasta` is before `desde`.
        MissingParameterError: holidays that are not known.
    """
    if hasta < desde:
        message = f"No se puede contar desde {desde} hasta una fecha anterior, {hasta}."
        raise InvalidDataError(message, {"desde": f"{desde}", "hasta": f"{hasta}"})
    return sum(
        cal.es_habil(d) and cal.motivo_suspension(d) is None
        for d in _days(desde, hasta)
    )


def restar_habiles(hasta: date, dias: int, cal: Calendario) -> date:
    """Return the last day from which a term of working days still ends by `hasta`.

    Raises:
        InvalidDataError: a negative or absurdly long term.
        MissingParameterError: holidays that are not known.
    """
    _check(dias)
    start = hasta
    for _ in range(dias):
        while cal.motivo_inhabil(start) or cal.motivo_suspension(start):
            start -= UN_DIA
        start -= UN_DIA
    return start


def termino_electronico(
    entrega: date,
    dias: int,
    cal: Calendario,
    *,
    regla: NotificacionElectronica = NotificacionElectronica.CPACA_56,
    unidad_espera: Unidad = Unidad.HABILES,
) -> Termino:
    """Count working days after an electronic notification (RULES 4.2).

    `entrega` is the certified access under CPACA 56, or the delivery under ET 566-1,
    whose five days of waiting (`unidad_espera`) stand among the skipped ones.
    """
    if regla is NotificacionElectronica.CPACA_56:
        return sumar_habiles(entrega, dias, cal)
    wait = sumar(entrega, DIAS_DE_ESPERA, unidad_espera, cal)
    term = sumar_habiles(wait.vence, dias, cal)
    waited = (
        *(DiaSaltado(d, "espera de cinco días (ET 566-1)") for d in wait.contados),
        *wait.saltados,
    )
    skipped = (*sorted(waited, key=lambda d: d.fecha), *term.saltados)
    return Termino(
        entrega, term.vence, term.contados, skipped, (*wait.traza, *term.traza)
    )


def notificado_por_aviso(entrega: date, cal: Calendario) -> date:
    """Return the day on which an aviso notifies: the working day after (CPACA 69)."""
    return sumar_habiles(entrega, 1, cal).vence


def firmeza(caso: CasoFirmeza, fecha: date, cal: Calendario) -> tuple[date, Traza]:
    """Return the day on which an act is final, with its trace (CPACA 87).

    `fecha` is that of the event of the case; the result is the calendar day after it,
    or after the last of the ten days when nobody filed a recurso.
    """
    traza: Traza = ()
    if caso is CasoFirmeza.SIN_INTERPONER:
        term = sumar_habiles(fecha, DIAS_DE_RECURSO, cal)
        fecha, traza = term.vence, term.traza
    firme = _next(fecha)
    step = Paso(
        "firmeza",
        f"CPACA, art. 87 num. {_NUMERAL[caso]}",
        f"Firme desde el {fecha_larga(firme)}, día siguiente al {fecha_larga(fecha)}.",
    )
    return firme, (*traza, step)


def _check(dias: int) -> None:
    if not 0 <= dias <= DIAS_MAXIMOS:
        message = "Un término va de cero días a cien años. Revise el número."
        raise InvalidDataError(message, {"dias": dias})


def _next(day: date) -> date:
    if day == date.max:
        message = "El término pasa del último año del calendario. Revise la fecha."
        raise InvalidDataError(message)
    return day + UN_DIA


def _days(desde: date, hasta: date) -> Iterable[date]:
    """Yield the days after `desde`, up to `hasta` included."""
    return (desde + timedelta(days=n) for n in range(1, (hasta - desde).days + 1))


def _termino(
    desde: date,
    vence: date,
    contados: Iterable[date],
    saltados: Iterable[DiaSaltado],
    texto: str,
) -> Termino:
    detail = f"{texto} {fecha_larga(desde)}: vence el {fecha_larga(vence)}."
    step = Paso("termino", f"{LEY_4}; CGP, art. 118", detail)
    return Termino(desde, vence, tuple(contados), tuple(saltados), (step,))
