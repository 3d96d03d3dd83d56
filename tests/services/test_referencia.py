from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from cobro_desktop.assets import assets
from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import (
    InvalidDataError,
    MissingParameterError,
    NotFoundError,
)
from cobro_desktop.domain.referencia import Referencia, ValorAnual, indice_de
from cobro_desktop.domain.tasas import RegimenMora
from cobro_desktop.domain.traza import Verificacion
from cobro_desktop.services.referencia import (
    fraccion,
    load_entidades_oficio,
    load_festivos,
    load_municipios,
    load_referencia,
    load_tipos_documento,
)


@pytest.fixture(scope="module")
def referencia() -> Referencia:
    return load_referencia()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(assets("resources") / "referencia", tmp_path / "r")
    return tmp_path / "r"


def test_wages_and_units_of_the_year_are_in_centavos(referencia: Referencia) -> None:
    assert referencia.smlmv.de(2026).valor == desde_pesos(1_750_905)
    assert referencia.smlmv.de(2025).valor == desde_pesos(1_423_500)
    assert referencia.uvt.de(2026).valor == desde_pesos(52_374)
    assert referencia.uvb.de(2026).valor == desde_pesos(12_110)
    assert referencia.ipc.de(2024).valor == Fraction(520, 100)


def test_the_wage_of_2026_tells_its_legal_state(referencia: Referencia) -> None:
    assert "suspendido" in referencia.smlmv.de(2026).nota


def test_an_unknown_year_names_what_is_missing(referencia: Referencia) -> None:
    with pytest.raises(MissingParameterError, match=r"SMLMV.*2027") as caught:
        referencia.smlmv.de(2027)

    assert caught.value.detalle == {"tabla": "smlmv", "anio": 2027}


def test_october_2026_is_really_missing(referencia: Referencia) -> None:
    with pytest.raises(MissingParameterError, match="octubre de 2026") as caught:
        referencia.tasas.en(date(2026, 10, 15))

    assert caught.value.detalle["mes"] == "2026-10"


def test_the_167_stretches_leave_no_gap(referencia: Referencia) -> None:
    tramos = referencia.tasas.tramos

    assert len(tramos) == 167
    assert (tramos[0].desde, tramos[-1].hasta) == (date(2006, 1, 1), date(2026, 9, 30))
    assert all(
        after.desde - before.hasta == timedelta(days=1)
        for before, after in itertools.pairwise(tramos)
    )


@pytest.mark.parametrize(
    ("ibc", "usura"),
    [
        ("16.59", "24.89"),
        ("17.01", "25.52"),
        ("16.67", "25.01"),
        ("17.53", "26.30"),
        ("16.61", "24.92"),
    ],
)
def test_t_1g_1_usura_is_one_and_a_half_times_ibc_half_up(
    referencia: Referencia, ibc: str, usura: str
) -> None:
    tramo = next(t for t in referencia.tasas if t.ibc == Fraction(ibc))

    assert tramo.usura == Fraction(usura)
    assert _half_up(tramo.ibc * 3 / 2) == tramo.usura


def test_t_1g_1_only_two_published_rates_differ_and_are_kept(
    referencia: Referencia,
) -> None:
    differing = {
        t.desde: t.usura for t in referencia.tasas if t.usura != _half_up(t.ibc * 3 / 2)
    }

    assert differing == {
        date(2007, 4, 1): Fraction("25.12"),
        date(2007, 7, 1): Fraction("28.51"),
    }


def test_since_ley_1819_the_rate_is_usura_less_two_points(
    referencia: Referencia,
) -> None:
    ley_1819 = [t for t in referencia.tasas if t.regimen is RegimenMora.LEY_1819]

    assert len(ley_1819) == 113
    assert all(t.mora == t.usura - 2 for t in ley_1819)


def test_stretches_between_two_days_are_those_that_touch_them(
    referencia: Referencia,
) -> None:
    found = referencia.tasas.entre(date(2025, 12, 11), date(2026, 2, 15))

    assert [t.usura for t in found] == [
        Fraction("25.02"),
        Fraction("24.36"),
        Fraction("25.23"),
    ]
    assert referencia.tasas.entre(date(2026, 2, 1), date(2026, 1, 1)) == ()


def test_a_range_past_the_table_names_its_first_missing_month(
    referencia: Referencia,
) -> None:
    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        referencia.tasas.entre(date(2026, 8, 1), date(2027, 3, 1))
    with pytest.raises(MissingParameterError, match="diciembre de 2005"):
        referencia.tasas.entre(date(2005, 12, 1), date(2006, 3, 1))


def test_projecting_marks_the_rate_as_projected(referencia: Referencia) -> None:
    tramo = referencia.tasas.proyectada(date(2026, 12, 31)).en(date(2026, 11, 2))

    assert tramo.usura == Fraction("29.24")
    assert tramo.verificacion_usura is Verificacion.PROYECTADO


def test_a_rate_can_be_added_after_the_last(referencia: Referencia) -> None:
    octubre = replace(
        referencia.tasas.tramos[-1], desde=date(2026, 10, 1), hasta=date(2026, 10, 31)
    )

    assert referencia.tasas.con([octubre]).en(date(2026, 10, 31)) == octubre


@pytest.mark.parametrize(
    ("desde", "hasta", "problem"),
    [
        pytest.param(
            date(2026, 9, 30), date(2026, 10, 31), "se cruzan", id="one day over"
        ),
        pytest.param(
            date(2026, 10, 2), date(2026, 10, 31), "no hay valor", id="one day short"
        ),
        pytest.param(
            date(2026, 10, 1), date(2026, 9, 30), "antes de empezar", id="backwards"
        ),
    ],
)
def test_gaps_and_overlaps_are_refused(
    referencia: Referencia, desde: date, hasta: date, problem: str
) -> None:
    tramo = replace(referencia.tasas.tramos[-1], desde=desde, hasta=hasta)

    with pytest.raises(InvalidDataError, match=problem):
        referencia.tasas.con([tramo])


def test_a_loaded_year_replaces_the_shipped_one(referencia: Referencia) -> None:
    tabla = referencia.uvt.con([ValorAnual(2027, desde_pesos(55_000), "Res. X", "")])

    assert tabla.de(2027).valor == desde_pesos(55_000)
    assert 2026 in tabla
    assert 2027 not in referencia.uvt


def test_a_repeated_year_in_a_file_is_refused(folder: Path) -> None:
    uvb = folder / "uvb.csv"
    uvb.write_text(uvb.read_text(encoding="utf-8") + "2026,1,,,visto,,\n", "utf-8")

    with pytest.raises(InvalidDataError, match="dos veces el año 2026"):
        load_referencia(folder)


def test_a_bad_number_names_the_table_and_the_row(folder: Path) -> None:
    ipc = folder / "ipc.csv"
    ipc.write_text(ipc.read_text(encoding="utf-8").replace(",7.90,", ",7 90,"), "utf-8")

    with pytest.raises(InvalidDataError, match=r"«ipc».*fila 2.*7 90"):
        load_referencia(folder)


def test_a_missing_table_says_which(folder: Path) -> None:
    (folder / "uvt.csv").unlink()

    with pytest.raises(NotFoundError, match="uvt"):
        load_referencia(folder)


def test_an_unmarked_norm_counts_as_unverified(referencia: Referencia) -> None:
    assert referencia.uvb.de(2026).verificacion is Verificacion.VISTO
    assert referencia.uvb.de(2026).verificacion_norma is Verificacion.MEMORIA


def test_monthly_index_by_month(referencia: Referencia) -> None:
    found = indice_de(referencia.ipc_mensual, 2026, 3)

    assert found.indice == Fraction("156.94")
    with pytest.raises(MissingParameterError, match="04 de 2026"):
        indice_de(referencia.ipc_mensual, 2026, 4)


@pytest.mark.parametrize("text", ["", "1,5", "nan", "1e3", "1/3", "٣"])
def test_only_plain_decimals_are_numbers(text: str) -> None:
    with pytest.raises(InvalidDataError):
        fraccion(text)


def test_the_other_tables_load_whole() -> None:
    assert sum(m.estado == "vigente" for m in load_municipios()) == 1121
    assert len(load_tipos_documento()) == 16
    assert len(load_entidades_oficio()) == 87
    assert len({f.fecha for f in load_festivos() if f.fecha.year == 2025}) == 17
    assert len({f.fecha for f in load_festivos() if f.fecha.year == 2026}) == 19


def test_no_table_names_a_machine_or_a_package_registry() -> None:
    for path in (assets("resources") / "referencia").glob("*.csv"):
        text = path.read_text(encoding="utf-8").lower()
        assert not any(
            word in text for word in ("/home/", "/work/", "/tmp/", "pypi", "c:\\")
        )


def _half_up(value: Fraction) -> Fraction:
    hundredths = value * 100
    return Fraction(
        (2 * hundredths.numerator + hundredths.denominator)
        // (2 * hundredths.denominator),
        100,
    )
