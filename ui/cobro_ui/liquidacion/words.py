"""Where each figure of a liquidation comes from, in the words of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.imputacion import NORMAS, Imputacion
from cobro_desktop.domain.intereses.regimen import FICHAS
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.domain.traza import Verificacion
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.intereses.periodo import Monto, Periodo
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.traza import Paso

LECTURAS = {
    Imputacion.ET_804: "En proporción",
    Imputacion.CC_1653: "Primero a intereses",
}
_MARKS = {
    Verificacion.MEMORIA: "Sin verificar",
    Verificacion.CALCULADO: "Calculada",
    Verificacion.PROYECTADO: "Proyectada",
}


class Figure(NamedTuple):
    """A figure, and the sentence that says where it comes from."""

    name: str
    value: str
    source: str


class Reading(NamedTuple):
    """A reading of the law that the figures depended on."""

    question: str
    answer: str
    norm: str


def figures_of(found: Liquidacion) -> list[Figure]:
    """Return what an obligation owes at the cut, with its sources."""
    cuenta, saldo = found.cuenta, found.saldo
    ficha = FICHAS[cuenta.regimen]
    paid = [abono.pagado for abono in found.abonos]
    day = fecha_larga(cuenta.corte)
    lines = [
        Figure("Capital", pesos(saldo.capital), _capital(found)),
        Figure(
            "Intereses",
            pesos(saldo.intereses),
            f"{ficha.nombre} ({ficha.norma}): {pesos(found.interes)} causados en "
            f"{cantidad(found.dias, 'día')}, desde el día siguiente al "
            f"{fecha_larga(cuenta.exigible)} hasta el {day}"
            + _less(sum(p.intereses for p in paid), "que los abonos pagaron"),
        ),
    ]
    if cuenta.costas_al_corte:
        lines.append(
            Figure(
                "Costas",
                pesos(saldo.costas),
                f"Gastos del cobro (ET, art. 836-1): {pesos(cuenta.costas_al_corte)}"
                + _less(sum(p.costas for p in paid), "que los abonos pagaron"),
            )
        )
    lines.append(
        Figure(
            "Total",
            pesos(found.total),
            f"Capital, intereses y costas que se deben el {day}.",
        )
    )
    if found.saldo_a_favor:
        lines.append(
            Figure(
                "Saldo a favor del deudor",
                pesos(found.saldo_a_favor),
                "Lo que los abonos pasaron de la deuda.",
            )
        )
    return [*lines, Figure("Por cada día más", per_day(found), _per_day(found))]


def per_day(found: Liquidacion) -> str:
    """Return what one more day adds."""
    return pesos(found.por_dia_adicional)


def readings_of(found: Liquidacion, opciones: Opciones) -> list[Reading]:
    """Return the readings that mattered; that of payments only if there were some."""
    readings = []
    for clave, valor in found.opciones.items():
        opcion = opciones.opcion(clave)
        norm = opcion.norma
        if clave == "imputacion":
            if not found.abonos:
                continue
            norm = NORMAS[Imputacion(valor)]
        readings.append(Reading(opcion.etiqueta, opcion.etiqueta_de(valor), norm))
    return readings


def all_readings(founds: Sequence[Liquidacion], opciones: Opciones) -> list[Reading]:
    """Return the readings that mattered to any of them, each once."""
    found = (reading for one in founds for reading in readings_of(one, opciones))
    return list(dict.fromkeys(found))


def warnings_of(founds: Sequence[Liquidacion]) -> list[str]:
    """Return what must be known before using the figures, each once."""
    return list(dict.fromkeys(text for one in founds for text in one.advertencias))


def steps_of_periods(found: Liquidacion) -> list[Paso]:
    """Return the step of the trace that reckoned each period."""
    own = [step for step in found.trace if step.regla == found.cuenta.regimen.value]
    return own[1:]


def steps_of_payments(found: Liquidacion) -> list[Paso]:
    """Return the step of the trace that imputed each payment."""
    return [step for step in found.trace if step.regla == "imputacion"]


def told(step: Paso) -> str:
    """Return a step of the trace as a paragraph."""
    return "\n".join(_lines(step))


def rate(periodo: Periodo) -> str:
    """Return the rate of a period: `23,02 %`, effective ones with their mark."""
    effective = " EA" if periodo.efectivo else ""
    return f"{texto_tasa(periodo.tasa).replace('.', ',')} %{effective}"


def rate_mark(periodo: Periodo) -> Mark | None:
    """Return what to be careful with in the rate of a period."""
    word = _MARKS.get(periodo.verificacion)
    if word is None:
        return None
    detail = "Revise la tasa en su fuente antes de usarla en un título."
    return Mark(word, Icon.WARNING, Tone.WARN, detail)


def with_cents(monto: Monto) -> str:
    """Write an exact amount to the centavo, always with its cents."""
    centavos = to_cents(monto)
    text = pesos(centavos)
    return text if centavos % PESO else f"{text},00"


def to_cents(monto: Monto) -> Centavos:
    """Round an exact amount that is not negative to the centavo, half up."""
    return (2 * monto.numerator + monto.denominator) // (2 * monto.denominator)


def other_reading(found: Liquidacion, otra: Liquidacion) -> str:
    """Say what would be owed if the payments were imputed the other way."""
    mine = Imputacion(found.opciones["imputacion"])
    theirs = Imputacion(otra.opciones["imputacion"])
    begin = (
        f"Rige la imputación {LECTURAS[mine].lower()} ({NORMAS[mine]}). "
        f"{LECTURAS[theirs]} ({NORMAS[theirs]}) "
    )
    if found.saldo == otra.saldo:
        return f"{begin}daría lo mismo en el corte."
    gap = otra.total - found.total
    more = f"{pesos(abs(gap))} {'más' if gap > 0 else 'menos'}" if gap else "lo mismo"
    return (
        f"{begin}daría un total de {pesos(otra.total)}, {more}: capital "
        f"{pesos(otra.saldo.capital)}, intereses {pesos(otra.saldo.intereses)}."
    )


def _capital(found: Liquidacion) -> str:
    cuenta = found.cuenta
    parts = [f"El de la obligación, {pesos(cuenta.capital)}"]
    if cuenta.abono_historico:
        parts.append(f"menos {pesos(cuenta.abono_historico)} de abonos sin fecha")
    if found.valorizacion:
        parts.append(f"más {pesos(found.valorizacion)} de actualización")
    paid = sum(abono.pagado.capital for abono in found.abonos)
    if paid:
        parts.append(f"menos {pesos(paid)} de abonos")
    return ", ".join(parts) + "."


def _less(amount: Centavos, why: str) -> str:
    return f", menos {pesos(amount)} {why}." if amount else "."


def _per_day(found: Liquidacion) -> str:
    if not found.por_dia_adicional:
        return "Después del corte no se causan intereses."
    last = found.periodos[-1] if found.periodos else None
    if last is None:
        return "A la tasa del día del corte, sobre el saldo de capital."
    return (
        f"Un día a la tasa del corte, {rate(last)} ({last.fuente}), sobre "
        f"{pesos(found.saldo.capital)} de capital; cambia si cambia la tasa."
    )


def _lines(step: Paso) -> Iterator[str]:
    yield step.detalle
    if step.norma:
        yield f"Norma: {step.norma}."
    for parametro in step.parametros:
        source = f" · {parametro.fuente}" if parametro.fuente else ""
        doubt = _MARKS.get(parametro.verificacion)
        yield (
            f"{parametro.nombre.capitalize()}: {parametro.valor}{source}"
            + (f" · {doubt.lower()}" if doubt else "")
        )


def cut_words(found: Sequence[Liquidacion]) -> str:
    """Say how many days of default there are, and since when."""
    days = sorted({one.dias for one in found})
    since = min(one.cuenta.exigible for one in found)
    if len(found) == 1:
        return f"{cantidad(days[0], 'día')}, después del {fecha_corta(since)}"
    if len(days) == 1:
        return f"{cantidad(days[0], 'día')} en cada obligación"
    return f"de {days[0]} a {cantidad(days[-1], 'día')}, según la obligación"
