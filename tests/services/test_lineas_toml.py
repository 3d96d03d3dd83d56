from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.assets import assets
from cobro_desktop.services.lineas_toml import Ruta, leer_toml, linea_de, lineas

TEXTO = '''# comentario = 1
codigo = "A"          # otro
texto = """
[[actividad]]
id = "falso"
"""
"clave rara" = 'x = 1'

[[actividad]]
id = "1"
reglas = [
  "uno",   # con "comillas"
  { regla = "dos", n = 2 },
]
plazo.cantidad = 3

  [[actividad.salida]]
  resultado = "a"

  [[actividad.salida]]
  resultado = "b"

[[actividad]]
id = "2"
fecha = 2026-01-01
  [actividad.plazo]
  cantidad = 1
  [[actividad.salida]]
  resultado = "c"
'''


def test_every_key_has_its_line() -> None:
    found = lineas(TEXTO)

    assert {
        "codigo": found["codigo",],
        "after a long text": found["clave rara",],
        "first": found["actividad", 0],
        "element": found["actividad", 0, "reglas", 0],
        "inline table": found["actividad", 0, "reglas", 1, "n"],
        "dotted": found["actividad", 0, "plazo", "cantidad"],
        "nested": found["actividad", 0, "salida", 1, "resultado"],
        "second": found["actividad", 1, "id"],
        "sub table": found["actividad", 1, "plazo", "cantidad"],
        "nested again": found["actividad", 1, "salida", 0],
    } == {
        "codigo": 2,
        "after a long text": 7,
        "first": 9,
        "element": 12,
        "inline table": 13,
        "dotted": 15,
        "nested": 21,
        "second": 24,
        "sub table": 27,
        "nested again": 28,
    }


def test_an_unknown_path_has_the_line_of_what_contains_it() -> None:
    found = lineas(TEXTO)

    assert linea_de(found, ("actividad", 1, "campo", 4)) == 23
    assert linea_de(found, ("nada",)) == 1


def paths(value: Any, ruta: Ruta = ()) -> set[Ruta]:
    found = {ruta} if ruta else set()
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= paths(inner, (*ruta, key))
    if isinstance(value, list):
        for n, inner in enumerate(value):
            found |= paths(inner, (*ruta, n))
    return found


def test_every_key_of_the_shipped_files_is_found() -> None:
    for path in (assets("resources") / "procedimientos").glob("*.toml"):
        text = path.read_text(encoding="utf-8")

        assert paths(tomllib.loads(text)) == set(lineas(text))


KEYS = st.from_regex(r"[a-z]{1,4}", fullmatch=True)
SCALARS = st.one_of(
    st.integers().map(str),
    st.booleans().map(lambda b: "true" if b else "false"),
    st.from_regex(r'"[a-z \[\]{}=#,]{0,6}"', fullmatch=True),
    st.from_regex(r"'[a-z \"\[\]{}=#,]{0,6}'", fullmatch=True),
    st.from_regex(r'"""[a-z\n\[\]=#]{0,8}"""', fullmatch=True),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(
        lambda items: "[\n" + "".join(f"  {i}, # nota\n" for i in items) + "]"
    ),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_what_tomllib_reads_is_found(tabla: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in tabla.items())

    assert paths(tomllib.loads(text)) == set(lineas(text))


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_a_key_is_on_the_line_where_it_is_written(tabla: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in tabla.items())
    rows = text.split("\n")

    found = lineas(text)

    assert all(rows[found[key,] - 1].startswith(f"{key} = ") for key in tabla)


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 60_000 + " = 1",
        "x = {a" + ".a" * 60_000 + " = 1}",
        "a = " + "[" * 50_000,
    ],
)
def test_what_no_person_writes_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="demasiados"):
        leer_toml(f"nombre = 1\n{text}\n")
