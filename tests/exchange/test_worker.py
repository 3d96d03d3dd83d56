"""How long the process that reads a file may take."""

from __future__ import annotations

import pytest

from cobro_desktop.exchange.worker import segundos


@pytest.mark.parametrize(
    ("hechas", "total", "allowed"),
    [
        pytest.param(0, 0, 30, id="nobody knows how many rows"),
        pytest.param(0, 200_000, 30, id="nothing read yet"),
        pytest.param(100_000, 200_000, 60, id="half"),
        pytest.param(200_000, 200_000, 90, id="all"),
        pytest.param(300_000, 200_000, 90, id="more rows than it said"),
        pytest.param(500_000, 1_000_000, 30, id="larger than what is promised"),
    ],
)
def test_what_is_read_earns_time(hechas: int, total: int, allowed: int) -> None:
    assert segundos(hechas, total) == allowed
