"""P7: a million cases — pages, jumps, search, counts and the dashboard.

The peer is what one writes first: OFFSET, LIKE, an index per column, GROUP BY.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cobro_desktop.domain.consulta import Nodo, interpretar
from cobro_desktop.domain.valores_consulta import Valores
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import lista, tablero
from cobro_desktop.storage.queries.lista import Filtro, Orden
from cobro_desktop.storage.upgrade import open_base
from tests.bench.big_base import HOY, make_base

ROUNDS = 5
THREE = "estado:ABIERTO etapa:coactivo procedimiento:GJ-07"
_COLUMNS = "id, numero, deudor, saldo, etapa, estado, vence_proximo, fecha_segura"
_THREE_SQL = "estado = 'ABIERTO' AND etapa = 'coactivo' AND procedimiento_id = 1"


class Work(NamedTuple):
    """One thing to measure, done both ways."""

    name: str
    peer: Callable[[], object]
    ours: Callable[[], object]


def p7(
    cases: int = 1_000_000, folder: Path | None = None
) -> dict[str, tuple[float, float]]:
    """Return, per work, seconds of the peer and of ours: medians of A B A B.

    `folder` keeps the big base from one run to the next.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="cobro-p7-") as made:
            return p7(cases, Path(made))
    base = open_base(folder) if (folder / "cobro.db").exists() else None
    base = base or make_base(folder, cases)
    _make_peer(base, folder / "peer.db")
    with base.read() as session:
        results = {work.name: _measure(work) for work in _works(session, cases)}
    base.close()
    return results


def _measure(work: Work) -> tuple[float, float]:
    times: dict[str, list[float]] = {"peer": [], "ours": []}
    for _ in range(ROUNDS):
        for name, call in (("peer", work.peer), ("ours", work.ours)):
            started = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - started)
    return statistics.median(times["peer"]), statistics.median(times["ours"])


def _works(session: Session, cases: int) -> list[Work]:
    """Return the works; as in the window, a list is counted once, then paged."""
    three, name = Filtro(_ask(THREE)), Filtro(_ask("nelson zuluaga"))
    everything, by_due = Filtro(), Orden("vence")
    page = partial(lista.pagina, session, orden=by_due, cuantos=50)
    middle, found = cases * 45 // 100, lista.contar(session, three).total
    named = lista.contar(session, name).total
    sql = partial(_sql, session)
    return [
        Work(
            "página con 3 filtros y orden",
            partial(sql, _peer_page(_THREE_SQL, 0)),
            partial(page, filtro=three, desde=0, total=found),
        ),
        Work(
            "salto a la mitad de esos",
            partial(sql, _peer_page(_THREE_SQL, found // 2)),
            partial(page, filtro=three, desde=found // 2, total=found),
        ),
        Work(
            "salto a la mitad de todos",
            partial(sql, _peer_page("1", middle)),
            partial(page, filtro=everything, desde=middle, total=cases),
        ),
        Work(
            "página siguiente desde ahí",
            partial(sql, _peer_page("1", middle + 50)),
            partial(
                lista.siguientes,
                session,
                everything,
                by_due,
                tras=page(filtro=everything, desde=middle)[-1].id,
                cuantos=50,
            ),
        ),
        Work(
            "buscar dos palabras en los nombres",
            partial(sql, "SELECT count(*) FROM peer.expediente WHERE deudor LIKE "
                         "'%NELSON%' AND deudor LIKE '%ZULUAGA%'"),
            partial(lista.contar, session, name),
        ),
        Work(
            "página de esa búsqueda",
            partial(sql, _peer_page(
                "deudor LIKE '%NELSON%' AND deudor LIKE '%ZULUAGA%'", 0)),
            partial(page, filtro=name, desde=0, total=named),
        ),
        Work(
            "contar y sumar con 3 filtros",
            partial(sql, "SELECT count(*), sum(saldo) FROM peer.expediente "
                         f"WHERE {_THREE_SQL}"),
            partial(lista.contar, session, three),
        ),
        Work(
            "contar los vencidos",
            partial(sql, "SELECT count(*), sum(saldo) FROM peer.expediente WHERE "
                         f"estado = 'ABIERTO' AND vence_proximo < '{HOY}'"),
            partial(lista.contar, session, Filtro(_ask("estado:ABIERTO vence<hoy"))),
        ),
        Work(
            "tablero",
            partial(_peer_dashboard, session),
            partial(_dashboard, session),
        ),
    ]  # fmt: skip


def _ask(texto: str) -> Nodo | None:
    return interpretar(texto, Valores(HOY, lambda day, _: day))


def _sql(session: Session, statement: str) -> list[Any]:
    return list(session.execute(sa.text(statement)).all())


def _peer_page(condition: str, offset: int) -> str:
    return (
        f"SELECT {_COLUMNS} FROM peer.expediente WHERE {condition} "
        f"ORDER BY vence_proximo IS NULL, vence_proximo, id LIMIT 50 OFFSET {offset}"
    )


def _dashboard(session: Session) -> object:
    return (
        tablero.por(session, "etapa", Filtro()),
        tablero.por(session, "responsable", Filtro()),
        tablero.semaforo(session, Filtro(), HOY),
    )


def _peer_dashboard(session: Session) -> object:
    groups = [
        _sql(session, f"SELECT {column}, count(*), sum(saldo) FROM peer.expediente "
                      "GROUP BY 1")
        for column in ("etapa", "responsable_id")
    ]  # fmt: skip
    lights = (
        f"SELECT sum(vence_proximo < '{HOY}'), sum(entra_en_riesgo <= '{HOY}'), "
        f"sum(fecha_segura < '{HOY}') FROM peer.expediente "
        "WHERE estado IN ('ABIERTO', 'SUSPENDIDO')"
    )
    return groups, _sql(session, lights)


def _make_peer(base: Base, path: Path) -> None:
    """Copy the cases to a table with an ordinary index per column."""
    columns = ("numero", "deudor", "estado", "etapa", "procedimiento_id", "saldo",
               "vence_proximo", "fecha_segura", "responsable_id")  # fmt: skip
    new = not path.exists()
    driver: Any = base.engine.raw_connection()
    driver.execute("PRAGMA query_only=OFF")
    driver.execute(f"ATTACH '{path}' AS peer")
    if new:
        driver.execute("CREATE TABLE peer.expediente AS SELECT * FROM main.expediente")
        for column in columns:
            driver.execute(f"CREATE INDEX peer.p_{column} ON expediente({column})")
    driver.close()


if __name__ == "__main__":
    kept = Path(tempfile.gettempdir()) / "cobro-p7"
    for line, (peer, ours) in p7(folder=kept).items():
        print(f"| {line} | {peer * 1000:.1f} ms | {ours * 1000:.1f} ms |")
