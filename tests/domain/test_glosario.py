"""The glossary that ships as help: every term of the institutions, once."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from cobro_desktop.assets import assets

TERMINOS = {
    *("Cobro coactivo", "Gestión persuasiva", "Gestión de sensibilización"),
    *("Investigación de información", "LICO", "COPE", "Título ejecutivo"),
    *("Acto administrativo", "Cartera", "Cobro persuasivo", "CNSCC", "Deudor"),
    *("Constancia de ejecutoria", "Multa", "Notificación", "Obligación"),
    *("Obligación clara", "Obligación expresa", "Obligación exigible", "Pago"),
    *("Remisión", "Sujeto pasivo", "Firmeza o fuerza ejecutoria", "Reglamento"),
    *("Jurisdicción coactiva", "Mandamiento de pago", "Medidas cautelares"),
    *("Remate de bienes", "Aprobación del remate", "Avalúo", "Facilidad de pago"),
    *("Investigación de bienes", "Pérdida de fuerza ejecutoria", "Secuestro"),
    *("Título de depósito judicial", "Título", "Acto de trámite", "Acto definitivo"),
    *("Archivar", "Archivo", "Certificado", "Citación", "Citación para notificar"),
    *("Competencia", "Custodia", "Depósito judicial", "Deudor solidario"),
    *("Codeudor", "Embargo", "Excepciones al mandamiento de pago", "Expediente"),
    *("Funcionario ejecutor", "Poder", "Prueba", "Recurso"),
}


@pytest.fixture(scope="module")
def entradas() -> list[dict[str, Any]]:
    path = assets("resources") / "ayuda" / "glosario.toml"
    entradas: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["entrada"]
    return entradas


def test_every_term_of_the_institutions_is_explained_once(
    entradas: list[dict[str, Any]],
) -> None:
    nombres = [entrada["termino"] for entrada in entradas]

    assert set(nombres) == TERMINOS
    assert len(nombres) == len(set(nombres))


def test_a_definition_is_two_or_three_sentences(entradas: list[dict[str, Any]]) -> None:
    for entrada in entradas:
        frases = entrada["definicion"].count(". ") + 1

        assert entrada["definicion"].endswith("."), entrada["termino"]
        assert 2 <= frases <= 3, entrada["termino"]


def test_each_term_says_whose_it_is(entradas: list[dict[str, Any]]) -> None:
    for entrada in entradas:
        assert entrada["entidades"], entrada["termino"]
        assert set(entrada["entidades"]) <= {"SDSCJ", "SVSP", "RNEC", "IDPYBA"}


def test_the_excepciones_are_in_article_831_not_830(
    entradas: list[dict[str, Any]],
) -> None:
    excepciones = next(e for e in entradas if e["termino"].startswith("Excepciones"))

    assert "831" in excepciones["norma"]
