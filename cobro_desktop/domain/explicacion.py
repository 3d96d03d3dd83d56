"""Why a term ends when it ends: each day with its number or its reason (B14)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.calendario import DIAS, UN_DIA
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.plazos import LEY_4
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.formats import MESES, cantidad, fecha_larga

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.plazos import Termino

DE_FECHA_A_FECHA: Final = frozenset({Unidad.MESES, Unidad.ANIOS})


class ClaseDia(StrEnum):
    """What a day is in a term."""

    ACTO = "acto"
    """The day of the act that starts it, which never counts."""
    CONTADO = "contado"
    CORRE = "corre"
    """A day of a term of months: it runs, nobody counts it one by one."""
    FESTIVO = "festivo"
    FIN_DE_SEMANA = "fin_de_semana"
    CIERRE = "cierre"
    SUSPENSION = "suspension"
    ESPERA = "espera"
    """One of the days before an electronic notification starts the term (ET 566-1)."""


class DiaExplicado(NamedTuple):
    """A day of the term, from the act to the end."""

    fecha: date
    clase: ClaseDia
    numero: int | None
    """Its place among the counted ones, from 1."""
    motivo: str
    """Why it does not count, with its norm or act; empty when it does."""


@dataclass(frozen=True, slots=True)
class Explicacion:
    """A counted term with every one of its days."""

    desde: date
    vence: date
    dias: tuple[DiaExplicado, ...]
    frases: tuple[str, ...]
    """The reasoning in sentences, each with its norm."""

    @property
    def contados(self) -> int:
        """How many days got a number."""
        return sum(day.numero is not None for day in self.dias)

    @property
    def saltados(self) -> tuple[DiaExplicado, ...]:
        """The days that did not count, without that of the act."""
        out = {ClaseDia.ACTO, ClaseDia.CONTADO, ClaseDia.CORRE}
        return tuple(day for day in self.dias if day.clase not in out)


_NOMBRES: Final = {
    ClaseDia.FESTIVO: ("festivo", "festivos"),
    ClaseDia.FIN_DE_SEMANA: ("día de fin de semana", "días de fin de semana"),
    ClaseDia.CIERRE: ("día de cierre de la entidad", "días de cierre de la entidad"),
    ClaseDia.SUSPENSION: ("día suspendido", "días suspendidos"),
    ClaseDia.ESPERA: ("día de espera", "días de espera"),
}


def explicar(
    termino: Termino, numero: int, unidad: Unidad, cal: Calendario
) -> Explicacion:
    """Explain a term that was counted as `numero` of `unidad` with a calendar.

    Raises:
        MissingParameterError: holidays that are not known.
    """
    dias = tuple(_dias(termino, unidad, cal))
    frases = tuple(_frases(termino, numero, unidad, dias))
    return Explicacion(termino.desde, termino.vence, dias, frases)


def clase_inhabil(fecha: date, cal: Calendario) -> ClaseDia | None:
    """Return why nobody works on a day or its terms stand still; None when it counts.

    Raises:
        MissingParameterError: the holidays of that year are not known.
    """
    if cal.motivo_inhabil(fecha) is None:
        return ClaseDia.SUSPENSION if cal.motivo_suspension(fecha) else None
    if fecha in cal.festivos[fecha.year]:
        return ClaseDia.FESTIVO
    return ClaseDia.CIERRE if fecha in cal.cierres else ClaseDia.FIN_DE_SEMANA


def _dias(termino: Termino, unidad: Unidad, cal: Calendario) -> Iterator[DiaExplicado]:
    reasons = {day.fecha: day.motivo for day in termino.saltados}
    if termino.vence > termino.desde:
        yield DiaExplicado(
            termino.desde, ClaseDia.ACTO, None, "el día del acto no cuenta"
        )
    number, day = 0, termino.desde
    while day < termino.vence:
        day += UN_DIA
        if day in reasons:
            yield DiaExplicado(day, _clase(day, reasons[day], cal), None, reasons[day])
        elif unidad in DE_FECHA_A_FECHA:
            yield DiaExplicado(day, ClaseDia.CORRE, None, "")
        else:
            number += 1
            yield DiaExplicado(day, ClaseDia.CONTADO, number, "")


def _clase(day: date, reason: str, cal: Calendario) -> ClaseDia:
    if reason == cal.motivo_suspension(day):
        return ClaseDia.SUSPENSION
    if reason != cal.motivo_inhabil(day):
        return ClaseDia.ESPERA
    found = clase_inhabil(day, cal)
    assert found is not None, "a skipped day has a reason"
    return found


def _frases(
    termino: Termino, numero: int, unidad: Unidad, dias: tuple[DiaExplicado, ...]
) -> Iterator[str]:
    if termino.vence == termino.desde:
        yield (
            f"No hay días que contar: vence el mismo {fecha_larga(termino.vence)}, el "
            "día en que empieza."
        )
        return
    yield (
        f"El {fecha_larga(termino.desde)}, día del acto, no cuenta: el término corre "
        f"desde el día siguiente, el {fecha_larga(termino.desde + UN_DIA)} (CGP, "
        "art. 118)."
    )
    waited = [d for d in dias if d.clase is ClaseDia.ESPERA]
    if waited:
        yield (
            f"Se notificó por correo electrónico: los {len(waited)} días siguientes a "
            f"la entrega son de espera, hasta el {fecha_larga(waited[-1].fecha)}, y "
            "solo después corre el término (ET 566-1)."
        )
    if unidad in DE_FECHA_A_FECHA:
        months = numero * (12 if unidad is Unidad.ANIOS else 1)
        yield from _de_fecha_a_fecha(termino, months, dias)
    elif unidad is Unidad.HABILES:
        yield _de_habiles(numero, dias)
    else:
        yield _de_calendario(numero, dias)
    yield f"Vence al terminar el {dia_y_fecha(termino.vence)} ({_MEDIANOCHE})."


_MEDIANOCHE: Final = "Ley 4 de 1913, arts. 59 y 60"


def _de_habiles(numero: int, dias: tuple[DiaExplicado, ...]) -> str:
    counted = cantidad(numero, "día hábil", "días hábiles")
    verb = "Contó" if numero == 1 else "Contaron"
    skipped = _resumen(dias)
    rest = f" y no contaron {skipped}" if skipped else "; ningún día dejó de contar"
    return f"{verb} {counted}{rest} ({LEY_4})."


def _de_calendario(numero: int, dias: tuple[DiaExplicado, ...]) -> str:
    counted = cantidad(numero, "día calendario", "días calendario")
    skipped = _resumen(dias)
    rest = f" No contaron {skipped}." if skipped else ""
    return (
        f"Son {counted}: cuentan también los sábados, los domingos y los festivos."
        f"{rest}"
    )


def _de_fecha_a_fecha(
    termino: Termino, months: int, dias: tuple[DiaExplicado, ...]
) -> Iterator[str]:
    desde, nominal = termino.desde, mas_meses(termino.desde, months)
    plazo = cantidad(months, "mes", "meses")
    wrong = nominal + UN_DIA
    ends = "termina" if months == 1 else "terminan"
    if nominal.day == desde.day:
        yield (
            f"Los meses van de fecha a fecha: {plazo} desde el {fecha_larga(desde)} "
            f"{ends} el {fecha_larga(nominal)}, que lleva el mismo número, y no el "
            f"{fecha_larga(wrong)}. No importa cuántos días tenga el mes (CGP, "
            "art. 118)."
        )
    else:
        yield (
            f"Los meses van de fecha a fecha: {plazo} desde el {fecha_larga(desde)} "
            f"caerían un día {desde.day}, que {MESES[nominal.month - 1]} de "
            f"{nominal.year} no tiene; {ends} el último del mes, el "
            f"{fecha_larga(nominal)} (CGP, art. 118)."
        )
    stopped = [d for d in dias if d.clase is ClaseDia.SUSPENSION]
    end = nominal + len(stopped) * UN_DIA
    if stopped:
        yield (
            f"Los términos estuvieron suspendidos {cantidad(len(stopped), 'día')}, que "
            f"se agregan al final: el {fecha_larga(end)}."
        )
    moved = [d for d in dias if d.motivo and end <= d.fecha < termino.vence]
    if moved:
        reasons = "; ".join(f"el {d.fecha.day}, {d.motivo}" for d in moved)
        yield (
            f"Ese día no se trabaja ({reasons}): pasa al día hábil que sigue, el "
            f"{fecha_larga(termino.vence)} ({LEY_4})."
        )


def _resumen(dias: tuple[DiaExplicado, ...]) -> str:
    """Count the skipped days by their reason: `2 festivos y 3 días suspendidos`."""
    counts = Counter(day.clase for day in dias if day.clase in _NOMBRES)
    parts = [cantidad(counts[c], *_NOMBRES[c]) for c in _NOMBRES if counts[c]]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} y {parts[-1]}"


def dia_y_fecha(fecha: date) -> str:
    """Write a date with its day: `jueves 9 de abril de 2026`."""
    return f"{DIAS[fecha.weekday()]} {fecha_larga(fecha)}"
