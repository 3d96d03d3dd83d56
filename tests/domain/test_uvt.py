from __future__ import annotations

import pytest

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.uvt import limite_en_uvt, redondear_uvt

UVT_2026 = desde_pesos(52_374)


@pytest.mark.parametrize(
    ("unidades", "rounded"),
    [(159, 8_327_000), (40, 2_095_000), (96, 5_028_000), (3_000, 157_122_000)],
)
def test_t_6_4_a_limit_is_told_in_thousands(unidades: int, rounded: int) -> None:
    assert redondear_uvt(unidades * UVT_2026) == desde_pesos(rounded)


@pytest.mark.parametrize(
    ("centavos", "rounded"),
    [
        pytest.param(9_949, 99, id="to the peso"),
        pytest.param(9_950, 100, id="half a peso"),
        pytest.param(10_000, 100, id="a hundred pesos"),
        pytest.param(14_999, 100, id="to the hundred"),
        pytest.param(15_000, 200, id="half a hundred"),
        pytest.param(1_000_000, 10_000, id="ten thousand pesos"),
        pytest.param(1_000_100, 10_000, id="to the thousand"),
        pytest.param(1_050_000, 11_000, id="half a thousand"),
        pytest.param(0, 0, id="nothing"),
    ],
)
def test_the_multiple_grows_with_the_sum(centavos: int, rounded: int) -> None:
    assert redondear_uvt(centavos) == desde_pesos(rounded)


def test_a_limit_shows_the_product_that_decides() -> None:
    told = limite_en_uvt(159, UVT_2026)

    assert told == "159 UVT ($ 8.327.466; redondeado, $ 8.327.000)"
    assert limite_en_uvt(3_000, UVT_2026) == "3000 UVT ($ 157.122.000)"
