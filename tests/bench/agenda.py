"""The agenda over a hundred thousand open terms: counts, pages, the deepest page.

`python -m tests.bench.agenda [terms]`
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.services.agenda import FiltroAgenda, listar, resumir
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.rows import TerminoRow, UsuarioRow
from tests.bench.big_base import HOY, make_base

ROUNDS = 5
_NAMES = ("Pagar o proponer excepciones (ET 830)", "Realizar gestión persuasiva")


def fill(workspace: Workspace, terms: int) -> None:
    """Give one open term to each case of the base."""
    random_ = random.Random(terms)
    rows = [
        {
            "expediente_id": number,
            "actividad": "9",
            "nombre": random_.choice(_NAMES),
            "desde": HOY - dt.timedelta(days=30),
            "cantidad": 15,
            "unidad": "habiles",
            "vence": HOY + dt.timedelta(days=random_.randrange(-60, 200)),
            "estado": "abierto",
        }
        for number in range(1, terms + 1)
    ]
    with workspace.base.write.begin() as session:
        session.execute(sa.insert(TerminoRow), rows)
        session.execute(sa.update(UsuarioRow).values(roles=["COO"]))


def measure(workspace: Workspace, terms: int) -> dict[str, float]:
    """Return milliseconds per work: medians."""
    contexto = Contexto(HOY, "u1", "banco")
    everything = FiltroAgenda()
    works: dict[str, Callable[[], object]] = {
        "contar todo": lambda: resumir(workspace, contexto, everything),
        "contar los urgentes": lambda: resumir(
            workspace, contexto, FiltroAgenda(nivel=Nivel.URGENTE)
        ),
        "contar los de una persona": lambda: resumir(
            workspace, contexto, FiltroAgenda(responsable="u7")
        ),
        "contar los escalados": lambda: resumir(
            workspace, contexto, FiltroAgenda(escalados=True)
        ),
        "primera página": lambda: listar(workspace, contexto, everything),
        "página del medio": lambda: listar(
            workspace, contexto, everything, desde=terms // 2
        ),
        "última página": lambda: listar(
            workspace, contexto, everything, desde=terms - 100
        ),
    }
    return {name: _median(work) for name, work in works.items()}


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main(terms: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="cobro-agenda-") as folder:
        base = make_base(Path(folder), terms)
        workspace = Workspace(base.datos, base, almacen(base))
        fill(workspace, terms)
        for name, ms in measure(workspace, terms).items():
            print(f"{name:28} {ms:8.1f} ms")
        base.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
