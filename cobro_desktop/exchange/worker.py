"""The child process that opens foreign files, so that a bad one kills only itself.

It takes one order as JSON on its standard input and answers with JSON lines: progress,
and last the summary or the known problem (DECISIONS 24).
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.errors import UnreadableFileError, UserError
from cobro_desktop.exchange.analisis import Pedido, analizar
from cobro_desktop.exchange.resultado import OpcionesLectura
from cobro_desktop.exchange.vista import mirar

if TYPE_CHECKING:
    from typing import TextIO

MAX_MEMORIA = 1_000_000_000
MAX_SEGUNDOS = 30
"""Of processor, for any file."""
MAX_GANADOS = 60
"""More seconds, for a file that is read steadily on a slow computer."""
MAX_FILAS_GANAN = 250_000
"""The size that the program promises to read; a larger file earns nothing."""
SIN_MEMORIA = "Leer el archivo pide demasiada memoria. Divídalo en partes más pequeñas."
CADA = 0.05
"""Seconds between two lines of progress."""


def main() -> int:
    """Read the order, obey it, and answer; 0 done, 3 a known problem."""
    limitar()
    gc.disable()  # it lives for one file, and its rows hold no cycles
    answer = _Answer(sys.stdout)
    try:
        order = json.loads(sys.stdin.read())
        if order.get("solo_mirar"):
            answer.write({"resumen": mirar(_pedido(order)).to_json()})
            return 0
        summary = analizar(_pedido(order), answer.progress)
    except UserError as error:
        answer.write({"error": _problem(error)})
        return 3
    except MemoryError:
        answer.write({"error": _problem(UnreadableFileError(SIN_MEMORIA))})
        return 3
    answer.write({"resumen": summary.to_json()})
    return 0


def limitar() -> None:
    """Limit memory and processor time, where the system can (not on Windows)."""
    _limit("RLIMIT_AS", MAX_MEMORIA)
    _limit("RLIMIT_CPU", MAX_SEGUNDOS)
    _limit("RLIMIT_CORE", 0)


def segundos(hechas: int, total: int) -> int:
    """Return how long a reading may take after so many of its rows (`total` 0: none).

    What is read earns time; what stands still, or has no end, earns none.
    """
    if not 0 < total <= MAX_FILAS_GANAN:
        return MAX_SEGUNDOS
    return MAX_SEGUNDOS + MAX_GANADOS * min(hechas, total) // total


def _limit(name: str, limit: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # does not exist on Windows

    what: int = getattr(resource, name)
    hard = resource.getrlimit(what)[1]
    allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (allowed, hard))


class _Answer:
    """Writes JSON lines, progress not more often than a person can see."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last = 0.0

    def progress(self, fase: str, hechas: int, total: int) -> None:
        """Tell how far the work is; `total` 0 means unknown."""
        now = time.monotonic()
        if now - self._last >= CADA:
            self._last = now
            _limit("RLIMIT_CPU", segundos(hechas, total))
            self.write({"fase": fase, "hechas": hechas, "total": total})

    def write(self, line: dict[str, Any]) -> None:
        """Write one line at once."""
        self._out.write(json.dumps(line) + "\n")
        self._out.flush()


def _pedido(order: dict[str, Any]) -> Pedido:
    return Pedido(
        archivo=Path(order["archivo"]),
        formato=order["formato"],
        opciones=OpcionesLectura.from_json(order["opciones"]),
        base=Path(order["base"]),
        clave=order["clave"],
    )


def _problem(error: UserError) -> dict[str, Any]:
    return {
        "codigo": error.codigo,
        "mensaje": error.mensaje,
        "detalle": error.detalle,
    }


if __name__ == "__main__":
    raise SystemExit(main())
