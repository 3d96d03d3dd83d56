"""The plan of an agreement in Excel: LibreOffice reckons it again from its formulas."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.imputacion import Conceptos, Imputacion, imputar
from cobro_desktop.domain.intereses.ley68 import Ley68
from cobro_desktop.domain.plan_pagos import (
    Cuota,
    Metodo,
    TerminosPlan,
    plan_capital_constante,
    plan_cuota_fija,
)
from cobro_desktop.exchange.libro_acuerdo import (
    CuotaEnLibro,
    DeudaEnLibro,
    LibroAcuerdo,
    escribir_acuerdo,
)

CAL = Calendario({year: {} for year in range(2020, 2040)})
FIRMA, PRIMERA = date(2026, 2, 15), date(2026, 3, 15)
T_5_1 = Conceptos(3_000_000_00, 300_000_00)
SOFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")


def libro(
    deuda: Conceptos,
    metodo: Metodo,
    cuotas: int,
    *,
    inicial: int = 0,
    tasa: Fraction | None = Fraction(12),
) -> LibroAcuerdo:
    """Plan a debt at 12 % a year, the first part of it paid at the signing."""
    paid = imputar(inicial, deuda, Imputacion.ET_804).pagado
    rest = deuda.menos(paid)
    terms = TerminosPlan(
        rest.capital, rest.intereses, rest.costas, cuotas, FIRMA, PRIMERA
    )
    if metodo is Metodo.CAPITAL_CONSTANTE:
        plan = plan_capital_constante(terms, CAL, Ley68())
    else:
        plan = plan_cuota_fija(terms, CAL, Fraction(1, 100))
    first = Cuota(
        0, FIRMA, FIRMA, paid.capital, paid.intereses, paid.costas, 0, rest.capital
    )
    rows = [*([first] if inicial else []), *plan.cuotas]
    half = deuda.capital // 2
    return LibroAcuerdo(
        encabezado=("Plan de pagos", "Entidad", "Expediente 1", "Firmado"),
        metodo=metodo,
        firma=FIRMA,
        deudas=(
            DeudaEnLibro("Resolución n.º 1", "Multa", half, deuda.intereses, 0),
            DeudaEnLibro(
                "Resolución n.º 2", "=Sanción", deuda.capital - half, 0, deuda.costas
            ),
        ),
        cuotas=tuple(
            CuotaEnLibro(
                c.numero, c.nominal, c.vence, c.capital, c.interes_causado,
                c.interes_plazo, c.costas, 0, "Pendiente", None,
            )
            for c in rows
        ),
        tasa=tasa,
        notas=("Intereses: 12 % anual simple.",),
        fecha=date(2026, 9, 30),
    )  # fmt: skip


def recalculado(book: LibroAcuerdo, folder: Path) -> Any:
    """Write it without the results of its formulas; let LibreOffice find them."""
    path, bare = folder / "plan.xlsx", folder / "vacio.xlsx"
    escribir_acuerdo(path, book)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            target.writestr(name, content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/perfil", "--headless",
         "--convert-to", "xlsx", "--outdir", folder / "lo", bare],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return openpyxl.load_workbook(folder / "lo" / "vacio.xlsx", data_only=True)["Plan"]


def amounts(sheet: Any, columna: str, cuotas: int, *, desde: int = 14) -> list[float]:
    return [sheet[f"{columna}{row}"].value for row in range(desde, desde + cuotas)]


@pytest.mark.libreoffice
@SOFFICE
def test_libreoffice_reckons_t_5_1(tmp_path: Path) -> None:
    sheet = recalculado(libro(T_5_1, Metodo.CAPITAL_CONSTANTE, 6), tmp_path)

    assert amounts(sheet, "J", 6) == [
        577_616, 575_479, 569_726, 565_288, 559_863, 555_096,
    ]  # fmt: skip
    assert (sheet["J20"].value, sheet["M20"].value) == (
        3_403_068,
        "Cuadra con la deuda",
    )


@pytest.mark.libreoffice
@SOFFICE
@pytest.mark.parametrize("metodo", list(Metodo))
def test_libreoffice_reckons_an_odd_debt_with_its_initial_instalment(
    tmp_path: Path, metodo: Metodo
) -> None:
    owed = Conceptos(1_234_567_00, 98_765_00, 4_321_00)
    book = libro(owed, metodo, 7, inicial=100_000_00)

    sheet = recalculado(book, tmp_path)

    for column, name in zip(
        "FGHI", ("capital", "interes_causado", "interes_plazo", "costas"), strict=True
    ):
        wanted = [getattr(c, name) / 100 for c in book.cuotas]
        assert amounts(sheet, column, 8) == pytest.approx(wanted), name
    assert sheet["M22"].value == "Cuadra con la deuda"


def test_what_has_no_formula_is_written_as_it_was_reckoned(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    escribir_acuerdo(path, libro(T_5_1, Metodo.CUOTA_FIJA, 6, tasa=None))

    sheet = openpyxl.load_workbook(path)["Plan"]

    assert (sheet["H14"].value, sheet["F11"].value) == (30_000, None)
    assert sheet["J14"].value == "=SUM(F14:I14)"


def test_a_text_that_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    escribir_acuerdo(path, libro(T_5_1, Metodo.CAPITAL_CONSTANTE, 6))

    cell = openpyxl.load_workbook(path)["Deuda"]["B5"]

    assert (cell.value, cell.data_type) == ("=Sanción", "s")
