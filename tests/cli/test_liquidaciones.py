"""Liquidations of a case from the command line, on a base with three cases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from sqlalchemy import select, text

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import LiquidacionRow, PagoRow
from tests.documents.lectura import paginas
from tests.services.oficina import abrir_oficina, expediente_de, sin_guardas


class Oficina(NamedTuple):
    workspace: Workspace
    ask: Callable[..., tuple[int, Any]]

    def numero(self, titulo: str) -> str:
        return expediente_de(self.workspace, titulo).numero


@pytest.fixture
def oficina(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Oficina:
    workspace = abrir_oficina(base, tmp_path)

    def ask(*arguments: str, usuario: str = "pro") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", usuario, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return Oficina(workspace, ask)


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def test_t_1a_2_of_a_case_with_its_obligation_and_totals(oficina: Oficina) -> None:
    code, found = oficina.ask(
        "liquidacion", oficina.numero("R-200"), "--corte", "2025-08-31"
    )

    assert code == 0
    totals = ("saldo_capital", "interes", "saldo_interes", "total", "por_dia_adicional")
    assert [found[key] for key in totals] == [1_423_500, 86_112, 86_112, 1_509_612, 468]
    (one,) = found["obligaciones"]
    assert (one["dias"], one["interes"], one["total"]) == (184, 86_112, 1_509_612)
    assert one["concepto"] == "Sanción"
    assert one["titulo"].endswith("n.º R-200")
    assert one["tramos"][0]["interes"] == "86112.0000"
    assert (found["guardada"], found["pdf"], found["excel"]) == (False, None, None)


def test_kept_printed_taken_to_excel_and_verified(
    oficina: Oficina, tmp_path: Path
) -> None:
    pdf, excel = tmp_path / "hoja.pdf", tmp_path / "libro.xlsx"

    code, found = oficina.ask(
        "liquidacion", oficina.numero("R-200"), "--corte", "2025-08-31",
        "--guardar", "--pdf", str(pdf), "--excel", str(excel),
    )  # fmt: skip

    assert code == 0
    assert found["guardada"] is True
    huella = found["obligaciones"][0]["huella"]
    said = " ".join(paginas(pdf.read_bytes()))
    assert "Deudor: ÑÁÑEZ SEGURIDAD S.A.S., NIT 860.002.964-4" in said
    assert f"verificar-liquidacion {huella}" in said
    assert "La guardó en el expediente pro, " in said
    sheet = openpyxl.load_workbook(excel, data_only=True)["Resumen"]
    assert sheet["E7"].value == 1_509_612
    assert oficina.ask("verificar-liquidacion", huella) == (
        0,
        {
            "huella": huella,
            "coincide": True,
            "liquidaciones": [
                {
                    "expediente": oficina.numero("R-200"),
                    "corte": "2025-08-31",
                    "usuario": "pro",
                    "guardada_en": found_at(oficina),
                    "coincide": True,
                    "problema": None,
                    "diferencias": [],
                }
            ],
        },
    )


def test_a_changed_record_ends_with_3_and_says_what(oficina: Oficina) -> None:
    numero = oficina.numero("R-200")
    _, found = oficina.ask("liquidacion", numero, "--corte", "2025-08-31", "--guardar")
    with oficina.workspace.base.write.begin() as session:
        sin_guardas(session)
        session.execute(text("UPDATE liquidacion SET interes = 0"))

    code, told = oficina.ask(
        "verificar-liquidacion", found["obligaciones"][0]["huella"]
    )

    assert code == 3
    assert told["coincide"] is False
    (change,) = told["liquidaciones"][0]["diferencias"]
    assert (change["campo"], change["guardado"]) == ("columna.interes", "0")


def test_keeping_it_twice_is_refused(oficina: Oficina) -> None:
    line = ("liquidacion", oficina.numero("R-200"), "--corte", "2025-08-31")
    assert oficina.ask(*line, "--guardar")[0] == 0

    code, told = oficina.ask(*line, "--guardar")

    assert code == 3
    assert told["error"]["codigo"] == "not_allowed"
    assert oficina.ask(*line)[1]["guardada"] is True


def test_a_missing_rate_stops_it(oficina: Oficina) -> None:
    code, told = oficina.ask(
        "liquidacion", oficina.numero("R-300"), "--corte", "2026-12-31"
    )

    assert code == 3
    assert told["error"]["codigo"] == "missing_parameter"
    assert "octubre de 2026" in told["error"]["mensaje"]


def test_the_financial_area_s_figure_is_explained(oficina: Oficina) -> None:
    """1.423.500 × 12 % × 184 ÷ 360 = 87.308."""
    code, found = oficina.ask(
        "comparar", oficina.numero("R-200"), "--corte", "2025-08-31",
        "--interes", "87308", "--fila", "2025-03-01..2025-03-31=14508",
    )  # fmt: skip

    assert code == 0
    assert found["nuestro"] == {"interes": 86_112, "total": 1_509_612}
    assert (found["coincide"], found["diferencia"]) == (False, 1_196)
    (change,) = found["explicaciones"][0]["cambios"]
    assert (change["causa"], change["clave"]) == (
        "lectura",
        "opcion:ley68.base=ACT/360",
    )
    # 31 días a 468 pesos.
    assert found["filas"][0]["nuestro"] == 14_508
    assert found["filas"][0]["diferencia"] == 0
    assert "La otra cifra sale exacta si" in found["texto"]


def test_a_payment_that_waits_is_offered_as_the_cause(oficina: Oficina) -> None:
    """They subtracted 423.500 on 28 February, before any interest: 1.000.000 left."""
    case = expediente_de(oficina.workspace, "R-200")
    with oficina.workspace.base.write.begin() as session:
        session.add(
            PagoRow(
                entidad_id=case.entidad_id,
                fecha=dt.date(2025, 2, 28),
                valor=42_350_000,
                referencia="SIN-DUEÑO",
                identificacion=case.identificacion,
                estado="sin_identificar",
            )
        )

    # 1.000.000 × 12 % × 184 ÷ 365 = 60.493,2.
    _, found = oficina.ask(
        "comparar", case.numero, "--corte", "2025-08-31",
        "--interes", "60493", "--total", "1060493",
    )  # fmt: skip

    assert "$ 423.500 del 28 feb 2025" in found["explicaciones"][0]["texto"]


@pytest.mark.parametrize(
    ("option", "code"), [("--interes=-1", 3), ("--tasa=doce", 2), ("--fila=ayer=3", 2)]
)
def test_what_cannot_be_a_figure_is_refused(
    oficina: Oficina, option: str, code: int
) -> None:
    line = ("comparar", oficina.numero("R-200"), "--corte=2025-08-31", "--interes=1")

    head = ["--datos", str(oficina.workspace.datos), "--hoy", "2026-09-30"]

    assert run([*head, *line, option], no_window) == code


def found_at(oficina: Oficina) -> str:
    with oficina.workspace.base.read() as session:
        kept = session.scalars(select(LiquidacionRow)).one()
    return kept.creada_en.isoformat()
