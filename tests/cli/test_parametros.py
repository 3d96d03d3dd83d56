"""`parametros` on the command line, and the calculators that hear of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State

OCTUBRE = (
    "mes=2026-10",
    "resolucion=1401",
    "ibc=19,20",
    "usura=28.80",
    "fuente=Superfinanciera",
    "verificado=si",
)


class Pide(Protocol):
    def __call__(self, line: str, *words: str, code: int = 0) -> Any: ...


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


@pytest.fixture
def pide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Pide:
    """Run a command on a base of its own; returns its JSON, or its error."""

    def run_it(line: str, *words: str, code: int = 0) -> Any:
        root = ["--datos", str(tmp_path / "datos"), "--hoy", "2026-11-05", "--json"]
        assert run([*root, *line.split(), *words], no_window) == code
        said = capsys.readouterr()
        return json.loads(said.out if code == 0 else said.err)

    return run_it


def test_the_calculators_use_what_was_loaded(pide: Pide, tmp_path: Path) -> None:
    """A million under ET 635 for the 31 days of October at 26.80 %: 22,762."""
    liquidar = (
        "liquidar --regimen et635 --capital 1000000 --exigible 2026-09-30 "
        "--corte 2026-10-31"
    )
    refused = pide(liquidar, code=3)
    assert "octubre de 2026" in refused["error"]["mensaje"]
    assert not (tmp_path / "datos").exists(), "a calculator creates no base"

    added = pide("parametros agregar tasas_interes", *OCTUBRE)

    assert (added["desde"], added["hasta"]) == ("2026-10-01", "2026-10-31")
    assert added["reemplaza"] is False
    assert pide(liquidar)["interes"] == 22_762


def test_a_closure_is_skipped_by_the_terms_of_its_entity(pide: Pide) -> None:
    day = "termino --desde 2026-03-16 --dias 1"
    pide(
        *[
            "parametros",
            "agregar",
            "cierres",
            "desde=2026-03-17",
            "acto=Res.9",
            "fuente=x",
        ],
        "--entidad",
        "SVSP",
    )

    assert pide(day)["vence"] == "2026-03-17"
    found = pide(day, "--entidad", "SVSP")
    assert found["vence"] == "2026-03-18"
    assert found["saltados"] == [
        {"fecha": "2026-03-17", "motivo": "cierre de la entidad (Res.9)"}
    ]
    pide(
        *[
            "parametros",
            "retirar",
            "cierres",
            "--desde",
            "2026-03-17",
            "--motivo",
            "error",
        ],
        "--entidad",
        "SVSP",
    )
    assert pide(day, "--entidad", "SVSP")["vence"] == "2026-03-17"


def test_a_choice_of_the_entity_rules_its_calculators(pide: Pide) -> None:
    """T-1a.1: 181 days of a million are 59,507 over 365 and 60,333 over 360."""
    liquidar = (
        "liquidar --regimen ley68 --capital 1000000 --exigible 2025-01-15 "
        "--corte 2025-07-15 --entidad SVSP"
    )
    changed = pide("parametros", "opcion", "SVSP", "ley68.base", "act/360")

    assert (changed["antes"], changed["valor"]) == ("ACT/365", "ACT/360")
    assert pide(liquidar)["interes"] == 60_333
    shown = pide("parametros", "opcion", "svsp", "ley68.base")["opciones"]
    assert [o["valor"] for o in shown] == ["ACT/360"]
    assert len(pide("parametros", "opcion", "SVSP")["opciones"]) > 20
    pide("parametros", "opcion", "SVSP", "ley68.base", "perfil")
    assert pide(liquidar)["interes"] == 59_507


def test_tables_are_listed_with_what_was_loaded_on_top(pide: Pide) -> None:
    pide("parametros agregar tasas_interes", *OCTUBRE)

    names = [t["id"] for t in pide("parametros", "listar")["tablas"]]
    assert names[:3] == ["tasas_interes", "smlmv", "uvt"]
    rows = pide("parametros", "listar", "tasas_interes")["valores"]
    assert len(rows) == 168
    assert rows[0]["tasa_mora_et635"] == "26.80"
    assert rows[0]["cargado"] is True
    assert rows[1]["resolucion"] == "1260"


def test_a_file_is_tried_and_then_brought(pide: Pide, tmp_path: Path) -> None:
    file = tmp_path / "uvt.csv"
    file.write_text(
        "anio,valor_cop,resolucion,fuente,verificado\n"
        "2027,54990,DIAN 1,Diario Oficial,visto\n2029,60000,DIAN 2,x,visto\n",
        "utf-8",
    )
    words = f"parametros importar {file} --tabla uvt"

    tried = pide(words, "--simular")
    assert (tried["nuevas"], tried["rechazadas"], tried["guardado"]) == (1, 1, False)
    assert "2028" in tried["errores"][0]["motivo"]
    assert pide(words)["guardado"] is True
    assert pide(words)["iguales"] == 1


def test_health_names_what_is_missing(pide: Pide) -> None:
    found = pide("parametros", "salud")

    assert found["avisos"][0]["titulo"] == (
        "Faltan las tasas de interés de octubre de 2026 y noviembre de 2026"
    )
    assert found["avisos"][0]["gravedad"] == "falta"


def test_what_is_refused_is_told(pide: Pide) -> None:
    pide("parametros agregar tasas_interes", *OCTUBRE)
    other = [text.replace("28.80", "28.81") for text in OCTUBRE]
    error = pide("parametros agregar tasas_interes", *other, code=3)["error"]
    assert error["codigo"] == "conflict"

    replaced = pide(
        "parametros agregar tasas_interes", *other, "--motivo", "Fe de erratas"
    )
    assert replaced["reemplaza"] is True
    assert len(replaced["avisos"]) == 1
    december = [text.replace("2026-10", "2026-12") for text in OCTUBRE]
    error = pide("parametros agregar tasas_interes", *december, code=3)["error"]
    assert error["detalle"]["faltan"] == ["noviembre de 2026"]


def test_a_word_that_is_no_field_lists_the_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--datos", str(tmp_path), "parametros", "agregar", "uvt", "precio=3"]

    assert run(words, no_window) == 2
    assert "valor_cop" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("listar", "Superintendencia Financiera"),
        ("listar uvt", "2026: $ 52.374, DIAN 000238, visto en copia"),
        ("opcion SVSP workdays", "LUN_VIE"),
        ("salud", "Falta la tasa de interés de octubre de 2026"),
    ],
)
def test_people_read_spanish(
    words: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--datos", str(tmp_path), "--hoy", "2026-10-05", "parametros"]

    assert run([*root, *words.split()], no_window) == 0
    assert expected in " ".join(capsys.readouterr().out.split())
