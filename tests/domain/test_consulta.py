from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.campos_consulta import CAMPOS
from cobro_desktop.domain.consulta import (
    Comparacion,
    ConsultaError,
    No,
    Nodo,
    O,
    Texto,
    Y,
    interpretar,
    y,
)
from cobro_desktop.domain.errors import MissingParameterError, UserError
from cobro_desktop.domain.valores_consulta import Rango, Vacio, Valores

HOY = date(2026, 9, 30)


def skip_weekends(day: date, number: int) -> date:
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while day.weekday() > 4:
            day += step
    return day


VALORES = Valores(HOY, skip_weekends, smlmv=175_090_500, uvt=5_237_400)


def tree(texto: str) -> Nodo:
    node = interpretar(texto, VALORES)
    assert node is not None
    return node


def one(texto: str) -> object:
    node = interpretar(texto, VALORES)
    assert isinstance(node, Comparacion)
    return node.campo.nombre, node.op, node.valor


@pytest.mark.parametrize(
    ("texto", "expected"),
    [
        ("etapa:coactivo", ("etapa", "=", ("coactivo",))),
        ("ETAPA:Coac", ("etapa", "=", ("coactivo",))),
        ("estado:remitido", ("estado", "=", ("REMITIDO_SDH",))),
        ("estado:archiv", ("estado", "=", ("ARCHIVADO",))),
        ("estado:ABIERTO", ("estado", "=", ("ABIERTO",))),
        ("etapa:a", ("etapa", "=", ("persuasivo", "coactivo", "terminacion"))),
        ('situacion:"esperando tercero"', ("situacion", "=", ("esperando_tercero",))),
        ("actividad:6", ("actividad", "=", "6")),
        ("deudor:Ñáñez", ("deudor", ":", "nanez")),
        ('deudor="José Pérez"', ("deudor", "=", "jose perez")),
        ("nit:900.123.456-7", ("nit", ":", "900123456")),
        ("responsable:nadie", ("responsable", "=", Vacio())),
        ("vence:vacío", ("vence", "=", Vacio())),
        ('titulo:"vacío"', ("titulo", ":", "vacio")),
        ('texto:"Fianza, HIPOTÉCA"', ("texto", ":", "fianza, hipoteca")),
        ("texto:vacío", ("texto", "=", Vacio())),
        ("saldo>5smlmv", ("saldo", ">", 875_452_500)),
        ("saldo>=2uvt", ("saldo", ">=", 10_474_800)),
        ("saldo:1500k", ("saldo", "=", 150_000_000)),
        ("saldo<1,5m", ("saldo", "<", 150_000_000)),
        ("saldo<1.5m", ("saldo", "<", 150_000_000)),
        ("capital=266.667", ("capital", "=", 26_666_700)),
        ("capital=1.234.567,89", ("capital", "=", 123_456_789)),
        ("capital=1,234,567.89", ("capital", "=", 123_456_789)),
        ("capital:$5000", ("capital", "=", 500_000)),
        ("saldo:1m..2m", ("saldo", "=", Rango(100_000_000, 200_000_000))),
        ("prescribe<90d", ("prescribe", "<", date(2026, 12, 29))),
        ("prescribe<hoy+90d", ("prescribe", "<", date(2026, 12, 29))),
        ("vence<=2h", ("vence", "<=", date(2026, 10, 2))),
        ("vence<=3h", ("vence", "<=", date(2026, 10, 5))),
        ("vence>-5h", ("vence", ">", date(2026, 9, 23))),
        ("exigible>=hoy-1a", ("exigible", ">=", date(2025, 9, 30))),
        ("exigible<5m", ("exigible", "<", date(2027, 2, 28))),
        ("ejecutoria:2024-02-29", ("ejecutoria", "=", date(2024, 2, 29))),
        ("ejecutoria:29/2/2024", ("ejecutoria", "=", date(2024, 2, 29))),
        ("vence:hoy..hoy+7d", ("vence", "=", Rango(HOY, date(2026, 10, 7)))),
        ("vence : hoy", ("vence", "=", HOY)),
        ("saldo > 5m", ("saldo", ">", 500_000_000)),
    ],
)  # fmt: skip
def test_a_term_is_read(texto: str, expected: object) -> None:
    assert one(texto) == expected


def test_bare_words_are_looked_for_together() -> None:
    found = interpretar('Pérez "De La Cruz" SVSP-2026-000153', VALORES)

    assert found == Y((Texto("perez"), Texto("de la cruz"), Texto("svsp-2026-000153")))


@pytest.mark.parametrize("texto", ["", "   ", "\t\n"])
def test_nothing_asks_for_nothing(texto: str) -> None:
    assert interpretar(texto, VALORES) is None


def test_a_space_is_and() -> None:
    spaced = interpretar("etapa:coactivo saldo>1m", VALORES)

    assert spaced == interpretar("etapa:coactivo y saldo>1m", VALORES)
    assert isinstance(spaced, Y)


@pytest.mark.parametrize("texto", ["-etapa:coactivo", "no etapa:coactivo"])
def test_a_term_is_negated(texto: str) -> None:
    assert interpretar(texto, VALORES) == No(tree("etapa:coactivo"))


def test_options_stand_in_parentheses() -> None:
    found = interpretar("gomez (etapa:coactivo saldo>1m o vence<hoy)", VALORES)

    both = tree("etapa:coactivo saldo>1m")
    assert found == Y((Texto("gomez"), O((both, tree("vence<hoy")))))


def test_a_group_is_negated_whole() -> None:
    found = interpretar("-(deudor:ana o deudor:luis)", VALORES)

    assert isinstance(found, No)
    assert isinstance(found.nodo, O)


def test_risk_is_a_date_and_also_a_claim() -> None:
    assert one("riesgo<30d") == ("riesgo", "<", date(2026, 10, 30))
    assert tree("riesgo:si") == Y(
        (
            Comparacion(CAMPOS["riesgo"], "<=", HOY),
            Comparacion(CAMPOS["estado"], "=", ("ABIERTO", "SUSPENDIDO")),
        )
    )
    assert interpretar("riesgo:no", VALORES) == No(tree("riesgo:sí"))


@pytest.mark.parametrize(
    ("texto", "position", "said"),
    [
        pytest.param("etpa:coactivo", 1, "¿Quiso decir «etapa»?", id="near field"),
        pytest.param("ana saldos>1", 5, "¿Quiso decir «saldo»?", id="second term"),
        pytest.param("xyzzy:1", 1, "No hay un campo «xyzzy»", id="no near field"),
        pytest.param("etapa:", 7, "Falta el valor de «etapa»", id="no value"),
        pytest.param("etapa:coactiva", 7, "recepcion, persuasivo", id="no option"),
        pytest.param("etapa>coactivo", 7, "solo van los signos", id="order of text"),
        pytest.param("vence:ayer", 7, "no es una fecha", id="no date"),
        pytest.param("vence:2026-02-30", 7, "no es una fecha", id="30 February"),
        pytest.param("vence<vacío", 7, "solo van los signos", id="before nothing"),
        pytest.param("vence:hoy..2020-01-01", 7, "es mayor", id="backwards"),
        pytest.param("saldo:mucho", 7, "escriba pesos", id="no amount"),
        pytest.param("saldo:1.23.456", 7, "escriba pesos", id="odd grouping"),
        pytest.param("saldo:nadie", 7, "no es un valor", id="nobody's money"),
        pytest.param("texto:*-*", 7, "al menos una palabra", id="no words"),
        pytest.param('deudor:"ana', 8, "cerrar las comillas", id="open quote"),
        pytest.param("(ana o luis", 1, "cerrar un paréntesis", id="open group"),
        pytest.param("ana)", 4, "Sobra un paréntesis", id="closed twice"),
        pytest.param("()", 2, "dentro del paréntesis", id="empty group"),
        pytest.param("(ana o )", 8, "dentro del paréntesis", id="empty option"),
        pytest.param("ana o luis", 5, "va entre paréntesis", id="bare o"),
        pytest.param("ana -", 5, "Falta lo que se niega", id="bare minus"),
        pytest.param(":coactivo", 1, "nombre del campo", id="bare sign"),
        pytest.param("(" * 30 + "ana", 21, "demasiados paréntesis", id="too deep"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    texto: str, position: int, said: str
) -> None:
    with pytest.raises(ConsultaError) as error:
        interpretar(texto, VALORES)

    assert said in error.value.mensaje
    assert error.value.detalle["posicion"] == position


def test_the_nearest_field_is_offered_to_programs_too() -> None:
    with pytest.raises(ConsultaError) as error:
        interpretar("prescrive<90d", VALORES)

    assert error.value.detalle["sugerencia"] == "prescribe"


def test_a_wage_that_is_not_loaded_is_named() -> None:
    with pytest.raises(MissingParameterError, match="salario mínimo de 2026"):
        interpretar("saldo>5smlmv", Valores(HOY, skip_weekends))


def test_joining_leaves_out_what_asks_for_nothing() -> None:
    term = Texto("ana")

    assert y(None, None) is None
    assert y(None, term) is term
    assert y(term, None, term) == Y((term, term))


@given(st.text(alphabet='aoy no-():<>="ñ12.$m etapa saldo vence hoy', max_size=60))
def test_any_text_is_read_or_refused(texto: str) -> None:
    with contextlib.suppress(UserError):
        interpretar(texto, VALORES)
