from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.consulta import interpretar
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.ventana import Banda, FechasTitulo, Ventana, banda
from cobro_desktop.services.consultas import valores_de_consulta
from cobro_desktop.services.radar import Barra, Filtro, opciones, radar
from cobro_desktop.services.radar_titulos import (
    NOTIFICADO,
    FilaRadar,
    Pagina,
    filas,
    texto_de_consulta,
)
from cobro_desktop.services.ventanas import Ventanas, fin_de_mes
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import lista
from cobro_desktop.storage.queries.prescripcion import Eleccion
from cobro_desktop.storage.rows import (
    EntidadRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    ObligacionRow,
    PersonaRow,
    TituloRow,
    UsuarioRow,
)
from tests.bench.big_base import cases_of

HOY = dt.date(2026, 9, 2)
CODES = ("PD-GJ-07", "RJPD06", "PRO-GJU-130-008", "PA02-PR19")
CASES = 220
NOTIFIED = range(0, CASES, 7)
"""Every seventh case has its mandamiento notified, half of them not validly."""
DOUBLE = range(0, CASES, 25)
"""Every twenty-fifth has a second title."""
REPORTED, SENT = 31, 32


class Oracle:
    """The titles of the base, and what the pure rules say of each."""

    def __init__(self, workspace: Workspace, rows: list[dict[str, Any]]) -> None:
        self.workspace = workspace
        self.rows = rows

    def bands(self) -> list[Banda]:
        with self.workspace.base.read() as session:
            ventanas = Ventanas(session, self.workspace)
            return [self._band(row, ventanas) for row in self.rows]

    def _band(self, row: dict[str, Any], ventanas: Ventanas) -> Banda:
        closing = None
        if not row["notified"]:
            found = ventanas.ventana(
                row["procedimiento_id"], row["actividad"], row["fecha_segura"]
            )
            closing = found.siguiente.hasta if isinstance(found, Ventana) else None
        dates = FechasTitulo(
            row["fecha_legal"], row["fecha_segura"], row["entra_en_riesgo"]
        )
        return banda(dates, HOY, closing, fin_de_mes(HOY))


@pytest.fixture
def oracle(any_base: Base, tmp_path: Path) -> Oracle:
    workspace = Workspace(tmp_path, any_base, almacen(any_base))
    rows: list[dict[str, Any]] = []
    cases: list[dict[str, Any]] = []
    parts: dict[Any, list[dict[str, Any]]] = {
        TituloRow: [],
        ObligacionRow: [],
        EventoPrescripcionRow: [],
    }
    random_ = random.Random(3)
    with any_base.write.begin() as session:
        ids = [workspace.instalar(session, code) for code in CODES]
        session.add_all(
            UsuarioRow(id=n, login=f"u{n}", nombre=f"Profesional {n}", roles=["PRO"])
            for n in range(900, 904)
        )
        session.add(PersonaRow(id=1, tipo_documento="NIT", numero="1", nombre="X"))
        session.flush()
        for number, made in enumerate(cases_of(CASES)):
            procedure = ids[made["procedimiento_id"] - 1]
            contents = workspace.procedimiento(session, procedure.id)
            names = [n for n, a in contents.actividades.items() if n.isdigit()]
            safe = HOY + dt.timedelta(days=random_.randrange(-60, 400))
            case = made | {
                "entidad_id": procedure.entidad_id,
                "procedimiento_id": procedure.id,
                "dependencia_id": None,
                "responsable_id": None if number % 5 == 0 else 900 + number % 4,
                "actividad": random_.choice(names),
                "estado": made["estado"],
                "fecha_segura": safe,
                "fecha_legal": safe + dt.timedelta(days=random_.choice([0, 0, 2, 40])),
                "entra_en_riesgo": safe - dt.timedelta(days=random_.choice([10, 1217])),
            }
            case["estado"] = {REPORTED: "REPORTADO_BDME", SENT: "REMITIDO_SDH"}.get(
                number, case["estado"]
            )
            if number in (REPORTED, SENT):
                case["saldo"] = 1_000_000_00
            cases.append(case)
            rows += _titles(case, number, parts)
        session.execute(sa.insert(ExpedienteRow), cases)
        for kind, made_rows in parts.items():
            session.execute(sa.insert(kind), made_rows)
    return Oracle(workspace, [r for r in rows if _watched(r)])


def _titles(
    case: dict[str, Any], number: int, parts: dict[Any, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    count = 2 if number in DOUBLE else 1
    valid = number % 2 == 0
    found = []
    for part in range(count):
        title_id = case["id"] * 10 + part
        # The case carries the earliest dates; its second title comes later.
        later = dt.timedelta(days=100 * part)
        dates = {
            name: case[name] + later
            for name in ("fecha_segura", "fecha_legal", "entra_en_riesgo")
        }
        parts[TituloRow].append(
            {
                "id": title_id,
                "entidad_id": case["entidad_id"],
                "expediente_id": case["id"],
                "persona_id": 1,
                "autoridad": "",
                "numero": f"{title_id}",
                "fecha": case["ejecutoria"],
                "llave": f"{title_id}",
                "ejecutoria": case["ejecutoria"],
            }
            | dates
        )
        half = case["saldo"] // 2
        owed = (case["saldo"] - half, half)[part] if count == 2 else case["saldo"]
        parts[ObligacionRow].append(
            {
                "titulo_id": title_id,
                "expediente_id": case["id"],
                "concepto": "multa",
                "capital": owed,
                "saldo_capital": owed,
                "regimen": "ley68",
                "exigible": case["ejecutoria"],
            }
        )
        if number in NOTIFIED:
            parts[EventoPrescripcionRow].append(
                {
                    "titulo_id": title_id,
                    "tipo": "mandamiento",
                    "fecha": case["ejecutoria"],
                    "valida": valid,
                }
            )
        notified = number in NOTIFIED and valid
        found.append(case | dates | {"saldo": owed, "notified": notified})
    return found


def _watched(row: dict[str, Any]) -> bool:
    open_ = row["estado"] in {"ABIERTO", "SUSPENDIDO", "REPORTADO_BDME"}
    return open_ and row["saldo"] > 0


def test_each_band_adds_up_what_the_rule_says_of_each_title(oracle: Oracle) -> None:
    found = radar(oracle.workspace, HOY)
    titles: Counter[Banda] = Counter()
    pesos: Counter[Banda] = Counter()
    for row, band in zip(oracle.rows, oracle.bands(), strict=True):
        titles[band] += 1
        pesos[band] += row["saldo"]
    assert {b.banda: (b.titulos, b.saldo) for b in found.bandas} == {
        band: (titles[band], pesos[band]) for band in Banda
    }
    assert min(titles[band] for band in Banda) > 0, "the base says nothing of a band"
    assert (found.titulos, found.saldo) == (len(oracle.rows), sum(pesos.values()))


def test_the_bars_count_each_title_once_by_its_safe_date(oracle: Oracle) -> None:
    found = radar(oracle.workspace, HOY)
    assert [b.nombre for b in found.barras[:4]] == [
        "Ya prescritos",
        "Pasó la fecha segura",
        "sep 2026",
        "oct 2026",
    ]
    assert found.barras[-1].nombre == "Después"
    assert sum(b.titulos for b in found.barras) == found.titulos
    assert sum(b.saldo for b in found.barras) == found.saldo
    october = found.barras[3]
    pairs = zip(oracle.rows, oracle.bands(), strict=True)
    both = [(r, b) for r, b in pairs if f"{r['fecha_segura']:%Y-%m}" == "2026-10"]
    expected = [r for r, _ in both]
    assert october.titulos == len(expected)
    assert october.saldo == sum(r["saldo"] for r in expected)
    late = [r for r, band in both if band is Banda.VENTANA_VENCIDA]
    assert (october.titulos_tarde, october.saldo_tarde) == (
        len(late),
        sum(r["saldo"] for r in late),
    )


def test_the_rows_of_each_bar_and_band_are_those_that_it_counts(
    oracle: Oracle,
) -> None:
    found = radar(oracle.workspace, HOY)
    for bar in found.barras:
        shown = _rows(oracle, bar.eleccion)
        assert len(shown) == bar.titulos, bar.nombre
        assert sum(row.saldo for row in shown) == bar.saldo, bar.nombre
    for total in found.bandas:
        shown = _rows(oracle, Eleccion((total.banda,)))
        assert {row.banda for row in shown} <= {total.banda}
        assert (len(shown), sum(row.saldo for row in shown)) == (
            total.titulos,
            total.saldo,
        )


def test_what_must_be_done_first_stands_first(oracle: Oracle) -> None:
    shown = _rows(oracle, Eleccion((Banda.VENTANA_MES,)))
    days = [row.ventana.siguiente.hasta for row in shown if row.ventana]
    assert len(days) == len(shown) > 1
    # Working days stand between two windows of the same calendar distance.
    for first, second in pairwise(days):
        assert (first - second).days <= 4


def test_pages_follow_each_other(oracle: Oracle) -> None:
    everything = _rows(oracle, Eleccion())
    pages = [
        row
        for start in range(0, len(everything), 30)
        for row in filas(
            oracle.workspace,
            HOY,
            Filtro(),
            Pagina(Eleccion(), range(start, start + 30)),
        )
    ]
    assert pages == everything


def test_a_notified_mandamiento_leaves_no_window_and_a_void_one_does(
    oracle: Oracle,
) -> None:
    shown = _rows(oracle, Eleccion())
    notified = {r["id"] for r in oracle.rows if r["notified"]}
    told = {row.expediente_id for row in shown if row.motivo == NOTIFICADO}
    assert told == notified
    assert notified


def test_what_was_sent_to_the_sdh_is_not_ours_and_what_was_reported_is(
    oracle: Oracle,
) -> None:
    shown = {row.expediente_id for row in _rows(oracle, Eleccion())}
    assert REPORTED + 1 in shown
    assert SENT + 1 not in shown


def test_filters_narrow_what_is_added_up(oracle: Oracle) -> None:
    workspace = oracle.workspace
    chosen = opciones(workspace)
    assert set(dict(chosen.procedimientos)) == {"SDSCJ", "RNEC", "SVSP", "IDPYBA"}
    with workspace.base.read() as session:
        siglas = dict(session.execute(sa.select(EntidadRow.id, EntidadRow.sigla)).all())
    for sigla in siglas.values():
        mine = [r for r in oracle.rows if siglas[r["entidad_id"]] == sigla]
        assert radar(workspace, HOY, Filtro(sigla)).titulos == len(mine)
    for user_id in (0, 900, 901):
        mine = [r for r in oracle.rows if (r["responsable_id"] or 0) == user_id]
        found = radar(workspace, HOY, Filtro(responsable_id=user_id))
        assert found.titulos == len(mine)
    with pytest.raises(NotFoundError, match="no hay expedientes de «XYZ»"):
        radar(workspace, HOY, Filtro("XYZ"))


def test_the_query_of_the_list_finds_the_same_cases_of_a_month(
    oracle: Oracle,
) -> None:
    workspace = oracle.workspace
    disponibles = opciones(workspace)
    found = radar(workspace, HOY, Filtro("RNEC"))
    month = max(found.barras[2:-1], key=lambda bar: bar.titulos)
    text = texto_de_consulta(Filtro("RNEC"), month.eleccion, disponibles)
    nodo = interpretar(text, valores_de_consulta(workspace, HOY))
    with workspace.base.read() as session:
        listed = lista.contar(session, lista.Filtro(consulta=nodo))
    shown = {r.expediente_id for r in _rows(oracle, month.eleccion, Filtro("RNEC"))}
    assert listed.total == len(shown) > 0


def test_every_query_of_the_list_is_understood(oracle: Oracle) -> None:
    workspace = oracle.workspace
    disponibles = opciones(workspace)
    values = valores_de_consulta(workspace, HOY)
    parts = [bar.eleccion for bar in radar(workspace, HOY).barras]
    parts += [Eleccion((banda,)) for banda in Banda]
    for filtro in (
        Filtro("SDSCJ"),
        Filtro(procedimiento="RJPD06"),
        Filtro(responsable_id=0),
        Filtro(responsable_id=901),
    ):
        for part in parts:
            assert interpretar(texto_de_consulta(filtro, part, disponibles), values)


def test_an_empty_base_has_nothing_at_risk(any_base: Base, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, any_base, almacen(any_base))
    found = radar(workspace, HOY, meses=3)
    assert (found.titulos, found.saldo, len(found.barras)) == (0, 0, 6)
    assert found.barras[0] == Barra(
        "Ya prescritos", None, HOY - dt.timedelta(1), 0, 0, bandas=(Banda.PRESCRITO,)
    )


def _rows(
    oracle: Oracle, eleccion: Eleccion, filtro: Filtro | None = None
) -> list[FilaRadar]:
    page = Pagina(eleccion, range(1_000))
    return filas(oracle.workspace, HOY, filtro or Filtro(), page)
