"""How an agreement is being paid: which instalments the payments cover (RULES 5.10).

Payments cover the instalments in their order, whatever each was meant for. A missed
one is counted apart: nobody paid any instalment in its period, so that whoever is one
behind and keeps paying misses no more (T-5.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cobro_desktop.domain.cuenta import Abono
    from cobro_desktop.domain.dinero import Centavos


class FaseAcuerdo(StrEnum):
    """Where an agreement stands, as its instalments tell."""

    SOLICITADO = "solicitado"
    AL_DIA = "al_dia"
    EN_MORA = "en_mora"
    """It may be declared broken where the rule is not automatic."""
    INEFICAZ = "ineficaz"
    """Without effect by the entity's own rule."""
    CUMPLIDO = "cumplido"


@dataclass(frozen=True, slots=True)
class ReglaIncumplimiento:
    """How many instalments in a row, and whether nothing else is needed."""

    consecutivas: int = 1
    automatica: bool = False


UNA_CUOTA = ReglaIncumplimiento()
"""Any missed instalment permits the declaration, nothing is automatic (ET 814-3)."""


@dataclass(frozen=True, slots=True)
class CuotaPactada:
    """An instalment as it was agreed."""

    numero: int
    """0 is the initial one."""
    vence: date
    total: Centavos


class EstadoCuota(StrEnum):
    """How an instalment stands on a day."""

    PENDIENTE = "pendiente"
    PARCIAL = "parcial"
    """Something was paid and it is not due yet."""
    VENCIDA = "vencida"
    PAGADA = "pagada"
    PAGADA_TARDE = "pagada_tarde"


@dataclass(frozen=True, slots=True)
class CuotaSeguida:
    """An instalment and what was paid of it."""

    numero: int
    vence: date
    total: Centavos
    abonado: Centavos
    pagada: date | None
    """The day on which it was paid whole."""
    atendida: date | None
    """The day, up to `vence`, of a payment that completed an instalment, this one or
    one before; empty if it was missed."""

    def vencida(self, hoy: date) -> bool:
        """Tell whether it is due and not paid whole; from the day after it is due."""
        return self.vence < hoy and not _by(self.pagada, hoy)

    def omitida(self, hoy: date) -> bool:
        """Tell whether it was missed; paying it later does not undo it."""
        return self.vence < hoy and not _by(self.atendida, hoy)

    def estado(self, hoy: date) -> EstadoCuota:
        """Say how it stands on a day."""
        if self.pagada is not None and self.pagada <= hoy:
            late = self.pagada > self.vence
            return EstadoCuota.PAGADA_TARDE if late else EstadoCuota.PAGADA
        if self.vence < hoy:
            return EstadoCuota.VENCIDA
        return EstadoCuota.PARCIAL if self.abonado else EstadoCuota.PENDIENTE


@dataclass(frozen=True, slots=True)
class SituacionAcuerdo:
    """The state of an agreement on a day."""

    fase: FaseAcuerdo
    en_mora: int
    """Instalments that are due and not paid."""
    consecutivas: int
    """The longest run of missed instalments; a payment breaks it."""
    permite_declarar: bool
    """The entity may declare the breach."""
    incumplido_desde: date | None
    """Due date of the first unpaid instalment: prescription counts from it."""


def seguir_cuotas(
    cuotas: Sequence[CuotaPactada], abonos: Iterable[Abono]
) -> tuple[CuotaSeguida, ...]:
    """Cover the instalments, in their order, with what was paid since the signing."""
    paid = sorted(abonos, key=lambda abono: abono.fecha)
    sums = list(accumulate(abono.valor for abono in paid))
    received = sums[-1] if sums else 0
    goals = list(accumulate(cuota.total for cuota in cuotas))

    def reached(goal: Centavos) -> date | None:
        hits = (a.fecha for a, total in zip(paid, sums, strict=True) if total >= goal)
        return next(hits, None)

    whole = [reached(goal) for goal in goals]
    followed = []
    since: date | None = None
    for cuota, goal, day in zip(cuotas, goals, whole, strict=True):
        covered = max(0, min(cuota.total, received - (goal - cuota.total)))
        attended = _attended(cuota.vence, since, day, whole)
        followed.append(
            CuotaSeguida(cuota.numero, cuota.vence, cuota.total, covered, day, attended)
        )
        since = cuota.vence
    return tuple(followed)


def situacion_acuerdo(
    cuotas: Sequence[CuotaSeguida],
    hoy: date,
    regla: ReglaIncumplimiento = UNA_CUOTA,
    *,
    otorgado: bool = True,
) -> SituacionAcuerdo:
    """Tell how an agreement stands on a day.

    What an automatic rule left without effect stays so, even if it is paid later;
    elsewhere who catches up is not in breach any more.
    """
    unpaid = [cuota for cuota in cuotas if cuota.vencida(hoy)]
    run = _longest_run(cuota.omitida(hoy) for cuota in cuotas)
    enough = run >= regla.consecutivas
    done = bool(cuotas) and all(_by(cuota.pagada, hoy) for cuota in cuotas)
    broken = enough and not done and (regla.automatica or bool(unpaid))
    if not otorgado:
        fase = FaseAcuerdo.SOLICITADO
    elif done:
        fase = FaseAcuerdo.CUMPLIDO
    elif broken and regla.automatica:
        fase = FaseAcuerdo.INEFICAZ
    elif unpaid:
        fase = FaseAcuerdo.EN_MORA
    else:
        fase = FaseAcuerdo.AL_DIA
    missed = unpaid or [c for c in cuotas if broken and c.omitida(hoy)]
    first = min((cuota.vence for cuota in missed), default=None)
    return SituacionAcuerdo(fase, len(unpaid), run, otorgado and broken, first)


def _by(day: date | None, hoy: date) -> bool:
    return day is not None and day <= hoy


def _attended(
    vence: date, since: date | None, day: date | None, whole: Sequence[date | None]
) -> date | None:
    if day is not None and day <= vence:
        return day
    period = (
        d for d in whole if d is not None and d <= vence and (not since or d > since)
    )
    return min(period, default=None)


def _longest_run(missed: Iterable[bool]) -> int:
    longest = current = 0
    for one in missed:
        current = current + 1 if one else 0
        longest = max(longest, current)
    return longest
