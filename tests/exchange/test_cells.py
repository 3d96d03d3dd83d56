from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.identificacion import TipoDocumento, leer_identificacion
from cobro_desktop.exchange.cells import (
    CeldaInvalidaError,
    ErrorDeHoja,
    FormulaSinValor,
    es_desconocido,
    leer_documento,
    leer_texto,
    limpiar,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Pendiente\nconfirmar   dirección ", "Pendiente confirmar dirección"),
        ("Nin\u0303o", "Niño"),
        ("A\x00B\x07C", "ABC"),
        ("A\u202eB\u200bC", "ABC"),
        ("uno\u00a0dos\u2009tres", "uno dos tres"),
        ("=1+1", "=1+1"),
        ("@revisar", "@revisar"),
        (1020345678.0, "1020345678"),
        (2.5, "2.5"),
        (True, "VERDADERO"),
        ("   ", None),
    ],
)
def test_texts_lose_only_what_is_not_text(written: object, read: str | None) -> None:
    assert leer_texto(written) == read


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = limpiar(text)

    assert limpiar(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert all(unicodedata.category(c) not in {"Cc", "Cf"} for c in once)


@pytest.mark.parametrize(
    ("special", "code"),
    [
        (ErrorDeHoja("#REF!"), "cell_error"),
        (FormulaSinValor("=A1"), "formula_without_value"),
    ],
)
def test_error_cells_are_no_text(special: str, code: str) -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_texto(special)

    assert caught.value.codigo == code


@pytest.mark.parametrize(
    ("written", "tipo", "numero", "dv"),
    [
        ("859.516.578-7", TipoDocumento.NIT, "859516578", 7),
        ("886.955.424 - 2", TipoDocumento.NIT, "886955424", 2),
        ("NIT 890361405-7", TipoDocumento.NIT, "890361405", 7),
        (879076479.0, TipoDocumento.NIT, "879076479", 1),
        ("CC 1.023.576.232", TipoDocumento.CC, "1023576232", None),
    ],
)
def test_documents_as_offices_write_them(
    written: object, tipo: TipoDocumento, numero: str, dv: int | None
) -> None:
    read = leer_documento(written, None, TipoDocumento.NIT)

    assert read is not None
    assert (read.tipo, read.numero, read.dv) == (tipo, numero, dv)


@pytest.mark.parametrize(
    "written",
    [
        "EN TRÁMITE",
        "N/A",
        12345678901234567890.0,
        1020.5,
        -5.0,
        0.0,
        True,
        ErrorDeHoja("#N/A"),
    ],
)
def test_what_is_no_document_is_refused(written: object) -> None:
    with pytest.raises(CeldaInvalidaError) as caught:
        leer_documento(written, None, None)

    assert caught.value.codigo == "not_an_id"


@given(
    st.integers(min_value=1, max_value=99_999_999_999),
    st.sampled_from([TipoDocumento.CC, TipoDocumento.NIT]),
)
def test_the_quick_reading_agrees_with_the_full_one(
    number: int, tipo: TipoDocumento
) -> None:
    quick = leer_documento(str(number), None, tipo)

    assert quick == leer_identificacion(str(number), por_omision=tipo)


@given(st.text(max_size=25))
def test_any_text_is_a_document_or_a_known_fault(text: str) -> None:
    try:
        read = leer_documento(text, None, None)
    except CeldaInvalidaError as error:
        fault = error.codigo.value
    else:
        fault = ""
        assert read is None or read.numero

    assert fault in {"", "not_an_id"}


@pytest.mark.parametrize("text", ["Sin Dato", "N/A", "no registra", "PENDIENTE"])
def test_words_for_unknown_are_known(text: str) -> None:
    assert es_desconocido(text)
