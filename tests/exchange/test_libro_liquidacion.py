from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto, Suspension
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.exchange.libro_liquidacion import (
    LibroLiquidacion,
    ObligacionEnLibro,
    escribir_liquidacion,
)
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia

REFERENCIA = load_referencia()
OPCIONES = load_opciones()
SOFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")


def cuenta(pesos: int, regimen: Regimen, desde: str, hasta: str, **mas: Any) -> Cuenta:
    return Cuenta(
        capital=desde_pesos(pesos),
        regimen=regimen,
        exigible=date.fromisoformat(desde),
        corte=date.fromisoformat(hasta),
        **mas,
    )


def abono(dia: str, pesos: int, centavos: int = 0) -> Abono:
    return Abono(date.fromisoformat(dia), desde_pesos(pesos) + centavos)


MILLON = (1_000_000, Regimen.LEY68, "2025-01-15", "2025-07-15")
LARGA = (151_840_000, Regimen.ET635, "2021-12-10", "2026-09-30")
A_MANO: dict[str, tuple[Cuenta, dict[str, str], int]] = {
    "T-1a.1": (cuenta(*MILLON), {}, 1_059_507),
    "T-1a.1 30/360": (cuenta(*MILLON), {"ley68.base": "30/360"}, 1_060_000),
    "T-1a.1 ACT/360": (cuenta(*MILLON), {"ley68.base": "ACT/360"}, 1_060_333),
    "T-1a.2": (
        cuenta(1_423_500, Regimen.LEY68, "2025-02-28", "2025-08-31"), {}, 1_509_612,
    ),
    "T-1b.1": (
        cuenta(1_518_400, Regimen.ET635, "2025-12-10", "2026-02-15"), {}, 1_581_841,
    ),
    "T-1b.1 con 366": (
        cuenta(1_518_400, Regimen.ET635, "2025-12-10", "2026-02-15"),
        {"et635.divisor": "ALWAYS_366"}, 1_581_668,
    ),
    "T-1b.2": (
        cuenta(1_000_000, Regimen.ET635, "2024-12-15", "2025-02-10"), {}, 1_036_761,
    ),
    "T-1c.1": (
        cuenta(10_000_000, Regimen.LEY80, "2023-12-31", "2025-06-30"), {}, 13_188_212,
    ),
    "T-1d.1": (
        cuenta(5_000_000, Regimen.CCO884, "2025-12-31", "2026-01-31"), {}, 5_093_442,
    ),
    "T-1d.1 mensual": (
        cuenta(5_000_000, Regimen.CCO884, "2025-12-31", "2026-01-31"),
        {"cco884.conv": "NOM_MONTHLY"}, 5_091_668,
    ),
    "T-2.3": (
        cuenta(*MILLON, abonos=(abono("2025-07-15", 500_000),)), {}, 559_507,
    ),
}  # fmt: skip
ENREVESADAS: dict[str, tuple[Cuenta, dict[str, str]]] = {
    "abonos, costas y abono sin fecha": (
        cuenta(
            *LARGA,
            costas=desde_pesos(50_000),
            abono_historico=desde_pesos(1_000),
            abonos=(
                abono("2021-12-01", 7),
                abono("2024-03-05", 20_000_000),
                abono("2025-07-01", 1_234_567),
                abono("2025-07-01", 1),
            ),
        ),
        {},
    ),
    "gastos con fecha": (
        cuenta(
            *MILLON,
            gastos=(
                Gasto(date(2025, 1, 20), desde_pesos(12_345)),
                Gasto(date(2025, 5, 1), 1_000_050),
                Gasto(date(2025, 7, 15), desde_pesos(800)),
            ),
            abonos=(abono("2025-05-01", 300_000), abono("2025-06-01", 7)),
        ),
        {},
    ),
    "intereses primero": (
        cuenta(
            *LARGA, costas=desde_pesos(9_999), abonos=(abono("2025-07-01", 90_000_000),)
        ),
        {"imputacion": "CC_1653", "et635.rate": "AT_PAYMENT"},
    ),
    "con centavos": (
        cuenta(*MILLON, abonos=(abono("2025-03-02", 333_333, 33),)),
        {"ley68.incluye_inicio": "true", "ley68.base": "30/360"},
    ),
    "pagada de más": (
        cuenta(*MILLON, abonos=(abono("2025-04-30", 2_000_000),)),
        {},
    ),
    "empates": (
        cuenta(
            1_000, Regimen.LEY68, "2025-01-15", "2025-01-15",
            costas=desde_pesos(1_000), abonos=(abono("2025-01-15", 333),),
        ),
        {},
    ),
    "suspendida": (
        cuenta(
            *MILLON,
            suspensiones=(Suspension(date(2025, 2, 1), date(2025, 3, 3), "acto"),),
        ),
        {"ley68.base": "ACT/366-in-leap"},
    ),
    "con los cuatro textos del ET 635": (
        cuenta(800_000, Regimen.ET635, "2005-12-31", "2017-02-10"), {},
    ),
    "actualizada y abonada": (
        cuenta(
            10_000_000, Regimen.LEY80, "2022-05-10", "2025-06-30",
            abonos=(abono("2024-02-29", 3_000_000),),
        ),
        {"ley80.segment": "ANNIVERSARY"},
    ),
    "meses sueltos": (
        cuenta(
            5_000_000, Regimen.DISCIPLINARIO, "2025-11-17", "2026-03-08",
            abonos=(abono("2026-01-20", 100_000),),
        ),
        {"cco884.conv": "NOM_MONTHLY"},
    ),
    "sin intereses": (
        cuenta(1_000_000, Regimen.LEY68, "2025-07-15", "2025-07-15"), {},
    ),
}  # fmt: skip


def liquida(cuenta: Cuenta, lecturas: dict[str, str]) -> Liquidacion:
    return liquidar(cuenta, OPCIONES.con(lecturas), REFERENCIA)


def azar(cuantas: int) -> Iterator[tuple[str, Liquidacion]]:
    """Draw accounts, the same ones each time."""
    dice = random.Random(20260930)
    for number in range(cuantas):
        start = date(2018, 1, 1) + timedelta(dice.randrange(2_500))
        end = start + timedelta(dice.randrange(600))
        cents = dice.choice((1, 100))
        payments = [
            Abono(
                start + timedelta(dice.randrange((end - start).days + 1)),
                dice.randrange(1, 10 ** dice.randrange(3, 11) // cents) * cents,
            )
            for _ in range(dice.randrange(4))
        ]
        drawn = Cuenta(
            capital=dice.randrange(1, 10 ** dice.randrange(6, 13)) * cents,
            regimen=dice.choice(list(Regimen)),
            exigible=start,
            corte=end,
            costas=dice.randrange(10**6) * cents,
            abonos=tuple(sorted(payments, key=lambda abono: abono.fecha)),
        )
        readings = {
            "ley68.base": dice.choice(("ACT/365", "30/360", "ACT/366-in-leap")),
            "cco884.conv": dice.choice(("EA_DAILY", "NOM_MONTHLY")),
            "imputacion": dice.choice(("ET_804", "ET_804", "CC_1653")),
        }
        yield f"{number}: {drawn}", liquida(drawn, readings)


def libro(destino: Path, obligaciones: dict[str, Liquidacion]) -> Path:
    path = destino / "liquidacion.xlsx"
    escribir_liquidacion(
        path,
        LibroLiquidacion(
            encabezado=("Entidad de prueba", "Expediente 1", "Corte"),
            obligaciones=tuple(ObligacionEnLibro(*o) for o in obligaciones.items()),
            opciones=OPCIONES,
            fecha=date(2026, 9, 30),
        ),
    )
    return path


def recalculado(path: Path) -> Any:
    """Take the results of the formulas away and let LibreOffice find them."""
    bare = path.with_name("vacio.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            target.writestr(name, content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{path.parent}/perfil", "--headless",
         "--convert-to", "xlsx", "--outdir", path.parent / "lo", bare],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return openpyxl.load_workbook(path.parent / "lo" / "vacio.xlsx", data_only=True)


def filas(book: Any, cuantas: int) -> list[tuple[Any, ...]]:
    """Return the rows of obligations of the totals sheet."""
    rows = book["Resumen"].iter_rows(min_row=7, max_row=6 + cuantas, values_only=True)
    return list(rows)


@pytest.mark.libreoffice
@SOFFICE
def test_libreoffice_reckons_what_the_law_says(tmp_path: Path) -> None:
    found = {name: liquida(c, o) for name, (c, o, _) in A_MANO.items()}

    book = recalculado(libro(tmp_path, found))

    rows = filas(book, len(found))
    assert {row[0]: row[4] for row in rows} == {
        name: total for name, (*_, total) in A_MANO.items()
    }
    per_day = {row[0]: row[5] for row in rows}
    assert per_day["T-1a.2"] == 468
    assert all(row[7] == 0 for row in rows)
    total = next(book["Resumen"].iter_rows(min_row=7 + len(rows), values_only=True))
    assert total[0] == "TOTAL"
    assert total[4] == sum(total for *_, total in A_MANO.values())


@pytest.mark.libreoffice
@SOFFICE
def test_libreoffice_reckons_every_payment_as_the_program(tmp_path: Path) -> None:
    found = {name: liquida(c, o) for name, (c, o) in ENREVESADAS.items()}

    book = recalculado(libro(tmp_path, found))

    for row, (name, one) in zip(filas(book, len(found)), found.items(), strict=True):
        amounts = (one.saldo.capital, one.saldo.intereses, one.saldo.costas, one.total)
        assert [round(v * 100) for v in row[1:5]] == list(amounts), name
        assert row[7] == pytest.approx(0, abs=1e-6), name


@pytest.mark.libreoffice
@SOFFICE
def test_libreoffice_agrees_on_whatever_comes(tmp_path: Path) -> None:
    found = dict(azar(40))

    book = recalculado(libro(tmp_path, found))

    for row, (name, one) in zip(filas(book, len(found)), found.items(), strict=True):
        amounts = (one.saldo.capital, one.saldo.intereses, one.saldo.costas, one.total)
        assert [round(v * 100) for v in row[1:5]] == list(amounts), name


@pytest.mark.libreoffice
@SOFFICE
def test_another_cut_gives_another_figure(tmp_path: Path) -> None:
    """A day more of T-1a.2 costs 468 pesos."""
    path = libro(tmp_path, {"T-1a.2": liquida(*A_MANO["T-1a.2"][:2])})
    book = openpyxl.load_workbook(path)
    book["Obligación 1"]["B7"] = date(2025, 9, 1)
    book.save(path)

    (row,) = filas(recalculado(path), 1)

    assert row[4] == 1_509_612 + 468
    assert row[7] == 468


def test_programs_that_do_not_reckon_show_the_same(tmp_path: Path) -> None:
    found = {name: liquida(c, o) for name, (c, o) in ENREVESADAS.items()}

    book = openpyxl.load_workbook(libro(tmp_path, found), data_only=True)

    for row, one in zip(filas(book, len(found)), found.values(), strict=True):
        assert round(row[4] * 100) == one.total
        assert row[8] == one.huella


def test_figures_are_formulas_and_data_are_not(tmp_path: Path) -> None:
    path = libro(tmp_path, {"T-2.3": liquida(*A_MANO["T-2.3"][:2])})
    sheet: Any = openpyxl.load_workbook(path)["Obligación 1"]

    head = {cell.value: cell.column_letter for cell in sheet[9]}
    assert sheet[f"{head['Interés']}11"].value == "=E11*F11/100*D11/G11"
    assert sheet[f"{head['Días']}11"].value == "=C11-B11+1"
    assert sheet[f"{head['Hasta']}11"].value == "=B7"
    assert sheet[f"{head['Tasa %']}11"].value == 12
    assert sheet[f"{head['Abono']}13"].value == 500_000
    assert str(sheet[f"{head['A capital']}13"].value).startswith("=(INT(")


def test_a_name_that_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    path = libro(tmp_path, {"=1+1": liquida(*A_MANO["T-1a.1"][:2])})

    cell = openpyxl.load_workbook(path)["Resumen"]["A7"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")
