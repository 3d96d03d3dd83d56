"""The bulletin from the command line: its JSON, its workbook, the form of the CGN."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from sqlalchemy import select

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ObligacionRow, PersonaRow, TituloRow
from tests.services.oficina import abrir_oficina, expediente_de

FORMULA = "=1+1 SEGURIDAD"


class Oficina(NamedTuple):
    workspace: Workspace
    ask: Callable[..., tuple[int, Any]]
    salida: Path


@pytest.fixture
def oficina(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Oficina:
    """An office where one person owes 9 000 000 since 2025 and looks like a formula."""
    workspace = abrir_oficina(base, tmp_path)
    case = expediente_de(workspace, "R-100").id
    with base.write.begin() as session:
        debt = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == case)
        ).one()
        debt.capital = debt.saldo_capital = 900_000_000
        debt.exigible = dt.date(2025, 1, 15)
        title = session.get_one(TituloRow, debt.titulo_id)
        session.get_one(PersonaRow, title.persona_id).nombre = FORMULA

    def ask(*arguments: str, hoy: str = "2026-06-03") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", hoy, "--json")
        code = run([*head, "--usuario", "fin", *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return Oficina(workspace, ask, tmp_path / "bdme.xlsx")


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def reporte(oficina: Oficina, *more: str) -> tuple[int, Any]:
    return oficina.ask(
        "bdme", "--corte", "2025-11-30", "--salida", str(oficina.salida), *more
    )


def test_who_is_in_and_who_is_out_with_the_reason(oficina: Oficina) -> None:
    code, found = reporte(oficina)

    assert code == 0
    (one,) = found["incluidos"]
    assert (one["deudor"], one["documento"]) == (FORMULA, "890903938")
    # 319 days of 12 % on 9 000 000 (15 January to 30 November): 943 890 (943 890,41).
    assert one["valor"] == 9_943_890
    assert found["umbral"] == 7_117_500
    assert len(found["excluidos"]) == 2
    assert all(row["motivo"] for row in found["excluidos"])
    assert found["retiros"] == []


def test_the_screen_says_who_is_out_and_why_under_each_section(
    oficina: Oficina, capsys: pytest.CaptureFixture[str]
) -> None:
    datos = str(oficina.workspace.datos)
    head = ("--datos", datos, "--hoy", "2026-06-03", "--usuario", "fin", "bdme")
    book = str(oficina.salida)
    run([*head, "--corte", "2026-05-31", "--salida", book], no_window)
    told = capsys.readouterr().out.splitlines()

    out = next(n for n, line in enumerate(told) if line.startswith("Excluidos: 2, "))
    inside = next(n for n, line in enumerate(told) if line.startswith("Reporte"))
    assert told[inside + 1].startswith(f"  {FORMULA}: Debe ")
    reasons = " ".join(told[out + 1 : out + 3])
    assert "ÑÁÑEZ SEGURIDAD" in reasons
    assert "no pasa de $ 8.754.525 (5 salarios mínimos de 2026)" in reasons
    assert not any("fuente vista" in line for line in told)


def test_the_workbook_is_typed_and_has_no_formula(oficina: Oficina) -> None:
    reporte(oficina)

    book = openpyxl.load_workbook(oficina.salida)
    assert book.sheetnames == [
        "Resumen",
        "Reporte semestral",
        "Incumplimiento de acuerdo",
        "Retiros",
        "Cancelación de acuerdos",
        "Actualización",
        "Excluidos",
    ]
    sheet = book["Reporte semestral"]
    titles = [cell.value for cell in sheet[4]]
    told = dict(zip(titles, sheet[5], strict=True))
    assert told["Nombre o razón social"].value == FORMULA
    assert told["Nombre o razón social"].data_type == "s"
    assert told["Número de documento"].value == "890903938"
    assert told["DV"].value == "8"
    assert told["Valor"].value == 9_943_890
    assert str(told["Fecha de vencimiento"].value) == "2025-01-15 00:00:00"
    assert told["Tipo de novedad"].value == "nuevo"
    assert "5 salarios mínimos de 2025" in str(told["Por qué"].value)


def test_it_is_kept_and_then_the_withdrawals_are_told(oficina: Oficina) -> None:
    code, found = reporte(oficina, "--registrar")
    assert code == 0
    assert found["registrado"]["sha256"] == found["sha256"]

    _, alert = oficina.ask("bdme", "--retiros")
    assert (alert["corte"], alert["reportados"]) == ("2025-11-30", 1)
    assert alert["retiros"] == []
    code, refused = oficina.ask("bdme", "--retiros", "--registrar")
    assert code == 3
    assert "No hay retiros" in refused["error"]["mensaje"]
    code, refused = oficina.ask("bdme", "--retiros", "--deudor", "899999061")
    assert code == 3
    assert "«899999061» no tiene un retiro pendiente" in refused["error"]["mensaje"]

    number = expediente_de(oficina.workspace, "R-100").numero
    paid = ("pago", number, "--valor", "20000000", "--referencia", "B-1")
    assert oficina.ask(*paid)[0] == 0
    _, alert = oficina.ask("bdme", "--retiros", "--deudor", "NIT 890.903.938-8")
    assert [one["deudor"] for one in alert["retiros"]] == [FORMULA]
    code, done = oficina.ask(
        "bdme", "--retiros", "--deudor", "890903938", "--registrar"
    )
    assert (code, done["registrado"]["retirados"]) == (0, 1)


def test_the_form_is_filled_in_the_columns_that_were_told(
    oficina: Oficina, tmp_path: Path
) -> None:
    form = tmp_path / "formulario.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "DATOS"
    sheet["A1"], sheet["C2"] = "FORMULARIO DE PRUEBA", "NÚMERO"
    book.save(form)
    code, refused = reporte(oficina, "--plantilla", str(form))
    assert code == 3
    said = refused["error"]["mensaje"]
    assert "a qué columna" in said
    assert "Los datos son: tipo_doc, numero_doc, " in said
    assert "Las columnas de su hoja: A FORMULARIO DE PRUEBA." in said

    columns = ("--columna", "numero_doc=c", "--columna", "nombre=D")
    reporte(oficina, "--plantilla", str(form), *columns, "--fila", "3")
    code, again = reporte(oficina, "--plantilla", str(form), "--columna", "valor=A")
    assert code == 0
    code, again = reporte(oficina, "--plantilla", str(form))
    assert again["columnas"] == {"valor": "A"}

    filled = openpyxl.load_workbook(oficina.salida)["DATOS"]
    assert filled["A1"].value == "FORMULARIO DE PRUEBA"
    assert filled["A3"].value == 9_943_890
    assert filled["D3"].value is None
    reporte(oficina, "--plantilla", str(form), *columns)
    filled = openpyxl.load_workbook(oficina.salida)["DATOS"]
    assert (filled["D3"].value, filled["D3"].data_type) == (FORMULA, "s")
    assert filled["C3"].value == "890903938"


def test_a_form_is_filled_under_its_titles_and_over_nothing_that_it_says(
    oficina: Oficina, tmp_path: Path
) -> None:
    """Titles in row 7 under a merged block, a hidden column, a signature below."""
    form = tmp_path / "formulario.xlsm"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("A1:D2")
    sheet["A1"] = "FORMULARIO DE PRUEBA"
    for letter, title in zip(
        "ABCD", ("TIPO", "NÚMERO", "CÓDIGO", "VALOR"), strict=True
    ):
        sheet[f"{letter}7"] = title
    sheet.column_dimensions["C"].hidden = True
    sheet["A12"] = "Firma"
    book.save(form)
    columns = ("--columna", "numero_doc=B", "--columna", "valor=D")
    ask = ("--plantilla", str(form), *columns)

    for row, says in (("2", "B2 está combinada"), ("7", "B7 ya dice «NÚMERO»")):
        code, refused = reporte(oficina, *ask, "--fila", row)
        assert code == 3
        assert says in refused["error"]["mensaje"]
        assert not oficina.salida.exists()

    assert reporte(oficina, *ask)[0] == 0
    filled = openpyxl.load_workbook(oficina.salida).active
    assert filled is not None
    assert (filled["B8"].value, filled["D8"].value) == ("890903938", 9_943_890)
    assert (filled["D7"].value, filled["A12"].value) == ("VALOR", "Firma")
    assert filled.column_dimensions["C"].hidden


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--columna", "cedula=A"), "no tiene «cedula»"),
        (("--columna", "valor=1"), "no es una columna"),
        (("--columna", "valor=A", "--columna", "dv=A"), "misma columna"),
        (("--seccion", "otra"), "no tiene la sección"),
    ],
)
def test_what_a_form_cannot_take_is_told(
    oficina: Oficina, tmp_path: Path, more: tuple[str, ...], message: str
) -> None:
    form = tmp_path / "f.xlsx"
    openpyxl.Workbook().save(form)

    code, refused = reporte(oficina, "--plantilla", str(form), *more)

    assert code == 3
    assert message in refused["error"]["mensaje"]
    assert not oficina.salida.exists()


def test_a_form_that_is_no_workbook_is_told(oficina: Oficina, tmp_path: Path) -> None:
    form = tmp_path / "f.xlsx"
    form.write_bytes(b"%PDF-1.7 no es un libro")

    code, refused = reporte(oficina, "--plantilla", str(form), "--columna", "valor=A")

    assert code == 3
    assert refused["error"]["mensaje"]
    assert not oficina.salida.exists()


def test_another_date_and_a_year_without_wage(oficina: Oficina) -> None:
    code, found = oficina.ask(
        "bdme", "--corte", "2026-03-31", "--salida", str(oficina.salida)
    )
    assert code == 0
    assert "no es uno de los dos cortes" in " ".join(found["advertencias"])
    code, refused = oficina.ask(
        "bdme", "--corte", "2099-05-31", "--salida", str(oficina.salida)
    )
    assert code == 3
    assert "2099" in refused["error"]["mensaje"]


def test_without_a_cut_it_says_how(oficina: Oficina) -> None:
    code, refused = oficina.ask("bdme")
    assert code == 3
    assert "--corte" in refused["error"]["mensaje"]
