from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cobro_desktop.documents.liquidacion import (
    LiquidacionImpresa,
    ObligacionImpresa,
    print_liquidacion,
)
from cobro_desktop.domain.cuenta import Abono, Cuenta
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import liquidar
from cobro_desktop.services.entidades import emisor, load_entidad
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia
from tests.documents.comunes import DATOS, PROCEDIMIENTOS
from tests.documents.lectura import paginas
from tests.documents.test_oficios import JARS, PREFLIGHT

REFERENCIA = load_referencia()
OPCIONES = load_opciones()
T_1A_2 = Cuenta(
    capital=desde_pesos(1_423_500),
    regimen=Regimen.LEY68,
    exigible=date(2025, 2, 28),
    corte=date(2025, 8, 31),
)
T_1B_1 = Cuenta(
    capital=desde_pesos(1_518_400),
    regimen=Regimen.ET635,
    exigible=date(2025, 12, 10),
    corte=date(2026, 2, 15),
)
T_2_3 = Cuenta(
    capital=desde_pesos(1_000_000),
    regimen=Regimen.LEY68,
    exigible=date(2025, 1, 15),
    corte=date(2025, 7, 15),
    abonos=(Abono(date(2025, 7, 15), desde_pesos(500_000)),),
)
T_1C_1 = Cuenta(
    capital=desde_pesos(10_000_000),
    regimen=Regimen.LEY80,
    exigible=date(2023, 12, 31),
    corte=date(2025, 6, 30),
)
FIVE_YEARS = Cuenta(
    capital=desde_pesos(1_518_400),
    regimen=Regimen.ET635,
    exigible=date(2021, 12, 10),
    corte=date(2026, 9, 30),
)


def obligacion(cuenta: Cuenta, guardada: str = "") -> ObligacionImpresa:
    return ObligacionImpresa(
        concepto="Multa",
        titulo="Resolución n.º 20244100012345",
        liquidacion=liquidar(cuenta, OPCIONES, REFERENCIA),
        guardada=guardada,
    )


def hoja(*obligaciones: ObligacionImpresa, **cambios: Any) -> bytes:
    perfil = load_entidad("SVSP")
    base: dict[str, Any] = {
        "emisor": emisor(
            perfil,
            "liquidacion",
            procedimiento=PROCEDIMIENTOS["SVSP"],
            datos={**DATOS, **perfil.datos},
        ),
        "expediente": "SVSP-2026-000153",
        "deudor": "Vigías & Cía <Ltda.>",
        "identificacion": "NIT 900.123.456-8",
        "corte": obligaciones[0].liquidacion.cuenta.corte,
        "fecha": date(2026, 9, 30),
        "elaboro": "Íñigo Muñoz, profesional",
        "obligaciones": obligaciones,
        "opciones": OPCIONES,
    }
    return print_liquidacion(LiquidacionImpresa(**(base | cambios)))


def texto(*obligaciones: ObligacionImpresa) -> str:
    return " ".join(paginas(hoja(*obligaciones))).replace("\N{NO-BREAK SPACE}", " ")


def test_t_1a_2_says_every_figure_of_the_law() -> None:
    said = texto(obligacion(T_1A_2))

    row = (
        "1 mar 2025 31 ago 2025 184 $ 1.423.500 12,00 % 365 Ley 68 de 1923, art. 9 "
        "$ 86.112,00"
    )
    assert row in said
    assert "Se debe de intereses $ 86.112" in said
    assert "Total al 31 de agosto de 2025 $ 1.509.612" in said
    assert "Por cada día adicional después del corte: $ 468," in said
    assert "Días del año para el 12 % anual Días calendario sobre 365 Ley 68" in said


def test_t_1b_1_gives_each_rate_with_its_resolution() -> None:
    """20.110,272 + 28.835,456 + 14.495,520 = 63.441,248."""
    said = texto(obligacion(T_1B_1))

    assert "21 $ 1.518.400 23,02 % 365 Res. 2134 de 2025 $ 20.110,27" in said
    assert "31 $ 1.518.400 22,36 % 365 Res. 2288 de 2025 $ 28.835,46" in said
    assert "15 $ 1.518.400 23,23 % 365 Res. 0250 de 2026 $ 14.495,52" in said
    assert "Suma 67 $ 63.441,25" in said
    assert "Total al 15 de febrero de 2026 $ 1.581.841" in said


def test_t_2_3_tells_where_a_payment_went() -> None:
    said = texto(obligacion(T_2_3))

    row = "15 jul 2025 $ 500.000 $ 471.918 $ 28.082 $ 0 $ 0 $ 528.082 $ 31.425"
    assert row in said
    assert "Menos los abonos -$ 500.000" in said
    assert "imputan según ET, art. 804; Ley 1066 de 2006, art. 6." in said


def test_t_1c_1_tells_the_index_and_how_the_capital_grew() -> None:
    said = texto(obligacion(T_1C_1))

    assert "366 $ 10.928.000 12,00 % 366 IPC de 2023: 9,28 % $ 1.311.360,00" in said
    assert "Actualización del capital $ 1.209.793" in said


def test_several_obligations_add_up_on_the_first_page() -> None:
    first, *_ = paginas(hoja(obligacion(T_1A_2), obligacion(T_1B_1)))

    # 1.423.500 + 1.518.400, 86.112 + 63.441 y la suma de las dos.
    assert "Total $ 2.941.900 $ 149.553 $ 0 $ 3.091.453" in first
    assert "1. Multa · Resolución n.º 20244100012345" in first


def test_the_fingerprint_is_in_the_body_and_at_the_foot() -> None:
    printed = obligacion(T_1A_2, "pro, 30 sep 2026, 14:05")
    huella = printed.liquidacion.huella

    said = texto(printed)

    assert f"Huella {huella}, sobre los datos" in said
    assert "La guardó en el expediente pro, 30 sep 2026, 14:05." in said
    assert f"verificar-liquidacion {huella}." in said
    assert f"Código de verificación {huella}" in said


def test_one_that_nobody_kept_says_so() -> None:
    assert "no está guardada en el expediente" in texto(obligacion(T_1A_2))


def test_a_warning_of_the_figures_is_printed() -> None:
    paid = Abono(date(2025, 7, 15), desde_pesos(2_000_000))
    cuenta = Cuenta(
        capital=desde_pesos(1_000_000),
        regimen=Regimen.LEY68,
        exigible=date(2025, 1, 15),
        corte=date(2025, 7, 15),
        abonos=(paid,),
    )

    said = texto(obligacion(cuenta))

    # 2.000.000 − 1.059.507.
    assert "Se pagaron $ 940.493 de más" in said


def test_a_long_table_repeats_its_head_and_keeps_every_period() -> None:
    printed = obligacion(FIVE_YEARS)
    pages = paginas(hoja(printed))

    heads = [page for page in pages if "Desde Hasta Días Base Tasa" in page]
    assert len(heads) >= 2
    said = " ".join(pages)
    assert said.count("Res. ") == len(printed.liquidacion.periodos)
    assert all(f"Página {n} de {len(pages)}" in p for n, p in enumerate(pages, 1))


@pytest.mark.parametrize("cuenta", [T_1A_2, T_2_3, FIVE_YEARS])
def test_nothing_leaves_the_margins(cuenta: Cuenta) -> None:
    with pypdfium2.PdfDocument(hoja(obligacion(cuenta))) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars())]
            assert min(box[0] for box in boxes if box[2] > box[0]) >= 70
            assert max(box[2] for box in boxes) <= 612 - 70


def test_two_runs_give_the_same_bytes() -> None:
    printed = obligacion(T_1B_1)

    assert hoja(printed) == hoja(printed)


@pytest.mark.skipif(not PREFLIGHT, reason="PDFBox preflight is not here")
def test_pdfbox_finds_valid_pdf_a(tmp_path: Path) -> None:
    path = tmp_path / "liquidacion.pdf"
    path.write_bytes(hoja(obligacion(T_2_3), obligacion(FIVE_YEARS), deudor="Ωß Łódź"))

    done = subprocess.run(
        ["java", "-cp", ":".join(map(str, JARS)),
         "org.apache.pdfbox.preflight.Validator_A1b", path],
        check=False, capture_output=True, timeout=120,
    )  # fmt: skip

    assert b"is a valid PDF/A-1b file" in done.stdout + done.stderr, done.stdout
