from __future__ import annotations

import pytest

from cobro_desktop.services.municipios import buscar_municipio, en_palabras


@pytest.mark.parametrize(
    ("texto", "codigo"),
    [  # RULES 11.4: strings, with their zero
        ("Bogotá D.C.", "11001"),
        ("BOGOTA", "11001"),
        ("Medellín", "05001"),
        ("05001", "05001"),
        ("Cali", "76001"),
        ("CALI (VALLE DEL CAUCA)", "76001"),
        ("Barranquilla", "08001"),
        ("Cartagena", "13001"),
        ("Cúcuta", "54001"),
        ("Armenia, Quindío", "63001"),
        ("Armenia - Antioquia", "05059"),
    ],
)
def test_a_name_gives_its_code(texto: str, codigo: str) -> None:
    found = buscar_municipio(texto)

    assert found is not None
    assert found.codigo == codigo


@pytest.mark.parametrize("texto", ["Armenia", "La Unión", "Rionegro", "Atlántida", ""])
def test_an_ambiguous_name_is_not_guessed(texto: str) -> None:
    assert buscar_municipio(texto) is None


def test_it_is_written_with_its_department_and_code() -> None:
    found = buscar_municipio("pasto")

    assert found is not None
    assert en_palabras(found) == "Pasto, Nariño (52001)"
