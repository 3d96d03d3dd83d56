"""`acuerdo NUMERO …` on a base with three cases of SVSP."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow, ObligacionRow
from tests.services.oficina import abrir_oficina, expediente_de

Ask = Callable[..., tuple[int, Any]]
FIRMA = "2026-02-15"
T_5_1 = [577_616, 575_479, 569_726, 565_288, 559_863, 555_096]


@pytest.fixture
def ask(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Ask about the case of T-5.1: it owes 3 000 000 and 299 836 of interest."""
    workspace = abrir_oficina(base, tmp_path)
    found = expediente_de(workspace, "R-100")
    with base.write.begin() as session:
        debt = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == found.id)
        ).one()
        debt.capital = debt.saldo_capital = 3_000_000_00
        debt.exigible = dt.date(2025, 4, 17)
        session.get_one(ExpedienteRow, found.id).saldo = 3_000_000_00

    def asked(
        *arguments: str, hoy: str = FIRMA, usuario: str = "pro"
    ) -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", hoy, "--json")
        words = ("--usuario", usuario, "acuerdo", found.numero, *arguments)
        code = run([*head, *words], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return asked


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def amounts(found: dict[str, Any], key: str) -> list[int]:
    return [cuota[key] for cuota in found["cuotas"]]


def test_t_5_1_of_a_case(ask: Ask) -> None:
    terms = ("--cuotas", "6", "--primera", "2026-03-15", "--firma", FIRMA)
    code, told = ask("otorgar", *terms, "--simular")

    assert code == 0
    assert told["estado"] == "previsto"
    assert amounts(told, "interes_plazo") == [
        27_616, 25_479, 19_726, 15_288, 9_863, 5_096,
    ]  # fmt: skip
    assert amounts(told, "interes_causado") == [*[49_973] * 5, 49_971]
    # T-5.1 has 50 000 of earned interest in each instalment.
    rest = [c["total"] - c["interes_causado"] for c in told["cuotas"]]
    assert rest == [total - 50_000 for total in T_5_1]
    assert told["total"] == 3_403_068 - 300_000 + 299_836
    assert [r["impide"] for r in told["reparos"]] == [False]

    code, nothing = ask("ver")
    assert (code, nothing["estado"], nothing["cuotas"]) == (0, None, [])

    code, found = ask("otorgar", *terms)
    assert (code, found["estado"], found["en_mora"]) == (0, "vigente", 0)
    assert found["cuotas"] == [
        cuota | {"abonado": 0, "pagada": None, "estado": "pendiente"}
        for cuota in told["cuotas"]
    ]
    assert found["total"] == told["total"]


def test_the_whole_life_of_an_agreement(ask: Ask) -> None:
    code, found = ask(
        "solicitar", "--cuotas", "6", "--primera", "2026-03-15", usuario="aux"
    )
    assert (code, found["estado"]) == (0, "solicitado")
    code, found = ask("otorgar", "--firma", FIRMA)
    assert (code, found["estado"], len(found["cuotas"])) == (0, "vigente", 6)
    code, error = ask("otorgar", "--cuotas", "3")
    assert (code, error["error"]["codigo"]) == (3, "not_allowed")

    code, late = ask("ver", hoy="2026-03-17")
    assert (late["fase"], late["en_mora"]) == ("en_mora", 1)
    assert late["incumplido_desde"] == "2026-03-16"
    code, error = ask("cumplir", hoy="2026-03-17")
    assert code == 3
    code, told = ask("incumplir", "--simular", hoy="2026-03-17")
    assert code == 0
    assert "El deudor no pagó la cuota 1" in told["efectos"][0]
    code, found = ask("incumplir", hoy="2026-03-17")
    assert (code, found["estado"]) == (0, "incumplido")


def test_a_request_is_refused_and_an_agreement_annulled(ask: Ask) -> None:
    ask("solicitar", "--cuotas", "6")
    code, error = ask("negar")
    assert (code, error["error"]["codigo"]) == (3, "invalid_data")
    code, found = ask("negar", "--motivo", "No ofreció garantía.")
    assert (code, found["estado"], found["motivo"]) == (
        0,
        "negado",
        "No ofreció garantía.",
    )
    ask("otorgar", "--cuotas", "6")
    code, found = ask("anular", "--motivo", "Era de otro deudor.")
    assert (code, found["estado"]) == (0, "anulado")


def test_what_stops_it_is_told_with_its_norm(ask: Ask) -> None:
    code, error = ask("otorgar", "--cuotas", "13")
    assert code == 3
    assert "no puede pasar de 12 meses (ET, art. 814)" in error["error"]["mensaje"]
    code, told = ask("otorgar", "--cuotas", "13", "--simular")
    assert (code, told["reparos"][0]["norma"]) == (0, "ET, art. 814")
    code, found = ask(
        "otorgar", "--cuotas", "13", "--garantia", "real", "--garantia-valor",
        "4000000", "--garantia-detalle", "Prenda sobre el vehículo ABC123",
    )  # fmt: skip
    assert (code, found["garantia"]) == (0, "real")


def test_the_plan_goes_to_excel(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    code, error = ask("exportar", "--salida", str(file))
    assert (code, error["error"]["codigo"]) == (3, "not_found")
    code, found = ask("otorgar", "--cuotas", "6", "--primera", "2026-03-15")

    code, told = ask("exportar", "--salida", str(file))

    assert (code, told["archivo"]) == (0, str(file))
    sheet = openpyxl.load_workbook(file)["Plan"]
    assert sheet["F14"].value == "=ROUND(ROUND(($B$6)/$B$10,6),0)"
    shown = openpyxl.load_workbook(file, data_only=True)["Plan"]
    assert shown["J20"].value == found["total"]
    assert shown["M20"].value == "Cuadra con la deuda"


def test_it_tells_a_person_too(
    ask: Ask, capsys: pytest.CaptureFixture[str], base: Base
) -> None:
    ask("otorgar", "--cuotas", "6", "--primera", "2026-03-15")
    with base.read() as session:
        query = select(ExpedienteRow.numero).where(ExpedienteRow.titulo == "R-100")
        numero = session.scalars(query).one()
    head = ["--datos", str(base.datos), "--hoy", "2026-03-17", "--usuario", "pro"]

    assert run([*head, "acuerdo", numero], no_window) == 0

    said = capsys.readouterr().out
    assert "Acuerdo de pago: En mora." in said
    assert "16 mar 2026" in said
