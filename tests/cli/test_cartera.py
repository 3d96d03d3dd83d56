"""The portfolio and the calendar of the office from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

NUMERO = "SVSP-CAR-2026-0001"


class Oficina(NamedTuple):
    workspace: Workspace
    ask: Callable[..., tuple[int, Any]]
    salida: Path

    def anexa(self, evidencia: str) -> None:
        file = self.salida / f"{evidencia}.pdf"
        file.write_bytes(b"%PDF-1.4 x\n")
        code, _ = self.ask(
            "cartera", "anexar", NUMERO, str(file), "--evidencia", evidencia
        )
        assert code == 0


def no_window(_state: State) -> int:
    raise AssertionError


@pytest.fixture
def oficina(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Oficina:
    workspace = abrir_oficina(base, tmp_path)
    roles = (Rol.PRO, Rol.COM, Rol.REP, Rol.JEF)
    person = CrearUsuario("todo", "Todo En Uno", roles, "Profesional")
    crear_usuario(person, workspace, en_nombre_de("adm"))

    def ask(*arguments: str, usuario: str = "todo") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", usuario, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return Oficina(workspace, ask, tmp_path)


def abre(oficina: Oficina) -> str:
    code, opened = oficina.ask(
        "cartera",
        "abrir",
        "PRO-GJU-130-008",
        "--entrada",
        "19",
        "--corte",
        "2026-06-30",
    )
    assert (code, opened["numero"], opened["actividad"]) == (0, NUMERO, "19")
    case = expediente_de(oficina.workspace, "R-100").numero
    code, added = oficina.ask("cartera", "agregar", NUMERO, case, "--motivo", "Anual")
    assert code == 0
    return str(added["partidas"][0])


def test_a_write_off_from_its_opening_to_its_effect(oficina: Oficina) -> None:
    item = abre(oficina)
    answers = {
        "tratamiento": "baja",
        "causal": "costo_beneficio",
        "acciones": "Se buscó.",
        "costo_estimado": "500000",
        "recaudo_esperado": "90000",
    }
    fields = [part for k, v in answers.items() for part in ("--campo", f"{k}={v}")]
    assert oficina.ask("cartera", "ficha", item, *fields)[0] == 0
    people = ("--presidente", "Clara Robledo", "--secretario", "Julián Peña")
    sat = oficina.ask("cartera", "comite", NUMERO, *people, "--recomienda", item)
    assert sat[0] == 0
    oficina.anexa("relacion-cuentas")
    oficina.anexa("acta-comite")
    close = ("cartera", "avanzar", NUMERO, "--resultado")
    assert oficina.ask(*close, "cambios")[1]["a"] == "20"
    oficina.anexa("acto-baja-cartera")
    code, closed = oficina.ask(*close, "actos_firmados", "--campo", "saneamiento=no")
    assert (code, closed["estado"]) == (0, "TERMINADA")
    (task,) = [
        t
        for t in oficina.ask("calendario-oficina", "ver")[1]["tareas"]
        if t["clave"] == "depuracion"
    ]
    assert (task["estado"], task["corrida"]) == ("hecha", NUMERO)
    seen = oficina.ask("cartera", "aplicar", NUMERO, "--simular")[1]["efectos"]
    done = oficina.ask("cartera", "aplicar", NUMERO)[1]["efectos"]
    assert [e["hecho"] for e in (*seen, *done)] == [True, True], done
    case = expediente_de(oficina.workspace, "R-100")
    assert (case.actividad, case.saldo) == ("18", 0)


def test_what_is_missing_comes_as_a_list_with_exit_3(oficina: Oficina) -> None:
    abre(oficina)
    code, refused = oficina.ask("cartera", "avanzar", NUMERO, "--resultado", "cambios")
    assert code == 3
    assert refused["error"]["codigo"] == "unmet_requirements"
    texts = [p["texto"] for p in refused["error"]["detalle"]["faltan"]]
    assert "Falta: Acta del comité" in texts
    assert any(text.startswith("Falta responder: Qué se propone (") for text in texts)


def test_an_act_of_the_representative_is_not_attached_by_another(
    oficina: Oficina,
) -> None:
    abre(oficina)
    file = oficina.salida / "acto.pdf"
    file.write_bytes(b"%PDF-1.4 x\n")
    code, refused = oficina.ask(
        "cartera", "anexar", NUMERO, str(file), "--evidencia", "acto-baja-cartera",
        usuario="pro",
    )  # fmt: skip
    assert code == 3
    assert "lo hace quien tiene el rol REP" in refused["error"]["mensaje"]


def test_a_run_is_shown_and_listed(oficina: Oficina) -> None:
    item = abre(oficina)
    found = oficina.ask("cartera", "ver", NUMERO)[1]
    assert [str(p["id"]) for p in found["partidas"]] == [item]
    assert [s["resultado"] for s in found["salidas"]] == ["cambios", "sin_cambios"]
    (line,) = oficina.ask("cartera", "listar")[1]["corridas"]
    assert (line["partidas"], line["capital"]) == (1, 1_000_000)
    code, refused = oficina.ask("cartera", "ver", "SVSP-CAR-2026-0009")
    assert code == 3
    assert "No existe la corrida" in refused["error"]["mensaje"]


def test_the_office_sees_its_year_and_marks_what_is_done(oficina: Oficina) -> None:
    tasks = oficina.ask("calendario-oficina", "ver")[1]["tareas"]
    assert {t["clave"]: t["estado"] for t in tasks} == {
        "revelaciones": "vencida",
        "bdme:junio": "vencida",
        "bdme:diciembre": "por_venir",
        "depuracion": "en_termino",
    }
    mark = ("calendario-oficina", "hecha", "SVSP", "bdme:junio", "--fecha")
    code, done = oficina.ask(*mark, "2026-06-12", "--nota", "Radicado 7")
    assert (code, done["tarde"]) == (0, True)
    code, refused = oficina.ask(*mark, "2026-06-12")
    assert code == 3
    assert "ya se hizo el 12 de junio de 2026" in refused["error"]["mensaje"]
