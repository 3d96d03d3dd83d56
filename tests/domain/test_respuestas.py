from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import (
    Campo,
    Evidencia,
    TipoCampo,
    TipoEvidencia,
)
from cobro_desktop.domain.respuestas import (
    MAXIMO,
    Juicio,
    juicios,
    normalizar,
    normalizar_todas,
)
from tests.domain.procedimiento_de_prueba import actividad, termina

OPCIONES = (("deudor", "El deudor"), ("tercero", "Otra persona"), ("nadie", "Nadie"))


def campo(tipo: str) -> Campo:
    con_opciones = tipo in {"opcion", "lista"}
    return Campo(
        "x", "La pregunta", TipoCampo(tipo), opciones=OPCIONES if con_opciones else ()
    )


@pytest.mark.parametrize(
    ("tipo", "texto", "canonico"),
    [
        ("fecha", "2026-03-18", "2026-03-18"),
        ("fecha", "18/03/2026", "2026-03-18"),
        ("fecha", "8-3-2026", "2026-03-08"),
        ("fecha", "20240229", "2024-02-29"),
        ("hora", "9:05", "09:05"),
        ("hora", "23:59", "23:59"),
        ("dinero", "1423500", "1423500"),
        ("dinero", "$ 1.423.500", "1423500"),
        ("dinero", "1,423,500.50", "1423500.50"),
        ("dinero", "266.667", "266667"),
        ("dinero", "1.234,5", "1234.50"),
        ("dinero", "1000,00", "1000"),
        ("dinero", "0", "0"),
        ("entero", "012", "12"),
        ("porcentaje", "12,50 %", "12.5"),
        ("porcentaje", "100", "100"),
        ("si_no", "SÍ", "si"),
        ("si_no", "n", "no"),
        ("opcion", "otra persona", "tercero"),
        ("opcion", "DEUDOR", "deudor"),
        ("lista", "nadie, deudor", "deudor,nadie"),
        ("lista", "Ninguno", "ninguno"),
        ("texto", "  dos   palabras \n", "dos palabras"),
        ("parrafo", "uno\ndos ", "uno\ndos"),
        ("persona", "Ana\x00 Gómez", "Ana Gómez"),
        ("fecha", "   ", ""),
    ],
)
def test_an_answer_takes_its_canonical_text(
    tipo: str, texto: str, canonico: str
) -> None:
    assert normalizar(campo(tipo), texto) == canonico


@pytest.mark.parametrize(
    ("tipo", "texto"),
    [
        ("fecha", "2026-02-30"),
        ("fecha", "31/04/2026"),
        ("fecha", "mañana"),
        ("fecha", "18/03/26"),
        ("hora", "24:00"),
        ("hora", "9:60"),
        ("dinero", "-5"),
        ("dinero", "1.23.456"),
        ("dinero", "mil"),
        ("dinero", "12.345,678"),
        ("entero", "1.5"),
        ("entero", "-1"),
        ("entero", "١٢"),
        ("entero", "9" * 13),
        ("porcentaje", "1000"),
        ("si_no", "quizá"),
        ("opcion", "perro"),
        ("lista", "deudor,perro"),
        ("texto", "a" * (MAXIMO + 1)),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_words(tipo: str, texto: str) -> None:
    with pytest.raises(InvalidDataError, match="no sirve para «La pregunta»"):
        normalizar(campo(tipo), texto)


@pytest.mark.parametrize("tipo", [t.value for t in TipoCampo])
@given(texto=st.text(max_size=40))
def test_reading_again_what_was_read_changes_nothing(tipo: str, texto: str) -> None:
    try:
        once = normalizar(campo(tipo), texto)
    except InvalidDataError:
        return

    assert normalizar(campo(tipo), once) == once


@given(st.dates())
def test_every_date_is_kept(dia: date) -> None:
    assert normalizar(campo("fecha"), dia.isoformat()) == dia.isoformat()


@given(st.integers(0, 10**13), st.integers(0, 99))
def test_no_cent_is_lost(pesos: int, centavos: int) -> None:
    escrito = f"{pesos:,}".replace(",", ".") + f",{centavos:02d}"

    leido = normalizar(campo("dinero"), escrito)

    entero, _, decimales = leido.partition(".")
    assert (int(entero), int(decimales or 0)) == (pesos, centavos)


UNA = actividad(
    "1",
    termina("fin"),
    campos=(
        Campo("fecha", "Fecha", TipoCampo.FECHA),
        Campo("valor", "Valor", TipoCampo.DINERO),
    ),
    evidencia=(Evidencia("radicado-siga", "Radicado", TipoEvidencia.RADICADO, "SIGA"),),
)


def test_numbers_of_filings_are_answers_too() -> None:
    assert normalizar_todas(UNA, {"radicado-siga": " 2026-1 ", "valor": "5"}) == {
        "radicado-siga": "2026-1",
        "valor": "5",
    }


def test_all_wrong_answers_are_told_together() -> None:
    with pytest.raises(InvalidDataError) as caught:
        normalizar_todas(UNA, {"fecha": "ayer", "valor": "5", "color": "rojo"})

    errores = caught.value.detalle["errores"]
    assert isinstance(errores, dict)
    assert sorted(errores) == ["color", "fecha"]
    assert "no pregunta «color»" in errores["color"]


LISTA = Campo(
    "requisitos",
    "Requisitos",
    TipoCampo.LISTA,
    obligatorio=True,
    juicio=True,
    opciones=(("clara", "Clara"), ("firme", "En firme"), ("recursos", "Recursos")),
)
JUZGADA = actividad("1", termina("fin"), campos=(LISTA,))


def test_each_requirement_is_judged_with_what_was_found() -> None:
    leidas = normalizar_todas(
        JUZGADA,
        {"requisitos": "~recursos, -Firme ,clara", "requisitos.firme": " Sin  sello "},
    )

    assert leidas == {
        "requisitos": "clara,-firme,~recursos",
        "requisitos.firme": "Sin sello",
    }
    assert juicios(LISTA, leidas["requisitos"]) == {
        "clara": Juicio.CUMPLE,
        "firme": Juicio.NO_CUMPLE,
        "recursos": Juicio.NO_APLICA,
    }


def test_a_finding_is_of_a_requirement_that_exists() -> None:
    with pytest.raises(InvalidDataError, match=r"no pregunta «requisitos\.color»"):
        normalizar_todas(JUZGADA, {"requisitos.color": "rojo"})
