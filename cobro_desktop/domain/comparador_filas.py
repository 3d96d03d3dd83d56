"""Two liquidations line by line: which period differs, and in what."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import Centavos, redondear_al_peso
from cobro_desktop.domain.intereses.dias import contar
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.formats import pesos

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobro_desktop.domain.comparador_caso import Calculo, Caso
    from cobro_desktop.domain.intereses.periodo import Periodo


@dataclass(frozen=True, slots=True)
class FilaAjena:
    """A period of another liquidation; both dates included, amounts in centavos."""

    desde: date
    hasta: date
    interes: Centavos
    dias: int | None = None
    tasa: Fraction | None = None
    """Percentage points a year."""
    base: Centavos | None = None


@dataclass(frozen=True, slots=True)
class FilaComparada:
    """A period of the other liquidation beside the same days of ours."""

    ajena: FilaAjena
    interes: Centavos
    """Ours of those days, rounded to the peso."""
    causas: tuple[str, ...]
    """What differs, in Spanish: rate, days, base."""

    @property
    def diferencia(self) -> Centavos:
        """The other interest less ours."""
        return redondear_al_peso(self.ajena.interes) - self.interes


def comparar_filas(
    caso: Caso, calculo: Calculo, ajenas: Sequence[FilaAjena]
) -> tuple[FilaComparada, ...]:
    """Set each row of the other liquidation beside ours of the same days.

    A period of ours that a row cuts gives its part by days.
    """
    ours = [p for c in caso.cuentas for p in calculo.saldos(caso, c).periodos]
    return tuple(_comparada(ajena, ours) for ajena in ajenas)


def _comparada(ajena: FilaAjena, periodos: Sequence[Periodo]) -> FilaComparada:
    inside = [
        (p, days) for p in periodos if (days := _comunes(ajena, p.desde, p.hasta))
    ]
    interes = sum(
        (p.interes * days / contar(p.desde, p.hasta) for p, days in inside),
        Fraction(0),
    )
    causes = _causas(ajena, inside) if inside else ("aquí esos días no causan interés",)
    return FilaComparada(ajena, redondear_al_peso(interes), tuple(causes))


def _comunes(ajena: FilaAjena, desde: date, hasta: date) -> int:
    """Count the days that two stretches share."""
    first, last = max(ajena.desde, desde), min(ajena.hasta, hasta)
    return contar(first, last) if first <= last else 0


def _causas(ajena: FilaAjena, inside: Sequence[tuple[Periodo, int]]) -> Iterator[str]:
    days = sum(days for _, days in inside)
    if ajena.dias is not None and ajena.dias != days:
        yield f"cuenta {ajena.dias} días y son {days}"
    rates = {p.tasa for p, _ in inside}
    if ajena.tasa is not None and rates != {ajena.tasa}:
        known = " y ".join(f"{texto_tasa(rate)} %" for rate in sorted(rates))
        shown = f"usa {texto_tasa(ajena.tasa)} % y la tasa es {known}"
        yield shown.replace(".", ",")
    bases = {p.base for p, _ in inside}
    if ajena.base is not None and bases != {ajena.base}:
        known = " y ".join(pesos(redondear_al_peso(base)) for base in sorted(bases))
        yield f"liquida sobre {pesos(ajena.base)} y la base es {known}"
