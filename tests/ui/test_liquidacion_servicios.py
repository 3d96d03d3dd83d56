"""The liquidation of the window over the real services, on a real import."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cobro_desktop.cli.state import State
from cobro_desktop.domain.comparador import CifraAjena
from cobro_desktop.domain.errors import MissingParameterError, NotAllowedError
from cobro_desktop.services.progress import SilentProgress
from cobro_ui.actuaciones.ports import PaymentRequest
from cobro_ui.backend.actos import CaseActs
from cobro_ui.backend.importing import FileImporter
from cobro_ui.backend.liquidaciones import CaseLiquidations
from cobro_ui.backend.office import Office, open_office
from cobro_ui.liquidacion.ports import ComparisonRequest
from cobro_ui.ports import ImportRequest

HOY = date(2026, 9, 30)
CORTE = date(2025, 8, 31)
ROWS = """\
NIT;RAZÓN SOCIAL;CONCEPTO;RESOLUCIÓN No.;FECHA RESOLUCIÓN;FECHA EJECUTORIA;VR. CAPITAL
860002964-4;ÑÁÑEZ SEGURIDAD S.A.S.;Multa;R-200;01/02/2025;28/02/2025;1.423.500
899999061-9;ESCOLTAS DEL SUR LTDA.;Contribución;R-300;01/11/2025;10/11/2025;2.000.000
"""
"""The first one is the case of RULES T-1a.2; the second owes by the ET 635."""


@pytest.fixture
def office(tmp_path: Path, empty_base_file: Path) -> Iterator[Office]:
    (tmp_path / "datos").mkdir()
    shutil.copy(empty_base_file, tmp_path / "datos" / "cobro.db")
    state = State(tmp_path / "datos", None, HOY, None, json=False)
    file = tmp_path / "cartera.csv"
    file.write_text(ROWS, encoding="utf-8")
    with open_office(state) as office:
        request = ImportRequest(file, "cartera", "PRO-GJU-130-008", simular=False)
        FileImporter(office).run(request, SilentProgress())
        yield office
    state.workspace.close()


@pytest.fixture
def source(office: Office) -> CaseLiquidations:
    return CaseLiquidations(office)


def test_t_1a_2_is_liquidated_kept_and_verified(source: CaseLiquidations) -> None:
    figures = source.load(1, CORTE)
    assert figures.caso.saldo.intereses == 8_611_200
    assert figures.caso.saldo.total == 150_961_200
    assert figures.caso.por_dia_adicional == 46_800
    assert figures.growth.knots[-1].after == figures.caso.saldo
    assert (figures.guardadas, figures.otra_lectura) == ({}, {})

    source.keep(1, CORTE)

    [kept] = source.kept(1)
    huella = figures.caso.obligaciones[0].liquidacion.huella
    assert (kept.corte, kept.total, kept.huella) == (CORTE, 150_961_200, huella)
    assert kept.obligacion.startswith("Multa")
    assert list(source.load(1, CORTE).guardadas) == [1]
    assert source.verify(f"{huella[:6]} - {huella[6:]}").coincide
    with pytest.raises(NotAllowedError, match="ya está guardada"):
        source.keep(1, CORTE)


def test_a_payment_brings_the_other_reading(
    office: Office, source: CaseLiquidations
) -> None:
    """15 jul 2025: 137 días, 64.116 pesos de interés; se abonan 500.000."""
    pago = PaymentRequest(1, date(2025, 7, 15), 50_000_000, "001", "")
    CaseActs(office).pay(pago)

    figures = source.load(1, CORTE)

    [mine] = figures.caso.obligaciones
    other = figures.otra_lectura[mine.obligacion_id]
    assert mine.liquidacion.abonos[0].pagado.intereses == 2_155_000
    assert other.abonos[0].pagado.intereses == 6_411_600
    assert figures.growth.payments == ((date(2025, 7, 15), 50_000_000),)


def test_a_month_without_its_rate_is_named(source: CaseLiquidations) -> None:
    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        source.load(2, date(2026, 12, 31))
    assert source.load(1, date(2026, 12, 31)).caso.obligaciones


def test_page_and_workbook_are_written_and_the_workbook_says_the_same(
    source: CaseLiquidations, tmp_path: Path
) -> None:
    """Our own workbook, taken as if another area had sent it, agrees."""
    figures = source.load(1, CORTE)
    page, book = tmp_path / "hoja.pdf", tmp_path / "libro.xlsx"
    source.print_page(figures.caso, page)
    source.export(figures.caso, book)

    assert page.read_bytes().startswith(b"%PDF")
    read = source.read_figure(book)
    assert (read.capital, read.interes, read.total) == (
        142_350_000,
        8_611_200,
        150_961_200,
    )
    assert read.corte == CORTE
    assert read.interes is not None
    assert read.corte is not None
    ajena = CifraAjena(interes=read.interes, total=read.total, capital=read.capital)
    request = ComparisonRequest(1, read.corte, ajena)
    assert source.compare(request, SilentProgress()).coincide


def test_the_cause_of_another_figure_is_found(source: CaseLiquidations) -> None:
    """1.423.500 × 12 % × 184 ÷ 360 = 87.308."""
    ajena = CifraAjena(interes=8_730_800)
    found = source.compare(ComparisonRequest(1, CORTE, ajena), SilentProgress())

    assert found.diferencia == 119_600
    assert "360" in found.explicaciones[0].texto
