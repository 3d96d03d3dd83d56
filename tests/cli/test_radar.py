"""The radar and the what-if from the command line, on a base with three cases."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, expediente_de


class Oficina(NamedTuple):
    workspace: Workspace
    ask: Callable[..., tuple[int, Any]]

    def numero(self, titulo: str) -> str:
        return expediente_de(self.workspace, titulo).numero


@pytest.fixture
def oficina(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Oficina:
    workspace = abrir_oficina(base, tmp_path)

    def ask(*arguments: str, hoy: str = "2026-09-30") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", hoy, "--json")
        code = run([*head, "--usuario", "pro", *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return Oficina(workspace, ask)


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def test_the_months_and_the_first_to_do(oficina: Oficina) -> None:
    # Ejecutorias 2025-01-15, 2025-02-28 and 2025-11-10: five years later.
    code, found = oficina.ask("radar", "--meses", "60")
    assert code == 0
    months = {bar["nombre"]: bar["saldo"] for bar in found["barras"] if bar["titulos"]}
    assert months == {
        "ene 2030": 1_000_000,
        "feb 2030": 1_423_500,
        "nov 2030": 2_000_000,
    }
    assert (found["titulos"], found["saldo"]) == (3, 4_423_500)
    assert [row["numero"] for row in found["urgentes"]] == [
        oficina.numero("R-100"),
        oficina.numero("R-200"),
        oficina.numero("R-300"),
    ]
    first = found["urgentes"][0]
    assert first["fecha_legal"] == "2030-01-15"
    signing = next(h for h in first["hitos"] if h["clase"] == "firmar")
    # One working day before 15 January 2030 and ten before that, over the holidays
    # of 1 and 7 January: 27 December.
    assert signing["hasta"] == "2029-12-27"
    assert first["orden"].startswith("Firme el mandamiento de pago antes del 28 de dic")


def test_an_entity_that_the_base_has_not_is_told(oficina: Oficina) -> None:
    code, found = oficina.ask("radar", "--entidad", "RNEC")
    assert code == 3
    assert "no hay expedientes de «RNEC»" in found["error"]["mensaje"]


def test_t_3_3_supposed_on_a_case(oficina: Oficina) -> None:
    numero = oficina.numero("R-100")
    code, found = oficina.ask(
        "simular-prescripcion", numero, "--interrumpe", "mandamiento=2026-06-14"
    )
    assert code == 0
    assert found["antes"]["fecha_legal"] == "2030-01-15"
    assert found["despues"]["fecha_legal"] == "2031-06-14"
    # 365 days to 2031-01-15 and 150 from there to 14 June.
    assert found["dias_fecha_legal"] == 515
    assert found["guardado"] is False
    _, again = oficina.ask("simular-prescripcion", numero)
    assert again["despues"] == again["antes"] == found["antes"]


def test_suspended_days_are_won(oficina: Oficina) -> None:
    numero = oficina.numero("R-100")
    _, found = oficina.ask(
        "simular-prescripcion", numero, "--suspende", "2026-01-01..2026-01-31"
    )
    assert found["dias_fecha_legal"] == 31
    assert found["supuestos"] == [
        "El término se suspende del 1 de enero de 2026 al 31 de enero de 2026."
    ]


def test_an_event_that_the_title_has_not_is_told(oficina: Oficina) -> None:
    code, found = oficina.ask(
        "simular-prescripcion", oficina.numero("R-100"), "--anula", "77"
    )
    assert code == 3
    assert "no tiene un evento con id 77" in found["error"]["mensaje"]
