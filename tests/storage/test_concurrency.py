"""Several processes on one base: nothing lost, nothing given twice."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from cobro_desktop.storage.bitacora import Entrada, agregar, verificar
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import EntidadRow, SerieRow
from cobro_desktop.storage.upgrade import open_base

LONG = pytest.param(150, marks=pytest.mark.slow)
PROCESSES = 4


def take_numbers(datos: Path, url: str | None, times: int) -> None:
    base = open_base(datos, url)
    for _ in range(times):
        with base.write.begin() as session:
            row = session.get(SerieRow, (1, "expediente", 2026), with_for_update=True)
            assert row is not None
            row.ultimo += 1
            agregar(session, entry(row.ultimo))
    base.close()


def entry(number: int) -> Entrada:
    return Entrada(
        utc=dt.datetime(2026, 9, 30, tzinfo=dt.UTC),
        usuario="ana",
        equipo="PC",
        orden="crear",
        hoy=dt.date(2026, 9, 30),
        ids={"expediente": [number]},
        texto=f"Se tomó el número {number}.",
    )


def together(work: Callable[..., None], *arguments: object) -> list[int | None]:
    start = multiprocessing.get_context("spawn").Process
    workers = [start(target=work, args=arguments) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=300)
    return [worker.exitcode for worker in workers]


def prepare(base: Base) -> str | None:
    with base.write.begin() as session:
        session.add(EntidadRow(id=1, sigla="SVSP", nombre="Supervigilancia"))
        session.flush()
        session.add(SerieRow(entidad_id=1, serie="expediente", anio=2026, ultimo=0))
    if base.es_sqlite:
        return None
    return base.engine.url.render_as_string(hide_password=False)


@pytest.mark.parametrize("times", [10, LONG])
def test_numbers_have_no_gaps_and_the_chain_no_forks(
    any_base: Base, times: int
) -> None:
    url = prepare(any_base)

    assert together(take_numbers, any_base.datos, url, times) == [0] * PROCESSES

    with any_base.read() as session:
        last = session.scalar(sa.select(SerieRow.ultimo))
        assert last == PROCESSES * times, "a lost update would leave it lower"
        assert verificar(session) == []
        entries = session.scalar(sa.text("SELECT count(*) FROM bitacora"))
        assert entries == last


def test_two_processes_create_the_base_once(tmp_path: Path) -> None:
    assert together(open_and_close, tmp_path) == [0] * PROCESSES

    base = open_base(tmp_path)
    assert sa.inspect(base.engine).has_table("expediente")
    base.close()


def open_and_close(datos: Path) -> None:
    open_base(datos).close()


WRITER = """
import datetime as dt, sys
from pathlib import Path
from tests.storage.test_concurrency import take_one
from cobro_desktop.storage.upgrade import open_base
base = open_base(Path(sys.argv[1]))
while True:
    print(take_one(base), flush=True)
"""


def take_one(base: Base) -> int:
    """Take a number and write its entry together; return it once both are safe."""
    with base.write.begin() as session:
        row = session.get(SerieRow, (1, "expediente", 2026), with_for_update=True)
        assert row is not None
        row.ultimo += 1
        session.flush()
        agregar(session, entry(row.ultimo))
    return row.ultimo


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_writer_loses_nothing_that_it_told(base: Base, kills: int) -> None:
    prepare(base)
    acknowledged = 0
    for number in range(kills):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(base.datos)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            text=True,
        )
        assert child.stdout
        acknowledged = int(child.stdout.readline() or acknowledged)
        time.sleep(0.03 + number * 0.011 % 0.15)
        child.send_signal(signal.SIGKILL)
        told = [*map(int, child.stdout.read().split())]
        child.wait()
        child.stdout.close()
        acknowledged = max([acknowledged, *told])

    with base.read() as session:
        last = session.scalar(sa.select(SerieRow.ultimo)) or 0
        entries = session.scalar(sa.text("SELECT count(*) FROM bitacora"))
        assert verificar(session) == []
        assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    assert last >= acknowledged > 0
    assert entries == last, "a number and its entry are written together"
