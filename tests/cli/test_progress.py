"""Progress on standard error: nothing of quick work, rows per second of the rest."""

from __future__ import annotations

import io

import pytest

from cobro_desktop.cli.progress import ConsoleProgress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_quick_work_says_nothing() -> None:
    out, clock = io.StringIO(), Clock()
    progress = ConsoleProgress(out, clock)

    for clock.now in (0.5, 1.0, 1.9):
        progress.report(100, 200, "Comprobando las filas")
    progress.close()

    assert out.getvalue() == ""


@pytest.mark.parametrize("quiet", [False, True])
def test_long_work_tells_rows_per_second_now_and_then(*, quiet: bool) -> None:
    out, clock = io.StringIO(), Clock()
    progress = ConsoleProgress(out, clock, quiet=quiet)

    progress.report(0, 0, "Abriendo el archivo")
    for clock.now in (2.0, 4.0, 6.9, 7.0):
        progress.report(int(clock.now * 1_000), 10_000, "Guardando expedientes")
    progress.close()

    told = [
        (
            "Guardando expedientes · 2.000 de 10.000 · 20 % · 1.000 por segundo "
            "· faltan 8 s"
        ),
        (
            "Guardando expedientes · 7.000 de 10.000 · 70 % · 1.000 por segundo "
            "· faltan 3 s"
        ),
    ]
    assert out.getvalue().splitlines() == ([] if quiet else told)


def test_a_terminal_is_left_clean() -> None:
    out, clock = Screen(), Clock()
    progress = ConsoleProgress(out, clock)

    clock.now = 3.0
    progress.report(0, 0, "Buscando la tabla")
    progress.close()

    assert out.getvalue() == f"\rBuscando la tabla…\r{' ' * 18}\r"
