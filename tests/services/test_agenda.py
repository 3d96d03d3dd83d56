"""The agenda over both databases: stretches, levels, escalation, exports."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.bandas import Banda
from cobro_desktop.domain.clase_termino import ClaseTermino
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.agenda import NADIE, FiltroAgenda, listar, resumir
from cobro_desktop.services.agenda_exportada import ExportarAgenda, exportar_agenda
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.documents.lectura import paginas
from tests.services.oficina import abrir_oficina, en_nombre_de
from tests.services.terminos import corre, reparte, suspende

HOY = dt.date(2026, 3, 18)
"""A Wednesday."""
TODO = FiltroAgenda()


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def lleno(workspace: Workspace) -> Workspace:
    """One term per stretch: due 12, 18 and 20 March, 30 March and 9 April."""
    corre(workspace, "R-100", "2026-03-11", (1, "calendario"), nombre="Avocar")
    corre(workspace, "R-100", "2026-03-17", (1, "calendario"), nombre="Llamar")
    corre(workspace, "R-200", "2026-03-13", (5, "habiles"))
    corre(workspace, "R-200", "2026-03-20", (5, "habiles"))
    corre(workspace, "R-300", "2026-03-16", (15, "habiles"))
    return workspace


def como(login: str) -> Contexto:
    return en_nombre_de(login, HOY)


def vencen(
    workspace: Workspace, filtro: FiltroAgenda = TODO, login: str = "pro"
) -> list[str]:
    return [line.vence.isoformat() for line in listar(workspace, como(login), filtro)]


def test_each_term_stands_in_its_stretch_with_its_level(lleno: Workspace) -> None:
    found = resumir(lleno, como("pro"), TODO)

    assert dict(found.bandas) == {
        Banda.VENCIDOS: 1,
        Banda.HOY: 1,
        Banda.ESTA_SEMANA: 1,
        Banda.ESTE_MES: 1,
        Banda.DESPUES: 1,
    }
    # From Wednesday 18: 20 is two working days away; 30 March is seven, over a holiday.
    assert dict(found.niveles) == {Nivel.AL_DIA: 2, Nivel.URGENTE: 2, Nivel.VENCIDO: 1}
    assert found.dias[dt.date(2026, 3, 30)] == 1
    assert found.total == 5


def test_lines_come_by_due_day_with_the_working_days_left(lleno: Workspace) -> None:
    lines = listar(lleno, como("pro"), TODO)

    assert [(line.vence.isoformat(), line.quedan) for line in lines] == [
        ("2026-03-12", -4),
        ("2026-03-18", 0),
        ("2026-03-20", 2),
        ("2026-03-30", 7),
        ("2026-04-09", 13),
    ]
    last = lines[-1]
    assert (last.termino, last.norma) == ("Pagar o proponer excepciones", "ET 830")
    assert (last.plazo, last.clase) == ("15 días hábiles", ClaseTermino.LEGAL)
    assert lines[0].clase is ClaseTermino.PROCEDIMIENTO


def test_pages_follow_each_other(lleno: Workspace) -> None:
    pages = [
        listar(lleno, como("pro"), TODO, desde=start, cuantos=2) for start in (0, 2, 4)
    ]

    assert [line.id for page in pages for line in page] == [
        line.id for line in listar(lleno, como("pro"), TODO)
    ]


def test_a_suspended_case_comes_last_and_has_no_level(lleno: Workspace) -> None:
    suspende(lleno, "R-100", "2026-03-10")

    found = resumir(lleno, como("pro"), TODO)
    lines = listar(lleno, como("pro"), TODO)

    assert found.bandas[Banda.SUSPENDIDOS] == 2
    assert Nivel.VENCIDO not in found.niveles
    assert [line.suspendido for line in lines] == [False] * 3 + [True] * 2
    assert [line.id for line in lines] == [
        line.id
        for start in range(5)
        for line in listar(lleno, como("pro"), TODO, desde=start, cuantos=1)
    ]
    assert vencen(lleno, FiltroAgenda(nivel=Nivel.VENCIDO)) == []


def test_a_suspension_that_ended_hides_nothing(lleno: Workspace) -> None:
    suspende(lleno, "R-100", "2026-03-10", "2026-03-17")

    assert Banda.SUSPENDIDOS not in resumir(lleno, como("pro"), TODO).bandas


@pytest.mark.parametrize(
    ("filtro", "days"),
    [
        pytest.param(
            FiltroAgenda(clase=ClaseTermino.PROCEDIMIENTO),
            ["2026-03-12", "2026-03-18"],
            id="times of the procedure",
        ),
        pytest.param(FiltroAgenda(nivel=Nivel.VENCIDO), ["2026-03-12"], id="overdue"),
        pytest.param(
            FiltroAgenda(nivel=Nivel.URGENTE),
            ["2026-03-18", "2026-03-20"],
            id="urgent",
        ),
        pytest.param(FiltroAgenda(nivel=Nivel.POR_VENCER), [], id="none soon"),
        pytest.param(
            FiltroAgenda(responsable=NADIE), ["2026-03-12", "2026-03-18"], id="nobody"
        ),
        pytest.param(FiltroAgenda(responsable="coo"), ["2026-04-09"], id="somebody"),
        pytest.param(
            FiltroAgenda(desde=HOY, hasta=dt.date(2026, 3, 20)),
            ["2026-03-18", "2026-03-20"],
            id="between two days",
        ),
        pytest.param(FiltroAgenda(entidad="rnec"), [], id="another institution"),
    ],
)
def test_what_is_asked_for(
    lleno: Workspace, filtro: FiltroAgenda, days: list[str]
) -> None:
    reparte(lleno, "R-200", "pro")
    reparte(lleno, "R-300", "coo")

    assert vencen(lleno, filtro) == days
    assert resumir(lleno, como("pro"), filtro).total == len(days)


@pytest.mark.parametrize(
    ("login", "days"),
    [
        pytest.param("pro", [], id="nothing is escalated to a professional"),
        pytest.param(
            "coo", ["2026-03-12", "2026-03-18", "2026-03-20"], id="the second warning"
        ),
        pytest.param("jef", ["2026-03-12"], id="overdue"),
    ],
)
def test_escalated_to_whom(lleno: Workspace, login: str, days: list[str]) -> None:
    assert vencen(lleno, FiltroAgenda(escalados=True), login) == days


def test_escalated_and_of_a_level(lleno: Workspace) -> None:
    both = FiltroAgenda(escalados=True, nivel=Nivel.URGENTE)

    assert vencen(lleno, both, "coo") == ["2026-03-18", "2026-03-20"]
    assert vencen(lleno, both, "jef") == []


def test_a_term_that_was_met_is_not_there(workspace: Workspace) -> None:
    corre(workspace, "R-100", "2026-03-16", estado="cumplido", cumplido=HOY)

    assert resumir(workspace, como("pro"), TODO).total == 0


def test_nobody_has_that_login(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="zoe"):
        resumir(workspace, como("pro"), FiltroAgenda(responsable="zoe"))


def test_the_three_files(lleno: Workspace, tmp_path: Path) -> None:
    for ending in ("xlsx", "pdf", "ics"):
        command = ExportarAgenda(tmp_path / f"agenda.{ending}", TODO, "Todos")
        changes = exportar_agenda(command, lleno, como("pro"))
        assert changes.datos["terminos"] == 5

    sheet = openpyxl.load_workbook(tmp_path / "agenda.xlsx").active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Vencido"]
    assert rows[0][2:6] == (-4, "SVSP-2026-000001", "VIGÍAS & CÍA <LTDA.>", "Avocar")
    (page,) = paginas((tmp_path / "agenda.pdf").read_bytes())
    assert "Esta semana (1)" in page
    assert "Página 1 de 1" in page
    ics = (tmp_path / "agenda.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert ics.count("BEGIN:VEVENT") == 5
    # Due 9 April: the warnings fall on 31 March and 7 April (test_alertas).
    last = ics[ics.index("DTSTART;VALUE=DATE:20260409") :]
    assert last.index("TRIGGER:-P8DT16H") < last.index("TRIGGER:-P1DT16H")


def test_the_same_term_keeps_its_uid(lleno: Workspace, tmp_path: Path) -> None:
    seen = []
    for day in (HOY, HOY + dt.timedelta(days=1)):
        command = ExportarAgenda(tmp_path / "agenda.ics", TODO)
        exportar_agenda(command, lleno, en_nombre_de("pro", day))
        text = (tmp_path / "agenda.ics").read_text("utf-8")
        seen.append([line for line in text.splitlines() if line.startswith("UID")])

    assert seen[0] == seen[1]
    assert len(set(seen[0])) == 5


def test_a_file_without_a_known_ending_is_refused(
    lleno: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(InvalidDataError, match=r"\.xlsx, \.pdf, \.ics"):
        exportar_agenda(ExportarAgenda(tmp_path / "a.doc", TODO), lleno, como("pro"))
