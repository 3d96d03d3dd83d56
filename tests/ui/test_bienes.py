"""Goods and measures in the window, over the real services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.bienes import CaseGoods
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.office import Office, open_office
from cobro_ui.bienes.dialog import GoodsDialog
from cobro_ui.bienes.ports import Act
from cobro_ui.bienes.tab import BienesTab
from cobro_ui.expediente.view import ExpedienteTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.theme import Theme
from tests.services.oficina import abrir_oficina, expediente_de
from tests.ui.fakes import make_shell

HOY = date(2026, 9, 30)


@pytest.fixture
def office(tmp_path: Path, base: Base) -> Iterator[Office]:
    abrir_oficina(base, tmp_path)
    state = State(base.datos, None, HOY, "pro", json=False)
    with open_office(state) as office:
        yield office
    state.workspace.close()


@pytest.fixture
def tab(qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme) -> BienesTab:
    shell = replace(
        make_shell(jobs, theme), cases=Cases(office), goods=CaseGoods(office)
    )
    case = ExpedienteTab(expediente_de(office.workspace, "R-200").id, shell)
    qtbot.addWidget(case)
    case.resize(1200, 700)
    case.show()
    case.reload()
    found = case.bienes
    assert found is not None
    found.changed.connect(lambda _changes: case.reload())
    qtbot.waitUntil(case.header.isVisible)
    return found


def asking(tab: BienesTab, act: Act, **answers: str) -> GoodsDialog:
    tab.ask(act)
    dialog = tab.findChildren(GoodsDialog)[-1]
    dialog.questions_form.fill(answers, {})
    dialog.answered()
    return dialog


def said(dialog: GoodsDialog) -> str:
    return dialog.effects.text()


def test_a_measure_above_the_limit_is_refused_before_it_is_recorded(
    qtbot: QtBot, tab: BienesTab
) -> None:
    dialog = asking(
        tab,
        Act.MEDIDA,
        tipo="embargo_cuentas",
        destinatario="Banco de Bogotá",
        limite="3019225",
        fecha="2025-08-31",
    )

    # 2 × (1 423 500 + 86 112), RULES T-1a.2 and ET 838.
    qtbot.waitUntil(lambda: "más de $ 3.019.224" in said(dialog))
    dialog.questions_form.fill({"limite": "3019224"}, {})
    dialog.answered()
    qtbot.waitUntil(lambda: "Lo embargable" in said(dialog))
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()

    qtbot.waitUntil(lambda: tab.measures.table.rows.rowCount() == 1)
    measure = tab.measures.current()
    assert measure is not None
    assert (measure.estado, measure.limite) == ("decretada", 3_019_224 * 100)


def test_an_asset_is_written_down_and_may_then_be_embargoed(
    qtbot: QtBot, tab: BienesTab
) -> None:
    dialog = asking(
        tab,
        Act.BIEN,
        clase="vehiculo",
        descripcion="Camioneta 2019",
        valor="45000000",
        fecha="2026-09-01",
    )
    with qtbot.waitSignal(dialog.recorded):
        dialog.go.click()
    qtbot.waitUntil(lambda: tab.assets.table.rows.rowCount() == 1)
    asset = tab.assets.current()
    assert asset is not None

    measure = asking(
        tab,
        Act.MEDIDA,
        tipo="embargo_bien",
        bien=str(asset.id),
        destinatario="Secretaría de Movilidad",
        fecha="2026-09-02",
    )
    with qtbot.waitSignal(measure.recorded):
        measure.go.click()

    qtbot.waitUntil(lambda: tab.measures.table.rows.rowCount() == 1)
    shown = tab.measures.current()
    assert shown is not None
    assert shown.bien == "Camioneta 2019"


def test_the_button_waits_for_what_must_be_answered(tab: BienesTab) -> None:
    dialog = asking(tab, Act.CONSULTAR)
    assert not dialog.go.isEnabled()

    dialog.questions_form.fill({"destinatarios": "RUNT"}, {})
    dialog.answered()

    assert dialog.go.isEnabled()
