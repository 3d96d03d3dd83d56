"""P2: imports the 200,000 rows of P1 whole: read, check, compare and write.

The peer writes the very rows that the import left, already made, into an empty base
of the same schema: the driver's `executemany`, one transaction. Fresh processes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.reader import make_workbook

FILAS = 200_000
ROOT = Path(__file__).parents[2]
TABLAS = (
    "entidad", "procedimiento", "lote", "persona", "direccion", "expediente", "deudor",
    "titulo", "referencia", "actuacion", "obligacion", "obligado",
)  # fmt: skip
"""What an import writes, in an order that foreign keys accept."""


def p2(filas: int = FILAS, turns: int = 2) -> tuple[float, float]:
    """Return the median seconds of the raw insert and of the whole import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_workbook(folder / "p2.xlsx", filas)
        taken: list[tuple[float, float]] = []
        for turn in range(turns):
            done = folder / f"datos-{turn}"
            ours_s = _fresh("ours", str(done), str(folder / "p2.xlsx"))
            peer_s = _fresh("peer", str(folder / f"crudo-{turn}"), str(done))
            taken.append((peer_s, ours_s))
    return median(peer for peer, _ in taken), median(ours for _, ours in taken)


def ours(datos: Path, archivo: Path) -> float:
    """Run the command that imports, into an empty base; return its seconds, whole."""
    program = [sys.executable, "-m", "cobro_desktop"]
    where = ["--datos", str(datos), "--hoy", "2026-09-30", "--json"]
    what = ["--formato", "cartera", "--procedimiento", "PRO-GJU-130-008"]
    command = [*program, *where, "importar", str(archivo), *what]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds = time.perf_counter() - start
    found = json.loads(done.stdout)
    assert found["nuevas"] == found["leidas"] > 0
    return seconds


def peer(datos: Path, hecha: Path) -> float:
    """Insert the rows of a base that is done into an empty one."""
    from cobro_desktop.storage.upgrade import open_base

    made = open_base(hecha)
    with made.read() as session:
        connection: Any = session.connection().connection.dbapi_connection
        rows = {name: _rows(connection, name) for name in TABLAS}
    made.close()
    base = open_base(datos)
    raw: Any = base.engine.raw_connection().dbapi_connection
    start = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    for name, values in rows.items():
        if values:
            marks = ",".join("?" * len(values[0]))
            raw.executemany(f"INSERT INTO {name} VALUES ({marks})", values)
    raw.execute("COMMIT")
    seconds = time.perf_counter() - start
    base.close()
    return seconds


def _rows(connection: Any, name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(f"SELECT * FROM {name}")]


def _fresh(variant: str, *paths: str) -> float:
    command = [sys.executable, "-m", "tests.bench.importacion", variant, *paths]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return float(done.stdout)


if __name__ == "__main__":
    if sys.argv[1:]:
        work = {"ours": ours, "peer": peer}[sys.argv[1]]
        print(work(Path(sys.argv[2]), Path(sys.argv[3])))
    else:
        print(*p2())
