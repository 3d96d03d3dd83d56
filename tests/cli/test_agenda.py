"""`agenda`, `explicar-termino` and `libro-terminos` on a base with three cases."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, expediente_de
from tests.services.terminos import corre


class Oficina(NamedTuple):
    workspace: Workspace
    ask: Callable[..., tuple[int, Any]]

    def numero(self, titulo: str) -> str:
        return expediente_de(self.workspace, titulo).numero


@pytest.fixture
def oficina(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Oficina:
    workspace = abrir_oficina(base, tmp_path)
    corre(workspace, "R-100", "2026-03-16")
    corre(workspace, "R-200", "2026-05-14", (1, "meses"), nombre="Decidir (ET 832)")

    def ask(*arguments: str, usuario: str = "pro") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-04-07", "--json")
        code = run([*head, "--usuario", usuario, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return Oficina(workspace, ask)


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def test_the_agenda_tells_levels_and_days_left(oficina: Oficina) -> None:
    code, found = oficina.ask("agenda")

    assert code == 0
    assert found["total"] == 2
    assert found["niveles"] == {"urgente": 1, "al_dia": 1}
    assert found["bandas"] == {"esta_semana": 1, "despues": 1}
    first = found["terminos"][0]
    assert (first["vence"], first["quedan"], first["nivel"]) == (
        "2026-04-09",
        2,
        "urgente",
    )
    assert (first["norma"], first["clase"]) == ("ET 830", "legal")


def test_only_up_to_a_day(oficina: Oficina) -> None:
    _, found = oficina.ask("agenda", "--hasta", "2026-04-30")

    assert [t["vence"] for t in found["terminos"]] == ["2026-04-09"]


def test_escalated_to_the_coordinator(oficina: Oficina) -> None:
    _, mine = oficina.ask("agenda", "--escalados", usuario="coo")
    _, none = oficina.ask("agenda", "--escalados", usuario="pro")

    assert (mine["total"], none["total"]) == (1, 0)


def test_reminders_of_one_case(oficina: Oficina, tmp_path: Path) -> None:
    file = tmp_path / "terminos.ics"

    code, found = oficina.ask(
        "agenda", "--expediente", oficina.numero("R-100"), "--ics", str(file)
    )

    assert (code, found["ics"]) == (0, str(file))
    text = file.read_bytes()
    assert text.count(b"BEGIN:VEVENT\r\n") == 1
    assert text.count(b"BEGIN:VALARM\r\n") == 2


def test_a_file_of_another_kind_is_refused(oficina: Oficina, tmp_path: Path) -> None:
    code, found = oficina.ask("agenda", "--ics", str(tmp_path / "a.txt"))

    assert code == 3
    assert "debe terminar en .ics" in found["error"]["mensaje"]


def test_t_4_2_and_t_4_3_are_explained_day_by_day(oficina: Oficina) -> None:
    _, found = oficina.ask("explicar-termino", oficina.numero("R-100"))
    (term,) = found["terminos"]

    assert (term["vence"], term["vence_hoy"]) == ("2026-04-09", "2026-04-09")
    assert term["coincide"]
    assert len(term["contados"]) == 15
    days = {s["fecha"]: s["motivo"] for s in term["saltados"]}
    assert {"2026-03-23", "2026-04-02", "2026-04-03"} <= days.keys()
    assert "Ley 51 de 1983" in days["2026-03-23"]
    assert days["2026-03-21"] == "sábado"

    _, found = oficina.ask("explicar-termino", oficina.numero("R-200"))
    (term,) = found["terminos"]
    assert term["vence"] == "2026-06-16"
    assert any("y no el 15 de junio de 2026" in text for text in term["porque"])


def test_one_term_by_its_id(oficina: Oficina) -> None:
    _, listed = oficina.ask("agenda")
    first, second = (str(t["id"]) for t in listed["terminos"])
    numero = oficina.numero("R-100")

    code, found = oficina.ask("explicar-termino", numero, "--termino", first)
    assert (code, len(found["terminos"])) == (0, 1)

    code, found = oficina.ask("explicar-termino", numero, "--termino", second)
    assert code == 3
    assert "no es del expediente" in found["error"]["mensaje"]


def test_a_case_without_terms_has_none_to_explain(oficina: Oficina) -> None:
    code, found = oficina.ask("explicar-termino", oficina.numero("R-300"))

    assert (code, found["terminos"]) == (0, [])


def test_the_register_as_pages_and_as_a_workbook(
    oficina: Oficina, tmp_path: Path
) -> None:
    days = ("--desde", "2026-03-16", "--hasta", "2026-04-09", "--entidad", "svsp")
    for name in ("libro.pdf", "libro.xlsx"):
        code, found = oficina.ask(
            "libro-terminos", *days, "--salida", str(tmp_path / name)
        )

        assert code == 0
        assert found["asientos"] == 2
        assert found["sucesos"]["empieza"] == 1
        assert (tmp_path / name).stat().st_size > 3_000
        assert (found["huella"] is None) == name.endswith("xlsx")


def test_for_a_person_it_speaks_spanish(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = abrir_oficina(base, tmp_path)
    corre(workspace, "R-100", "2026-03-16")
    head = ("--datos", str(base.datos), "--hoy", "2026-04-07", "--usuario", "pro")

    assert run([*head, "agenda"], no_window) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "quedan 2 días hábiles; sin repartir" in told
    numero = expediente_de(workspace, "R-100").numero
    assert run([*head, "explicar-termino", numero], no_window) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "3 festivos y 6 días de fin de semana" in told
