from __future__ import annotations

from fractions import Fraction

import pytest

from cobro_desktop.domain.referencia import Referencia, parametro_anual
from cobro_desktop.domain.tasas import texto_tasa


@pytest.mark.parametrize(
    ("tasa", "texto"),
    [
        (Fraction(12), "12.00"),
        (Fraction("22.36"), "22.36"),
        (Fraction("0.05"), "0.05"),
        (Fraction("24.885"), "24.885"),
        (Fraction("-1.5"), "-1.50"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_rate_reads_exactly(tasa: Fraction, texto: str) -> None:
    assert texto_tasa(tasa) == texto


def test_a_yearly_value_is_cited_with_its_legal_state(referencia: Referencia) -> None:
    cited = parametro_anual("SMLMV", referencia.smlmv.de(2026), "$ 1.750.905")

    assert cited.nombre == "SMLMV 2026"
    assert cited.fuente.startswith("Decreto 1469 de 2025")
    assert "suspendido" in cited.fuente


def test_a_table_gives_its_years_in_order(referencia: Referencia) -> None:
    assert [valor.anio for valor in referencia.uvb] == [2023, 2024, 2025, 2026]
