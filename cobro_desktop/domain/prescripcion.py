"""When the collection action prescribes, event by event (ET 817 and 818; RULES 3).

Nothing here depends on today: interruptions that prove void are marked so and the
whole is computed again. A term runs from the day after its event to the same day of
the month years later, and a holiday at its end never extends it (RULES, T-3.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.interrupcion import NOMBRE, Causa
from cobro_desktop.domain.traza import Paso, Traza
from cobro_desktop.formats import fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario, Suspension
    from cobro_desktop.domain.interrupcion import HechosPrescripcion, Interrupcion


class Efecto(StrEnum):
    """What happens to the term on some days."""

    CORRE = "corre"
    SUSPENDIDO = "suspendido"
    INTERRUMPIDO = "interrumpido"
    """The term is over and has not started again."""


@dataclass(frozen=True, slots=True)
class Tramo:
    """Days on which the same happens to the term; both ends are included."""

    desde: date
    hasta: date
    efecto: Efecto
    motivo: str
    norma: str


class Riesgo(StrEnum):
    """The mark of SDSCJ's manual (RULES 3.8)."""

    RIESGO = "riesgo"
    SIN_RIESGO = "sin_riesgo"
    NO_APLICA = "no_aplica"
    """It was already sent to the Secretaría de Hacienda."""


@dataclass(frozen=True, slots=True)
class Prescripcion:
    """The dates of a título; compare them with today."""

    inicio: date
    """The event after which the current term runs."""
    fecha_legal: date
    """Last day of the term; from the next one the action is prescribed."""
    fecha_segura: date
    """Last working day on which an act is in time under every reading."""
    sin_riesgo_hasta: date
    """Last day that is not more than a third of the term (DECISIONS 39)."""
    tramos: tuple[Tramo, ...]
    advertencias: tuple[str, ...]
    traza: Traza

    @property
    def entra_en_riesgo(self) -> date:
        """The first day with the risk mark."""
        return self.sin_riesgo_hasta + UN_DIA

    def prescrita(self, hoy: date) -> bool:
        """Tell whether the term is over."""
        return hoy > self.fecha_legal

    def dias_restantes(self, hoy: date) -> int:
        """Return the calendar days to the safe date; negative when it is past."""
        return (self.fecha_segura - hoy).days

    def riesgo(self, hoy: date, remitido: date | None = None) -> Riesgo:
        """Return the mark of the day; `remitido` is when it was sent to SDH."""
        if remitido is not None and remitido <= hoy:
            return Riesgo.NO_APLICA
        return Riesgo.RIESGO if hoy > self.sin_riesgo_hasta else Riesgo.SIN_RIESGO


def prescripcion(hechos: HechosPrescripcion, cal: Calendario) -> Prescripcion:
    """Compute the legal and the safe date of a título.

    The law does not say when the term starts again after a facilidad: the legal date
    takes the breach (DIAN 2018), and the safe one the earliest of that and of the
    granting (DIAN 2003), for the ordinary and the watched number of years. Of an
    interruption that has not ended the legal date is provisional, counted from its
    start, and a warning says so.

    Raises:
        MissingParameterError: the holidays of the safe date's year are not known.
    """
    legal = _run(hechos, hechos.anios, at_breach=True)
    strict = _run(hechos, hechos.anios, at_breach=False)
    watched = [
        _run(hechos, hechos.anios_alarma or hechos.anios, at_breach=flag)
        for flag in (True, False)
    ]
    earliest = min(run.fin for run in (legal, strict, *watched))
    segura = cal.habil_o_anterior(earliest)
    tercio = min(_end_of_third(hechos, run) for run in (legal, strict))
    notes = (*legal.notas, *_notes(hechos, legal, earliest, segura))
    return Prescripcion(
        inicio=legal.inicio,
        fecha_legal=legal.fin,
        fecha_segura=segura,
        sin_riesgo_hasta=tercio,
        tramos=tuple(legal.tramos),
        advertencias=notes,
        traza=_trace(hechos, legal, segura, tercio),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """The life of the term under one reading."""

    inicio: date
    fin: date
    tramos: tuple[Tramo, ...]
    notas: tuple[str, ...]


def _run(hechos: HechosPrescripcion, anios: int, *, at_breach: bool) -> _Run:
    start, name = hechos.ejecutoria, "Desde la ejecutoria del título"
    end = _end(start, 12 * anios, hechos.suspensiones)
    stretches: list[Tramo] = []
    notes: list[str] = []
    unfinished: list[str] = []
    for event in sorted(hechos.interrupciones, key=lambda e: e.fecha):
        what = f"{NOMBRE[event.causa]} del {fecha_larga(event.fecha)}"
        if not event.valida:
            notes.append(f"{what} no cuenta: quedó sin validez.")
        elif event.fecha > end:
            notes.append(
                f"{what} no cuenta: el término ya había vencido el {fecha_larga(end)}."
            )
        else:
            restart = _restart(event, at_breach=at_breach)
            stretches += _running(start, event.fecha, name, hechos.suspensiones)
            stretches += _stopped(max(start, event.fecha), restart, what)
            if restart > start:
                start, name = restart, f"Término nuevo: {_lower(what)}"
                end = _end(start, 12 * anios, hechos.suspensiones)
                unfinished = _unfinished(event, what)
    stretches += _running(start, end, name, hechos.suspensiones)
    return _Run(start, end, tuple(stretches), (*notes, *unfinished))


def _unfinished(event: Interrupcion, what: str) -> list[str]:
    if event.fin is not None or event.causa is Causa.MANDAMIENTO:
        return []
    note = (
        f"No consta que terminara ni se incumpliera {_lower(what)}: mientras tanto el "
        "término está interrumpido y estas fechas son provisionales."
    )
    return [note]


def _restart(event: Interrupcion, *, at_breach: bool) -> date:
    if event.fin is None or (event.causa is Causa.FACILIDAD and not at_breach):
        return event.fecha
    return event.fin


def _end(start: date, meses: int, suspensiones: Sequence[Suspension]) -> date:
    """Return the last day of a term of months, plus the days it was suspended."""
    nominal = mas_meses(start, meses)
    end, merged = nominal, _merged(suspensiones)
    while True:
        stopped = sum(
            (min(until, end) - max(since, start + UN_DIA)).days + 1
            for since, until in merged
            if since <= end and until > start
        )
        longer = nominal + timedelta(days=stopped)
        if longer == end:
            return end
        end = longer


def _merged(suspensiones: Iterable[Suspension]) -> list[tuple[date, date]]:
    """Join what overlaps or touches, so that no day is added twice."""
    merged: list[tuple[date, date]] = []
    for since, until in sorted((s.desde, s.hasta) for s in suspensiones):
        if merged and since <= merged[-1][1] + UN_DIA:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _running(
    start: date, end: date, motivo: str, suspensiones: Iterable[Suspension]
) -> list[Tramo]:
    """Split the days after `start`, up to `end`, where they were suspended."""
    found: list[Tramo] = []
    day = start + UN_DIA
    if day > end:
        return found
    for since, until in _merged(suspensiones):
        if until < day or since > end:
            continue
        if since > day:
            found.append(_corre(day, since - UN_DIA, motivo))
        stop = min(until, end)
        found.append(
            Tramo(
                max(since, day),
                stop,
                Efecto.SUSPENDIDO,
                "Término suspendido",
                "ET, art. 818",
            )
        )
        day = stop + UN_DIA
    return [*found, _corre(day, end, motivo)] if day <= end else found


def _corre(desde: date, hasta: date, motivo: str) -> Tramo:
    return Tramo(desde, hasta, Efecto.CORRE, motivo, "ET, art. 817")


def _stopped(since: date, until: date, motivo: str) -> list[Tramo]:
    if until <= since:
        return []
    return [Tramo(since + UN_DIA, until, Efecto.INTERRUMPIDO, motivo, "ET, art. 818")]


def _end_of_third(hechos: HechosPrescripcion, run: _Run) -> date:
    start = run.inicio
    if start == hechos.ejecutoria and hechos.exigibilidad is not None:
        start = hechos.exigibilidad
    return _end(start, 12 * hechos.anios // 3, hechos.suspensiones)


def _notes(
    hechos: HechosPrescripcion, legal: _Run, earliest: date, segura: date
) -> Iterable[str]:
    if hechos.anios_alarma is not None and hechos.anios_alarma < hechos.anios:
        yield (
            f"La fecha segura atiende también al término de {hechos.anios_alarma} "
            f"años; la fecha legal, al de {hechos.anios}."
        )
    elif earliest < legal.fin:
        yield (
            "La fecha segura cuenta desde que se concedió la facilidad; la fecha "
            "legal, desde que se incumplió. La ley no dice cuál de las dos."
        )
    if segura < earliest:
        yield (
            f"El {fecha_larga(earliest)} no es día hábil y el término no se extiende: "
            f"el último día seguro para actuar es el {fecha_larga(segura)}."
        )


def _trace(
    hechos: HechosPrescripcion, legal: _Run, segura: date, tercio: date
) -> Traza:
    term = (
        f"{hechos.anios} años después del {fecha_larga(legal.inicio)}, más los días "
        f"suspendidos: {fecha_larga(legal.fin)}."
    )
    return (
        *(
            Paso(
                "prescripcion",
                stretch.norma,
                f"{stretch.motivo}: {stretch.efecto}, del "
                f"{fecha_larga(stretch.desde)} al {fecha_larga(stretch.hasta)}.",
            )
            for stretch in legal.tramos
        ),
        Paso("prescripcion.fecha_legal", "ET, arts. 817 y 818; CPACA, art. 52", term),
        Paso(
            "prescripcion.fecha_segura",
            "",
            f"Último día hábil seguro en todas las lecturas: {fecha_larga(segura)}.",
        ),
        Paso(
            "prescripcion.riesgo",
            "Manual de cobro SDSCJ, 7.2.2",
            f"La tercera parte del término se cumple el {fecha_larga(tercio)}.",
        ),
    )


def _lower(texto: str) -> str:
    return texto[0].lower() + texto[1:]
