"""The exchange from the command line: reading, deciding, profiles, payments."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import ROWS, abrir_oficina, expediente_de
from tests.services.test_intercambio import RNMC, SALDOS, TITULOS
from tests.services.test_recaudo import PAGOS

SVSP = "PRO-GJU-130-008"


class Oficina(NamedTuple):
    workspace: Workspace
    ask: Callable[..., tuple[int, Any]]
    carpeta: Path

    def archivo(self, nombre: str, texto: str) -> str:
        path = self.carpeta / nombre
        path.write_text(texto, encoding="utf-8")
        return str(path)


@pytest.fixture
def oficina(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Oficina:
    workspace = abrir_oficina(base, tmp_path)

    def ask(*arguments: str, quien: str = "fin") -> tuple[int, Any]:
        head = ("--datos", str(base.datos), "--hoy", "2026-09-30", "--json")
        code = run([*head, "--usuario", quien, *arguments], no_window)
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return Oficina(workspace, ask, tmp_path)


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def importar(
    oficina: Oficina, archivo: str, formato: str, *more: str, codigo: str = SVSP
) -> tuple[int, Any]:
    return oficina.ask(
        "importar", archivo, "--formato", formato, "--procedimiento", codigo, *more
    )


def test_columns_and_header_can_be_said(oficina: Oficina) -> None:
    text = "Cuadro\n\nA1;B1;C1;D1;E1\nZ;890903938;R-100;15/01/2025;900.000\n"
    columns = ("documento=B", "titulo_numero=C", "ejecutoria=D", "capital=E")
    said = [word for column in columns for word in ("--columna", column)]

    path = oficina.archivo("ancho.csv", text)
    code, answer = importar(
        oficina, path, "cartera", "--encabezado", "3", *said, "--simular"
    )
    assert (code, answer["leidas"], answer["suma_capital"]) == (0, 1, 900_000)


def test_what_is_no_table_is_refused_before_a_base_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notas.csv").write_text("hola;mundo\n1;2\n", encoding="utf-8")
    (tmp_path / "carta.xlsx").write_bytes(b"%PDF-1.7")
    head = ("--datos", str(tmp_path / "datos"), "importar")
    for name, words in (
        ("notas.csv", "No se encontró en el archivo una tabla"),
        ("carta.xlsx", "un documento PDF"),
        ("nada.xlsx", "No existe el archivo"),
    ):
        asked = (str(tmp_path / name), "--formato", "titulos", "--procedimiento", SVSP)
        assert run([*head, *asked], no_window) == 3
        out, err = capsys.readouterr()
        assert (out, words in err) == ("", True), err
    assert not (tmp_path / "datos").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--columna", "capital"), "no dice qué columna es"),
        (("--columna", "nada=A"), "«nada»"),
        (("--aceptar", "nada"), "No hay un dato «nada»"),
        (("--rechazar", "correo=x"), "no es una fila"),
        (("--perfil", "Nadie"), "No existe el perfil"),
        (("--encabezado", "90"), "fila 90"),
    ],
)
def test_what_is_said_wrong_is_told(
    oficina: Oficina, words: tuple[str, ...], message: str
) -> None:
    path = oficina.archivo("c.csv", ROWS)
    code, answer = importar(oficina, path, "cartera", *words, "--simular")

    assert code == 3
    assert message in answer["error"]["mensaje"]


def test_differences_are_accepted_and_refused(oficina: Oficina) -> None:
    text = ROWS.replace("b@ejemplo", "nuevo@ejemplo").replace("a@ejemplo", "x@ejemplo")
    path = oficina.archivo("c.csv", text)

    code, answer = importar(oficina, path, "cartera", "--rechazar", "correo=2")

    assert (code, answer["cambiadas"], answer["iguales"]) == (0, 1, 2)
    told = {d["fila"]: d["decision"] for d in answer["diferencias"]}
    assert told == {2: "rechazada", 3: "cambia"}
    assert answer["diferencias_por_campo"] == {"correo": 2}


def test_a_profile_is_learned_used_taken_elsewhere_and_forgotten(
    oficina: Oficina,
) -> None:
    first = ROWS.replace("VR. CAPITAL", "Suma a cargo").replace("R-", "S-")
    path = oficina.archivo("uno.csv", first)
    code, _ = importar(
        oficina,
        path,
        "cartera",
        "--columna",
        "capital=L",
        "--guardar-perfil",
        "Financiera",
    )
    assert code == 0

    _, listed = oficina.ask("perfiles", "listar")
    (profile,) = listed["perfiles"]
    assert (profile["nombre"], profile["formato"]) == ("Financiera", "cartera")
    assert profile["columnas"]["capital"] == {"titulo": "Suma a cargo", "letra": "L"}

    second = oficina.archivo("dos.csv", first.replace("S-", "T-"))
    code, answer = importar(oficina, second, "cartera", "--perfil", "financiera")
    assert (code, answer["nuevas"]) == (0, 3)
    assert oficina.ask("perfiles", "ver", "Financiera")[1]["usos"] == 1

    target = str(oficina.carpeta / "perfil.json")
    assert oficina.ask("perfiles", "exportar", "Financiera", "--salida", target)[0] == 0
    assert oficina.ask("perfiles", "borrar", "Financiera")[0] == 0
    assert oficina.ask("perfiles", "listar")[1]["perfiles"] == []
    assert oficina.ask("perfiles", "traer", target)[0] == 0
    assert len(oficina.ask("perfiles", "listar")[1]["perfiles"]) == 1
    bad = oficina.archivo("malo.json", '{"clase": "otra"}')
    assert oficina.ask("perfiles", "traer", bad)[0] == 3


def test_balances_and_states_come_in(oficina: Oficina) -> None:
    code, answer = importar(oficina, oficina.archivo("s.csv", SALDOS), "saldos")
    assert (code, answer["nuevas"], answer["sin_obligacion"]) == (0, 3, 1)

    titles = oficina.archivo("t.csv", TITULOS)
    importar(oficina, titles, "titulos", codigo="PD-GJ-07")
    states = oficina.archivo("r.csv", RNMC)
    code, answer = importar(oficina, states, "rnmc", codigo="PD-GJ-07")
    assert (code, answer["nuevas"], answer["rechazadas"]) == (0, 3, 1)

    _, proposed = oficina.ask("rnmc", "proponer")
    assert len(proposed["movimientos"]) == 2
    assert {m["resultado"] for m in proposed["movimientos"]} == {None}
    code, done = oficina.ask("rnmc", "aplicar", quien="pro")
    assert (code, done["movidos"]) == (0, [])


def test_payments_are_identified_from_the_command_line(oficina: Oficina) -> None:
    importar(oficina, oficina.archivo("p.csv", PAGOS), "pagos")
    number = expediente_de(oficina.workspace, "R-200").numero

    _, waiting = oficina.ask("pagos", "pendientes")
    by_reference = {p["referencia"]: p for p in waiting["pagos"]}
    assert by_reference["REF-2"]["mejor"] == number
    payment = str(by_reference["REF-2"]["pago"])
    _, found = oficina.ask("pagos", "candidatos", payment)
    (best,) = found["candidatos"]
    assert sum(c["puntos"] for c in best["cumple"]) == best["puntos"] == 75

    args = ("pagos", "identificar", payment, "--expediente", number)
    _, seen = oficina.ask(*args, "--simular")
    (part,) = seen["partes"]
    assert part["vigente"] == "ET_804"
    totals = {
        rule: r["capital"] + r["intereses"] + r["costas"]
        for rule, r in part["lecturas"].items()
    }
    assert totals == {"ET_804": 1_423_500, "CC_1653": 1_423_500}

    code, done = oficina.ask(*args)
    assert (code, done["partes"][0]["expediente"]) == (0, number)
    assert oficina.ask(*args)[0] == 3
    lost = str(by_reference["REF-3"]["pago"])
    assert oficina.ask("pagos", "anular", lost, "--motivo", "Ajeno")[0] == 0
    _, left = oficina.ask("pagos", "pendientes")
    assert len(left["pagos"]) == 2


def test_the_lists_for_other_systems_are_workbooks(oficina: Oficina) -> None:
    titles = oficina.archivo("t.csv", TITULOS)
    importar(oficina, titles, "titulos", codigo="PD-GJ-07")
    for kind, heading in (("cope", "Número en COPE"), ("siga", "Clave documento")):
        target = oficina.carpeta / f"{kind}.xlsx"
        code, _ = oficina.ask("exportar", kind, "--salida", str(target))
        sheet = openpyxl.load_workbook(target).worksheets[0]
        assert code == 0
        assert heading in [cell.value for cell in sheet[6]]
