from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cobro_desktop.exchange.lectura import errores, leer
from cobro_desktop.exchange.resultado import OpcionesLectura

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

MUESTRAS = (
    pytest.param("cartera_svsp_2026-10.xlsx", "cartera", id="SVSP"),
    pytest.param("titulos_sdscj_2026-09.xlsx", "titulos", id="SDSCJ"),
    pytest.param("jurados_rnec_2026.xlsx", "titulos", id="RNEC"),
    pytest.param("multas_idpyba_2026.csv", "titulos", id="IDPYBA"),
)


def verdad(muestras: Path, archivo: str) -> dict[str, Any]:
    text = (muestras / archivo).with_suffix(".truth.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.mark.parametrize(("archivo", "formato"), MUESTRAS)
def test_a_sample_is_read_as_its_truth_says(
    archivo: str, formato: str, muestras: Path, tmp_path: Path
) -> None:
    truth = verdad(muestras, archivo)

    read = leer(
        muestras / archivo,
        formato,
        OpcionesLectura(hoy=date(2026, 11, 20)),
        carpeta=tmp_path,
    )

    assert read.leidas == truth["rows"]
    assert read.aceptadas == truth["accepted"]
    assert read.vacias == truth["ignored"]["blank"]
    assert read.subtotales == truth["ignored"]["subtotal"]
    assert read.repetidas == truth["ignored"]["repeated"]
    assert read.suma_capital == truth["sum_capital"] * 100
    rejected = {
        str(error.fila): [error.columna, error.codigo.replace("_", " ").lower()]
        for error in errores(read)
    }
    assert rejected == {
        row: [column, why.lower()] for row, (column, why) in truth["rejected"].items()
    }


def test_payments_are_read_with_their_total(
    leer_aqui: Callable[..., Lectura], muestras: Path
) -> None:
    truth = verdad(muestras, "pagos_svsp_2026-10.xlsx")

    read = leer_aqui(muestras / "pagos_svsp_2026-10.xlsx", "pagos")

    assert read.resumen.leidas == read.resumen.aceptadas == truth["rows"]
    assert read.resumen.suma_capital == truth["total"] * 100
    assert read.aceptadas[0] | {"llave": None} == {
        "fila": 5,
        "llave": None,
        "fecha": "2026-10-14",
        "banco": "Banco Popular",
        "referencia": "8434237784",
        "tipo_documento": "NIT",
        "numero_documento": "849535875",
        "dv": 4,
        "nombre": "ALARMAS EL CÓNDOR LTDA.",
        "valor": 175_000_000,
        "concepto": "Multa",
        "titulo_numero": "20211607022",
        "observaciones": None,
        "datos": None,
        "referencias": None,
    }


def test_an_sdscj_row_keeps_what_only_that_office_sends(
    leer_aqui: Callable[..., Lectura], muestras: Path
) -> None:
    row = leer_aqui(muestras / "titulos_sdscj_2026-09.xlsx").aceptadas[0]

    assert row["tipo_documento"] == "CC"
    assert row["numero_documento"] == "469691253"
    assert row["titulo_numero"] == "11-001-9449213"
    assert row["autoridad"] == "Inspección 18A Distrital de Policía"
    assert row["capital"] == 13_333_300
    assert row["titulo_fecha"] == "2022-12-01"
    assert row["ejecutoria"] == "2022-12-15"
    assert row["datos"] == {
        "fecha_comparendo": "2022-08-09",
        "articulo": "35 num 2",
        "multa_tipo": "1",
        "localidad": "Engativá",
        "estado_rnmc": "REGISTRADO",
        "estado_lico": "PAGADO",
    }
    assert row["referencias"] == [
        ["comparendo", "11-001-9449213"],
        ["siga", "2022-541-085226-2"],
    ]


def test_an_svsp_row_has_its_check_digit_and_payments(
    leer_aqui: Callable[..., Lectura], muestras: Path
) -> None:
    rows = leer_aqui(muestras / "cartera_svsp_2026-10.xlsx", "cartera").aceptadas

    row = next(row for row in rows if row["fila"] == 15)

    assert (row["tipo_documento"], row["numero_documento"]) == ("NIT", "857529183")
    assert row["dv"] == 0
    assert row["capital"] == 2_350_000_000
    assert row["abonos"] == 587_500_000
    assert row["saldo"] == 1_762_500_000
    assert row["vigencia"] == 2023
    assert row["llave"] == "|20241473303|2024-09-17|NIT|857529183"


def test_the_total_of_the_sheet_squares(
    leer_aqui: Callable[..., Lectura], muestras: Path
) -> None:
    read = leer_aqui(muestras / "cartera_svsp_2026-10.xlsx", "cartera").resumen

    assert read.total_hoja == 3_522_537_763_900
    assert read.cuadra


def test_a_combined_document_column_gives_kind_and_number(
    leer_aqui: Callable[..., Lectura], muestras: Path
) -> None:
    row = leer_aqui(muestras / "multas_idpyba_2026.csv").aceptadas[0]

    assert (row["tipo_documento"], row["numero_documento"]) == ("CC", "1023576232")
    assert row["datos"] == {"multa_smlmv": "2"}
    assert row["referencias"] == [["oaj", "OAJ-0001"]]
