"""`FlowSource` over the real services, on three imported cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cobro_desktop.cli.state import State
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.storage.engine import Base
from cobro_ui.backend.mapa import CaseFlows
from cobro_ui.backend.office import open_office
from cobro_ui.mapa.ports import Which
from tests.services.oficina import abrir_oficina, expediente_de


@pytest.fixture
def flows(base: Base, tmp_path: Path) -> Iterator[tuple[CaseFlows, int]]:
    case = expediente_de(abrir_oficina(base, tmp_path), "R-100").id
    state = State(base.datos, None, date(2026, 9, 30), "pro", json=False)
    with open_office(state) as office:
        yield CaseFlows(office), case
    state.close()


def test_what_the_window_reads_of_a_case(flows: tuple[CaseFlows, int]) -> None:
    source, case = flows

    flow, measured = source.of_case(case), source.meter(case)

    assert flow.actual == "1"
    assert flow.recorrido is not None
    assert flow.recorrido.deudor == "VIGÍAS & CÍA <LTDA.>"
    assert flow.fechas["1"].startswith("Aquí desde el 30 sep 2026")
    assert flow.tomadas == {}
    assert measured.exigidos == 3


def test_what_the_window_reads_of_the_procedures(flows: tuple[CaseFlows, int]) -> None:
    source, _ = flows

    listed = source.procedures()
    flow = source.of_procedure(Which("PRO-GJU-130-008", 17))

    assert {p.procedimiento.sigla for p in listed} == {
        "IDPYBA", "RNEC", "SDSCJ", "SVSP",
    }  # fmt: skip
    assert sum(p.expedientes for p in listed) == 3
    assert flow.recorrido is None
    assert [row.id for row in flow.filas] == [str(n) for n in range(1, 22)]


def test_every_sheet_is_written(flows: tuple[CaseFlows, int], tmp_path: Path) -> None:
    source, case = flows
    which = Which("PRO-GJU-130-008", 17)

    read = [
        source.print_table(which),
        source.print_map(which, portfolio=True),
        source.print_case_map(case),
        source.print_lacks(case),
        source.route_sheet(case),
    ]
    told = source.route_sheets([case, case], tmp_path / "h.pdf", SilentProgress())
    lacks = source.export_lacks([case], tmp_path / "f.xlsx", SilentProgress())

    assert len(set(read)) == 5
    assert all(file.read_bytes().startswith(b"%PDF") for file in read)
    assert "2 hojas de ruta" in told.resumen
    assert "3 soportes por completar" in lacks.resumen
