"""P6: interest of 200,000 obligations over 58 monthly rates.

The peer is what a spreadsheet does: for each obligation, a Decimal division and a sum
per month. Each run is a process of its own, peer and ours in turns; medians.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_desktop.domain.referencia import Referencia

OBLIGACIONES = 200_000
DESDE = date(2021, 11, 30)
CORTE = date(2026, 9, 30)
META = 0.02
ROOT = Path(__file__).parents[2]


def p6(runs: int = 3) -> tuple[float, float]:
    """Return the median seconds of the peer and of ours."""
    taken: dict[str, list[float]] = {"peer": [], "ours": []}
    for _ in range(runs):
        for variant, seconds in taken.items():
            seconds.append(_fresh(variant))
    return median(taken["peer"]), median(taken["ours"])


def run() -> dict[str, object]:
    """Return the row of the table for `tests/bench/run.py`."""
    peer_s, ours_s = p6()
    ratio = ours_s / peer_s
    return {
        "id": "P6",
        "peer_s": peer_s,
        "ours_s": ours_s,
        "ratio": ratio,
        "goal": META,
        "ok": ratio <= META,
    }


def deudas(count: int = OBLIGACIONES) -> list[tuple[int, date]]:
    """Return the same portfolio always: capitals of fines, due in one month."""
    random = Random(6)
    return [
        (
            random.randrange(100_000_00, 9_000_000_00, 100),
            DESDE + timedelta(days=random.randrange(31)),
        )
        for _ in range(count)
    ]


def peer(listed: list[tuple[int, date]], referencia: Referencia) -> list[int]:
    """Reckon month by month, in Decimal."""
    months = [
        (
            t.desde.toordinal() - 1,
            t.hasta.toordinal(),
            Decimal(int(t.mora * 100)) / 10_000,
            Decimal(_days(t.hasta.year)),
        )
        for t in referencia.tasas.entre(DESDE + timedelta(days=1), CORTE)
    ]
    found = []
    for capital, exigible in listed:
        amount, total, due = Decimal(capital), Decimal(0), exigible.toordinal()
        for before, last, rate, divisor in months:
            days = last - (due if due > before else before)  # noqa: FURB136 -- faster
            if days > 0:
                total += amount * rate * days / divisor
        found.append(int((total / 100).quantize(Decimal(1), "ROUND_HALF_UP")) * 100)
    return found


def ours(listed: list[tuple[int, date]], referencia: Referencia) -> list[int]:
    """Reckon the portfolio as the program does."""
    from cobro_desktop.domain.intereses.cartera import intereses_de_cartera
    from cobro_desktop.domain.intereses.et635 import Et635

    return intereses_de_cartera(listed, Et635(referencia.tasas), CORTE)


def _days(anio: int) -> int:
    return (date(anio + 1, 1, 1) - date(anio, 1, 1)).days


def _fresh(variant: str) -> float:
    command = [sys.executable, "-m", "tests.bench.interest", variant]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return float(done.stdout)


def _time(variant: str) -> float:
    from cobro_desktop.services.referencia import load_referencia

    listed, referencia = deudas(), load_referencia()
    work = {"peer": peer, "ours": ours}[variant]
    work(listed[:10], referencia)
    start = time.perf_counter()
    work(listed, referencia)
    return time.perf_counter() - start


if __name__ == "__main__":
    print(_time(sys.argv[1]) if sys.argv[1:] else run())
