"""The prescription radar over a million cases: the sums, and a page of each part.

`python -m tests.bench.radar [FOLDER]`; the folder keeps the base from run to run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from cobro_desktop.services.radar import Filtro, radar
from cobro_desktop.services.radar_titulos import Pagina, filas
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ProcedimientoRow
from cobro_desktop.storage.upgrade import open_base
from tests.bench.big_base import CODIGOS, HOY, make_base

ROUNDS = 5


def measure(folder: Path, cases: int = 1_000_000) -> dict[str, float]:
    """Return, per work, the median of its seconds."""
    base = open_base(folder) if (folder / "cobro.db").exists() else None
    base = base or make_base(folder, cases)
    workspace = Workspace(folder, base, almacen(base))
    _install(base, workspace)
    found = radar(workspace, HOY)
    works: dict[str, Callable[[], object]] = {
        "sumas por mes y por banda": lambda: radar(workspace, HOY),
        "sumas de una entidad": lambda: radar(workspace, HOY, Filtro("RNEC")),
    }
    parts = {f"banda {b.banda}": b.eleccion for b in found.bandas}
    parts[found.barras[5].nombre] = found.barras[5].eleccion
    for name, part in parts.items():
        page = Pagina(part)
        works[f"200 títulos: {name}"] = partial(filas, workspace, HOY, Filtro(), page)
    results = {name: _median(work) for name, work in works.items()}
    base.close()
    return results


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _install(base: Base, workspace: Workspace) -> None:
    """Give the procedures of the big base their contents: the windows need them."""
    with base.write.begin() as session:
        for row_id, codigo in CODIGOS.items():
            shipped = workspace.catalogo.buscar(codigo)
            session.execute(
                sa.update(ProcedimientoRow)
                .where(ProcedimientoRow.id == row_id)
                .values(contenido=workspace.catalogo.texto(shipped))
            )


def main(arguments: list[str]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="cobro-radar-") as made:
        folder = Path(arguments[0]) if arguments else Path(made)
        for name, seconds in measure(folder).items():
            sys.stdout.write(f"{seconds:7.2f} s  {name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
