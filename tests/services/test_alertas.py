"""The warnings of each institution are data (F32)."""

from __future__ import annotations

from pathlib import Path

import pytest

from cobro_desktop.domain.alertas import Alertas
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.alertas import load_alertas

USUAL = """\
[alertas]
primera = 5
segunda = 2
vencido = 1
segunda_a = ["COO"]
vencido_a = ["JEF"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("referencia", "entidades"):
        (tmp_path / name).mkdir()
    (tmp_path / "referencia" / "alertas.toml").write_text(USUAL, "utf-8")
    return tmp_path


def entidad(folder: Path, text: str) -> Alertas:
    (folder / "entidades" / "nueva.toml").write_text(text, "utf-8")
    return load_alertas("NUEVA", folder)


@pytest.mark.parametrize("sigla", ["SVSP", "SDSCJ", "RNEC", "IDPYBA"])
def test_every_institution_that_ships_has_warnings(sigla: str) -> None:
    assert load_alertas(sigla).primera >= load_alertas(sigla).segunda


def test_a_fifth_institution_without_a_table_gets_the_usual(folder: Path) -> None:
    assert entidad(folder, 'sigla = "NUEVA"') == Alertas(5, 2, 1)


def test_an_institution_changes_only_what_it_writes(folder: Path) -> None:
    found = entidad(folder, '[alertas]\nprimera = 10\nsegunda_a = ["COO", "JEF"]')

    assert found == Alertas(10, 2, 1, segunda_a=(Rol.COO, Rol.JEF))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        pytest.param("primera = 1", "segunda alerta", id="out of order"),
        pytest.param('primera = "5"', "número entero", id="text"),
        pytest.param("primera = true", "número entero", id="a yes"),
        pytest.param('segunda_a = ["JUEZ"]', "lista de roles", id="no such role"),
        pytest.param('segunda_a = "COO"', "lista de roles", id="no list"),
        pytest.param("tercera = 3", "no se conoce «tercera»", id="unknown"),
    ],
)
def test_what_cannot_be_is_told_with_its_institution(
    folder: Path, table: str, says: str
) -> None:
    with pytest.raises(InvalidDataError, match="NUEVA") as refused:
        entidad(folder, f"[alertas]\n{table}")

    assert says in refused.value.mensaje
