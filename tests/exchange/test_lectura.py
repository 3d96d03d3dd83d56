"""The parent's side: progress, cancel, and a child that dies."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cobro_desktop.domain.errors import NotFoundError, UnreadableFileError, UserError
from cobro_desktop.exchange import lectura
from cobro_desktop.exchange.lectura import ORDEN, leer, orden_worker
from cobro_desktop.exchange.resultado import OpcionesLectura

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

OPCIONES = OpcionesLectura(hoy=date(2026, 11, 20))


class CancelledError(UserError):
    pass


def test_progress_is_told(muestras: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []

    leer(
        muestras / "jurados_rnec_2026.xlsx",
        "titulos",
        OPCIONES,
        carpeta=tmp_path,
        progress=lambda *news: told.append(news),
    )

    assert any("Revisando" in detail for _, _, detail in told)


def test_a_cancel_leaves_no_trace(muestras: Path, tmp_path: Path) -> None:
    def cancel(*_: object) -> None:
        message = "cancelado"
        raise CancelledError(message)

    with pytest.raises(CancelledError):
        leer(
            muestras / "jurados_rnec_2026.xlsx",
            "titulos",
            OPCIONES,
            carpeta=tmp_path,
            progress=cancel,
        )

    assert not list(tmp_path.iterdir())


def test_nobody_can_read_what_the_child_leaves(muestras: Path, tmp_path: Path) -> None:
    read = leer(
        muestras / "jurados_rnec_2026.xlsx", "titulos", OPCIONES, carpeta=tmp_path
    )

    left = read.base.read_bytes()

    assert not left.startswith(b"SQLite format 3")
    assert b"ECHEVERRY" not in left
    assert read.clave not in repr(read)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("import os; os.abort()", id="aborts"),
        pytest.param("raise SystemExit(0)", id="says nothing"),
        pytest.param("print('hola')", id="says nonsense"),
        pytest.param("import os; os.kill(os.getpid(), 9)", id="is killed"),
    ],
)
def test_a_dead_child_is_a_file_that_cannot_be_read(
    muestras: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(lectura, "orden_worker", lambda: [sys.executable, "-c", script])

    with pytest.raises(UnreadableFileError, match="no se puede leer"):
        leer(muestras / "jurados_rnec_2026.xlsx", "titulos", OPCIONES, carpeta=tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
def test_a_file_that_takes_too_long_says_so(
    muestras: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"
    monkeypatch.setattr(lectura, "orden_worker", lambda: [sys.executable, "-c", script])

    with pytest.raises(UnreadableFileError, match="más de medio minuto"):
        leer(muestras / "jurados_rnec_2026.xlsx", "titulos", OPCIONES, carpeta=tmp_path)


def test_a_child_that_falls_silent_is_given_up(
    muestras: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(lectura, "orden_worker", lambda: silent)
    monkeypatch.setattr(lectura, "SIN_NOTICIAS", 0.3)

    with pytest.raises(UnreadableFileError):
        leer(muestras / "jurados_rnec_2026.xlsx", "titulos", OPCIONES, carpeta=tmp_path)


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"nada\.xlsx"):
        leer(tmp_path / "nada.xlsx", "titulos", OPCIONES, carpeta=tmp_path)


def test_an_unknown_format_crosses_from_the_child(
    muestras: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError, match="«otro»"):
        leer(muestras / "jurados_rnec_2026.xlsx", "otro", OPCIONES, carpeta=tmp_path)


def test_the_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert orden_worker() == [sys.executable, ORDEN]


def test_names_with_spaces_and_accents_are_read(
    hacer_libro: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [
        ["Cédula", "Nombre", "Resolución", "Ejecutoria", "Valor"],
        [1023576232, "Ana Ñáñez", "R-1", "01/02/2024", 300_000],
    ]
    path = hacer_libro(rows).rename(tmp_path / "títulos año 2026 (copia).xlsx")

    assert leer(path, "titulos", OPCIONES, carpeta=tmp_path).aceptadas == 1


def test_dates_with_the_month_first_are_told(
    leer_aqui: Callable[..., Lectura], hacer_libro: Callable[..., Path]
) -> None:
    row = ["1023576232", "Ana Ruiz", "R-1", "05/06/2024", 300_000]
    rows = [[*row[:2], f"R-{n}", f"12/{n}/2024", 300_000] for n in range(12, 16)]
    header = ["Cédula", "Nombre", "Resolución", "Ejecutoria", "Valor"]

    read = leer_aqui(hacer_libro([header, row, *rows])).resumen

    assert (read.aceptadas, read.rechazadas) == (2, 3)
    assert "con el mes primero (3 " in read.avisos_hoja[0]
