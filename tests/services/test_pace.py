"""How far a job is, in words, and how fast each of its phases goes."""

from __future__ import annotations

import pytest

from cobro_desktop.services.pace import Pace, Stopwatch


@pytest.mark.parametrize(
    ("pace", "sentence"),
    [
        pytest.param(Pace(12, 0, 0.1), "12", id="nothing known"),
        pytest.param(
            Pace(12_000, 40_000, 2.0),
            "12.000 de 40.000 · 30 % · 6.000 por segundo · faltan 4 s",
            id="all known",
        ),
        pytest.param(
            Pace(100, 10_000, 1.0),
            "100 de 10.000 · 1 % · 100 por segundo · faltan 1 min 39 s",
            id="more than a minute",
        ),
    ],
)
def test_the_pace_is_told_in_words(pace: Pace, sentence: str) -> None:
    assert pace.sentence() == sentence


def test_each_phase_has_a_speed_of_its_own() -> None:
    times = iter([0.0, 5.0, 7.0, 9.0, 10.0, 12.0])
    watch = Stopwatch(lambda: next(times))

    opening = watch.pace(0, 0)  # at 5 s
    reading = watch.pace(2_000, 4_000)  # at 7 s, 2 s of reading
    read = watch.pace(4_000, 4_000)  # at 9 s
    writing = watch.pace(500, 4_000)  # at 10 s, 1 s of writing
    written = watch.pace(4_000, 4_000)  # at 12 s

    assert opening.per_second == 0
    assert [p.per_second for p in (reading, read)] == [1_000, 1_000]
    assert writing.per_second == 500
    assert written.per_second == 1_333
