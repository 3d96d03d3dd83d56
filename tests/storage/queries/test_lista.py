from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.consulta import Nodo, interpretar
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.valores_consulta import Valores
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import lista, tablero
from cobro_desktop.storage.queries.lista import ORDENES, Filtro, Orden
from cobro_desktop.storage.queries.seleccion import Seleccion
from cobro_desktop.storage.rows import EtiquetaRow, ExpedienteRow, LoteRow
from tests.bench.big_base import HOY, cases_of, fill_catalogues
from tests.storage.queries.oracle import holds, sorted_ids

CASES = 150
ANNULLED = frozenset({7, 77, 137})
QUERIES = [
    "",
    "estado:ABIERTO",
    "-estado:ABIERTO -estado:SUSPENDIDO",
    "etapa:coactivo estado:ABIERTO procedimiento:GJ-07",
    "responsable:nadie",
    'responsable:"profesional 03"',
    "no responsable:nadie situacion:firma",
    "actividad:1",
    "saldo>5m",
    "saldo:1m..10m etapa:persuasivo",
    "vence<hoy estado:ABIERTO",
    "vence:vacío",
    "movimiento<2026-01-01",
    "movimiento:2025-06-01..2026-06-01 estado:ABIERTO",
    "no vence<hoy",
    "prescribe<400d",
    "riesgo:si",
    "riesgo:no",
    "ejecutoria>=2025-01-01 capital<3m",
    "garcia",
    "garcía MÓNICA",
    "ñáñez",
    "an",
    "12",
    '"o sa"',
    "deudor:peña -deudor:luz",
    "numero:rnec",
    "nit:123",
    "(estado:ABIERTO garcia o saldo>15m o responsable:nadie)",
    "-(etapa:coactivo o etapa:recepcion)",
    "autoridad:INSPECCION municipio:bogota concepto:Multa",
    'autoridad="inspección 7"',
    "actualizado:2026-09-30",
    "actualizado<2026-09-30",
    "actualizado>2026-09-30",
    "50%",
    "a_b",
    "estado:DEVUELTO etapa:recepcion",
]


@pytest.fixture
def rows(any_base: Base) -> list[dict[str, Any]]:
    made = list(cases_of(CASES))
    with any_base.write.begin() as session:
        fill_catalogues(session)
        session.add(
            LoteRow(id=1, entidad_id=1, tipo="importacion:titulos", resumen={},
                    usuario="u1", hoy=HOY,
                    creado_en=dt.datetime(2026, 9, 30, tzinfo=dt.UTC))
        )  # fmt: skip
        session.flush()
        session.execute(sa.insert(ExpedienteRow), made)
        session.execute(
            sa.update(ExpedienteRow)
            .where(ExpedienteRow.id.in_(ANNULLED))
            .values(lote_anulado_id=1)
        )
    return [row for row in made if row["id"] not in ANNULLED]


@pytest.fixture(params=["sorted on the spot", "walked in index order"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of making a page must give the same one."""
    take(monkeypatch, walk=request.param == "walked in index order")


def take(monkeypatch: pytest.MonkeyPatch, *, walk: bool) -> None:
    monkeypatch.setattr(Seleccion, "conviene_recorrer", lambda *_, **__: walk)


def ask(texto: str) -> Nodo | None:
    valores = Valores(HOY, lambda day, n: day + dt.timedelta(days=n))
    return interpretar(texto, valores)


def matching(rows: Sequence[dict[str, Any]], texto: str) -> list[dict[str, Any]]:
    node = ask(texto)
    return [row for row in rows if node is None or holds(node, row)]


@pytest.mark.usefixtures("way")
def test_every_query_finds_what_it_says(
    any_base: Base, rows: list[dict[str, Any]]
) -> None:
    orders = [Orden("vence"), Orden("numero"), Orden("etapa", descendente=True)]
    with any_base.read() as session:
        for texto in QUERIES:
            expected = matching(rows, texto)
            filtro = Filtro(ask(texto))

            totals = lista.contar(session, filtro)
            found = [
                lista.pagina(session, filtro, orden, desde=0, cuantos=CASES)
                for orden in orders
            ]

            wanted = {row["id"] for row in expected}
            assert totals == (len(wanted), sum(row["saldo"] for row in expected)), texto
            for lines in found:
                assert [len(lines), {line.id for line in lines}] == [
                    len(wanted),
                    wanted,
                ], texto


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("texto", ["estado:ABIERTO", "no saldo:0"])
def test_every_order_pages_without_gaps_or_repeats(
    any_base: Base, rows: list[dict[str, Any]], texto: str, *, descending: bool
) -> None:
    expected, filtro = matching(rows, texto), Filtro(ask(texto))
    with any_base.read() as session:
        for name in ORDENES:
            orden = Orden(name, descendente=descending)
            found = [
                line.id
                for start in range(0, len(expected) + 13, 13)
                for line in lista.pagina(
                    session, filtro, orden, desde=start, cuantos=13
                )
            ]

            at = 0
            for group in sorted_ids(expected, name, descending=descending):
                assert set(found[at : at + len(group)]) == set(group), name
                at += len(group)
            assert len(found) == len(expected), name


@pytest.mark.parametrize("texto", ["", "estado:ABIERTO", "saldo:1m..9m", "garcia"])
def test_both_ways_give_the_same_list(
    any_base: Base,
    rows: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    texto: str,
) -> None:
    filtro, cuantos = Filtro(ask(texto)), len(rows)
    with any_base.read() as session:
        for name in ORDENES:
            for down in (False, True):
                orden, pages = Orden(name, descendente=down), []
                for walk in (False, True):
                    take(monkeypatch, walk=walk)
                    pages.append(
                        lista.pagina(session, filtro, orden, desde=0, cuantos=cuantos)
                    )

                assert pages[0] == pages[1], (name, down)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("texto", ["", "saldo:1m..9m", "autoridad:7"])
def test_the_next_page_follows_a_case_in_every_order(
    any_base: Base, texto: str
) -> None:
    filtro = Filtro(ask(texto))
    with any_base.read() as session:
        for name in ORDENES:
            for down in (False, True):
                orden = Orden(name, descendente=down)
                expected = lista.ids(session, filtro, orden)
                for at in (0, len(expected) // 2, len(expected) - 3):
                    found = lista.siguientes(
                        session, filtro, orden, tras=expected[at], cuantos=40
                    )

                    wanted = expected[at + 1 : at + 41]
                    assert [line.id for line in found] == wanted, (name, down, at)


def test_an_order_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidDataError, match="no se ordena por «color»"):
        Orden("color")


def test_all_ids_come_in_the_order_of_the_pages(
    any_base: Base, rows: list[dict[str, Any]]
) -> None:
    filtro, orden = Filtro(ask("estado:ABIERTO")), Orden("deudor")
    with any_base.read() as session:
        found = lista.ids(session, filtro, orden)
        lines = lista.pagina(session, filtro, orden, desde=0, cuantos=CASES)

    assert found == [line.id for line in lines]
    assert len(found) == len(matching(rows, "estado:ABIERTO"))


def test_an_entity_and_a_person_narrow_the_list(
    any_base: Base, rows: list[dict[str, Any]]
) -> None:
    with any_base.read() as session:
        of_one = lista.contar(session, Filtro(entidad_id=2))
        mine = lista.contar(session, Filtro(ask("saldo>1m"), responsable_id=3))

    assert of_one.total == sum(row["entidad_id"] == 2 for row in rows)
    assert mine.total == sum(
        row["responsable_id"] == 3 and row["saldo"] > 100_000_000 for row in rows
    )


def test_a_line_says_what_the_case_says(
    any_base: Base, rows: list[dict[str, Any]]
) -> None:
    row = next(row for row in rows if row["responsable_id"] == 4)
    with any_base.read() as session:
        (line,) = lista.resumir(session, [row["id"]])

    assert line == (
        row["id"], row["numero"], row["deudor"], row["identificacion"], "PD-GJ-07",
        row["actividad"], row["etapa"], row["estado"], row["situacion"], row["saldo"],
        row["vence_proximo"], row["fecha_legal"], row["fecha_segura"],
        row["entra_en_riesgo"], "Profesional 04",
    )  # fmt: skip


def test_labels_find_cases(any_base: Base, rows: list[dict[str, Any]]) -> None:
    with any_base.write.begin() as session:
        session.add(EtiquetaRow(expediente_id=rows[0]["id"], texto="Revisión fiscal"))

    with any_base.read() as session:
        found = lista.ids(session, Filtro(ask("etiqueta:revision")), Orden())
        others = lista.contar(session, Filtro(ask("etiqueta:vacío")))

    assert found == [rows[0]["id"]]
    assert others.total == len(rows) - 1


@pytest.mark.parametrize("texto", ["' OR 1=1 --", 'a" OR "b', "nombre*", "NEAR(a b)"])
def test_search_words_are_never_commands(
    any_base: Base, rows: list[dict[str, Any]], texto: str
) -> None:
    from cobro_desktop.domain.consulta import Texto

    with any_base.read() as session:
        assert lista.contar(session, Filtro(Texto(texto.lower()))).total == 0
    assert rows


def test_the_summary_follows_every_change(
    any_base: Base, rows: list[dict[str, Any]]
) -> None:
    first, second, third = (row["id"] for row in rows[:3])
    with any_base.write.begin() as session:
        session.execute(
            sa.update(ExpedienteRow)
            .where(ExpedienteRow.id == first)
            .values(estado="ARCHIVADO", etapa="terminacion", saldo=0, actividad="22",
                    vence_proximo=None, responsable_id=None)
        )  # fmt: skip
        session.execute(sa.delete(ExpedienteRow).where(ExpedienteRow.id == second))
        session.execute(
            sa.update(ExpedienteRow)
            .where(ExpedienteRow.id == third)
            .values(lote_anulado_id=1)
        )
        session.execute(
            sa.update(ExpedienteRow)
            .where(ExpedienteRow.id.in_(ANNULLED))
            .values(lote_anulado_id=None)
        )

    row = ExpedienteRow
    alive = row.lote_anulado_id.is_(None)
    with any_base.read() as session:
        for campo in ("estado", "etapa", "situacion", "actividad"):
            column = getattr(row, campo)
            counted = session.execute(
                sa.select(column, sa.func.count(), sa.func.sum(row.saldo))
                .where(alive)
                .group_by(column)
            ).all()

            assert {*tablero.por(session, campo, Filtro())} == {
                (value, n, int(saldo)) for value, n, saldo in counted
            }


def test_the_dashboard_counts_what_the_list_counts(
    any_base: Base, rows: list[dict[str, Any]]
) -> None:
    with any_base.read() as session:
        lights = tablero.semaforo(session, Filtro(), HOY)
        active = "(estado:ABIERTO o estado:SUSPENDIDO) "
        counted = [
            lista.contar(session, Filtro(ask(active + texto))).total
            for texto in (
                "vence<hoy",
                "vence:hoy",
                "vence:hoy+1d..hoy+7d",
                "riesgo<=hoy prescribe>=hoy",
                "prescribe<hoy",
            )
        ]
        people = tablero.por(session, "responsable", Filtro())

    assert list(lights) == counted
    assert sum(group.total for group in people) == len(rows)
    assert {group.valor for group in people} >= {"", "Profesional 01"}
