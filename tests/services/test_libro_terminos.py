"""The register of terms: what it says of each day, on paper and in a workbook (F33)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.libro_terminos import Suceso
from cobro_desktop.services.libro_terminos import (
    PedirLibro,
    exportar_libro,
    imprimir_libro,
    libro_de,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.documents.lectura import paginas
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.terminos import corre, reparte

HOY = dt.date(2026, 4, 20)
MARZO_16 = dt.date(2026, 3, 16)
ABRIL_9 = dt.date(2026, 4, 9)


@pytest.fixture
def workspace(base: Base, tmp_path: Path) -> Workspace:
    """Of two terms due on 9 April, one was met on 7 April; R-300 begins on 9 April."""
    found = abrir_oficina(base, tmp_path)
    corre(found, "R-100", "2026-03-16")
    corre(found, "R-200", "2026-03-16", estado="cumplido", cumplido=dt.date(2026, 4, 7))
    corre(found, "R-300", "2026-04-09", (1, "meses"), nombre="Decidir (ET 832)")
    reparte(found, "R-200", "pro")
    return found


def pide(
    workspace: Workspace, desde: dt.date, hasta: dt.date, sigla: str = "SVSP"
) -> list[tuple[str, Suceso, str]]:
    pedido = PedirLibro(sigla, desde, hasta)
    libro = libro_de(pedido, workspace, en_nombre_de("coo", HOY))
    return [(a.dia.isoformat(), a.suceso, a.expediente[-1]) for a in libro.asientos]


def test_a_day_tells_what_ended_was_missed_and_began(workspace: Workspace) -> None:
    assert pide(workspace, ABRIL_9, ABRIL_9) == [
        ("2026-04-09", Suceso.EMPIEZA, "3"),
        ("2026-04-09", Suceso.TERMINA, "2"),
        ("2026-04-09", Suceso.INCUMPLIDO, "1"),
    ]


def test_a_range_goes_day_by_day(workspace: Workspace) -> None:
    found = pide(workspace, MARZO_16, ABRIL_9)

    assert [day for day, _, _ in found] == sorted(day for day, _, _ in found)
    assert ("2026-04-07", Suceso.CUMPLIDO, "2") in found
    assert len(found) == 6


def test_another_institution_has_its_own(workspace: Workspace) -> None:
    assert pide(workspace, MARZO_16, ABRIL_9, "RNEC") == []


def test_the_pages(workspace: Workspace, tmp_path: Path) -> None:
    pedido = PedirLibro("SVSP", MARZO_16, ABRIL_9)
    libro = libro_de(pedido, workspace, en_nombre_de("coo", HOY))
    first, again = tmp_path / "uno.pdf", tmp_path / "dos.pdf"

    code = imprimir_libro(libro, first)
    imprimir_libro(libro, again)

    assert first.read_bytes() == again.read_bytes()
    text = " ".join(paginas(first.read_bytes()))
    for said in (
        "SUPERINTENDENCIA DE VIGILANCIA",
        "Libro de términos. Del 16 de marzo de 2026 al 9 de abril de 2026",
        "Jueves 9 de abril de 2026",
        "Vencieron sin cumplirse (1)",
        "Sigue sin cumplirse.",
        "Cumplido el 7 de abril de 2026.",
        "Elaboró: COO",
        "Revisó y firma",
        "Última entrada de la bitácora",
        f"Código de verificación {code}",
        "Página 1 de",
    ):
        assert said in text, said


def test_an_empty_day_is_a_page_too(workspace: Workspace, tmp_path: Path) -> None:
    day = dt.date(2026, 3, 2)
    libro = libro_de(PedirLibro("SVSP", day, day), workspace, en_nombre_de("coo", HOY))

    imprimir_libro(libro, tmp_path / "libro.pdf")

    text = " ".join(paginas((tmp_path / "libro.pdf").read_bytes()))
    assert "Día lunes 2 de marzo de 2026" in text
    assert "ningún término empezó" in text


def test_the_workbook(workspace: Workspace, tmp_path: Path) -> None:
    pedido = PedirLibro("SVSP", ABRIL_9, ABRIL_9)
    libro = libro_de(pedido, workspace, en_nombre_de("coo", HOY))

    exportar_libro(libro, tmp_path / "libro.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "libro.xlsx").active
    assert sheet is not None
    said = [row[1] for row in sheet.iter_rows(min_row=6, values_only=True)]
    assert said[:3] == ["Empiezan", "Terminan", "Vencieron sin cumplirse"]


@pytest.mark.parametrize(
    ("desde", "hasta", "says"),
    [
        pytest.param(ABRIL_9, MARZO_16, "antes de empezar", id="backwards"),
        pytest.param(MARZO_16, dt.date(2027, 3, 17), "un año o menos", id="too long"),
    ],
)
def test_days_that_cannot_be_are_refused(
    workspace: Workspace, desde: dt.date, hasta: dt.date, says: str
) -> None:
    with pytest.raises(InvalidDataError, match=says):
        pide(workspace, desde, hasta)


def test_no_such_institution(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        pide(workspace, ABRIL_9, ABRIL_9, "NADIE")
