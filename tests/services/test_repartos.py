"""Cases shared among people, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.reparto import Carga, Caso, repartir_equilibrado
from cobro_desktop.services.asignaciones import Asignar, asignar, responsables
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.repartos import Repartir, prever_reparto, repartir
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.services.oficina import abrir_oficina, en_nombre_de


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def ids(workspace: Workspace) -> tuple[int, ...]:
    with workspace.base.read() as session:
        return tuple(session.scalars(select(ExpedienteRow.id).order_by("id")))


def reparte(workspace: Workspace, *logins: str, causa: str = "") -> list[int]:
    command = Repartir(ids(workspace), logins, causa)
    done = repartir(command, workspace, en_nombre_de("coo"), SilentProgress())
    lotes = done.datos["lotes"]
    assert isinstance(lotes, list)
    return lotes


def test_the_biggest_go_first_to_whom_has_the_least() -> None:
    cases = [Caso(1, 100), Caso(2, 900), Caso(3, 500), Caso(4, 50)]
    loads = {"ana": Carga(0, 0), "luz": Carga(2, 10)}

    found = repartir_equilibrado(cases, loads)

    # Ana works on two fewer: the two biggest are hers; then one each, as money says.
    assert found == {2: "ana", 3: "ana", 1: "luz", 4: "ana"}


@given(
    st.lists(st.integers(0, 10**12), max_size=40),
    st.lists(st.integers(0, 30), min_size=1, max_size=6),
)
def test_nobody_ends_with_more_than_one_case_above_whom_could_take_it(
    balances: list[int], counts: list[int]
) -> None:
    loads = {f"p{n}": Carga(count, 0) for n, count in enumerate(counts)}
    cases = [Caso(n, balance) for n, balance in enumerate(balances)]

    found = repartir_equilibrado(cases, loads)

    assert set(found) == {case.id for case in cases}
    after = {
        login: load.casos + sum(who == login for who in found.values())
        for login, load in loads.items()
    }
    took = {login for login in loads if after[login] > loads[login].casos}
    assert all(after[login] <= min(after.values()) + 1 for login in took)


def test_cases_are_shared_told_and_taken_back_as_one(workspace: Workspace) -> None:
    told = prever_reparto(Repartir(ids(workspace), ("pro", "aux")), workspace)
    assert told == ["PRO: 1 expediente.", "AUX: 2 expedientes."]

    (lote,) = reparte(workspace, "pro", "aux")

    # 2 000 000 → pro; 1 423 500 → aux; 1 000 000 → aux has less money.
    assert sorted(responsables(workspace, ids(workspace)).values()) == [
        "aux",
        "aux",
        "pro",
    ]
    undone = deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))
    assert undone.datos == {"deshechas": 3}
    assert responsables(workspace, ids(workspace)) == {}


def test_what_changes_hands_needs_a_reason(workspace: Workspace) -> None:
    reparte(workspace, "pro")
    with pytest.raises(InvalidDataError, match="escriba por qué cambia de manos"):
        reparte(workspace, "aux")

    reparte(workspace, "aux", causa="Vacaciones de PRO")

    assert set(responsables(workspace, ids(workspace)).values()) == {"aux"}


def test_a_sharing_that_was_changed_later_is_not_taken_back(
    workspace: Workspace,
) -> None:
    (lote,) = reparte(workspace, "pro")
    first = ids(workspace)[0]
    asignar(Asignar(first, "aux", "Se cambió"), workspace, en_nombre_de("coo"))

    with pytest.raises(NotAllowedError, match="después se reasignaron"):
        deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))

    assert responsables(workspace, ids(workspace))[first] == "aux"


def test_nobody_and_unknown_people_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidDataError, match="entre quiénes"):
        reparte(workspace)
    with pytest.raises(NotFoundError, match="«nadie»"):
        reparte(workspace, "pro", "nadie")
    with pytest.raises(InvalidDataError, match="no lleva expedientes"):
        reparte(workspace, "adm")
    command = Repartir(ids(workspace), ("pro", "jef"))
    with pytest.raises(NotAllowedError, match="no puede repartir"):
        repartir(command, workspace, en_nombre_de("pro"), SilentProgress())
